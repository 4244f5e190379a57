//! What can go wrong with an acoustic model.

use thiserror::Error;

/// An acoustic model that cannot be loaded or run.
#[derive(Debug, Error)]
pub enum AcousticError {
    /// A graph is not ONNX, or uses an operator that is not supported.
    #[error("the {part} is not a usable ONNX graph")]
    Load {
        /// `encoder` or `decoder`.
        part: &'static str,
        /// What the runtime found.
        #[source]
        source: rten::LoadError,
    },
    /// A graph lacks an input or output.
    #[error("the {part} has no input or output named {name}")]
    Node {
        /// `encoder` or `decoder`.
        part: &'static str,
        /// The missing node's name.
        name: &'static str,
    },
    /// A graph failed while running.
    #[error("the {part} failed to run")]
    Run {
        /// `encoder` or `decoder`.
        part: &'static str,
        /// What the runtime said.
        #[source]
        source: rten::RunError,
    },
    /// An output has another shape or type than the interface says.
    #[error("the {part} gave an output that is not f32 of shape {expected:?}")]
    Shape {
        /// `encoder` or `decoder`.
        part: &'static str,
        /// The shape that the interface says.
        expected: Vec<usize>,
    },
    /// The settings are not valid JSON, or lack a key.
    #[error("the acoustic settings cannot be read")]
    Settings(#[source] serde_json::Error),
    /// The settings have the wrong number of cepstra.
    #[error("the acoustic settings have {found} cepstrum values, not 18")]
    Cepstra {
        /// How many there are.
        found: usize,
    },
}
