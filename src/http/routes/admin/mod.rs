//! The operator's page of what listeners report, and what becomes of it.

mod changes;

use std::net::SocketAddr;

use axum::Json;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::http::error::Problem;
use crate::http::layers::let_in;
use crate::http::service::Service;
use crate::reports::Report;

pub(in crate::http) use changes::{dismiss, hear, save};

const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("page.js");
const SHEET: &str = include_str!("page.css");

/// Lets the operator in, from pages of the service alone.
///
/// Browsers send the key with every request, whoever has made the page that asks.
pub(in crate::http) async fn guard(
    State(service): State<Service>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let headers = request.headers();
    let admitted = let_in(&service, peer, headers, |_| {
        match service.access.admits_operator(headers) {
            false => Err(Problem::OperatorRefused),
            true if is_from_elsewhere(headers) => Err(Problem::OtherOrigin),
            true => Ok(()),
        }
    });
    match admitted {
        Ok(()) => {
            let mut response = next.run(request).await;
            let uncached = HeaderValue::from_static("no-store");
            response
                .headers_mut()
                .insert(header::CACHE_CONTROL, uncached);
            response
        }
        Err(problem) => problem.into_response(),
    }
}

/// Tells whether a page of another origin asks, or leads here (Fetch Metadata, section 2.3).
///
/// Browsers that do not say so name the origin of all but GET.
fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else {
        return false;
    };
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let origin = origin
        .to_str()
        .ok()
        .and_then(|origin| origin.split_once("://"));
    match (origin, host) {
        (Some((_, origin)), Some(host)) => origin != host,
        _ => true,
    }
}

pub(in crate::http) async fn page() -> Html<&'static str> {
    Html(PAGE)
}

pub(in crate::http) async fn script() -> impl IntoResponse {
    (
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8")],
        SCRIPT,
    )
}

pub(in crate::http) async fn sheet() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], SHEET)
}

/// Answers with all reports, those made most often first.
pub(in crate::http) async fn list(
    State(service): State<Service>,
) -> Result<Json<Vec<Report>>, Problem> {
    let mut reports = service.reports.all().await?;
    reports.sort_by(|a, b| b.times.cmp(&a.times).then_with(|| a.key().cmp(&b.key())));
    Ok(Json(reports))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderName;

    use super::*;

    #[test]
    fn only_the_service_s_own_pages_may_ask() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[("sec-fetch-site", "same-origin")], false),
            (&[("sec-fetch-site", "none")], false),
            (&[("sec-fetch-site", "cross-site")], true),
            (&[("sec-fetch-site", "same-site")], true),
            (&[("host", "a.se"), ("origin", "https://a.se")], false),
            (&[("host", "a.se"), ("origin", "https://b.se")], true),
            (&[("host", "a.se"), ("origin", "null")], true),
            (&[("host", "a.se")], false),
        ];
        for (fields, expected) in cases {
            let fields = fields.iter().map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            });
            let headers: HeaderMap = fields.collect();
            assert_eq!(is_from_elsewhere(&headers), expected, "{headers:?}");
        }
    }
}
