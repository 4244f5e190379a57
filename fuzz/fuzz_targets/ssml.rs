//! Any markup is speech or a fault in it, and its pieces lie in its text, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::phonemes::transcribe;
use lyssna::text::{Reader, Speech};

fuzz_target!(|markup: &str| {
    let Ok(speech) = Speech::parse(markup, &transcribe) else {
        return;
    };
    let mut free_from = 0;
    for piece in Reader::default().pieces(&speech) {
        assert!((0.5..=2.0).contains(&piece.rate) && piece.sentence.source.start >= free_from);
        for token in &piece.sentence.tokens {
            assert!(token.source.start >= free_from && !token.words.is_empty());
            assert!(speech.text.get(token.source.clone()).is_some());
            free_from = token.source.end;
        }
        assert!(free_from <= piece.sentence.source.end);
    }
});
