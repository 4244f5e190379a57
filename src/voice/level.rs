//! Extended speech -> the loudness of the service, with quiet pauses and without clipping.

use std::ops::Range;

/// Mean power of the speech in an utterance, in dB of full scale: near -19 LUFS, where
/// spoken podcasts lie.
const SPEECH_DB: f32 = -17.5;
/// Stretches this much below the loudest do not count as speech, in dB.
const GATE_DB: f32 = -25.0;
/// Most that an utterance is raised, in dB: noise alone must not be made speech.
const MOST_GAIN_DB: f32 = 20.0;
/// Length of the stretches that are compared, in samples: 20 ms.
const STRETCH: usize = 480;

/// Samples up to here are only scaled; above, the curve bends towards [`CEILING`].
const KNEE: f32 = 0.6;
/// The largest sample, -2 dB: between samples speech peaks up to 0.5 dB higher, and the
/// true peak (ITU-R BS.1770) is to stay below -1 dB in what MP3 decoders make of it.
const CEILING: f32 = 0.79;

/// How much the noise in a pause is lowered, in dB: a hiss that comes and goes is heard.
const HUSH_DB: f32 = -25.0;
/// Time in samples in which a pause grows quiet: room for the last phone's decay.
const FADE_OUT: usize = 1920;
/// Time in samples in which it ends, before the next phone's onset.
const FADE_IN: usize = 960;

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

/// Brings an utterance to the level of speech and bends what would come near full scale.
///
/// Models differ in how loud they are, and sentences in how loud a model says them; one who
/// listens to an article wants neither.
pub(super) fn level(samples: &mut [f32]) {
    let gain = 10f32.powf(gain_db(samples) / 20.0);
    for sample in samples {
        *sample = bend(gain * *sample);
    }
}

/// What brings the speech in samples to [`SPEECH_DB`].
fn gain_db(samples: &[f32]) -> f32 {
    let powers: Vec<f32> = samples.chunks(STRETCH).map(power).collect();
    let gate = powers.iter().copied().fold(0.0, f32::max) * 10f32.powf(GATE_DB / 10.0);
    let speech: Vec<f32> = powers.into_iter().filter(|&power| power > gate).collect();
    if speech.is_empty() {
        return 0.0;
    }
    let mean = speech.iter().sum::<f32>() / speech.len() as f32;
    (SPEECH_DB - 10.0 * mean.log10()).min(MOST_GAIN_DB)
}

fn power(samples: &[f32]) -> f32 {
    samples.iter().map(|sample| sample * sample).sum::<f32>() / samples.len() as f32
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

    /// A 200 Hz tone of an amplitude, with as much silence after it.
    fn tone(amplitude: f32) -> Vec<f32> {
        let tone = (0..24_000).map(|at| amplitude * (at as f32 * 0.052_36).sin());
        tone.chain([0.0; 24_000]).collect()
    }

    #[test]
    fn speech_is_brought_to_its_level_whatever_it_was() {
        let faint = -43.0 + MOST_GAIN_DB;
        let cases = [
            (0.01, faint),
            (0.03, SPEECH_DB),
            (0.1, SPEECH_DB),
            (0.5, SPEECH_DB),
            (1.0, SPEECH_DB),
        ];
        for (amplitude, expected) in cases {
            let mut samples = tone(amplitude);
            level(&mut samples);
            let found = 10.0 * power(&samples[..24_000]).log10();
            assert!((found - expected).abs() < 0.1, "{amplitude}: {found} dB");
        }
    }

    #[test]
    fn silence_stays_silence() {
        for mut samples in [Vec::new(), vec![0.0; 1000]] {
            let before = samples.clone();
            level(&mut samples);
            assert_eq!(samples, before);
        }
    }

    #[test]
    fn loud_samples_are_bent_below_the_ceiling() {
        let cases = [
            (0.1, 0.1..=0.1),
            (-0.6, -0.6..=-0.6),
            (0.7, 0.65..=0.7),
            (9.0, 0.78..=CEILING),
            (-9.0, -CEILING..=-0.78),
        ];
        for (sample, expected) in cases {
            let found = bend(sample);
            assert!(expected.contains(&found), "{sample} became {found}");
        }
    }

    #[test]
    fn pauses_are_faded_and_what_is_around_them_is_not() {
        let mut samples = vec![1.0; 12_000];
        hush(&mut samples, &[0..1050, 1500..6000, 9000..12_000]);
        let quiet = 10f32.powf(HUSH_DB / 20.0);
        let cases = [
            (0, quiet),
            (1050, 1.0),
            (1499, 1.0),
            (1500, 1.0),
            (1500 + FADE_OUT / 2, quiet.sqrt()),
            (4500, quiet),
            (6000 - FADE_IN / 2, quiet.sqrt()),
            (6000, 1.0),
            (8999, 1.0),
            (11_999, quiet),
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
