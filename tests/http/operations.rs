//! What operators see from outside.

use std::sync::Arc;

use lyssna::config::Config;
use object_store::memory::InMemory;
use serde_json::Value;

use crate::support::{AUDIO, Hum, Service, config, header};

async fn start(config: Config) -> Service {
    Service::with(config, &Hum::new(), Arc::new(InMemory::new())).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_named_and_problems_say_the_name() {
    let trusting = || {
        let mut config = config();
        config.http.trusted_proxies = vec!["127.0.0.1".to_owned()];
        config
    };
    for (config, kept) in [(config(), false), (trusting(), true)] {
        let service = start(config).await;
        for path in ["/healthz", "/nowhere", "/v1/audio?url=ftp://a/"] {
            let request = service.request(path).header("X-Request-Id", "proxy-7");
            let response = request.send().await.unwrap();
            let name = header(&response, "x-request-id").unwrap().to_owned();
            assert_eq!(name == "proxy-7", kept, "{path}");
            if path != "/healthz" {
                let body = response.text().await.unwrap();
                let problem: Value = serde_json::from_str(&body).unwrap();
                assert_eq!(problem["request_id"], name, "{path}");
            }
        }
        let names = [service.get("/").await, service.get("/").await];
        let [one, other] = names.each_ref().map(|r| header(r, "x-request-id").unwrap());
        assert_ne!(one, other);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metrics_count_what_was_done() {
    let service = start(config()).await;
    let audio = service.body(AUDIO).await;
    service.body(AUDIO).await;
    for (name, least) in [
        ("lyssna_bytes_sent_total", 2.0 * audio.len() as f64),
        ("lyssna_clip_seconds_count", 1.0),
        ("lyssna_real_time_factor_count", 1.0),
        ("lyssna_first_sound_seconds_count", 2.0),
        ("lyssna_clips_found_total{tier=\"memory\"}", 1.0),
        ("lyssna_places{work=\"clip\"}", 64.0),
        ("lyssna_cores", 4.0),
    ] {
        service.reaches(&format!("{name} "), least).await;
    }
    service.get("/v1/audio?url=http://site.invalid/").await;
    let refused = "lyssna_pages_fetched_total{result=\"site-unknown\"} ";
    assert_eq!(service.metric(refused).await, 1.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metrics_may_have_an_address_of_their_own() {
    let mut config = config();
    config.http.metrics_listen = Some("127.0.0.1:0".parse().unwrap());
    let service = start(config).await;
    assert_eq!(service.get("/metrics").await.status(), 404);
    let address = service.metrics.unwrap();
    let own = |path: &str| reqwest::get(format!("http://{address}{path}"));
    let text = own("/metrics").await.unwrap().text().await.unwrap();
    assert!(text.contains("lyssna_requests_total{route=\"none\",status=\"404\"} 1"));
    for path in ["/healthz", "/readyz"] {
        assert_eq!(own(path).await.unwrap().status(), 200, "{path}");
    }
    assert_eq!(own("/v1/audio").await.unwrap().status(), 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_whose_voice_breaks_is_not_ready_until_it_speaks_again() {
    let hum = Hum::new();
    let service = Service::start(&hum).await;
    hum.set_broken(true);
    assert_eq!(
        service.text("/readyz").await,
        "ready\n",
        "nobody has noticed"
    );
    let answer = service.get(AUDIO).await;
    assert!(answer.error_for_status().is_err());
    for _ in 0..2 {
        let ready = service.get("/readyz").await;
        assert_eq!(ready.status(), 503);
        assert_eq!(ready.text().await.unwrap(), "voice\n");
    }
    hum.set_broken(false);
    assert_eq!(service.text("/readyz").await, "ready\n");
    assert_eq!(service.get(AUDIO).await.status(), 200);
}
