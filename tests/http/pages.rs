//! Pages, assets, voices and probes.

use std::sync::Arc;

use lyssna::player::{ASSETS, Asset};
use lyssna::sites;
use object_store::memory::InMemory;

use crate::support::{AUDIO, Hum, Service, config, header};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_has_its_type_and_its_policy() {
    let service = Service::start(&Hum::new()).await;
    let cases = [
        (
            "/",
            "text/html; charset=utf-8",
            Some("frame-ancestors 'none'"),
        ),
        (
            "/demo/norrsken",
            "text/html; charset=utf-8",
            Some("script-src 'self'"),
        ),
        (
            "/embed?url=/demo/norrsken",
            "text/html; charset=utf-8",
            Some("frame-ancestors 'self'"),
        ),
        ("/player.js", "text/javascript; charset=utf-8", None),
        ("/player/view.js", "text/javascript; charset=utf-8", None),
        ("/site.css", "text/css; charset=utf-8", None),
    ];
    for (path, kind, policy) in cases {
        let response = service.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        assert_eq!(header(&response, "content-type"), Some(kind), "{path}");
        assert_eq!(header(&response, "x-content-type-options"), Some("nosniff"));
        let shown = header(&response, "content-security-policy");
        match policy {
            Some(part) => assert!(shown.unwrap().contains(part), "{path}: {shown:?}"),
            None => assert_eq!(
                header(&response, "access-control-allow-origin"),
                Some("*"),
                "{path}"
            ),
        }
    }
    let index = service.text("/").await;
    assert!(index.contains("href=\"/demo/norrsken\""));
}

/// What a page pays for the player at most, in bytes of brotli.
const MOST_OF_PLAYER: usize = 25_000;

#[tokio::test(flavor = "multi_thread")]
async fn the_player_comes_compressed_and_is_small() {
    let service = Service::start(&Hum::new()).await;
    let whole: usize = player_parts().map(|path| part(path).sent().len()).sum();
    for (coding, most) in [("br", MOST_OF_PLAYER), ("gzip", whole / 2)] {
        let mut sent = 0;
        for path in player_parts() {
            let request = service.request(path).header("accept-encoding", coding);
            let response = request.send().await.unwrap();
            assert_eq!(header(&response, "content-encoding"), Some(coding));
            assert_eq!(header(&response, "vary"), Some("accept-encoding"));
            sent += response.bytes().await.unwrap().len();
        }
        assert!(sent <= most, "{coding}: {sent} bytes");
    }
    let plain = service.get("/player.js").await;
    assert_eq!(header(&plain, "content-encoding"), None);
    assert_eq!(plain.text().await.unwrap(), part("/player.js").sent());
}

fn player_parts() -> impl Iterator<Item = &'static str> {
    let paths = ASSETS.iter().map(|asset| asset.path);
    paths.filter(|path| *path == "/player.js" || path.starts_with("/player/"))
}

fn part(path: &str) -> &'static Asset {
    ASSETS.iter().find(|asset| asset.path == path).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn configured_sites_may_embed_and_read_answers() {
    let mut config = config();
    config.sites = vec![sites::Config {
        name: "example".to_owned(),
        origins: vec!["https://www.example.se".to_owned()],
        embedders: vec!["https://partner.example".to_owned()],
        ..sites::Config::default()
    }];
    let service = Service::with(config, &Hum::new(), Arc::new(InMemory::new())).await;
    let embed = service.get("/embed").await;
    let policy = header(&embed, "content-security-policy").unwrap();
    let ancestors = "frame-ancestors 'self' https://www.example.se https://partner.example";
    assert!(policy.contains(ancestors), "{policy}");
    let cases = [
        ("https://www.example.se", true),
        ("https://partner.example", true),
        ("https://other.example", false),
    ];
    for (origin, allowed) in cases {
        let request = service.request("/v1/audio/voices").header("origin", origin);
        let response = request.send().await.unwrap();
        let shown = header(&response, "access-control-allow-origin");
        assert_eq!(shown, allowed.then_some(origin));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_editor_that_knows_oembed_gets_a_frame() {
    let mut config = config();
    config.http.public_url = Some("https://lyssna.example.se/".to_owned());
    let service = Service::with(config, &Hum::new(), Arc::new(InMemory::new())).await;
    let page = service.text("/embed?url=/demo/norrsken%22%3E").await;
    assert!(
        page.contains(
            "<link rel=\"alternate\" type=\"application/json+oembed\" \
             href=\"https://lyssna.example.se/oembed?url=https%3A%2F%2Flyssna.example.se%2Fembed\
             %3Furl%3D%252Fdemo%252Fnorrsken%2522%253E\""
        ),
        "{page}"
    );
    let src = "https://lyssna.example.se/embed?url=%2Fdemo%2Fnorrsken";
    let embedded = format!("/oembed?url={}", src.replace('%', "%25"));
    let cases = [
        ("/oembed?url=/demo/norrsken", 640, 180),
        (
            "/oembed?url=/demo/norrsken&format=json&maxwidth=300",
            300,
            280,
        ),
        (
            "/oembed?url=/demo/norrsken&maxwidth=2000&maxheight=150",
            640,
            150,
        ),
        (embedded.as_str(), 640, 180),
    ];
    for (path, width, height) in cases {
        let answer: serde_json::Value = serde_json::from_str(&service.text(path).await).unwrap();
        assert_eq!(answer["version"], "1.0", "{path}");
        assert_eq!(answer["type"], "rich", "{path}");
        assert_eq!(answer["title"], "Så blir norrskenet till", "{path}");
        assert_eq!(answer["width"], width, "{path}");
        assert_eq!(answer["height"], height, "{path}");
        let html = answer["html"].as_str().unwrap();
        let frame = format!("<iframe src=\"{src}\" title=\"Lyssna på artikeln\" width=\"{width}\"");
        assert!(html.starts_with(&frame), "{html}");
    }
    let signed = embedded + "%26signature%3D2026.ab";
    let answer: serde_json::Value = serde_json::from_str(&service.text(&signed).await).unwrap();
    let html = answer["html"].as_str().unwrap();
    assert!(html.contains("norrsken&amp;signature=2026.ab\""), "{html}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_article_comes_with_its_sentences() {
    let service = Service::start(&Hum::new()).await;
    let text = service.text("/v1/article?url=/demo/norrsken").await;
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    let blocks = found["article"]["blocks"].as_array().unwrap();
    assert_eq!(blocks[0]["kind"], "heading");
    assert_eq!(blocks[0]["level"], 1);
    for block in blocks {
        let units = block["text"].as_str().unwrap().encode_utf16().count() as u64;
        for span in block["spans"].as_array().into_iter().flatten() {
            assert!(span["end"].as_u64().unwrap() <= units, "{block}");
        }
    }
    let sentences = found["sentences"].as_array().unwrap();
    assert_eq!(sentences[0]["start"], 0);
    for (index, sentence) in sentences.iter().enumerate() {
        assert_eq!(sentence["index"], index);
        let block = &blocks[sentence["block"].as_u64().unwrap() as usize];
        let units = block["text"].as_str().unwrap().encode_utf16().count() as u64;
        let (start, end) = (
            sentence["start"].as_u64().unwrap(),
            sentence["end"].as_u64().unwrap(),
        );
        assert!(start < end && end <= units, "{sentence}");
    }
    assert!(found["estimated_seconds"].as_f64().unwrap() > 10.0);
    let own = format!("/v1/article?url=http://{}/demo/norrsken", service.address);
    assert_eq!(service.text(&own).await, text, "its own absolute address");
}

#[tokio::test(flavor = "multi_thread")]
async fn voices_and_probes() {
    let service = Service::start(&Hum::new()).await;
    let cases = [
        ("/v1/audio/voices", "\"default\":true"),
        ("/healthz", "ok\n"),
        ("/readyz", "ready\n"),
        (
            "/metrics",
            "lyssna_requests_total{route=\"/readyz\",status=\"200\"} 1",
        ),
    ];
    for (path, part) in cases {
        let text = service.text(path).await;
        assert!(text.contains(part), "{path}: {text}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn audio_to_be_saved_has_a_file_name() {
    let service = Service::start(&Hum::new()).await;
    let cases = [
        ("", None),
        ("&download=1", Some("attachment; filename=\"lyssna.mp3\"")),
        ("&filename=norrsken", None),
        (
            "&download=1&filename=norrsken",
            Some("attachment; filename=\"norrsken.mp3\""),
        ),
        (
            "&download=1&format=opus",
            Some("attachment; filename=\"lyssna.opus\""),
        ),
        (
            "&download=1&format=wav",
            Some("attachment; filename=\"lyssna.wav\""),
        ),
    ];
    for (wish, expected) in cases {
        let response = service.get(&format!("{AUDIO}{wish}")).await;
        let shown = header(&response, "content-disposition");
        assert_eq!(shown, expected, "{wish}");
    }
}
