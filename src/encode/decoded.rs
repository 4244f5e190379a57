//! Tones, and decoding by symphonia, for the tests of all formats.

use std::f32::consts::TAU;
use std::io::{Cursor, ErrorKind};

use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

use super::SAMPLE_RATE;

/// What a decoder makes of encoded bytes.
pub(super) struct Decoded {
    pub(super) rate: u32,
    pub(super) channels: usize,
    pub(super) samples: Vec<f32>,
}

/// Decodes to the end, and panics at the first invalid packet.
pub(super) fn decode(bytes: Vec<u8>, extension: &str) -> Decoded {
    let stream = MediaSourceStream::new(Box::new(Cursor::new(bytes)), Default::default());
    let mut hint = Hint::new();
    hint.with_extension(extension);
    let mut format = symphonia::default::get_probe()
        .probe(
            &hint,
            stream,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .expect("a known format");
    let track = format.default_track(TrackType::Audio).expect("a track");
    let parameters = track.codec_params.as_ref().and_then(|codec| codec.audio());
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters.expect("audio"), &AudioDecoderOptions::default())
        .expect("a decoder");
    let mut decoded = Decoded {
        rate: 0,
        channels: 0,
        samples: Vec::new(),
    };
    let mut samples = Vec::new();
    loop {
        let packet = match format.next_packet() {
            Ok(Some(packet)) => packet,
            // A WAV stream of unknown length ends like a cut one; callers count the samples.
            Err(Error::IoError(error)) if error.kind() == ErrorKind::UnexpectedEof => break,
            Ok(None) => break,
            Err(error) => panic!("{error}"),
        };
        let buffer = decoder.decode(&packet).expect("a valid packet");
        decoded.rate = buffer.spec().rate();
        decoded.channels = buffer.spec().channels().count();
        buffer.copy_to_vec_interleaved(&mut samples);
        decoded.samples.append(&mut samples);
    }
    decoded
}

/// Returns the amplitude of one frequency, by correlation with its sine and cosine.
pub(super) fn amplitude(samples: &[f32], hertz: f32) -> f32 {
    let (mut re, mut im) = (0.0, 0.0);
    for (n, sample) in samples.iter().enumerate() {
        let angle = TAU * hertz * n as f32 / SAMPLE_RATE as f32;
        re += sample * angle.cos();
        im += sample * angle.sin();
    }
    2.0 * re.hypot(im) / samples.len() as f32
}

/// Returns the largest absolute value.
pub(super) fn peak(samples: &[f32]) -> f32 {
    samples
        .iter()
        .fold(0.0, |peak, sample| peak.max(sample.abs()))
}

/// A tone of amplitude 0.5 that fades in, perhaps out, and ends in silence.
pub(super) fn tone(hertz: f32, samples: usize, fade_out: bool, silence: usize) -> Vec<f32> {
    let mut pcm: Vec<f32> = (0..samples)
        .map(|n| {
            let edge = if fade_out { n.min(samples - n) } else { n };
            let gain = 0.5 * (edge as f32 / 400.0).min(1.0);
            gain * (TAU * hertz * n as f32 / SAMPLE_RATE as f32).sin()
        })
        .collect();
    pcm.resize(samples + silence, 0.0);
    pcm
}
