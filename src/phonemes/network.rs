//! The arithmetic of the letter tagger: a window of letters, then two recurrent layers.
//!
//! The recurrent unit is the gated one of Cho et al. (2014), in the variant whose reset gate
//! acts after the recurrent product.

/// A matrix that multiplies from the left, stored by input: row `i` holds what input `i` adds.
#[derive(Debug)]
pub(super) struct Dense {
    pub(super) weights: Vec<f32>,
    pub(super) bias: Vec<f32>,
}

/// Inputs whose weights are added to all rows before the next are read: as many as stay in the
/// innermost cache.
const BLOCK: usize = 8;

impl Dense {
    /// `bias + weights · input`, into `out`.
    fn apply(&self, input: &[f32], out: &mut [f32]) {
        out.copy_from_slice(&self.bias);
        accumulate(out, input, &self.weights);
    }

    /// `bias + weights · row` for each row.
    fn apply_all(&self, rows: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let mut out = vec![self.bias.clone(); rows.len()];
        for (block, weights) in self.weights.chunks(BLOCK * self.bias.len()).enumerate() {
            for (out, row) in out.iter_mut().zip(rows) {
                let inputs = row.chunks(BLOCK).nth(block).unwrap_or_default();
                accumulate(out, inputs, weights);
            }
        }
        out
    }
}

/// One direction of a recurrent layer.
#[derive(Debug)]
pub(super) struct Gates {
    pub(super) input: Dense,
    pub(super) state: Dense,
}

/// A bidirectional recurrent layer.
#[derive(Debug)]
pub(super) struct Recurrent {
    pub(super) forward: Gates,
    pub(super) backward: Gates,
}

/// The whole tagger.
#[derive(Debug)]
pub(super) struct Network {
    /// For each place in the window, a row of features for each letter.
    pub(super) window: Vec<Vec<f32>>,
    pub(super) window_bias: Vec<f32>,
    pub(super) layers: [Recurrent; 2],
    pub(super) output: Dense,
}

impl Network {
    /// A row of scores for each letter: the chunks, then the three stresses.
    ///
    /// `letters` are numbers below the model's count of letters.
    pub(super) fn scores(&self, letters: &[usize]) -> Vec<Vec<f32>> {
        let mut rows = self.features(letters);
        for layer in &self.layers {
            rows = layer.apply(&rows);
        }
        self.output.apply_all(&rows)
    }

    fn features(&self, letters: &[usize]) -> Vec<Vec<f32>> {
        let width = self.window_bias.len();
        let half = self.window.len() / 2;
        (0..letters.len())
            .map(|at| {
                let mut row = self.window_bias.clone();
                for (place, table) in self.window.iter().enumerate() {
                    let Some(&letter) = (at + place).checked_sub(half).and_then(|i| letters.get(i))
                    else {
                        continue;
                    };
                    for (sum, value) in row.iter_mut().zip(&table[letter * width..]) {
                        *sum += value;
                    }
                }
                row.iter_mut().for_each(|value| *value = value.max(0.0));
                row
            })
            .collect()
    }
}

impl Recurrent {
    fn apply(&self, rows: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let ahead = self.forward.run(self.forward.input.apply_all(rows).iter());
        let back = self
            .backward
            .run(self.backward.input.apply_all(rows).iter().rev());
        ahead
            .into_iter()
            .zip(back.into_iter().rev())
            .map(|(mut row, other)| {
                row.extend(other);
                row
            })
            .collect()
    }
}

impl Gates {
    /// The states after each row of what the inputs give.
    fn run<'a>(&self, rows: impl Iterator<Item = &'a Vec<f32>>) -> Vec<Vec<f32>> {
        let three = self.state.bias.len();
        let mut kept = vec![0.0; three];
        let mut state = vec![0.0; three / 3];
        rows.map(|given| {
            self.state.apply(&state, &mut kept);
            step(given, &kept, &mut state);
            state.clone()
        })
        .collect()
    }
}

/// One step of the gated unit; the thirds of `given` and `kept` are reset, update, candidate.
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512vl+avx2+fma",
    "x86_64+avx2+fma",
    "aarch64+neon"
))]
fn step(given: &[f32], kept: &[f32], state: &mut [f32]) {
    let hidden = state.len();
    let (given_reset, given) = given.split_at(hidden);
    let (given_update, given_new) = given.split_at(hidden);
    let (kept_reset, kept) = kept.split_at(hidden);
    let (kept_update, kept_new) = kept.split_at(hidden);
    for i in 0..hidden {
        let reset = sigmoid(given_reset[i] + kept_reset[i]);
        let update = sigmoid(given_update[i] + kept_update[i]);
        let new = tanh(given_new[i] + reset * kept_new[i]);
        state[i] = new + update * (state[i] - new);
    }
}

/// Adds `weights · input` to `out`, four inputs at a time so that `out` is read and written less.
#[multiversion::multiversion(targets(
    "x86_64+avx512f+avx512vl+avx2+fma",
    "x86_64+avx2+fma",
    "aarch64+neon"
))]
fn accumulate(out: &mut [f32], input: &[f32], weights: &[f32]) {
    let width = out.len();
    let mut fours = input.chunks_exact(4);
    let mut blocks = weights.chunks_exact(4 * width);
    for (x, block) in (&mut fours).zip(&mut blocks) {
        let (a, rest) = block.split_at(width);
        let (b, rest) = rest.split_at(width);
        let (c, d) = rest.split_at(width);
        for ((((sum, a), b), c), d) in out.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *sum += (x[0] * a + x[1] * b) + (x[2] * c + x[3] * d);
        }
    }
    for (x, row) in fours
        .remainder()
        .iter()
        .zip(blocks.remainder().chunks_exact(width))
    {
        for (sum, weight) in out.iter_mut().zip(row) {
            *sum += x * weight;
        }
    }
}

/// Within 1e-4 of the hyperbolic tangent: its continued fraction (Lambert), cut at seven terms.
#[inline(always)]
fn tanh(x: f32) -> f32 {
    let x = x.clamp(-4.97, 4.97);
    let square = x * x;
    let above = x * (135_135.0 + square * (17_325.0 + square * (378.0 + square)));
    let below = 135_135.0 + square * (62_370.0 + square * (3_150.0 + square * 28.0));
    above / below
}

#[inline(always)]
fn sigmoid(x: f32) -> f32 {
    0.5 + 0.5 * tanh(0.5 * x)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tanh_is_close_to_the_exact_one() {
        for step in -2_000..=2_000 {
            let x = step as f32 / 200.0;
            assert!((tanh(x) - x.tanh()).abs() < 1e-4, "{x}");
        }
    }

    #[test]
    fn blocks_of_inputs_add_up_as_one_by_one() {
        for inputs in 0..10 {
            let width = 5;
            let input: Vec<f32> = (0..inputs).map(|i| i as f32 - 2.5).collect();
            let weights: Vec<f32> = (0..inputs * width)
                .map(|i| (i as f32 * 0.37).sin())
                .collect();
            let mut sums = vec![1.0; width];
            accumulate(&mut sums, &input, &weights);
            for (j, sum) in sums.iter().enumerate() {
                let plain: f32 = (0..inputs).map(|i| input[i] * weights[i * width + j]).sum();
                assert!((sum - 1.0 - plain).abs() < 1e-5, "{inputs} inputs, sum {j}");
            }
        }
    }

    #[test]
    fn a_layer_sees_what_comes_before_and_after() {
        let gates = || Gates {
            input: Dense {
                weights: vec![0.0, 0.0, 1.0],
                bias: vec![0.0, 0.0, 0.0],
            },
            state: Dense {
                weights: vec![0.0, 0.0, 0.0],
                bias: vec![0.0, 0.0, 0.0],
            },
        };
        let layer = Recurrent {
            forward: gates(),
            backward: gates(),
        };
        let rows = layer.apply(&[vec![1.0], vec![0.0], vec![0.0]]);
        let first = 0.5 * 1.0_f32.tanh();
        for (row, [ahead, back]) in
            rows.iter()
                .zip([[first, first], [first / 2.0, 0.0], [first / 4.0, 0.0]])
        {
            assert!(
                (row[0] - ahead).abs() < 1e-4 && (row[1] - back).abs() < 1e-4,
                "{row:?}"
            );
        }
    }
}
