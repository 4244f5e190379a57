//! Clears what is left between an article's blocks, and puts the title first.

use std::collections::HashSet;

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::dropped::Why;
use super::hints::Hint;
use super::metadata::Metadata;
use super::page::Page;
use super::phrases;
use super::repeated;
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
    drop_other_sections(meta, &mut tidied);
    drop_runs_of_links(&mut tidied);
    repeated::drop(page, &mut tidied);
    mark_ingress(page, meta, &mut tidied.blocks);
    drop_lone_headings(&mut tidied);
    tidied
}

impl Tidied {
    /// Drops the blocks for which there is a reason.
    pub(super) fn drop_where(&mut self, mut why: impl FnMut(&Raw) -> Option<Why>) {
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
    let mut in_text = false;
    tidied.drop_where(|block| {
        let is_markup = block.text.starts_with('<') && block.text.ends_with('>');
        if is_markup || !block.text.contains(char::is_alphanumeric) {
            Some(Why::NoWords)
        } else if is_teaser(page, block) {
            Some(Why::LeadsAway)
        } else if block.kind != BlockKind::Attribution && is_author(&block.text) {
            Some(Why::Byline)
        } else if !in_text && phrases::is_time(&block.text) {
            // Further down it tells when something happened, as in a live report.
            Some(Why::Byline)
        } else {
            let why = why_line(block);
            in_text |= why.is_none() && block.kind == BlockKind::Paragraph;
            why
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
    } else if phrases::leads_away(&block.text, linked(block), first_link(block))
        || is_row_of_links(block)
    {
        Some(Why::LeadsAway)
    } else {
        None
    }
}

/// Whether a block is a menu on one line, such as "Start | Program".
fn is_row_of_links(block: &Raw) -> bool {
    let mut links = 0;
    let mut between = String::new();
    let mut end = 0;
    for span in &block.spans {
        if matches!(span.kind, SpanKind::Link { .. }) && span.start >= end {
            links += 1;
            between.push_str(&block.text[end..span.start]);
            end = span.end;
        }
    }
    between.push_str(&block.text[end..]);
    links > 1
        && between.contains(['|', '·', '•', '»', '/'])
        && !between.contains(char::is_alphanumeric)
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
    let Some(first) = blocks.first() else { return };
    if matches!(first.kind, BlockKind::Heading { .. }) {
        meta.adopt(first.node, &first.text);
    } else {
        meta.adopt_cut(first.node, &first.text);
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
///
/// Whom to ask belongs to a page that tells of a service; a news item tells the press.
fn drop_other_sections(meta: &Metadata, tidied: &mut Tidied) {
    let mut inside = None;
    let mut in_links = false;
    let mut leads_links = tidied.blocks.iter().skip(1).map(is_mostly_links);
    let mut leads_links: Vec<bool> = leads_links.by_ref().chain([false]).collect();
    leads_links.reverse();
    tidied.drop_where(|block| {
        let is_heading = matches!(block.kind, BlockKind::Heading { .. });
        let leads_links = leads_links.pop() == Some(true);
        in_links = phrases::opens_link_list(&block.text) && (is_heading || leads_links)
            || in_links && !is_heading && is_mostly_links(block);
        if in_links {
            return Some(Why::Section);
        }
        if let BlockKind::Heading { level } = block.kind {
            if inside.is_some_and(|opened| level <= opened) {
                inside = None;
            }
            if phrases::ends_article(&block.text) {
                inside = Some(0);
            } else if phrases::opens_other_section(&block.text)
                || phrases::opens_contact(&block.text) && (meta.is_news || leads_links)
            {
                inside = inside.or(Some(level));
            }
        }
        inside.map(|_| Why::Section)
    });
}

fn is_mostly_links(block: &Raw) -> bool {
    linked(block) > 0.5
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
        block.cut_front(block.text.len() - bare.len());
    }
}

/// Drops the headings that nothing of a lower level follows.
///
/// The last line is one of them when it is a label such as "Kontakt".
fn drop_lone_headings(tidied: &mut Tidied) {
    if let Some(last) = tidied.blocks.pop_if(|last| is_label_of_section(last)) {
        tidied.dropped.push((Why::LoneHeading, last));
    }
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

fn is_label_of_section(block: &Raw) -> bool {
    block.kind == BlockKind::Paragraph
        && (phrases::opens_other_section(&block.text) || phrases::opens_contact(&block.text))
}
