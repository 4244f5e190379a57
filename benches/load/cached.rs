use std::net::SocketAddr;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;

use super::exchange::Connection;
use super::nginx::Nginx;
use super::server::Service;
use super::upstream::Upstream;
use super::{percentile, tell};

const CONNECTIONS: usize = 32;
const TIME: Duration = Duration::from_secs(4);
const ROUNDS: usize = 5;

/// Of what nginx does.
const BAR: f64 = 0.5;

/// A finished clip, whole and in small ranges, from Lyssna and from nginx in turn.
pub(crate) async fn run() {
    let upstream = Upstream::start().await;
    let service = Service::start(upstream.address).await;
    let (path, clip) = finished_clip(&service).await;
    println!(
        "\n== A cached clip of {} bytes, {CONNECTIONS} connections",
        clip.len()
    );
    let nginx = Nginx::start(&clip).await;
    for (name, fields) in [("whole", ""), ("first 4 KiB", "Range: bytes=0-4095\r\n")] {
        let mut ratios = Vec::new();
        let mut own = Vec::new();
        for _ in 0..ROUNDS {
            let ours = hammer(service.address, &path, fields).await;
            let theirs = hammer(nginx.address, "/clip.mp3", fields).await;
            ratios.push(ours.requests / theirs.requests);
            own.push((ours.requests, ours.bytes));
        }
        own.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (requests, bytes) = percentile(&own, 50);
        let figure = format!("{requests:.0} requests/s, {:.0} MB/s", bytes / 1e6);
        tell(
            &format!("{name}: Lyssna, median of {ROUNDS}"),
            &figure,
            true,
        );
        ratios.sort_by(f64::total_cmp);
        let ratio = percentile(&ratios, 50);
        let figure = format!("{ratio:.2} ({:.2} to {:.2})", ratios[0], ratios[ROUNDS - 1]);
        tell(
            &format!("{name}: of nginx in the same run, bar {BAR}"),
            &figure,
            ratio >= BAR,
        );
    }
}

/// Has a clip spoken, and returns its lasting path and its bytes.
async fn finished_clip(service: &Service) -> (String, Vec<u8>) {
    let url = format!("http://{}/v1/audio?url=/demo/norrsken", service.address);
    loop {
        let answer = reqwest::get(&url).await.expect("an answer");
        let location = answer.headers().get("content-location").cloned();
        let clip = answer.bytes().await.expect("a clip");
        if let Some(location) = location {
            return (location.to_str().expect("a path").to_owned(), clip.to_vec());
        }
    }
}

/// What one server did in a second.
struct Rate {
    requests: f64,
    bytes: f64,
}

async fn hammer(address: SocketAddr, path: &str, fields: &str) -> Rate {
    let begun = Instant::now();
    let mut clients = JoinSet::new();
    for _ in 0..CONNECTIONS {
        let (path, fields) = (path.to_owned(), fields.to_owned());
        clients.spawn(async move {
            let mut connection = Connection::open(address).await.expect("a connection");
            let (mut requests, mut bytes) = (0, 0);
            while begun.elapsed() < TIME {
                let head = connection.ask(&path, &fields).await.expect("an answer");
                assert!(matches!(head.status, 200 | 206), "{head:?}");
                bytes += connection.finish(&head).await.expect("all of it");
                requests += 1;
            }
            (requests, bytes)
        });
    }
    let done = clients.join_all().await;
    let seconds = begun.elapsed().as_secs_f64();
    let (requests, bytes) = done
        .iter()
        .fold((0u64, 0u64), |sum, one| (sum.0 + one.0, sum.1 + one.1));
    Rate {
        requests: requests as f64 / seconds,
        bytes: bytes as f64 / seconds,
    }
}
