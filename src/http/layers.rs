//! What happens to every request and every answer.

use std::net::SocketAddr;
use std::time::Duration;

use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tower_http::cors::{AllowOrigin, CorsLayer};
use tracing::Span;
use tracing::field::Empty;

use super::access::Access;
use super::clients::Client;
use super::error::Problem;
use super::request_id::{REQUEST_ID, RequestId};
use super::service::Service;

/// Names each request in the log, in the answer's head and in problem documents.
///
/// The name is that of a trusted proxy, or a random UUID.
pub(super) async fn identify(
    State(service): State<Service>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    mut request: Request,
    next: Next,
) -> Response {
    let is_trusted = service.proxies.trust(peer.ip().to_canonical());
    let told = request.headers().get(&REQUEST_ID).filter(|_| is_trusted);
    let id = told.and_then(RequestId::read).unwrap_or_default();
    request.extensions_mut().insert(id.clone());
    let mut response = id.clone().scope(next.run(request)).await;
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// Counts each answer, and turns bare statuses into problem documents.
pub(super) async fn account(
    State(service): State<Service>,
    path: Option<MatchedPath>,
    request: Request,
    next: Next,
) -> Response {
    let route = path.as_ref().map_or("none", MatchedPath::as_str).to_owned();
    let too_long = request
        .uri()
        .path_and_query()
        .is_some_and(|target| target.as_str().len() > service.config.url_bytes);
    let response = if too_long {
        Problem::UrlTooLong.into_response()
    } else {
        explained(next.run(request).await)
    };
    if let Some(problem) = response.extensions().get::<Problem>() {
        service.metrics.problem(problem.name());
    }
    service.metrics.request(&route, response.status().as_u16());
    response
}

fn explained(response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    if !failed || response.extensions().get::<Problem>().is_some() || is_answered(&response) {
        return response;
    }
    let mut problem = Problem::of_status(status).into_response();
    if let Some(allowed) = response.headers().get(header::ALLOW) {
        problem.headers_mut().insert(header::ALLOW, allowed.clone());
    }
    problem
}

/// A probe's own words are no problem document.
fn is_answered(response: &Response) -> bool {
    response.extensions().get::<Probe>().is_some()
}

/// Marks the answer of a health probe.
#[derive(Clone, Copy)]
pub(super) struct Probe;

/// Refuses clients that may not ask for speech, or ask too often.
pub(super) async fn admit(
    State(service): State<Service>,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    request: Request,
    next: Next,
) -> Response {
    let may_ask = |client: &Client| match service.access.admits(client) {
        true => Ok(()),
        false => Err(Problem::ClientRefused),
    };
    match let_in(&service, peer, request.headers(), may_ask) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// Lets a client in that `may_ask` and does not ask too often, unless the service is to stop.
pub(super) fn let_in(
    service: &Service,
    peer: SocketAddr,
    headers: &HeaderMap,
    may_ask: impl FnOnce(&Client) -> Result<(), Problem>,
) -> Result<(), Problem> {
    if service.is_draining() {
        return Err(Problem::Draining);
    }
    let client = service.proxies.client(peer.ip(), headers);
    if service.config.log_clients {
        Span::current().record(CLIENT, tracing::field::display(client.address));
    }
    may_ask(&client)?;
    service.rates.check_client(&client)
}

/// The field of a request's span that names the client, where an operator wants it.
const CLIENT: &str = "client";

/// The field of a request's span that tells why there is no article.
pub(super) const CAUSE: &str = "cause";

/// Names the path only: the query holds what somebody listens to.
pub(super) fn span(request: &Request) -> Span {
    let path = request.uri().path();
    let id = request.extensions().get().map(RequestId::as_str);
    tracing::info_span!("request", id, method = %request.method(), path, client = Empty, cause = Empty)
}

/// Writes the one line of a request in the log.
pub(super) fn tell(response: &Response, latency: Duration, _: &Span) {
    let status = response.status().as_u16();
    let problem = response.extensions().get().copied().map(Problem::name);
    tracing::info!(status, problem, ms = latency.as_millis() as u64, "answered");
}

/// Lets the scripts of embedding pages read answers and their ranges.
pub(super) fn cors(access: Access) -> CorsLayer {
    let admits =
        move |origin: &HeaderValue, request: &Parts| access.admits_embedder(origin, &request.uri);
    CorsLayer::new()
        .allow_origin(AllowOrigin::predicate(admits))
        .allow_headers([header::RANGE, header::IF_RANGE])
        .expose_headers([
            header::ACCEPT_RANGES,
            header::CONTENT_LENGTH,
            header::CONTENT_LOCATION,
            header::CONTENT_RANGE,
            header::ETAG,
            header::RETRY_AFTER,
            REQUEST_ID,
        ])
}

/// Lets those frame the player who may embed the article that it reads.
pub(super) async fn framed(
    State(service): State<Service>,
    request: Request,
    next: Next,
) -> Response {
    let policy = page_policy(&service.access.frame_ancestors(request.uri()));
    let mut response = next.run(request).await;
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy);
    response
}

/// The policy of our own pages: everything from here, images from anywhere.
pub(super) fn page_policy(frame_ancestors: &str) -> HeaderValue {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; \
         media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; \
         frame-ancestors {frame_ancestors}"
    );
    HeaderValue::try_from(policy).expect("origins are ASCII")
}

/// The status of a request that took too long to answer.
pub(super) const TOO_SLOW: StatusCode = StatusCode::SERVICE_UNAVAILABLE;
