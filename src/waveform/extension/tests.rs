//! The extension against the reference, stage by stage and as a whole.

use std::f64::consts::TAU;

use super::*;

const WEIGHTS: &[u8] = include_bytes!("../../../voices/models/bbwenet.bin");

/// Speech at 16 kHz, and where in it the reference's stages were recorded: a fricative and a vowel.
const SPEECH: &[u8] = include_bytes!("../../../tests/fixtures/fargan/out.s16");
const RECORDED: std::ops::Range<usize> = 290 * FRAME..306 * FRAME;

macro_rules! stage {
    ($name:literal) => {
        include_bytes!(concat!("../../../tests/fixtures/bbwenet/", $name, ".f32"))
    };
}

/// What the reference made of two seconds, and by how many samples that is late.
const REFERENCE: &[u8] = include_bytes!("../../../tests/fixtures/bbwenet/out.s16");
const EXTENDED: std::ops::Range<usize> = 200 * FRAME..400 * FRAME;
const REFERENCE_DELAY: usize = 21;

fn extender() -> Extender {
    Extender::new(WEIGHTS).expect("the weights in voices/models are whole")
}

fn speech() -> Vec<f32> {
    integers(SPEECH)
}

fn integers(bytes: &[u8]) -> Vec<f32> {
    let (bytes, _) = bytes.as_chunks();
    let samples = bytes.iter().copied().map(i16::from_le_bytes);
    samples.map(|sample| f32::from(sample) / 32768.0).collect()
}

/// What a stage gave for each half frame, its channels one after another.
fn recorded<const CHANNELS: usize, const LENGTH: usize>(
    bytes: &[u8],
) -> Vec<[[f32; LENGTH]; CHANNELS]> {
    let (bytes, _) = bytes.as_chunks();
    let values: Vec<f32> = bytes.iter().copied().map(f32::from_le_bytes).collect();
    let (channels, _) = values.as_chunks();
    let (halves, _) = channels.as_chunks();
    halves.to_vec()
}

fn conditions() -> Vec<Condition> {
    recorded::<1, _>(stage!("conditions"))
        .as_flattened()
        .to_vec()
}

/// Power below and above 8 kHz, by a slow transform under Hann's window.
fn parts_of_spectrum(samples: &[f32]) -> (f64, f64) {
    const STEP: f64 = 50.0;
    let length = samples.len() as f64;
    let power = |hertz: f64| {
        let (mut re, mut im) = (0.0, 0.0);
        for (n, &sample) in samples.iter().enumerate() {
            let hann = 0.5 - 0.5 * (TAU * n as f64 / length).cos();
            let angle = TAU * hertz * n as f64 / f64::from(SAMPLE_RATE);
            re += f64::from(sample) * hann * angle.cos();
            im += f64::from(sample) * hann * angle.sin();
        }
        re * re + im * im
    };
    let band = |range: std::ops::Range<usize>| range.map(|k| power(STEP * k as f64)).sum();
    (band(2..160), band(160..230))
}

/// Root mean square of the difference over that of what is expected.
fn error(found: &[f32], expected: &[f32]) -> f32 {
    assert_eq!(found.len(), expected.len());
    let difference = found.iter().zip(expected).map(|(a, b)| (a - b).powi(2));
    let size = expected.iter().map(|value| value.powi(2));
    (difference.sum::<f32>() / size.sum::<f32>()).sqrt()
}

#[track_caller]
fn assert_close<const CHANNELS: usize, const LENGTH: usize>(
    found: &[[[f32; LENGTH]; CHANNELS]],
    expected: &[[[f32; LENGTH]; CHANNELS]],
    tolerance: f32,
) {
    for channel in 0..CHANNELS {
        let of = |stage: &[[[f32; LENGTH]; CHANNELS]]| -> Vec<f32> {
            stage.iter().flat_map(|half| half[channel]).collect()
        };
        let error = error(&of(found), &of(expected));

        assert!(error < tolerance, "channel {channel}: error {error}");
    }
}

#[test]
fn features_are_those_of_the_reference() {
    let analyser = Analyser::new();
    let mut state = AnalysisState::default();
    let speech = &speech()[RECORDED];
    let (frames, _) = speech.as_chunks();
    let expected = recorded::<1, { features::FEATURES }>(stage!("features"));
    for (index, (frame, [expected])) in frames.iter().zip(expected).enumerate() {
        let found = analyser.step(&mut state, frame);
        for (feature, (found, expected)) in found.iter().zip(expected).enumerate() {
            let error = (found - expected).abs();
            assert!(
                error < 2e-3,
                "feature {feature} of frame {index}: {found}, not {expected}"
            );
        }
    }
}

#[test]
fn conditions_are_those_of_the_reference() {
    let conditioning = extender().network.conditioning;
    let mut state = ConditioningState::default();
    let found: Vec<Condition> = recorded::<1, { features::FEATURES }>(stage!("features"))
        .iter()
        .flat_map(|[features]| conditioning.step(&mut state, features))
        .collect();
    let error = error(found.as_flattened(), conditions().as_flattened());

    assert!(error < 4e-3, "error {error}");
}

#[test]
fn filters_are_those_of_the_reference() {
    let Network {
        split, mix, merge, ..
    } = extender().network;
    let conditions = conditions();

    let speech = &speech()[RECORDED];
    let (halves, _) = speech.as_chunks::<HALF16>();
    let mut state = FilterState::default();
    let found: Vec<_> = halves
        .iter()
        .zip(&conditions)
        .map(|(half, condition)| split.step(&mut state, condition, &[*half]))
        .collect();
    assert_close(&found, &recorded(stage!("split")), 5e-4);

    let mut state = FilterState::default();
    let found: Vec<_> = recorded::<3, HALF32>(stage!("widened32"))
        .iter()
        .zip(&conditions)
        .map(|(half, condition)| mix.step(&mut state, condition, half))
        .collect();
    assert_close(&found, &recorded(stage!("mix")), 5e-4);

    let mut state = FilterState::default();
    let found: Vec<_> = recorded::<3, HALF48>(stage!("widened48"))
        .iter()
        .zip(&conditions)
        .map(|(half, condition)| merge.step(&mut state, condition, half))
        .collect();
    assert_close(&found, &recorded(stage!("merge")), 5e-4);
}

#[test]
fn widened_parts_are_those_of_the_reference() {
    let network = extender().network;
    let mut state = State::default();
    let conditions = conditions();

    let found: Vec<_> = recorded(stage!("split"))
        .iter()
        .zip(&conditions)
        .map(|(half, condition)| network.widened32(&mut state, condition, half))
        .collect();
    assert_close(&found, &recorded(stage!("widened32")), 5e-4);

    let found: Vec<_> = recorded(stage!("mix"))
        .iter()
        .zip(&conditions)
        .map(|(half, condition)| network.widened48(&mut state, condition, half))
        .collect();
    assert_close(&found, &recorded(stage!("widened48")), 5e-4);
}

#[test]
fn speech_is_that_of_the_reference() {
    let (extender, mut state) = (extender(), State::default());
    let speech = &speech()[EXTENDED];
    let (frames, _) = speech.as_chunks();
    let found: Vec<f32> = frames
        .iter()
        .flat_map(|frame| extender.frame(&mut state, frame))
        .collect();
    let expected = integers(REFERENCE);
    assert_eq!(found.len(), expected.len());
    let found = &found[..expected.len() - REFERENCE_DELAY];
    let error = error(found, &expected[REFERENCE_DELAY..]);
    assert!(error < 1e-3, "error {error}");
}

#[test]
fn every_sample_is_extended() {
    let extender = extender();
    let speech = &speech()[RECORDED];
    let whole = extender.extend(speech);
    for length in [0, 1, 159, 160, 161, 800] {
        let extended = extender.extend(&speech[..length]);
        assert_eq!(extended.len(), length * 3 / 2);
        // In a frame that is cut short, the analysis hears another spectrum.
        let settled = (length / FRAME * FRAME_SAMPLES).saturating_sub(DELAY);
        assert_eq!(extended[..settled], whole[..settled], "{length} samples");
    }
}

#[test]
fn extended_speech_is_in_time() {
    let speech = speech();
    let extended = extender().extend(&speech);
    // Every second sample at 16 kHz falls on every third at 24 kHz.
    let likeness = |lag: isize| -> f32 {
        let heard = extended.iter().skip((3 * 8 + lag) as usize).step_by(3);
        let pairs = heard.zip(speech.iter().skip(2 * 8).step_by(2));
        pairs.map(|(a, b)| a * b).sum()
    };
    let best = (-24..24).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)));
    assert_eq!(best, Some(0));
}

#[test]
fn fricatives_gain_a_new_band_and_vowels_do_not() {
    let extended = extender().extend(&speech()[RECORDED]);
    let new_over_old = |frames: std::ops::Range<usize>| {
        let part = frames.start * FRAME_SAMPLES..frames.end * FRAME_SAMPLES;
        let (old, new) = parts_of_spectrum(&extended[part]);
        10.0 * (new / old).log10()
    };
    let (fricative, vowel) = (new_over_old(1..6), new_over_old(12..16));
    assert!(fricative > -25.0, "fricative {fricative} dB");
    assert!(vowel < -42.0, "vowel {vowel} dB");
}

#[test]
fn silence_stays_silent() {
    let extended = extender().extend(&[0.0; 16_000]);
    assert!(extended.iter().all(|&sample| sample == 0.0));
}

#[test]
fn absurd_samples_give_finite_ones() {
    for signal in [vec![1.0; 1600], vec![-1.0; 1600], [1.0, -1.0].repeat(800)] {
        let extended = extender().extend(&signal);
        assert!(extended.iter().all(|sample| (-1.0..=1.0).contains(sample)));
    }
}

#[test]
fn weights_of_another_model_are_refused() {
    let vocoder = include_bytes!("../../../voices/models/fargan.bin");
    let error = Extender::new(vocoder).err();
    let missing =
        matches!(&error, Some(WeightsError::Missing { name }) if name == "condition.conv1.weights");
    assert!(missing, "{error:?}");
}
