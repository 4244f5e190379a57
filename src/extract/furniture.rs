//! What stands around articles: sharing, related links, comments, bylines, captions.
//!
//! Names lie now and then (`<body class="has-sidebar">`), so nothing that holds most of the
//! page's running text is taken for furniture.

use super::columns;
use super::dropped::Why;
use super::hints::{Hint, Hints};
use super::page::{Node, Page};
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

/// Class names of the elements around a title that are looked at.
const BLOCK_NAMES: usize = 20;

/// Nodes of a figure that are looked through for what it shows.
const FIRST: usize = 50;

/// Marks the furniture as unread; `heading` holds the title.
pub(super) fn mark(page: &mut Page<'_>, weights: &[Weight], heading: Option<usize>) {
    let total = weights.first().map_or(0.0, |w| w.mass);
    believe_title(page, heading);
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

/// Marks columns beside the article, and links that look like buttons, as unread.
///
/// Until the article is found, their links tell what stands around it.
pub(super) fn mark_beside(page: &mut Page<'_>, weights: &[Weight], heading: Option<usize>) {
    for index in columns::beside_article(page, weights, heading) {
        page.nodes[index].skip.get_or_insert(Why::Aside);
    }
    for index in 1..page.nodes.len() {
        let node = &page.nodes[index];
        let unfolds = node.attr("aria-expanded").is_some();
        let is_button = node.tag == Tag::Link && node.hints.has(Hint::Button) && !unfolds;
        if is_button && node.skip.is_none() && !node.kept && !is_in_sentence(page, index) {
            page.nodes[index].skip = Some(Why::Control);
        }
    }
}

/// Takes no name for furniture that an element around the title has.
///
/// An advertisement for a job or a flat is what its page is about.
fn believe_title(page: &mut Page<'_>, heading: Option<usize>) {
    let Some(heading) = heading else { return };
    let around: Vec<usize> = page
        .around(heading)
        .filter(|&index| page.nodes[index].hints.has(Hint::Furniture))
        .filter(|&index| !matches!(page.nodes[index].name(), "html" | "body"))
        .collect();
    let Some(&outermost) = around.last() else {
        return;
    };
    let names: Vec<&str> = around
        .iter()
        .filter_map(|&index| page.nodes[index].attr("class"))
        .flat_map(str::split_ascii_whitespace)
        .take(BLOCK_NAMES)
        .collect();
    for index in page.inside(outermost) {
        let node = &mut page.nodes[index];
        if node.hints.has(Hint::Furniture)
            && let Some(element) = node.element()
        {
            node.hints = Hints::of_part(element, &names);
        }
    }
    for index in around {
        page.nodes[index].hints.remove(Hint::Furniture);
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

/// Whether text goes on just before or after an element.
fn is_in_sentence(page: &Page<'_>, index: usize) -> bool {
    let parent = page.nodes[index].parent;
    let has_words = |beside: usize| {
        let beside = page.nodes.get(beside).filter(|node| node.parent == parent);
        let text = beside.and_then(Node::text);
        text.is_some_and(|text| text.contains(char::is_alphanumeric))
    };
    has_words(index - 1) || has_words(page.nodes[index].end)
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
