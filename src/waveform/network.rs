//! FARGAN's two networks: conditioning once a frame, signal once a subframe.

use super::activations::{sigmoid, tanh};
use super::layers::{Affine, Gate, Gru, Quantised};
use super::weights::{Tensors, WeightsError};
use super::{FRAME_SAMPLES, Frame};

/// Subframes in a frame: the signal network runs at 400 Hz.
pub(super) const SUBFRAMES: usize = 4;

/// Samples in a subframe.
pub(super) const SUBFRAME: usize = FRAME_SAMPLES / SUBFRAMES;

/// Samples of the pitch prediction: a subframe and two on either side.
pub(super) const PREDICTION: usize = SUBFRAME + 4;

/// Shortest pitch period of the model in samples, 500 Hz.
pub(super) const SHORTEST_PERIOD: usize = 32;

/// Longest pitch period of the model in samples, 62.5 Hz.
pub(super) const LONGEST_PERIOD: usize = 256;

/// Number of pitch periods with an embedding of their own.
const EMBEDDINGS: usize = LONGEST_PERIOD - SHORTEST_PERIOD;

// Widths of the layers, as trained.
const EMBEDDING: usize = 12;
const DENSE: usize = 64;
const HIDDEN: usize = 128;
const CONDITION: usize = 80;
const CONV: usize = 192;
const GRU1: usize = 160;
const GRU2: usize = 128;
const GRU3: usize = 128;
const SKIP: usize = 128;

/// Values in a [`Frame`].
const FEATURES: usize = size_of::<Frame>() / size_of::<f32>();

/// Input of the signal network's convolution at each step.
const INPUT: usize = CONDITION + PREDICTION + SUBFRAME;

/// The gated pitch prediction and the last subframe, fed to every later layer.
const FEEDBACK: usize = 2 * SUBFRAME;

/// What the signal network is told about one subframe.
pub(super) type Condition = [f32; CONDITION];

/// The weights of the whole model.
pub(super) struct Network {
    pub(super) conditioning: Conditioning,
    pub(super) signal: Signal,
}

/// Turns a frame and its pitch period into the conditions of its subframes.
pub(super) struct Conditioning {
    embeddings: Vec<[f32; EMBEDDING]>,
    dense: Affine<{ FEATURES + EMBEDDING }, DENSE>,
    conv: Quantised<{ 3 * DENSE }, HIDDEN>,
    out: Quantised<HIDDEN, { SUBFRAMES * CONDITION }>,
}

/// Turns a condition and the past signal into the next subframe.
pub(super) struct Signal {
    gain: Affine<CONDITION, 1>,
    conv: Quantised<{ 2 * INPUT }, CONV>,
    conv_gate: Gate<CONV>,
    pitch_gates: Affine<CONV, 4>,
    gru1: Gru<{ CONV + FEEDBACK }, GRU1, { 3 * GRU1 }>,
    gru1_gate: Gate<GRU1>,
    gru2: Gru<{ GRU1 + FEEDBACK }, GRU2, { 3 * GRU2 }>,
    gru2_gate: Gate<GRU2>,
    gru3: Gru<{ GRU2 + FEEDBACK }, GRU3, { 3 * GRU3 }>,
    gru3_gate: Gate<GRU3>,
    skip: Quantised<{ GRU1 + GRU2 + GRU3 + CONV + FEEDBACK }, SKIP>,
    skip_gate: Gate<SKIP>,
    out: Quantised<SKIP, SUBFRAME>,
}

/// The last two frames as the conditioning network sees them, oldest first.
pub(super) struct ConditioningState([[f32; DENSE]; 2]);

/// What the signal network remembers from subframe to subframe.
pub(super) struct SignalState {
    input: [f32; INPUT],
    gru1: [f32; GRU1],
    gru2: [f32; GRU2],
    gru3: [f32; GRU3],
}

impl Default for SignalState {
    fn default() -> Self {
        Self {
            input: [0.0; INPUT],
            gru1: [0.0; GRU1],
            gru2: [0.0; GRU2],
            gru3: [0.0; GRU3],
        }
    }
}

/// The past signal as the network sees it, scaled by the gain to [-1, 1].
pub(super) struct Past {
    /// One pitch period ago, from two samples early to two samples late.
    pub(super) prediction: [f32; PREDICTION],
    /// The subframe just made.
    pub(super) last: [f32; SUBFRAME],
}

impl Network {
    pub(super) fn parse(file: &[u8]) -> Result<Self, WeightsError> {
        let mut tensors = Tensors::parse(file)?;
        let network = Self {
            conditioning: Conditioning::take(&mut tensors)?,
            signal: Signal::take(&mut tensors)?,
        };
        tensors.finish()?;
        Ok(network)
    }
}

impl Conditioning {
    fn take(tensors: &mut Tensors<'_>) -> Result<Self, WeightsError> {
        let table = tensors.floats("condition.pitch.table", &[EMBEDDINGS, EMBEDDING])?;
        Ok(Self {
            embeddings: table.as_chunks().0.to_vec(),
            dense: Affine::take(tensors, "condition.dense")?,
            conv: Quantised::take(tensors, "condition.conv")?,
            out: Quantised::take(tensors, "condition.out")?,
        })
    }

    /// The state after the same frame for ever.
    pub(super) fn settled(&self, frame: &Frame, period: usize) -> ConditioningState {
        ConditioningState([self.dense(frame, period); 2])
    }

    fn dense(&self, frame: &Frame, period: usize) -> [f32; DENSE] {
        // The longest period shares the embedding of the one below it.
        let index = (period - SHORTEST_PERIOD).min(EMBEDDINGS - 1);
        let mut input = [0.0; FEATURES + EMBEDDING];
        input[..FEATURES].copy_from_slice(frame);
        input[FEATURES..].copy_from_slice(&self.embeddings[index]);
        let mut output = self.dense.apply(&[&input]);
        tanh(&mut output);
        output
    }

    /// The conditions of the subframes of one frame, in order.
    pub(super) fn step(
        &self,
        ConditioningState(state): &mut ConditioningState,
        frame: &Frame,
        period: usize,
    ) -> [Condition; SUBFRAMES] {
        let dense = self.dense(frame, period);
        let mut hidden = self.conv.apply(&[&state[0], &state[1], &dense]);
        *state = [state[1], dense];
        tanh(&mut hidden);
        let mut conditions = self.out.apply(&[&hidden]);
        tanh(&mut conditions);
        let (conditions, _) = conditions.as_chunks();
        std::array::from_fn(|subframe| conditions[subframe])
    }
}

impl Signal {
    fn take(tensors: &mut Tensors<'_>) -> Result<Self, WeightsError> {
        Ok(Self {
            gain: Affine::take(tensors, "gain")?,
            conv: Quantised::take(tensors, "conv")?,
            conv_gate: Gate::take(tensors, "conv.gate")?,
            pitch_gates: Affine::take(tensors, "pitch_gates")?,
            gru1: Gru::take(tensors, "gru1")?,
            gru1_gate: Gate::take(tensors, "gru1.gate")?,
            gru2: Gru::take(tensors, "gru2")?,
            gru2_gate: Gate::take(tensors, "gru2.gate")?,
            gru3: Gru::take(tensors, "gru3")?,
            gru3_gate: Gate::take(tensors, "gru3.gate")?,
            skip: Quantised::take(tensors, "skip")?,
            skip_gate: Gate::take(tensors, "skip.gate")?,
            out: Quantised::take(tensors, "signal")?,
        })
    }

    /// The amplitude of a subframe.
    pub(super) fn gain(&self, condition: &Condition) -> f32 {
        let [log_gain] = self.gain.apply(&[condition]);
        // In double precision, C libraries agree on the result to the last bit.
        f64::from(log_gain).exp() as f32
    }

    /// The next subframe at unit gain.
    pub(super) fn step(
        &self,
        state: &mut SignalState,
        condition: &Condition,
        past: &Past,
    ) -> [f32; SUBFRAME] {
        let Past { prediction, last } = past;
        let mut hidden = self
            .conv
            .apply(&[&state.input, condition, prediction, last]);
        state.input = joined(condition, past);
        tanh(&mut hidden);
        let conv = self.conv_gate.apply(&hidden);

        let mut pitch_gates = self.pitch_gates.apply(&[&conv]);
        sigmoid(&mut pitch_gates);
        let [pitch1, pitch2, pitch3, pitch4] = pitch_gates
            .map(|gate| -> [f32; SUBFRAME] { std::array::from_fn(|i| gate * prediction[i + 2]) });

        self.gru1.step(&mut state.gru1, &[&conv, &pitch1, last]);
        let first = self.gru1_gate.apply(&state.gru1);
        self.gru2.step(&mut state.gru2, &[&first, &pitch2, last]);
        let second = self.gru2_gate.apply(&state.gru2);
        self.gru3.step(&mut state.gru3, &[&second, &pitch3, last]);
        let third = self.gru3_gate.apply(&state.gru3);

        let mut skip = self
            .skip
            .apply(&[&first, &second, &third, &conv, &pitch4, last]);
        tanh(&mut skip);
        let mut samples = self.out.apply(&[&self.skip_gate.apply(&skip)]);
        tanh(&mut samples);
        samples
    }
}

fn joined(condition: &Condition, past: &Past) -> [f32; INPUT] {
    let mut input = [0.0; INPUT];
    input[..CONDITION].copy_from_slice(condition);
    input[CONDITION..][..PREDICTION].copy_from_slice(&past.prediction);
    input[CONDITION + PREDICTION..].copy_from_slice(&past.last);
    input
}
