//! Marked-up speech: a subset of the W3C's Speech Synthesis Markup Language 1.1 (2010).
//!
//! | element | what it does |
//! | --- | --- |
//! | `speak`, `p`, `s` | paragraphs and sentences |
//! | `break` | a pause: `time`, or `strength` |
//! | `sub` | its `alias` is said instead, by the rules |
//! | `say-as` | `characters`, `cardinal`, `ordinal`, `telephone`, `date`, `time` |
//! | `phoneme` | its `ph` is said, in `ipa` or `x-sampa` |
//! | `prosody` | `rate`; pitch, range, volume, contour and duration are ignored |
//! | `lang`, `xml:lang` | English words are said as English; others by the rules of Swedish |
//! | `mark` | ignored: every word has its time already |
//! | `emphasis`, `meta`, `metadata` | ignored, the content of `emphasis` is said |
//!
//! Document types are refused, so no entity stands for anything but the five of XML.

mod error;
mod parse;
mod piece;
mod say_as;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use error::{SsmlError, SsmlFault};
pub use piece::Piece;
pub(super) use piece::cut;

use super::{Position, Span, Transcribe, Word};

/// Speech as its markup describes it: a text, and what is special about stretches of it.
///
/// Blank lines part its sentences and paragraphs. All ranges are bytes of the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Speech {
    /// What is said where nothing else is given.
    pub text: String,
    /// Stretches in a language that the markup names.
    pub spans: Vec<Span>,
    /// Where words are given for a stretch, in order and apart from each other.
    pub(super) given: Vec<(Range<usize>, Vec<Word>)>,
    /// Where the voice pauses, in order.
    pub(super) breaks: Vec<Break>,
    /// How fast stretches are said, outer ones before those inside them.
    pub(super) rates: Vec<(Range<usize>, f32)>,
}

/// A pause that the markup asks for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Break {
    /// The byte before which it falls.
    pub(super) at: usize,
    /// Seconds; none at all means that the voice goes on without one.
    pub(super) seconds: f32,
}

/// Bytes that are read: ten times what the speech API takes.
const MOST_BYTES: usize = 64 << 10;

/// Elements and texts that are read.
const MOST_NODES: u32 = 10_000;

/// Elements within each other.
const DEEPEST: usize = 32;

/// The longest pause, in seconds.
const LONGEST_BREAK: f32 = 10.0;

/// How much slower and faster than usual a stretch may be said.
const RATES: std::ops::RangeInclusive<f32> = 0.5..=2.0;

impl Speech {
    /// Reads a `speak` document; `transcribe` judges its phones.
    ///
    /// # Errors
    /// [`SsmlError`] names the first fault and its place.
    pub fn parse(text: &str, transcribe: Transcribe<'_>) -> Result<Self, SsmlError> {
        parse::parse(text, transcribe).map_err(|(byte, fault)| SsmlError {
            at: Position::of(text, byte),
            fault,
        })
    }

    /// Whether a text is meant as markup: it begins with `<speak` or an XML declaration.
    pub fn is_markup(text: &str) -> bool {
        let text = text.trim_start();
        text.starts_with("<speak") || text.starts_with("<?xml")
    }
}
