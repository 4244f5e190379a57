use std::ops::Range;

use crate::text::{Language, Reader, Saying, Span, sentences};

/// Sentences of news and municipal text with their English words in braces, half without any.
///
/// Of the first 159 the rules were made; the last 40 were written afterwards.
const MARKED: &str = include_str!("../../../tests/fixtures/text/english.txt");

/// A sentence without its braces, and the stretches that stood in them.
fn unmarked(line: &str) -> (String, Vec<Range<usize>>) {
    let (mut text, mut stretches, mut start) = (String::new(), Vec::new(), 0);
    for c in line.chars() {
        match c {
            '{' => start = text.len(),
            '}' => stretches.push(start..text.len()),
            c => text.push(c),
        }
    }
    (text, stretches)
}

/// The words of a text that are read as English.
fn english(text: &str, spans: &[Span]) -> Vec<Range<usize>> {
    let sentences = Reader::default().sentences_in(text, spans);
    let tokens = sentences.into_iter().flat_map(|sentence| sentence.tokens);
    tokens
        .filter(|token| token.words[0].saying == Saying::English)
        .map(|token| token.source)
        .collect()
}

#[test]
fn english_is_told_from_swedish() {
    let (mut found, mut missed, mut wrong) = (0, 0, Vec::new());
    for (text, stretches) in MARKED.lines().map(unmarked) {
        let inside = |at: usize| stretches.iter().any(|stretch| stretch.contains(&at));
        let marked = english(&text, &[]);
        let outside = marked.iter().filter(|word| !inside(word.start));
        wrong.extend(outside.map(|word| text[word.clone()].to_owned()));
        for token in sentences(&text)
            .iter()
            .flat_map(|sentence| &sentence.tokens)
        {
            let start = token.source.start;
            let is_word = token.words.iter().all(|word| !word.is_letter());
            match (inside(start) && is_word, marked.contains(&token.source)) {
                (true, true) => found += 1,
                (true, false) => missed += 1,
                (false, _) => {}
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:?} are marked");
    let recall = f64::from(found) / f64::from(found + missed);
    assert!(recall > 0.88, "{found} words are found, {missed} missed");
}

#[test]
fn a_declared_language_decides() {
    let text = "Han har rätt mindset, EU och The Beatles.";
    let place = |word: &str| {
        let start = text.find(word).expect(word);
        start..start + word.len()
    };
    let span = |words: &str, tag: &str| Span {
        source: place(words),
        language: Language::of_tag(tag),
    };
    let all = span(text, "en-GB");
    let cases: [(&[Span], &[&str]); 6] = [
        (&[], &["The", "Beatles"]),
        (&[span("mindset", "en")], &["mindset", "The", "Beatles"]),
        (&[span("mindset, EU", "en")], &["mindset", "The", "Beatles"]),
        (&[span("The Beatles", "sv")], &[]),
        (&[span("The Beatles", "fr")], &[]),
        (
            &[all, span("Han har rätt", "sv-SE")],
            &["mindset", "och", "The", "Beatles"],
        ),
    ];
    for (spans, expected) in cases {
        let words: Vec<&str> = english(text, spans)
            .into_iter()
            .map(|word| &text[word])
            .collect();
        assert_eq!(words, expected, "{spans:?}");
    }
}
