//! Bandwidth extension: 16 kHz speech to 24 kHz, with the frequencies that it lacks.
//!
//! This is BBWENet in Rust: Buethe and Valin, "A Lightweight and Robust Method for Blind
//! Wideband-to-Fullband Extension of Speech", 2024, checked against libopus 1.6. A
//! conditioning network hears the spectrum of each 10 ms and tells, for each half of it, the
//! filters and gains of the signal's path. There the speech is split in three: one part is
//! only resampled, one is shaped in time, one is folded, so that their spectra reach beyond
//! the old band; a filter mixes them. It is done twice, from 16 to 32 and from 32 to 48 kHz.
//! Of the result, what is below 12 kHz is kept.
//!
//! One thing differs from libopus 1.6.1, which folds by sin(2.47 ln |x|) where the paper and
//! the training have sin(ln |x|): its `celt_sin` scales by π/2 instead of 2/π. This is as it
//! was trained, and lies closer to full-band recordings.

mod conditioning;
mod features;
mod filter;
mod resampling;
mod shaper;
#[cfg(test)]
mod tests;

use std::fmt;

use super::activations::fold;
use super::weights::{Tensors, WeightsError};
use conditioning::{Condition, Conditioning, ConditioningState};
use features::{Analyser, AnalysisState, FRAME};
use filter::{AdaptiveFilter, FilterState};
use resampling::{Doubler, Halver, HalverState, Interpolator};
use shaper::{Shaper, ShaperState};

/// Samples a second of the extended speech.
pub const SAMPLE_RATE: u32 = 24_000;

/// Samples of the extended speech that a [`Frame`](super::Frame) stands for: 10 ms.
pub const FRAME_SAMPLES: usize = 240;

/// Samples of half a frame at 16, 32 and 48 kHz.
const HALF16: usize = FRAME / 2;
const HALF32: usize = 2 * HALF16;
const HALF48: usize = 3 * HALF16;

/// Samples at 48 kHz by which the network is late.
const NETWORK_DELAY: usize = 13;

/// Samples at 24 kHz by which all of it is late.
const DELAY: usize = (NETWORK_DELAY + Halver::DELAY) / 2;

/// The extension with its weights; shared by any number of threads.
pub struct Extender {
    analyser: Analyser,
    network: Network,
    halver: Halver,
}

/// The weights of the whole model.
struct Network {
    conditioning: Conditioning,
    split: AdaptiveFilter<1, 3, 16, 48>,
    shape32: Shaper<HALF32, { HALF32 / 2 }>,
    mix: AdaptiveFilter<3, 3, 32, 288>,
    shape48: Shaper<HALF48, { HALF48 / 2 }>,
    merge: AdaptiveFilter<3, 1, 16, 48>,
}

/// A signal on its way through the network.
#[derive(Default)]
struct State {
    analysis: AnalysisState,
    conditioning: ConditioningState,
    split: FilterState<1, 48>,
    doublers: [Doubler; 3],
    shape32: ShaperState<{ HALF32 / 2 }>,
    mix: FilterState<3, 288>,
    interpolators: [Interpolator; 3],
    shape48: ShaperState<{ HALF48 / 2 }>,
    merge: FilterState<3, 48>,
}

impl Extender {
    /// Reads the weights from a file that `voices/recipe/opus_weights.py` wrote.
    ///
    /// # Errors
    /// If the bytes are not such a file, are cut short, or hold other layers.
    pub fn new(weights: &[u8]) -> Result<Self, WeightsError> {
        Ok(Self {
            analyser: Analyser::new(),
            network: Network::parse(weights)?,
            halver: Halver::new(),
        })
    }

    /// Extends 16 kHz speech in [-1, 1] to 24 kHz, three samples for two, in time with it.
    pub fn extend(&self, samples: &[f32]) -> Vec<f32> {
        let length = samples.len() * FRAME_SAMPLES / FRAME;
        let mut state = State::default();
        let mut halver = HalverState::default();
        let mut extended = Vec::with_capacity(length + 2 * FRAME_SAMPLES);
        let mut start = 0;
        // Silence after the end brings the last samples out.
        while extended.len() < length + DELAY {
            let rest = samples.get(start..).unwrap_or(&[]);
            let frame = std::array::from_fn(|index| rest.get(index).copied().unwrap_or(0.0));
            let full: [f32; FRAME_SAMPLES] = self
                .halver
                .step(&mut halver, &self.frame(&mut state, &frame));
            extended.extend(full.map(|sample| sample.clamp(-1.0, 1.0)));
            start += FRAME;
        }
        extended.truncate(length + DELAY);
        extended.drain(..DELAY);
        extended
    }

    /// The next frame at 48 kHz.
    fn frame(&self, state: &mut State, frame: &[f32; FRAME]) -> [f32; 2 * HALF48] {
        let features = self.analyser.step(&mut state.analysis, frame);
        let conditioning = &self.network.conditioning;
        let conditions = conditioning.step(&mut state.conditioning, &features);
        let mut extended = [0.0; 2 * HALF48];
        let (halves, _) = frame.as_chunks();
        let (extended_halves, _) = extended.as_chunks_mut();
        for ((half, condition), extended) in halves.iter().zip(&conditions).zip(extended_halves) {
            *extended = self.network.half(state, condition, half);
        }
        extended
    }
}

impl Network {
    fn parse(file: &[u8]) -> Result<Self, WeightsError> {
        let mut tensors = Tensors::parse(file)?;
        let network = Self {
            conditioning: Conditioning::take(&mut tensors)?,
            split: AdaptiveFilter::take(&mut tensors, "split", HALF16)?,
            shape32: Shaper::take(&mut tensors, "shape32")?,
            mix: AdaptiveFilter::take(&mut tensors, "mix", HALF32)?,
            shape48: Shaper::take(&mut tensors, "shape48")?,
            merge: AdaptiveFilter::take(&mut tensors, "merge", HALF48)?,
        };
        tensors.finish()?;
        Ok(network)
    }

    /// The next half frame at 48 kHz.
    fn half(
        &self,
        state: &mut State,
        condition: &Condition,
        samples: &[f32; HALF16],
    ) -> [f32; HALF48] {
        let parts = self.split.step(&mut state.split, condition, &[*samples]);
        let parts = self.widened32(state, condition, &parts);
        let parts = self.mix.step(&mut state.mix, condition, &parts);
        let parts = self.widened48(state, condition, &parts);
        let [merged] = self.merge.step(&mut state.merge, condition, &parts);
        merged
    }

    /// The three parts at 32 kHz, of which the second and third have gained frequencies.
    fn widened32(
        &self,
        state: &mut State,
        condition: &Condition,
        parts: &[[f32; HALF16]; 3],
    ) -> [[f32; HALF32]; 3] {
        let mut parts = std::array::from_fn(|part| state.doublers[part].step(&parts[part]));
        self.shape32
            .step(&mut state.shape32, condition, &mut parts[1]);
        fold(&mut parts[2]);
        parts
    }

    /// The three parts at 48 kHz, of which the second and third have gained frequencies.
    fn widened48(
        &self,
        state: &mut State,
        condition: &Condition,
        parts: &[[f32; HALF32]; 3],
    ) -> [[f32; HALF48]; 3] {
        let mut parts = std::array::from_fn(|part| state.interpolators[part].step(&parts[part]));
        self.shape48
            .step(&mut state.shape48, condition, &mut parts[1]);
        fold(&mut parts[2]);
        parts
    }
}

impl fmt::Debug for Extender {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Extender").finish_non_exhaustive()
    }
}
