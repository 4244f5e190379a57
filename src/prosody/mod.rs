//! Phrasing, timing and F0: what the phones alone do not say.
//!
//! An [`Utterance`] becomes a row of slots, one a phone or silence (`phrasing`);
//! the acoustic model's durations are fitted to the wanted rate (`timing`); and the F0
//! contour is built from phrase declination and the tones of the Swedish word accents
//! (`tones`, `contour`).
//!
//! The tonal model is that of Stockholm Swedish: Bruce, *Swedish Word Accents in Sentence
//! Perspective* (1977), and Gussenhoven & Bruce, "Word prosody and intonation" (in *Word
//! Prosodic Systems in the Languages of Europe*, 1999). A word accent is a fall HL whose
//! place in the stressed syllable tells accent 1 (early, H before the vowel) from accent 2
//! (late, H at the vowel's onset); prominence adds a second H after it, and the phrase
//! ends in a boundary tone.

mod contour;
mod phrasing;
mod timing;
mod tones;

pub(crate) use contour::contour;
pub(crate) use phrasing::{Layout, Slot};
pub(crate) use timing::{Pace, Timing, timing};

use crate::phonemes::Pronunciation;
use crate::text::{Mood, Pause};

/// Vocoder frames a second: all timing here is counted in frames of 10 ms.
pub(crate) const FRAMES_PER_SECOND: f32 = 100.0;

/// What is said in one breath group of speech: normally one sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Utterance {
    /// The words in order, each with the pause that follows it.
    pub words: Vec<(Pronunciation, Pause)>,
    /// Whether it states, asks or exclaims.
    pub mood: Mood,
    /// Silence after the last word, in seconds at speed 1: 0.35 suits a sentence, 0.7 a heading.
    pub rest: f32,
}

#[cfg(test)]
pub(crate) mod tests;
