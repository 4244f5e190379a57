//! The vocoder: acoustic frames to 16 kHz sound.
//!
//! This is FARGAN in Rust: Valin, Mustafa and Buethe, "Very Low Complexity
//! Speech Synthesis Using Framewise Autoregressive GAN with Pitch Prediction",
//! 2024, checked against libopus 1.6. A conditioning network looks at three
//! frames and tells a signal network, 400 times a second, what the next 40
//! samples are like; the signal network makes them from the last ones and from
//! those one pitch period ago.
//!
//! `weights` reads the file, `kernels` and `activations` have the inner loops, `layers`
//! and `network` the model, `synthesis` the signal's path around it; [`extension`] widens
//! the band of what comes out.
//!
//! Invariant: the same weights and frames give the same samples, bit for bit,
//! on every machine and whatever instructions it has.

mod activations;
pub mod extension;
mod kernels;
mod layers;
mod network;
mod synthesis;
#[cfg(test)]
mod tests;
mod weights;

use std::fmt;

use network::Network;
use synthesis::Synthesis;
pub use weights::WeightsError;

/// Samples a second that the vocoder makes.
pub const SAMPLE_RATE: u32 = 16_000;

/// Samples that a [`Frame`] stands for: 10 ms.
pub const FRAME_SAMPLES: usize = 160;

/// Ten milliseconds of speech as libopus' `fargan_demo -features` measures it.
///
/// 18 Bark cepstra; the pitch p, for a period of 256 / 2^(p + 1.5) samples; and
/// the pitch correlation, above about -0.05 in voiced speech.
pub type Frame = [f32; 20];

/// FARGAN with its weights; shared by any number of threads.
pub struct Vocoder {
    network: Network,
}

impl Vocoder {
    /// Reads the weights from a file that `voices/recipe/opus_weights.py` wrote.
    ///
    /// # Errors
    /// If the bytes are not such a file, are cut short, or hold other layers.
    pub fn new(weights: &[u8]) -> Result<Self, WeightsError> {
        let network = Network::parse(weights)?;
        Ok(Self { network })
    }

    /// Turns frames into samples in [-1, 1], [`FRAME_SAMPLES`] for each.
    ///
    /// Nothing in a frame can make it fail: NaN is read as 0, and features and
    /// pitch are limited to what the model can use.
    pub fn synthesise(&self, frames: &[Frame]) -> Vec<f32> {
        let [first, rest @ ..] = frames else {
            return Vec::new();
        };
        let last = rest.last().unwrap_or(first);
        let mut synthesis = Synthesis::new(&self.network, first);
        // The model runs one frame and a half behind, as does the reference's
        // command: the last frame is repeated to bring the rest out.
        rest.iter()
            .chain([last, last])
            .flat_map(|frame| synthesis.frame(frame))
            .skip(FRAME_SAMPLES / 2)
            .take(frames.len() * FRAME_SAMPLES)
            .collect()
    }
}

impl fmt::Debug for Vocoder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Nobody wants to read 820 000 weights.
        formatter.debug_struct("Vocoder").finish_non_exhaustive()
    }
}
