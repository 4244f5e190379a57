//! The way from a parsed page to its article.

use scraper::Html;

use super::article::{Article, Block, BlockKind};
use super::blocks::{self, Raw};
use super::dropped::{self, Dropped, Why};
use super::error::ExtractError;
use super::metadata::{self, Metadata};
use super::options::{Limits, Options};
use super::page::Page;
use super::tidy::{self, Tidied};
use super::title::collapse;
use super::{content, definitions, furniture, language, nothing, parse, path};
use super::{readspeaker, skip, spoken, weigh};

/// A page as it has been read.
pub(super) struct Reading<'a> {
    page: Page<'a>,
    meta: Metadata,
    /// The elements that are read, in document order.
    roots: Vec<usize>,
    tidied: Tidied,
}

/// The text that a page carries in JSON-LD is read when it is this many times longer than
/// the text that the page shows.
const TEASER: usize = 3;

impl<'a> Reading<'a> {
    pub(super) fn of(document: &'a Html, url: &str, options: &Options) -> Self {
        let mut page = Page::new(document);
        let read = page.select(document, options.read_selectors());
        read.iter().for_each(|&index| page.keep(index));
        skip::mark_unread(&mut page);
        for index in page.select(document, options.skip_selectors()) {
            page.nodes[index].skip = Some(Why::Configured);
        }
        let mut meta = metadata::read(&page, url);
        let spoken = spoken::elements(&page, document, &meta.speakable);
        spoken.iter().for_each(|&index| page.keep(index));
        let asked = options.asked().elements(&page);
        let is_part = read.is_empty() && !asked.is_empty();
        let roots = roots(&mut page, read, asked, &spoken, meta.heading);
        let collected = blocks::collect(&page, &roots);
        let mut tidied = tidy::tidy(&page, &mut meta, definitions::pair(&page, collected));
        let shown: usize = tidied.blocks.iter().map(|block| block.text.len()).sum();
        let is_teaser = shown < meta.body.as_ref().map_or(0, String::len) / TEASER;
        if !is_part && (is_teaser || shown == 0) {
            tidied.blocks = declared(&page, &meta, options.limits());
        }
        Self {
            page,
            meta,
            roots,
            tidied,
        }
    }

    /// What was left out, in the page's order.
    pub(super) fn dropped(&self) -> Vec<Dropped> {
        dropped::list(&self.page, &self.roots, &self.tidied.dropped)
    }

    /// The article, with its title first.
    ///
    /// # Errors
    ///
    /// When there is nothing to read, or too much.
    pub(super) fn article(self, url: &str, limits: &Limits) -> Result<Article, ExtractError> {
        let Self {
            page, meta, tidied, ..
        } = self;
        let mut raw = tidied.blocks;
        let nothing = match nothing::in_place_of_text(&page, &meta, &raw) {
            None if raw.is_empty() => Some(nothing::reason(&page, &meta)),
            found => found,
        };
        if let Some(reason) = nothing {
            return Err(ExtractError::NothingToRead { reason });
        }
        check(&meta, &raw, limits)?;
        let lang = language::of_text(meta.lang.as_deref(), &raw);
        language::mark(&page, lang.as_deref().unwrap_or_default(), &mut raw);
        let blocks = titled(&page, &meta, raw);
        Ok(Article {
            url: url.to_owned(),
            canonical: meta.canonical,
            title: meta.title,
            byline: meta.byline,
            published: meta.published,
            modified: meta.modified,
            lang,
            declared_lang: meta.lang,
            is_accessible_for_free: meta.free,
            site: meta.site,
            image: meta.image,
            blocks,
        })
    }
}

/// Checks the article's size before more is made of it.
fn check(meta: &Metadata, blocks: &[Raw], limits: &Limits) -> Result<(), ExtractError> {
    if blocks.len() > limits.blocks {
        let limit = limits.blocks;
        return Err(ExtractError::TooManyBlocks { limit });
    }
    let chars = blocks.iter().map(|block| block.text.chars().count());
    if meta.title.chars().count() + chars.sum::<usize>() > limits.chars {
        let limit = limits.chars;
        return Err(ExtractError::TooLong { limit });
    }
    Ok(())
}

/// The elements to read: those configured, asked for, named by the page, or found.
fn roots(
    page: &mut Page<'_>,
    read: Vec<usize>,
    asked: Vec<usize>,
    spoken: &[usize],
    heading: Option<usize>,
) -> Vec<usize> {
    let configured = !read.is_empty();
    let named = if configured {
        readspeaker::outermost(page, read)
    } else if !asked.is_empty() {
        asked
    } else {
        readspeaker::roots(page)
    };
    let weights = weigh::weigh(page);
    furniture::mark(page, &weights, heading);
    if configured {
        return without_configured(page, named);
    }
    if !named.is_empty() {
        return named;
    }
    let weights = weigh::weigh(page);
    let found = content::roots(page, &weights, heading);
    furniture::mark_beside(page, &weights, heading);
    spoken::join(page, found, spoken)
}

/// Leaves out the elements that the site's configuration both reads and skips.
fn without_configured(page: &Page<'_>, roots: Vec<usize>) -> Vec<usize> {
    let is_skipped = |index: usize| page.nodes[index].skip == Some(Why::Configured);
    let mut kept = roots;
    kept.retain(|&root| !is_skipped(root) && !page.around(root).any(is_skipped));
    kept
}

/// The text that a page carries in its JSON-LD, which some write as markup.
fn declared(page: &Page<'_>, meta: &Metadata, limits: &Limits) -> Vec<Raw> {
    let body = meta.body.as_deref().unwrap_or_default();
    let node = page.nodes.iter().position(|node| node.name() == "body");
    let node = node.unwrap_or(0);
    if body.contains("</") {
        // Markup beyond the limits is no text.
        let Ok(document) = parse::parse(body, limits, &|| true) else {
            return Vec::new();
        };
        let inner = Page::new(&document);
        let found = blocks::collect(&inner, &[0]);
        return found
            .into_iter()
            .map(|block| Raw { node, ..block })
            .collect();
    }
    body.lines()
        .map(collapse)
        .filter(|line| !line.is_empty())
        .map(|text| Raw {
            kind: BlockKind::Paragraph,
            text,
            spans: Vec::new(),
            linked: 0,
            node,
        })
        .collect()
}

/// The blocks after their title, each with its element's path.
fn titled(page: &Page<'_>, meta: &Metadata, raw: Vec<Raw>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(raw.len() + 1);
    if !meta.title.is_empty() {
        let element = meta
            .heading
            .or_else(|| page.nodes.iter().position(|n| n.name() == "title"));
        blocks.push(Block {
            kind: BlockKind::Heading { level: 1 },
            text: meta.title.clone(),
            path: path::selector(page, element.unwrap_or(0)),
            spans: Vec::new(),
        });
    }
    blocks.extend(raw.into_iter().map(|block| Block {
        kind: block.kind,
        path: path::selector(page, block.node),
        text: block.text,
        spans: block.spans,
    }));
    blocks
}
