//! The inner loops, compiled for several instruction sets.
//!
//! Every version gives the same bits: sums are of integers, and no float
//! operation is fused or reordered. A segment therefore sounds the same, to the
//! last bit, on every machine.

use multiversion::multiversion;

/// Inputs whose products are summed in one pass over the outputs.
pub(super) const QUAD: usize = 4;

/// Largest quantised activation: ±127 stands for ±1.
const UNIT: f32 = 127.0;

/// Added to a small float, leaves it rounded to an integer in the low bits.
///
/// At 1.5 * 2^23 neighbouring floats are 1 apart, and negative integers borrow
/// from the half.
pub(super) const ROUNDING: f32 = 12_582_912.0;

/// Sums that [`correlate_add`] makes at a time, a divisor of every length it is used at.
pub(super) const BLOCK: usize = 40;

/// Rounds values in [-1, 1] to multiples of 1/127, ties to even.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn quantise(values: &[f32], quantised: &mut [i16]) {
    for (quantised, &value) in quantised.iter_mut().zip(values) {
        let shifted = value.clamp(-1.0, 1.0) * UNIT + ROUNDING;
        *quantised = shifted.to_bits() as i16;
    }
}

/// Adds the product of a matrix and a quantised vector to `sums`.
///
/// `columns` holds the matrix input by input, each as long as `sums`; `inputs`
/// are within ±127, and their number is a multiple of [`QUAD`].
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn multiply_add(columns: &[i8], inputs: &[i16], sums: &mut [i32]) {
    let rows = sums.len();
    let (quads, _) = inputs.as_chunks::<QUAD>();
    for (columns, &[x0, x1, x2, x3]) in columns.chunks_exact(QUAD * rows).zip(quads) {
        let (w0, rest) = columns.split_at(rows);
        let (w1, rest) = rest.split_at(rows);
        let (w2, w3) = rest.split_at(rows);
        for ((((sum, &w0), &w1), &w2), &w3) in sums.iter_mut().zip(w0).zip(w1).zip(w2).zip(w3) {
            // Two products fit 16 bits, 2 * 128 * 127 < 2^15, which doubles the
            // lanes of the multiplication.
            let product = |weight: i8, input: i16| i16::from(weight).wrapping_mul(input);
            let even = product(w0, x0).wrapping_add(product(w1, x1));
            let odd = product(w2, x2).wrapping_add(product(w3, x3));
            *sum += i32::from(even) + i32::from(odd);
        }
    }
}

/// Adds the product of a matrix and a vector to `sums`, input by input.
///
/// `columns` holds the matrix as for [`multiply_add`].
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn multiply_add_floats(columns: &[f32], inputs: &[f32], sums: &mut [f32]) {
    let rows = sums.len();
    let (quads, rest) = inputs.as_chunks::<QUAD>();
    let (quad_columns, rest_columns) = columns.split_at(QUAD * rows * quads.len());
    for (columns, &[x0, x1, x2, x3]) in quad_columns.chunks_exact(QUAD * rows).zip(quads) {
        let (w0, after) = columns.split_at(rows);
        let (w1, after) = after.split_at(rows);
        let (w2, w3) = after.split_at(rows);
        for ((((sum, w0), w1), w2), w3) in sums.iter_mut().zip(w0).zip(w1).zip(w2).zip(w3) {
            *sum = *sum + w0 * x0 + w1 * x1 + w2 * x2 + w3 * x3;
        }
    }
    for (column, &input) in rest_columns.chunks_exact(rows).zip(rest) {
        for (sum, &weight) in sums.iter_mut().zip(column) {
            *sum += weight * input;
        }
    }
}

/// Adds to each sum the taps times as many samples, from its own place in the signal on.
///
/// The number of sums is a multiple of [`BLOCK`]; the signal is longer than they are, by a
/// sample less than there are taps.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn correlate_add(taps: &[f32], signal: &[f32], sums: &mut [f32]) {
    let (blocks, _) = sums.as_chunks_mut::<BLOCK>();
    for (index, block) in blocks.iter_mut().enumerate() {
        // In a local copy the sums stay in registers while the taps go by.
        let mut local = *block;
        let samples = signal[index * BLOCK..].windows(BLOCK);
        for (&tap, samples) in taps.iter().zip(samples) {
            for (sum, &sample) in local.iter_mut().zip(samples) {
                *sum += tap * sample;
            }
        }
        *block = local;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantise_rounds_to_127_steps() {
        let cases = [
            (0.0, 0),
            (1.0, 127),
            (-1.0, -127),
            (0.5, 64),
            (-0.5, -64),
            (2.5 / 127.0, 2),
            (-2.5 / 127.0, -2),
            (0.4 / 127.0, 0),
            (3.0, 127),
            (f32::NEG_INFINITY, -127),
        ];
        for (value, expected) in cases {
            let mut quantised = [i16::MAX];
            quantise(&[value], &mut quantised);
            assert_eq!(quantised, [expected], "{value}");
        }
    }

    #[test]
    fn quantise_agrees_with_rounding_at_every_length() {
        for length in [0, 1, 15, 16, 17, 40, 164] {
            let values: Vec<f32> = noise(length).map(|value| value as f32 / 128.0).collect();
            let mut quantised = vec![0; length];
            quantise(&values, &mut quantised);
            let expected: Vec<i16> = values
                .iter()
                .map(|value| (value.clamp(-1.0, 1.0) * 127.0).round_ties_even() as i16)
                .collect();
            assert_eq!(quantised, expected);
        }
    }

    #[test]
    fn multiply_add_agrees_with_the_sum_of_products() {
        for (rows, inputs) in [(1, 4), (7, 8), (40, 128), (192, 328), (480, 272)] {
            let columns: Vec<i8> = noise(rows * inputs).collect();
            let vector: Vec<i16> = noise(inputs).map(|x| i16::from(x).max(-127)).collect();
            let mut sums = vec![3; rows];
            multiply_add(&columns, &vector, &mut sums);
            for (row, &sum) in sums.iter().enumerate() {
                let product =
                    |input| i32::from(columns[input * rows + row]) * i32::from(vector[input]);
                let expected = 3 + (0..inputs).map(product).sum::<i32>();
                assert_eq!(sum, expected, "row {row} of {rows}, {inputs} inputs");
            }
        }
    }

    #[test]
    fn multiply_add_holds_the_largest_products() {
        for (weight, input) in [(-128, 127), (-128, -127), (127, 127)] {
            let mut sums = [0; 33];
            multiply_add(&[weight; 33 * 8], &[input; 8], &mut sums);
            assert_eq!(sums, [8 * i32::from(weight) * i32::from(input); 33]);
        }
    }

    #[test]
    fn multiply_add_floats_agrees_with_the_sum_of_products() {
        for (rows, inputs) in [(1, 3), (7, 8), (80, 21), (128, 342)] {
            let columns: Vec<f32> = noise(rows * inputs).map(f32::from).collect();
            let vector: Vec<f32> = noise(inputs).map(f32::from).collect();
            let mut sums = vec![3.0; rows];
            multiply_add_floats(&columns, &vector, &mut sums);
            for (row, &sum) in sums.iter().enumerate() {
                let product = |input| columns[input * rows + row] * vector[input];
                let expected = 3.0 + (0..inputs).map(product).sum::<f32>();
                assert_eq!(sum, expected, "row {row} of {rows}, {inputs} inputs");
            }
        }
    }

    #[test]
    fn correlate_add_agrees_with_the_sum_of_products() {
        for (taps, length) in [(1, 40), (16, 80), (16, 240), (32, 160)] {
            let taps: Vec<f32> = noise(taps).map(f32::from).collect();
            let signal: Vec<f32> = noise(length + taps.len() - 1).map(f32::from).collect();
            let mut sums = vec![3.0; length];
            correlate_add(&taps, &signal, &mut sums);
            for (at, &sum) in sums.iter().enumerate() {
                let products = taps.iter().zip(&signal[at..]).map(|(tap, x)| tap * x);
                let expected = 3.0 + products.sum::<f32>();
                assert_eq!(sum, expected, "{at} of {length}, {} taps", taps.len());
            }
        }
    }

    /// Bytes of a linear congruential generator, the same in every run.
    fn noise(length: usize) -> impl Iterator<Item = i8> {
        let mut state = 1_u32;
        (0..length).map(move |_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as i8
        })
    }
}
