//! From features to conditions: what the filters and shapers of a half frame are made from.

use super::features::FEATURES;
use crate::waveform::activations::tanh;
use crate::waveform::layers::{Affine, Gru, Quantised};
use crate::waveform::weights::{Tensors, WeightsError};

/// Values in a [`Condition`].
pub(super) const CONDITION: usize = 128;

/// What the signal's path is told about 5 ms.
pub(super) type Condition = [f32; CONDITION];

/// Turns the features of a frame into the conditions of its halves.
pub(super) struct Conditioning {
    conv1: Affine<{ 3 * FEATURES }, CONDITION>,
    conv2: Quantised<{ 3 * CONDITION }, CONDITION>,
    halves: Quantised<CONDITION, { 2 * CONDITION }>,
    gru: Gru<CONDITION, CONDITION, { 3 * CONDITION }>,
}

/// The last two frames as each convolution saw them, oldest first, and the last condition.
pub(super) struct ConditioningState {
    features: [[f32; FEATURES]; 2],
    hidden: [[f32; CONDITION]; 2],
    condition: Condition,
}

impl Default for ConditioningState {
    fn default() -> Self {
        Self {
            features: [[0.0; FEATURES]; 2],
            hidden: [[0.0; CONDITION]; 2],
            condition: [0.0; CONDITION],
        }
    }
}

impl Conditioning {
    pub(super) fn take(tensors: &mut Tensors<'_>) -> Result<Self, WeightsError> {
        Ok(Self {
            conv1: Affine::take(tensors, "condition.conv1")?,
            conv2: Quantised::take(tensors, "condition.conv2")?,
            halves: Quantised::take(tensors, "condition.halves")?,
            gru: Gru::take(tensors, "condition.gru")?,
        })
    }

    /// The conditions of the next frame's halves.
    pub(super) fn step(
        &self,
        state: &mut ConditioningState,
        features: &[f32; FEATURES],
    ) -> [Condition; 2] {
        let [oldest, old] = &state.features;
        let mut hidden = self.conv1.apply(&[oldest, old, features]);
        tanh(&mut hidden);
        state.features = [*old, *features];

        let [oldest, old] = &state.hidden;
        let mut wide = self.conv2.apply(&[oldest, old, &hidden]);
        tanh(&mut wide);
        state.hidden = [*old, hidden];

        let mut halves = self.halves.apply(&[&wide]);
        tanh(&mut halves);
        let (first, second) = halves.split_at(CONDITION);
        [first, second].map(|half| {
            self.gru.step(&mut state.condition, &[half]);
            state.condition
        })
    }
}
