//! `lyssna phonemes`: text as phones.

use std::io::{self, BufRead, Write};
use std::ops::Range;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Serialize;

use super::reading;
use crate::phonemes::{Accent, Phone, Phonemes, Pronunciation, Stress, Syllable};
use crate::text::{Pause, Reader, Style, Token, Word};

/// Writes the phones of each line of standard input.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "In IPA ˈ stands before the stressed syllable, ² before a grave accent, \
    ː after a long phone.\n\nExamples:\n  \
    echo 'anden i dammen' | lyssna phonemes\n  \
    echo 'Har du sett den?' | lyssna phonemes --format json"
)]
pub(super) struct Args {
    /// How the phones are written.
    #[arg(long, value_enum, default_value_t = Alphabet::Ipa)]
    alphabet: Alphabet,
    /// Plain text, or for each line one JSON object with words, syllables and their sources.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: reading::Options,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Alphabet {
    /// The International Phonetic Alphabet.
    Ipa,
    /// X-SAMPA, the same in ASCII.
    XSampa,
    /// The mnemonics of espeak-ng's Swedish voice.
    Espeak,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let reader = args.reading.reader()?;
    let phonemes = Phonemes::embedded().context("the letter-to-sound model is damaged")?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.context("standard input is not UTF-8 text")?;
        let spoken = spoken(&reader, &phonemes, &line);
        let written = match args.format {
            Format::Text => spoken
                .iter()
                .map(|spoken| args.alphabet.write(&spoken.pronunciation))
                .collect::<Vec<_>>()
                .join(" "),
            Format::Json => {
                let analysis = Analysis {
                    text: &line,
                    words: spoken
                        .iter()
                        .map(|spoken| analyse(spoken, &line, args.alphabet))
                        .collect(),
                };
                serde_json::to_string(&analysis).context("cannot write the words as JSON")?
            }
        };
        writeln!(out, "{written}").context("cannot write the output")?;
    }
    Ok(())
}

impl Alphabet {
    fn write(self, word: &Pronunciation) -> String {
        match self {
            Self::Ipa => word.ipa(),
            Self::XSampa => word.x_sampa(),
            Self::Espeak => word.espeak(),
        }
    }

    fn sign(self, phone: Phone) -> String {
        match self {
            Self::Ipa => phone.symbol.ipa().to_string(),
            Self::XSampa => phone.symbol.xsampa().to_owned(),
            Self::Espeak => phone.symbol.espeak(phone.long).to_owned(),
        }
    }
}

/// A word as it is said, and where it stands.
struct Spoken {
    text: String,
    source: Range<usize>,
    pronunciation: Pronunciation,
}

/// The words of a line; as when it is read aloud, sounds flow over borders up to a pause.
fn spoken(reader: &Reader, phonemes: &Phonemes, line: &str) -> Vec<Spoken> {
    let sentences = reader.sentences(line);
    sentences
        .iter()
        .flat_map(|sentence| {
            sentence
                .tokens
                .split_inclusive(|token| token.pause != Pause::None)
        })
        .flat_map(|phrase| said_together(phonemes, phrase, reader.style))
        .collect()
}

fn said_together(phonemes: &Phonemes, phrase: &[Token], style: Style) -> Vec<Spoken> {
    let words: Vec<Word> = phrase
        .iter()
        .flat_map(|token| &token.words)
        .cloned()
        .collect();
    let sources = phrase
        .iter()
        .flat_map(|token| token.words.iter().map(|_| token.source.clone()));
    let said = phonemes.phrase(&words, style);
    words
        .into_iter()
        .zip(sources)
        .zip(said)
        .map(|((word, source), pronunciation)| Spoken {
            text: word.text,
            source,
            pronunciation,
        })
        .collect()
}

#[derive(Serialize)]
struct Analysis<'a> {
    text: &'a str,
    words: Vec<WordAnalysis<'a>>,
}

#[derive(Serialize)]
struct WordAnalysis<'a> {
    text: &'a str,
    /// The bytes of the line that the word is said for.
    bytes: Range<usize>,
    /// The same in UTF-16 code units, as scripts in a page count.
    utf16: Range<usize>,
    phones: String,
    accent: Option<&'static str>,
    function: bool,
    syllables: Vec<SyllableAnalysis>,
}

#[derive(Serialize)]
struct SyllableAnalysis {
    stress: &'static str,
    phones: Vec<PhoneAnalysis>,
}

#[derive(Serialize)]
struct PhoneAnalysis {
    sign: String,
    long: bool,
}

fn analyse<'a>(spoken: &'a Spoken, line: &str, alphabet: Alphabet) -> WordAnalysis<'a> {
    let word = &spoken.pronunciation;
    let units = |byte: usize| line[..byte].encode_utf16().count();
    WordAnalysis {
        text: &spoken.text,
        bytes: spoken.source.clone(),
        utf16: units(spoken.source.start)..units(spoken.source.end),
        phones: alphabet.write(word),
        accent: word.stressed().map(|_| match word.accent {
            Accent::Acute => "acute",
            Accent::Grave => "grave",
        }),
        function: word.function,
        syllables: word
            .syllables()
            .into_iter()
            .map(|syllable| analyse_syllable(syllable, alphabet))
            .collect(),
    }
}

fn analyse_syllable(syllable: Syllable<'_>, alphabet: Alphabet) -> SyllableAnalysis {
    SyllableAnalysis {
        stress: match syllable.stress {
            Stress::None => "none",
            Stress::Secondary => "secondary",
            Stress::Primary => "primary",
        },
        phones: syllable
            .phones
            .iter()
            .map(|&phone| PhoneAnalysis {
                sign: alphabet.sign(phone),
                long: phone.long,
            })
            .collect(),
    }
}
