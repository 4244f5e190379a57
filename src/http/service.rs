use std::future::Future;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderValue, header};
use tokio::time;
use tokio_util::sync::CancellationToken;
use url::Url;

use super::access::Access;
use super::articles::{Articles, Source};
use super::clients::Proxies;
use super::error::Problem;
use super::rates::Rates;
use super::readers::Readers;
use super::reports::Reports;
use super::routes::feeds::Feeds;
use super::rules::{CurrentRules, Rules};
use super::voices::{OfferedVoice, Voices};
use crate::clip::Clips;
use crate::config::{Config, Faults};
use crate::fetch::{self, FetchError};
use crate::phonemes::{ModelError, Phonemes};
use crate::store::{Store, StoreError};
use crate::telemetry::{Metrics, TelemetryError};
use crate::voice::{self, VoiceError};
use crate::workers::Workers;

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The address cannot be taken.
    #[error("{key}: cannot listen on {address}")]
    Listen {
        /// The key of the configuration.
        key: &'static str,
        /// The configured address.
        address: SocketAddr,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// Signals cannot be received.
    #[error("SIGTERM and SIGHUP cannot be received")]
    Signal(#[source] std::io::Error),
    /// There is no voice to speak with.
    #[error("there is no voice")]
    NoVoice,
    /// A voice does not load.
    #[error(transparent)]
    Voice(#[from] VoiceError),
    /// The configuration does not fit what there is.
    #[error("the configuration is not valid")]
    Config(#[from] Faults),
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
    pub(super) proxies: Proxies,
    pub(super) rules: CurrentRules,
    pub(super) rates: Rates,
    pub(super) articles: Articles,
    pub(super) clips: Clips,
    pub(super) voices: Voices,
    pub(super) feeds: Feeds,
    pub(super) reports: Reports,
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
        let mut fetch = config.fetch.clone();
        // Where listeners reach the service, sites learn what it is.
        fetch.contact = fetch.contact.or_else(|| config.http.public_url.clone());
        Ok(Self {
            voices: offered(config)?,
            phonemes: Phonemes::embedded()?,
            pages: fetch::Client::new(fetch)?,
            store: Store::open(&config.store, std::env::vars())?,
        })
    }
}

/// Checks what the configuration names: voices and the folder of clips.
///
/// # Errors
/// All that is missing or damaged, by key.
pub fn check(config: &Config) -> Result<(), Faults> {
    let mut faults = Faults::default();
    match offered(config) {
        Ok(voices) => match Voices::new(voices) {
            Some(voices) => voices.check(config, &mut faults),
            None => faults.add_error("voices", &ServeError::NoVoice),
        },
        Err(error) => faults.add_error("voices", &error),
    }
    if let Err(others) = Readers::load(config) {
        faults.extend(others);
    }
    if let Err(error) = Store::open(&config.store, std::env::vars()) {
        let key = match config.store.url {
            Some(_) => "store.url",
            None => "store.dir",
        };
        faults.add_error(key, &error);
    }
    faults.into_result()
}

fn offered(config: &Config) -> Result<Vec<OfferedVoice>, VoiceError> {
    let voices = match &config.voices {
        Some(folder) => voice::Voices::from_folder(folder),
        None => voice::Voices::embedded(),
    };
    Ok(OfferedVoice::all(&voices?))
}

impl Service {
    pub(super) fn new(config: &Config, parts: Parts) -> Result<Self, ServeError> {
        let rules = CurrentRules::new(Rules::load(config)?);
        let loaded = rules.get();
        let sites = &loaded.sites;
        if sites.is_local_only() {
            tracing::warn!("no sites are configured: only this machine may listen");
        }
        if sites.is_any() && config.fetch.contact.is_none() && config.http.public_url.is_none() {
            tracing::warn!(
                "neither fetch.contact nor http.public_url is set: sites cannot see who reads them"
            );
        }
        let voices = Voices::new(parts.voices).ok_or(ServeError::NoVoice)?;
        let mut faults = Faults::default();
        voices.check(config, &mut faults);
        faults.into_result()?;
        let home = config.http.public_url.as_deref().map(Url::parse);
        let home = home
            .transpose()
            .map_err(|error| Faults::of("http.public_url", error))?;
        let proxies = Proxies::new(&config.http.trusted_proxies)
            .map_err(|error| Faults::of("http.trusted_proxies", error))?;
        let metrics = Metrics::new()?;
        let workers = Workers::new(&config.workers);
        let articles = Articles::new(
            config.http.clone(),
            Arc::new(parts.pages),
            rules.clone(),
            Arc::new(parts.phonemes),
            workers.beside(config.fetch.at_once),
            metrics.clone(),
        );
        let clips = Clips::new(
            config.clip.clone(),
            parts.store.clone(),
            workers.clone(),
            metrics.clone(),
        );
        Ok(Self(Arc::new(Inner {
            config: config.http.clone(),
            rates: Rates::new(&config.http),
            access: Access::new(rules.clone(), &config.http),
            rules,
            proxies,
            articles,
            clips,
            voices,
            feeds: Feeds::new(&config.feeds, home.as_ref()),
            reports: Reports::new(parts.store.clone()),
            store: parts.store,
            workers,
            metrics,
            draining: CancellationToken::new(),
        })))
    }

    /// Where listeners reach the service, as configured or as the request names it.
    pub(super) fn home(&self, headers: &HeaderMap) -> Result<Url, Problem> {
        let host = headers.get(header::HOST).map(HeaderValue::to_str);
        let address = match (&self.config.public_url, host) {
            (Some(url), _) => url.clone(),
            (None, Some(Ok(host))) => format!("http://{host}/"),
            (None, _) => return Err(Problem::BadRequest),
        };
        Url::parse(&address).map_err(|_| Problem::BadRequest)
    }

    /// Who reads an article: the voice that is asked for, or else its site's.
    pub(super) fn voice(
        &self,
        asked: Option<&str>,
        source: &Source,
    ) -> Result<&OfferedVoice, Problem> {
        match asked.or_else(|| source.site().and_then(|site| site.voice())) {
            None => Ok(self.voices.default()),
            Some(id) => self.voices.find(id).ok_or(Problem::UnknownVoice),
        }
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

    /// Keeps the store within its bounds, for ever.
    pub(super) fn sweeping(&self) -> impl Future<Output = ()> + use<> {
        let service = self.clone();
        async move {
            let mut ticks = time::interval(SWEEPING);
            loop {
                ticks.tick().await;
                match service.store.sweep().await {
                    Ok(None) => {}
                    Ok(Some(swept)) => service.metrics.store_swept(swept.removed, swept.bytes),
                    Err(error) => {
                        service.metrics.store_error("sweep");
                        tracing::error!(
                            error = &error as &dyn std::error::Error,
                            "store not swept"
                        );
                    }
                }
            }
        }
    }

    /// Keeps the metrics and the table of clients small, for ever.
    pub(super) fn upkeep(&self) -> impl Future<Output = ()> + use<> {
        let service = self.clone();
        async move {
            let mut ticks = time::interval(UPKEEP);
            loop {
                ticks.tick().await;
                service.metrics.upkeep();
                service.rates.upkeep();
            }
        }
    }
}

/// How often the store is asked whether it overflows.
const SWEEPING: Duration = Duration::from_secs(60);

/// Histograms gather some kilobytes a second under load.
const UPKEEP: Duration = Duration::from_secs(5);
