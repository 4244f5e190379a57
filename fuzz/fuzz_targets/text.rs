//! Any text becomes sentences whose tokens lie in it, in order, and cover what is said.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::text::{Emoji, Reader};

/// Letters and digits that are not said: footnote figures and marks that nothing carries.
fn may_be_silent(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
        || unicode_normalization::char::is_combining_mark(c)
}

fuzz_target!(|text: &str| {
    for emoji in [Emoji::Skip, Emoji::Name] {
        let reader = Reader {
            emoji,
            ..Reader::default()
        };
        check(&reader, text);
    }
});

fn check(reader: &Reader, text: &str) {
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut covered = vec![false; text.len()];
    let (mut free_from, mut byte, mut unit) = (0, 0, 0);
    let mut unit_at = |at: usize| {
        unit += text[byte..at].encode_utf16().count();
        byte = at;
        unit
    };
    for sentence in reader.sentences(text) {
        assert!(sentence.source.start >= free_from && !sentence.tokens.is_empty());
        let mut token_from = sentence.source.start;
        for token in &sentence.tokens {
            assert!(token.source.start >= token_from && !token.source.is_empty());
            assert!(!token.words.is_empty());
            let (start, end) = (unit_at(token.source.start), unit_at(token.source.end));
            let source = &text[token.source.clone()];
            assert!(String::from_utf16(&units[start..end]).is_ok_and(|said| said == source));
            covered[token.source.clone()].fill(true);
            token_from = token.source.end;
        }
        assert!(token_from <= sentence.source.end);
        free_from = sentence.source.end;
    }
    for (at, c) in text.char_indices() {
        assert!(
            !c.is_alphanumeric() || may_be_silent(c) || covered[at],
            "{c:?} at {at}"
        );
    }
    assert!(!reader.normalise(text).contains('\n'));
}
