//! OpenAI's speech API: text in, speech out.

mod answer;
mod request;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::HeaderMap;
use axum::response::Response;
use std::net::SocketAddr;
use std::sync::Arc;

use crate::clip::Order;
use crate::http::error::{Problem, SpeechProblem};
use crate::http::layers::let_in;
use crate::http::openapi::SpeechProblems;
use crate::http::service::Service;
pub(in crate::http) use request::Input;
use request::{Body, Request};

/// Speaks the text of a request.
///
/// Clients without one of the keys of `http.speech_keys` are answered only on the machine itself.
#[utoipa::path(
    post, path = "/v1/audio/speech", operation_id = "speech", tag = "speech",
    request_body(content((Body = "application/json"))),
    responses(
        (status = 200, description = "The speech, or server-sent events with it",
            content(("audio/mpeg"), ("audio/ogg"), ("audio/wav"), ("audio/pcm"), ("text/event-stream"))),
        SpeechProblems
    ),
    security(("speech key" = []))
)]
pub(in crate::http) async fn post(
    State(service): State<Service>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SpeechProblem> {
    let_in(&service, peer, &headers, |client| {
        match service.access.admits_speech(client, &headers) {
            true => Ok(()),
            false => Err(Problem::KeyRefused),
        }
    })?;
    let request = Request::parse(&body, service.config.speech_characters.get())?;
    let voice = service.voices.find(&request.voice);
    let voice = voice.ok_or_else(|| SpeechProblem::of(Problem::UnknownVoice, "voice"))?;
    let prepared = service.articles.of_text(request.input).await?;
    if !prepared.script.fits(request.speed) {
        return Err(SpeechProblem::of(Problem::UnknownSpeed, "input"));
    }
    let order = Order {
        article: Arc::clone(&prepared.article),
        script: Arc::clone(&prepared.script),
        speaker: Arc::clone(&voice.speaker),
        speed: request.speed,
        format: request.sound.format(),
    };
    let words = prepared.script.lines.iter().map(|line| line.words.len());
    let words = words.sum();
    let clip = service.clips.open(order).await;
    let audio = answer::audio(clip, request.sound).await?;
    Ok(match request.events {
        true => answer::events(audio, words),
        false => answer::stream(audio, request.sound),
    })
}
