//! What stands around articles: sharing, related links, comments, bylines, captions.
//!
//! Names lie now and then (`<body class="has-sidebar">`), so nothing that holds most of the
//! page's running text is taken for furniture.

use super::hints::Hints;
use super::page::Page;
use super::tag::Tag;
use super::weigh::Weight;

/// The share of the page's running text above which a name is not believed.
const MOST: f32 = 0.5;

/// Comments may well outweigh the article; this much text (in characters) must stay.
const ENOUGH_BESIDE_COMMENTS: f32 = 200.0;

/// Longest byline or date line, in characters.
const BYLINE: u32 = 250;

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
    let hints = Hints::of(node);
    if hints.comments && total - weight.mass >= ENOUGH_BESIDE_COMMENTS {
        return true;
    }
    if weight.mass > MOST * total || node.tag == Tag::Heading(1) || hints.ingress {
        return false;
    }
    match node.tag {
        Tag::Seldom | Tag::FigureCaption => return true,
        Tag::Header => return is_page_header(page, index),
        _ => {}
    }
    hints.furniture && !hints.body
        || hints.byline && weight.chars <= BYLINE
        || hints.caption && weight.mass < MOST * total
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
