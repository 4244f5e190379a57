use std::net::SocketAddr;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::Instant;

use super::exchange::Connection;
use super::server::Service;
use super::tell;
use super::upstream::Upstream;

const LISTENERS: usize = 500;

/// An hour of speech, so that the clip grows for as long as it is listened to.
const SENTENCES: usize = 900;

/// Seconds that each listener hears.
const HEARD: u32 = 20;

/// Bytes of a second of MP3.
const SECOND: usize = 8_000;

/// MiB a listener.
const BAR: f64 = 2.0;

/// Many listeners of one clip that is being spoken.
pub(crate) async fn run() {
    println!("\n== {LISTENERS} listeners of one growing clip, {HEARD} s at natural speed");
    let (one, _) = listen(1).await;
    let (many, underruns) = listen(LISTENERS).await;
    let each = (many - one) / (LISTENERS - 1) as f64;
    let figure = format!("{one:.0} MiB with one, {many:.0} MiB with all");
    tell("memory", &figure, true);
    tell(
        "memory for each listener, bar 2 MiB",
        &format!("{each:.3} MiB"),
        each < BAR,
    );
    let figure = format!("{underruns} of {LISTENERS}");
    tell(
        "listeners whose sound stopped, bar 0",
        &figure,
        underruns == 0,
    );
}

/// Returns the service's memory while they listen, and how many heard a gap.
async fn listen(listeners: usize) -> (f64, usize) {
    let upstream = Upstream::start().await;
    let service = Service::start(upstream.address).await;
    let path = upstream.audio(1, SENTENCES);
    let mut clients = JoinSet::new();
    for _ in 0..listeners {
        clients.spawn(hear(service.address, path.clone()));
    }
    // Those who are done stay connected until the memory is known.
    let heard = clients.join_all().await;
    let (memory, _) = service.memory();
    let underruns = heard.iter().filter(|(_, has_gap)| *has_gap).count();
    let metrics = reqwest::get(format!("http://{}/metrics", service.address)).await;
    let metrics = metrics.expect("an answer").text().await.expect("text");
    let grows = metrics.contains("lyssna_places_taken{work=\"clip\"} 1\n");
    assert!(
        grows,
        "the clip was whole too early, or several were spoken"
    );
    assert_eq!(upstream.asked(), 1, "the article is fetched once");
    (memory, underruns)
}

/// Takes a second of sound each second; tells whether one came too late.
async fn hear(address: SocketAddr, path: String) -> (Connection, bool) {
    let mut connection = Connection::open_small(address).await.expect("a connection");
    let head = connection.ask(&path, "").await.expect("an answer");
    assert_eq!(head.status, 200);
    let begun = Instant::now();
    let mut has_gap = false;
    for second in 0..HEARD {
        let mut left = SECOND;
        while left > 0 {
            left -= connection.more(left).await.expect("more sound");
        }
        let due = begun + Duration::from_secs(1) * (second + 1);
        has_gap |= Instant::now() > due;
        tokio::time::sleep_until(due).await;
    }
    (connection, has_gap)
}
