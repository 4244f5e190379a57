//! The embedded voices: their files, their melody as the vocoder hears it, their rate and level.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;
use crate::phonemes::Pronunciation;
use crate::prosody::Utterance;
use crate::prosody::tests::{falls, turns, utterance};
use crate::text::Pause;
use crate::waveform::extension::{FRAME_SAMPLES, SAMPLE_RATE};

const SENTENCE: &str = "²ˈhyːran ˈhœjːs °mɛd ˈtreː prʊˈsɛnːt °froːn °ɔ °mɛ ²ˈoːʂˌɧɪftət.";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("voices")
}

fn embedded() -> Voices {
    Voices::embedded().expect("embedded voices; after a change of files: sh voices/checksums.sh")
}

/// F0 in Hz that a frame's pitch channel asks the vocoder for.
fn hz(pitch: f32) -> f32 {
    16_000.0 / 256.0 * (pitch + 1.5).exp2()
}

/// The vocoder's F0 in one word's frames, in semitones from the voice's median.
fn word_pitch(voice: &Voice, utterance: &Utterance, word: usize) -> Vec<f32> {
    let delivery = &voice.manifest.delivery;
    let median = delivery.median_hz.unwrap_or(voice.speaker.median_hz);
    let plan = voice.plan(utterance, 1.0).expect("plan");
    let range = &plan.words()[word];
    let frames = voice.frames(&plan).expect("frames");
    frames[range.start / FRAME_SAMPLES..range.end / FRAME_SAMPLES]
        .iter()
        .map(|frame| 12.0 * (hz(frame[18]) / median).log2())
        .collect()
}

#[test]
fn the_vocoder_is_given_one_peak_for_accent_1_and_two_for_accent_2() {
    let cases = [
        ("°deː °vɑːr ˈanːdən.", 1),
        ("°deː °vɑːr ²ˈanːdən.", 2),
        ("°deː °vɑːr ˈbyːrən.", 1),
        ("°deː °vɑːr ²ˈbyːrən.", 2),
        ("°deː °vɑːr ²ˈsɔmːarˌloːvət.", 2),
    ];
    for voice in embedded().iter() {
        for (line, expected) in cases {
            let pitch = word_pitch(voice, &utterance(line), 2);
            let id = &voice.manifest.id;
            assert_eq!(falls(&pitch), expected, "{id}: {line} {:?}", turns(&pitch));
            let (low, high) = pitch
                .iter()
                .fold((0f32, 0f32), |(l, h), &p| (l.min(p), h.max(p)));
            assert!(
                low > -8.0 && (2.0..7.0).contains(&high),
                "{id}: {line} {low} to {high}"
            );
        }
    }
}

#[test]
fn statements_end_low_and_questions_high() {
    let cases = [
        ("°haːr °dʉ ²ˈmoːlat.", -6.5..-3.5),
        ("°haːr °dʉ ²ˈmoːlat?", 3.0..7.0),
    ];
    for voice in embedded().iter() {
        for (line, expected) in &cases {
            let pitch = word_pitch(voice, &utterance(line), 2);
            // The t has no pitch: its vowel's last frame is what a listener hears.
            let vowel_end = pitch.len() - 8;
            let extreme = pitch[vowel_end..]
                .iter()
                .copied()
                .max_by(|a, b| a.abs().total_cmp(&b.abs()))
                .expect("frames");
            assert!(
                expected.contains(&extreme),
                "{}: {line} {extreme}",
                voice.manifest.id
            );
        }
    }
}

#[test]
fn speech_is_as_long_as_planned_and_neither_silent_nor_clipped() {
    for voice in embedded().iter() {
        for speed in [0.5, 1.0, 2.0] {
            let plan = voice.plan(&utterance(SENTENCE), speed).expect("plan");
            let samples = voice.speak(&plan).expect("speech");
            assert_eq!(samples.len(), plan.samples());
            let peak = samples.iter().fold(0f32, |peak, s| peak.max(s.abs()));
            assert!(
                (0.3..0.9).contains(&peak),
                "{} {speed}: {peak}",
                voice.manifest.id
            );
            let words = plan.words();
            let power = |range: std::ops::Range<usize>| {
                let part = &samples[range];
                part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32
            };
            let speech = 10.0 * power(words[0].start..words[words.len() - 1].end).log10();
            let rest = 10.0 * power(samples.len() - 1200..samples.len()).log10();
            assert!(
                (-20.0..-16.5).contains(&speech),
                "{speed}: speech at {speech} dB"
            );
            assert!(rest < speech - 30.0, "{speed}: rest at {rest} dB");
        }
    }
}

#[test]
fn phones_come_at_the_rate_of_a_newsreader() {
    let lines = [
        SENTENCE,
        "²ˈɕæːɳan °ɪ fœˈʂlɑːɡət °ɛ °at ˈbɑːɳ °ɔ ²ˈɵŋːˌdʊmar °ska ˈfoː ˈbɛtːrə ˈstøːd.",
        "ˈmøːtət ˈhɔlːs °dɛn ²ˈtɔlftə ɔkˈtuːbər ˈklɔkːan ²ˈnɪtːɔn, °ɪ ²ˈbyːɡdəˌɡoːɖən.",
    ];
    for voice in embedded().iter() {
        let (mut phones, mut samples) = (0, 0);
        for line in lines {
            let utterance = utterance(line);
            let plan = voice.plan(&utterance, 1.0).expect("plan");
            phones += utterance
                .words
                .iter()
                .map(|(word, _)| word.phones.len())
                .sum::<usize>();
            samples += plan
                .words()
                .iter()
                .map(ExactSizeIterator::len)
                .sum::<usize>();
        }
        let rate = phones as f32 / (samples as f32 / SAMPLE_RATE as f32);
        assert!(
            (12.0..16.0).contains(&rate),
            "{}: {rate} phones/s",
            voice.manifest.id
        );
    }
}

#[test]
fn words_follow_each_other_and_empty_ones_take_no_time() {
    let mut said = utterance("²ˈhyːran, ˈhœjːs.");
    said.words
        .insert(1, (Pronunciation::default(), Pause::None));
    let plan = embedded().default_voice().plan(&said, 1.0).expect("plan");
    let words = plan.words();
    assert_eq!(words[0].start, 10 * FRAME_SAMPLES);
    assert_eq!(words[1], words[0].end..words[0].end);
    assert_eq!(words[2].start - words[0].end, 20 * FRAME_SAMPLES);
    let rest = (plan.samples() - words[2].end) / FRAME_SAMPLES;
    assert!((30..=31).contains(&rest), "{rest}");
}

#[test]
fn what_cannot_be_said_is_refused() {
    let voices = embedded();
    let voice = voices.default_voice();
    for speed in [0.49, 2.01, f32::NAN, -1.0] {
        let error = voice
            .plan(&utterance("ˈhœjːs."), speed)
            .err()
            .expect("error");
        assert!(matches!(error, VoiceError::Speed(_)), "{speed}: {error}");
    }
    let long = vec!["ˈhœjːs"; 2000].join(" ");
    let error = voice.plan(&utterance(&long), 1.0).err().expect("error");
    assert!(
        matches!(error, VoiceError::TooLong { phones: 8002, .. }),
        "{error}"
    );
}

#[test]
fn the_two_voices_share_their_parts() {
    let voices = embedded();
    let [alva, nils] = ["alva", "nils"].map(|id| voices.get(id).expect(id));
    assert!(std::sync::Arc::ptr_eq(&alva.acoustic, &nils.acoustic));
    assert!(std::sync::Arc::ptr_eq(&alva.vocoder, &nils.vocoder));
    assert!(std::sync::Arc::ptr_eq(&alva.extender, &nils.extender));
    assert_eq!(voices.default_voice().manifest().id, "alva");
    assert!(voices.get("bo").is_none());
}

#[test]
fn another_delivery_is_another_version() {
    let copy = copied();
    let version = |id| {
        let voices = Voices::from_folder(copy.path()).expect("voices");
        voices.get(id).expect(id).manifest().version.clone()
    };
    let before = ["alva", "nils"].map(version);
    replace(copy.path(), "\nrange = 1.0", "\nrange = 0.9");
    let after = ["alva", "nils"].map(version);
    assert_eq!(before[0], after[0]);
    assert_ne!(before[1], after[1]);
    let [before, after] = [&before[1], &after[1]].map(|version| {
        let (version, digest) = version.split_once('+').expect("a digest");
        assert_eq!(digest.len(), 8);
        version
    });
    assert_eq!(before, after);
}

#[test]
fn manifests_can_be_listed_without_loading() {
    let listed = voices().expect("manifests");
    let found: Vec<_> = listed
        .iter()
        .map(|m| (m.id.as_str(), m.gender, m.default))
        .collect();
    let expected = [
        ("alva", Gender::Female, true),
        ("nils", Gender::Male, false),
    ];
    assert_eq!(found, expected);
}

/// A copy of the project's voices that a test may spoil.
fn copied() -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("folder");
    for part in ["alva", "nils", "models"] {
        fs::create_dir(copy.path().join(part)).expect(part);
        for entry in fs::read_dir(folder().join(part)).expect(part) {
            let from = entry.expect("entry").path();
            let name = from.file_name().expect("name");
            fs::copy(&from, copy.path().join(part).join(name)).expect("copy");
        }
    }
    copy
}

#[test]
fn a_missing_or_damaged_file_is_named_with_its_voice() {
    type Spoil = fn(&Path);
    let cases: [(Spoil, &str); 9] = [
        (
            |at| fs::remove_file(at.join("models/decoder.onnx")).expect("file"),
            "voice alva: the file models/decoder.onnx cannot be read",
        ),
        (
            |at| fs::write(at.join("models/fargan.bin"), b"short").expect("file"),
            "voice alva: the file models/fargan.bin is damaged",
        ),
        (
            |at| fs::remove_file(at.join("models/bbwenet.bin")).expect("file"),
            "voice alva: the file models/bbwenet.bin cannot be read",
        ),
        (
            |at| fs::write(at.join("models/encoder.onnx"), b"").expect("file"),
            "voice alva: the file models/encoder.onnx is damaged",
        ),
        (
            |at| fs::write(at.join("nils/voice.toml"), b"id = 1").expect("file"),
            "voice nils: nils/voice.toml is not a valid manifest",
        ),
        (
            |at| fs::rename(at.join("nils"), at.join("bo")).expect("file"),
            "voice bo: id in the manifest is not the name of its folder",
        ),
        (
            |at| replace(at, "\nrate = ", "\nrate = 9"),
            "voice nils: delivery.rate in the manifest is not between 0.5 and 2",
        ),
        (
            |at| replace(at, "speaker = \"nils\"", "speaker = \"bo\""),
            "voice nils: the acoustic model has no speaker bo",
        ),
        (
            |at| {
                for id in ["alva", "nils"] {
                    fs::remove_dir_all(at.join(id)).expect("folder");
                }
            },
            "has no voices",
        ),
    ];
    for (spoil, message) in cases {
        let copy = copied();
        spoil(copy.path());
        let error = Voices::from_folder(copy.path()).err().expect(message);
        assert!(
            error.to_string().contains(message),
            "{error}, not {message}"
        );
    }
}

/// Changes a piece of the manifest of nils.
fn replace(folder: &Path, from: &str, to: &str) {
    let path = folder.join("nils/voice.toml");
    let text = fs::read_to_string(&path).expect("manifest");
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).expect("manifest");
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let error = Voices::from_folder(Path::new("nowhere/at/all"))
        .err()
        .expect("error");
    assert!(error.to_string().contains("nowhere/at/all"), "{error}");
}

#[test]
fn a_folder_of_voices_speaks_as_the_embedded_ones_do() {
    let said = utterance("²ˈhyːran ˈhœjːs.");
    let speak = |voices: &Voices| {
        let voice = voices.get("nils").expect("nils");
        voice
            .speak(&voice.plan(&said, 1.0).expect("plan"))
            .expect("speech")
    };
    let from_folder = Voices::from_folder(&folder()).expect("voices");
    assert_eq!(speak(&from_folder), speak(&embedded()));
}
