use std::convert::Infallible;

use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream::{self, Stream, StreamExt};
use serde::Serialize;
use serde_json::json;

use super::article::Description;
use super::query::Asked;
use crate::clip::{Clip, ClipError};
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::request_id::RequestId;
use crate::http::service::Service;

/// Sends the article at once, then each segment as it is spoken.
///
/// The events are `article` (as `/v1/article` answers), `segment` (with its words' times), and
/// in the end `done` or `error` (a problem).
#[utoipa::path(
    get, path = "/v1/events", operation_id = "events", tag = "speech",
    params(Asked),
    responses(
        (status = 200, description = "Server-sent events", content(("text/event-stream"))),
        Problems
    )
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Problem> {
    let order = asked.order(&service, &headers).await?;
    let article = event("article", &Description::of(&order));
    let clip = service.clips.open(order).await;
    // The stream outlives what the request's name holds for.
    let id = RequestId::current().unwrap_or_default();
    let segments = stream::unfold(Some((clip, 0)), move |state| {
        id.clone().scope(async move {
            let (mut clip, index) = state?;
            Some(match next(&mut clip, index).await {
                Ok((event, true)) => (event, Some((clip, index + 1))),
                Ok((event, false)) => (event, None),
                Err(error) => (event("error", &Problem::from(error).document()), None),
            })
        })
    });
    let events = stream::iter([article]).chain(segments).map(Ok);
    Ok(Sse::new(events).keep_alive(KeepAlive::default()))
}

/// The event of a segment, or the last one; and whether there is more to come.
async fn next(clip: &mut Clip, index: usize) -> Result<(Event, bool), ClipError> {
    if let Some(segment) = clip.segment(index).await? {
        return Ok((event("segment", &segment), true));
    }
    let whole = clip.whole().await?;
    let manifest = &whole.manifest;
    let done = json!({
        "id": manifest.id,
        "duration": manifest.duration,
        "audio": format!("/v1/clips/{}.{}", manifest.id, manifest.format.extension()),
    });
    Ok((event("done", &done), false))
}

fn event(name: &str, data: &impl Serialize) -> Event {
    let named = Event::default().event(name);
    // Numbers, strings and lists always make JSON; should they not, the
    // listener is told as of any other fault.
    named.json_data(data).unwrap_or_else(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "event lost");
        Event::default().event("error").data("{}")
    })
}
