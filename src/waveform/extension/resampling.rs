//! Fixed filters between the rates at which the signal is extended, and to that of the result.
//!
//! Those up are of SILK's resampler (RFC 6716, reference code), with which the network was
//! trained: what they let pass beside their band, it expects.

use std::f64::consts::PI;

use crate::waveform::kernels::correlate_add;

/// Coefficients of the all-pass sections that give the even samples and the odd, in 2^-16.
const EVEN: [f32; SECTIONS] = [1_746.0, 14_986.0, 39_083.0];
const ODD: [f32; SECTIONS] = [6_854.0, 25_769.0, 55_542.0];
const SECTIONS: usize = 3;

/// Taps in 2^-15 that give what lies 1/24, 17/24 and 9/24 of a sample after the fourth of eight.
const AFTER_1: [f32; TAPS] = [
    189.0, -600.0, 617.0, 30_567.0, 2_996.0, -1_375.0, 425.0, -46.0,
];
const AFTER_17: [f32; TAPS] = [
    -103.0, 896.0, -3_487.0, 11_950.0, 26_341.0, -3_350.0, 529.0, -4.0,
];
const AFTER_9: [f32; TAPS] = [
    -48.0, 758.0, -3_956.0, 23_973.0, 15_143.0, -3_957.0, 967.0, -107.0,
];
const TAPS: usize = 8;

/// 16 to 32 kHz: two chains of all-pass sections whose outputs take turns.
#[derive(Default)]
pub(super) struct Doubler {
    even: [f32; SECTIONS],
    odd: [f32; SECTIONS],
}

impl Doubler {
    /// The next samples, twice as many as there are.
    pub(super) fn step<const LENGTH: usize>(&mut self, samples: &[f32]) -> [f32; LENGTH] {
        let mut doubled = [0.0; LENGTH];
        for (pair, &sample) in doubled.chunks_exact_mut(2).zip(samples) {
            pair[0] = all_pass(&EVEN, &mut self.even, sample);
            pair[1] = all_pass(&ODD, &mut self.odd, sample);
        }
        doubled
    }
}

/// A chain of sections (c + z^-1) / (1 + c z^-1).
fn all_pass(coefficients: &[f32; SECTIONS], memory: &mut [f32; SECTIONS], sample: f32) -> f32 {
    let mut signal = sample;
    for (coefficient, memory) in coefficients.iter().zip(memory) {
        let scaled = coefficient / 65_536.0 * (signal - *memory);
        let output = *memory + scaled;
        *memory = signal + scaled;
        signal = output;
    }
    signal
}

/// 32 to 48 kHz: three samples for two, interpolated.
#[derive(Default)]
pub(super) struct Interpolator {
    before: [f32; TAPS],
}

impl Interpolator {
    /// The next samples, three for every two.
    ///
    /// # Panics
    /// If there are fewer samples than taps.
    pub(super) fn step<const LENGTH: usize>(&mut self, samples: &[f32]) -> [f32; LENGTH] {
        let signal = [&self.before, samples].concat();
        let mut interpolated = [0.0; LENGTH];
        let places = signal.windows(TAPS + 1).step_by(2);
        for (three, near) in interpolated.chunks_exact_mut(3).zip(places) {
            three[0] = weighted(&AFTER_1, &near[..TAPS]);
            three[1] = weighted(&AFTER_17, &near[..TAPS]);
            three[2] = weighted(&AFTER_9, &near[1..]);
        }
        self.before.copy_from_slice(&signal[samples.len()..]);
        interpolated
    }
}

fn weighted(taps: &[f32; TAPS], samples: &[f32]) -> f32 {
    let products = taps.iter().zip(samples).map(|(tap, sample)| tap * sample);
    products.sum::<f32>() / 32_768.0
}

/// 48 to 24 kHz: a half-band filter, Hann's window over a sinc, up to 11 kHz.
pub(super) struct Halver {
    taps: [f32; HALVER_TAPS],
}

/// Taps at odd distances from the middle; at even ones all but the middle's 0.5 vanish.
const HALVER_TAPS: usize = 48;

/// The samples that the halver still needs, those at the taps and those between.
pub(super) struct HalverState {
    outer: Vec<f32>,
    inner: Vec<f32>,
}

impl Default for HalverState {
    fn default() -> Self {
        Self {
            outer: vec![0.0; HALVER_TAPS - 1],
            inner: vec![0.0; HALVER_TAPS - 1],
        }
    }
}

impl Halver {
    /// Samples at 48 kHz by which the result is late.
    pub(super) const DELAY: usize = HALVER_TAPS - 1;

    pub(super) fn new() -> Self {
        let tap = |index: usize| {
            let distance = 2.0 * index as f64 - Self::DELAY as f64;
            let hann = 0.5 + 0.5 * (PI * distance / HALVER_TAPS as f64).cos();
            hann * (PI / 2.0 * distance).sin() / (PI * distance)
        };
        let sum: f64 = (0..HALVER_TAPS).map(tap).sum();
        Self {
            taps: std::array::from_fn(|index| (0.5 / sum * tap(index)) as f32),
        }
    }

    /// The next samples, half as many as there are.
    pub(super) fn step<const LENGTH: usize>(
        &self,
        state: &mut HalverState,
        samples: &[f32],
    ) -> [f32; LENGTH] {
        let (pairs, _) = samples.as_chunks();
        for &[outer, inner] in pairs {
            state.outer.push(outer);
            state.inner.push(inner);
        }
        let middles = &state.inner[HALVER_TAPS / 2 - 1..];
        let mut halved = std::array::from_fn(|index| 0.5 * middles[index]);
        correlate_add(&self.taps, &state.outer, &mut halved);
        state.outer.drain(..LENGTH);
        state.inner.drain(..LENGTH);
        halved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halving_keeps_what_is_below_11_khz_and_stops_what_is_above_13() {
        let delay = Halver::DELAY as isize;
        for hertz in [
            0.0, 100.0, 1_000.0, 8_000.0, 11_000.0, 13_000.0, 16_000.0, 20_000.0,
        ] {
            let tone = |n: isize| (2.0 * PI * hertz * n as f64 / 48_000.0).cos() as f32;
            let samples: Vec<f32> = (0..960).map(tone).collect();
            let halved: [f32; 480] = Halver::new().step(&mut HalverState::default(), &samples);
            for (index, &found) in halved.iter().enumerate().skip(HALVER_TAPS) {
                let kept = tone(2 * index as isize - delay);
                let expected = if hertz < 12_000.0 { kept } else { 0.0 };
                let error = (found - expected).abs();
                assert!(
                    error < 0.02,
                    "{hertz} Hz, sample {index}: {found}, not {expected}"
                );
            }
        }
    }
}
