//! Podcast feeds: their pages, and the files of their episodes.

mod making;
mod shown;

use std::time::SystemTime;

use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::clips::{self, Part};
use super::delivery::{self, Delivery, for_method, is_unchanged};
use crate::clip::{Chapters, ClipId, Transcript};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;

pub use making::{FeedError, FeedProgress};
pub(in crate::http) use shown::Feeds;

/// Which page of a feed is asked for; the first when left out.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Wish {
    /// From 1, the latest episodes.
    #[param(minimum = 1)]
    page: Option<usize>,
}

/// Podcast apps ask some times an hour; a cache answers those in between.
const CACHING: &str = "public, max-age=300";

/// Answers with a page of a podcast feed.
#[utoipa::path(
    get, path = "/feeds/{file}", operation_id = "feed", tag = "feeds",
    params(("file" = String, Path, description = "The feed's name and .xml", example = "none.xml"), Wish),
    responses(
        (status = 200, description = "RSS 2.0", content(("application/rss+xml")),
            headers(("ETag"), ("Last-Modified"))),
        (status = 304, description = "The client has it already", headers(("ETag"))),
        Problems
    )
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Path(file): Path<String>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = file.strip_suffix(".xml").ok_or(Problem::NotFound)?;
    let feed = service.feeds.find(name).ok_or(Problem::NotFound)?;
    let shown = feed.shown()?;
    let document = feed.document(&shown, wish.page.unwrap_or(1))?;
    let etag = delivery::etag(&blake3::hash(document.as_bytes()).to_hex()[..32]);
    let mut response = match is_unchanged(&headers, &etag) || is_as_old(&headers, shown.changed) {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => {
            let kind = (header::CONTENT_TYPE, "application/rss+xml; charset=utf-8");
            ([kind], document).into_response()
        }
    };
    let modified = httpdate::fmt_http_date(shown.changed);
    for (name, value) in [
        (header::ETAG, etag.as_str()),
        (header::LAST_MODIFIED, modified.as_str()),
        (header::CACHE_CONTROL, CACHING),
    ] {
        let value = HeaderValue::from_str(value).expect("hashes and dates are ASCII");
        response.headers_mut().insert(name, value);
    }
    Ok(response)
}

/// Whether the client has seen the feed since it changed; an entity tag, where the client sends
/// one, says so alone (RFC 9110, section 13.1.3).
fn is_as_old(headers: &HeaderMap, changed: SystemTime) -> bool {
    let since = headers.get(header::IF_MODIFIED_SINCE);
    let since = since.and_then(|field| httpdate::parse_http_date(field.to_str().ok()?).ok());
    !headers.contains_key(header::IF_NONE_MATCH) && since.is_some_and(|since| since >= changed)
}

/// Answers with an episode's audio, or with a text of its clip.
#[utoipa::path(
    get, path = "/feeds/{name}/{file}", operation_id = "episode", tag = "feeds",
    params(
        ("name" = String, Path, description = "The feed's name"),
        ("file" = String, Path, description = "A file that the feed names")
    ),
    responses(
        (status = 200, description = "The file", headers(("ETag"), ("Cache-Control")),
            content(("audio/mpeg"), ("text/vtt"), ("application/x-subrip"), ("text/plain"),
                (Transcript<'static> = "application/json"), (Chapters<'static> = "application/json+chapters"))),
        (status = 206, description = "Parts of the audio (RFC 9110, section 14)",
            content(("audio/mpeg"), ("multipart/byteranges"))),
        (status = 302, description = "The file has another name now, as its tag says something else",
            headers(("Location"))),
        (status = 304, description = "The client has it already", headers(("ETag"))),
        Problems
    )
)]
pub(in crate::http) async fn file(
    State(service): State<Service>,
    Path((name, file)): Path<(String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let headers = for_method(&method, headers);
    let feed = service.feeds.find(&name).ok_or(Problem::NotFound)?;
    let (stem, extension) = file.split_once('.').ok_or(Problem::NotFound)?;
    let (id, tag) = match stem.split_once('-') {
        Some((id, tag)) => (id, Some(tag)),
        None => (stem, None),
    };
    let id = ClipId::parse(id).ok_or(Problem::NotFound)?;
    let part = Part::parse(extension).ok_or(Problem::NotFound)?;
    let found = service.clips.find(&id).await;
    let whole = match found.map_err(|_| Problem::StoreAway)? {
        Some(whole) => whole,
        None => service.speak_again(feed, &id).await?,
    };
    if tag.is_none() {
        return clips::answer(&whole, &part, &file, &headers);
    }
    let label = feed.label_of(&file);
    let cover = service.cover_of(feed, &label).await?;
    let tag = shown::tag(&whole, &label, cover.as_deref())?;
    let delivery = Delivery::of(&whole).tagged(tag);
    if file == file_name(&delivery) {
        return Ok(clips::lasting(delivery.whole(&whole, &headers)?));
    }
    // An app may know an episode by the file that it had before its tag became another.
    let now = feed.file_of(&id).filter(|now| *now != file);
    let now = now.ok_or(Problem::NotFound)?;
    Ok((StatusCode::FOUND, [(header::LOCATION, now)]).into_response())
}

/// The name of an episode's audio file: it changes whenever its bytes do.
fn file_name(delivery: &Delivery<'_>) -> String {
    format!("{}.{}", delivery.name(), Format::Mp3.extension())
}
