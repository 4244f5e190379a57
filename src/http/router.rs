use axum::http::{HeaderName, HeaderValue, header};
use axum::routing::{get, post};
use axum::{Json, Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};
use tower_http::limit::RequestBodyLimitLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tower_http::trace::TraceLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use super::layers::{self, TOO_SLOW};
use super::openapi;
use super::routes::{
    admin, article, audio, clips, events, feeds, oembed, operations, pages, readspeaker, reports,
    speech, voices,
};
use super::service::Service;

/// Brotli and gzip gain little above this, and brotli takes ten times as long above 8.
const COMPRESSION: CompressionLevel = CompressionLevel::Precise(6);

/// Every address that the service answers.
pub(super) fn router(service: &Service) -> Router {
    let (routes, document) = OpenApiRouter::with_openapi(openapi::document())
        .merge(speech(service))
        .merge(site(service))
        .routes(routes!(speech::post))
        .merge(operator(service))
        .split_for_parts();
    routes
        .merge(admin(service))
        .route("/openapi.json", get(async || Json(document)))
        // The outermost first, and all at once: each call of `layer` boxes what is inside, which
        // every request clones.
        .layer((
            middleware::from_fn_with_state(service.clone(), layers::identify),
            TraceLayer::new_for_http()
                .make_span_with(layers::span)
                .on_response(layers::tell)
                .on_failure(()),
            constant(header::REFERRER_POLICY, "same-origin"),
            constant(header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            middleware::from_fn_with_state(service.clone(), layers::account),
            RequestBodyLimitLayer::new(service.config.body_bytes),
            TimeoutLayer::with_status_code(TOO_SLOW, service.config.answer_within()),
            CatchPanicLayer::new(),
        ))
        .with_state(service.clone())
}

fn speech(service: &Service) -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(audio::get))
        .routes(routes!(article::get))
        .routes(routes!(events::get))
        .routes(routes!(reports::post))
        .routes(routes!(clips::get))
        .routes(routes!(voices::get))
        .routes(routes!(oembed::get))
        .routes(routes!(feeds::get))
        .routes(routes!(feeds::file))
        .routes(routes!(readspeaker::get))
        .route("/cgi-bin/rsent", get(readspeaker::get))
        .layer((
            layers::cors(service.access.clone()),
            middleware::from_fn_with_state(service.clone(), layers::admit),
        ))
}

/// The pages and the player's parts, compressed; pages of any origin load the parts.
fn site(service: &Service) -> OpenApiRouter<Service> {
    let assets = crate::player::ASSETS
        .iter()
        .fold(OpenApiRouter::new(), |router, asset| {
            router.route(asset.path, get(|| async { pages::asset(asset) }))
        })
        .layer(constant(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"));
    let own = layers::page_policy("'none'");
    OpenApiRouter::new()
        .routes(routes!(pages::index))
        .routes(routes!(pages::demo))
        .layer(constant_value(header::CONTENT_SECURITY_POLICY, own))
        .merge(OpenApiRouter::new().routes(routes!(pages::embed)).layer(
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

/// What operators ask; the metrics only where they have no address of their own.
fn operator(service: &Service) -> OpenApiRouter<Service> {
    match service.config.metrics_listen {
        None => probes().merge(metrics()),
        Some(_) => probes(),
    }
}

/// What the metrics' own address answers, however many listeners there are.
pub(super) fn own_address() -> Router<Service> {
    probes().merge(metrics()).into()
}

fn probes() -> OpenApiRouter<Service> {
    OpenApiRouter::new()
        .routes(routes!(operations::alive))
        .routes(routes!(operations::ready))
}

fn metrics() -> OpenApiRouter<Service> {
    OpenApiRouter::new().routes(routes!(operations::metrics))
}

fn constant(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    constant_value(name, HeaderValue::from_static(value))
}

fn constant_value(name: HeaderName, value: HeaderValue) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, value)
}
