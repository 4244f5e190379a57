//! Vocoder output -> the loudness of the service, with quiet pauses and without clipping.

use std::ops::Range;

/// Samples up to here are only scaled; above, the curve bends towards [`CEILING`].
const KNEE: f32 = 0.7;
/// The largest sample, -1 dB: MP3 decoders overshoot a little.
const CEILING: f32 = 0.89;

/// How much the noise in a pause is lowered, in dB: a hiss that comes and goes is heard.
const HUSH_DB: f32 = -25.0;
/// Time in samples in which a pause grows quiet: room for the last phone's decay.
const FADE_OUT: usize = 1280;
/// Time in samples in which it ends, before the next phone's onset.
const FADE_IN: usize = 640;

/// Lowers what the vocoder makes of silence, in the given ranges of samples.
///
/// At the ends of the samples it is quiet at once: they join other silences.
pub(super) fn hush(samples: &mut [f32], pauses: &[Range<usize>]) {
    let whole = samples.len();
    for pause in pauses {
        for index in pause.clone() {
            let into = (index - pause.start) as f32 / FADE_OUT as f32;
            let out = (pause.end - index) as f32 / FADE_IN as f32;
            let into = if pause.start == 0 { 1.0 } else { into };
            let out = if pause.end == whole { 1.0 } else { out };
            samples[index] *= 10f32.powf(HUSH_DB / 20.0 * into.min(out).min(1.0));
        }
    }
}

/// Scales samples by a gain in dB and bends what would come near full scale.
///
/// The curve has no memory, so that any part of an utterance sounds the same whatever
/// stands around it.
pub(super) fn level(samples: &mut [f32], gain_db: f32) {
    let gain = 10f32.powf(gain_db / 20.0);
    for sample in samples {
        *sample = bend(gain * *sample);
    }
}

fn bend(sample: f32) -> f32 {
    let size = sample.abs();
    if size <= KNEE {
        return sample;
    }
    let room = CEILING - KNEE;
    sample.signum() * (KNEE + room * ((size - KNEE) / room).tanh())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_samples_are_scaled_and_loud_ones_bent() {
        let cases = [
            (0.0, 0.0, 0.0..=0.0),
            (0.1, 0.0, 0.1..=0.1),
            (0.1, 6.0206, 0.199..=0.201),
            (-0.1, 6.0206, -0.201..=-0.199),
            (0.7, 0.0, 0.7..=0.7),
            (0.8, 0.0, 0.75..=0.8),
            (1.0, 20.0, 0.88..=CEILING),
            (-1.0, 20.0, -CEILING..=-0.88),
        ];
        for (sample, gain, expected) in cases {
            let mut samples = [sample];
            level(&mut samples, gain);
            assert!(
                expected.contains(&samples[0]),
                "{sample} at {gain} dB gave {}",
                samples[0]
            );
        }
    }

    #[test]
    fn pauses_are_faded_and_what_is_around_them_is_not() {
        let mut samples = vec![1.0; 8000];
        hush(&mut samples, &[0..700, 1000..4000, 6000..8000]);
        let quiet = 10f32.powf(HUSH_DB / 20.0);
        let cases = [
            (0, quiet),
            (700, 1.0),
            (999, 1.0),
            (1000, 1.0),
            (1000 + FADE_OUT / 2, quiet.sqrt()),
            (3000, quiet),
            (4000 - FADE_IN / 2, quiet.sqrt()),
            (4000, 1.0),
            (5999, 1.0),
            (7999, quiet),
        ];
        for (index, expected) in cases {
            assert!(
                (samples[index] - expected).abs() < 1e-3,
                "{index}: {}",
                samples[index]
            );
        }
        let steepest = samples.windows(2).map(|w| (w[1] - w[0]).abs());
        assert!(steepest.fold(0.0, f32::max) < 0.01);
    }

    #[test]
    fn the_curve_has_no_corner_at_the_knee() {
        let slope = |at: f32| (bend(at + 1e-3) - bend(at)) / 1e-3;
        assert!((slope(KNEE - 2e-3) - slope(KNEE + 1e-3)).abs() < 0.02);
    }
}
