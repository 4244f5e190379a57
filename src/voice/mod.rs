//! The voices in `voices/`: what they are made of, and speaking with them.
//!
//! A voice is a speaker of the acoustic model, the vocoder, its bandwidth extension and a
//! way of reading, described by `voices/<id>/voice.toml`. [`Voices`] loads them, from the
//! binary or from a folder, and shares the model files between them. [`Voice::plan`] fixes
//! an utterance's timing and melody, [`Voice::speak`] makes its sound.

mod error;
mod level;
mod manifest;
mod shelf;
mod speech;

pub use error::VoiceError;
pub use manifest::{Gender, Manifest};
pub use shelf::{Voices, voices};
pub use speech::{Plan, SPEEDS, Voice};

#[cfg(test)]
mod tests;
