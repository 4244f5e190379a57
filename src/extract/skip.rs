//! What is never read: hidden text, controls, and what a site marks for listening tools.

use std::collections::HashSet;

use super::dropped::Why;
use super::hints::Hint;
use super::page::Page;
use super::tag::Tag;

/// Marks what no reader wants, whatever the page is about.
///
/// Sites mark it themselves with the classes of ReadSpeaker (`rs_skip`), BeyondWords and
/// MediaWiki; HTML and ARIA mark what is hidden.
pub(super) fn mark_unread(page: &mut Page<'_>) {
    let folded = folded(page);
    let mut index = 0;
    while index < page.nodes.len() {
        if !folded.contains(&index)
            && let Some(why) = why_unread(page, index)
        {
            page.nodes[index].skip = Some(why);
            index = page.nodes[index].end;
        } else {
            index += 1;
        }
    }
}

fn why_unread(page: &Page<'_>, index: usize) -> Option<Why> {
    let node = &page.nodes[index];
    if node.element().is_none() || node.kept {
        return None;
    }
    if is_marked_unread(page, index) {
        Some(Why::Marked)
    } else if is_hidden(page, index) {
        Some(Why::Hidden)
    } else if node.tag == Tag::Never && !opens_its_heading(page, index)
        || has_role_of_control(page, index)
    {
        Some(Why::Control)
    } else if node.tag == Tag::Sup && is_note_mark(page, index) {
        Some(Why::NoteMark)
    } else {
        None
    }
}

/// Fewest letters and digits outside of links in a panel that is part of the article.
const PANEL: usize = 30;

/// Bytes of each text in a panel that are looked at.
const PANEL_TEXT: usize = 1_000;

/// Nodes of a panel that are looked through for such text.
const PANEL_NODES: usize = 500;

/// The panels of text that are folded together, and the buttons that unfold them.
///
/// A panel is hidden only until its button is pressed (ARIA Authoring Practices, pattern
/// Disclosure); a menu is unfolded in the same way, and holds only links.
fn folded(page: &Page<'_>) -> HashSet<usize> {
    let mut found = HashSet::new();
    for (index, node) in page.nodes.iter().enumerate() {
        let is_button = node.name() == "button" || node.attr("role") == Some("button");
        let unfolds = is_button && node.attr("aria-expanded").is_some();
        let panel = node.attr("aria-controls").filter(|_| unfolds);
        if let Some(panel) = panel.and_then(|id| page.by_id(id))
            && (found.contains(&panel) || is_text(page, panel))
        {
            found.extend([index, panel]);
        }
    }
    found
}

fn is_text(page: &Page<'_>, panel: usize) -> bool {
    let mut link_end = 0;
    let mut chars = 0;
    page.inside(panel).take(PANEL_NODES).any(|index| {
        let node = &page.nodes[index];
        if matches!(node.tag, Tag::Link | Tag::Never) {
            link_end = link_end.max(node.end);
        }
        if let Some(text) = node.text().filter(|_| index >= link_end) {
            let start = &text[..text.floor_char_boundary(PANEL_TEXT)];
            chars += start.chars().filter(|c| c.is_alphanumeric()).count();
        }
        chars >= PANEL
    })
}

/// Whether a button is the text of a heading or a term, which unfolds what stands below it.
fn opens_its_heading(page: &Page<'_>, index: usize) -> bool {
    let node = &page.nodes[index];
    let unfolds = node.attr("aria-expanded").is_some() || node.attr("aria-controls").is_some();
    let around = page.nodes[node.parent].tag;
    node.name() == "button" && unfolds && matches!(around, Tag::Heading(_) | Tag::Term)
}

/// Classes that tell listening tools to pass an element over.
///
/// ReadSpeaker's `rs_preserve` is not among them: it keeps ReadSpeaker from changing an
/// element's markup and says nothing of its reading.
const UNREAD_CLASSES: &[&str] = &[
    "rs_skip",
    "rs_skip_always",
    "rs_do_not_process",
    "rsbtn",
    "mw-editsection",
    "mw-jump-link",
    "mw-references-wrap",
    "reference",
    "reflist",
    "noprint",
];

fn is_marked_unread(page: &Page<'_>, index: usize) -> bool {
    let node = &page.nodes[index];
    let by_class = node.attr("class").is_some_and(|class| {
        class
            .split_ascii_whitespace()
            .any(|word| UNREAD_CLASSES.contains(&word))
    });
    let markers = ["data-beyondwords-marker", "data-marker"];
    by_class
        || markers
            .iter()
            .any(|marker| matches!(node.attr(marker), Some("none" | "skip")))
}

fn is_hidden(page: &Page<'_>, index: usize) -> bool {
    let node = &page.nodes[index];
    let until_found = |value: &str| value.eq_ignore_ascii_case("until-found");
    node.attr("hidden").is_some_and(|value| !until_found(value))
        || node.attr("inert").is_some()
        || node.attr("aria-hidden") == Some("true")
        || node.attr("style").is_some_and(hides)
        || node.tag != Tag::Main && node.hints.has(Hint::Unseen)
}

fn has_role_of_control(page: &Page<'_>, index: usize) -> bool {
    matches!(
        page.nodes[index].attr("role").unwrap_or_default(),
        "navigation"
            | "search"
            | "dialog"
            | "alertdialog"
            | "menu"
            | "menubar"
            | "toolbar"
            | "button"
            | "contentinfo"
            | "tablist"
            | "tooltip"
            | "doc-endnotes"
            | "doc-toc"
    )
}

/// Whether a style attribute takes the element out of sight.
fn hides(style: &str) -> bool {
    style.split(';').any(|declaration| {
        let (property, value) = declaration.split_once(':').unwrap_or((declaration, ""));
        let value = value.trim().trim_end_matches("!important").trim_end();
        match property.trim().to_ascii_lowercase().as_str() {
            "display" => value.eq_ignore_ascii_case("none"),
            "visibility" => value.eq_ignore_ascii_case("hidden"),
            _ => false,
        }
    })
}

/// Longest source (in bytes) of a footnote's mark, with the white space around it.
const MARK: usize = 100;

/// Whether a raised text is the mark of a footnote, such as `[1]`, rather than an exponent.
fn is_note_mark(page: &Page<'_>, index: usize) -> bool {
    let links_within = page.inside(index).any(|i| {
        let href = page.nodes[i].attr("href");
        href.is_some_and(|href| href.contains('#'))
    });
    let text = page.short_text(index, MARK);
    links_within && text.is_some_and(|text| text.trim().chars().count() <= 5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_hide() {
        for (style, expected) in [
            ("display:none", true),
            ("color: red; DISPLAY : None !important", true),
            ("visibility: hidden;", true),
            ("display: block", false),
            ("content: none", false),
        ] {
            assert_eq!(hides(style), expected, "{style}");
        }
    }
}
