use std::ops::Range;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Line, RenderError, Speaker, SpeakerError, seconds};
use crate::encode::Format;

/// The speech of one sentence, placed in its clip.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Segment {
    /// Index of the sentence in the clip.
    pub index: usize,
    /// Index of the article's block.
    pub block: usize,
    /// First UTF-16 code unit of the sentence in the block's text.
    pub from: usize,
    /// UTF-16 code unit after the sentence.
    pub to: usize,
    /// Seconds from the clip's start.
    pub start: f64,
    /// Seconds, the silence after the sentence included.
    pub duration: f64,
    /// The words as written, in order.
    pub words: Vec<TimedWord>,
}

/// A written word and the time when it sounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct TimedWord {
    /// Seconds from the clip's start.
    pub start: f64,
    /// Seconds from the clip's start.
    pub end: f64,
    /// First UTF-16 code unit of the word in the block's text.
    pub from: usize,
    /// UTF-16 code unit after the word.
    pub to: usize,
    /// The word as it is written.
    pub text: String,
}

/// A length in encoded bytes and in decoded samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// Encoded bytes.
    pub bytes: u64,
    /// Samples that a decoder gives for them.
    pub samples: u64,
}

impl Extent {
    /// Seconds that the samples last.
    pub fn seconds(self) -> f64 {
        seconds(self.samples)
    }

    /// Seconds for which a clip of segments of this extent is heard.
    pub fn heard_seconds(self, format: Format) -> f64 {
        seconds(format.heard_samples(self.samples))
    }

    fn of(samples: usize, format: Format) -> Self {
        Self {
            bytes: format.segment_bytes(samples) as u64,
            samples: format.decoded_samples(samples) as u64,
        }
    }
}

impl std::ops::AddAssign for Extent {
    fn add_assign(&mut self, other: Self) {
        self.bytes += other.bytes;
        self.samples += other.samples;
    }
}

/// One sentence as encoded audio, not yet placed in a clip.
#[derive(Clone, Debug, PartialEq)]
pub struct Spoken {
    /// The encoded segment.
    pub audio: Bytes,
    /// How long it lasts, and where its words sound.
    pub timing: Timing,
}

/// The places in time of one spoken sentence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// Samples that a decoder gives for the segment.
    samples: u64,
    /// Where each word of the utterance sounds, in samples of the voice.
    words: Vec<Range<usize>>,
}

/// Tells the exact length that [`speak`] gives a line.
///
/// # Errors
/// [`RenderError::Voice`] when the voice cannot plan it.
pub fn measure(
    speaker: &dyn Speaker,
    speed: f32,
    format: Format,
    index: usize,
    line: &Line,
) -> Result<Extent, RenderError> {
    let samples = speaker
        .samples(&line.utterance, speed * line.rate)
        .map_err(|source| cannot_speak(speaker, index, source))?;
    Ok(Extent::of(samples, format))
}

/// Speaks and encodes one line.
///
/// # Errors
/// When the voice cannot speak it, or its sound cannot be encoded.
pub fn speak(
    speaker: &dyn Speaker,
    speed: f32,
    format: Format,
    index: usize,
    line: &Line,
) -> Result<Spoken, RenderError> {
    let performance = speaker
        .speak(&line.utterance, speed * line.rate)
        .map_err(|source| cannot_speak(speaker, index, source))?;
    if performance.words.len() != line.utterance.words.len() {
        return Err(RenderError::Words {
            voice: speaker.id().to_owned(),
            line: index,
            given: line.utterance.words.len(),
            timed: performance.words.len(),
        });
    }
    let audio = format
        .segment(&performance.pcm)
        .map_err(|source| RenderError::Encode {
            line: index,
            source,
        })?;
    Ok(Spoken {
        audio: audio.into(),
        timing: Timing {
            samples: format.decoded_samples(performance.pcm.len()) as u64,
            words: performance.words,
        },
    })
}

fn cannot_speak(speaker: &dyn Speaker, line: usize, source: SpeakerError) -> RenderError {
    RenderError::Voice {
        voice: speaker.id().to_owned(),
        line,
        source,
    }
}

impl Timing {
    /// Returns how many samples a decoder gives for the segment.
    pub fn samples(&self) -> u64 {
        self.samples
    }
}

impl Spoken {
    /// Its length, encoded and decoded.
    pub fn extent(&self) -> Extent {
        Extent {
            bytes: self.audio.len() as u64,
            samples: self.timing.samples,
        }
    }

    /// Whether it has a place in time for each word of a line.
    pub fn fits(&self, line: &Line) -> bool {
        self.timing.words.len() == line.utterance.words.len()
    }

    /// Places the sentence in its clip, `start` samples from the beginning.
    pub fn segment(&self, index: usize, line: &Line, start: u64, format: Format) -> Segment {
        let sound = start + format.delay_samples() as u64;
        let at = |sample: usize| seconds(sound + sample as u64);
        let mut next = 0;
        let words = line
            .words
            .iter()
            .filter_map(|word| {
                let spoken = &self.timing.words[next..next + word.spoken];
                next += word.spoken;
                let (first, last) = (spoken.first()?, spoken.last()?);
                Some(TimedWord {
                    start: at(first.start),
                    end: at(last.end),
                    from: word.source.start,
                    to: word.source.end,
                    text: word.text.clone(),
                })
            })
            .collect();
        Segment {
            index,
            block: line.block,
            from: line.source.start,
            to: line.source.end,
            start: seconds(start),
            duration: self.extent().seconds(),
            words,
        }
    }
}
