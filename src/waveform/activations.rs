//! Functions of one number, by sums and products alone.
//!
//! As in [`kernels`](super::kernels), every instruction set gives the same bits, which
//! the functions of C libraries do not.

use std::f32::consts::{FRAC_1_PI, FRAC_1_SQRT_2, LN_2, LOG2_E};

use multiversion::multiversion;

use super::kernels::ROUNDING;

/// Argument beyond which [`tanh`] is taken as constant.
///
/// There the continued fraction is at its closest to ±1 without passing it; the
/// largest error anywhere is 6e-6.
const TANH_LIMIT: f32 = 6.2;

/// Argument beyond which [`exponential`] is taken as constant: the result stays finite.
const EXPONENT_LIMIT: f32 = 87.0;

/// Bits of a float's fraction, those below its exponent.
const FRACTION_BITS: u32 = 23;
const FRACTION_MASK: u32 = (1 << FRACTION_BITS) - 1;

/// What is left of ln 2 and of π when they are rounded to a few bits, whose products with
/// small integers are then exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
const PI_HIGH: f32 = 3.140_625;
const PI_LOW: f32 = 9.676_536e-4;

/// Keeps the logarithm in [`fold`] finite.
const FOLD_FLOOR: f32 = 1e-6;

/// Replaces each value by its hyperbolic tangent.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn tanh(values: &mut [f32]) {
    for value in values {
        *value = continued_fraction(*value);
    }
}

/// Replaces each value by its logistic sigmoid.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn sigmoid(values: &mut [f32]) {
    for value in values {
        *value = 0.5 + 0.5 * continued_fraction(0.5 * *value);
    }
}

/// Replaces each value by e to its power.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn exponential(values: &mut [f32]) {
    for value in values {
        let x = value.clamp(-EXPONENT_LIMIT, EXPONENT_LIMIT);
        let shifted = x * LOG2_E + ROUNDING;
        let octaves = shifted - ROUNDING;
        let rest = (x - octaves * LN_2_HIGH) - octaves * LN_2_LOW;
        // The low bits of the shifted float are the octaves, to add to the exponent of 1.
        let exponent = (shifted.to_bits() << FRACTION_BITS).wrapping_add(1f32.to_bits());
        *value = f32::from_bits(exponent) * taylor_exponential(rest);
    }
}

/// Replaces each value, positive and normal, by its natural logarithm.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn logarithm(values: &mut [f32]) {
    for value in values {
        *value = natural_logarithm(*value);
    }
}

/// Replaces each value x by x sin ln |x|, which turns a tone into many.
///
/// It scales with its argument but for the sine's slow turning: the overtones depend little
/// on the level.
#[multiversion(targets("x86_64+avx512f+avx512bw+avx512vl", "x86_64+avx2"))]
pub(super) fn fold(values: &mut [f32]) {
    for value in values {
        *value *= sine(natural_logarithm(value.abs() + FOLD_FLOOR));
    }
}

/// Lambert's continued fraction of tanh, cut after nine terms.
#[inline(always)]
fn continued_fraction(value: f32) -> f32 {
    let x = value.clamp(-TANH_LIMIT, TANH_LIMIT);
    let y = x * x;
    let numerator = 34_459_425.0 + y * (4_729_725.0 + y * (135_135.0 + y * (990.0 + y)));
    let denominator =
        34_459_425.0 + y * (16_216_200.0 + y * (945_945.0 + y * (13_860.0 + y * 45.0)));
    x * numerator / denominator
}

/// Taylor's series of the exponential function, for half an octave to either side.
#[inline(always)]
fn taylor_exponential(x: f32) -> f32 {
    let tail = 1.0 / 24.0 + x * (1.0 / 120.0 + x * (1.0 / 720.0));
    1.0 + x * (1.0 + x * (0.5 + x * (1.0 / 6.0 + x * tail)))
}

/// The exponent, and the series of artanh for the fraction between √½ and √2.
#[inline(always)]
fn natural_logarithm(value: f32) -> f32 {
    let lowest = FRAC_1_SQRT_2.to_bits();
    let above = value.to_bits().wrapping_sub(lowest);
    let octaves = (above as i32) >> FRACTION_BITS;
    let fraction = f32::from_bits((above & FRACTION_MASK) + lowest);
    let t = (fraction - 1.0) / (fraction + 1.0);
    let y = t * t;
    let series = 2.0 * t * (1.0 + y * (1.0 / 3.0 + y * (1.0 / 5.0 + y * (1.0 / 7.0 + y / 9.0))));
    octaves as f32 * LN_2 + series
}

/// Taylor's series of the sine, within a quarter turn of a multiple of half a turn.
#[inline(always)]
fn sine(value: f32) -> f32 {
    let shifted = value * FRAC_1_PI + ROUNDING;
    let turns = shifted - ROUNDING;
    let x = (value - turns * PI_HIGH) - turns * PI_LOW;
    let y = x * x;
    let tail = 1.0 / 362_880.0 - y / 39_916_800.0;
    let series = x * (1.0 - y * (1.0 / 6.0 - y * (1.0 / 120.0 - y * (1.0 / 5040.0 - y * tail))));
    // An odd number of half turns changes the sign.
    f32::from_bits(series.to_bits() ^ (shifted.to_bits() << 31))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn activations_stay_close_to_the_exact_functions() {
        let arguments: Vec<f32> = (-20_000..=20_000)
            .map(|step| step as f32 / 1000.0)
            .collect();
        let mut tanhs = arguments.clone();
        tanh(&mut tanhs);
        let mut sigmoids = arguments.clone();
        sigmoid(&mut sigmoids);
        for ((&x, tanh), sigmoid) in arguments.iter().zip(tanhs).zip(sigmoids) {
            let exact = f64::from(x).tanh();
            assert!((f64::from(tanh) - exact).abs() < 1e-5, "tanh {x} = {tanh}");
            assert!(tanh.abs() <= 1.0, "tanh {x} = {tanh}");
            let exact = 1.0 / (1.0 + (-f64::from(x)).exp());
            assert!(
                (f64::from(sigmoid) - exact).abs() < 1e-5,
                "sigmoid {x} = {sigmoid}"
            );
            assert!((0.0..=1.0).contains(&sigmoid), "sigmoid {x} = {sigmoid}");
        }
    }

    #[test]
    fn activations_are_bounded_at_infinity() {
        let mut values = [f32::INFINITY, f32::NEG_INFINITY, f32::MAX];
        tanh(&mut values);
        for (value, expected) in values.into_iter().zip([1.0, -1.0, 1.0]) {
            assert!((value - expected).abs() < 1e-5, "{value} is not {expected}");
        }
        let mut values = [f32::INFINITY, f32::NEG_INFINITY];
        exponential(&mut values);
        assert!(values[0] > 1e37 && values[0].is_finite(), "{values:?}");
        assert!((0.0..1e-37).contains(&values[1]), "{values:?}");
    }

    #[test]
    fn exponential_and_logarithm_stay_close_to_the_exact_functions() {
        for step in -8600..=8600 {
            let x = step as f32 / 100.0;
            let mut found = [x];
            exponential(&mut found);
            let exact = f64::from(x).exp();
            let error = (f64::from(found[0]) / exact - 1.0).abs();
            assert!(error < 1e-6, "exp {x} = {} has error {error}", found[0]);

            let argument = exact as f32;
            let mut found = [argument];
            logarithm(&mut found);
            let error = (f64::from(found[0]) - f64::from(argument).ln()).abs();
            assert!(
                error < 1e-5,
                "ln {argument} = {} has error {error}",
                found[0]
            );
        }
    }

    #[test]
    fn fold_stays_close_to_the_exact_function() {
        let octaves = (-240..=80).map(|step| (step as f32 / 10.0).exp2());
        for x in octaves.flat_map(|x| [x, -x]).chain([0.0]) {
            let mut found = [x];
            fold(&mut found);
            let exact = f64::from(x) * (f64::from(x).abs() + 1e-6).ln().sin();
            let error = (f64::from(found[0]) - exact).abs();
            assert!(
                error <= 3e-6 * f64::from(x).abs(),
                "{x} becomes {}, not {exact}",
                found[0]
            );
        }
    }
}
