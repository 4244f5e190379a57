//! What is refused, with which status and type, and that it is problem JSON.

use std::num::NonZeroUsize;
use std::sync::Arc;

use object_store::memory::InMemory;
use reqwest::Method;

use crate::support::{AUDIO, Hum, Service, config, header};

async fn refused(service: &Service, method: Method, path: &str, status: u16, name: &str) {
    let client = reqwest::Client::new();
    let request = client.request(method, service.url(path));
    let response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), status, "{path}");
    let kind = header(&response, "content-type");
    assert_eq!(kind, Some("application/problem+json"), "{path}");
    assert_eq!(
        header(&response, "cache-control"),
        Some("no-store"),
        "{path}"
    );
    let body: serde_json::Value = serde_json::from_str(&response.text().await.unwrap()).unwrap();
    assert_eq!(body["type"], format!("/problems/{name}"), "{path}");
    assert_eq!(body["status"], status, "{path}");
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_requests_are_told_what_is_wrong() {
    let service = Service::start(&Hum::new()).await;
    let long = format!("/v1/audio?url=https://example.se/{}", "a".repeat(5000));
    let cases = [
        (Method::GET, "/v1/audio", 400, "bad-url"),
        (Method::GET, "/v1/audio?url=", 400, "bad-url"),
        (Method::GET, "/v1/audio?url=example.se", 400, "bad-url"),
        (
            Method::GET,
            "/v1/audio?url=ftp://example.se/",
            400,
            "bad-url",
        ),
        (Method::GET, "/v1/audio?url=/demo/nothing", 400, "bad-url"),
        (
            Method::GET,
            "/v1/article?url=javascript:alert(1)",
            400,
            "bad-url",
        ),
        (Method::GET, "/v1/events?url=//", 400, "bad-url"),
        (
            Method::GET,
            "/v1/audio?url=/demo/norrsken&url=/demo/budget",
            400,
            "bad-request",
        ),
        (
            Method::GET,
            "/v1/audio?url=/demo/norrsken&format=ogg",
            400,
            "unknown-format",
        ),
        (
            Method::GET,
            "/v1/audio?url=/demo/norrsken&voice=none",
            400,
            "unknown-voice",
        ),
        (
            Method::GET,
            "/v1/audio?url=/demo/norrsken&speed=0.5",
            400,
            "unknown-speed",
        ),
        (
            Method::GET,
            "/v1/audio?url=/demo/norrsken&speed=fort",
            400,
            "unknown-speed",
        ),
        (
            Method::GET,
            "/v1/events?url=/demo/norrsken&speed=NaN",
            400,
            "unknown-speed",
        ),
        (
            Method::GET,
            "/oembed?url=/demo/norrsken&format=xml",
            501,
            "only-json",
        ),
        (Method::GET, "/oembed", 400, "bad-url"),
        (Method::GET, long.as_str(), 414, "url-too-long"),
        (Method::GET, "/demo/nothing", 404, "not-found"),
        (Method::GET, "/nowhere", 404, "not-found"),
        (Method::POST, AUDIO, 405, "method-not-allowed"),
    ];
    for (method, path, status, name) in cases {
        refused(&service, method, path, status, name).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_queue_says_when_to_come_back() {
    let hum = Hum::held_after(0);
    let mut config = config();
    config.workers.queue = NonZeroUsize::new(1).unwrap();
    let service = Service::with(config, &hum, Arc::new(InMemory::new())).await;
    let (listener, ()) = tokio::join!(service.get(AUDIO), async {
        crate::support::eventually(async || hum.spoken() > 0).await;
        let path = "/v1/audio?url=/demo/budget";
        refused(&service, Method::GET, path, 429, "queue-full").await;
        let response = service.get(path).await;
        let seconds: u64 = header(&response, "retry-after").unwrap().parse().unwrap();
        assert!((1..=60).contains(&seconds));
        hum.let_go();
    });
    assert_eq!(listener.status(), 200);
    listener.bytes().await.unwrap();
    service.reaches("lyssna_clip_seconds_count", 1.0).await;
    assert_eq!(
        service.get("/v1/audio?url=/demo/budget").await.status(),
        200
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_longer_than_allowed_is_refused() {
    let mut config = config();
    config.clip.max_seconds = std::num::NonZeroU64::new(5).unwrap();
    let hum = Hum::held_after(0);
    let service = Service::with(config, &hum, Arc::new(InMemory::new())).await;
    refused(&service, Method::GET, AUDIO, 422, "article-too-long").await;
    hum.let_go();
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_through_a_proxy_is_not_of_this_machine() {
    let service = Service::start(&Hum::new()).await;
    let events = "/v1/events?url=/demo/norrsken";
    for (path, status) in [(AUDIO, 403), (events, 403), ("/", 200), ("/healthz", 200)] {
        let request = service.request(path).header("x-forwarded-for", "192.0.2.7");
        let response = request.send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{path}");
        let text = response.text().await.unwrap();
        let told = text.contains("/problems/client-refused");
        assert_eq!(told, status == 403, "{path}: {text}");
    }
}
