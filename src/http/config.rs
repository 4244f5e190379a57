use std::num::NonZeroU64;
use std::time::Duration;

use serde::Deserialize;

/// Bounds of requests and answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `http.url_bytes`: longest path and query of a request.
    pub url_bytes: usize,
    /// `http.body_bytes`: longest body of a request.
    pub body_bytes: usize,
    /// `http.answer_seconds`: time until an answer begins.
    pub answer_seconds: NonZeroU64,
    /// `http.article_seconds`: how long an article is taken for fresh.
    pub article_seconds: u64,
    /// `http.drain_seconds`: how long a stop waits for listeners and clips.
    pub drain_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url_bytes: 4096,
            body_bytes: 64 << 10,
            answer_seconds: const { NonZeroU64::new(60).unwrap() },
            article_seconds: 60,
            drain_seconds: 30,
        }
    }
}

impl Config {
    pub(super) fn answer_within(&self) -> Duration {
        Duration::from_secs(self.answer_seconds.get())
    }

    pub(super) fn drain_within(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}
