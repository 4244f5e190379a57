//! The article as XHTML, its table of contents, and its overlay.

use std::fmt::Write;

use super::{clock, language};
use crate::clip::Manifest;
use crate::clip::texts::{Blocks, Milliseconds, TextError};
use crate::extract::{Article, BlockKind};
use crate::render::Segment;
use crate::xml::escaped;

/// Writes the article, each sentence under the name that the overlay knows.
pub(super) fn page(manifest: &Manifest) -> Result<String, TextError> {
    let article = &manifest.article;
    let texts = Blocks::of(article);
    let mut body = String::new();
    let mut list = None;
    for (index, block) in article.blocks.iter().enumerate() {
        let next = List::of(block.kind);
        if next != list {
            body.extend(list.map(List::end));
            body.extend(next.map(List::start));
            list = next;
        }
        let sentences = manifest.segments.iter().filter(|s| s.block == index);
        let text = marked(&texts, &block.text, sentences)?;
        body += &element(block.kind, &text);
        body.push('\n');
    }
    body.extend(list.map(List::end));
    Ok(document(
        article,
        "  <link rel=\"stylesheet\" href=\"style.css\"/>\n",
        &body,
    ))
}

/// Writes the table of contents: the headings that are read, or the article where it has none.
pub(super) fn navigation(manifest: &Manifest) -> String {
    let article = &manifest.article;
    let item = |target: &str, text: &str| {
        let text = escaped(text);
        format!("    <li><a href=\"article.xhtml{target}\">{text}</a></li>\n")
    };
    let mut items = String::new();
    for (index, block) in article.blocks.iter().enumerate() {
        let first = manifest.segments.iter().find(|s| s.block == index);
        if let (BlockKind::Heading { .. }, Some(first)) = (block.kind, first) {
            items += &item(&format!("#{}", name(first)), &block.text);
        }
    }
    if items.is_empty() {
        items = item("", title(article));
    }
    let body = format!(
        "<nav epub:type=\"toc\" role=\"doc-toc\">\n  <h1>Innehåll</h1>\n  <ol>\n{items}  </ol>\n\
         </nav>\n"
    );
    document(article, "", &body)
}

/// Writes which stretch of the sound belongs to each sentence (EPUB 3.3, section 9.2).
pub(super) fn overlay(manifest: &Manifest) -> String {
    let mut sentences = String::new();
    for segment in &manifest.segments {
        let name = name(segment);
        let begin = clock(Milliseconds::of(segment.start));
        let end = clock(Milliseconds::end(segment));
        sentences += &format!(
            "    <par id=\"par-{name}\">\n      <text src=\"article.xhtml#{name}\"/>\n      \
             <audio src=\"article.mp3\" clipBegin=\"{begin}\" clipEnd=\"{end}\"/>\n    </par>\n"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <smil xmlns=\"http://www.w3.org/ns/SMIL\" version=\"3.0\">\n\
         \x20 <body>\n{sentences}  </body>\n</smil>\n"
    )
}

/// The article's title, or its address where it has none.
pub(super) fn title(article: &Article) -> &str {
    match article.title.as_str() {
        "" => &article.url,
        title => title,
    }
}

fn document(article: &Article, links: &str, body: &str) -> String {
    let (title, language) = (escaped(title(article)), escaped(language(article)));
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE html>\n\
         <html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\" \
         lang=\"{language}\" xml:lang=\"{language}\">\n<head>\n  <title>{title}</title>\n{links}\
         </head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// The name of a sentence in the page.
fn name(segment: &Segment) -> String {
    format!("s{}", segment.index)
}

/// The text of a block with its sentences marked.
fn marked<'a>(
    texts: &Blocks,
    text: &str,
    sentences: impl Iterator<Item = &'a Segment>,
) -> Result<String, TextError> {
    let mut out = String::new();
    let mut last: Option<&Segment> = None;
    for segment in sentences {
        let done = last.map_or(0, |last| last.to);
        out += &escaped(&texts.text(segment, done..segment.from)?);
        let name = name(segment);
        let sentence = escaped(&texts.sentence(segment)?);
        write!(out, "<span id=\"{name}\">{sentence}</span>").expect("strings take all");
        last = Some(segment);
    }
    let Some(last) = last else {
        return Ok(escaped(text));
    };
    let length = text.encode_utf16().count();
    Ok(out + &escaped(&texts.text(last, last.to..length)?))
}

fn element(kind: BlockKind, text: &str) -> String {
    match kind {
        BlockKind::Heading { level } => format!("<h{level}>{text}</h{level}>"),
        BlockKind::Ingress => format!("<p class=\"ingress\">{text}</p>"),
        BlockKind::ListItem { number: None } => format!("<li>{text}</li>"),
        BlockKind::ListItem { number: Some(n) } => format!("<li value=\"{n}\">{text}</li>"),
        BlockKind::Quote => format!("<blockquote><p>{text}</p></blockquote>"),
        BlockKind::Attribution => format!("<p class=\"attribution\">{text}</p>"),
        BlockKind::Caption => format!("<p class=\"caption\">{text}</p>"),
        BlockKind::Code => format!("<p><code>{text}</code></p>"),
        BlockKind::Paragraph | BlockKind::Definition | BlockKind::Row | BlockKind::Formula => {
            format!("<p>{text}</p>")
        }
    }
}

/// The list that an item stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    Numbered,
    Bulleted,
}

impl List {
    fn of(kind: BlockKind) -> Option<Self> {
        match kind {
            BlockKind::ListItem { number: Some(_) } => Some(Self::Numbered),
            BlockKind::ListItem { number: None } => Some(Self::Bulleted),
            _ => None,
        }
    }

    fn start(self) -> &'static str {
        match self {
            Self::Numbered => "<ol>\n",
            Self::Bulleted => "<ul>\n",
        }
    }

    fn end(self) -> &'static str {
        match self {
            Self::Numbered => "</ol>\n",
            Self::Bulleted => "</ul>\n",
        }
    }
}
