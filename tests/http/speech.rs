//! OpenAI's speech API: what it answers, in which forms, and to whom.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use object_store::memory::InMemory;
use reqwest::{Client, RequestBuilder, Response};
use serde_json::{Value, json};

use crate::support::{Hum, Service, config, header};

fn post(service: &Service, body: &Value) -> RequestBuilder {
    Client::new()
        .post(service.url("/v1/audio/speech"))
        .header("content-type", "application/json")
        .body(body.to_string())
}

fn request(more: Value) -> Value {
    let mut body =
        json!({ "model": "tts-1", "voice": "hum", "input": "Hej på dig. Hur är läget?" });
    let Value::Object(more) = more else {
        panic!("an object is wanted");
    };
    body.as_object_mut().unwrap().extend(more);
    body
}

async fn spoken(service: &Service, more: Value) -> (String, Vec<u8>) {
    let response = post(service, &request(more)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let kind = header(&response, "content-type").unwrap().to_owned();
    (kind, response.bytes().await.unwrap().to_vec())
}

async fn refused(response: Response) -> (u16, Value) {
    let status = response.status().as_u16();
    assert_eq!(
        header(&response, "content-type"),
        Some("application/problem+json")
    );
    (
        status,
        serde_json::from_str(&response.text().await.unwrap()).unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn text_is_spoken_in_the_form_asked_for() {
    let hum = Hum::new();
    let service = Service::start(&hum).await;
    let (kind, mp3) = spoken(&service, json!({})).await;
    assert_eq!(
        (kind.as_str(), &mp3[..2]),
        ("audio/mpeg", &[0xFF, 0xF3][..])
    );
    let (kind, wav) = spoken(&service, json!({ "response_format": "wav" })).await;
    assert_eq!((kind.as_str(), &wav[..4]), ("audio/wav", &b"RIFF"[..]));
    let (kind, opus) = spoken(&service, json!({ "response_format": "opus" })).await;
    assert_eq!(
        (kind.as_str(), &opus[..4]),
        ("audio/ogg; codecs=opus", &b"OggS"[..])
    );
    let (kind, pcm) = spoken(&service, json!({ "response_format": "pcm" })).await;
    assert_eq!(kind, "audio/pcm");
    assert_eq!(pcm, wav[44..]);
    assert_eq!(hum.spoken(), 6, "a clip is kept");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_carry_the_same_audio() {
    let service = Service::start(&Hum::new()).await;
    let (_, expected) = spoken(&service, json!({})).await;
    let (kind, events) = spoken(&service, json!({ "stream_format": "sse" })).await;
    assert_eq!(kind, "text/event-stream");
    let events = String::from_utf8(events).unwrap();
    let events: Vec<Value> = events
        .split("\n\n")
        .filter_map(|event| event.strip_prefix("data: "))
        .map(|data| serde_json::from_str(data).unwrap())
        .collect();
    let (done, deltas) = events.split_last().unwrap();
    let audio = deltas.iter().flat_map(|event| {
        assert_eq!(event["type"], "speech.audio.delta");
        STANDARD.decode(event["audio"].as_str().unwrap()).unwrap()
    });
    assert_eq!(audio.collect::<Vec<_>>(), expected);
    assert_eq!(done["type"], "speech.audio.done");
    assert_eq!(done["usage"]["input_tokens"], 6);
}

#[tokio::test(flavor = "multi_thread")]
async fn markup_is_obeyed() {
    let service = Service::start(&Hum::new()).await;
    let length = async |input: &str| {
        let more = json!({ "input": input, "response_format": "wav" });
        spoken(&service, more).await.1.len()
    };
    let plain = length("Hej SR").await;
    assert_eq!(
        length("<speak>Hej <sub alias=\"du\">SR</sub></speak>").await,
        plain - 2 * 1280
    );
    let parted = length("<speak>Hej <break time=\"1s\"/> S</speak>").await;
    assert_eq!(parted, plain - 2 * 1280 + 2 * 4800);
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_cannot_be_answered() {
    let service = Service::start(&Hum::new()).await;
    let cases = [
        (
            json!({ "voice": "alloy" }),
            400,
            "unknown-voice",
            json!("voice"),
            "voices",
        ),
        (
            json!({ "response_format": "opus2" }),
            400,
            "unknown-format",
            json!("response_format"),
            "",
        ),
        (
            json!({ "speed": 0.25 }),
            400,
            "unknown-speed",
            json!("speed"),
            "",
        ),
        (
            json!({ "speed": "fast" }),
            400,
            "bad-request",
            Value::Null,
            "invalid type: string",
        ),
        (
            json!({ "stream_format": "ws" }),
            400,
            "bad-request",
            json!("stream_format"),
            "",
        ),
        (
            json!({ "input": "a".repeat(4097) }),
            400,
            "text-too-long",
            json!("input"),
            "4096",
        ),
        (
            json!({ "input": "" }),
            422,
            "nothing-to-read",
            Value::Null,
            "",
        ),
        (
            json!({ "input": "<speak>?</speak>" }),
            422,
            "nothing-to-read",
            Value::Null,
            "",
        ),
        (
            json!({ "input": "<speak><x/></speak>" }),
            400,
            "bad-markup",
            json!("input"),
            "line 1, column 8: <x> is not supported here",
        ),
        (
            json!({ "input": "<speak><prosody rate=\"50%\">a</prosody></speak>", "speed": 0.6 }),
            400,
            "unknown-speed",
            json!("input"),
            "",
        ),
    ];
    for (more, status, name, param, message) in cases {
        let response = post(&service, &request(more.clone())).send().await.unwrap();
        let (told, problem) = refused(response).await;
        assert_eq!(
            (told, &problem["type"]),
            (status, &json!(format!("/problems/{name}"))),
            "{more}"
        );
        let error = &problem["error"];
        assert_eq!(error["type"], "invalid_request_error", "{more}");
        assert_eq!(
            (&error["code"], &error["param"]),
            (&json!(name), &param),
            "{more}"
        );
        assert!(
            error["message"].as_str().unwrap().contains(message),
            "{error}"
        );
    }
    let response = service.get("/v1/audio/speech").await;
    assert_eq!(response.status(), 405);
}

#[tokio::test(flavor = "multi_thread")]
async fn others_than_the_machine_itself_need_a_key() {
    let mut keyed = config();
    keyed.http.speech_keys = vec!["ett".to_owned(), "två".to_owned()];
    let open = Service::start(&Hum::new()).await;
    let closed = Service::with(keyed, &Hum::new(), Arc::new(InMemory::new())).await;
    let cases = [
        (&open, None, false, 200),
        (&open, None, true, 401),
        (&open, Some("Bearer ett"), true, 401),
        (&closed, None, false, 401),
        (&closed, Some("Bearer två"), true, 200),
        (&closed, Some("Bearer tre"), false, 401),
        (&closed, Some("ett"), false, 401),
        (&closed, Some("Bearer "), false, 401),
    ];
    for (service, key, forwarded, status) in cases {
        let mut asked = post(service, &request(json!({})));
        if let Some(key) = key {
            asked = asked.header("authorization", key.as_bytes());
        }
        if forwarded {
            asked = asked.header("x-forwarded-for", "192.0.2.7");
        }
        let response = asked.send().await.unwrap();
        assert_eq!(response.status(), status, "{key:?} {forwarded}");
        let asks = header(&response, "www-authenticate");
        assert_eq!(asks, (status == 401).then_some("Bearer"));
    }
}
