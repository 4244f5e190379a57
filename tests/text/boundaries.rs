//! The table in `boundaries/`: a text, and its sentences with bars between them.

use crate::tables::{check, rows};
use lyssna::text::sentences;

#[test]
fn every_text_has_its_sentences() {
    check(&rows("boundaries"), |text| {
        let sources: Vec<&str> = sentences(text)
            .into_iter()
            .map(|sentence| &text[sentence.source])
            .collect();
        sources.join(" | ")
    });
}
