use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Response};

use super::delivery::{Delivery, etag, for_method, is_unchanged, unchanged};
use crate::clip::{ClipId, Whole};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::service::Service;

/// What an address of a clip ends in.
enum Part {
    Audio(Format),
    Manifest,
    Vtt,
    Text,
}

impl Part {
    fn parse(extension: &str) -> Option<Self> {
        match extension {
            "json" => Some(Self::Manifest),
            "vtt" => Some(Self::Vtt),
            "txt" => Some(Self::Text),
            _ => Format::from_extension(extension).map(Self::Audio),
        }
    }
}

/// A clip's name tells all that it is made of: it never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

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
    let mut response = answer(&whole, &part, &file, &for_method(&method, headers))?;
    let caching = HeaderValue::from_static(FOR_EVER);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, caching);
    Ok(response)
}

fn answer(
    whole: &Whole,
    part: &Part,
    file: &str,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let manifest = &whole.manifest;
    let (kind, text) = match part {
        Part::Audio(format) if *format == manifest.format => {
            return Delivery::of(whole).whole(whole, headers);
        }
        Part::Audio(_) => return Err(Problem::NotFound),
        Part::Manifest => (
            "application/json",
            axum::Json(manifest).into_response().into_body(),
        ),
        Part::Vtt => ("text/vtt; charset=utf-8", manifest.vtt().into()),
        Part::Text => ("text/plain; charset=utf-8", manifest.text().into()),
    };
    let etag = etag(file);
    if is_unchanged(headers, &etag) {
        return Ok(unchanged(etag));
    }
    let fields = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::ETAG, etag),
    ];
    Ok((fields, text).into_response())
}
