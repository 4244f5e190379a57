//! Podcast feeds of other sites' articles.

use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use chrono::{DateTime, Days};
use lyssna::feed;
use object_store::ObjectStoreExt;
use object_store::memory::InMemory;
use reqwest::StatusCode;
use rss::Channel;

use crate::support::{Hum, Service, config, eventually, header};
use crate::upstream::{Upstream, page};

fn article(number: usize, text: &str) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"sv\"><head><title>Artikel {number}</title></head><body><main>\
         <h1>Artikel {number}</h1><p>{text} Kommunen bygger en ny bro över älven, och den ska stå \
         klar till sommaren. Det är tredje gången som en bro byggs på platsen.</p>\
         <h2>Den gamla bron</h2><p>Den gamla bron rivs under hösten, säger kommunens ingenjör, som \
         har ritat den nya bron tillsammans med sina kolleger.</p></main></body></html>"
    )
}

/// RSS of these articles, each a day newer than the one before.
fn list(numbers: impl Iterator<Item = usize>) -> Vec<u8> {
    let first = DateTime::parse_from_rfc3339("2026-03-01T10:00:00Z").unwrap();
    let item = |number: usize| {
        let date = first + Days::new(number as u64);
        let date = date.to_rfc2822();
        format!("<item><link>/{number}</link><pubDate>{date}</pubDate></item>")
    };
    let items: String = numbers.map(item).collect();
    let list = format!("<rss><channel>{items}</channel></rss>");
    page("application/rss+xml", &list).into_bytes()
}

const MISSING: &[u8] = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";

/// A site that lists three articles, the last of which is missing.
async fn site(is_corrected: Arc<AtomicBool>) -> Upstream {
    Upstream::answering(Duration::ZERO, move |head| {
        let first = match is_corrected.load(Ordering::SeqCst) {
            true => "Rättat.",
            false => "Nytt.",
        };
        match path(head) {
            "/rss" => list(1..=3),
            "/1" => page("text/html", &article(1, first)).into_bytes(),
            "/2" => page("text/html", &article(2, "Nytt.")).into_bytes(),
            _ => MISSING.to_vec(),
        }
    })
    .await
}

/// The path that the head of a request names.
fn path(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

const HOME: &str = "https://lyssna.example.se";

async fn service(upstream: &Upstream, path: &str) -> Service {
    let source = format!("http://{}{path}", upstream.address);
    configured(upstream, |feed| feed.source = Some(source)).await
}

async fn configured(upstream: &Upstream, change: impl FnOnce(&mut feed::Config)) -> Service {
    let objects = Arc::new(InMemory::new());
    keeping(upstream, objects, change).await
}

async fn keeping(
    upstream: &Upstream,
    objects: Arc<InMemory>,
    change: impl FnOnce(&mut feed::Config),
) -> Service {
    let mut config = config();
    config.http.public_url = Some(format!("{HOME}/"));
    config.http.article_min_seconds = 0;
    let mut feed = feed::Config {
        name: "nytt".to_owned(),
        title: "Nytt".to_owned(),
        description: "Allt nytt.".to_owned(),
        link: "https://example.se/".to_owned(),
        author: "Example".to_owned(),
        page_episodes: NonZeroUsize::new(1).unwrap(),
        refresh_seconds: std::num::NonZeroU64::MIN,
        ..feed::Config::default()
    };
    change(&mut feed);
    config.feeds = vec![feed];
    let allowed: Vec<SocketAddr> = vec![upstream.address];
    Service::fetching_into(objects, &Hum::new(), config, allowed).await
}

async fn shown(service: &Service, query: &str) -> Channel {
    let text = service.text(&format!("/feeds/nytt.xml{query}")).await;
    Channel::read_from(text.as_bytes()).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Waits until both articles that can be read are episodes.
async fn made(service: &Service) {
    eventually(async || service.get("/feeds/nytt.xml?page=2").await.status() == 200).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn episodes_have_files_of_the_length_that_the_feed_tells() {
    let upstream = site(Arc::default()).await;
    let service = service(&upstream, "/rss").await;
    made(&service).await;
    let titles = [shown(&service, "").await, shown(&service, "?page=2").await];
    let titles = titles.map(|page| page.items()[0].title().unwrap().to_owned());
    assert_eq!(titles, ["Artikel 2", "Artikel 1"]);
    assert_eq!(service.get("/feeds/nytt.xml?page=3").await.status(), 404);
    assert_eq!(service.get("/feeds/nytt.xml?page=0").await.status(), 404);

    let channel = shown(&service, "").await;
    let item = &channel.items()[0];
    let enclosure = item.enclosure().unwrap();
    let path = enclosure.url().strip_prefix(HOME).unwrap();
    let head = reqwest::Client::new().head(service.url(path)).send().await;
    let head = head.unwrap();
    assert_eq!(header(&head, "content-length"), Some(enclosure.length()));
    assert_eq!(header(&head, "content-type"), Some(enclosure.mime_type()));
    let caching = header(&head, "cache-control");
    assert_eq!(caching, Some("public, max-age=31536000, immutable"));
    let file = service.body(path).await;
    assert_eq!(file.len().to_string(), enclosure.length());
    assert!(file.starts_with(b"ID3"));
    let part = service.request(path).header("range", "bytes=100-199");
    let part = part.send().await.unwrap();
    assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(part.bytes().await.unwrap(), file[100..200]);
    let other = path.replace(".mp3", "0.mp3");
    assert_eq!(service.body(&other).await, file, "an older tag's name");
    let other = path.replace("/nytt/", "/nytt/0");
    assert_eq!(service.get(&other).await.status(), 404, "another clip");

    let of_podcast = &item.extensions()["podcast"];
    let texts = of_podcast["transcript"]
        .iter()
        .chain(&of_podcast["chapters"]);
    let mut kinds = Vec::new();
    for text in texts {
        let path = text.attrs()["url"].strip_prefix(HOME).unwrap();
        let response = service.get(path).await;
        assert_eq!(response.status(), 200, "{path}");
        let kind = header(&response, "content-type").unwrap();
        assert!(kind.starts_with(&text.attrs()["type"]), "{path}: {kind}");
        kinds.push(text.attrs()["type"].clone());
    }
    assert_eq!(kinds.len(), 4);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_has_not_changed_is_not_sent_again() {
    let upstream = site(Arc::default()).await;
    let service = service(&upstream, "/rss").await;
    made(&service).await;
    let path = "/feeds/nytt.xml";
    let first = service.get(path).await;
    let kind = header(&first, "content-type");
    assert_eq!(kind, Some("application/rss+xml; charset=utf-8"));
    let etag = header(&first, "etag").unwrap().to_owned();
    let modified = header(&first, "last-modified").unwrap().to_owned();
    let old = "Sun, 06 Nov 1994 08:49:37 GMT";
    let cases: [(&[(&str, &str)], u16); 6] = [
        (&[("if-none-match", &etag)], 304),
        (&[("if-none-match", "\"other\"")], 200),
        (&[("if-modified-since", &modified)], 304),
        (&[("if-modified-since", old)], 200),
        (&[("if-modified-since", "i går")], 200),
        (
            &[
                ("if-modified-since", &modified),
                ("if-none-match", "\"other\""),
            ],
            200,
        ),
    ];
    for (fields, expected) in cases {
        let mut request = service.request(path);
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        assert_eq!(response.status(), expected, "{fields:?}");
        assert_eq!(header(&response, "etag"), Some(etag.as_str()));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_corrected_article_is_the_same_episode_with_another_file() {
    let is_corrected = Arc::new(AtomicBool::new(false));
    let upstream = site(Arc::clone(&is_corrected)).await;
    let service = service(&upstream, "/rss").await;
    made(&service).await;
    let before = shown(&service, "?page=2").await.items()[0].clone();
    is_corrected.store(true, Ordering::SeqCst);
    eventually(async || shown(&service, "?page=2").await.items()[0] != before).await;
    let after = shown(&service, "?page=2").await.items()[0].clone();
    assert_eq!(before.guid(), after.guid());
    assert_ne!(before.enclosure(), after.enclosure());
    let old = before.enclosure().unwrap().url();
    let old = service.get(old.strip_prefix(HOME).unwrap()).await;
    assert_eq!(old.status(), 200, "who has begun to listen can go on");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_that_cannot_be_made_says_why() {
    let upstream = site(Arc::default()).await;
    // A page is no list, and a missing list is the site's fault.
    for (path, status) in [("/1", 422), ("/none", 502)] {
        let service = service(&upstream, path).await;
        let answered = async || service.get("/feeds/nytt.xml").await.status() == status;
        eventually(answered).await;
        for path in [
            "/feeds/nytt",
            "/feeds/annat.xml",
            "/feeds/annat/a.mp3",
            "/feeds/nytt/a.mp3",
        ] {
            assert_eq!(service.get(path).await.status(), 404, "{path}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_feed_stays_while_its_site_has_no_good_list() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>";
    let bad = [
        MISSING.to_vec(),
        page("application/rss+xml", "<rss><channel>").into_bytes(),
        page("application/rss+xml", bomb).into_bytes(),
        page("text/html", "<h1>Inte här</h1>").into_bytes(),
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<rss".to_vec(),
        // Nothing is said before the connection ends.
        Vec::new(),
    ];
    let (is_ill, told) = (
        Arc::new(AtomicBool::new(false)),
        Arc::new(AtomicUsize::new(0)),
    );
    let all = bad.len();
    let upstream = {
        let (is_ill, told) = (Arc::clone(&is_ill), Arc::clone(&told));
        Upstream::answering(Duration::ZERO, move |head| match path(head) {
            "/rss" if is_ill.load(Ordering::SeqCst) => {
                bad[told.fetch_add(1, Ordering::SeqCst) % bad.len()].clone()
            }
            "/rss" => list(1..=2),
            _ => page("text/html", &article(1, "Nytt.")).into_bytes(),
        })
        .await
    };
    let service = service(&upstream, "/rss").await;
    made(&service).await;
    let before = service.text("/feeds/nytt.xml").await;
    is_ill.store(true, Ordering::SeqCst);
    let mut seen = 0;
    // A look has ended when the next begins.
    while seen <= all {
        eventually(async || told.load(Ordering::SeqCst) > seen).await;
        seen = told.load(Ordering::SeqCst);
        assert_eq!(service.text("/feeds/nytt.xml").await, before, "{seen}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn of_a_long_list_only_the_newest_are_read() {
    const LISTED: usize = 10_000;
    const EPISODES: NonZeroUsize = NonZeroUsize::new(5).unwrap();
    let is_old_asked = Arc::new(AtomicBool::new(false));
    let upstream = {
        let is_old_asked = Arc::clone(&is_old_asked);
        Upstream::answering(Duration::ZERO, move |head| {
            let number = path(head).trim_start_matches('/');
            let Ok(number) = number.parse::<usize>() else {
                return list(1..=LISTED);
            };
            is_old_asked.fetch_or(number <= LISTED - EPISODES.get(), Ordering::SeqCst);
            page("text/html", &article(number, "Nytt.")).into_bytes()
        })
        .await
    };
    let source = format!("http://{}/rss", upstream.address);
    let few = |feed: &mut feed::Config| {
        feed.source = Some(source);
        feed.episodes = EPISODES;
    };
    let service = configured(&upstream, few).await;
    eventually(async || service.get("/feeds/nytt.xml?page=5").await.status() == 200).await;
    let newest = shown(&service, "").await.items()[0]
        .title()
        .unwrap()
        .to_owned();
    assert_eq!(newest, format!("Artikel {LISTED}"));
    assert_eq!(service.get("/feeds/nytt.xml?page=6").await.status(), 404);
    assert!(!is_old_asked.load(Ordering::SeqCst));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_of_addresses_keeps_its_order() {
    let upstream = site(Arc::default()).await;
    let config = |config: &mut feed::Config| {
        config.source = None;
        config.urls = ["/1", "/2"]
            .map(|path| format!("http://{}{path}", upstream.address))
            .into();
    };
    let service = configured(&upstream, config).await;
    made(&service).await;
    let titles = [shown(&service, "").await, shown(&service, "?page=2").await];
    let titles = titles.map(|page| page.items()[0].title().unwrap().to_owned());
    assert_eq!(titles, ["Artikel 1", "Artikel 2"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_outlives_its_service_while_its_site_is_away() {
    let objects = Arc::new(InMemory::new());
    let upstream = site(Arc::default()).await;
    let source = |path: &str| Some(format!("http://{}{path}", upstream.address));
    let first = keeping(&upstream, Arc::clone(&objects), |feed| {
        feed.source = source("/rss");
    });
    let first = first.await;
    made(&first).await;
    let before = first.text("/feeds/nytt.xml").await;
    let kept = object_store::path::Path::from("feeds/nytt");
    eventually(async || objects.head(&kept).await.is_ok()).await;
    first.stop().await;
    let second = keeping(&upstream, objects, |feed| feed.source = source("/none"));
    let second = second.await;
    eventually(async || second.get("/feeds/nytt.xml").await.status() == 200).await;
    assert_eq!(second.text("/feeds/nytt.xml").await, before);
    let enclosure = shown(&second, "").await.items()[0]
        .enclosure()
        .unwrap()
        .clone();
    let file = second
        .body(enclosure.url().strip_prefix(HOME).unwrap())
        .await;
    assert_eq!(file.len().to_string(), enclosure.length());
}

/// The picture that a file carries, with its media type.
fn picture(file: &[u8]) -> Option<(String, Vec<u8>)> {
    let tag = id3::Tag::read_from2(std::io::Cursor::new(file)).unwrap();
    let picture = tag.pictures().next()?.clone();
    Some((picture.mime_type, picture.data))
}

/// An answer that holds a picture of one colour.
fn png(kind: &str, shade: u8, bytes: usize) -> Vec<u8> {
    let head =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {bytes}\r\n\r\n");
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.resize(bytes, shade);
    [head.into_bytes(), picture].concat()
}

/// A site of two articles whose picture is answered so.
async fn with_picture(answer: Arc<Mutex<Vec<u8>>>) -> Upstream {
    Upstream::answering(Duration::ZERO, move |head| match path(head) {
        "/rss" => list(1..=2),
        "/podd.png" => answer.lock().unwrap().clone(),
        number => page("text/html", &article(number.len(), number)).into_bytes(),
    })
    .await
}

/// The file of the newest episode, by the length that the feed tells.
async fn newest(service: &Service) -> (String, Vec<u8>) {
    let item = shown(service, "").await.items()[0].clone();
    let enclosure = item.enclosure().unwrap();
    let path = enclosure.url().strip_prefix(HOME).unwrap().to_owned();
    let file = service.body(&path).await;
    assert_eq!(file.len().to_string(), enclosure.length());
    (path, file.to_vec())
}

#[tokio::test(flavor = "multi_thread")]
async fn files_carry_the_podcasts_picture_as_it_is_now() {
    let answer = Arc::new(Mutex::new(png("image/png", 1, 500)));
    let upstream = with_picture(Arc::clone(&answer)).await;
    let image = format!("http://{}/podd.png", upstream.address);
    let source = format!("http://{}/rss", upstream.address);
    let objects = Arc::new(InMemory::new());
    let start = || {
        keeping(&upstream, Arc::clone(&objects), |feed| {
            feed.source = Some(source.clone());
            feed.image = Some(image.clone());
        })
    };
    let service = start().await;
    made(&service).await;
    let (old, file) = newest(&service).await;
    let (kind, first) = picture(&file).unwrap();
    assert_eq!((kind.as_str(), first.len()), ("image/png", 500));

    *answer.lock().unwrap() = png("image/png", 2, 400);
    eventually(async || newest(&service).await.0 != old).await;
    let (path, file) = newest(&service).await;
    assert_eq!(picture(&file).unwrap().1.len(), 400);
    assert_eq!(
        service.body(&old).await,
        file,
        "the old address leads to it"
    );

    // A picture that cannot be read now changes nothing, nor does a new start of the service.
    *answer.lock().unwrap() = MISSING.to_vec();
    let kept = object_store::path::Path::from("feeds/nytt");
    let name = path.rsplit('/').next().unwrap();
    eventually(async || {
        let feed = objects.get(&kept).await.unwrap().bytes().await.unwrap();
        feed.windows(name.len()).any(|part| part == name.as_bytes())
    })
    .await;
    service.stop().await;
    let again = start().await;
    eventually(async || again.get("/feeds/nytt.xml").await.status() == 200).await;
    assert_eq!(newest(&again).await, (path, file));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_made_without_what_is_no_picture() {
    const TOO_LARGE: usize = (512 << 10) + 1;
    let away = b"HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/podd.png\r\n\r\n".to_vec();
    for answer in [
        MISSING.to_vec(),
        png("text/html", 1, 500),
        page("image/png", "<svg/>").into_bytes(),
        png("image/png", 1, TOO_LARGE),
        away,
    ] {
        let told = String::from_utf8_lossy(&answer[..answer.len().min(60)]).into_owned();
        let upstream = with_picture(Arc::new(Mutex::new(answer))).await;
        let service = configured(&upstream, |feed| {
            feed.source = Some(format!("http://{}/rss", upstream.address));
            feed.image = Some(format!("http://{}/podd.png", upstream.address));
        })
        .await;
        made(&service).await;
        assert_eq!(picture(&newest(&service).await.1), None, "{told}");
    }
}
