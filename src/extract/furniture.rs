//! What stands around articles: sharing, related links, comments, bylines, captions.
//!
//! Names lie now and then (`<body class="has-sidebar">`), so nothing that holds most of the
//! page's running text is taken for furniture.

use super::dropped::Why;
use super::hints::Hint;
use super::page::Page;
use super::tag::Tag;
use super::weigh::Weight;

/// The share of the page's running text above which a name is not believed.
const MOST: f32 = 0.5;

/// Comments may well outweigh the article; this much text (in characters) must stay.
const ENOUGH_BESIDE_COMMENTS: f32 = 200.0;

/// Longest byline or date line, in characters.
const BYLINE: u32 = 250;

/// Longest text (in characters) of an element that is a picture with its caption.
const PICTURE: u32 = 400;

/// Nodes of a figure that are looked through for what it shows.
const FIRST: usize = 50;

/// Marks the furniture as unread.
pub(super) fn mark(page: &mut Page<'_>, weights: &[Weight]) {
    let total = weights.first().map_or(0.0, |w| w.mass);
    let mut index = 1;
    while index < page.nodes.len() {
        if page.nodes[index].skip.is_none() {
            page.nodes[index].skip = why_furniture(page, weights, index, total);
        }
        index = match page.nodes[index].skip {
            Some(_) => page.nodes[index].end,
            None => index + 1,
        };
    }
}

fn why_furniture(page: &Page<'_>, weights: &[Weight], index: usize, total: f32) -> Option<Why> {
    let node = &page.nodes[index];
    if node.element().is_none() || node.kept || matches!(node.name(), "html" | "body") {
        return None;
    }
    let weight = weights[index];
    let hints = node.hints;
    if hints.has(Hint::Comments) && total - weight.mass >= ENOUGH_BESIDE_COMMENTS {
        return Some(Why::Comments);
    }
    if weight.mass > MOST * total || node.tag == Tag::Heading(1) || hints.has(Hint::Ingress) {
        return None;
    }
    match node.tag {
        Tag::Seldom | Tag::FigureCaption if is_source(page, index) => return None,
        Tag::Seldom => return Some(Why::Aside),
        Tag::FigureCaption => return Some(Why::Caption),
        Tag::Header => return is_page_header(page, index).then_some(Why::Aside),
        _ => {}
    }
    if hints.has(Hint::Furniture) && !hints.has(Hint::Body) {
        Some(Why::Furniture)
    } else if hints.has(Hint::Byline) && weight.chars <= BYLINE {
        Some(Why::Byline)
    } else if hints.has(Hint::Caption)
        || hints.has(Hint::Picture) && weight.chars <= PICTURE && has_picture(page, index)
    {
        Some(Why::Caption)
    } else {
        None
    }
}

/// Whether a footer or caption says whose the quotation beside it is.
pub(super) fn is_source(page: &Page<'_>, index: usize) -> bool {
    let parent = page.nodes[index].parent;
    match (page.nodes[index].name(), page.nodes[parent].tag) {
        ("footer", Tag::Quote) => true,
        ("figcaption", Tag::Figure) => {
            let first = page.inside(parent).take(FIRST);
            first.clone().any(|i| page.nodes[i].tag == Tag::Quote)
                && !first.clone().any(|i| is_picture(page, i))
        }
        _ => false,
    }
}

fn has_picture(page: &Page<'_>, index: usize) -> bool {
    page.inside(index).any(|i| is_picture(page, i))
}

fn is_picture(page: &Page<'_>, index: usize) -> bool {
    matches!(page.nodes[index].name(), "img" | "picture")
}

/// Whether a header belongs to the whole page rather than to the article.
fn is_page_header(page: &Page<'_>, index: usize) -> bool {
    let in_article = page
        .around(index)
        .any(|i| matches!(page.nodes[i].tag, Tag::Article | Tag::Main));
    let titled = page
        .inside(index)
        .any(|i| page.nodes[i].tag == Tag::Heading(1));
    !in_article && !titled
}
