//! A clip is heard while it is spoken, by all who ask, and spoken once.

use futures_util::future::join_all;
use tokio::time::{Duration, sleep, timeout};

use crate::support::{AUDIO, EVENTS, Hum, Service, events, eventually, header};

const SPOKEN: &str = "lyssna_clip_seconds_count";

#[tokio::test(flavor = "multi_thread")]
async fn sound_comes_before_the_clip_is_whole() {
    let hum = Hum::held_after(2);
    let service = Service::start(&hum).await;
    let mut response = service.get(AUDIO).await;
    assert_eq!(response.status(), 200);
    let length = response.content_length().expect("known from the plans");
    let mut heard = response.chunk().await.unwrap().unwrap().len() as u64;
    assert!(heard > 0 && heard < length);
    assert_eq!(service.metric(SPOKEN).await, 0.0);
    hum.let_go();
    while let Some(chunk) = response.chunk().await.unwrap() {
        heard += chunk.len() as u64;
    }
    assert_eq!(heard, length);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_asked_for_by_many_at_once_is_spoken_once() {
    let hum = Hum::held_after(1);
    let service = Service::start(&hum).await;
    let listeners = (0..20).map(|_| service.body(AUDIO));
    let (clips, ()) = tokio::join!(join_all(listeners), async {
        eventually(async || hum.spoken() > 1).await;
        hum.let_go();
    });
    for clip in &clips[1..] {
        assert!(*clip == clips[0]);
    }
    service.reaches(SPOKEN, 1.0).await;
    let late = service.get(AUDIO).await;
    assert!(
        header(&late, "content-location")
            .unwrap()
            .starts_with("/v1/clips/")
    );
    assert!(late.bytes().await.unwrap() == clips[0]);
    assert_eq!(service.metric(SPOKEN).await, 1.0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slower_reading_is_a_longer_clip_of_its_own() {
    let service = Service::start(&Hum::new()).await;
    let length = async |speed: &str| service.body(&format!("{AUDIO}{speed}")).await.len();
    let natural = length("").await;
    assert_eq!(length("&speed=1.0").await, natural);
    service.reaches(SPOKEN, 1.0).await;
    let slow = length("&speed=0.75").await;
    assert!(slow > natural * 6 / 5, "{slow} of {natural}");
    assert_eq!(length("&speed=0.76").await, slow);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_listener_who_hangs_up_leaves_the_others_alone() {
    let hum = Hum::held_after(2);
    let service = Service::start(&hum).await;
    let mut leaver = service.get(AUDIO).await;
    leaver.chunk().await.unwrap();
    let stayer = service.get(AUDIO).await;
    let length = stayer.content_length().unwrap();
    drop(leaver);
    hum.let_go();
    assert_eq!(stayer.bytes().await.unwrap().len() as u64, length);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_goes_on_for_a_while_without_listeners() {
    let hum = Hum::held_after(2);
    let service = Service::start(&hum).await;
    let mut leaver = service.get(AUDIO).await;
    leaver.chunk().await.unwrap();
    drop(leaver);
    sleep(Duration::from_millis(50)).await;
    hum.let_go();
    service.reaches(SPOKEN, 1.0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_that_nobody_waits_for_is_given_up_after_the_grace() {
    let hum = Hum::held_after(2);
    let mut config = crate::support::config();
    config.clip.grace_seconds = 0;
    let objects = std::sync::Arc::new(object_store::memory::InMemory::new());
    let service = Service::with(config, &hum, objects).await;
    let mut leaver = service.get(AUDIO).await;
    leaver.chunk().await.unwrap();
    drop(leaver);
    sleep(Duration::from_millis(100)).await;
    hum.let_go();
    service.reaches("lyssna_clips_failed_total", 1.0).await;
    let clip = service.get(AUDIO).await;
    assert_eq!(clip.status(), 200, "the next listener gets a new attempt");
    assert_eq!(
        clip.content_length().unwrap(),
        clip.bytes().await.unwrap().len() as u64
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panicking_voice_is_every_readers_error_and_the_next_attempt_is_new() {
    let hum = Hum::panicking_when_let_go(3);
    let service = Service::start(&hum).await;
    let (audio, told) = tokio::join!(service.get(AUDIO), service.get(EVENTS));
    hum.let_go();
    assert!(audio.bytes().await.is_err(), "the audio is cut short");
    let told = events(&told.text().await.unwrap());
    let (name, problem) = told.last().unwrap();
    assert_eq!(name, "error");
    assert_eq!(problem["type"], "/problems/internal");
    assert_eq!(problem["status"], 500);
    assert!(problem["request_id"].is_string(), "{problem}");
    assert_eq!(service.get(AUDIO).await.status(), 200);
    assert_eq!(service.text("/healthz").await, "ok\n");
    service.reaches(SPOKEN, 1.0).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_voice_that_fails_at_once_is_an_internal_problem() {
    let service = Service::start(&Hum::panicking_at(0)).await;
    let response = service.get(AUDIO).await;
    assert_eq!(response.status(), 500);
    let body = response.text().await.unwrap();
    assert!(!body.contains("voice"), "nothing of the inside: {body}");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_tell_of_each_sentence_and_agree_with_the_clip() {
    let hum = Hum::held_after(1);
    let service = Service::start(&hum).await;
    let mut response = service.get(EVENTS).await;
    let mut told = String::new();
    while told.matches("\n\n").count() < 2 {
        let chunk = response.chunk().await.unwrap().unwrap();
        told += std::str::from_utf8(&chunk).unwrap();
    }
    assert!(told.starts_with("event: article\n"));
    assert!(told.contains("event: segment\n"));
    hum.let_go();
    told += &response.text().await.unwrap();
    let told = events(&told);
    let (name, done) = told.last().unwrap();
    assert_eq!(name, "done");
    let audio = done["audio"].as_str().unwrap();
    let manifest = service.text(&audio.replace(".mp3", ".json")).await;
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    let segments = manifest["segments"].as_array().unwrap();
    let sentences = told[0].1["sentences"].as_array().unwrap();
    assert_eq!(segments.len(), sentences.len());
    for (segment, (name, event)) in segments.iter().zip(&told[1..]) {
        assert_eq!(name, "segment");
        for (key, value) in event.as_object().unwrap() {
            assert_eq!(&segment[key], value, "{key}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_lets_listeners_finish() {
    let hum = Hum::held_after(2);
    let service = Service::start(&hum).await;
    let response = service.get(AUDIO).await;
    let length = response.content_length().unwrap();
    let stopping = tokio::spawn(service.stop());
    sleep(Duration::from_millis(100)).await;
    assert!(!stopping.is_finished());
    hum.let_go();
    assert_eq!(response.bytes().await.unwrap().len() as u64, length);
    timeout(Duration::from_secs(5), stopping)
        .await
        .unwrap()
        .unwrap();
}
