//! Clears what is left between an article's blocks, and puts the title first.

use std::collections::HashSet;

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::hints::Hint;
use super::metadata::{self, Metadata};
use super::page::Page;
use super::phrases;
use super::tag::Tag;

/// Longest author's name, in bytes.
const NAME: usize = 60;

/// Clears the blocks: what is left is the article's body in reading order, without its title.
pub(super) fn tidy(page: &Page<'_>, meta: &mut Metadata, blocks: Vec<Raw>) -> Vec<Raw> {
    let mut blocks = without_lines(page, blocks, meta);
    blocks.iter_mut().for_each(strip_cue);
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

/// Leaves out the blocks that say nothing, and the lines around the article's text.
fn without_lines(page: &Page<'_>, blocks: Vec<Raw>, meta: &Metadata) -> Vec<Raw> {
    let names = meta.byline.iter().flat_map(|names| names.split(", "));
    let authors: Vec<String> = names.map(metadata::letters).collect();
    let is_author = |text: &str| text.len() < NAME && authors.contains(&metadata::letters(text));
    blocks
        .into_iter()
        .filter(|block| {
            let is_markup = block.text.starts_with('<') && block.text.ends_with('>');
            let says_something = block.text.contains(char::is_alphanumeric) && !is_markup;
            says_something && !is_teaser(page, block) && !is_line(block) && !is_author(&block.text)
        })
        .collect()
}

/// Whether a block is a button, a credit or a link to another article.
fn is_line(block: &Raw) -> bool {
    let is_credit = match block.kind {
        BlockKind::Code | BlockKind::Row => return false,
        // A chronicle has dates for headings.
        BlockKind::Heading { .. } => false,
        _ => phrases::is_credit(&block.text),
    };
    is_credit
        || phrases::is_label(&block.text)
        || phrases::leads_away(&block.text, linked(block), first_link(block))
}

/// Whether a block is part of a link that holds whole paragraphs, as to another article.
fn is_teaser(page: &Page<'_>, block: &Raw) -> bool {
    let tag = page.nodes[block.node].tag;
    matches!(tag, Tag::Paragraph | Tag::Heading(2..))
        && page
            .around(block.node)
            .any(|index| page.nodes[index].tag == Tag::Link)
}

/// Takes the times off a line of subtitles, as in a transcript: "7 00:01:02,500 --> ...".
fn strip_cue(block: &mut Raw) {
    let Some((_, rest)) = block.text.split_once(" --> ") else {
        return;
    };
    let is_time = |word: &str| {
        word.contains(':')
            && word
                .chars()
                .all(|c| c.is_ascii_digit() || ":,.".contains(c))
    };
    if let Some((time, words)) = rest.split_once(' ')
        && is_time(time)
    {
        block.text = words.to_owned();
        block.spans.clear();
    }
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
        let marked = |index: usize| page.nodes[index].hints.has(Hint::Ingress);
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
