//! What of a page is not read, and why.

use std::fmt;

use serde::Serialize;

use super::blocks::Raw;
use super::page::Page;
use super::path;
use super::tag::Tag;
use super::title::collapse;

/// A part of a page that is not read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// Why it is not read.
    pub why: Why,
    /// A CSS selector of the element.
    pub path: String,
    /// Its first words, at most 80 characters.
    pub text: String,
}

/// Why a part of a page is not read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Why {
    /// The site's configuration says so.
    Configured,
    /// The page marks it so for listening tools, or it is MediaWiki's own.
    Marked,
    /// It is hidden from sight or from screen readers.
    Hidden,
    /// It is a menu, a button, a field or something to look at.
    Control,
    /// It is the mark of a footnote.
    NoteMark,
    /// Its name is that of sharing, advertisements, related links and the like.
    Furniture,
    /// It holds readers' comments.
    Comments,
    /// It says who wrote the article, or when.
    Byline,
    /// It is a picture's caption.
    Caption,
    /// It is an aside, a form, a footer or a page's header.
    Aside,
    /// It stands outside the article.
    Outside,
    /// It has no words.
    NoWords,
    /// It is a button's or a label's words.
    Label,
    /// It is a link to another page.
    LeadsAway,
    /// It belongs to a section of its own, such as "Relaterat".
    Section,
    /// It has been read already.
    Repeated,
    /// It is the title, which is read first, or a line above it.
    Title,
    /// It is a heading that nothing follows.
    LoneHeading,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Configured => "skipped by the site's configuration",
            Self::Marked => "marked by the page as not to be read",
            Self::Hidden => "hidden",
            Self::Control => "menu, button or field",
            Self::NoteMark => "footnote mark",
            Self::Furniture => "named as furniture",
            Self::Comments => "comments",
            Self::Byline => "byline or date",
            Self::Caption => "caption",
            Self::Aside => "aside, form, header or footer",
            Self::Outside => "outside the article",
            Self::NoWords => "no words",
            Self::Label => "label",
            Self::LeadsAway => "link to another page",
            Self::Section => "section of its own",
            Self::Repeated => "already read",
            Self::Title => "title or line above it",
            Self::LoneHeading => "heading that nothing follows",
        })
    }
}

/// Characters of text that are shown of a dropped part.
const SHOWN: usize = 80;

/// All that is dropped: parts of the page in its order, then the article's own blocks.
///
/// `roots` are the elements that are read, in document order.
pub(super) fn list(page: &Page<'_>, roots: &[usize], blocks: &[(Why, Raw)]) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    let mut read_until = 0;
    let mut index = 0;
    while index < page.nodes.len() {
        let node = &page.nodes[index];
        let next = roots.partition_point(|&root| root < index);
        if roots.get(next) == Some(&index) {
            read_until = read_until.max(node.end);
        }
        let holds_read = roots.get(next).is_some_and(|&root| root < node.end);
        let outside = index >= read_until && !holds_read;
        match node.skip.or(outside.then_some(Why::Outside)) {
            Some(why) => {
                if !is_silent(node.tag, node.name()) {
                    dropped.extend(part(page, index, why));
                }
                index = node.end;
            }
            None => index += 1,
        }
    }
    dropped.extend(blocks.iter().map(|(why, block)| Dropped {
        why: *why,
        path: path::selector(page, block.node),
        text: first_words(&block.text),
    }));
    dropped
}

/// Whether an element's text is never shown, whatever the page is.
fn is_silent(tag: Tag, name: &str) -> bool {
    let shown = [
        "nav", "dialog", "button", "menu", "label", "select", "textarea",
    ];
    tag == Tag::Never && !shown.contains(&name)
}

fn part(page: &Page<'_>, index: usize, why: Why) -> Option<Dropped> {
    let mut text = String::new();
    let mut at = index;
    while at < page.nodes[index].end && text.len() < 8 * SHOWN {
        let node = &page.nodes[at];
        if at > index && is_silent(node.tag, node.name()) {
            at = node.end;
            continue;
        }
        match node.text() {
            Some(part) => text.push_str(part),
            None if !node.tag.is_inline() => text.push(' '),
            None => {}
        }
        at += 1;
    }
    let text = first_words(&collapse(&text));
    let element = if page.nodes[index].element().is_some() {
        index
    } else {
        page.nodes[index].parent
    };
    (!text.is_empty()).then(|| Dropped {
        why,
        path: path::selector(page, element),
        text,
    })
}

fn first_words(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => {
            let cut = &text[..end];
            let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
            format!("{words} …")
        }
        None => text.to_owned(),
    }
}
