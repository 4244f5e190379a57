use std::ops::Range;

use crate::encode;
use crate::prosody::Utterance;
use crate::voice::Voice;
use crate::waveform::extension;

/// What went wrong inside a speaker.
pub type SpeakerError = Box<dyn std::error::Error + Send + Sync>;

/// One who speaks utterances: a voice, or a stand-in for one.
///
/// The same utterance and speed always give the same samples.
pub trait Speaker: Send + Sync {
    /// The name that requests use, `[a-z0-9-]+`.
    fn id(&self) -> &str;

    /// A string that changes whenever the sound of the voice may change.
    fn version(&self) -> &str;

    /// Samples that [`Speaker::speak`] will give, found cheaply.
    ///
    /// # Errors
    /// When the utterance cannot be spoken.
    fn samples(&self, utterance: &Utterance, speed: f32) -> Result<usize, SpeakerError>;

    /// Speaks an utterance, `speed` times as fast as is natural.
    ///
    /// # Errors
    /// When the utterance cannot be spoken.
    fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError>;
}

/// The sound of one utterance.
#[derive(Clone, Debug)]
pub struct Performance {
    /// Mono at [`SAMPLE_RATE`](crate::encode::SAMPLE_RATE), each sample in -1..=1.
    pub pcm: Vec<f32>,
    /// Where each word of the utterance sounds, in samples.
    pub words: Vec<Range<usize>>,
}

// What voices make is encoded as it is.
const _: () = assert!(encode::SAMPLE_RATE == extension::SAMPLE_RATE);

impl Speaker for Voice {
    fn id(&self) -> &str {
        &self.manifest().id
    }

    fn version(&self) -> &str {
        &self.manifest().version
    }

    fn samples(&self, utterance: &Utterance, speed: f32) -> Result<usize, SpeakerError> {
        Ok(self.plan(utterance, speed)?.samples())
    }

    fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError> {
        let plan = self.plan(utterance, speed)?;
        Ok(Performance {
            pcm: Voice::speak(self, &plan)?,
            words: plan.words(),
        })
    }
}
