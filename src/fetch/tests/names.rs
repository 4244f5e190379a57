//! Names and addresses: what happens before the first byte is sent.

use std::collections::VecDeque;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ::url::Url;
use tokio::net::TcpListener;

use super::server::{Server, page, redirect};
use super::variant;
use crate::fetch::{Client, Config, FetchError, Lookup, Network, Page, Resolve};

/// A resolver that gives its answers one after another, and then none.
#[derive(Clone)]
struct Script(Arc<Mutex<VecDeque<Answer>>>);

#[derive(Clone)]
enum Answer {
    Addresses(&'static [&'static str]),
    Missing,
    Never,
}

impl Script {
    fn new(answers: &[Answer]) -> Self {
        Self(Arc::new(Mutex::new(answers.iter().cloned().collect())))
    }

    fn left(&self) -> usize {
        self.0.lock().unwrap().len()
    }
}

impl Resolve for Script {
    fn resolve(&self, name: &str) -> Lookup {
        assert_eq!(name, "news.example");
        let answer = self.0.lock().unwrap().pop_front();
        Box::pin(async move {
            match answer.expect("one more lookup than expected") {
                Answer::Addresses(texts) => {
                    Ok(texts.iter().map(|text| text.parse().unwrap()).collect())
                }
                Answer::Missing => Err(io::ErrorKind::NotFound.into()),
                Answer::Never => std::future::pending().await,
            }
        })
    }
}

async fn get(url: &str, script: &Script, allowed: &[SocketAddr]) -> Result<Page, FetchError> {
    let network = Network {
        resolver: Box::new(script.clone()),
        allowed: allowed.to_vec(),
        ..Network::default()
    };
    let config = Config {
        connect_timeout: Duration::from_millis(500),
        ..Config::default()
    };
    let client = Client::with_network(config, network).unwrap();
    client.fetch(&Url::parse(url).unwrap(), &|_| true).await
}

#[tokio::test]
async fn names_that_lead_nowhere() {
    use Answer::{Addresses, Missing, Never};
    let cases = [
        (Missing, "Unresolved"),
        (Addresses(&[]), "Unresolved"),
        (Never, "ConnectTimeout"),
        (Addresses(&["127.0.0.1"]), "ForbiddenAddress"),
        (Addresses(&["::1"]), "ForbiddenAddress"),
        (Addresses(&["169.254.169.254"]), "ForbiddenAddress"),
        (Addresses(&["::ffff:10.0.0.1"]), "ForbiddenAddress"),
        (Addresses(&["64:ff9b::8.8.8.8"]), "ForbiddenAddress"),
        (Addresses(&["8.8.8.8", "10.0.0.1"]), "ForbiddenAddress"),
        (Addresses(&["2a00:801::1", "fd00::1"]), "ForbiddenAddress"),
    ];
    for (answer, expected) in cases {
        let script = Script::new(&[answer]);
        let error = get("http://news.example/", &script, &[]).await.unwrap_err();
        assert_eq!(variant(&error), expected, "{error}");
        assert_eq!(script.left(), 0);
    }
}

#[tokio::test]
async fn the_system_does_not_know_a_name_that_is_not() {
    let client = Client::new(Config::default()).unwrap();
    let url = Url::parse("http://lyssna.invalid/").unwrap();
    let error = client.fetch(&url, &|_| true).await.unwrap_err();
    // Where no name server answers, the system goes on asking until the limit.
    let name = variant(&error);
    assert!(name == "Unresolved" || name == "ConnectTimeout", "{error}");
}

#[tokio::test]
async fn a_name_that_turns_inwards_is_not_asked_twice() {
    let server = Server::start(|_| page("Utsidan")).await;
    let port = server.address.port();
    let inside = Server::listen(&format!("127.0.0.2:{port}"), None, |_| page("Insidan")).await;

    let script = Script::new(&[
        Answer::Addresses(&["127.0.0.1"]),
        Answer::Addresses(&["127.0.0.2"]),
    ]);
    let url = format!("http://news.example:{port}/");
    let page = get(&url, &script, &[server.address]).await.unwrap();
    assert_eq!(page.html().unwrap(), "Utsidan");
    assert_eq!(script.left(), 1, "the second answer was asked for");
    assert_eq!(server.requests().len(), 1);
    assert!(server.requests()[0].contains(&format!("host: news.example:{port}\r\n")));
    assert_eq!(inside.requests().len(), 0);
}

#[tokio::test]
async fn a_name_that_turns_inwards_between_redirects_is_refused() {
    let server = Server::start(|_| redirect("/next")).await;
    let port = server.address.port();
    let inside = Server::listen(&format!("127.0.0.2:{port}"), None, |_| page("Insidan")).await;

    let script = Script::new(&[
        Answer::Addresses(&["127.0.0.1"]),
        Answer::Addresses(&["127.0.0.2"]),
    ]);
    let url = format!("http://news.example:{port}/");
    let error = get(&url, &script, &[server.address]).await.unwrap_err();
    assert_eq!(variant(&error), "ForbiddenAddress", "{error}");
    assert_eq!((server.requests().len(), inside.requests().len()), (1, 0));
}

#[tokio::test]
async fn the_next_address_is_dialled_when_one_refuses() {
    let server = Server::start(|_| page("Hej")).await;
    let port = server.address.port();
    let allowed = [
        server.address,
        SocketAddr::new(IpAddr::from([127, 0, 0, 2]), port),
    ];
    let script = Script::new(&[Answer::Addresses(&["127.0.0.2", "127.0.0.1"])]);
    let url = format!("http://news.example:{port}/");
    let page = get(&url, &script, &allowed).await.unwrap();
    assert_eq!(page.html().unwrap(), "Hej");

    let script = Script::new(&[Answer::Addresses(&["127.0.0.2"])]);
    let error = get(&url, &script, &allowed).await.unwrap_err();
    assert_eq!(variant(&error), "Refused", "{error}");
}

#[tokio::test]
async fn a_silent_handshake_ends_at_the_limit() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let url = format!("https://{address}/");
    let error = get(&url, &Script::new(&[]), &[address]).await.unwrap_err();
    assert_eq!(variant(&error), "ConnectTimeout", "{error}");
}
