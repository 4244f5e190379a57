//! What the network is told about each frame: its spectrum and how the phases turn.

use std::f64::consts::TAU;

use crate::waveform::activations::logarithm;
use crate::waveform::kernels::multiply_add_floats;

/// Samples from one frame to the next: 10 ms at 16 kHz.
pub(super) const FRAME: usize = 160;

/// Samples under the window: the frame and the one before it.
const WINDOW: usize = 2 * FRAME;

/// Frequencies of the spectrum, 50 Hz apart, 0 and 8 kHz included.
const BINS: usize = WINDOW / 2 + 1;

/// Triangular bands, 250 Hz apart but for the last, which is at 8 kHz.
const BANDS: usize = 32;
const BAND_BINS: usize = 5;

/// Frequencies whose phase is followed: up to 2 kHz.
const PHASES: usize = 41;

/// Values for each frame: the bands' logarithms, then cosines and sines of the phase steps.
pub(super) const FEATURES: usize = BANDS + 2 * PHASES;

/// Keeps logarithms and quotients of silence finite, as when the network was trained.
const FLOOR: f32 = 1e-9;

/// The tables of the transform; one serves any number of signals.
pub(super) struct Analyser {
    window: [f32; WINDOW],
    /// The cosines for each distance from the window's middle, frequency by frequency.
    cosines: Vec<[f32; BINS]>,
    sines: Vec<[f32; BINS]>,
    /// What makes the weights of a band sum to 1.
    band_scale: [f32; BANDS],
}

/// What the analysis remembers of the frame before.
pub(super) struct AnalysisState {
    samples: [f32; FRAME],
    phases: [Complex; PHASES],
}

#[derive(Clone, Copy)]
struct Complex {
    re: f32,
    im: f32,
}

impl Default for AnalysisState {
    fn default() -> Self {
        Self {
            samples: [0.0; FRAME],
            phases: [Complex { re: FLOOR, im: 0.0 }; PHASES],
        }
    }
}

impl Analyser {
    pub(super) fn new() -> Self {
        let angle = |n: usize, k: usize| TAU * ((n * k) % WINDOW) as f64 / WINDOW as f64;
        let table = |function: fn(f64) -> f64| {
            let row = |n| std::array::from_fn(|k| function(angle(n, k)) as f32);
            (0..=FRAME).map(row).collect()
        };
        Self {
            // The square root of Hann's window.
            window: std::array::from_fn(|n| {
                (TAU / 4.0 * (2 * n + 1) as f64 / WINDOW as f64).sin() as f32
            }),
            cosines: table(f64::cos),
            sines: table(f64::sin),
            band_scale: bands(&[1.0; BINS]).map(f32::recip),
        }
    }

    /// The features of the next frame.
    pub(super) fn step(
        &self,
        state: &mut AnalysisState,
        samples: &[f32; FRAME],
    ) -> [f32; FEATURES] {
        let spectrum = self.spectrum(&state.samples, samples);
        state.samples = *samples;

        let mut features = [0.0; FEATURES];
        let (logarithms, steps) = features.split_at_mut(BANDS);
        let magnitudes = spectrum.map(|bin| (bin.re * bin.re + bin.im * bin.im).sqrt());
        for (band, (sum, scale)) in bands(&magnitudes).iter().zip(self.band_scale).enumerate() {
            logarithms[band] = sum * scale + FLOOR;
        }
        logarithm(logarithms);

        let (cosines, sines) = steps.split_at_mut(PHASES);
        for bin in 0..PHASES {
            let now = Complex {
                re: spectrum[bin].re + FLOOR,
                ..spectrum[bin]
            };
            let before = state.phases[bin];
            let re = now.re * before.re + now.im * before.im;
            let im = now.im * before.re - now.re * before.im;
            let size = (re * re + im * im).sqrt() + FLOOR;
            cosines[bin] = re / size;
            sines[bin] = im / size;
            state.phases[bin] = now;
        }
        features
    }

    /// Fourier's transform of two frames under the window.
    fn spectrum(&self, before: &[f32; FRAME], now: &[f32; FRAME]) -> [Complex; BINS] {
        // Samples at the same distance from the ends share a cosine, and but for the sign
        // a sine.
        let mut even = [0.0; FRAME + 1];
        let mut odd = [0.0; FRAME + 1];
        let at = |n: usize| self.window[n] * if n < FRAME { before[n] } else { now[n - FRAME] };
        even[0] = at(0);
        even[FRAME] = at(FRAME);
        for n in 1..FRAME {
            even[n] = at(n) + at(WINDOW - n);
            odd[n] = at(n) - at(WINDOW - n);
        }
        let mut re = [0.0; BINS];
        let mut im = [0.0; BINS];
        multiply_add_floats(self.cosines.as_flattened(), &even, &mut re);
        multiply_add_floats(self.sines.as_flattened(), &odd, &mut im);
        std::array::from_fn(|k| Complex {
            re: re[k],
            im: -im[k],
        })
    }
}

/// The sums of a spectrum under triangles that reach from centre to centre.
fn bands(spectrum: &[f32; BINS]) -> [f32; BANDS] {
    let mut sums = [0.0; BANDS];
    for band in 0..BANDS - 1 {
        let (low, high) = (centre(band), centre(band + 1));
        for (bin, magnitude) in (low..high).zip(&spectrum[low..high]) {
            let share = (high - bin) as f32 / (high - low) as f32;
            sums[band] += share * magnitude;
            sums[band + 1] += (1.0 - share) * magnitude;
        }
    }
    sums[BANDS - 1] += spectrum[BINS - 1];
    sums
}

/// The bin on which a band is centred.
fn centre(band: usize) -> usize {
    if band == BANDS - 1 {
        BINS - 1
    } else {
        BAND_BINS * band
    }
}
