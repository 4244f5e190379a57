//! Clears what is left between an article's blocks, and puts the title first.

use std::collections::HashSet;

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::dropped::Why;
use super::hints::Hint;
use super::metadata::Metadata;
use super::page::Page;
use super::phrases;
use super::tag::Tag;
use super::title::letters;

/// Shortest declared summary (in bytes of its letters) that is looked for in the text.
const SUMMARY: usize = 40;

/// Longest author's name, in bytes.
const NAME: usize = 60;

/// An article's blocks, and those that were dropped among them.
#[derive(Debug, Default)]
pub(super) struct Tidied {
    pub(super) blocks: Vec<Raw>,
    pub(super) dropped: Vec<(Why, Raw)>,
}

/// Clears the blocks: what is left is the article's body in reading order, without its title.
pub(super) fn tidy(page: &Page<'_>, meta: &mut Metadata, blocks: Vec<Raw>) -> Tidied {
    let mut tidied = Tidied {
        blocks,
        dropped: Vec::new(),
    };
    drop_lines(page, meta, &mut tidied);
    tidied.blocks.iter_mut().for_each(strip_cue);
    adopt_title(meta, &tidied.blocks);
    drop_title(page, meta, &mut tidied);
    drop_other_sections(&mut tidied);
    drop_runs_of_links(&mut tidied);
    drop_repeated(&mut tidied);
    mark_ingress(page, meta, &mut tidied.blocks);
    drop_lone_headings(&mut tidied);
    tidied
}

impl Tidied {
    /// Drops the blocks for which there is a reason.
    fn drop_where(&mut self, mut why: impl FnMut(&Raw) -> Option<Why>) {
        for block in std::mem::take(&mut self.blocks) {
            match why(&block) {
                Some(why) => self.dropped.push((why, block)),
                None => self.blocks.push(block),
            }
        }
    }
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

/// Drops the blocks that say nothing, and the lines around the article's text.
fn drop_lines(page: &Page<'_>, meta: &Metadata, tidied: &mut Tidied) {
    let names = meta.byline.iter().flat_map(|names| names.split(", "));
    let authors: HashSet<String> = names.map(letters).collect();
    let is_author = |text: &str| text.len() < NAME && authors.contains(&letters(text));
    tidied.drop_where(|block| {
        let is_markup = block.text.starts_with('<') && block.text.ends_with('>');
        if is_markup || !block.text.contains(char::is_alphanumeric) {
            Some(Why::NoWords)
        } else if is_teaser(page, block) {
            Some(Why::LeadsAway)
        } else if block.kind != BlockKind::Attribution && is_author(&block.text) {
            Some(Why::Byline)
        } else {
            why_line(block)
        }
    });
}

/// Why a block is a button, a credit or a link to another article, if it is.
fn why_line(block: &Raw) -> Option<Why> {
    let is_credit = match block.kind {
        BlockKind::Code | BlockKind::Row | BlockKind::Attribution => return None,
        // A chronicle has dates for headings.
        BlockKind::Heading { .. } => false,
        // A term such as "Utfärdad" makes its date a fact; "Publicerad" does not.
        BlockKind::Definition => {
            let term = block.text.split(": ").next().unwrap_or_default();
            phrases::is_credit(&format!("{term}:")) && phrases::is_credit(&block.text)
        }
        _ => phrases::is_credit(&block.text),
    };
    // A heading that ends the article takes what follows with it, later.
    let is_heading = matches!(block.kind, BlockKind::Heading { .. });
    if is_heading && phrases::ends_article(&block.text) {
        None
    } else if is_credit {
        Some(Why::Byline)
    } else if phrases::is_label(&block.text) {
        Some(Why::Label)
    } else if phrases::leads_away(&block.text, linked(block), first_link(block)) {
        Some(Why::LeadsAway)
    } else {
        None
    }
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
fn drop_title(page: &Page<'_>, meta: &Metadata, tidied: &mut Tidied) {
    let title = letters(&meta.title);
    let is_title = |block: &Raw| {
        Some(block.node) == meta.heading || !title.is_empty() && letters(&block.text) == title
    };
    let mut before = 0;
    if let Some(heading) = meta.heading {
        let end = page.nodes[heading].end;
        let blocks = &tidied.blocks;
        let above = blocks
            .iter()
            .take_while(|block| block.node < end && !is_title(block))
            .count();
        // A line or two above the title is a section's name or a date; more is text.
        let short = blocks[..above].iter().all(|block| block.text.len() < 80);
        if above <= 4 && short && above < blocks.len() {
            before = above;
        }
    }
    let mut place = 0;
    tidied.drop_where(|block| {
        place += 1;
        let near = place <= before + 6 || Some(block.node) == meta.heading;
        (place <= before || is_title(block) && near).then_some(Why::Title)
    });
}

/// Drops sections such as "Relaterat", to the next heading of their level.
fn drop_other_sections(tidied: &mut Tidied) {
    let mut inside = None;
    let mut in_links = false;
    tidied.drop_where(|block| {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        in_links =
            phrases::opens_link_list(&block.text) || in_links && !is_heading && linked(block) > 0.5;
        if in_links {
            return Some(Why::Section);
        }
        if let BlockKind::Heading { level } = block.kind {
            if inside.is_some_and(|opened| level <= opened) {
                inside = None;
            }
            if phrases::ends_article(&block.text) {
                inside = Some(0);
            } else if phrases::opens_other_section(&block.text) {
                inside = inside.or(Some(level));
            }
        }
        inside.map(|_| Why::Section)
    });
}

/// The share of links from which a block is nothing else; the rest is punctuation.
const ALL: f32 = 0.9;

/// Links in a row that are a menu rather than a text.
const RUN: usize = 3;

/// Drops lists of links to other pages, such as those that a newspaper puts in an article.
///
/// A list is part of the text when a line with a colon leads up to it, or a heading with at
/// most a paragraph between.
fn drop_runs_of_links(tidied: &mut Tidied) {
    let is_link = |block: &Raw| {
        let may_be = matches!(
            block.kind,
            BlockKind::Paragraph | BlockKind::ListItem { .. }
        );
        let bytes = block.text.bytes().filter(|&byte| byte != b' ').count();
        may_be && block.linked as f32 > ALL * bytes as f32
    };
    let mut in_run = Vec::with_capacity(tidied.blocks.len());
    let mut announced = false;
    for run in tidied
        .blocks
        .chunk_by(|one, next| is_link(one) == is_link(next))
    {
        let drops = run.len() >= RUN && run.first().is_some_and(is_link) && !announced;
        in_run.extend(std::iter::repeat_n(drops, run.len()));
        let led_by_heading = |block: &Raw| matches!(block.kind, BlockKind::Heading { .. });
        announced = run.iter().rev().take(2).any(led_by_heading)
            || run.last().is_some_and(|block| block.text.ends_with(':'));
    }
    let mut in_run = in_run.into_iter();
    tidied.drop_where(|_| (in_run.next() == Some(true)).then_some(Why::LeadsAway));
}

/// Reads a text once, though a page has it twice: as a caption, or for paper.
fn drop_repeated(tidied: &mut Tidied) {
    let mut seen = HashSet::new();
    tidied.drop_where(|block| {
        let again = block.text.len() >= 60 && !seen.insert(letters(&block.text));
        again.then_some(Why::Repeated)
    });
}

/// Names the paragraph that opens the article, if the page marks it or sums itself up by it.
fn mark_ingress(page: &Page<'_>, meta: &Metadata, blocks: &mut [Raw]) {
    let summary = letters(meta.summary.as_deref().unwrap_or_default());
    let ingress = blocks.iter_mut().take(3).find(|block| {
        let marked = |index: usize| page.nodes[index].hints.has(Hint::Ingress);
        let sums_up = || summary.len() >= SUMMARY && letters(&block.text) == summary;
        block.kind == BlockKind::Paragraph
            && (marked(block.node) || page.around(block.node).take(2).any(marked) || sums_up())
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

/// Drops the headings that nothing of a lower level follows.
fn drop_lone_headings(tidied: &mut Tidied) {
    let mut leads = vec![true; tidied.blocks.len()];
    let mut next = None;
    for (place, block) in tidied.blocks.iter().enumerate().rev() {
        if let BlockKind::Heading { level } = block.kind {
            leads[place] = match next {
                Some(BlockKind::Heading { level: below }) => below > level,
                Some(_) => true,
                None => false,
            };
        }
        if leads[place] {
            next = Some(block.kind);
        }
    }
    let mut leads = leads.into_iter();
    tidied.drop_where(|_| (leads.next() == Some(false)).then_some(Why::LoneHeading));
}
