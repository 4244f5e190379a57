//! Finds the article on a web page: its title, ingress, text, headings, lists and quotes.
//!
//! The page is parsed under limits (`parse`) and laid out as a flat list of nodes (`page`).
//! What nobody reads is marked (`skip`, `furniture`); the article is what the page's own
//! ReadSpeaker button names (`readspeaker`), or else where the running text is densest
//! (`weigh`, `content`). It is read off as blocks (`blocks`) and cleared of what stands
//! between them (`tidy`). Title, names and dates come from `metadata`.

mod article;
mod blocks;
mod content;
mod dates;
mod error;
mod furniture;
mod hints;
mod jsonld;
mod lists;
mod metadata;
mod options;
mod page;
mod parse;
mod path;
mod phrases;
mod readspeaker;
mod skip;
mod tables;
mod tag;
mod text;
mod tidy;
mod weigh;

pub use article::{Article, Block, BlockKind, Span, SpanKind};
pub use error::{ExtractError, Nothing, SelectorError};
pub use options::{Limits, Options};

use blocks::Raw;
use metadata::Metadata;
use page::Page;

/// Reads the article off a page.
///
/// `url` is the page's address, against which relative addresses are resolved.
///
/// # Errors
///
/// [`ExtractError`] when the page passes one of the limits or holds nothing to read.
pub fn extract(html: &str, url: &str, options: &Options) -> Result<Article, ExtractError> {
    let document = parse::parse(html, options.limits())?;
    let mut page = Page::new(&document);
    let read = page.select(&document, options.read_selectors());
    let skip = page.select(&document, options.skip_selectors());
    skip::mark_unread(&mut page);
    for index in skip {
        page.nodes[index].skip = true;
    }
    let mut meta = metadata::read(&page, url);
    let roots = roots(&mut page, read, meta.heading);
    let mut raw = tidy::tidy(&page, &mut meta, blocks::collect(&page, &roots));
    if raw.is_empty() {
        raw = declared(&page, &meta);
    }
    let blocks = finish(&page, &meta, raw);
    check(&page, &blocks, options.limits())?;
    Ok(article(url, meta, blocks))
}

/// The elements to read: those configured, those the page names, or those found.
fn roots(page: &mut Page<'_>, read: Vec<usize>, heading: Option<usize>) -> Vec<usize> {
    let named = if read.is_empty() {
        readspeaker::roots(page)
    } else {
        readspeaker::outermost(page, read)
    };
    let weights = weigh::weigh(page);
    furniture::mark(page, &weights);
    if !named.is_empty() {
        return named;
    }
    content::roots(page, &weigh::weigh(page), heading)
}

/// The text that a page without visible text carries in its JSON-LD.
fn declared(page: &Page<'_>, meta: &Metadata) -> Vec<Raw> {
    let body = page.nodes.iter().position(|node| node.name() == "body");
    let lines = meta.body.as_deref().unwrap_or_default().lines();
    lines
        .map(metadata::collapse)
        .filter(|line| !line.is_empty())
        .map(|text| Raw {
            kind: BlockKind::Paragraph,
            text,
            spans: Vec::new(),
            linked: 0,
            node: body.unwrap_or(0),
        })
        .collect()
}

/// Puts the title first and names each block's element.
fn finish(page: &Page<'_>, meta: &Metadata, raw: Vec<Raw>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(raw.len() + 1);
    if !raw.is_empty() && !meta.title.is_empty() {
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

fn check(page: &Page<'_>, blocks: &[Block], limits: &Limits) -> Result<(), ExtractError> {
    let chars: usize = blocks.iter().map(|block| block.text.chars().count()).sum();
    if chars > limits.chars {
        return Err(ExtractError::TooLong {
            limit: limits.chars,
        });
    }
    if blocks.is_empty() {
        return Err(ExtractError::NothingToRead {
            reason: why_nothing(page),
        });
    }
    Ok(())
}

fn why_nothing(page: &Page<'_>) -> Nothing {
    let words = |script: bool| {
        page.nodes.iter().any(|node| {
            let inside = page.nodes[node.parent].name();
            let is_code = matches!(inside, "script" | "style" | "title" | "noscript");
            let is_script = inside == "script";
            node.text().is_some_and(|text| !text.trim().is_empty())
                && if script { is_script } else { !is_code }
        })
    };
    let loads_script = page
        .nodes
        .iter()
        .any(|n| n.name() == "script" && n.attr("src").is_some());
    if words(false) {
        Nothing::NoArticle
    } else if words(true) || loads_script {
        Nothing::NeedsScripts
    } else {
        Nothing::Empty
    }
}

fn article(url: &str, meta: Metadata, blocks: Vec<Block>) -> Article {
    Article {
        url: url.to_owned(),
        canonical: meta.canonical,
        title: meta.title,
        byline: meta.byline,
        published: meta.published,
        modified: meta.modified,
        lang: meta.lang,
        site: meta.site,
        image: meta.image,
        blocks,
    }
}

#[cfg(test)]
mod tests;
