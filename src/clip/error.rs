use std::sync::Arc;

use crate::render::RenderError;
use crate::workers::WorkError;

/// Why a clip did not become whole; every reader gets the same.
#[derive(Clone, Debug, thiserror::Error)]
pub enum ClipError {
    /// There is no room for the work, or a job of it panicked.
    #[error("the work could not be done")]
    Work(#[from] WorkError),
    /// A sentence could not be spoken.
    #[error("the article could not be spoken")]
    Render(#[source] Arc<RenderError>),
    /// The article makes a longer clip than allowed.
    #[error("the clip would last {seconds} s, more than {limit} s")]
    TooLong {
        /// Seconds that were measured so far.
        seconds: u64,
        /// The configured limit, in seconds.
        limit: u64,
    },
    /// What was spoken has another length than was promised.
    #[error("the clip has {spoken} bytes instead of {promised}")]
    Length {
        /// Bytes told to listeners.
        promised: u64,
        /// Bytes spoken.
        spoken: u64,
    },
    /// Nobody listened any more.
    #[error("the last listener left")]
    Abandoned,
    /// The task that made the clip ended without a word.
    #[error("the speaking stopped")]
    Stopped,
}

impl From<RenderError> for ClipError {
    fn from(error: RenderError) -> Self {
        Self::Render(Arc::new(error))
    }
}
