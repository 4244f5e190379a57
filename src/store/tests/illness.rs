//! Buckets that fail, are slow or never answer.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::time::Instant;

use super::s3::environment;
use super::*;

/// Answers each request with a status, or with nothing.
async fn server(status: Option<&'static str>) -> std::net::SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = vec![0; 1 << 16];
                while stream.read(&mut request).await.is_ok_and(|read| read > 0) {
                    let Some(status) = status else { continue };
                    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    address
}

#[tokio::test]
async fn an_ill_bucket_is_soon_left_alone() {
    let (clip, segments) = whole_and_segments(TEXT);
    let seconds = const { std::num::NonZeroU64::new(1).unwrap() };
    let config = Config {
        url: Some("s3://clips".to_owned()),
        read_seconds: seconds,
        write_seconds: seconds,
        ..Config::default()
    };
    let cases = [
        Some("500 Internal Server Error"),
        Some("503 Slow Down"),
        Some("403 Forbidden"),
        None,
    ];
    for status in cases {
        let address = server(status).await;
        let store = Store::open(&config, environment(address, "secret")).unwrap();
        let begun = Instant::now();
        let mut failures = 0;
        while !matches!(store.holds(&clip.manifest.id).await, Err(StoreError::Away)) {
            failures += 1;
        }
        assert!((1..=3).contains(&failures), "{status:?} {failures}");
        let mut failures = 0;
        while !matches!(
            store.put_segment(&clip.keys[0], &segments[0]).await,
            Err(StoreError::Away)
        ) {
            failures += 1;
        }
        assert!((1..=3).contains(&failures), "{status:?} {failures}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{status:?}");
        let found = store.get(&clip.manifest.id).await;
        assert!(matches!(found, Err(StoreError::Away)), "{status:?}");
        store.check().await.unwrap_err();
    }
}
