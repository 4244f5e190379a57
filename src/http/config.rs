use std::num::NonZeroU64;
use std::time::Duration;

use serde::Deserialize;

use crate::config::Faults;

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
    /// `http.article_min_seconds`: an article is not fetched again before, whatever its site says.
    pub article_min_seconds: u64,
    /// `http.article_max_seconds`: an article is asked for again after, whatever its site says.
    pub article_max_seconds: u64,
    /// `http.article_bytes`: bytes of memory for articles that were read, about.
    pub article_bytes: u64,
    /// `http.drain_seconds`: how long a stop waits for listeners and clips.
    pub drain_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            url_bytes: 4096,
            body_bytes: 64 << 10,
            answer_seconds: const { NonZeroU64::new(60).unwrap() },
            article_min_seconds: 60,
            article_max_seconds: 60 * 60,
            article_bytes: 32 << 20,
            drain_seconds: 30,
        }
    }
}

impl Config {
    /// Checks the values against each other.
    pub(crate) fn validate(&self, faults: &mut Faults) {
        if self.article_max_seconds < self.article_min_seconds {
            faults.add(
                "http.article_max_seconds",
                "must be at least http.article_min_seconds",
            );
        }
    }

    /// How long an article is fresh whose site says so much.
    pub(super) fn article_lifetime(&self, told: Option<Duration>) -> Duration {
        let [min, max] =
            [self.article_min_seconds, self.article_max_seconds].map(Duration::from_secs);
        told.unwrap_or(min).clamp(min, max)
    }

    pub(super) fn answer_within(&self) -> Duration {
        Duration::from_secs(self.answer_seconds.get())
    }

    pub(super) fn drain_within(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}
