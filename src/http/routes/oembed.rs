use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::embedded::{Embedded, attribute};
use super::query::Asked;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;

/// What a consumer of oEmbed 1.0 asks.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Wish {
    /// The article, or the address of its page in a frame.
    #[param(required, example = "/demo/norrsken")]
    url: Option<String>,
    /// Only `json`.
    #[param(pattern = "^json$")]
    format: Option<String>,
    /// CSS pixels.
    maxwidth: Option<u32>,
    /// CSS pixels.
    maxheight: Option<u32>,
}

/// The player in a frame (oEmbed 1.0, section 2.3.4.4).
#[derive(Debug, Serialize, ToSchema)]
struct Rich {
    version: &'static str,
    r#type: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    provider_name: &'static str,
    provider_url: String,
    cache_age: u32,
    width: u32,
    height: u32,
    html: String,
}

/// CSS pixels: the player with its status line and one sentence.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 180;

/// On narrow screens the controls and the sentence take more rows.
const NARROW: u32 = 480;
const NARROW_HEIGHT: u32 = 280;

/// Seconds that a consumer may keep the answer.
const CACHE_AGE: u32 = 86_400;

/// Gives an editor the player in a frame (oEmbed 1.0).
#[utoipa::path(
    get, path = "/oembed", operation_id = "oembed", tag = "pages",
    params(Wish),
    responses((status = 200, description = "The frame", body = Rich), Problems)
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if wish
        .format
        .as_deref()
        .is_some_and(|format| format != "json")
    {
        return Err(Problem::OnlyJson);
    }
    let home = service.home(&headers)?;
    let asked = wish.url.as_deref().ok_or(Problem::BadUrl)?.trim();
    let embedded =
        Embedded::read(&home, asked).unwrap_or_else(|| Embedded::about(asked.to_owned()));
    let frame = embedded.address(&home);
    let order = Asked::by(embedded).order(&service, &headers).await?;
    let width = wish.maxwidth.unwrap_or(WIDTH).min(WIDTH);
    let wanted = if width < NARROW {
        NARROW_HEIGHT
    } else {
        HEIGHT
    };
    let height = wish.maxheight.unwrap_or(wanted).min(wanted);
    let rich = Rich {
        version: "1.0",
        r#type: "rich",
        title: order.article.title.clone(),
        author_name: order.article.byline.clone(),
        provider_name: "Lyssna",
        provider_url: home.into(),
        cache_age: CACHE_AGE,
        width,
        height,
        html: format!(
            "<iframe src=\"{}\" title=\"Lyssna på artikeln\" width=\"{width}\" height=\"{height}\" \
             style=\"border:0\" allow=\"autoplay; clipboard-write\" loading=\"lazy\"></iframe>",
            attribute(frame.as_str())
        ),
    };
    Ok(Json(rich).into_response())
}
