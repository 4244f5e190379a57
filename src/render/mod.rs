//! From an article to sound: a pure walk, sentence by sentence.
//!
//! A [`Script`] holds what is to be said, one [`Line`] a sentence, with the
//! source range of every word. [`measure`] tells how long a line becomes
//! without speaking it, [`speak`] speaks it, and the lines' audio joined
//! together is the clip.
//!
//! Invariant: `speak` gives exactly the bytes that `measure` promised, so a
//! clip's length is known before its last sentence is spoken.

mod error;
mod reading;
mod script;
mod segment;
mod speaker;
#[cfg(test)]
pub(crate) mod tests;

use crate::encode;

pub use error::RenderError;
pub use reading::{Progress, Reading, read};
pub use script::{Line, Script, SourceWord};
pub use segment::{Extent, Segment, Spoken, TimedWord, Timing, measure, speak};
pub use speaker::{Performance, Speaker, SpeakerError};

/// Seconds that a number of samples last, to the microsecond.
///
/// That is far shorter than a sample, and short numbers come back from JSON as they were.
pub(crate) fn seconds(samples: u64) -> f64 {
    const MICROSECONDS: f64 = 1e6;
    let exact = samples as f64 / f64::from(encode::SAMPLE_RATE);
    (exact * MICROSECONDS).round() / MICROSECONDS
}
