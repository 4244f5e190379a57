//! The time from a request for an article never heard to its first audible sample.
//!
//! The whole way over a real socket, with a service that has just started and
//! keeps its clips in an empty folder; the bar is 150 ms on two cores.

use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use lyssna::config::Config;
use lyssna::http::Server;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::runtime::Runtime;
use tokio::sync::oneshot;

const REQUEST: &[u8] =
    b"GET /v1/audio?url=/demo/norrsken HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

/// A quarter of a second at 64 kbit/s; speech begins after 0.17 s of it, the
/// decoder's delay and the voice's breath.
const AUDIBLE_BYTES: usize = 2_000;

async fn cold_request() -> Duration {
    let folder = tempfile::tempdir().expect("a folder for clips");
    let mut config = Config::default();
    config.listen.set_port(0);
    config.store.dir = folder.path().to_owned();
    let server = Server::bind(&config).await.expect("a service");
    let address = server.local_addr().expect("its address");
    let (stop, stopped) = oneshot::channel::<()>();
    let running = tokio::spawn(server.run(async {
        drop(stopped.await);
    }));

    let begun = Instant::now();
    let mut client = TcpStream::connect(address).await.expect("a connection");
    client.write_all(REQUEST).await.expect("a request");
    let mut answer = Vec::new();
    while body(&answer).is_none_or(|body| body.len() < AUDIBLE_BYTES) {
        let read = client.read_buf(&mut answer).await.expect("an answer");
        assert_ne!(read, 0, "the answer ended early");
    }
    let waited = begun.elapsed();

    client.read_to_end(&mut answer).await.expect("the rest");
    drop(stop);
    running.await.expect("no panic");
    waited
}

/// What follows the header, once that is here.
fn body(answer: &[u8]) -> Option<&[u8]> {
    let end = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n")?;
    Some(&answer[end + 4..])
}

fn first_sound(criterion: &mut Criterion) {
    let runtime = Runtime::new().expect("threads");
    criterion.bench_function("first sound, cold", |bencher| {
        bencher.iter_custom(|times| {
            (0..times)
                .map(|_| runtime.block_on(cold_request()))
                .sum::<Duration>()
        });
    });
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(1))
        .measurement_time(Duration::from_secs(1));
    targets = first_sound
}
criterion_main!(benches);
