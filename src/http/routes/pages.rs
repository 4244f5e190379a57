use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse};

use super::embedded::{Embedded, discovery};
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;
use crate::player::{self, Asset};

/// Short enough that a new version of the service reaches its players soon.
const ASSET_CACHING: &str = "public, max-age=300";

pub(in crate::http) fn asset(asset: &'static Asset) -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, asset.media_type),
        (header::CACHE_CONTROL, ASSET_CACHING),
    ];
    (headers, asset.sent())
}

/// Shows the page to try the voices on.
#[utoipa::path(
    get, path = "/", operation_id = "index", tag = "pages",
    responses((status = 200, description = "The page", content(("text/html"))), Problems)
)]
pub(in crate::http) async fn index() -> Html<String> {
    Html(player::index_page())
}

/// Shows one player and nothing else, for frames.
#[utoipa::path(
    get, path = "/embed", operation_id = "embed", tag = "pages",
    params(Embedded),
    responses((status = 200, description = "The page", content(("text/html"))), Problems)
)]
pub(in crate::http) async fn embed(
    State(service): State<Service>,
    embedded: Result<Query<Embedded>, QueryRejection>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let (links, sound) = match embedded {
        Ok(Query(embedded)) => {
            let home = service.home(&headers)?;
            let links = discovery(&home, &embedded.address(&home));
            (links, embedded.sound())
        }
        // The player on the page says that it has no address.
        Err(_) => Default::default(),
    };
    Ok(Html(player::embed_page(&links, &sound)))
}

/// Shows an article to try the voices on.
#[utoipa::path(
    get, path = "/demo/{slug}", operation_id = "demo", tag = "pages",
    params(("slug" = String, Path, description = "The article's name", example = "norrsken")),
    responses((status = 200, description = "The page", content(("text/html"))), Problems)
)]
pub(in crate::http) async fn demo(
    State(service): State<Service>,
    Path(slug): Path<String>,
    headers: HeaderMap,
) -> Result<Html<String>, Problem> {
    let demo = player::demo_article(&slug).ok_or(Problem::NotFound)?;
    let home = service.home(&headers)?;
    let mut address = home.clone();
    address.set_path(&format!("/demo/{slug}"));
    Ok(Html(demo.page(&discovery(&home, &address))))
}
