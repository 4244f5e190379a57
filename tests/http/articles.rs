//! Articles from other servers: what is read, shared, refused and why.

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use futures_util::future::join_all;
use lyssna::sites;

use crate::support::{Hum, Service, config};
use crate::upstream::{Upstream, page};

const ARTICLE: &str = "<!DOCTYPE html><html lang=\"sv\"><head><title>Ny bro</title></head><body>\
    <main><h1>Ny bro</h1><p>Kommunen bygger en ny bro över älven, och den ska stå klar till \
    sommaren. Det är tredje gången som en bro byggs på platsen.</p><p>Den gamla bron rivs under \
    hösten, säger kommunens ingenjör, som har ritat den nya bron tillsammans med sina kolleger \
    och gärna visar den för alla som vill se.</p></main></body></html>";

#[tokio::test(flavor = "multi_thread")]
async fn a_page_asked_for_by_many_at_once_is_fetched_once() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::from_millis(100)).await;
    let service = Service::fetching(&Hum::new(), config(), vec![upstream.address]).await;
    let paths =
        ["audio", "article", "events"].map(|kind| format!("/v1/{kind}?url={}", upstream.url()));
    let requests = (0..12).map(|index| service.get(&paths[index % 3]));
    for response in join_all(requests).await {
        assert_eq!(response.status(), 200);
    }
    assert_eq!(upstream.asked(), 1);
    assert_eq!(
        service
            .metric("lyssna_pages_fetched_total{result=\"page\"} ")
            .await,
        1.0
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_fetched_few_at_a_time_and_all_who_ask_are_answered() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::from_millis(50)).await;
    let mut config = config();
    config.fetch.at_once = NonZeroUsize::new(2).unwrap();
    let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
    let paths: Vec<_> = (0..8)
        .map(|number| format!("/v1/article?url={}/{number}", upstream.url()))
        .collect();
    for response in join_all(paths.iter().map(|path| service.get(path))).await {
        assert_eq!(response.status(), 200);
    }
    assert_eq!(upstream.asked(), 8);
    assert!(upstream.most_at_once() <= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_what_the_page_says() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let service = Service::fetching(&Hum::new(), config(), vec![upstream.address]).await;
    let text = service
        .text(&format!("/v1/article?url={}", upstream.url()))
        .await;
    let found: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["article"]["title"], "Ny bro");
    assert_eq!(found["article"]["url"], upstream.url());
    assert_eq!(found["sentences"].as_array().unwrap().len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sites_lexicon_changes_the_clips_with_its_words() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let folder = tempfile::tempdir().unwrap();
    let id = async |entry: &str| {
        let file = folder.path().join("a.toml");
        std::fs::write(&file, entry).unwrap();
        let mut config = config();
        config.sites = vec![sites::Config {
            name: "a".to_owned(),
            origins: vec![format!("http://{}", upstream.address)],
            lexicons: vec![file],
            ..sites::Config::default()
        }];
        let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
        let path = format!("/v1/article?url={}", upstream.url());
        let article: serde_json::Value = serde_json::from_str(&service.text(&path).await).unwrap();
        article["id"].as_str().unwrap().to_owned()
    };
    let plain = id("").await;
    let entry = |word: &str| format!("[[word]]\nmatch = '{word}'\nsay = 'ån'\n");
    assert_ne!(id(&entry("älven")).await, plain);
    assert_eq!(id(&entry("sjön")).await, plain);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_changed_article_only_the_changed_sentences_are_spoken() {
    let asked = AtomicUsize::new(0);
    let changed = ARTICLE.replace("till sommaren", "till hösten");
    let longer = changed.replace("</p></main>", "</p><p>Bron får namn i juni.</p></main>");
    let versions = [ARTICLE.to_owned(), changed, longer];
    let upstream = Upstream::answering(Duration::ZERO, move |_| {
        let version = asked.fetch_add(1, Ordering::SeqCst).min(2);
        page("text/html; charset=utf-8", &versions[version]).into()
    });
    let upstream = upstream.await;
    let mut config = config();
    config.http.article_min_seconds = 0;
    let hum = Hum::new();
    let service = Service::fetching(&hum, config, vec![upstream.address]).await;
    let path = format!("/v1/audio?url={}", upstream.url());
    let mut lengths = Vec::new();
    // The last sentence of a paragraph rests as long as before when another follows it.
    for (clips, spoken) in [(1.0, 4), (2.0, 5), (3.0, 6)] {
        lengths.push(service.body(&path).await.len());
        service.reaches("lyssna_clip_seconds_count", clips).await;
        assert_eq!(hum.spoken(), spoken);
    }
    assert!(lengths[2] > lengths[1], "{lengths:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_that_cannot_be_read_are_told_apart() {
    let slow = Duration::from_secs(30);
    let redirect = "HTTP/1.1 302 Found\r\nLocation: /nyhet\r\nContent-Length: 0\r\n\r\n";
    let broken = "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n";
    let partial = "HTTP/1.1 206 Partial Content\r\nContent-Length: 0\r\n\r\n";
    let unasked = "HTTP/1.1 304 Not Modified\r\n\r\n";
    let missing = "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
    let cut = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>";
    let unzipped = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\
        Content-Length: 3\r\n\r\n<p>";
    let silent = "<html><body><main><p>*** – ***</p></main></body></html>";
    let script = "<html><body><div id=app></div><script src=/app.js></script></body></html>";
    let large = format!("<p>{}</p>", "ord ".repeat(300_000));
    let cases = [
        (
            page("text/html", ""),
            Duration::ZERO,
            422,
            "nothing-to-read",
        ),
        (
            page("text/html", silent),
            Duration::ZERO,
            422,
            "nothing-to-read",
        ),
        (
            page("text/html", script),
            Duration::ZERO,
            422,
            "needs-scripts",
        ),
        (
            page("application/pdf", "%PDF-1.7"),
            Duration::ZERO,
            422,
            "not-a-page",
        ),
        (
            page("image/png", "\u{89}PNG"),
            Duration::ZERO,
            422,
            "not-a-page",
        ),
        (
            page("text/html", &large),
            Duration::ZERO,
            422,
            "page-too-large",
        ),
        (broken.to_owned(), Duration::ZERO, 502, "site-failed"),
        (partial.to_owned(), Duration::ZERO, 502, "answer-partial"),
        (unasked.to_owned(), Duration::ZERO, 502, "answer-unasked"),
        (missing.to_owned(), Duration::ZERO, 502, "page-missing"),
        (cut.to_owned(), Duration::ZERO, 502, "answer-cut-off"),
        (unzipped.to_owned(), Duration::ZERO, 502, "answer-corrupt"),
        (redirect.to_owned(), Duration::ZERO, 502, "redirect-loop"),
        (
            "no HTTP at all\r\n\r\n".to_owned(),
            Duration::ZERO,
            502,
            "answer-malformed",
        ),
        (page("text/html", ARTICLE), slow, 504, "site-slow"),
    ];
    for (answer, wait, status, name) in cases {
        let shown: String = answer.chars().take(60).collect();
        let upstream = Upstream::start(answer, wait).await;
        let mut config = config();
        config.fetch.connect_timeout = Duration::from_millis(400);
        config.fetch.total_timeout = Duration::from_millis(500);
        config.fetch.max_bytes = 1 << 20;
        let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
        for kind in ["audio", "article", "events"] {
            let response = service
                .get(&format!("/v1/{kind}?url={}", upstream.url()))
                .await;
            assert_eq!(response.status().as_u16(), status, "{kind} {shown}");
            let body = response.text().await.unwrap();
            assert!(
                body.contains(&format!("\"/problems/{name}\"")),
                "{shown}: {body}"
            );
            assert!(!body.contains("127.0.0.1"), "nothing of the inside: {body}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_page_is_fetched_again() {
    let upstream = Upstream::start("HTTP/1.1 503 Busy\r\n\r\n", Duration::ZERO).await;
    let service = Service::fetching(&Hum::new(), config(), vec![upstream.address]).await;
    let path = format!("/v1/audio?url={}", upstream.url());
    for attempts in 1..3 {
        assert_eq!(service.get(&path).await.status(), 502);
        assert_eq!(upstream.asked(), attempts);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_looked_at_again_and_sent_only_when_it_has_changed() {
    let version = Arc::new(AtomicUsize::new(1));
    let current = Arc::clone(&version);
    let upstream = Upstream::answering(Duration::ZERO, move |head| {
        let version = current.load(Ordering::SeqCst);
        let etag = format!("\"{version}\"");
        if head.contains(&format!("if-none-match: {etag}")) {
            return b"HTTP/1.1 304 Not Modified\r\n\r\n".to_vec();
        }
        let html = ARTICLE.replace("Ny bro", &format!("Bro {version}"));
        page(&format!("text/html\r\nETag: {etag}"), &html).into()
    })
    .await;
    let mut config = config();
    config.http.article_min_seconds = 0;
    let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
    let path = format!("/v1/article?url={}", upstream.url());
    for (round, title) in [(1, "Bro 1"), (2, "Bro 1"), (3, "Bro 3"), (4, "Bro 3")] {
        if round == 3 {
            version.store(3, Ordering::SeqCst);
        }
        let found: serde_json::Value = serde_json::from_str(&service.text(&path).await).unwrap();
        assert_eq!(found["article"]["title"], title, "{round}");
        assert_eq!(upstream.asked(), round);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_stays_fresh_as_long_as_its_site_says_within_bounds() {
    for (control, min, max, asked) in [
        ("max-age=600", 0, 3600, 1),
        ("max-age=600", 0, 0, 3),
        ("no-store", 600, 3600, 1),
        ("no-cache", 0, 3600, 3),
    ] {
        let answer = page(&format!("text/html\r\nCache-Control: {control}"), ARTICLE);
        let upstream = Upstream::start(answer, Duration::ZERO).await;
        let mut config = config();
        config.http.article_min_seconds = min;
        config.http.article_max_seconds = max;
        let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
        for _ in 0..3 {
            let path = format!("/v1/article?url={}", upstream.url());
            assert_eq!(service.get(&path).await.status(), 200);
        }
        assert_eq!(upstream.asked(), asked, "{control} {min} {max}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn robots_of_other_peoples_sites_are_respected() {
    for (any, configured, status) in [(true, false, 403), (true, true, 200), (false, true, 200)] {
        let upstream = Upstream::answering(Duration::ZERO, |head| {
            if head.starts_with("GET /robots.txt ") {
                return page("text/plain", "User-agent: *\nDisallow: /nyhet").into();
            }
            page("text/html", ARTICLE).into()
        })
        .await;
        let mut config = config();
        config.allow_any_site = any;
        if configured {
            config.sites = vec![sites::Config {
                name: "own".to_owned(),
                origins: vec![format!("http://{}", upstream.address)],
                ..sites::Config::default()
            }];
        }
        let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
        let response = service
            .get(&format!("/v1/article?url={}", upstream.url()))
            .await;
        assert_eq!(response.status().as_u16(), status, "{any} {configured}");
        let told = response.text().await.unwrap();
        let refused = told.contains("\"/problems/robots-refused\"");
        assert_eq!(refused, status == 403, "{told}");
        assert_eq!(upstream.asked(), 1, "the page or the rules, not both");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_does_not_lead_out_of_the_sites() {
    let other = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let redirect = format!(
        "HTTP/1.1 302 Found\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n",
        other.url()
    );
    let upstream = Upstream::start(redirect, Duration::ZERO).await;
    let mut config = config();
    config.sites = vec![sites::Config {
        name: "upstream".to_owned(),
        origins: vec![format!("http://{}", upstream.address)],
        ..sites::Config::default()
    }];
    let allowed = vec![upstream.address, other.address];
    let service = Service::fetching(&Hum::new(), config, allowed).await;
    let response = service
        .get(&format!("/v1/article?url={}", upstream.url()))
        .await;
    assert_eq!(response.status(), 403);
    let told = response.text().await.unwrap();
    assert!(told.contains("\"/problems/site-refused\""), "{told}");
    assert_eq!(other.asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn addresses_inside_are_never_dialled() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let service = Service::start(&Hum::new()).await;
    let port = upstream.address.port();
    for host in ["127.0.0.1", "[::1]", "0x7f.1", "localhost"] {
        let response = service
            .get(&format!("/v1/audio?url=http://{host}:{port}/"))
            .await;
        assert_eq!(response.status(), 403, "{host}");
    }
    assert_eq!(upstream.asked(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signed_site_is_read_by_its_own_links_only() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let mut config = config();
    config.sites = vec![sites::Config {
        name: "signed".to_owned(),
        origins: vec![format!("http://{}", upstream.address)],
        signed: true,
        keys: vec![sites::signature::KeyConfig {
            id: "k".to_owned(),
            secret: "0123456789abcdef0123456789abcdef".to_owned().into(),
        }],
        ..sites::Config::default()
    }];
    let url = upstream.url();
    let known = sites::Sites::new(&config.sites, false, config.extract).unwrap();
    let site = known.iter().next().unwrap();
    let sign = |text: &str, expires| site.sign(&text.parse().unwrap(), expires).unwrap();
    let (good, expired) = (sign(&url, 4_102_444_800), sign(&url, 1));
    let other = sign(&format!("{url}2"), 4_102_444_800);
    let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
    let cases = [
        ("", 403, "signature-refused"),
        ("&signature=", 403, "signature-refused"),
        (&format!("&signature={other}"), 403, "signature-refused"),
        (&format!("&signature={expired}"), 403, "signature-expired"),
        (&format!("&signature={good}"), 200, ""),
    ];
    for (signature, status, name) in cases {
        for kind in ["audio", "article", "events"] {
            let path = format!("/v1/{kind}?url={url}{signature}");
            let response = service.get(&path).await;
            assert_eq!(response.status().as_u16(), status, "{path}");
            let told = response.bytes().await.unwrap();
            let told = String::from_utf8_lossy(&told);
            assert!(name.is_empty() || told.contains(name), "{path}: {told}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn only_configured_sites_are_read() {
    let upstream = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let other = Upstream::start(page("text/html", ARTICLE), Duration::ZERO).await;
    let mut config = config();
    config.sites = vec![sites::Config {
        name: "upstream".to_owned(),
        origins: vec![format!("http://{}", upstream.address)],
        paths: vec!["/nyhet".to_owned()],
        ..sites::Config::default()
    }];
    let allowed = vec![upstream.address, other.address];
    let service = Service::fetching(&Hum::new(), config, allowed).await;
    let cases = [
        (upstream.url(), 200),
        (other.url(), 403),
        ("/demo/norrsken".to_owned(), 200),
    ];
    for (url, status) in cases {
        let response = service.get(&format!("/v1/audio?url={url}")).await;
        assert_eq!(response.status().as_u16(), status, "{url}");
    }
    assert_eq!(other.asked(), 0);
}
