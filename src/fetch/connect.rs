//! From a URL to an open connection, by addresses that were checked.

use std::future::Future;
use std::io;
use std::net::{IpAddr, SocketAddr, ToSocketAddrs};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::task::{self, JoinSet};
use tokio_rustls::TlsConnector;
use url::Url;

use super::FetchError;
use super::url::{Destination, check_address, destination};

/// Wait before the next address is dialled beside the last (RFC 8305, 8).
const ATTEMPT_DELAY: Duration = Duration::from_millis(250);

/// Most addresses dialled for one name, so that no answer makes this service flood others.
const MAX_ADDRESSES: usize = 8;

/// The addresses of a name, once they are known.
pub type Lookup = Pin<Box<dyn Future<Output = io::Result<Vec<IpAddr>>> + Send>>;

/// What turns a host's name into addresses.
pub trait Resolve: Send + Sync {
    /// Looks up a name, given in ASCII without a final dot.
    fn resolve(&self, name: &str) -> Lookup;
}

/// The resolver of the operating system, on so many threads at most.
///
/// A lookup cannot be called off. One that nobody waits for any more keeps its thread until the
/// system has answered, and the others go on with the threads that are left.
struct System {
    threads: Arc<Semaphore>,
}

/// Lookups under way at once; each may hold a thread for as long as name servers are silent.
const LOOKUPS: usize = 32;

/// The network as a client sees it: its names, its authorities, its exceptions.
///
/// The default is the real one. Tests change it; no configuration key does.
pub struct Network {
    /// What looks up names.
    pub resolver: Box<dyn Resolve>,
    /// The certificate authorities that are trusted.
    pub roots: RootCertStore,
    /// Exact addresses and ports that are dialled though they are not public.
    pub allowed: Vec<SocketAddr>,
}

impl Default for Network {
    /// The system's resolver, Mozilla's authorities and no exceptions.
    fn default() -> Self {
        let mut roots = RootCertStore::empty();
        roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        Self {
            resolver: Box::new(System {
                threads: Arc::new(Semaphore::new(LOOKUPS)),
            }),
            roots,
            allowed: Vec::new(),
        }
    }
}

impl Resolve for System {
    fn resolve(&self, name: &str) -> Lookup {
        // The final dot keeps the system from trying the name under local search domains.
        let absolute = format!("{name}.");
        let threads = Arc::clone(&self.threads);
        Box::pin(async move {
            let thread = threads.acquire_owned().await.map_err(io::Error::other)?;
            let lookup = move || {
                let _thread = thread;
                let addresses = (absolute, 0).to_socket_addrs()?;
                Ok(addresses.map(|address| address.ip()).collect())
            };
            task::spawn_blocking(lookup).await?
        })
    }
}

/// An open connection, with TLS or without.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

/// What is spoken over a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Protocol {
    Http1,
    Http2,
}

/// An open connection to a checked address.
pub(super) struct Connection {
    pub(super) stream: Box<dyn Stream>,
    pub(super) protocol: Protocol,
}

/// Protocols by their names in TLS (RFC 7301), the preferred first.
const ALPN: [&[u8]; 2] = [HTTP2, b"http/1.1"];
const HTTP2: &[u8] = b"h2";

/// Opens connections to where URLs lead.
pub(super) struct Connector {
    network: Network,
    tls: TlsConnector,
    limit: Duration,
}

impl Connector {
    pub(super) fn new(network: Network, limit: Duration) -> Result<Self, FetchError> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(FetchError::TlsSetup)?
            .with_root_certificates(network.roots.clone())
            .with_no_client_auth();
        config.alpn_protocols = ALPN.map(<[u8]>::to_vec).to_vec();
        Ok(Self {
            network,
            tls: TlsConnector::from(Arc::new(config)),
            limit,
        })
    }

    /// Connects to where a URL leads, after judging it and every address of its host.
    pub(super) async fn connect(&self, url: &Url) -> Result<Connection, FetchError> {
        let destination = destination(url, &self.network.allowed)?;
        let host = destination.host();
        let opened = tokio::time::timeout(self.limit, async {
            let addresses = self.addresses(&destination).await?;
            let stream = dial(addresses).await.map_err(|source| {
                let host = host.clone();
                FetchError::Refused { host, source }
            })?;
            self.secured(url, &host, stream).await
        });
        match opened.await {
            Ok(result) => result,
            Err(_) => Err(FetchError::ConnectTimeout {
                host,
                limit: self.limit,
            }),
        }
    }

    /// Looks the host up, once, and approves all that it gets.
    ///
    /// One address that is not public condemns the name: an honest site has none.
    async fn addresses(&self, destination: &Destination) -> Result<Vec<SocketAddr>, FetchError> {
        let (name, port) = match destination {
            Destination::Address(address) => return Ok(vec![*address]),
            Destination::Name { name, port } => (name, *port),
        };
        let unresolved = |source| FetchError::Unresolved {
            host: name.clone(),
            source,
        };
        let found = self.network.resolver.resolve(name);
        let addresses: Vec<SocketAddr> = found
            .await
            .map_err(unresolved)?
            .into_iter()
            .map(|address| SocketAddr::new(address, port))
            .collect();
        for address in &addresses {
            check_address(name, *address, &self.network.allowed)?;
        }
        if addresses.is_empty() {
            return Err(unresolved(io::ErrorKind::NotFound.into()));
        }
        Ok(addresses)
    }

    async fn secured(
        &self,
        url: &Url,
        host: &str,
        stream: TcpStream,
    ) -> Result<Connection, FetchError> {
        if url.scheme() != "https" {
            return Ok(Connection {
                stream: Box::new(stream),
                protocol: Protocol::Http1,
            });
        }
        let failed = |source| FetchError::tls(host, source);
        let name = ServerName::try_from(host.to_owned())
            .map_err(|error| failed(io::Error::new(io::ErrorKind::InvalidInput, error)))?;
        let stream = self.tls.connect(name, stream).await.map_err(failed)?;
        let (_, session) = stream.get_ref();
        let protocol = match session.alpn_protocol() {
            Some(HTTP2) => Protocol::Http2,
            Some(_) | None => Protocol::Http1,
        };
        Ok(Connection {
            stream: Box::new(stream),
            protocol,
        })
    }
}

impl Destination {
    /// The host as TLS and the Host field name it, addresses without brackets.
    fn host(&self) -> String {
        match self {
            Self::Address(address) => address.ip().to_string(),
            Self::Name { name, .. } => name.clone(),
        }
    }
}

/// Connects to the first address that answers, trying them side by side (RFC 8305, 5).
async fn dial(addresses: Vec<SocketAddr>) -> io::Result<TcpStream> {
    let mut attempts = JoinSet::new();
    let mut failure = io::Error::from(io::ErrorKind::AddrNotAvailable);
    let mut waiting = addresses.into_iter().take(MAX_ADDRESSES);
    loop {
        let next = waiting.next();
        let last = next.is_none();
        if let Some(address) = next {
            attempts.spawn(TcpStream::connect(address));
        }
        let pause = if last { Duration::MAX } else { ATTEMPT_DELAY };
        match tokio::time::timeout(pause, attempts.join_next()).await {
            Ok(Some(Ok(Ok(stream)))) => return Ok(stream),
            Ok(Some(Ok(Err(error)))) => failure = error,
            Ok(Some(Err(stopped))) => failure = stopped.into(),
            Ok(None) => return Err(failure),
            Err(_) => {}
        }
    }
}
