//! Why a voice cannot be loaded or cannot speak.

use thiserror::Error;

use crate::acoustic::AcousticError;
use crate::waveform::WeightsError;

/// A voice that cannot be loaded, or an utterance it cannot say.
#[derive(Debug, Error)]
pub enum VoiceError {
    /// The folder of voices cannot be listed.
    #[error("the voices in {folder} cannot be listed")]
    Folder {
        /// The folder.
        folder: String,
        /// What the file system said.
        #[source]
        source: std::io::Error,
    },
    /// There is no voice to speak with.
    #[error("{folder} has no voices: no folder in it holds a voice.toml")]
    NoVoices {
        /// The folder.
        folder: String,
    },
    /// A file that a voice needs is not there or cannot be read.
    #[error("voice {voice}: the file {file} cannot be read")]
    Missing {
        /// The voice's id.
        voice: String,
        /// The file's path.
        file: String,
        /// What the file system said.
        #[source]
        source: std::io::Error,
    },
    /// A manifest is not valid TOML, or lacks a key.
    #[error("voice {voice}: {file} is not a valid manifest")]
    Manifest {
        /// The voice's id.
        voice: String,
        /// The manifest's path.
        file: String,
        /// What the parser found.
        #[source]
        source: Box<toml::de::Error>,
    },
    /// A manifest has a value that it cannot have.
    #[error("voice {voice}: {key} in the manifest {problem}")]
    Value {
        /// The voice's id.
        voice: String,
        /// The key.
        key: &'static str,
        /// What is wrong with its value.
        problem: &'static str,
    },
    /// A file is not the one that the manifest was written for.
    #[error("voice {voice}: the file {file} is damaged: its SHA-256 is {found}, not {expected}")]
    Checksum {
        /// The voice's id.
        voice: String,
        /// The file's path.
        file: String,
        /// What the manifest says.
        expected: String,
        /// What the file's bytes give.
        found: String,
    },
    /// The acoustic model cannot be loaded.
    #[error("voice {voice}: the acoustic model {file} cannot be used")]
    Model {
        /// The voice's id.
        voice: String,
        /// The encoder's path.
        file: String,
        /// What is wrong with it.
        #[source]
        source: Box<AcousticError>,
    },
    /// The vocoder's weights cannot be loaded.
    #[error("voice {voice}: the vocoder {file} cannot be used")]
    Vocoder {
        /// The voice's id.
        voice: String,
        /// The weights' path.
        file: String,
        /// What is wrong with them.
        #[source]
        source: WeightsError,
    },
    /// The weights of the bandwidth extension cannot be loaded.
    #[error("voice {voice}: the bandwidth extension {file} cannot be used")]
    Extension {
        /// The voice's id.
        voice: String,
        /// The weights' path.
        file: String,
        /// What is wrong with them.
        #[source]
        source: WeightsError,
    },
    /// The acoustic model does not have the voice's speaker.
    #[error("voice {voice}: the acoustic model has no speaker {speaker}")]
    Speaker {
        /// The voice's id.
        voice: String,
        /// The name that the manifest gives.
        speaker: String,
    },
    /// An utterance is longer than one run of the model may be.
    #[error("an utterance of {phones} phones is over the limit of {limit}")]
    TooLong {
        /// How many it has.
        phones: usize,
        /// How many it may have.
        limit: usize,
    },
    /// A speed is outside 0.5 to 2.
    #[error("speed {0} is not between 0.5 and 2")]
    Speed(f32),
    /// The acoustic model failed.
    #[error("voice {voice} failed to speak")]
    Speak {
        /// The voice's id.
        voice: String,
        /// What went wrong.
        #[source]
        source: Box<AcousticError>,
    },
}
