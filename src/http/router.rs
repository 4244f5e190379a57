use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::{get, post};
use axum::{Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::{DefaultOnResponse, TraceLayer};
use tracing::Level;

use super::layers::{self, TOO_SLOW};
use super::routes::{
    admin, article, audio, clips, events, feeds, oembed, operations, pages, readspeaker, reports,
    speech, voices,
};
use super::service::Service;

/// Brotli and gzip gain little above this, and brotli takes ten times as long above 8.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// Every address that the service answers.
pub(super) fn router(service: &Service) -> Router {
    Router::new()
        .merge(speech(service))
        .merge(site(service))
        .route("/v1/audio/speech", post(speech::post))
        .merge(probes(service))
        .merge(admin(service))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(
            TOO_SLOW,
            service.config.answer_within(),
        ))
        .layer(RequestBodyLimitLayer::new(service.config.body_bytes))
        .layer(middleware::from_fn_with_state(
            service.clone(),
            layers::account,
        ))
        .layer(constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .layer(constant(header::REFERRER_POLICY, "same-origin"))
        .layer(
            TraceLayer::new_for_http()
                .make_span_with(layers::span)
                .on_response(DefaultOnResponse::new().level(Level::INFO)),
        )
        .layer(middleware::from_fn_with_state(
            service.clone(),
            layers::identify,
        ))
        .with_state(service.clone())
}

fn speech(service: &Service) -> Router<Service> {
    Router::new()
        .route("/v1/audio", get(audio::get))
        .route("/v1/article", get(article::get))
        .route("/v1/events", get(events::get))
        .route("/v1/reports", post(reports::post))
        .route("/v1/clips/{file}", get(clips::get))
        .route("/v1/audio/voices", get(voices::get))
        .route("/oembed", get(oembed::get))
        .route("/feeds/{file}", get(feeds::get))
        .route("/feeds/{name}/{file}", get(feeds::file))
        .route("/rsent", get(readspeaker::get))
        .route("/cgi-bin/rsent", get(readspeaker::get))
        .layer(middleware::from_fn_with_state(
            service.clone(),
            layers::admit,
        ))
        .layer(layers::cors(service.access.clone()))
}

/// The pages and the player's parts, compressed; pages of any origin load the parts.
fn site(service: &Service) -> Router<Service> {
    let assets = crate::player::ASSETS
        .iter()
        .fold(Router::new(), |router, asset| {
            router.route(asset.path, get(|| async { pages::asset(asset) }))
        })
        .layer(constant(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    let own = layers::page_policy("'none'");
    Router::new()
        .route("/", get(pages::index))
        .route("/demo/{slug}", get(pages::demo))
        .layer(constant_value(header::CONTENT_SECURITY_POLICY, own))
        .merge(Router::new().route("/embed", get(pages::embed)).layer(
            middleware::from_fn_with_state(service.clone(), layers::framed),
        ))
        .merge(assets)
        .layer(CompressionLayer::new().quality(COMPRESSION))
}

/// The operator's pages, where there is a key to them.
fn admin(service: &Service) -> Router<Service> {
    if service.config.admin_key.is_none() {
        return Router::new();
    }
    let own = layers::page_policy("'none'");
    Router::new()
        .route("/admin/uttal", get(admin::page))
        .route("/admin/uttal.js", get(admin::script))
        .route("/admin/uttal.css", get(admin::sheet))
        .route("/admin/uttal/reports", get(admin::list))
        .route("/admin/uttal/hear", get(admin::hear))
        .route("/admin/uttal/save", post(admin::save))
        .route("/admin/uttal/dismiss", post(admin::dismiss))
        .layer(constant_value(header::CONTENT_SECURITY_POLICY, own))
        .layer(middleware::from_fn_with_state(
            service.clone(),
            admin::guard,
        ))
}

fn probes(service: &Service) -> Router<Service> {
    let probes = Router::new()
        .route("/healthz", get(operations::alive))
        .route("/readyz", get(operations::ready));
    match service.config.metrics_listen {
        None => probes.merge(metrics()),
        Some(_) => probes,
    }
}

/// What the metrics' own address answers.
pub(super) fn metrics() -> Router<Service> {
    Router::new().route("/metrics", get(operations::metrics))
}

fn constant(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    constant_value(name, HeaderValue::from_static(value))
}

fn constant_value(name: HeaderName, value: HeaderValue) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, value)
}
