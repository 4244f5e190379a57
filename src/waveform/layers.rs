//! The layers of the model, with their shapes as types.

#[cfg(test)]
mod tests;

use super::activations::{sigmoid, tanh};
use super::kernels::{QUAD, multiply_add, multiply_add_floats, quantise};
use super::weights::{Tensors, WeightsError};

/// A linear layer in floating point, for those too small to be worth rounding.
pub(super) struct Affine<const INPUTS: usize, const OUTPUTS: usize> {
    columns: Vec<[f32; OUTPUTS]>,
    bias: [f32; OUTPUTS],
}

impl<const INPUTS: usize, const OUTPUTS: usize> Affine<INPUTS, OUTPUTS> {
    pub(super) fn take(tensors: &mut Tensors<'_>, name: &str) -> Result<Self, WeightsError> {
        let rows = tensors.floats(&format!("{name}.weights"), &[OUTPUTS, INPUTS])?;
        let bias = tensors.floats(&format!("{name}.bias"), &[OUTPUTS])?;
        Ok(Self {
            columns: transposed(&rows, INPUTS),
            bias: std::array::from_fn(|output| bias[output]),
        })
    }

    /// Weights times the parts laid end to end, plus bias.
    ///
    /// # Panics
    /// If the parts together do not have as many values as the layer has inputs.
    pub(super) fn apply(&self, parts: &[&[f32]]) -> [f32; OUTPUTS] {
        let mut outputs = self.bias;
        let mut rest = &self.columns[..];
        for part in parts {
            let (columns, after) = rest.split_at(part.len());
            multiply_add_floats(columns.as_flattened(), part, &mut outputs);
            rest = after;
        }
        assert!(rest.is_empty(), "{} inputs missing", rest.len());
        outputs
    }
}

/// A linear layer with 8-bit weights and activations.
pub(super) struct Quantised<const INPUTS: usize, const OUTPUTS: usize> {
    columns: Vec<[i8; OUTPUTS]>,
    /// Value of one unit of each output's integer sum.
    scale: [f32; OUTPUTS],
    bias: [f32; OUTPUTS],
}

impl<const INPUTS: usize, const OUTPUTS: usize> Quantised<INPUTS, OUTPUTS> {
    pub(super) fn take(tensors: &mut Tensors<'_>, name: &str) -> Result<Self, WeightsError> {
        const { assert!(INPUTS.is_multiple_of(QUAD)) };
        let rows = tensors.bytes(&format!("{name}.weights"), &[OUTPUTS, INPUTS])?;
        let scale = tensors.floats(&format!("{name}.scale"), &[OUTPUTS])?;
        let bias = tensors.floats(&format!("{name}.bias"), &[OUTPUTS])?;
        Ok(Self {
            columns: transposed(&rows, INPUTS),
            scale: std::array::from_fn(|output| scale[output]),
            bias: std::array::from_fn(|output| bias[output]),
        })
    }

    /// Weights times the parts laid end to end, plus bias; inputs lie in [-1, 1].
    ///
    /// # Panics
    /// If the parts together do not have as many values as the layer has inputs.
    pub(super) fn apply(&self, parts: &[&[f32]]) -> [f32; OUTPUTS] {
        let mut inputs = [0; INPUTS];
        let mut rest = &mut inputs[..];
        for part in parts {
            let (quantised, after) = rest.split_at_mut(part.len());
            quantise(part, quantised);
            rest = after;
        }
        assert!(rest.is_empty(), "{} inputs missing", rest.len());
        let mut sums = [0; OUTPUTS];
        multiply_add(self.columns.as_flattened(), &inputs, &mut sums);
        std::array::from_fn(|output| sums[output] as f32 * self.scale[output] + self.bias[output])
    }
}

/// A gated linear unit: each value times a sigmoid of all of them.
pub(super) struct Gate<const UNITS: usize>(Quantised<UNITS, UNITS>);

impl<const UNITS: usize> Gate<UNITS> {
    pub(super) fn take(tensors: &mut Tensors<'_>, name: &str) -> Result<Self, WeightsError> {
        Quantised::take(tensors, name).map(Self)
    }

    pub(super) fn apply(&self, values: &[f32; UNITS]) -> [f32; UNITS] {
        let mut gates = self.0.apply(&[values]);
        sigmoid(&mut gates);
        std::array::from_fn(|unit| values[unit] * gates[unit])
    }
}

/// A gated recurrent unit whose reset gate acts after the recurrent weights.
///
/// Source: Cho and others, "Learning Phrase Representations using RNN
/// Encoder-Decoder", 2014, in the variant that GPU libraries compute. `GATES` is
/// three times `UNITS`: update gate, reset gate and candidate.
pub(super) struct Gru<const INPUTS: usize, const UNITS: usize, const GATES: usize> {
    input: Quantised<INPUTS, GATES>,
    recurrent: Quantised<UNITS, GATES>,
}

impl<const INPUTS: usize, const UNITS: usize, const GATES: usize> Gru<INPUTS, UNITS, GATES> {
    pub(super) fn take(tensors: &mut Tensors<'_>, name: &str) -> Result<Self, WeightsError> {
        const { assert!(GATES == 3 * UNITS) };
        Ok(Self {
            input: Quantised::take(tensors, &format!("{name}.input"))?,
            recurrent: Quantised::take(tensors, &format!("{name}.recurrent"))?,
        })
    }

    /// Moves the state on by one step.
    pub(super) fn step(&self, state: &mut [f32; UNITS], parts: &[&[f32]]) {
        let mut sums = self.input.apply(parts);
        let recurrent = self.recurrent.apply(&[state]);
        let (gates, candidate) = sums.split_at_mut(2 * UNITS);
        let (recurrent_gates, recurrent_candidate) = recurrent.split_at(2 * UNITS);
        for (gate, recurrent) in gates.iter_mut().zip(recurrent_gates) {
            *gate += recurrent;
        }
        sigmoid(gates);
        let (update, reset) = gates.split_at(UNITS);
        for unit in 0..UNITS {
            candidate[unit] += reset[unit] * recurrent_candidate[unit];
        }
        tanh(candidate);
        for unit in 0..UNITS {
            state[unit] = update[unit] * state[unit] + (1.0 - update[unit]) * candidate[unit];
        }
    }
}

/// The columns of a matrix that is stored row by row.
fn transposed<T: Copy, const ROWS: usize>(rows: &[T], columns: usize) -> Vec<[T; ROWS]> {
    (0..columns)
        .map(|column| std::array::from_fn(|row| rows[row * columns + column]))
        .collect()
}
