//! Phones in, vocoder frames out: the acoustic model in `voices/models`.
//!
//! Each phone is described by how it is made (`features`), so that speakers say phones of
//! languages they never recorded. An encoder reads the whole utterance and gives a state,
//! a duration and a pitch a phone; a decoder turns states, laid out in time with the wanted
//! F0, into the 20 numbers every 10 ms that [`crate::waveform`] makes sound of.
//! Both are ONNX graphs, run by `rten` on one thread a call.

mod error;
mod features;
mod lanes;
mod model;
mod settings;

pub use error::AcousticError;
pub(crate) use model::{AcousticModel, Encoding};
pub(crate) use settings::Speaker;

#[cfg(test)]
mod tests;
