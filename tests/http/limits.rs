//! Clients that take too much or too long, and how they are bounded.

use std::num::{NonZeroU32, NonZeroU64, NonZeroUsize};
use std::sync::Arc;
use std::time::Duration;

use lyssna::config::Config;
use lyssna::sites;
use object_store::memory::InMemory;
use reqwest::{Response, StatusCode};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use crate::support::{AUDIO, Hum, Service, config, eventually, header};

const LONG: Duration = Duration::from_secs(20);
const SECOND: NonZeroU64 = NonZeroU64::new(1).unwrap();

async fn start(config: Config) -> Service {
    Service::with(config, &Hum::new(), Arc::new(InMemory::new())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_finish_asking_is_cut_loose() {
    let mut config = config();
    config.http.header_seconds = SECOND;
    let service = start(config).await;
    for asked in [
        "",
        "GET /healthz HTTP/1.1\r\nHost:",
        "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    ] {
        let mut client = TcpStream::connect(service.address).await.unwrap();
        client.write_all(asked.as_bytes()).await.unwrap();
        let mut told = String::new();
        let ended = timeout(LONG, client.read_to_string(&mut told)).await;
        ended.expect("the connection ends").unwrap();
        assert_eq!(
            told.contains("200 OK"),
            asked.ends_with("\r\n\r\n"),
            "{told}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_take_the_answer_is_cut_loose() {
    const TIMES: usize = 60;
    let mut config = config();
    config.http.stall_seconds = SECOND;
    let service = start(config).await;
    let path = format!("{AUDIO}&format=wav");
    let size = service.body(&path).await.len();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(4096).unwrap();
    let mut client = socket.connect(service.address).await.unwrap();
    let request = format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n");
    client
        .write_all(request.repeat(TIMES).as_bytes())
        .await
        .unwrap();
    sleep(Duration::from_secs(3)).await;
    let mut taken = Vec::new();
    // What the kernel held back may still come, and then the end, by reset or not.
    let ended = timeout(LONG, client.read_to_end(&mut taken)).await;
    drop(ended.expect("the connection ends"));
    assert!(taken.len() < size * TIMES, "all was waited for");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_listener_who_goes_on_is_served_to_the_end() {
    let mut config = config();
    config.http.stall_seconds = SECOND;
    let hum = Hum::held_after(1);
    let service = Service::with(config, &hum, Arc::new(InMemory::new())).await;
    let response = service.get(AUDIO).await;
    let length = response.content_length().unwrap();
    // Nothing is sent for longer than a client may stand still.
    sleep(Duration::from_secs(2)).await;
    hum.let_go();
    assert_eq!(response.bytes().await.unwrap().len() as u64, length);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_so_many_are_connected_at_once() {
    let mut config = config();
    config.http.connections = NonZeroUsize::new(2).unwrap();
    let service = start(config).await;
    let request = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";
    let mut clients = Vec::new();
    for _ in 0..3 {
        let mut client = TcpStream::connect(service.address).await.unwrap();
        client.write_all(request).await.unwrap();
        clients.push(client);
    }
    let mut third = clients.pop().unwrap();
    let mut byte = [0];
    for client in &mut clients {
        timeout(LONG, client.read_exact(&mut byte))
            .await
            .unwrap()
            .unwrap();
    }
    let waited = timeout(Duration::from_millis(300), third.read_exact(&mut byte)).await;
    assert!(waited.is_err(), "a third client is answered");
    drop(clients.pop());
    timeout(LONG, third.read_exact(&mut byte))
        .await
        .unwrap()
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_larger_than_allowed_is_refused() {
    let mut config = config();
    config.http.header_bytes = 8192;
    let service = start(config).await;
    for (bytes, expected) in [
        (1000, StatusCode::OK),
        (20_000, StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE),
    ] {
        let request = service
            .request("/healthz")
            .header("x-long", "a".repeat(bytes));
        assert_eq!(request.send().await.unwrap().status(), expected);
    }
}

fn told_to_wait(response: &Response) -> Option<u64> {
    assert_eq!(response.status(), 429);
    header(response, "retry-after").map(|seconds| seconds.parse().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_may_ask_only_so_often() {
    let mut config = config();
    config.allow_any_site = true;
    config.http.trusted_proxies = vec!["127.0.0.0/8".to_owned()];
    config.http.requests_per_minute = NonZeroU32::new(3).unwrap();
    let service = start(config).await;
    let ask = async |client: &str| {
        let request = service.request("/v1/audio/voices");
        request
            .header("x-forwarded-for", client)
            .send()
            .await
            .unwrap()
    };
    for _ in 0..3 {
        assert_eq!(ask("2001:db8::1").await.status(), 200);
    }
    let refused = ask("2001:db8::2").await;
    let wait = told_to_wait(&refused).unwrap();
    assert!((1..=20).contains(&wait), "{wait} s");
    let told = refused.text().await.unwrap();
    assert!(told.contains("\"/problems/too-many-requests\""), "{told}");
    assert_eq!(ask("192.0.2.7").await.status(), 200);
    assert_eq!(ask("2001:db8::1, 192.0.2.7").await.status(), 200);
    for _ in 0..5 {
        assert_eq!(
            service.get("/v1/audio/voices").await.status(),
            200,
            "this machine"
        );
        assert_eq!(service.get("/healthz").await.status(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_asked_for_only_so_often() {
    let mut config = config();
    config.allow_any_site = true;
    config.http.site_requests_per_minute = NonZeroU32::new(4).unwrap();
    config.sites = ["a", "b"]
        .map(|name| sites::Config {
            name: name.to_owned(),
            // Nothing is fetched: this port is refused before.
            origins: vec![format!("http://{name}.invalid:81")],
            requests_per_minute: NonZeroU32::new(2).filter(|_| name == "a"),
            ..sites::Config::default()
        })
        .to_vec();
    let service = start(config).await;
    let ask = async |site: &str| {
        let path = format!("/v1/article?url=http://{site}.invalid:81/");
        service.get(&path).await
    };
    for (site, times) in [("a", 2), ("b", 4), ("c", 4)] {
        for _ in 0..times {
            assert_ne!(ask(site).await.status(), 429, "{site}");
        }
        let refused = ask(site).await;
        let wait = told_to_wait(&refused).unwrap();
        assert!((1..=30).contains(&wait), "{site}: {wait} s");
        let told = refused.text().await.unwrap();
        assert!(told.contains("\"/problems/site-busy\""), "{told}");
    }
    assert_ne!(ask("d").await.status(), 429, "another site");
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_an_unknown_proxy_brings_may_ask_only_so_often() {
    let mut config = config();
    config.allow_any_site = true;
    config.http.requests_per_minute = NonZeroU32::new(1).unwrap();
    let service = start(config).await;
    for expected in [200, 429] {
        let request = service.request("/v1/audio/voices");
        let request = request.header("x-forwarded-for", "192.0.2.7");
        assert_eq!(request.send().await.unwrap().status(), expected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_waits_no_longer_than_it_may() {
    let mut config = config();
    config.http.drain_seconds = 1;
    let hum = Hum::held_after(1);
    let service = Service::with(config, &hum, Arc::new(InMemory::new())).await;
    let mut left = service.get(AUDIO).await;
    left.chunk().await.unwrap().unwrap();
    drop(left);
    timeout(LONG, service.stop()).await.expect("an end");
    hum.let_go();
}

#[tokio::test(flavor = "multi_thread")]
async fn while_listeners_finish_others_are_told_of_the_stop() {
    let hum = Hum::held_after(1);
    let service = Service::start(&hum).await;
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    let listener = service.get(AUDIO).await;
    let [ready, audio] = ["/readyz", AUDIO].map(|path| service.url(path));
    let stopped = tokio::spawn(service.stop());
    // Who has connected just before the stop is hung up on.
    let is_told = async || match reqwest::get(&ready).await {
        Ok(told) => told.text().await.is_ok_and(|told| told == "stopping\n"),
        Err(_) => false,
    };
    eventually(is_told).await;
    let refused = reqwest::get(&audio).await.unwrap();
    assert_eq!(refused.status(), 503);
    let told = refused.text().await.unwrap();
    assert!(told.contains("\"/problems/stopping\""), "{told}");
    hum.let_go();
    assert!(listener.bytes().await.unwrap() == expected);
    timeout(LONG, stopped).await.expect("an end").unwrap();
}
