use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::time;
use tokio_util::sync::CancellationToken;

use super::access::{Access, OriginError};
use super::articles::Articles;
use super::voices::{OfferedVoice, Voices};
use crate::clip::Clips;
use crate::config::Config;
use crate::extract;
use crate::fetch::{self, FetchError};
use crate::phonemes::{ModelError, Phonemes};
use crate::store::{Store, StoreError};
use crate::telemetry::{Metrics, TelemetryError};
use crate::voice::{self, VoiceError};
use crate::workers::Workers;

/// Why the service does not start or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be taken.
    #[error("listen: cannot listen on {address}")]
    Listen {
        /// The configured address.
        address: SocketAddr,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// Connections can no longer be accepted.
    #[error("connections cannot be accepted")]
    Accept(#[source] std::io::Error),
    /// Signals cannot be received.
    #[error("SIGTERM cannot be received")]
    Signal(#[source] std::io::Error),
    /// There is no voice to speak with.
    #[error("there is no voice")]
    NoVoice,
    /// A voice does not load.
    #[error(transparent)]
    Voice(#[from] VoiceError),
    /// A site's voice is not among those offered.
    #[error("sites.voice: there is no voice {0:?}")]
    UnknownVoice(String),
    /// A configured origin is malformed.
    #[error(transparent)]
    Origin(#[from] OriginError),
    /// The letter-to-sound model is damaged.
    #[error("the letter-to-sound model does not load")]
    Phonemes(#[from] ModelError),
    /// The fetching of pages cannot be set up.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// The store of clips cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The metrics cannot be set up.
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
}

/// What a service is made of, beside its configuration.
pub struct Parts {
    /// The voices, the default first.
    pub voices: Vec<OfferedVoice>,
    /// Letters to sounds.
    pub phonemes: Phonemes,
    /// Where pages come from.
    pub pages: fetch::Client,
    /// Where clips are kept.
    pub store: Store,
}

/// The state behind the router, shared by all clones.
#[derive(Clone)]
pub(super) struct Service(Arc<Inner>);

pub(super) struct Inner {
    pub(super) config: super::Config,
    pub(super) access: Access,
    pub(super) articles: Articles,
    pub(super) clips: Clips,
    pub(super) voices: Voices,
    pub(super) store: Store,
    pub(super) workers: Workers,
    pub(super) metrics: Metrics,
    draining: CancellationToken,
}

impl std::ops::Deref for Service {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Parts {
    /// Loads the parts that the configuration names.
    ///
    /// # Errors
    /// When a voice, the model or the store does not load.
    pub fn load(config: &Config) -> Result<Self, ServeError> {
        let voices = match &config.voices {
            Some(folder) => voice::Voices::from_folder(folder),
            None => voice::Voices::embedded(),
        };
        Ok(Self {
            voices: OfferedVoice::all(&voices?),
            phonemes: Phonemes::embedded()?,
            pages: fetch::Client::new(config.fetch.clone())?,
            store: Store::open(&config.store)?,
        })
    }
}

impl Service {
    pub(super) fn new(config: &Config, parts: Parts) -> Result<Self, ServeError> {
        let access = Access::new(&config.sites, config.allow_any_site)?;
        if access.is_local_only() {
            tracing::warn!("no sites are configured: only this machine may listen");
        }
        let voices = Voices::new(parts.voices).ok_or(ServeError::NoVoice)?;
        for voice in config.sites.iter().filter_map(|site| site.voice.as_ref()) {
            if voices.find(voice).is_none() {
                return Err(ServeError::UnknownVoice(voice.clone()));
            }
        }
        let metrics = Metrics::new()?;
        let workers = Workers::new(&config.workers);
        let articles = Articles::new(
            parts.pages,
            extract::Options::default(),
            Arc::new(parts.phonemes),
            workers.clone(),
            metrics.clone(),
            Duration::from_secs(config.http.article_seconds),
        );
        let clips = Clips::new(
            config.clip.clone(),
            parts.store.clone(),
            workers.clone(),
            metrics.clone(),
        );
        Ok(Self(Arc::new(Inner {
            config: config.http.clone(),
            access,
            articles,
            clips,
            voices,
            store: parts.store,
            workers,
            metrics,
            draining: CancellationToken::new(),
        })))
    }

    /// The token that is cancelled when the service is to stop.
    pub(super) fn draining(&self) -> CancellationToken {
        self.draining.clone()
    }

    pub(super) fn is_draining(&self) -> bool {
        self.draining.is_cancelled()
    }

    pub(super) fn drain_within(&self) -> Duration {
        self.config.drain_within()
    }

    /// Waits until the clips under way are stored.
    pub(super) async fn drain(&self) {
        self.clips.drain().await;
    }

    /// Keeps the metrics small, for ever.
    pub(super) fn upkeep(&self) -> impl Future<Output = ()> + use<> {
        let metrics = self.metrics.clone();
        async move {
            let mut ticks = time::interval(UPKEEP);
            loop {
                ticks.tick().await;
                metrics.upkeep();
            }
        }
    }
}

/// Histograms gather some kilobytes a second under load.
const UPKEEP: Duration = Duration::from_secs(5);
