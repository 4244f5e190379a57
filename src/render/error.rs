use super::SpeakerError;
use crate::encode::EncodeError;

/// Why an article could not be turned into sound.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// The article holds no letter or digit.
    #[error("the article has no words to say")]
    NoWords,
    /// The voice could not speak a sentence.
    #[error("voice {voice} cannot speak sentence {line}")]
    Voice {
        /// The voice's id.
        voice: String,
        /// Index of the sentence in the script.
        line: usize,
        /// What the voice said.
        #[source]
        source: SpeakerError,
    },
    /// The voice told of other words than it was given.
    #[error("voice {voice} timed {timed} words of {given} in sentence {line}")]
    Words {
        /// The voice's id.
        voice: String,
        /// Index of the sentence in the script.
        line: usize,
        /// Words in the utterance.
        given: usize,
        /// Words that got times.
        timed: usize,
    },
    /// The encoder refused the sound of a sentence.
    #[error("sentence {line} cannot be encoded")]
    Encode {
        /// Index of the sentence in the script.
        line: usize,
        /// What the encoder said.
        #[source]
        source: EncodeError,
    },
}
