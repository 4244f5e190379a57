//! Which language an article is in, and which parts of it are in another.
//!
//! What a page declares is often its template's language, so that the text itself is asked
//! too. The detector compares trigrams (whatlang) and is unsure of short texts.

use std::sync::LazyLock;

use whatlang::{Detector, Lang};

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::page::Page;

/// Bytes of text that are enough to know an article's language by.
const SAMPLE: usize = 2_000;

/// Shortest text (in bytes) that overrules what a page declares.
const ENOUGH: usize = 250;

/// Shortest block or sentence (in bytes) whose language is asked for.
const PASSAGE: usize = 60;

/// Shortest passage (in bytes) told from a near relative of the article's language.
const RELATED: usize = 300;

/// The languages that are common in Sweden, and those most often cited.
const LANGUAGES: &[(Lang, &str)] = &[
    (Lang::Swe, "sv"),
    (Lang::Eng, "en"),
    (Lang::Nob, "nb"),
    (Lang::Dan, "da"),
    (Lang::Fin, "fi"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Nld, "nl"),
    (Lang::Pol, "pl"),
    (Lang::Est, "et"),
    (Lang::Tur, "tr"),
    (Lang::Ara, "ar"),
    (Lang::Pes, "fa"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
];

static DETECTOR: LazyLock<Detector> =
    LazyLock::new(|| Detector::with_allowlist(LANGUAGES.iter().map(|(lang, _)| *lang).collect()));

/// The language of the text: the declared one, unless the text is plainly in another.
pub(super) fn of_text(declared: Option<&str>, blocks: &[Raw]) -> Option<String> {
    let mut sample = String::new();
    for block in blocks {
        if sample.len() >= SAMPLE {
            break;
        }
        sample.push_str(&block.text);
        sample.push(' ');
    }
    let found = detect(&sample).filter(|_| sample.len() >= ENOUGH);
    match (declared, found) {
        (Some(declared), Some(found)) if is_same(declared, found) => Some(declared.to_owned()),
        (_, Some(found)) => Some(found.to_owned()),
        (declared, None) => declared.map(str::to_owned),
    }
}

/// Marks the blocks and sentences that are in another language than the article.
pub(super) fn mark(page: &Page<'_>, article: &str, blocks: &mut [Raw]) {
    for block in blocks {
        if matches!(block.kind, BlockKind::Code | BlockKind::Formula) {
            continue;
        }
        match declared_around(page, block.node) {
            Some(lang) if !is_same(article, lang) => {
                let whole = 0..block.text.len();
                add(block, whole, lang);
            }
            Some(_) => {}
            None => mark_passages(article, block),
        }
    }
}

/// The language that an element or one around it inside the body declares.
fn declared_around<'a>(page: &Page<'a>, node: usize) -> Option<&'a str> {
    std::iter::once(node)
        .chain(page.around(node))
        .take_while(|&index| !matches!(page.nodes[index].name(), "html" | "body"))
        .find_map(|index| page.nodes[index].lang())
}

fn mark_passages(article: &str, block: &mut Raw) {
    let whole = 0..block.text.len();
    let foreign = |text: &str| {
        if text.len() < PASSAGE || is_plainly(article, text) {
            return None;
        }
        let found = detect(text)?;
        let related = is_related(article, found) && text.len() < RELATED;
        (!related && !is_same(article, found)).then_some(found)
    };
    let passages: Vec<_> = match foreign(&block.text) {
        Some(lang) => vec![(whole, lang)],
        None => sentences(&block.text)
            .filter_map(|range| Some((range.clone(), foreign(&block.text[range])?)))
            .collect(),
    };
    for (range, lang) in passages {
        add(block, range, lang);
    }
}

/// Adds a span of language where the page's own markup has none.
fn add(block: &mut Raw, range: std::ops::Range<usize>, lang: &str) {
    let told = block.spans.iter().any(|span| {
        matches!(span.kind, SpanKind::Lang { .. })
            && span.start < range.end
            && range.start < span.end
    });
    if !told {
        let place = block.spans.partition_point(|span| span.start < range.start);
        block.spans.insert(
            place,
            Span {
                start: range.start,
                end: range.end,
                kind: SpanKind::Lang {
                    lang: lang.to_owned(),
                },
            },
        );
    }
}

/// The sentences of a text, cut where a capital follows a full stop.
fn sentences(text: &str) -> impl Iterator<Item = std::ops::Range<usize>> {
    let mut start = 0;
    let ends = text.match_indices(['.', '!', '?', '”', '"']);
    let cuts = ends.filter_map(|(at, mark)| {
        let end = at + mark.len();
        let rest = text[end..].strip_prefix(' ')?;
        let opens = rest.starts_with(|c: char| c.is_uppercase() || "”\"«–".contains(c));
        opens.then_some(end)
    });
    cuts.chain([text.len()]).map(move |end| {
        let lead = text[start..end].len() - text[start..end].trim_start().len();
        let range = start + lead..end;
        start = end;
        range
    })
}

/// Words that almost every sentence of the language has one of, and that few others have.
const COMMON: &[(&str, &[&str])] = &[
    (
        "sv",
        &[
            "och", "att", "som", "är", "av", "på", "för", "inte", "med", "det", "till", "ett",
        ],
    ),
    (
        "en",
        &[
            "the", "of", "and", "to", "that", "is", "was", "with", "it", "for",
        ],
    ),
];

/// Whether a text has common words of the article's own language, which needs no detector.
fn is_plainly(article: &str, text: &str) -> bool {
    let Some((_, common)) = COMMON.iter().find(|(lang, _)| is_same(article, lang)) else {
        return false;
    };
    let words = text.split(|c: char| !c.is_alphabetic());
    words.filter(|word| common.contains(word)).take(2).count() == 2
}

/// The language of a text, if it is certain enough.
fn detect(text: &str) -> Option<&'static str> {
    let info = DETECTOR.detect(text)?;
    let found = LANGUAGES.iter().find(|(lang, _)| *lang == info.lang())?;
    info.is_reliable().then_some(found.1)
}

/// Whether two tags name the same language, whatever the region and the norm.
fn is_same(one: &str, other: &str) -> bool {
    let primary = |tag: &str| {
        let tag = tag.split(['-', '_']).next().unwrap_or_default();
        match tag.to_ascii_lowercase().as_str() {
            "nb" | "nn" => "no".to_owned(),
            primary => primary.to_owned(),
        }
    };
    primary(one) == primary(other)
}

/// Whether two languages are so near that short texts are taken for one another.
fn is_related(one: &str, other: &str) -> bool {
    let nordic = |tag: &str| ["sv", "nb", "da"].iter().any(|lang| is_same(tag, lang));
    nordic(one) && nordic(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_are_cut_at_capitals() {
        let text = "Hon sa: ”Ja.” Kl. 10 gick hon. Sedan 3.5 mil till.";
        let found: Vec<&str> = sentences(text).map(|range| &text[range]).collect();
        assert_eq!(
            found,
            ["Hon sa: ”Ja.”", "Kl. 10 gick hon.", "Sedan 3.5 mil till."]
        );
    }

    #[test]
    fn languages_are_known_by_their_texts() {
        for (text, lang) in [
            (
                "Räddningstjänsten räknar med att arbetet pågår hela natten i länet.",
                Some("sv"),
            ),
            (
                "We have never seen a storm like this one in all our years at sea.",
                Some("en"),
            ),
            (
                "Pelastuslaitos arvioi, että työt jatkuvat koko yön ja ehkä huomennakin.",
                Some("fi"),
            ),
            (
                "تعمل فرق الإنقاذ طوال الليل لفتح الطرق المغلقة في المنطقة",
                Some("ar"),
            ),
            ("21 m/s", None),
        ] {
            assert_eq!(detect(text), lang, "{text}");
        }
    }
}
