//! Why a page has no article: what it holds instead.

use super::blocks::Raw;
use super::error::Nothing;
use super::hints::Hint;
use super::metadata::Metadata;
use super::page::Page;
use super::phrases;
use super::tag::Tag;

/// Longest text (in bytes) that an error message or a login page has.
const MESSAGE: usize = 800;

/// Less visible text than this (in bytes) beside an empty application is its frame.
const FRAME: usize = 400;

/// Whether the bytes of another kind of file came in place of a page.
///
/// PDF, ZIP (which holds Office documents), PNG, GIF, RTF and old Office files begin with
/// signatures of their own.
pub(super) fn is_file(html: &str) -> bool {
    let start = html.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    ["%PDF-", "PK\u{3}\u{4}", "GIF87a", "GIF89a", "{\\rtf"]
        .iter()
        .any(|signature| start.starts_with(signature))
        || start.chars().take(8).skip(1).collect::<String>() == "PNG\r\n\u{1a}\n"
}

/// What a page is instead of an article, though it has a text of sorts.
pub(super) fn in_place_of_text(
    page: &Page<'_>,
    meta: &Metadata,
    blocks: &[Raw],
) -> Option<Nothing> {
    let bytes: usize = blocks.iter().map(|block| block.text.len()).sum();
    if bytes > MESSAGE {
        return None;
    }
    let headings = blocks
        .iter()
        .filter(|block| matches!(block.kind, super::BlockKind::Heading { .. }))
        .map(|block| block.text.as_str());
    let asks_for_password = || {
        let is_password = |n: &super::page::Node<'_>| n.attr("type") == Some("password");
        page.nodes
            .iter()
            .any(|node| node.name() == "input" && is_password(node))
    };
    if headings
        .chain([meta.title.as_str()])
        .any(phrases::names_an_error)
    {
        Some(Nothing::ErrorPage)
    } else if phrases::names_a_login(&meta.title) && asks_for_password() {
        Some(Nothing::Login)
    } else {
        None
    }
}

/// What a page without any text to read is.
pub(super) fn reason(page: &Page<'_>, meta: &Metadata) -> Nothing {
    let visible = visible_bytes(page);
    let has = |found: &dyn Fn(&super::page::Node<'_>) -> bool| page.nodes.iter().any(found);
    if has(&shows_document) {
        Nothing::Document
    } else if meta.free == Some(false) || has(&|node| node.hints.has(Hint::Paywall)) {
        Nothing::Paywall
    } else if has(&|node| node.name() == "input" && node.attr("type") == Some("password")) {
        Nothing::Login
    } else if has_scripts(page) && (visible == 0 || visible < FRAME && has(&is_application)) {
        Nothing::NeedsScripts
    } else if visible == 0 {
        Nothing::Empty
    } else {
        Nothing::NoArticle
    }
}

/// Whether an element shows a PDF inside the page.
fn shows_document(node: &super::page::Node<'_>) -> bool {
    let address = match node.name() {
        "embed" | "iframe" => node.attr("src"),
        "object" => node.attr("data"),
        _ => return false,
    };
    let is_pdf = |address: &str| {
        let path = address.split(['?', '#']).next().unwrap_or_default();
        path.to_ascii_lowercase().ends_with(".pdf")
    };
    node.attr("type") == Some("application/pdf") || address.is_some_and(is_pdf)
}

/// Whether an element is where a single-page application puts its content.
fn is_application(node: &super::page::Node<'_>) -> bool {
    matches!(
        node.attr("id"),
        Some("root" | "app" | "__next" | "__nuxt" | "___gatsby" | "svelte" | "q-app")
    ) || matches!(node.name(), "app-root" | "app")
}

fn has_scripts(page: &Page<'_>) -> bool {
    (0..page.nodes.len()).any(|index| {
        let node = &page.nodes[index];
        node.name() == "script"
            && (node.attr("src").is_some() || !page.text(index).trim().is_empty())
    })
}

/// Bytes of text outside scripts, styles and what only shows without scripts.
fn visible_bytes(page: &Page<'_>) -> usize {
    let mut bytes = 0;
    let mut index = 0;
    while index < page.nodes.len() {
        let node = &page.nodes[index];
        let silent = matches!(
            node.name(),
            "head" | "script" | "style" | "noscript" | "template"
        );
        bytes += node.text().map_or(0, |text| text.trim().len());
        index = if silent && node.tag == Tag::Never {
            node.end
        } else {
            index + 1
        };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_files_are_known_by_their_signatures() {
        for (start, expected) in [
            ("%PDF-1.7\n%\u{fffd}\u{fffd}", true),
            ("\u{feff}\n%PDF-1.4", true),
            ("PK\u{3}\u{4}\u{14}", true),
            ("\u{fffd}PNG\r\n\u{1a}\n", true),
            ("<p>%PDF-1.7", false),
            ("PK", false),
            ("", false),
        ] {
            assert_eq!(is_file(start), expected, "{start:?}");
        }
    }
}
