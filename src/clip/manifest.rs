use bytes::Bytes;
use serde::{Deserialize, Serialize};

use super::{ClipId, Order, SegmentKey};
use crate::encode::Format;
use crate::extract::Article;
use crate::render::Segment;

/// What is known of a finished clip beside its audio.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// The clip's name.
    pub id: ClipId,
    /// Id of the voice that speaks.
    pub voice: String,
    /// How the audio is encoded.
    pub format: Format,
    /// Length of the audio file.
    pub bytes: u64,
    /// BLAKE3 of the audio file, in hexadecimal.
    pub checksum: String,
    /// Seconds in all.
    pub duration: f64,
    /// The article as it was read.
    pub article: Article,
    /// Its sentences and words with their times, in order.
    pub segments: Vec<Segment>,
}

/// A finished clip: its audio file and its manifest.
#[derive(Clone, Debug)]
pub struct Whole {
    /// Everything but the audio.
    pub manifest: Manifest,
    /// The audio file.
    pub audio: Bytes,
    /// The names of its segments, in order.
    pub keys: Vec<SegmentKey>,
}

impl Whole {
    /// Puts a finished clip together.
    pub fn new(
        id: ClipId,
        order: &Order,
        audio: Bytes,
        segments: Vec<Segment>,
        duration: f64,
    ) -> Self {
        Self {
            manifest: Manifest {
                id,
                voice: order.speaker.id().to_owned(),
                format: order.format,
                bytes: audio.len() as u64,
                checksum: checksum(&audio),
                duration,
                article: Article::clone(&order.article),
                segments,
            },
            audio,
            keys: order.segment_keys(),
        }
    }

    /// Tells whether the audio is the one that the manifest was written for.
    pub fn is_intact(&self) -> bool {
        self.manifest.bytes == self.audio.len() as u64
            && self.manifest.checksum == checksum(&self.audio)
    }
}

fn checksum(audio: &[u8]) -> String {
    blake3::hash(audio).to_hex().to_string()
}
