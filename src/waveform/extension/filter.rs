//! Filters whose taps the condition gives anew every 5 ms.

use std::f64::consts::PI;

use super::conditioning::{CONDITION, Condition};
use crate::waveform::activations::{exponential, tanh};
use crate::waveform::kernels::correlate_add;
use crate::waveform::layers::{Affine, Quantised};
use crate::waveform::weights::{Tensors, WeightsError};

/// Largest gain of a filter as a natural logarithm: 12 dB; the least is its inverse.
const LOG_GAIN_LIMIT: f32 = 1.381_551;

/// Keeps the inverse of a vanishing norm finite.
const NORM_FLOOR: f32 = 1e-6;

/// Mixes `FROM` channels to `TO` others, each pair of them by a filter of its own.
///
/// `WEIGHTS` is `TO` * `FROM` * `TAPS`, in which order the taps lie, the oldest sample's first.
pub(super) struct AdaptiveFilter<
    const FROM: usize,
    const TO: usize,
    const TAPS: usize,
    const WEIGHTS: usize,
> {
    kernel: Quantised<CONDITION, WEIGHTS>,
    gain: Affine<CONDITION, TO>,
    /// The share of the last half frame's filters in each sample of the first quarter frame.
    fade: Vec<f32>,
}

/// The filters of the last half frame, and the samples that they still need.
pub(super) struct FilterState<const FROM: usize, const WEIGHTS: usize> {
    taps: [f32; WEIGHTS],
    /// For each channel, the samples before the half frame and then its own.
    signals: [Vec<f32>; FROM],
}

impl<const FROM: usize, const WEIGHTS: usize> Default for FilterState<FROM, WEIGHTS> {
    fn default() -> Self {
        Self {
            taps: [0.0; WEIGHTS],
            signals: std::array::from_fn(|_| Vec::new()),
        }
    }
}

impl<const FROM: usize, const TO: usize, const TAPS: usize, const WEIGHTS: usize>
    AdaptiveFilter<FROM, TO, TAPS, WEIGHTS>
{
    /// A filter of half frames of `length` samples.
    pub(super) fn take(
        tensors: &mut Tensors<'_>,
        name: &str,
        length: usize,
    ) -> Result<Self, WeightsError> {
        const { assert!(WEIGHTS == TO * FROM * TAPS) };
        Ok(Self {
            kernel: Quantised::take(tensors, &format!("{name}.kernel"))?,
            gain: Affine::take(tensors, &format!("{name}.gain"))?,
            fade: raised_cosine(length / 2),
        })
    }

    /// Filters the next half frame, beginning with the last one's filters.
    pub(super) fn step<const LENGTH: usize>(
        &self,
        state: &mut FilterState<FROM, WEIGHTS>,
        condition: &Condition,
        channels: &[[f32; LENGTH]; FROM],
    ) -> [[f32; LENGTH]; TO] {
        let taps = self.taps(condition);
        for (signal, channel) in state.signals.iter_mut().zip(channels) {
            let known = signal.len().saturating_sub(TAPS - 1);
            signal.drain(..known);
            signal.resize(TAPS - 1, 0.0);
            signal.extend(channel);
        }
        let output = std::array::from_fn(|to| {
            let mut new = [0.0; LENGTH];
            let mut old = [0.0; LENGTH];
            let old = &mut old[..self.fade.len()];
            for (from, signal) in state.signals.iter().enumerate() {
                let place = (to * FROM + from) * TAPS;
                correlate_add(&taps[place..][..TAPS], signal, &mut new);
                correlate_add(&state.taps[place..][..TAPS], signal, old);
            }
            for ((new, old), share) in new.iter_mut().zip(old).zip(&self.fade) {
                *new += share * (*old - *new);
            }
            new
        });
        state.taps = taps;
        output
    }

    /// Filters of unit energy times a gain for each channel that they make.
    fn taps(&self, condition: &Condition) -> [f32; WEIGHTS] {
        let mut gains = self.gain.apply(&[condition]);
        tanh(&mut gains);
        let mut gains = gains.map(|gain| LOG_GAIN_LIMIT * gain);
        exponential(&mut gains);
        let mut taps = self.kernel.apply(&[condition]);
        for (taps, gain) in taps.chunks_exact_mut(FROM * TAPS).zip(gains) {
            let energy: f32 = taps.iter().map(|tap| tap * tap).sum();
            let scale = gain / (NORM_FLOOR + energy.sqrt());
            for tap in taps {
                *tap *= scale;
            }
        }
        taps
    }
}

/// Half a period of a raised cosine, from 1 to 0.
fn raised_cosine(length: usize) -> Vec<f32> {
    let phase = |index: usize| PI * (index as f64 + 0.5) / length as f64;
    (0..length)
        .map(|index| (0.5 + 0.5 * phase(index).cos()) as f32)
        .collect()
}
