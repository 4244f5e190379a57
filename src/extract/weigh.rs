//! How much running text each element holds.

use super::page::Page;
use super::tag::Tag;

/// What is known of an element's text, its descendants included and skipped parts left out.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Weight {
    /// Characters of text, runs of white space counted as one.
    pub(super) chars: u32,
    /// Those of them that stand in links.
    pub(super) linked: u32,
    /// Characters of running text: paragraphs long enough to hold a sentence.
    pub(super) mass: f32,
}

impl Weight {
    /// The share of the text that stands in links, from 0 to 1.
    pub(super) fn link_share(self) -> f32 {
        self.linked as f32 / self.chars.max(1) as f32
    }
}

/// Text that stands directly in one block element.
#[derive(Debug, Clone, Copy, Default)]
struct Own {
    chars: u32,
    linked: u32,
}

/// A paragraph shorter than this (in characters) is more often a label than a sentence.
const SENTENCE: u32 = 40;

/// Weighs every node of the page; the list runs beside [`Page::nodes`].
pub(super) fn weigh(page: &Page<'_>) -> Vec<Weight> {
    let (own, mut weights) = count(page);
    for index in (0..page.nodes.len()).rev() {
        weights[index].mass += mass(page.nodes[index].tag, own[index]);
        let Weight {
            chars,
            linked,
            mass,
        } = weights[index];
        if index > 0 {
            let around = &mut weights[page.nodes[index].parent];
            around.chars += chars;
            around.linked += linked;
            around.mass += mass;
        }
    }
    weights
}

/// The text of each block by itself, and of each text node.
fn count(page: &Page<'_>) -> (Vec<Own>, Vec<Weight>) {
    let mut own = vec![Own::default(); page.nodes.len()];
    let mut weights = vec![Weight::default(); page.nodes.len()];
    let mut block = vec![0; page.nodes.len()];
    let mut link_end = 0;
    let mut index = 0;
    while index < page.nodes.len() {
        let node = &page.nodes[index];
        if node.skip.is_some() {
            index = node.end;
            continue;
        }
        block[index] = if node.tag.is_inline() {
            block[node.parent]
        } else {
            index
        };
        if node.tag == Tag::Link {
            link_end = link_end.max(node.end);
        }
        if let Some(text) = node.text() {
            let chars = visible_chars(text);
            let linked = if index < link_end { chars } else { 0 };
            weights[index] = Weight {
                chars,
                linked,
                mass: 0.0,
            };
            own[block[index]].chars += chars;
            own[block[index]].linked += linked;
        }
        index += 1;
    }
    (own, weights)
}

fn mass(tag: Tag, own: Own) -> f32 {
    let free = own.chars.saturating_sub(own.linked * 2) as f32;
    let is_item = matches!(tag, Tag::Item | Tag::Term | Tag::Description);
    let is_free_item = is_item && own.linked == 0;
    if own.chars < SENTENCE && !is_free_item {
        return 0.0;
    }
    let share = match tag {
        Tag::Paragraph | Tag::Quote => 1.0,
        Tag::Heading(_) | Tag::FigureCaption | Tag::TableCaption => 0.0,
        _ if is_item => 0.5,
        _ => 0.8,
    };
    share * free
}

fn visible_chars(text: &str) -> u32 {
    let mut chars = 0;
    let mut blank = true;
    for c in text.chars() {
        let is_blank = c.is_whitespace();
        if !is_blank {
            chars += if blank { 2 } else { 1 };
        }
        blank = is_blank;
    }
    chars
}
