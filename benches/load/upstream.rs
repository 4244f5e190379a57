use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// A site whose every address `/{number}/{sentences}` is another article.
pub(crate) struct Upstream {
    pub(crate) address: SocketAddr,
    asked: Arc<AtomicUsize>,
    fails: Arc<AtomicBool>,
}

impl Upstream {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let asked = Arc::new(AtomicUsize::new(0));
        let fails = Arc::new(AtomicBool::new(false));
        let (counted, failing) = (Arc::clone(&asked), Arc::clone(&fails));
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                counted.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(answer(client, failing.load(Ordering::SeqCst)));
            }
        });
        Self {
            address,
            asked,
            fails,
        }
    }

    /// From now on answers with an error, or with articles.
    pub(crate) fn fail(&self, fails: bool) {
        self.fails.store(fails, Ordering::SeqCst);
    }

    /// Requests so far.
    pub(crate) fn asked(&self) -> usize {
        self.asked.load(Ordering::SeqCst)
    }

    /// The path at which the service reads an article.
    pub(crate) fn audio(&self, number: usize, sentences: usize) -> String {
        format!("/v1/audio?url=http://{}/{number}/{sentences}", self.address)
    }
}

async fn answer(mut client: TcpStream, fails: bool) -> Option<()> {
    let mut lines = BufReader::new(&mut client).lines();
    let first = lines.next_line().await.ok()??;
    while !lines.next_line().await.ok()??.is_empty() {}
    let mut parts = first.split(' ').nth(1)?.split('/').skip(1);
    let number: usize = parts.next()?.parse().ok()?;
    let sentences: usize = parts.next()?.parse().ok()?;
    let body = page(number, sentences);
    let status = if fails {
        "503 Service Unavailable"
    } else {
        "200 OK"
    };
    let answer = format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\n\
         Connection: close\r\n\r\n{body}",
        body.len()
    );
    client.write_all(answer.as_bytes()).await.ok()
}

const WORDS: [&str; 40] = [
    "kommunen",
    "bygger",
    "en",
    "ny",
    "bro",
    "över",
    "älven",
    "i",
    "sommar",
    "och",
    "skolan",
    "öppnar",
    "på",
    "måndag",
    "efter",
    "stormen",
    "som",
    "drog",
    "in",
    "från",
    "havet",
    "biblioteket",
    "har",
    "böcker",
    "för",
    "alla",
    "barn",
    "tåget",
    "går",
    "till",
    "staden",
    "varje",
    "timme",
    "medan",
    "priset",
    "stiger",
    "under",
    "vintern",
    "igen",
    "snart",
];

/// An article whose sentences are no other article's.
fn page(number: usize, sentences: usize) -> String {
    let mut state = number as u64 + 1;
    let mut word = || {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        WORDS[(state >> 33) as usize % WORDS.len()]
    };
    let mut body = String::new();
    for _ in 0..sentences {
        let words: Vec<&str> = (0..11).map(|_| word()).collect();
        body += &format!("<p>Nu {}.</p>", words.join(" "));
    }
    format!(
        "<!DOCTYPE html><html lang=\"sv\"><head><title>Nyhet {number}</title></head>\
         <body><main><h1>Nyhet {number}</h1>{body}</main></body></html>"
    )
}
