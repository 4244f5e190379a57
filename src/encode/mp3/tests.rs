use super::*;
use crate::encode::decoded::{amplitude, decode, peak, tone};

/// A level that LAME takes from every signal, against clipping in the decoder.
const LAME_SCALE: f32 = 0.95;

fn decoded(segments: &[&[u8]]) -> Vec<f32> {
    let decoded = decode(segments.concat(), "mp3");
    assert_eq!((decoded.rate, decoded.channels), (SAMPLE_RATE, 1));
    decoded.samples
}

fn largest_difference(a: &[f32], b: &[f32]) -> f32 {
    assert_eq!(a.len(), b.len());
    let differences: Vec<f32> = a.iter().zip(b).map(|(a, b)| a - b).collect();
    peak(&differences)
}

#[test]
fn frames_are_those_promised() {
    let cases = [
        (0, 0),
        (1, 3),
        (575, 3),
        (576, 3),
        (577, 4),
        (1_151, 4),
        (1_152, 4),
        (1_153, 5),
        (9_216, 18),
        (9_217, 19),
        (160_000, 280),
    ];
    for (samples, expected) in cases {
        assert_eq!(frames(samples), expected, "{samples} samples");
        let bytes = segment(&tone(300.0, samples, true, 0)).unwrap();
        assert_eq!(bytes.len(), expected * FRAME_BYTES, "{samples} samples");
        if samples > 0 {
            let decoded = decoded(&[&bytes]);
            assert_eq!(decoded.len(), expected * SAMPLES_PER_FRAME);
        }
    }
}

#[test]
fn a_decoder_is_late_by_the_delay() {
    let pcm = tone(440.0, 8_000, true, 2_000);
    let decoded = decoded(&[&segment(&pcm).unwrap()]);
    let error = |lag: usize| -> f32 {
        let heard = &decoded[lag..lag + 8_000];
        heard.iter().zip(&pcm).map(|(a, b)| (a - b).powi(2)).sum()
    };
    let best = (0..decoded.len() - 8_000).min_by(|a, b| error(*a).total_cmp(&error(*b)));
    assert_eq!(best, Some(DELAY_SAMPLES));
}

#[test]
fn no_frame_needs_the_bytes_of_another() {
    // Loud then silent: with a reservoir, LAME would save bits in the silence for the tone.
    let mut pcm = vec![0.0; 8_000];
    pcm.extend(tone(2_345.0, 8_000, false, 8_000));
    let bytes = segment(&pcm).unwrap();
    for (index, frame) in bytes.chunks(FRAME_BYTES).enumerate() {
        // MPEG-2, Layer III, no CRC; 64 kbit/s, 24 kHz, no padding; mono.
        assert_eq!(frame[..3], [0xFF, 0xF3, 0x84], "header of frame {index}");
        assert_eq!(frame[3] >> 6, 0b11, "channel mode of frame {index}");
        assert_eq!(frame[4], 0, "main_data_begin of frame {index}");
    }
    for name in [&b"Xing"[..], b"Info", b"ID3", b"TAG"] {
        assert!(!bytes.windows(name.len()).any(|window| window == name));
    }
}

#[test]
fn a_tone_keeps_its_frequency_and_level() {
    for hertz in [100.0, 300.0, 1_000.0, 3_000.0, 5_000.0, 7_000.0] {
        let pcm = tone(hertz, 16_000, true, 2_000);
        let decoded = decoded(&[&segment(&pcm).unwrap()]);
        let heard: Vec<f32> = decoded[DELAY_SAMPLES..][..pcm.len()].to_vec();
        let steady = &heard[2_000..14_000];
        let level = amplitude(steady, hertz);
        assert!(
            (level / (0.5 * LAME_SCALE) - 1.0).abs() < 0.01,
            "{hertz} Hz: {level}"
        );

        let expected: Vec<f32> = pcm.iter().map(|sample| sample * LAME_SCALE).collect();
        let noise = largest_difference(&heard, &expected);
        assert!(noise < 0.01, "{hertz} Hz: noise {noise}");
    }
}

#[test]
fn joints_are_silent() {
    // Samples, fading out, silence after them, noise allowed at the joint.
    let cases = [
        (11_520, true, 1_024, 2e-4),
        (11_820, true, 1_024, 2e-4),
        (11_520, false, 1_024, 2e-4),
        (11_820, false, 1_024, 2e-4),
        (11_520, true, 0, 2e-4),
        (11_520, false, 300, 2.5e-3),
    ];
    let next = segment(&tone(700.0, 8_000, true, 1_024)).unwrap();
    for (samples, fade_out, silence, allowed) in cases {
        let first = segment(&tone(440.0, samples, fade_out, silence)).unwrap();
        let joint = frames(samples + silence) * SAMPLES_PER_FRAME;
        let joined = decoded(&[&first, &next]);
        let around = peak(&joined[joint - 40..joint + DELAY_SAMPLES - 40]);
        assert!(around < allowed, "{samples} + {silence}: {around}");

        let apart = [decoded(&[&first]), decoded(&[&next])].concat();
        let trace = largest_difference(&joined, &apart);
        let expected = if silence >= 1_024 { 1e-7 } else { allowed };
        assert!(trace <= expected, "{samples} + {silence}: trace {trace}");
    }
}

#[test]
fn what_is_not_a_sample_is_silence_or_clipped() {
    let cases = [
        (f32::NAN, 0.0),
        (f32::INFINITY, 0.0),
        (f32::NEG_INFINITY, 0.0),
        (1e30, 1.0),
        (-7.0, -1.0),
    ];
    for (wild, tame) in cases {
        let mut pcm = tone(440.0, 3_000, true, 0);
        pcm[1_234] = wild;
        let bytes = segment(&pcm).unwrap();
        pcm[1_234] = tame;
        assert!(bytes == segment(&pcm).unwrap(), "{wild} is not {tame}");
    }
}

#[test]
fn threads_give_the_same_bytes() {
    let pcm = tone(440.0, 30_000, true, 1_024);
    let expected = segment(&pcm).unwrap();
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| segment(&pcm).unwrap()))
            .collect();
        for thread in threads {
            assert!(thread.join().unwrap() == expected);
        }
    });
}
