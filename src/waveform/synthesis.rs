//! The signal's path around the networks: pitch memory, gain and de-emphasis.

use super::network::{
    Condition, ConditioningState, LONGEST_PERIOD, Network, PREDICTION, Past, SHORTEST_PERIOD,
    SUBFRAME, SignalState,
};
use super::{FRAME_SAMPLES, Frame};

/// Index of the pitch in a [`Frame`].
const PITCH: usize = 18;

/// Feedback of the de-emphasis filter 1 / (1 - 0.85 z^-1) that ends the model.
const DEEMPHASIS: f32 = 0.85;

/// Keeps the inverse of a vanishing gain finite.
const GAIN_FLOOR: f32 = 1e-5;

/// Bound on features, far outside what speech has: cepstra stay within ±20.
const FEATURE_LIMIT: f32 = 64.0;

/// A signal on its way, from its first frame on.
///
/// What a frame returns belongs to the frame before it, and lies half a frame
/// late: the first sample of the signal is number 80.
pub(super) struct Synthesis<'a> {
    network: &'a Network,
    conditioning: ConditioningState,
    signal: SignalState,
    /// The signal before de-emphasis, newest last.
    memory: [f32; LONGEST_PERIOD],
    deemphasis: f32,
    /// Pitch period of the frame before, in samples.
    period: usize,
}

impl<'a> Synthesis<'a> {
    /// Starts from silence, as if the first frame had been there for ever.
    pub(super) fn new(network: &'a Network, first: &Frame) -> Self {
        let first = &sane(first);
        let period = period(first[PITCH]);
        let mut synthesis = Self {
            network,
            conditioning: network.conditioning.settled(first, period),
            signal: SignalState::default(),
            memory: [0.0; LONGEST_PERIOD],
            deemphasis: 0.0,
            period,
        };
        // The networks settle on a frame that is not heard, silence around it.
        let conditions = network
            .conditioning
            .step(&mut synthesis.conditioning, first, period);
        for condition in &conditions {
            synthesis.emphasised(condition);
            synthesis.memory = [0.0; LONGEST_PERIOD];
        }
        synthesis
    }

    /// The samples that the next frame completes, in [-1, 1].
    pub(super) fn frame(&mut self, frame: &Frame) -> [f32; FRAME_SAMPLES] {
        let frame = &sane(frame);
        let period = period(frame[PITCH]);
        let conditions = self
            .network
            .conditioning
            .step(&mut self.conditioning, frame, period);
        let mut samples = [0.0; FRAME_SAMPLES];
        let (subframes, _) = samples.as_chunks_mut::<SUBFRAME>();
        for (samples, condition) in subframes.iter_mut().zip(&conditions) {
            for (sample, input) in samples.iter_mut().zip(self.emphasised(condition)) {
                self.deemphasis = input + DEEMPHASIS * self.deemphasis;
                *sample = self.deemphasis.clamp(-1.0, 1.0);
            }
        }
        self.period = period;
        samples
    }

    /// The next subframe before de-emphasis, which is also remembered.
    fn emphasised(&mut self, condition: &Condition) -> [f32; SUBFRAME] {
        let gain = self.network.signal.gain(condition);
        let past = self.past(1.0 / (GAIN_FLOOR + gain));
        let samples = self
            .network
            .signal
            .step(&mut self.signal, condition, &past)
            .map(|sample| gain * sample);
        self.memory.copy_within(SUBFRAME.., 0);
        self.memory[LONGEST_PERIOD - SUBFRAME..].copy_from_slice(&samples);
        samples
    }

    fn past(&self, scale: f32) -> Past {
        let normalised = |sample: f32| (scale * sample).clamp(-1.0, 1.0);
        let start = LONGEST_PERIOD - self.period;
        Past {
            prediction: std::array::from_fn::<_, PREDICTION, _>(|index| {
                let position = match index.checked_sub(2) {
                    None => (start + index).saturating_sub(2),
                    // Periods shorter than a subframe repeat themselves.
                    Some(ahead) => start + ahead % self.period,
                };
                normalised(self.memory[position])
            }),
            last: std::array::from_fn(|index| {
                normalised(self.memory[LONGEST_PERIOD - SUBFRAME + index])
            }),
        }
    }
}

/// Pitch period in samples, within the range that the model knows.
fn period(pitch: f32) -> usize {
    let period = 256.0 / (f64::from(pitch) + 1.5).exp2();
    (period.round() as usize).clamp(SHORTEST_PERIOD, LONGEST_PERIOD)
}

/// The frame with nothing in it that could make the networks diverge.
fn sane(frame: &Frame) -> Frame {
    frame.map(|feature| match feature {
        value if value.is_nan() => 0.0,
        value => value.clamp(-FEATURE_LIMIT, FEATURE_LIMIT),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::waveform::tests::vocoder;

    #[test]
    fn periods_follow_the_pitch_within_the_model() {
        let cases = [
            (-0.5, 128),
            (0.5, 64),
            (0.0, 91),
            (-1.5, 256),
            (1.5, 32),
            (-9.0, 256),
            (9.0, 32),
            (f32::NEG_INFINITY, 256),
            (f32::INFINITY, 32),
        ];
        for (pitch, expected) in cases {
            assert_eq!(period(pitch), expected, "pitch {pitch}");
        }
    }

    #[test]
    fn prediction_repeats_the_last_period() {
        let vocoder = vocoder();
        let mut synthesis = Synthesis::new(&vocoder.network, &[0.0; 20]);
        synthesis.memory = std::array::from_fn(|index| index as f32 / 256.0);
        for period in [32, 39, 42, 43, 44, 100, 254, 255, 256] {
            synthesis.period = period;
            let past = synthesis.past(0.5);
            // Position by position, jumping back one period at the end.
            let mut position = LONGEST_PERIOD as isize - period as isize - 2;
            for (index, &found) in past.prediction.iter().enumerate() {
                let expected = 0.5 * synthesis.memory[position.max(0) as usize];
                assert_eq!(found, expected, "sample {index} of period {period}");
                position += 1;
                if position == LONGEST_PERIOD as isize {
                    position -= period as isize;
                }
            }
            assert_eq!(past.last[0], 0.5 * 216.0 / 256.0);
        }
    }

    #[test]
    fn past_is_limited_to_the_networks_range() {
        let vocoder = vocoder();
        let mut synthesis = Synthesis::new(&vocoder.network, &[0.0; 20]);
        synthesis.memory = std::array::from_fn(|index| if index % 2 == 0 { 0.5 } else { -0.5 });
        synthesis.period = 100;
        let past = synthesis.past(10.0);
        assert_eq!(past.last[..2], [1.0, -1.0]);
        assert_eq!(past.prediction[2..4], [1.0, -1.0]);
    }
}
