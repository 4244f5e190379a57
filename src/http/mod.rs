//! The service: what it answers, to whom, and when it stops.

mod access;
mod articles;
mod clients;
mod config;
mod connections;
mod crowd;
mod error;
mod layers;
mod openapi;
pub mod range;
mod rates;
mod readers;
mod reload;
mod reports;
mod request_id;
mod router;
mod routes;
mod rules;
mod service;
#[cfg(test)]
mod tests;
mod voices;

use std::future::{self, Future};
use std::net::SocketAddr;

use tokio::net::TcpListener;
use tokio::signal::unix::{self, SignalKind};
use tokio::{signal, time};

use crate::config::{Config as ServiceConfig, ConfigError, Faults};
use crate::telemetry::{Phase, tell_supervisor};

pub use config::Config;
pub use routes::feeds::{FeedError, FeedProgress};
pub use service::{Parts, ServeError, check};
pub use voices::{AboutVoice, OfferedVoice};

use service::Service;

/// A service that has its address but does not answer yet.
pub struct Server {
    listener: TcpListener,
    /// Where the metrics are, when they have an address of their own.
    metrics: Option<TcpListener>,
    service: Service,
}

impl Server {
    /// Loads the configured parts and takes the configured address.
    ///
    /// # Errors
    /// When a part does not load or the address is taken.
    pub async fn bind(config: &ServiceConfig) -> Result<Self, ServeError> {
        Self::bind_with(config, Parts::load(config)?).await
    }

    /// Takes the configured address for a service of these parts.
    ///
    /// # Errors
    /// When there is no voice, a site is malformed or the address is taken.
    pub async fn bind_with(config: &ServiceConfig, parts: Parts) -> Result<Self, ServeError> {
        let service = Service::new(config, parts)?;
        let listener = listen("listen", config.listen).await?;
        let metrics = match config.http.metrics_listen {
            Some(address) => Some(listen("http.metrics_listen", address).await?),
            None => None,
        };
        Ok(Self {
            listener,
            metrics,
            service,
        })
    }

    /// Returns the address that clients connect to.
    ///
    /// # Errors
    /// When the operating system does not tell it.
    pub fn local_addr(&self) -> std::io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Returns the address that the metrics are read from, if they have their own.
    ///
    /// # Errors
    /// When the operating system does not tell it.
    pub fn metrics_addr(&self) -> std::io::Result<Option<SocketAddr>> {
        self.metrics
            .as_ref()
            .map(TcpListener::local_addr)
            .transpose()
    }

    /// Answers until `stop` comes, then lets listeners and clips finish.
    pub async fn run(self, stop: impl Future<Output = ()> + Send + 'static) {
        let Self {
            listener,
            metrics,
            service,
        } = self;
        let draining = service.draining();
        let router = router::router(&service);
        let served = connections::serve(
            listener,
            router,
            &service.config,
            &service.proxies,
            service.metrics.bytes_sent(),
            draining.clone(),
        );
        let answered = async {
            served.await;
            service.drain().await;
        };
        let (upkeep, sweeping) = (service.upkeep(), service.sweeping());
        let measured = serve_metrics(metrics, &service);
        let feeds = service.keep_feeds();
        let stop = async {
            stop.await;
            tracing::info!("stopping: listeners and clips may finish");
            draining.cancel();
            time::sleep(service.drain_within()).await;
        };
        tokio::select! {
            () = answered => {}
            () = upkeep => {}
            () = sweeping => {}
            () = measured => {}
            () = feeds => {}
            () = stop => tracing::warn!("stopped before all was finished"),
        }
    }
}

/// Takes the address that a key of the configuration names.
async fn listen(key: &'static str, address: SocketAddr) -> Result<TcpListener, ServeError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| ServeError::Listen {
            key,
            address,
            source,
        })
}

/// Answers on the metrics' own address, for ever.
async fn serve_metrics(listener: Option<TcpListener>, service: &Service) {
    let Some(listener) = listener else {
        return future::pending::<()>().await;
    };
    let router = router::own_address().with_state(service.clone());
    if let Err(error) = axum::serve(listener, router).await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "no metrics any more"
        );
    }
    future::pending::<()>().await;
}

/// Speaks a feed's episodes ahead, telling of each, and writes the feed's first page.
///
/// The clips are where the service of this configuration keeps its own.
///
/// # Errors
/// When the parts cannot be set up, the feed is unknown, its articles cannot be listed, or none of
/// them can be read.
pub async fn render_feed(
    config: &ServiceConfig,
    parts: Parts,
    name: &str,
    told: &(dyn Fn(FeedProgress<'_>) + Sync),
) -> Result<String, FeedError> {
    let service = Service::new(config, parts)?;
    let feed = service.feeds.named(name)?;
    let refreshed = service.refresh(feed, told).await;
    service.drain().await;
    let name = || name.to_owned();
    refreshed.map_err(|source| FeedError::Listing {
        name: name(),
        source: source.into(),
    })?;
    feed.shown()
        .map_err(|_| FeedError::Empty { name: name() })?;
    Ok(feed.first_page()?)
}

/// Serves with the given configuration until Ctrl-C or SIGTERM.
///
/// At SIGHUP sites and lexica are taken anew from what `examine` reads then, unless it has a
/// fault; the other keys stay as they are.
///
/// # Errors
/// When the service cannot start.
pub async fn serve(
    config: &ServiceConfig,
    examine: impl Fn() -> Result<(ServiceConfig, Faults), ConfigError>,
) -> Result<(), ServeError> {
    let mut terminated = unix::signal(SignalKind::terminate()).map_err(ServeError::Signal)?;
    let hung_up = unix::signal(SignalKind::hangup()).map_err(ServeError::Signal)?;
    let server = Server::bind(config).await?;
    if let Ok(address) = server.local_addr() {
        tracing::info!("listening on http://{address}");
    }
    tell_supervisor(Phase::Ready);
    let stop = async move {
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = terminated.recv() => {}
        }
        tell_supervisor(Phase::Stopping);
    };
    let service = server.service.clone();
    let served = server.run(stop);
    tokio::select! {
        () = served => {}
        () = reload::whenever(hung_up, service, examine) => {}
    }
    Ok(())
}
