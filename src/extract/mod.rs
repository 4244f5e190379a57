//! Finds the article on a web page: its title, ingress, text, headings, lists and quotes.
//!
//! The page is parsed under limits (`parse`) and laid out as a flat list of nodes (`page`).
//! What nobody reads is marked (`skip`, `furniture`); the article is what the page names for
//! listening tools (`readspeaker`, `spoken`), or else where the running text is densest
//! (`weigh`, `content`). It is read off as blocks (`blocks`) and cleared of what stands
//! between them (`tidy`). Title, names and dates come from `metadata`, the languages from
//! `language`. [`explain`] tells of each part that was left out why it was.

mod announce;
mod article;
mod blocks;
mod columns;
mod content;
mod dates;
mod definitions;
mod dropped;
mod error;
mod furniture;
mod hints;
mod jsonld;
mod language;
mod lists;
mod metadata;
mod nothing;
mod options;
mod page;
mod parse;
mod path;
mod phrases;
mod reading;
mod readspeaker;
mod repeated;
mod seen;
mod skip;
mod spoken;
mod tables;
mod tag;
mod text;
mod tidy;
mod title;
mod weigh;
mod xpath;

pub use article::{Article, Block, BlockKind, Span, SpanKind};
pub use dropped::{Dropped, Why};
pub use error::{ExtractError, Nothing, SelectorError};
pub use options::{Limits, Options};
pub use readspeaker::Part;

use reading::Reading;
use scraper::Html;

/// Reads the article off a page.
///
/// `url` is the page's address, against which relative addresses are resolved.
///
/// # Errors
///
/// [`ExtractError`] when the page passes one of the limits or holds nothing to read.
pub fn extract(html: &str, url: &str, options: &Options) -> Result<Article, ExtractError> {
    extract_while(html, url, options, &|| true)
}

/// Reads the article off a page, unless its parsing takes too long.
///
/// `has_time` is asked between the chunks that are parsed, some hundred bytes each. What comes
/// after the parsing is bounded by [`Limits`] alone.
///
/// # Errors
///
/// As for [`extract`], and [`ExtractError::TooSlow`] once `has_time` says no.
pub fn extract_while(
    html: &str,
    url: &str,
    options: &Options,
    has_time: &dyn Fn() -> bool,
) -> Result<Article, ExtractError> {
    let document = parse(html, options, has_time)?;
    Reading::of(&document, url, options).article(url, options.limits())
}

/// What is read of a page and what is not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    /// The article, as [`extract`] gives it.
    pub article: Result<Article, ExtractError>,
    /// What is left out; empty when the page could not be parsed.
    pub dropped: Vec<Dropped>,
}

/// Reads the article off a page, and tells what was left out of it and why.
pub fn explain(html: &str, url: &str, options: &Options) -> Explanation {
    match parse(html, options, &|| true) {
        Ok(document) => {
            let reading = Reading::of(&document, url, options);
            Explanation {
                dropped: reading.dropped(),
                article: reading.article(url, options.limits()),
            }
        }
        Err(error) => Explanation {
            article: Err(error),
            dropped: Vec::new(),
        },
    }
}

fn parse(html: &str, options: &Options, has_time: &dyn Fn() -> bool) -> Result<Html, ExtractError> {
    if nothing::is_file(html) {
        let reason = Nothing::Document;
        return Err(ExtractError::NothingToRead { reason });
    }
    parse::parse(html, options.limits(), has_time)
}

#[cfg(test)]
mod tests;
