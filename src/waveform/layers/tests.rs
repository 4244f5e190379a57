//! The layers against their textbook formulas, in double precision.
//!
//! Inputs are multiples of 1/127, so that rounding them changes nothing and what
//! is left is the error of the activations' approximations and of f32.

use super::super::weights::tests::{Values, file};
use super::*;

const TOLERANCE: f64 = 2e-5;

const INPUT: [f32; 4] = [1.0, -64.0 / 127.0, 5.0 / 127.0, -1.0];
const STATE: [f32; 4] = [0.0, 101.0 / 127.0, -30.0 / 127.0, 1.0 / 127.0];

/// Weights that differ, of both signs, up to ±128.
fn weights(count: usize, seed: usize) -> Vec<i8> {
    (0..count)
        .map(|i| ((i * 37 + seed * 101) % 256) as u8 as i8)
        .collect()
}

fn scale(count: usize) -> Vec<f32> {
    (0..count).map(|i| 1e-4 * (1 + i % 3) as f32).collect()
}

fn bias(count: usize) -> Vec<f32> {
    (0..count).map(|i| 0.25 * (i % 4) as f32 - 0.5).collect()
}

/// Matrix times vector plus [`bias`]; activations count 127 steps to the unit.
fn product(weights: &[i8], scale: &[f32], input: &[f32]) -> Vec<f64> {
    weights
        .chunks(input.len())
        .zip(scale)
        .zip(bias(scale.len()))
        .map(|((row, &scale), bias)| {
            let terms = row.iter().zip(input);
            let sum: f64 = terms.map(|(&w, &x)| f64::from(w) * f64::from(x)).sum();
            127.0 * f64::from(scale) * sum + f64::from(bias)
        })
        .collect()
}

fn logistic(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

#[track_caller]
fn assert_close(found: &[f32], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (unit, (&found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (f64::from(found) - expected).abs();
        assert!(error < TOLERANCE, "unit {unit}: {found} is not {expected}");
    }
}

#[test]
fn affine_is_weights_times_input_plus_bias() -> Result<(), WeightsError> {
    let matrix = [1.0, 2.0, 3.0, 4.0, -0.5, 0.25, 0.0, 1.5];
    let file = file(&[
        ("x.weights", &[2, 4], Values::Floats(matrix.to_vec())),
        ("x.bias", &[2], Values::Floats(vec![0.125, -8.0])),
    ]);
    let layer = Affine::<4, 2>::take(&mut Tensors::parse(&file)?, "x")?;
    assert_eq!(layer.apply(&[&[1.0, -1.0, 2.0, 0.5]]), [7.125, -8.0]);
    assert_eq!(layer.apply(&[&[1.0], &[-1.0, 2.0, 0.5]]), [7.125, -8.0]);
    Ok(())
}

#[test]
fn quantised_is_weights_times_parts() -> Result<(), WeightsError> {
    let (matrix, scale) = (weights(5 * 8, 1), scale(5));
    let file = file(&[
        ("x.weights", &[5, 8], Values::Bytes(matrix.clone())),
        ("x.scale", &[5], Values::Floats(scale.clone())),
        ("x.bias", &[5], Values::Floats(bias(5))),
    ]);
    let layer = Quantised::<8, 5>::take(&mut Tensors::parse(&file)?, "x")?;
    let expected = product(&matrix, &scale, &[INPUT, STATE].concat());
    assert_close(&layer.apply(&[&INPUT, &STATE]), &expected);
    assert_close(&layer.apply(&[&INPUT[..1], &INPUT[1..], &STATE]), &expected);
    Ok(())
}

#[test]
#[should_panic(expected = "4 inputs missing")]
fn quantised_wants_all_inputs() {
    let layer = Quantised::<8, 5> {
        columns: vec![[0; 5]; 8],
        scale: [1.0; 5],
        bias: [0.0; 5],
    };
    layer.apply(&[&INPUT]);
}

#[test]
fn gate_is_a_sigmoid_of_all_units() -> Result<(), WeightsError> {
    let (matrix, scale) = (weights(16, 2), scale(4));
    let file = file(&[
        ("x.weights", &[4, 4], Values::Bytes(matrix.clone())),
        ("x.scale", &[4], Values::Floats(scale.clone())),
        ("x.bias", &[4], Values::Floats(bias(4))),
    ]);
    let gate = Gate::<4>::take(&mut Tensors::parse(&file)?, "x")?;
    let expected: Vec<f64> = product(&matrix, &scale, &INPUT)
        .into_iter()
        .zip(INPUT)
        .map(|(sum, input)| f64::from(input) * logistic(sum))
        .collect();
    assert_close(&gate.apply(&INPUT), &expected);
    Ok(())
}

#[test]
fn gru_is_a_gated_mean_of_state_and_candidate() -> Result<(), WeightsError> {
    let (input, recurrent, scale) = (weights(12 * 4, 3), weights(12 * 4, 4), scale(12));
    let file = file(&[
        ("x.input.weights", &[12, 4], Values::Bytes(input.clone())),
        ("x.input.scale", &[12], Values::Floats(scale.clone())),
        ("x.input.bias", &[12], Values::Floats(bias(12))),
        (
            "x.recurrent.weights",
            &[12, 4],
            Values::Bytes(recurrent.clone()),
        ),
        ("x.recurrent.scale", &[12], Values::Floats(scale.clone())),
        ("x.recurrent.bias", &[12], Values::Floats(bias(12))),
    ]);
    let gru = Gru::<4, 4, 12>::take(&mut Tensors::parse(&file)?, "x")?;
    let from_input = product(&input, &scale, &INPUT);
    let from_state = product(&recurrent, &scale, &STATE);
    let expected: Vec<f64> = (0..4)
        .map(|unit| {
            let update = logistic(from_input[unit] + from_state[unit]);
            let reset = logistic(from_input[unit + 4] + from_state[unit + 4]);
            let candidate = (from_input[unit + 8] + reset * from_state[unit + 8]).tanh();
            update * f64::from(STATE[unit]) + (1.0 - update) * candidate
        })
        .collect();
    let mut state = STATE;
    gru.step(&mut state, &[&INPUT]);
    assert_close(&state, &expected);
    Ok(())
}
