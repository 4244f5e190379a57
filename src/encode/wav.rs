//! WAV: 16-bit linear PCM, mono, 24 kHz, behind a RIFF header.
//!
//! A file is the header of its whole length and then its segments.

use hound::{SampleFormat, WavSpec};

use super::{SAMPLE_RATE, sanitised};

/// Bytes of one sample.
pub const SAMPLE_BYTES: usize = 2;

/// Bytes of the header, before the first sample.
pub const HEADER_BYTES: usize = 44;

/// Bytes of the header that the RIFF size counts: all after it.
const COUNTED_HEADER_BYTES: u32 = 36;

const SPEC: WavSpec = WavSpec {
    channels: 1,
    sample_rate: SAMPLE_RATE,
    bits_per_sample: 16,
    sample_format: SampleFormat::Int,
};

/// Returns the [`HEADER_BYTES`] that precede a clip with this many samples.
///
/// A length that is unknown, or too great for the header's 32 bits, is written as the largest
/// number, which players take for "to the end of the stream".
pub fn header(total_samples: Option<u64>) -> Vec<u8> {
    let mut header = SPEC.into_header_for_infinite_file();
    if let Some((riff, data)) = total_samples.and_then(sizes) {
        header[4..8].copy_from_slice(&riff.to_le_bytes());
        header[40..44].copy_from_slice(&data.to_le_bytes());
    }
    header
}

/// Encodes samples in [-1, 1] as little-endian 16-bit integers, without a header.
pub fn segment(pcm: &[f32]) -> Vec<u8> {
    pcm.iter()
        .flat_map(|&sample| integer(sample).to_le_bytes())
        .collect()
}

/// The sizes of the RIFF and the data chunk, if they fit.
fn sizes(samples: u64) -> Option<(u32, u32)> {
    let data = u32::try_from(samples.checked_mul(SAMPLE_BYTES as u64)?).ok()?;
    Some((data.checked_add(COUNTED_HEADER_BYTES)?, data))
}

fn integer(sample: f32) -> i16 {
    (sanitised(sample) * f32::from(i16::MAX)).round() as i16
}

#[cfg(test)]
mod tests {
    use std::f32::consts::TAU;
    use std::io::Cursor;

    use super::*;
    use crate::encode::decoded::{amplitude, decode};

    /// A tone of twelve whole packets of symphonia's.
    ///
    /// It drops a part of one at an end that no header tells.
    fn tone() -> Vec<f32> {
        (0..13_824)
            .map(|n| 0.5 * (TAU * 440.0 * n as f32 / SAMPLE_RATE as f32).sin())
            .collect()
    }

    #[test]
    fn header_tells_the_length_that_fits() {
        let unknown = (u32::MAX, u32::MAX);
        let cases = [
            (None, unknown),
            (Some(0), (36, 0)),
            (Some(16_000), (32_036, 32_000)),
            (Some(2_147_483_629), (4_294_967_294, 4_294_967_258)),
            (Some(2_147_483_630), unknown),
            (Some(u64::MAX), unknown),
        ];
        for (samples, expected) in cases {
            let header = header(samples);
            assert_eq!(header.len(), HEADER_BYTES);
            let size = |at: usize| u32::from_le_bytes(header[at..at + 4].try_into().unwrap());
            assert_eq!((size(4), size(40)), expected, "{samples:?}");
        }
    }

    #[test]
    fn decoders_give_every_sample_back() {
        let pcm = tone();
        let segments = [segment(&pcm[..7_001]), segment(&pcm[7_001..])].concat();
        for total in [Some(pcm.len() as u64), None] {
            let decoded = decode([header(total), segments.clone()].concat(), "wav");
            assert_eq!((decoded.rate, decoded.channels), (SAMPLE_RATE, 1));
            assert_eq!(decoded.samples.len(), pcm.len(), "{total:?}");
            assert!((amplitude(&decoded.samples, 440.0) - 0.5).abs() < 1e-3);
        }
        let file = [header(Some(pcm.len() as u64)), segments].concat();
        let reader = hound::WavReader::new(Cursor::new(file)).unwrap();
        assert_eq!(reader.spec(), SPEC);
        let samples: Vec<i16> = reader.into_samples().map(Result::unwrap).collect();
        assert_eq!(
            samples,
            pcm.iter().copied().map(integer).collect::<Vec<_>>()
        );
    }

    #[test]
    fn samples_become_integers() {
        let cases = [
            (0.0, 0),
            (1.0, 32_767),
            (-1.0, -32_767),
            (7.0, 32_767),
            (0.5, 16_384),
            (f32::NAN, 0),
            (f32::NEG_INFINITY, 0),
        ];
        for (sample, expected) in cases {
            assert_eq!(integer(sample), expected, "{sample}");
        }
        assert!(segment(&[]).is_empty());
    }
}
