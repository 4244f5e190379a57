//! Another server, whose pages are read.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;

/// A web server that answers each request by its head.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    requests: Arc<AtomicUsize>,
    most_at_once: Arc<AtomicUsize>,
}

impl Upstream {
    /// Gives every request the same answer.
    pub(crate) async fn start(answer: impl Into<Vec<u8>>, wait: Duration) -> Self {
        let answer = answer.into();
        Self::answering(wait, move |_| answer.clone()).await
    }

    pub(crate) async fn answering<F>(wait: Duration, answer: F) -> Self
    where
        F: Fn(&str) -> Vec<u8> + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let requests = Arc::new(AtomicUsize::new(0));
        let (answer, counted) = (Arc::new(answer), Arc::clone(&requests));
        let most_at_once = Arc::new(AtomicUsize::new(0));
        let (most, waiting) = (Arc::clone(&most_at_once), Arc::new(AtomicUsize::new(0)));
        tokio::spawn(async move {
            loop {
                let (mut client, _) = listener.accept().await.unwrap();
                counted.fetch_add(1, Ordering::SeqCst);
                let at_once = waiting.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(at_once, Ordering::SeqCst);
                let (answer, waiting) = (Arc::clone(&answer), Arc::clone(&waiting));
                tokio::spawn(async move {
                    let mut lines = BufReader::new(&mut client).lines();
                    let mut head = String::new();
                    while let Some(line) = lines.next_line().await.unwrap()
                        && !line.is_empty()
                    {
                        head += &format!("{line}\n");
                    }
                    tokio::time::sleep(wait).await;
                    waiting.fetch_sub(1, Ordering::SeqCst);
                    // A client that has had enough hangs up.
                    drop(client.write_all(&answer(&head)).await);
                });
            }
        });
        Self {
            address,
            requests,
            most_at_once,
        }
    }

    pub(crate) fn asked(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    /// Requests that waited for their answers at the same time.
    pub(crate) fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/nyhet", self.address)
    }
}

/// An answer that holds a whole page.
pub(crate) fn page(kind: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n{body}")
}
