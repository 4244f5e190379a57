//! Any file is a lexicon or a fault in it, and any lexicon leaves the tokens in order.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::phonemes::transcribe;
use lyssna::text::lexicon::Form;
use lyssna::text::{Lexicon, Reader};

fuzz_target!(|input: (&str, &str)| {
    let (file, text) = input;
    for form in [Form::Pls, Form::Toml] {
        let Ok(lexicon) = Lexicon::parse(file, form, &transcribe) else {
            continue;
        };
        let mut free_from = 0;
        let reader = Reader {
            lexicon,
            ..Reader::default()
        };
        for sentence in reader.sentences(text) {
            for token in &sentence.tokens {
                assert!(token.source.start >= free_from && !token.words.is_empty());
                assert!(text.get(token.source.clone()).is_some());
                free_from = token.source.end;
            }
        }
    }
});
