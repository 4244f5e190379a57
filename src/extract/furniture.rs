//! What stands around articles: sharing, related links, comments, bylines, captions.
//!
//! Names lie now and then (`<body class="has-sidebar">`), so nothing that holds most of the
//! page's running text is taken for furniture.

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

/// Marks the furniture as unread.
pub(super) fn mark(page: &mut Page<'_>, weights: &[Weight]) {
    let total = weights.first().map_or(0.0, |w| w.mass);
    let mut index = 1;
    while index < page.nodes.len() {
        if page.nodes[index].skip || is_furniture(page, weights, index, total) {
            page.nodes[index].skip = true;
            index = page.nodes[index].end;
        } else {
            index += 1;
        }
    }
}

fn is_furniture(page: &Page<'_>, weights: &[Weight], index: usize, total: f32) -> bool {
    let node = &page.nodes[index];
    if node.element().is_none() || matches!(node.name(), "html" | "body") {
        return false;
    }
    let weight = weights[index];
    let hints = node.hints;
    if hints.has(Hint::Comments) && total - weight.mass >= ENOUGH_BESIDE_COMMENTS {
        return true;
    }
    if weight.mass > MOST * total || node.tag == Tag::Heading(1) || hints.has(Hint::Ingress) {
        return false;
    }
    match node.tag {
        Tag::Seldom | Tag::FigureCaption => return true,
        Tag::Header => return is_page_header(page, index),
        _ => {}
    }
    hints.has(Hint::Furniture) && !hints.has(Hint::Body)
        || hints.has(Hint::Byline) && weight.chars <= BYLINE
        || hints.has(Hint::Caption)
        || hints.has(Hint::Picture) && weight.chars <= PICTURE && has_picture(page, index)
}

fn has_picture(page: &Page<'_>, index: usize) -> bool {
    page.inside(index)
        .any(|i| matches!(page.nodes[i].name(), "img" | "picture"))
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
