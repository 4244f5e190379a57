use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use super::clients::Proxies;
use crate::config::Faults;

/// Bounds of requests and answers.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `http.public_url`: where listeners reach the service, as in `https://lyssna.example.se/`.
    ///
    /// Without it, links to the service are made of each request's Host field.
    pub public_url: Option<String>,
    /// `http.metrics_listen`: an address and port of their own for the metrics, where `/healthz`
    /// and `/readyz` are answered too.
    ///
    /// Without it, `/metrics` is answered beside everything else.
    pub metrics_listen: Option<SocketAddr>,
    /// `http.url_bytes`: longest path and query of a request.
    pub url_bytes: usize,
    /// `http.body_bytes`: longest body of a request.
    pub body_bytes: usize,
    /// `http.header_bytes`: largest head of a request, at least 8192.
    pub header_bytes: usize,
    /// `http.header_seconds`: time for the head of a request, and between two requests.
    pub header_seconds: NonZeroU64,
    /// `http.stall_seconds`: how long a client may take nothing of what is sent to it.
    pub stall_seconds: NonZeroU64,
    /// `http.connections`: clients connected at once; the others wait.
    pub connections: NonZeroUsize,
    /// `http.connections_per_client`: connections of one address; the machine itself and trusted
    /// proxies may have more.
    pub connections_per_client: NonZeroUsize,
    /// `http.requests_per_minute`: requests for speech of one client, by its address.
    pub requests_per_minute: NonZeroU32,
    /// `http.site_requests_per_minute`: requests for articles of one site, where
    /// `sites.requests_per_minute` does not say otherwise.
    pub site_requests_per_minute: NonZeroU32,
    /// `http.trusted_proxies`: addresses and networks whose X-Forwarded-For is believed.
    pub trusted_proxies: Vec<String>,
    /// `http.log_clients`: name clients' addresses in the log.
    pub log_clients: bool,
    /// `http.answer_seconds`: time until an answer begins.
    pub answer_seconds: NonZeroU64,
    /// `http.article_min_seconds`: an article is not fetched again before, whatever its site says.
    pub article_min_seconds: u64,
    /// `http.article_max_seconds`: an article is asked for again after, whatever its site says.
    pub article_max_seconds: u64,
    /// `http.article_bytes`: bytes of memory for articles that were read, about.
    pub article_bytes: u64,
    /// `http.speech_keys`: who may use the speech API; only the machine itself when empty.
    pub speech_keys: Vec<String>,
    /// `http.speech_characters`: the longest text of the speech API; OpenAI takes 4096.
    pub speech_characters: NonZeroUsize,
    /// `http.admin_key`: the password to the operator's pages, which there are none of without it.
    pub admin_key: Option<String>,
    /// `http.drain_seconds`: how long a stop waits for listeners and clips.
    pub drain_seconds: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            public_url: None,
            metrics_listen: None,
            url_bytes: 4096,
            body_bytes: 64 << 10,
            header_bytes: 64 << 10,
            header_seconds: const { NonZeroU64::new(15).unwrap() },
            stall_seconds: const { NonZeroU64::new(60).unwrap() },
            connections: const { NonZeroUsize::new(4096).unwrap() },
            connections_per_client: const { NonZeroUsize::new(256).unwrap() },
            requests_per_minute: const { NonZeroU32::new(600).unwrap() },
            site_requests_per_minute: const { NonZeroU32::new(6000).unwrap() },
            trusted_proxies: Vec::new(),
            log_clients: false,
            answer_seconds: const { NonZeroU64::new(60).unwrap() },
            article_min_seconds: 60,
            article_max_seconds: 60 * 60,
            article_bytes: 32 << 20,
            speech_keys: Vec::new(),
            speech_characters: const { NonZeroUsize::new(4096).unwrap() },
            admin_key: None,
            drain_seconds: 30,
        }
    }
}

/// The HTTP library reads no less at once.
const LEAST_HEADER: usize = 8192;

/// A password that is not guessed within the rate of requests.
const LEAST_KEY: usize = 16;

impl Config {
    /// Checks each value by itself and against the others.
    pub(crate) fn validate(&self, faults: &mut Faults) {
        if let Some(url) = &self.public_url
            && !Url::parse(url).is_ok_and(|url| is_home(&url))
        {
            let problem = "must be an address such as https://lyssna.example.se/";
            faults.add("http.public_url", problem);
        }
        if self.header_bytes < LEAST_HEADER {
            faults.add("http.header_bytes", "must be at least 8192");
        }
        if self.header_bytes < self.url_bytes {
            faults.add("http.header_bytes", "must be at least http.url_bytes");
        }
        if let Err(error) = Proxies::new(&self.trusted_proxies) {
            faults.add("http.trusted_proxies", error);
        }
        if self
            .admin_key
            .as_ref()
            .is_some_and(|key| key.len() < LEAST_KEY)
        {
            faults.add("http.admin_key", "must be of at least 16 bytes");
        }
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

    pub(super) fn header_within(&self) -> Duration {
        Duration::from_secs(self.header_seconds.get())
    }

    pub(super) fn stall_within(&self) -> Duration {
        Duration::from_secs(self.stall_seconds.get())
    }

    pub(super) fn answer_within(&self) -> Duration {
        Duration::from_secs(self.answer_seconds.get())
    }

    pub(super) fn drain_within(&self) -> Duration {
        Duration::from_secs(self.drain_seconds)
    }
}

/// The player's scripts and the pages stand at fixed paths below the root.
fn is_home(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
        && url.path() == "/"
        && url.query().is_none()
        && url.fragment().is_none()
}
