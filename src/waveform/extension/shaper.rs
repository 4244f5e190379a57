//! Gains within a half frame, which sharpen what the filters cannot: onsets and pitch pulses.

use super::conditioning::{CONDITION, Condition};
use crate::waveform::activations::{exponential, logarithm};
use crate::waveform::layers::{Affine, Quantised};
use crate::waveform::weights::{Tensors, WeightsError};

/// Stretches of a half frame whose level the shaper hears: 0.25 ms each.
const STRETCHES: usize = 20;

/// Their log levels, less the mean, and the mean.
const ENVELOPE: usize = STRETCHES + 1;

/// Keeps the logarithm of silence finite.
const LEVEL_FLOOR: f32 = 1.0 / 65_536.0;

/// What the hidden layer lets through of negative values.
const LEAK: f32 = 0.2;

/// Multiplies half frames of `LENGTH` samples by gains of its own making.
///
/// `GAINS`, half of `LENGTH`, are made, and interpolated linearly.
pub(super) struct Shaper<const LENGTH: usize, const GAINS: usize> {
    condition: Quantised<{ 2 * CONDITION }, GAINS>,
    envelope: Affine<{ 2 * ENVELOPE }, GAINS>,
    out: Affine<LENGTH, GAINS>,
}

/// What the shaper's layers saw of the half frame before, and its last gain as a logarithm.
pub(super) struct ShaperState<const GAINS: usize> {
    condition: Condition,
    envelope: [f32; ENVELOPE],
    hidden: [f32; GAINS],
    log_gain: f32,
}

impl<const GAINS: usize> Default for ShaperState<GAINS> {
    fn default() -> Self {
        Self {
            condition: [0.0; CONDITION],
            envelope: [0.0; ENVELOPE],
            hidden: [0.0; GAINS],
            log_gain: 0.0,
        }
    }
}

impl<const LENGTH: usize, const GAINS: usize> Shaper<LENGTH, GAINS> {
    pub(super) fn take(tensors: &mut Tensors<'_>, name: &str) -> Result<Self, WeightsError> {
        const { assert!(LENGTH == 2 * GAINS && LENGTH.is_multiple_of(STRETCHES)) };
        Ok(Self {
            condition: Quantised::take(tensors, &format!("{name}.condition"))?,
            envelope: Affine::take(tensors, &format!("{name}.envelope"))?,
            out: Affine::take(tensors, &format!("{name}.out"))?,
        })
    }

    /// Shapes the next half frame in place.
    pub(super) fn step(
        &self,
        state: &mut ShaperState<GAINS>,
        condition: &Condition,
        samples: &mut [f32; LENGTH],
    ) {
        let envelope = envelope(samples);
        let mut hidden = self.condition.apply(&[&state.condition, condition]);
        let heard = self.envelope.apply(&[&state.envelope, &envelope]);
        for (hidden, heard) in hidden.iter_mut().zip(heard) {
            let sum = *hidden + heard;
            *hidden = if sum < 0.0 { LEAK * sum } else { sum };
        }
        let log_gains = self.out.apply(&[&state.hidden, &hidden]);

        let mut gains = [0.0; LENGTH];
        let mut last = state.log_gain;
        for (pair, next) in gains.chunks_exact_mut(2).zip(log_gains) {
            pair[0] = 0.5 * (last + next);
            pair[1] = next;
            last = next;
        }
        exponential(&mut gains);
        for (sample, gain) in samples.iter_mut().zip(gains) {
            *sample *= gain;
        }
        *state = ShaperState {
            condition: *condition,
            envelope,
            hidden,
            log_gain: last,
        };
    }
}

/// The log level of each stretch of a half frame, less their mean, and the mean.
fn envelope(samples: &[f32]) -> [f32; ENVELOPE] {
    let length = samples.len() / STRETCHES;
    let mut envelope = [0.0; ENVELOPE];
    let (levels, mean) = envelope.split_at_mut(STRETCHES);
    for (level, stretch) in levels.iter_mut().zip(samples.chunks_exact(length)) {
        let sum: f32 = stretch.iter().map(|sample| sample.abs()).sum();
        *level = sum / length as f32 + LEVEL_FLOOR;
    }
    logarithm(levels);
    mean[0] = levels.iter().sum::<f32>() / STRETCHES as f32;
    for level in levels {
        *level -= mean[0];
    }
    envelope
}
