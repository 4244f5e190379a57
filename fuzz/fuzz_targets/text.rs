//! Any text becomes sentences whose tokens lie in it, in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::text::{normalise, sentences};

fuzz_target!(|text: &str| {
    let mut free_from = 0;
    for sentence in sentences(text) {
        assert!(sentence.source.start >= free_from);
        let mut token_from = sentence.source.start;
        for token in &sentence.tokens {
            assert!(token.source.start >= token_from && !token.words.is_empty());
            assert!(
                text.get(token.source.clone())
                    .is_some_and(|source| !source.is_empty())
            );
            token_from = token.source.end;
        }
        assert!(token_from <= sentence.source.end);
        free_from = sentence.source.end;
    }
    normalise(text);
});
