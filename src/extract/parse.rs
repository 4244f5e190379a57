//! Parsing under limits: a hostile page ends in an error, not in a frozen thread.
//!
//! The HTML standard lets a short page grow into a huge tree (each `<p>` opens again all
//! formatting elements that were left open), so the tree is measured while it is made.

use std::collections::HashSet;

use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::{Html, HtmlTreeSink};

use super::error::ExtractError;
use super::options::Limits;

/// Bytes given to the parser between two measurements of the tree.
///
/// 512 bytes hold about 170 `<p>`; with [`Limits::depth`] elements to open again in each, a
/// chunk adds at most some 90 000 nodes before the limit is seen.
const CHUNK: usize = 512;

/// Parses a page, as long as `has_time` says that there is time.
///
/// # Errors
///
/// The variant of [`ExtractError`] that names the limit which the page passed.
pub(super) fn parse(
    html: &str,
    limits: &Limits,
    has_time: &dyn Fn() -> bool,
) -> Result<Html, ExtractError> {
    check_tags(html, limits)?;
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, ParseOpts::default());
    let mut rest = html;
    while !rest.is_empty() {
        let (chunk, tail) = rest.split_at(rest.ceil_char_boundary(CHUNK.min(rest.len())));
        parser.process(StrTendril::from(chunk));
        measure(&parser.tokenizer.sink.sink.0.borrow(), limits)?;
        if !has_time() {
            return Err(ExtractError::TooSlow);
        }
        rest = tail;
    }
    let document = parser.finish();
    measure(&document, limits)?;
    Ok(document)
}

/// Checks the tree's size, and its depth at the node that was made last.
fn measure(document: &Html, limits: &Limits) -> Result<(), ExtractError> {
    let nodes = document.tree.nodes();
    if nodes.len() > limits.nodes {
        return Err(ExtractError::TooManyNodes {
            limit: limits.nodes,
        });
    }
    let newest = document.tree.nodes().next_back();
    let depth = newest.map_or(0, |node| node.ancestors().take(limits.depth + 1).count());
    if depth > limits.depth {
        return Err(ExtractError::TooDeep {
            limit: limits.depth,
        });
    }
    Ok(())
}

/// Checks the attributes of each tag, and how many `<` begin none: to the parser each of
/// those is a text of its own, slow to make.
///
/// Reads tags as the tokenizer does, quotes included; scripts and comments are passed over,
/// except that a script inside `<svg>` or `<math>` is ordinary markup to the tokenizer.
fn check_tags(html: &str, limits: &Limits) -> Result<(), ExtractError> {
    let bytes = html.as_bytes();
    let mut foreign = false;
    let mut strays = 0;
    let mut at = 0;
    while let Some(offset) = bytes[at..].iter().position(|&b| b == b'<') {
        at += offset + 1;
        let rest = &bytes[at..];
        if rest.starts_with(b"!--") {
            at += find(rest, b"-->").unwrap_or(rest.len());
            continue;
        }
        let Some(end) = tag_end(rest, limits.attributes) else {
            return Err(ExtractError::TooManyAttributes {
                limit: limits.attributes,
            });
        };
        strays += usize::from(end == 0);
        if strays > limits.nodes {
            return Err(ExtractError::TooManyNodes {
                limit: limits.nodes,
            });
        }
        let name = rest[..end]
            .split(|b| b.is_ascii_whitespace() || *b == b'/')
            .find(|n| !n.is_empty())
            .unwrap_or_default();
        let closes = rest.first() == Some(&b'/');
        if name.eq_ignore_ascii_case(b"svg") || name.eq_ignore_ascii_case(b"math") {
            foreign = !closes;
        }
        at += end;
        if name.eq_ignore_ascii_case(b"script") && !closes && !foreign {
            at += find(&bytes[at..], b"</").unwrap_or(bytes.len() - at);
        }
    }
    Ok(())
}

fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    bytes.windows(needle.len()).position(|w| w == needle)
}

/// The bytes up to the tag's `>`, or none when the attributes pass the limit.
fn tag_end(tag: &[u8], limit: usize) -> Option<usize> {
    if !tag
        .first()
        .is_some_and(|b| b.is_ascii_alphabetic() || *b == b'/')
    {
        return Some(0);
    }
    let mut names = 0;
    let end = each_name(tag, |_| names += 1);
    if names > limit + 1 {
        let mut distinct = HashSet::new();
        each_name(tag, |name| {
            distinct.insert(name);
        });
        if distinct.len() > limit + 1 {
            return None;
        }
    }
    Some(end)
}

/// Visits the names in a tag, its own first, and gives the offset of its `>`.
fn each_name<'t>(tag: &'t [u8], mut visit: impl FnMut(&'t [u8])) -> usize {
    let mut at = 0;
    while at < tag.len() && tag[at] != b'>' {
        let word = tag[at..]
            .iter()
            .position(|b| b" \t\n\r\x0c/>=\"'".contains(b))
            .unwrap_or(tag.len() - at);
        if word > 0 {
            visit(&tag[at..at + word]);
            at += word;
        } else if tag[at] == b'=' {
            at += value_end(&tag[at..]);
        } else {
            at += 1;
        }
    }
    at
}

/// The bytes of `= "value"`, from its equals sign on.
fn value_end(tag: &[u8]) -> usize {
    let blank = tag[1..]
        .iter()
        .take_while(|b| b.is_ascii_whitespace())
        .count();
    let start = 1 + blank;
    match tag.get(start) {
        Some(&quote @ (b'"' | b'\'')) => {
            let inner = &tag[start + 1..];
            let close = inner.iter().position(|&b| b == quote);
            close.map_or(tag.len(), |c| start + 1 + c + 1)
        }
        _ => {
            let inner = &tag[start..];
            let close = inner
                .iter()
                .position(|b| b.is_ascii_whitespace() || *b == b'>');
            start + close.unwrap_or(inner.len())
        }
    }
}
