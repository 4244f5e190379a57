//! Speech samples to the bytes that listeners receive: MP3, Opus and WAV.
//!
//! A clip is a header and the segments of its sentences behind each other, see [`Joiner`]. All
//! formats are of constant rate, so the bytes and the place in time of every segment follow from
//! its number of samples, before anything is encoded.

mod joiner;
pub mod mp3;
mod ogg;
pub mod opus;
pub mod wav;

#[cfg(test)]
mod decoded;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use joiner::Joiner;

/// Samples a second of all speech that is encoded, mono.
pub const SAMPLE_RATE: u32 = 24_000;

/// A form of encoded speech that a listener can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// MPEG-2 Layer III at 64 kbit/s, see [`mp3`].
    Mp3,
    /// Opus at 32 kbit/s in Ogg, see [`opus`].
    Opus,
    /// 16-bit linear PCM behind a RIFF header, see [`wav`].
    Wav,
}

/// Why samples could not be encoded.
#[derive(Debug, thiserror::Error)]
pub enum EncodeError {
    /// LAME refused the encoder's settings or had no memory for them.
    #[error("the MP3 encoder did not start")]
    Start(#[source] mp3lame_encoder::BuildError),
    /// LAME failed while encoding.
    #[error("the MP3 encoder failed")]
    Mp3(#[source] mp3lame_encoder::EncodeError),
    /// The Opus encoder did not start, or failed while encoding.
    #[error("the Opus encoder failed")]
    Opus(#[source] opus_pure::Error),
    /// An encoder gave another number of bytes than [`Format::segment_bytes`] promises.
    #[error("the encoder gave {actual} bytes instead of {expected}")]
    Length {
        /// Bytes promised.
        expected: usize,
        /// Bytes given.
        actual: usize,
    },
}

impl Format {
    /// Every format, in the order of preference.
    pub const ALL: [Self; 3] = [Self::Mp3, Self::Opus, Self::Wav];

    /// Returns the media type, as in a Content-Type field.
    pub fn content_type(self) -> &'static str {
        match self {
            Self::Mp3 => "audio/mpeg",
            Self::Opus => "audio/ogg; codecs=opus",
            Self::Wav => "audio/wav",
        }
    }

    /// Returns the file name extension, without its dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Mp3 => "mp3",
            Self::Opus => "opus",
            Self::Wav => "wav",
        }
    }

    /// Finds the format with this file name extension.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|format| format.extension() == extension)
    }

    /// Returns how many samples a decoder gives for a segment of `samples`.
    pub fn decoded_samples(self, samples: usize) -> usize {
        match self {
            Self::Mp3 => mp3::frames(samples) * mp3::SAMPLES_PER_FRAME,
            Self::Opus => opus::packets(samples) * opus::SAMPLES_PER_PACKET,
            Self::Wav => samples,
        }
    }

    /// Returns how many samples of a clip are heard whose segments decode to so many.
    pub fn heard_samples(self, decoded: u64) -> u64 {
        match self {
            Self::Opus => decoded.saturating_sub(opus::DELAY_SAMPLES as u64),
            Self::Mp3 | Self::Wav => decoded,
        }
    }

    /// Returns how many samples late the first sample is heard.
    pub fn delay_samples(self) -> usize {
        match self {
            Self::Mp3 => mp3::DELAY_SAMPLES,
            // The header tells players to skip the delay.
            Self::Opus | Self::Wav => 0,
        }
    }

    /// Returns the exact bytes of a segment of `samples`.
    pub fn segment_bytes(self, samples: usize) -> usize {
        match self {
            Self::Mp3 => mp3::frames(samples) * mp3::FRAME_BYTES,
            Self::Opus => opus::segment_bytes(samples),
            Self::Wav => samples * wav::SAMPLE_BYTES,
        }
    }

    /// Returns the bytes before the first segment of a clip.
    ///
    /// `total_samples` is the length of the whole clip, once it is known; it changes the bytes
    /// of WAV, and the number of bytes of none.
    pub fn header(self, total_samples: Option<u64>) -> Vec<u8> {
        match self {
            Self::Mp3 => Vec::new(),
            Self::Opus => opus::header(),
            Self::Wav => wav::header(total_samples),
        }
    }

    /// Encodes the speech of one sentence, in [-1, 1] at [`SAMPLE_RATE`].
    ///
    /// # Errors
    /// The encoders' own failures; WAV has none.
    pub fn segment(self, pcm: &[f32]) -> Result<Vec<u8>, EncodeError> {
        match self {
            Self::Mp3 => mp3::segment(pcm),
            Self::Opus => opus::segment(pcm),
            Self::Wav => Ok(wav::segment(pcm)),
        }
    }
}

/// Makes silence of what is not a number, and clips what is too loud.
fn sanitised(sample: f32) -> f32 {
    if sample.is_finite() {
        sample.clamp(-1.0, 1.0)
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    #[test]
    fn names_of_the_formats() {
        let cases = [
            (Format::Mp3, "mp3", "audio/mpeg", 0),
            (Format::Opus, "opus", "audio/ogg; codecs=opus", 97),
            (Format::Wav, "wav", "audio/wav", 44),
        ];
        for (format, extension, content_type, header) in cases {
            assert_eq!(format.extension(), extension);
            assert_eq!(format.content_type(), content_type);
            assert_eq!(format.header(None).len(), header);
            assert_eq!(Format::from_extension(extension), Some(format));
        }
        assert_eq!(Format::from_extension("ogg"), None);
    }

    #[test]
    fn segment_bytes_are_known_before_encoding() {
        for format in Format::ALL {
            for samples in [0, 1, 575, 576, 577, 24_000] {
                let segment = format.segment(&vec![0.1; samples]).unwrap();
                assert_eq!(
                    segment.len(),
                    format.segment_bytes(samples),
                    "{format:?} {samples}"
                );
            }
        }
    }
}
