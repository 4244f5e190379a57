//! A service on a port of its own, and a voice whose every sentence can be held back.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use lyssna::config::Config;
use lyssna::fetch::{self, Network};
use lyssna::http::{AboutVoice, OfferedVoice, Parts, Server};
use lyssna::phonemes::Phonemes;
use lyssna::prosody::Utterance;
use lyssna::render::{Performance, Speaker, SpeakerError};
use lyssna::store::Store;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use reqwest::{Client, RequestBuilder, Response};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// Hums 80 ms a word, and only as many sentences as it is let.
pub(crate) struct Hum {
    allowed: Mutex<usize>,
    more: Condvar,
    spoken: AtomicUsize,
    /// Index, in the order of speaking, of a sentence that makes it panic.
    panics_at: usize,
    is_broken: AtomicBool,
}

const WORD_SAMPLES: usize = 1280;
const REST_SAMPLES: usize = 4800;

impl Hum {
    pub(crate) fn new() -> Arc<Self> {
        Self::with(usize::MAX, usize::MAX)
    }

    /// Holds back all sentences after the first `allowed`.
    pub(crate) fn held_after(allowed: usize) -> Arc<Self> {
        Self::with(allowed, usize::MAX)
    }

    pub(crate) fn panicking_at(index: usize) -> Arc<Self> {
        Self::with(usize::MAX, index)
    }

    /// Holds back the sentence that makes it panic.
    pub(crate) fn panicking_when_let_go(index: usize) -> Arc<Self> {
        Self::with(index, index)
    }

    fn with(allowed: usize, panics_at: usize) -> Arc<Self> {
        Arc::new(Self {
            allowed: Mutex::new(allowed),
            more: Condvar::new(),
            spoken: AtomicUsize::new(0),
            panics_at,
            is_broken: AtomicBool::new(false),
        })
    }

    pub(crate) fn let_go(&self) {
        *self.allowed.lock().unwrap() = usize::MAX;
        self.more.notify_all();
    }

    /// Makes it panic at every sentence, until it is mended.
    pub(crate) fn set_broken(&self, is_broken: bool) {
        self.is_broken.store(is_broken, Ordering::SeqCst);
    }

    /// Sentences begun so far.
    pub(crate) fn spoken(&self) -> usize {
        self.spoken.load(Ordering::SeqCst)
    }
}

impl Speaker for Hum {
    fn id(&self) -> &str {
        "hum"
    }

    fn version(&self) -> &str {
        "1"
    }

    fn samples(&self, utterance: &Utterance, speed: f32) -> Result<usize, SpeakerError> {
        Ok(utterance.words.len() * word_samples(speed) + REST_SAMPLES)
    }

    fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError> {
        let index = self.spoken.fetch_add(1, Ordering::SeqCst);
        let allowed = self.allowed.lock().unwrap();
        drop(self.more.wait_while(allowed, |allowed| index >= *allowed));
        assert_ne!(index, self.panics_at, "the voice breaks");
        assert!(
            !self.is_broken.load(Ordering::SeqCst),
            "the voice is broken"
        );
        let (words, length) = (utterance.words.len(), word_samples(speed));
        let hum = |n: usize| 0.3 * (n as f32 * 0.07).sin();
        Ok(Performance {
            pcm: (0..words * length)
                .map(hum)
                .chain([0.0; REST_SAMPLES])
                .collect(),
            words: (0..words)
                .map(|word| word * length..(word + 1) * length)
                .collect(),
        })
    }
}

fn word_samples(speed: f32) -> usize {
    (WORD_SAMPLES as f32 / speed) as usize
}

/// A running service.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    /// Where the metrics are, when they have an address of their own.
    pub(crate) metrics: Option<SocketAddr>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

/// The defaults, on any free port.
pub(crate) fn config() -> Config {
    let mut config = Config::default();
    config.listen.set_port(0);
    // Held sentences keep their core.
    config.workers.cores = std::num::NonZeroUsize::new(4);
    config
}

impl Service {
    pub(crate) async fn start(hum: &Arc<Hum>) -> Self {
        Self::with(config(), hum, Arc::new(InMemory::new())).await
    }

    pub(crate) async fn with(
        config: Config,
        hum: &Arc<Hum>,
        objects: Arc<dyn ObjectStore>,
    ) -> Self {
        let store = Store::over(objects, &config.store);
        let pages = fetch::Client::new(config.fetch.clone()).unwrap();
        Self::of(config, hum, store, pages).await
    }

    /// A service that keeps its clips where the configuration and these variables say.
    pub(crate) async fn storing(
        config: Config,
        hum: &Arc<Hum>,
        environment: &[(&str, &str)],
    ) -> Self {
        let environment = environment.iter();
        let environment = environment.map(|(name, value)| (name.to_string(), value.to_string()));
        let store = Store::open(&config.store, environment).unwrap();
        let pages = fetch::Client::new(config.fetch.clone()).unwrap();
        Self::of(config, hum, store, pages).await
    }

    /// A service that may also fetch from these addresses of this machine.
    pub(crate) async fn fetching(hum: &Arc<Hum>, config: Config, allowed: Vec<SocketAddr>) -> Self {
        Self::fetching_into(Arc::new(InMemory::new()), hum, config, allowed).await
    }

    /// Such a service over an object store of the caller's.
    pub(crate) async fn fetching_into(
        objects: Arc<dyn ObjectStore>,
        hum: &Arc<Hum>,
        config: Config,
        allowed: Vec<SocketAddr>,
    ) -> Self {
        let network = Network {
            allowed,
            ..Network::default()
        };
        let pages = fetch::Client::with_network(config.fetch.clone(), network).unwrap();
        let store = Store::over(objects, &config.store);
        Self::of(config, hum, store, pages).await
    }

    async fn of(config: Config, hum: &Arc<Hum>, store: Store, pages: fetch::Client) -> Self {
        let parts = Parts {
            voices: vec![offered(hum)],
            phonemes: Phonemes::embedded().unwrap(),
            pages,
            store,
        };
        let server = Server::bind_with(&config, parts).await.unwrap();
        let (stop, stopped) = oneshot::channel();
        Self {
            address: server.local_addr().unwrap(),
            metrics: server.metrics_addr().unwrap(),
            stop,
            running: tokio::spawn(server.run(async {
                drop(stopped.await);
            })),
        }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn request(&self, path: &str) -> RequestBuilder {
        Client::new().get(self.url(path))
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.request(path).send().await.unwrap()
    }

    pub(crate) async fn body(&self, path: &str) -> Vec<u8> {
        self.get(path).await.bytes().await.unwrap().to_vec()
    }

    pub(crate) async fn text(&self, path: &str) -> String {
        self.get(path).await.text().await.unwrap()
    }

    /// The value of one line of the metrics, 0 when it is not there yet.
    pub(crate) async fn metric(&self, name: &str) -> f64 {
        let text = self.text("/metrics").await;
        let value = text.lines().find_map(|line| line.strip_prefix(name));
        value.map_or(0.0, |value| value.trim().parse().unwrap())
    }

    /// Waits until a metric has reached a value.
    pub(crate) async fn reaches(&self, name: &str, value: f64) {
        eventually(async || self.metric(name).await >= value).await;
    }

    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.running.await.unwrap();
    }
}

/// Waits for a condition, at most some seconds.
pub(crate) async fn eventually(condition: impl AsyncFn() -> bool) {
    for _ in 0..500 {
        if condition().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("waited in vain");
}

fn offered(hum: &Arc<Hum>) -> OfferedVoice {
    OfferedVoice {
        about: AboutVoice {
            id: "hum".to_owned(),
            name: "Hum".to_owned(),
            language: "sv-SE".to_owned(),
            gender: "female",
            licence: "CC0-1.0".to_owned(),
        },
        speaker: Arc::<Hum>::clone(hum),
    }
}

pub(crate) const AUDIO: &str = "/v1/audio?url=/demo/norrsken";
pub(crate) const EVENTS: &str = "/v1/events?url=/demo/norrsken";

/// The events of a stream that has ended: names and data.
pub(crate) fn events(text: &str) -> Vec<(String, serde_json::Value)> {
    text.split("\n\n")
        .filter_map(|event| {
            let (name, data) = event.strip_prefix("event: ")?.split_once("\ndata: ")?;
            Some((name.to_owned(), serde_json::from_str(data).unwrap()))
        })
        .collect()
}

/// A header as text.
pub(crate) fn header<'a>(response: &'a Response, name: &str) -> Option<&'a str> {
    response
        .headers()
        .get(name)
        .map(|value| value.to_str().unwrap())
}
