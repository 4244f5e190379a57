//! Clears what is left between an article's blocks, and puts the title first.

use std::collections::HashSet;

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::hints::Hints;
use super::metadata::{self, Metadata};
use super::page::Page;
use super::phrases;

/// Clears the blocks: what is left is the article's body in reading order, without its title.
pub(super) fn tidy(page: &Page<'_>, meta: &mut Metadata, blocks: Vec<Raw>) -> Vec<Raw> {
    let mut blocks = without_lines(blocks, meta);
    adopt_title(meta, &blocks);
    drop_title(page, meta, &mut blocks);
    let mut blocks = without_other_sections(blocks);
    drop_repeated(&mut blocks);
    mark_ingress(page, &mut blocks);
    keep_led_headings(blocks)
}

/// The share of a block's text that stands in links.
fn linked(block: &Raw) -> f32 {
    block.linked as f32 / block.text.len().max(1) as f32
}

fn first_link(block: &Raw) -> &str {
    let link = |span: &&Span| matches!(span.kind, SpanKind::Link { .. });
    let span = block.spans.iter().find(link);
    span.map_or("", |span| &block.text[span.start..span.end])
}

fn without_lines(blocks: Vec<Raw>, meta: &Metadata) -> Vec<Raw> {
    let authors: Vec<String> = meta
        .byline
        .iter()
        .flat_map(|names| names.split(", "))
        .map(metadata::letters)
        .collect();
    blocks
        .into_iter()
        .filter(|block| {
            let linked = linked(block);
            let is_line = !matches!(block.kind, BlockKind::Code | BlockKind::Row);
            let is_markup = block.text.starts_with('<') && block.text.ends_with('>');
            block.text.contains(char::is_alphanumeric)
                && !is_markup
                && !(is_line
                    && (phrases::is_label(&block.text)
                        || phrases::is_credit(&block.text)
                        || phrases::leads_away(&block.text, linked, first_link(block))
                        || block.text.len() < 60
                            && authors.contains(&metadata::letters(&block.text))))
        })
        .collect()
}

fn adopt_title(meta: &mut Metadata, blocks: &[Raw]) {
    if let Some(first) = blocks.first()
        && matches!(first.kind, BlockKind::Heading { .. })
    {
        meta.adopt(first.node, &first.text);
    }
}

/// Takes the title out of the body, with what stands before it.
fn drop_title(page: &Page<'_>, meta: &Metadata, blocks: &mut Vec<Raw>) {
    let title = metadata::letters(&meta.title);
    let is_title = |block: &Raw| {
        Some(block.node) == meta.heading
            || !title.is_empty() && metadata::letters(&block.text) == title
    };
    if let Some(heading) = meta.heading {
        let end = page.nodes[heading].end;
        let before = blocks
            .iter()
            .take_while(|block| block.node < end && !is_title(block))
            .count();
        // A line or two above the title is a section's name or a date; more is text.
        let short = blocks[..before].iter().all(|block| block.text.len() < 80);
        if before <= 4 && short && before < blocks.len() {
            blocks.drain(..before);
        }
    }
    let mut place = 0;
    blocks.retain(|block| {
        place += 1;
        !(is_title(block) && (place <= 6 || Some(block.node) == meta.heading))
    });
}

/// Leaves out sections such as "Relaterat", to the next heading of their level.
fn without_other_sections(blocks: Vec<Raw>) -> Vec<Raw> {
    let mut inside = None;
    let mut in_links = false;
    let mut kept = Vec::with_capacity(blocks.len());
    for block in blocks {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        in_links = phrases::opens_link_list(&block.text)
            || in_links && !is_heading && linked(&block) > 0.5;
        if in_links {
            continue;
        }
        if let BlockKind::Heading { level } = block.kind {
            if inside.is_some_and(|opened| level <= opened) {
                inside = None;
            }
            if phrases::opens_other_section(&block.text) {
                inside = Some(level);
            }
        }
        if inside.is_none() {
            kept.push(block);
        }
    }
    kept
}

/// Reads a text once, though a page has it twice: as a caption, or for paper.
fn drop_repeated(blocks: &mut Vec<Raw>) {
    let mut seen = HashSet::new();
    blocks.retain(|block| block.text.len() < 60 || seen.insert(metadata::letters(&block.text)));
}

/// Names the paragraph that opens the article, if the page marks it as such.
fn mark_ingress(page: &Page<'_>, blocks: &mut [Raw]) {
    let ingress = blocks.iter_mut().take(3).find(|block| {
        let marked = |index: usize| Hints::of(&page.nodes[index]).ingress;
        block.kind == BlockKind::Paragraph
            && (marked(block.node) || page.around(block.node).take(2).any(marked))
    });
    if let Some(block) = ingress {
        block.kind = BlockKind::Ingress;
        let bare = block.text.trim_start_matches(['–', '—', '-', ' ']);
        let cut = block.text.len() - bare.len();
        block.text = bare.to_owned();
        for span in &mut block.spans {
            span.start = span.start.saturating_sub(cut);
            span.end = span.end.saturating_sub(cut);
        }
        block.spans.retain(|span| span.start < span.end);
    }
}

/// Keeps the headings that something of a lower level follows.
fn keep_led_headings(blocks: Vec<Raw>) -> Vec<Raw> {
    let mut kept: Vec<Raw> = Vec::with_capacity(blocks.len());
    for block in blocks.into_iter().rev() {
        if let BlockKind::Heading { level } = block.kind {
            let leads = match kept.last().map(|next| next.kind) {
                Some(BlockKind::Heading { level: next }) => next > level,
                Some(_) => true,
                None => false,
            };
            if !leads {
                continue;
            }
        }
        kept.push(block);
    }
    kept.reverse();
    kept
}
