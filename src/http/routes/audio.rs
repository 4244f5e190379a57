use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use serde::Deserialize;
use tokio::time;
use utoipa::IntoParams;

use super::clips::written;
use super::delivery::{Delivery, for_method};
use super::file_name::attachment;
use super::query::Asked;
use crate::clip::{self, Clip, Growing, Total};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::range;
use crate::http::service::Service;

/// What else a request for audio may say.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Wish {
    #[serde(flatten)]
    #[param(ignore)]
    asked: Asked,
    /// Present when the answer is to be saved as a file.
    download: Option<String>,
    /// The name of that file.
    filename: Option<String>,
}

/// How long the first sound may wait for the length of the whole, without
/// which a player cannot show the time left or seek.
const PATIENCE: Duration = Duration::from_millis(250);

/// Reads an article aloud, from its first sentence on while the rest is being spoken.
///
/// Ranges are answered as soon as the length is known; the answer to HEAD waits for it.
#[utoipa::path(
    get, path = "/v1/audio", operation_id = "audio", tag = "speech",
    params(Asked, Wish),
    responses(
        (status = 200, description = "The clip", content(("audio/mpeg"), ("audio/ogg"), ("audio/wav")),
            headers(("ETag"), ("Accept-Ranges"))),
        (status = 206, description = "Parts of the clip (RFC 9110, section 14)",
            content(("audio/mpeg"), ("audio/ogg"), ("audio/wav"), ("multipart/byteranges")),
            headers(("ETag"), ("Accept-Ranges"))),
        (status = 304, description = "The client has it already", headers(("ETag"))),
        Problems
    )
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(wish): Query<Wish>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let name = wish.filename.unwrap_or_default();
    let file = wish.download.map(|_| name.as_str());
    answer(&service, &wish.asked, file, &method, headers).await
}

/// Answers with the sound of what is asked for, as a file to keep where that has a name.
pub(super) async fn answer(
    service: &Service,
    asked: &Asked,
    file: Option<&str>,
    method: &Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let begun = Instant::now();
    let headers = for_method(method, headers);
    let order = asked.order(service, &headers).await?;
    let format = order.format;
    let is_file = file.is_some() && format == Format::Mp3;
    let article = Arc::clone(&order.article);
    let clip = service.clips.open(order).await;
    let mut response = match clip {
        Clip::Whole(whole) if is_file => {
            let tag = written(whole.manifest.tag())?;
            Delivery::of(&whole).tagged(tag).whole(&whole, &headers)?
        }
        Clip::Whole(whole) => Delivery::of(&whole).whole(&whole, &headers)?,
        Clip::Growing(mut clip) => {
            let total = known_total(&mut clip, method, &headers).await?;
            let id = clip.id().clone();
            let delivery = Delivery::new(&id, format, total.map(|total| total.bytes));
            // When the chapters begin is not known before the last is spoken.
            let file = match is_file {
                true => delivery.tagged(written(clip::tag(&article, &[], None))?),
                false => delivery,
            };
            file.growing(&clip, &headers)?
        }
    };
    if *method == Method::GET {
        service.metrics.first_sound(begun.elapsed());
    }
    let fields = response.headers_mut();
    // The page behind the address may change: ask again, with the ETag.
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    if let Some(name) = file {
        fields.insert(header::CONTENT_DISPOSITION, attachment(name, format));
    }
    Ok(response)
}

/// Waits for as much of the clip as the answer's header needs.
async fn known_total(
    clip: &mut Growing,
    method: &Method,
    headers: &HeaderMap,
) -> Result<Option<Total>, Problem> {
    if method == Method::HEAD {
        return Ok(Some(clip.total().await?));
    }
    let range = headers.get(header::RANGE).map(HeaderValue::to_str);
    let is_part = matches!(range, Some(Ok(range)) if !range::is_from_start(range));
    clip.first_sound().await?;
    if is_part {
        return Ok(Some(clip.total().await?));
    }
    match time::timeout(PATIENCE, clip.total()).await {
        Ok(total) => Ok(Some(total?)),
        Err(_) => Ok(None),
    }
}
