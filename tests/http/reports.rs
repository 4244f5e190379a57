//! Words that listeners report, and what an operator does about them.

use std::path::Path;
use std::sync::Arc;

use lyssna::clip::Manifest;
use lyssna::reports::Report;
use object_store::ObjectStore;
use object_store::memory::InMemory;
use reqwest::{Method, RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::tempdir;

use crate::support::{Hum, Service, config, header};

const KEY: &str = "en nyckel med mer än sexton tecken";
const ARTICLE: &str = "/demo/biblioteket";
const WORD: &str = "biblioteket";

/// A service with an operator, whose lexicon is this file.
async fn service(hum: &Arc<Hum>, objects: &Arc<InMemory>, lexicon: Option<&Path>) -> Service {
    let mut config = config();
    config.http.admin_key = Some(KEY.to_owned());
    config.lexicons = lexicon.map(Path::to_owned).into_iter().collect();
    let objects: Arc<dyn ObjectStore> = Arc::<InMemory>::clone(objects);
    Service::with(config, hum, objects).await
}

async fn report(service: &Service, body: &str) -> Response {
    let address = service.url(&format!("/v1/reports?url={ARTICLE}"));
    let request = reqwest::Client::new().post(address).body(body.to_owned());
    request.send().await.unwrap()
}

fn operator(service: &Service, method: Method, path: &str) -> RequestBuilder {
    let request = reqwest::Client::new().request(method, service.url(path));
    request.basic_auth("operatör", Some(KEY))
}

async fn listed(service: &Service) -> Vec<Report> {
    let request = operator(service, Method::GET, "/admin/uttal/reports");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
}

async fn change(service: &Service, path: &str, body: &Value) -> Response {
    let request = operator(service, Method::POST, path);
    let request = request.header("content-type", "application/json");
    request.body(body.to_string()).send().await.unwrap()
}

/// Listens to the whole article; returns how many of its sentences hold the word.
async fn listen(service: &Service) -> usize {
    let path = format!("/v1/audio?url={ARTICLE}");
    service.body(&path).await;
    let answer = service.get(&path).await;
    let clip = header(&answer, "content-location").unwrap();
    let manifest = service.text(&clip.replace(".mp3", ".json")).await;
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let holds = |words: &[lyssna::render::TimedWord]| {
        words.iter().any(|word| word.text.to_lowercase() == WORD)
    };
    let segments = manifest.segments.iter();
    segments.filter(|segment| holds(&segment.words)).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_are_counted_and_outlive_the_service() {
    let objects = Arc::new(InMemory::new());
    let first = service(&Hum::new(), &objects, None).await;
    for body in [
        json!({ "word": WORD }),
        json!({ "word": format!(" {WORD} "), "segment": 900 }),
        json!({ "word": "Storsele", "segment": 0 }),
    ] {
        assert_eq!(report(&first, &body.to_string()).await.status(), 204);
    }
    let before = listed(&first).await;
    let times: Vec<_> = before.iter().map(|r| (r.word.as_str(), r.times)).collect();
    assert_eq!(times, [(WORD, 2), ("Storsele", 1)]);
    assert!(
        before
            .iter()
            .all(|r| r.url == ARTICLE && r.sentence.contains(&r.word))
    );
    first.stop().await;
    let second = service(&Hum::new(), &objects, None).await;
    assert_eq!(listed(&second).await, before);
    let settled = json!({ "url": ARTICLE, "word": WORD });
    assert_eq!(
        change(&second, "/admin/uttal/dismiss", &settled)
            .await
            .status(),
        204
    );
    assert_eq!(listed(&second).await, before[1..]);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_what_stands_in_the_article_is_kept() {
    let service = service(&Hum::new(), &Arc::new(InMemory::new()), None).await;
    let long = json!({ "word": "a".repeat(65) }).to_string();
    let cases = [
        ("{}", 400),
        ("word=a", 400),
        ("{\"word\":7}", 400),
        ("{\"word\":\" \"}", 422),
        ("{\"word\":\"köp billigt på example.com\"}", 422),
        (&*long, 422),
    ];
    for (body, status) in cases {
        assert_eq!(report(&service, body).await.status(), status, "{body}");
    }
    let elsewhere = service.url("/v1/reports?url=/demo/none");
    let body = json!({ "word": WORD }).to_string();
    let answer = reqwest::Client::new()
        .post(elsewhere)
        .body(body)
        .send()
        .await;
    assert_eq!(answer.unwrap().status(), 400);
    assert_eq!(listed(&service).await, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_operator_sees_the_list() {
    let paths = [
        "/admin/uttal",
        "/admin/uttal.js",
        "/admin/uttal.css",
        "/admin/uttal/reports",
        "/admin/uttal/hear?url=/demo/norrsken&word=a&say=b&sentence=c",
    ];
    let none = Service::start(&Hum::new()).await;
    let service = service(&Hum::new(), &Arc::new(InMemory::new()), None).await;
    for path in paths {
        assert_eq!(none.get(path).await.status(), 404, "{path}");
        let refused = service.get(path).await;
        assert_eq!(refused.status(), 401, "{path}");
        let challenge = header(&refused, "www-authenticate").unwrap();
        assert!(challenge.starts_with("Basic "), "{challenge}");
        for field in [
            format!("Bearer {KEY}"),
            "Basic bmVq".to_owned(),
            "Basic".to_owned(),
        ] {
            let wrong = service.request(path).header("authorization", &field);
            assert_eq!(wrong.send().await.unwrap().status(), 401, "{path} {field}");
        }
        let wrong = service.request(path).basic_auth(KEY, Some("fel"));
        assert_eq!(wrong.send().await.unwrap().status(), 401, "{path}");
        let right = operator(&service, Method::GET, path).send().await.unwrap();
        assert_eq!(right.status(), 200, "{path}");
        assert_eq!(header(&right, "cache-control"), Some("no-store"), "{path}");
        let elsewhere = operator(&service, Method::GET, path);
        let elsewhere = elsewhere.header("sec-fetch-site", "cross-site");
        assert_eq!(elsewhere.send().await.unwrap().status(), 403, "{path}");
    }
    for path in ["/admin/uttal/save", "/admin/uttal/dismiss"] {
        let body = json!({ "url": ARTICLE, "word": WORD, "say": "a" }).to_string();
        // A form of another page can send nothing that is JSON.
        let form = operator(&service, Method::POST, path).header("content-type", "text/plain");
        let form = form.body(body).send().await.unwrap();
        assert!(form.status().is_client_error(), "{path}: {}", form.status());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_word_is_heard_and_saved_and_only_its_sentences_are_spoken_again() {
    let folder = tempdir().unwrap();
    let lexicon = folder.path().join("ord.toml");
    std::fs::write(&lexicon, "# Ord\n").unwrap();
    let hum = Hum::new();
    let service = service(&hum, &Arc::new(InMemory::new()), Some(&lexicon)).await;
    let holding = listen(&service).await;
    let all = hum.spoken();
    assert!((1..all).contains(&holding), "{holding} of {all}");
    report(&service, &json!({ "word": WORD }).to_string()).await;
    report(&service, &json!({ "word": "Storsele" }).to_string()).await;

    let saved = json!({ "url": ARTICLE, "word": WORD, "say": "bibblan", "ipa": "" });
    let saved = change(&service, "/admin/uttal/save", &saved).await;
    assert_eq!(saved.status(), 204);
    let written = std::fs::read_to_string(&lexicon).unwrap();
    let expected = format!("[[word]]\nmatch = \"{WORD}\"\nsay = \"bibblan\"\n");
    assert!(written.contains(&expected), "{written}");
    let left = listed(&service).await;
    assert_eq!(
        left.iter().map(|r| &*r.word).collect::<Vec<_>>(),
        ["Storsele"]
    );
    listen(&service).await;
    assert_eq!(hum.spoken(), all + holding);

    let trial = "/admin/uttal/hear?url=/demo/biblioteket&word=Storsele&ipa=%CB%88sta%CB%90d\
        &sentence=Han+bor+i+Storsele.";
    let heard = operator(&service, Method::GET, trial).send().await.unwrap();
    assert_eq!(header(&heard, "content-type"), Some("audio/mpeg"));
    assert_eq!(hum.spoken(), all + holding + 1);
    assert_eq!(
        std::fs::read_to_string(&lexicon).unwrap(),
        written,
        "nothing is saved"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_said_is_not_saved() {
    let folder = tempdir().unwrap();
    let lexicon = folder.path().join("ord.toml");
    std::fs::write(&lexicon, "").unwrap();
    let with = service(&Hum::new(), &Arc::new(InMemory::new()), Some(&lexicon)).await;
    for (say, ipa) in [("", ""), ("a", "ˈɑː"), ("", "xyz7")] {
        let body = json!({ "url": ARTICLE, "word": WORD, "say": say, "ipa": ipa });
        let refused = change(&with, "/admin/uttal/save", &body).await;
        assert_eq!(refused.status(), 422, "{say} {ipa}");
        let trial =
            format!("/admin/uttal/hear?url={ARTICLE}&word={WORD}&sentence=a&say={say}&ipa={ipa}");
        let refused = operator(&with, Method::GET, &trial).send().await.unwrap();
        assert_eq!(refused.status(), 422, "{say} {ipa}");
    }
    assert_eq!(std::fs::read_to_string(&lexicon).unwrap(), "");
    let without = service(&Hum::new(), &Arc::new(InMemory::new()), None).await;
    let body = json!({ "url": ARTICLE, "word": WORD, "say": "bibblan" });
    let refused = change(&without, "/admin/uttal/save", &body).await;
    assert_eq!(refused.status(), 409);
}
