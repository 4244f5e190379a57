use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time;

use super::exchange::Connection;
use super::server::Service;
use super::upstream::Upstream;
use super::{percentile, tell};

/// Articles never heard before, all at once.
const URLS: usize = 1_000;

/// Of each article: some ten seconds of speech.
const SENTENCES: usize = 2;

/// Of what `/healthz` takes, in the worst case.
const BAR: Duration = Duration::from_millis(50);

/// MiB above what the service has at rest.
const MEMORY_BAR: f64 = 256.0;

/// A queue that many times as many ask for as it holds.
pub(crate) async fn run() {
    println!("\n== {URLS} different articles at once");
    let upstream = Upstream::start().await;
    let service = Service::start(upstream.address).await;
    let (at_rest, _) = service.memory();
    let over = Arc::new(AtomicBool::new(false));
    let health = tokio::spawn(watch_health(service.address, Arc::clone(&over)));
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for number in 0..URLS {
        clients.spawn(insist(service.address, upstream.audio(number, SENTENCES)));
    }
    let mut refusals = clients.join_all().await;
    let took = begun.elapsed();
    over.store(true, Ordering::SeqCst);
    let mut health = health.await.expect("no panic");
    let (_, peak) = service.memory();

    let figure = format!("{} times", upstream.asked());
    tell("articles fetched", &figure, true);
    refusals.sort_unstable();
    let at_once = refusals.iter().filter(|&&refusals| refusals == 0).count();
    let once = refusals.iter().filter(|&&refusals| refusals == 1).count();
    let figure = format!(
        "{:.0} s; {at_once} at once, {once} at the second try",
        took.as_secs_f64()
    );
    tell("all have heard their article", &figure, true);
    let figure = format!(
        "{} at most, {} at the 99th percentile",
        refusals[URLS - 1],
        percentile(&refusals, 99)
    );
    tell("refusals of one who keeps Retry-After", &figure, true);
    let figure = format!("{at_rest:.0} MiB at rest, {peak:.0} MiB at most");
    tell(
        "memory, bar 256 MiB more than at rest",
        &figure,
        peak - at_rest < MEMORY_BAR,
    );
    health.sort_unstable();
    let [p50, p99, worst] = [50, 99, 100].map(|percent| percentile(&health, percent));
    let figure = format!("{p50:.1?}, {p99:.1?}, {worst:.1?}");
    tell(
        "/healthz: median, 99th percentile, worst; bar 50 ms",
        &figure,
        worst < BAR,
    );
}

/// Asks until there is an answer, each time as late as it was told; returns the refusals.
async fn insist(address: SocketAddr, path: String) -> usize {
    for refusals in 0.. {
        let mut connection = Connection::open(address).await.expect("a connection");
        let head = connection
            .ask(&path, "Connection: close\r\n")
            .await
            .expect("an answer");
        match (head.status, head.retry_after) {
            (200, _) => {
                connection.drain(&head).await.expect("all of the clip");
                return refusals;
            }
            (429, Some(wait)) => time::sleep(wait).await,
            _ => panic!("{head:?}"),
        }
    }
    unreachable!("the loop has no end")
}

/// Asks for the service's health all the time; returns what each answer took.
async fn watch_health(address: SocketAddr, over: Arc<AtomicBool>) -> Vec<Duration> {
    let mut connection = Connection::open(address).await.expect("a connection");
    let mut took = Vec::new();
    while !over.load(Ordering::SeqCst) {
        let asked = Instant::now();
        let head = connection.ask("/healthz", "").await.expect("an answer");
        connection.finish(&head).await.expect("all of it");
        assert_eq!(head.status, 200);
        took.push(asked.elapsed());
        time::sleep(Duration::from_millis(20)).await;
    }
    took
}
