//! The package document: what the book is, and what it is made of.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use uuid::Uuid;

use super::content::title;
use super::{ACTIVE_CLASS, clock, language};
use crate::clip::Manifest;
use crate::clip::texts::Milliseconds;
use crate::xml::escaped;

/// What the book is for readers with disabilities (EPUB Accessibility 1.1, section 2).
const ACCESSIBILITY: [(&str, &str); 9] = [
    ("accessMode", "textual"),
    ("accessMode", "auditory"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "auditory"),
    ("accessibilityFeature", "synchronizedAudioText"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
];

const SUMMARY: &str = "Hela texten läses upp av en syntetisk röst, och meningen som hörs markeras.";

const FILES: &str = r#"  <manifest>
    <item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="page" href="article.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
    <item id="overlay" href="article.smil" media-type="application/smil+xml"/>
    <item id="audio" href="article.mp3" media-type="audio/mpeg"/>
    <item id="style" href="style.css" media-type="text/css"/>
  </manifest>
  <spine>
    <itemref idref="page"/>
  </spine>
"#;

pub(super) fn package(manifest: &Manifest, made: DateTime<Utc>) -> String {
    let language = escaped(language(&manifest.article));
    let metadata = metadata(manifest, made);
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
         <package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\" \
         xml:lang=\"{language}\">\n\
         \x20 <metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n{metadata}  </metadata>\n\
         {FILES}</package>\n"
    )
}

fn metadata(manifest: &Manifest, made: DateTime<Utc>) -> String {
    let article = &manifest.article;
    let mut lines = String::new();
    let mut line = |start: &str, text: &str| {
        let name = start.split(' ').next().unwrap_or(start);
        lines += &format!("    <{start}>{}</{name}>\n", escaped(text));
    };
    line("dc:identifier id=\"id\"", &identifier(manifest));
    line("dc:title", title(article));
    line("dc:language", language(article));
    let source = article.canonical.as_ref().unwrap_or(&article.url);
    line("dc:source", source);
    for (element, text) in [
        ("dc:creator", &article.byline),
        ("dc:publisher", &article.site),
    ] {
        if let Some(text) = text {
            line(element, text);
        }
    }
    if let Some(published) = article.published.as_deref().and_then(day) {
        line("dc:date", published);
    }
    let made = made.to_rfc3339_opts(SecondsFormat::Secs, true);
    line("meta property=\"dcterms:modified\"", &made);
    let duration = clock(Milliseconds::of(manifest.duration));
    line("meta property=\"media:duration\"", &duration);
    line(
        "meta property=\"media:duration\" refines=\"#overlay\"",
        &duration,
    );
    line("meta property=\"media:narrator\"", &manifest.voice);
    line("meta property=\"media:active-class\"", ACTIVE_CLASS);
    for (property, value) in ACCESSIBILITY {
        line(&format!("meta property=\"schema:{property}\""), value);
    }
    line("meta property=\"schema:accessibilitySummary\"", SUMMARY);
    lines
}

/// The day of an ISO 8601 date; one that a page wrote in words is not told.
fn day(published: &str) -> Option<&str> {
    let day = published.get(.."2026-01-02".len())?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .is_ok()
        .then_some(day)
}

/// Names the book by its article and by all that is heard in it.
fn identifier(manifest: &Manifest) -> String {
    let name = format!("{}#{}", manifest.article.url, manifest.id);
    Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes())
        .urn()
        .to_string()
}
