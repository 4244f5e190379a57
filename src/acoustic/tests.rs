//! The model against the golden arrays of its recipe (`python -m recipe check`).

use std::fs;
use std::path::PathBuf;

use serde::Deserialize;

use super::features::{FRAME_WIDTH, PHONE_WIDTH, frame_features, phone_features};
use super::*;
use crate::phonemes::Pronunciation;
use crate::prosody::{Layout, Timing, Utterance};
use crate::text::{Mood, Pause};

/// The golden arrays are exact for the phone features, which have no arithmetic to speak of.
const EXACT: f32 = 1e-6;
/// Sums of a few hundred float32 products, added in another order by another runtime;
/// 2e-3 of a normalised feature is under 0.02 dB of a cepstrum.
const RUNTIME: f32 = 2e-3;

#[derive(Deserialize)]
struct Golden {
    phones: String,
    row: i32,
}

fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/acoustic");
    fs::read(folder.join(name)).expect(name)
}

fn floats(name: &str) -> Vec<f32> {
    let bytes = fixture(name);
    let numbers = bytes.chunks_exact(4);
    numbers
        .map(|four| f32::from_le_bytes(four.try_into().expect("4 bytes")))
        .collect()
}

fn integers(name: &str) -> Vec<usize> {
    let bytes = fixture(name);
    let numbers = bytes.chunks_exact(8);
    numbers
        .map(|eight| i64::from_le_bytes(eight.try_into().expect("8 bytes")) as usize)
        .collect()
}

fn golden() -> Golden {
    serde_json::from_slice(&fixture("golden.json")).expect("golden.json")
}

/// The golden sentence; where its words end is read from the features themselves.
fn golden_layout(golden: &Golden, features: &[f32]) -> Layout {
    let mut words: Vec<(Pronunciation, Pause)> = Vec::new();
    let mut word = String::new();
    for (sign, row) in golden
        .phones
        .split(' ')
        .zip(features.chunks_exact(PHONE_WIDTH))
    {
        if sign == "_" {
            if let Some((_, pause)) = words.last_mut() {
                *pause = Pause::Comma;
            }
            continue;
        }
        word.push_str(sign);
        if row[31] == 1.0 {
            words.push((word.parse().expect(&word), Pause::None));
            word.clear();
        }
    }
    let mood = if features[36] == 1.0 {
        Mood::Question
    } else {
        Mood::Statement
    };
    Layout::new(&Utterance {
        words,
        mood,
        rest: 0.3,
    })
}

/// A file of the voices' model.
fn file(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("voices/models");
    fs::read(folder.join(name)).expect(name)
}

fn model() -> AcousticModel {
    let [encoder, decoder, settings] = ["encoder.onnx", "decoder.onnx", "acoustic.json"].map(file);
    AcousticModel::new(encoder, decoder, &settings).expect("the voices' model")
}

fn assert_close(what: &str, found: &[f32], expected: &[f32], tolerance: f32) {
    assert_eq!(found.len(), expected.len(), "length of {what}");
    let worst = found
        .iter()
        .zip(expected)
        .map(|(a, b)| (a - b).abs())
        .enumerate()
        .max_by(|a, b| a.1.total_cmp(&b.1))
        .expect(what);
    assert!(
        worst.1 <= tolerance,
        "{what}[{}] is off by {}",
        worst.0,
        worst.1
    );
}

#[test]
fn phone_features_are_those_of_the_recipe() {
    let expected = floats("x.f32");
    let layout = golden_layout(&golden(), &expected);
    assert_close("x", &phone_features(&layout), &expected, EXACT);
}

#[test]
fn frame_features_are_those_of_the_recipe() {
    let pitch: Vec<[f32; 2]> = floats("pitch.f32")
        .chunks_exact(2)
        .map(|p| [p[0], p[1]])
        .collect();
    let timing = Timing::of(&integers("durations.i64"));
    let (slots, features) = frame_features(&timing, &pitch);
    let slots: Vec<usize> = slots.into_iter().map(|slot| slot as usize).collect();
    assert_eq!(slots, integers("idx.i64"));
    assert_eq!(features.len(), slots.len() * FRAME_WIDTH);
    assert_close("fp", &features, &floats("fp.f32"), 1e-5);
}

#[test]
fn encoder_and_decoder_give_what_the_recipe_gave() {
    let golden = golden();
    let layout = golden_layout(&golden, &floats("x.f32"));
    let model = model();
    let speaker = Speaker {
        row: golden.row,
        median_hz: 150.0,
    };
    let encoding = model.encode(&layout, speaker).expect("encode");

    let durations: Vec<f32> = encoding.durations.iter().map(|d| d.ln()).collect();
    assert_close("dur", &durations, &floats("dur.f32"), RUNTIME);
    let pitch = floats("pitch.f32");
    let semitones: Vec<f32> = pitch.iter().map(|unit| 3.0 * unit).collect();
    assert_close(
        "pitch",
        encoding.pitch.as_flattened(),
        &semitones,
        3.0 * RUNTIME,
    );

    let pitch: Vec<[f32; 2]> = pitch.chunks_exact(2).map(|p| [p[0], p[1]]).collect();
    let timing = Timing::of(&integers("durations.i64"));
    let output = model
        .run_decoder(&encoding, &timing, &pitch)
        .expect("decode");
    assert_close("y", &output, &floats("y.f32"), RUNTIME);
}

#[test]
fn every_symbol_has_a_vector_of_its_own_but_the_sje_sound() {
    use crate::phonemes::{Phone, Symbol};
    let word = |symbol| Pronunciation {
        phones: vec![Phone::new(symbol)],
        ..Default::default()
    };
    let vector = |symbol| {
        let words = vec![(word(symbol), Pause::None)];
        let layout = Layout::new(&Utterance {
            words,
            mood: Mood::Statement,
            rest: 0.3,
        });
        phone_features(&layout)[PHONE_WIDTH..2 * PHONE_WIDTH].to_vec()
    };
    for one in Symbol::all() {
        for other in Symbol::all().filter(|other| *other != one) {
            let same = vector(one) == vector(other);
            let sje = [one, other].contains(&Symbol::Sje) && [one, other].contains(&Symbol::RetroS);
            assert_eq!(same, sje, "{} and {}", one.ipa(), other.ipa());
        }
    }
}

#[test]
fn damaged_files_are_told_apart() {
    let [encoder, decoder, settings] = ["encoder.onnx", "decoder.onnx", "acoustic.json"].map(file);
    let short = br#"{"speakers": {}, "pitch_median": {}, "cepstrum_mean": [1.0],
        "cepstrum_scale": [1.0], "pitch_unit": 0.25, "correlation_scale": 3.0}"#;
    let cases: [([&[u8]; 3], &str); 5] = [
        ([b"", &decoder, &settings], "the encoder is not a usable"),
        (
            [&encoder, &decoder[..9000], &settings],
            "the decoder is not a usable",
        ),
        (
            [&decoder, &encoder, &settings],
            "the encoder has no input or output named x",
        ),
        (
            [&encoder, &decoder, b"{}"],
            "the acoustic settings cannot be read",
        ),
        ([&encoder, &decoder, short], "1 cepstrum values, not 18"),
    ];
    for ([encoder, decoder, settings], message) in cases {
        let model = AcousticModel::new(encoder.to_vec(), decoder.to_vec(), settings);
        let error = model.err().expect(message);
        assert!(
            error.to_string().contains(message),
            "{error}, not {message}"
        );
    }
}

#[test]
fn jobs_at_the_same_time_give_the_same_sound() {
    let golden = golden();
    let layout = golden_layout(&golden, &floats("x.f32"));
    let model = model();
    let speaker = Speaker {
        row: golden.row,
        median_hz: 150.0,
    };
    let alone = model.encode(&layout, speaker).expect("encode").durations;
    std::thread::scope(|scope| {
        let jobs: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| model.encode(&layout, speaker).expect("encode").durations))
            .collect();
        for job in jobs {
            assert_eq!(job.join().expect("job"), alone);
        }
    });
}
