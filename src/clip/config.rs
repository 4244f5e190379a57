use std::num::NonZeroU64;

use serde::Deserialize;

/// Bounds of what is spoken.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `clip.max_seconds`: longest clip, in seconds of audio.
    pub max_seconds: NonZeroU64,
    /// `clip.grace_seconds`: how long speaking goes on after the last listener has left.
    pub grace_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            max_seconds: const { NonZeroU64::new(2 * 60 * 60).unwrap() },
            grace_seconds: 10,
        }
    }
}
