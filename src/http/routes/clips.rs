use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::delivery::{Delivery, etag, for_method, is_unchanged, unchanged};
use crate::clip::{Chapters, ClipId, TextError, Transcript, Whole};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;

/// What an address of a clip ends in.
pub(super) enum Part {
    Audio(Format),
    Transcript,
    Vtt,
    Srt,
    Text,
    Chapters,
}

impl Part {
    pub(super) fn parse(extension: &str) -> Option<Self> {
        match extension {
            "json" => Some(Self::Transcript),
            "vtt" => Some(Self::Vtt),
            "srt" => Some(Self::Srt),
            "txt" => Some(Self::Text),
            "chapters.json" => Some(Self::Chapters),
            _ => Format::from_extension(extension).map(Self::Audio),
        }
    }
}

/// A clip's name tells all that it is made of: it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Answers with a finished clip, or one of its texts, by its name and what is wanted of it.
///
/// What is behind such an address never changes.
#[utoipa::path(
    get, path = "/v1/clips/{file}", operation_id = "clip", tag = "speech",
    params(("file" = String, Path, description = "The clip's name, and .mp3, .opus, .wav, .vtt, .srt, .txt, \
        .json (transcript) or .chapters.json",
        pattern = r"^[0-9a-f]{32}\.(mp3|opus|wav|vtt|srt|txt|json|chapters\.json)$")),
    responses(
        (status = 200, description = "The clip or text", headers(("ETag"), ("Cache-Control")),
            content(("audio/mpeg"), ("audio/ogg"), ("audio/wav"), ("text/vtt"), ("application/x-subrip"),
                ("text/plain"), (Transcript<'static> = "application/json"),
                (Chapters<'static> = "application/json+chapters"))),
        (status = 206, description = "Parts of the clip (RFC 9110, section 14)",
            content(("audio/mpeg"), ("audio/ogg"), ("audio/wav"), ("multipart/byteranges"))),
        (status = 304, description = "The client has it already", headers(("ETag"))),
        Problems
    )
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Path(file): Path<String>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, part) = file
        .split_once('.')
        .and_then(|(id, extension)| Some((ClipId::parse(id)?, Part::parse(extension)?)))
        .ok_or(Problem::NotFound)?;
    let found = service.clips.find(&id).await;
    let whole = found
        .map_err(|_| Problem::StoreAway)?
        .ok_or(Problem::NotFound)?;
    answer(&whole, &part, &file, &for_method(&method, headers))
}

/// Lets an answer be kept for ever.
pub(super) fn lasting(mut response: Response) -> Response {
    let caching = HeaderValue::from_static(FOR_EVER);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, caching);
    response
}

/// Answers with one part of a finished clip; `file` is its name.
pub(super) fn answer(
    whole: &Whole,
    part: &Part,
    file: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let manifest = &whole.manifest;
    let (kind, text) = match part {
        Part::Audio(format) if *format == manifest.format => {
            return Delivery::of(whole).whole(whole, headers).map(lasting);
        }
        Part::Audio(_) => return Err(Problem::NotFound),
        Part::Transcript => ("application/json", json(&written(manifest.transcript())?)),
        Part::Vtt => ("text/vtt; charset=utf-8", written(manifest.vtt())?.into()),
        Part::Srt => (
            "application/x-subrip; charset=utf-8",
            written(manifest.srt())?.into(),
        ),
        Part::Text => ("text/plain; charset=utf-8", manifest.text().into()),
        Part::Chapters => ("application/json+chapters", json(&manifest.chapters())),
    };
    let etag = etag(file);
    if is_unchanged(headers, &etag) {
        return Ok(lasting(unchanged(etag)));
    }
    let fields = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::ETAG, etag),
    ];
    Ok(lasting((fields, text).into_response()))
}

fn json(document: &impl Serialize) -> Body {
    axum::Json(document).into_response().into_body()
}

/// A text of a clip; one that cannot be written is the service's own fault.
pub(super) fn written<T>(text: Result<T, TextError>) -> Result<T, Problem> {
    text.map_err(|error| {
        tracing::error!(error = &error as &dyn std::error::Error, "text not written");
        Problem::from(error)
    })
}
