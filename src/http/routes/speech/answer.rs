use std::convert::Infallible;

use axum::body::Body;
use axum::http::{HeaderName, HeaderValue, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use futures_util::stream::{self, BoxStream, StreamExt};
use serde_json::{Value, json};

use super::request::Sound;
use crate::clip::{Clip, ClipError};
use crate::http::error::{Problem, SpeechProblem};

/// The media type of samples without a header: 16 bits, little-endian, mono.
const PCM_TYPE: &str = "audio/pcm";

pub(super) type Audio = BoxStream<'static, Result<Bytes, ClipError>>;

/// Waits for the first sound of a clip, and gives its bytes as they come.
pub(super) async fn audio(clip: Clip, sound: Sound) -> Result<Audio, Problem> {
    let bytes = match clip {
        Clip::Whole(whole) => stream::iter([Ok(whole.audio.clone())]).boxed(),
        Clip::Growing(mut clip) => {
            clip.first_sound().await?;
            clip.bytes(0..u64::MAX).boxed()
        }
    };
    Ok(match sound {
        Sound::Encoded(_) => bytes,
        Sound::Pcm => headless(bytes, sound.format().header(None).len()),
    })
}

/// A file without the bytes of its header.
fn headless(file: Audio, header: usize) -> Audio {
    let mut left = header;
    file.map(move |part| {
        let mut part = part?;
        let skipped = part.split_to(left.min(part.len()));
        left -= skipped.len();
        Ok(part)
    })
    .boxed()
}

/// Answers with the audio itself.
pub(super) fn stream(audio: Audio, sound: Sound) -> Response {
    let kind = match sound {
        Sound::Encoded(format) => format.content_type(),
        Sound::Pcm => PCM_TYPE,
    };
    let fields: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (fields, Body::from_stream(audio)).into_response()
}

/// Answers with the audio in events, and tells of its end.
///
/// There are no tokens to count: the words of the input stand for them.
pub(super) fn events(audio: Audio, words: usize) -> Response {
    let done = json!({
        "type": "speech.audio.done",
        "usage": { "input_tokens": words, "output_tokens": 0, "total_tokens": words },
    });
    let parts = stream::unfold(Some((audio, done)), |state| async move {
        let (mut audio, done) = state?;
        Some(match audio.next().await {
            Some(Ok(part)) => (delta(&part), Some((audio, done))),
            Some(Err(error)) => (failure(&error), None),
            None => (done, None),
        })
    });
    let events = parts.map(|event| Ok::<_, Infallible>(Event::default().data(event.to_string())));
    Sse::new(events)
        .keep_alive(KeepAlive::default())
        .into_response()
}

fn delta(part: &Bytes) -> Value {
    json!({ "type": "speech.audio.delta", "audio": STANDARD.encode(part) })
}

fn failure(error: &ClipError) -> Value {
    let told = SpeechProblem::from(Problem::from(error));
    json!({ "type": "error", "error": told.error() })
}
