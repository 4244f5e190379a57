//! The JSON of a clip.

use serde::Serialize;
use utoipa::ToSchema;

use super::{Blocks, Milliseconds, TextError};
use crate::clip::{ClipId, Manifest};
use crate::encode::Format;
use crate::extract::Article;
use crate::render::Segment;

/// A clip's manifest for its readers, which is also a transcript of Podcasting 2.0.
///
/// All ranges, those of the blocks' spans too, are in UTF-16 code units of a block's text.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Transcript<'a> {
    /// Of the form of transcripts.
    version: &'static str,
    id: &'a ClipId,
    voice: &'a str,
    format: Format,
    bytes: u64,
    checksum: &'a str,
    duration: f64,
    article: Article,
    segments: Vec<Sentence<'a>>,
}

/// A segment, with its times and words under the names that transcripts give them.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
struct Sentence<'a> {
    #[serde(flatten)]
    segment: &'a Segment,
    start_time: f64,
    end_time: f64,
    body: String,
}

impl<'a> Transcript<'a> {
    pub(super) fn of(manifest: &'a Manifest) -> Result<Self, TextError> {
        let blocks = Blocks::of(&manifest.article);
        let sentence = |segment: &'a Segment| {
            Ok(Sentence {
                segment,
                start_time: Milliseconds::of(segment.start).seconds(),
                end_time: Milliseconds::end(segment).seconds(),
                body: blocks.sentence(segment)?,
            })
        };
        Ok(Self {
            version: "1.0.0",
            id: &manifest.id,
            voice: &manifest.voice,
            format: manifest.format,
            bytes: manifest.bytes,
            checksum: &manifest.checksum,
            duration: manifest.duration,
            article: manifest.article.with_utf16_spans(),
            segments: manifest
                .segments
                .iter()
                .map(sentence)
                .collect::<Result<_, _>>()?,
        })
    }
}
