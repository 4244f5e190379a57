//! TLS and what is spoken over it.

use std::net::SocketAddr;

use ::url::Url;
use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rustls::RootCertStore;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::server::{Authority, HTTP1, HTTP2, Server, page, redirect};
use super::variant;
use crate::fetch::{Client, Config, FetchError, Lookup, Network, Page, Resolve, TlsFault};

/// Leads every name to this machine.
struct Here;

impl Resolve for Here {
    fn resolve(&self, _: &str) -> Lookup {
        Box::pin(async { Ok(vec![[127, 0, 0, 1].into()]) })
    }
}

async fn get(url: &str, roots: RootCertStore, allowed: SocketAddr) -> Result<Page, FetchError> {
    let network = Network {
        resolver: Box::new(Here),
        roots,
        allowed: vec![allowed],
    };
    let client = Client::with_network(Config::default(), network).unwrap();
    client.fetch(&Url::parse(url).unwrap(), &|_| true).await
}

#[tokio::test]
async fn certificates_are_checked() {
    let (known, unknown) = (Authority::new(), Authority::new());
    let cases = [
        (known.tls("news.example", HTTP1), None),
        (known.tls("other.example", HTTP1), Some(TlsFault::WrongName)),
        (
            known.tls_until("news.example", 2001, HTTP1),
            Some(TlsFault::Expired),
        ),
        (
            unknown.tls("news.example", HTTP1),
            Some(TlsFault::Untrusted),
        ),
    ];
    for (tls, expected) in cases {
        let server = Server::listen("127.0.0.1:0", Some(tls), |_| page("Hej")).await;
        let url = format!("https://news.example:{}/", server.address.port());
        let fault = match get(&url, known.roots(), server.address).await {
            Ok(page) => {
                assert_eq!(page.html().unwrap(), "Hej");
                None
            }
            Err(FetchError::Tls { fault, .. }) => Some(fault),
            Err(error) => panic!("{error:?}"),
        };
        assert_eq!(fault, expected);
    }
}

#[tokio::test]
async fn a_port_without_tls_is_no_https() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let _server = tokio::spawn(async move {
        let (mut client, _) = listener.accept().await.unwrap();
        let told = client.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        told.unwrap();
    });
    let url = format!("https://news.example:{}/", address.port());
    match get(&url, RootCertStore::empty(), address).await {
        Err(FetchError::Tls { fault, .. }) => assert_eq!(fault, TlsFault::Other),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_redirect_does_not_leave_tls() {
    let authority = Authority::new();
    let tls = authority.tls("news.example", HTTP1);
    let server = Server::listen("127.0.0.1:0", Some(tls), |path| match path {
        "/same" => redirect("//news.example/"),
        _ => redirect("http://news.example/"),
    })
    .await;
    let url = format!("https://news.example:{}", server.address.port());
    let error = get(&format!("{url}/"), authority.roots(), server.address).await;
    assert_eq!(variant(&error.unwrap_err()), "InsecureRedirect");
}

/// A server that speaks HTTP/2 only.
async fn http2(tls: TlsAcceptor) -> (SocketAddr, JoinSet<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let mut tasks = JoinSet::new();
    tasks.spawn(async move {
        let mut connections = JoinSet::new();
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            let tls = tls.clone();
            connections.spawn(async move {
                let mut stream = tls.accept(stream).await.unwrap();
                let (_, session) = stream.get_ref();
                if session.alpn_protocol() != Some(HTTP2) {
                    stream.shutdown().await.unwrap();
                    return;
                }
                let served = hyper::server::conn::http2::Builder::new(TokioExecutor::new())
                    .serve_connection(TokioIo::new(stream), service_fn(answer_http2));
                // The client hangs up as soon as it has the page.
                served.await.ok();
            });
        }
    });
    (address, tasks)
}

async fn answer_http2(
    request: hyper::Request<Incoming>,
) -> Result<hyper::Response<Full<Bytes>>, std::io::Error> {
    let html = || hyper::Response::builder().header("content-type", "text/html");
    match request.uri().path() {
        "/a" => {
            let asked = format!(
                "{:?} {} {}",
                request.version(),
                request.uri(),
                request.headers().contains_key("connection")
            );
            Ok(html().body(asked.into()).unwrap())
        }
        "/to-a" => Ok(hyper::Response::builder()
            .status(302)
            .header("location", "/a")
            .body(Full::default())
            .unwrap()),
        "/large" => Ok(html().body(vec![b'a'; 11 << 20].into()).unwrap()),
        _ => Err(std::io::ErrorKind::Other.into()),
    }
}

#[tokio::test]
async fn pages_come_over_http2() {
    let authority = Authority::new();
    let (address, _tasks) = http2(authority.tls("news.example", HTTP2)).await;
    let origin = format!("https://news.example:{}", address.port());
    let asked = format!("HTTP/2.0 {origin}/a?b=%20 false");
    let cases = [
        ("/a?b=%20", Ok(asked.as_str())),
        ("/large", Err("TooLarge")),
        ("/reset", Err("Broken")),
    ];
    for (path, expected) in cases {
        let page = get(&format!("{origin}{path}"), authority.roots(), address).await;
        let text = page.map(|page| page.html().unwrap());
        let text = text.as_deref().map_err(variant);
        assert_eq!(
            text.as_ref().map_err(String::as_str),
            expected.as_ref().map_err(|e| *e),
            "{path}"
        );
    }
    let page = get(&format!("{origin}/to-a"), authority.roots(), address).await;
    assert_eq!(page.unwrap().url.path(), "/a");
}
