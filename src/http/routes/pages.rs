use axum::extract::Path;
use axum::http::header;
use axum::response::{Html, IntoResponse};

use crate::http::error::Problem;
use crate::player::{self, Asset, EMBED_PAGE};

/// Short enough that a new version of the service reaches its players soon.
const ASSET_CACHING: &str = "public, max-age=300";

pub(in crate::http) fn asset(asset: &'static Asset) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, ASSET_CACHING),
    ];
    (headers, asset.body)
}

pub(in crate::http) async fn index() -> Html<String> {
    Html(player::index_page())
}

pub(in crate::http) async fn embed() -> Html<&'static str> {
    Html(EMBED_PAGE)
}

pub(in crate::http) async fn demo(Path(slug): Path<String>) -> Result<Html<&'static str>, Problem> {
    let demo = player::demo_article(&slug).ok_or(Problem::NotFound)?;
    Ok(Html(demo.html))
}
