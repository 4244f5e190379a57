use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::query::NATURAL;
use super::speech::Input;
use crate::clip::{ClipError, Order};
use crate::encode::Format;
use crate::http::articles::Prepared;
use crate::http::layers::Probe;
use crate::http::openapi::Problems;
use crate::http::service::Service;
use crate::workers::WorkError;

/// Says that the process answers at all.
#[utoipa::path(
    get, path = "/healthz", operation_id = "healthz", tag = "operations",
    responses((status = 200, description = "It does", content(("text/plain"))), Problems)
)]
pub(in crate::http) async fn alive() -> &'static str {
    "ok\n"
}

/// Says whether new listeners should be sent here.
#[utoipa::path(
    get, path = "/readyz", operation_id = "readyz", tag = "operations",
    responses(
        (status = 200, description = "They should", content(("text/plain"))),
        (status = 503, description = "They should not, and why", content(("text/plain"))),
        Problems
    )
)]
pub(in crate::http) async fn ready(State(service): State<Service>) -> Response {
    let unready = |reason: &'static str| {
        let mut response = (StatusCode::SERVICE_UNAVAILABLE, reason).into_response();
        response.extensions_mut().insert(Probe);
        response
    };
    if service.is_draining() {
        return unready("stopping\n");
    }
    if let Err(error) = service.store.check().await {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "store not readable"
        );
        return unready("store\n");
    }
    if !can_speak(&service).await {
        return unready("voice\n");
    }
    "ready\n".into_response()
}

/// What a voice says that nobody hears.
const REHEARSAL: &str = "Lyssna.";

/// Tells whether the voices speak: one that could not is asked to try again.
async fn can_speak(service: &Service) -> bool {
    let Some(speaker) = service.clips.ill_voice() else {
        return true;
    };
    let words = Input::Plain(REHEARSAL.to_owned());
    let Ok(Prepared { article, script }) = service.articles.of_text(words).await else {
        return false;
    };
    let order = Order {
        article,
        script,
        speaker,
        speed: NATURAL,
        format: Format::Wav,
    };
    match service.clips.rehearse(&order).await {
        // A service that has much to do is not ill.
        Ok(()) | Err(ClipError::Work(WorkError::Full { .. })) => true,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "voice not heard");
            false
        }
    }
}

/// Writes the metrics in Prometheus' text format 0.0.4.
#[utoipa::path(
    get, path = "/metrics", operation_id = "metrics", tag = "operations",
    responses((status = 200, description = "The metrics", content(("text/plain"))), Problems)
)]
pub(in crate::http) async fn metrics(State(service): State<Service>) -> impl IntoResponse {
    let (clips, pages) = (service.workers.load(), service.articles.load());
    let text = service.metrics.render(clips, pages);
    let kind = "text/plain; version=0.0.4; charset=utf-8";
    ([(header::CONTENT_TYPE, kind)], text)
}
