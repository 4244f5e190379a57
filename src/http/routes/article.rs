use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::query::Asked;
use crate::clip::{ClipId, Order};
use crate::extract::Article;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;

/// An article, its sentences, and how long it takes to hear.
///
/// All ranges, those of the blocks' spans too, are in UTF-16 code units of a block's text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Description {
    id: ClipId,
    article: Article,
    sentences: Vec<SentencePlace>,
    estimated_seconds: f64,
}

/// A sentence in UTF-16 code units of its block's text.
#[derive(Debug, Serialize, ToSchema)]
struct SentencePlace {
    index: usize,
    block: usize,
    start: usize,
    end: usize,
}

impl Description {
    pub(super) fn of(order: &Order) -> Self {
        let lines = order.script.lines.iter().enumerate();
        Self {
            id: order.id(),
            article: order.article.with_utf16_spans(),
            sentences: lines
                .map(|(index, line)| SentencePlace {
                    index,
                    block: line.block,
                    start: line.source.start,
                    end: line.source.end,
                })
                .collect(),
            estimated_seconds: (order.script.estimated_seconds() / f64::from(order.speed)).round(),
        }
    }
}

/// Finds an article and its sentences, as they would be read.
#[utoipa::path(
    get, path = "/v1/article", operation_id = "article", tag = "speech",
    params(Asked),
    responses((status = 200, description = "The article", body = Description), Problems)
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let order = asked.order(&service, &headers).await?;
    Ok(Json(Description::of(&order)).into_response())
}
