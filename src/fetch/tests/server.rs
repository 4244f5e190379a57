//! Servers on this machine that answer as they are told.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair, date_time_ymd};
use rustls::RootCertStore;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// What a server does next with a connection; after the last step it closes it.
#[derive(Clone)]
pub(super) enum Step {
    Send(Vec<u8>),
    /// Sends the same bytes until the client has had enough.
    Flood(Vec<u8>),
    Hang,
}

/// A server that ends with the test.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    requests: Arc<Mutex<Vec<String>>>,
    _tasks: JoinSet<()>,
}

impl Server {
    /// Answers each request by its path.
    pub(super) async fn start<F>(answer: F) -> Self
    where
        F: Fn(&str) -> Vec<Step> + Send + Sync + 'static,
    {
        Self::listen("127.0.0.1:0", None, answer).await
    }

    /// Answers at a given address, over TLS if there is an acceptor.
    pub(super) async fn listen<F>(address: &str, tls: Option<TlsAcceptor>, answer: F) -> Self
    where
        F: Fn(&str) -> Vec<Step> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind(address).await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(Mutex::new(Vec::new()));
        let (answer, log) = (Arc::new(answer), Arc::clone(&requests));
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (answer, log, tls) = (Arc::clone(&answer), Arc::clone(&log), tls.clone());
                connections.spawn(async move {
                    match tls {
                        None => converse(stream, &*answer, &log).await,
                        Some(tls) => {
                            // A client that refuses the certificate ends the handshake.
                            if let Ok(stream) = tls.accept(stream).await {
                                converse(stream, &*answer, &log).await;
                            }
                        }
                    }
                });
            }
        });
        Self {
            address,
            requests,
            _tasks: tasks,
        }
    }

    /// The heads of all requests so far.
    pub(super) fn requests(&self) -> Vec<String> {
        self.requests.lock().unwrap().clone()
    }
}

async fn converse<S>(
    mut stream: S,
    answer: &(dyn Fn(&str) -> Vec<Step> + Sync),
    log: &Mutex<Vec<String>>,
) where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return,
        }
    }
    let head = String::from_utf8(head).unwrap();
    let path = head.split(' ').nth(1).unwrap().to_owned();
    log.lock().unwrap().push(head);
    for step in answer(&path) {
        let sent = match step {
            Step::Send(bytes) => stream.write_all(&bytes).await,
            Step::Flood(bytes) => loop {
                if let Err(error) = stream.write_all(&bytes).await {
                    break Err(error);
                }
            },
            Step::Hang => std::future::pending().await,
        };
        // The client may hang up as soon as it has seen enough.
        if sent.is_err() {
            return;
        }
    }
    stream.shutdown().await.ok();
}

/// One answer: the status line, further header lines and a body whose length is told.
pub(super) fn answer(status: &str, fields: &[&str], body: &[u8]) -> Vec<Step> {
    let mut head = format!("HTTP/1.1 {status}\r\n");
    for field in fields {
        head.push_str(&format!("{field}\r\n"));
    }
    head.push_str(&format!("Content-Length: {}\r\n\r\n", body.len()));
    vec![Step::Send([head.as_bytes(), body].concat())]
}

/// A page of HTML in UTF-8.
pub(super) fn page(html: &str) -> Vec<Step> {
    answer(
        "200 OK",
        &["Content-Type: text/html; charset=utf-8"],
        html.as_bytes(),
    )
}

/// A redirect by 302.
pub(super) fn redirect(location: &str) -> Vec<Step> {
    answer("302 Found", &[&format!("Location: {location}")], b"")
}

/// An authority that signs certificates.
pub(super) struct Authority(CertifiedIssuer<'static, KeyPair>);

/// The protocols that a server speaks over TLS.
pub(super) const HTTP1: &[u8] = b"http/1.1";
pub(super) const HTTP2: &[u8] = b"h2";

impl Authority {
    pub(super) fn new() -> Self {
        let mut params = CertificateParams::default();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    /// What a client trusts that trusts this authority.
    pub(super) fn roots(&self) -> RootCertStore {
        let mut roots = RootCertStore::empty();
        roots.add(self.0.der().clone()).unwrap();
        roots
    }

    /// TLS for one name until a year, with a protocol.
    pub(super) fn tls_until(&self, name: &str, year: i32, protocol: &[u8]) -> TlsAcceptor {
        let key = KeyPair::generate().unwrap();
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        params.not_after = date_time_ymd(year, 1, 1);
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let mut config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::Pkcs8(key.serialize_der().into()),
            )
            .unwrap();
        config.alpn_protocols = vec![protocol.to_vec()];
        TlsAcceptor::from(Arc::new(config))
    }

    pub(super) fn tls(&self, name: &str, protocol: &[u8]) -> TlsAcceptor {
        self.tls_until(name, 4096, protocol)
    }
}
