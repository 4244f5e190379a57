//! `lyssna phonemes`: text as phones.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result};

use crate::phonemes::{Phonemes, Pronunciation};
use crate::text;

/// Writes the phones of each line of standard input, in IPA.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "ˈ stands before the stressed syllable, ² before a grave accent, \
    ː after a long phone.\n\nExample:\n  \
    echo 'anden i dammen' | lyssna phonemes"
)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> Result<()> {
    let phonemes = Phonemes::embedded().context("the letter-to-sound model is damaged")?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.context("standard input is not UTF-8 text")?;
        writeln!(out, "{}", ipa(&phonemes, &line)).context("cannot write the output")?;
    }
    Ok(())
}

fn ipa(phonemes: &Phonemes, line: &str) -> String {
    let words: Vec<_> = text::sentences(line)
        .into_iter()
        .flat_map(|sentence| sentence.tokens)
        .flat_map(|token| token.words)
        .collect();
    let spoken: Vec<_> = phonemes
        .phrase(&words)
        .iter()
        .map(Pronunciation::ipa)
        .collect();
    spoken.join(" ")
}
