//! Traces to a collector of OpenTelemetry, by OTLP over HTTP.

use std::error::Error;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper_rustls::HttpsConnector;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use opentelemetry::trace::TracerProvider;
use opentelemetry_http::{HttpClient, HttpError, Request, Response};
use opentelemetry_otlp::{SpanExporter, WithExportConfig, WithHttpConfig};
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::trace::SdkTracerProvider;
use tokio::runtime::Handle;
use tokio::time;
use tracing::{Level, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::registry::LookupSpan;

use super::TelemetryError;
use crate::outbound;

/// What names the service and its spans, where `OTEL_SERVICE_NAME` does not.
const SERVICE: &str = env!("CARGO_PKG_NAME");

/// How long a collector may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How long the end waits for the last spans to be sent.
const LAST_PATIENCE: Duration = Duration::from_secs(2);

/// Most bytes of a collector's answer, which only tells what it has refused.
const ANSWER_BYTES: usize = 65_536;

/// Spans on their way to a collector, sent in batches.
///
/// `OTEL_` variables say the rest, as OpenTelemetry has it: headers, sampling, the service's name.
#[derive(Debug)]
pub struct Traces(SdkTracerProvider);

impl Traces {
    /// Begins to send to an endpoint, such as `http://127.0.0.1:4318/v1/traces`.
    pub(super) fn to(endpoint: &str, runtime: Handle) -> Result<Self, TelemetryError> {
        let connector = outbound::connector().map_err(TelemetryError::TracesTls)?;
        let exchange = Exchange {
            client: Client::builder(TokioExecutor::new()).build(connector),
            runtime,
        };
        let exporter = SpanExporter::builder()
            .with_http()
            .with_http_client(exchange)
            .with_endpoint(endpoint)
            .build()
            .map_err(TelemetryError::Traces)?;
        let mut resource = Resource::builder();
        if std::env::var_os("OTEL_SERVICE_NAME").is_none() {
            resource = resource.with_service_name(SERVICE);
        }
        let provider = SdkTracerProvider::builder()
            .with_resource(resource.build())
            .with_batch_exporter(exporter);
        Ok(Self(provider.build()))
    }

    /// Makes spans of this program's own ones, whatever the log shows.
    pub(super) fn layer<S>(&self) -> impl Layer<S> + use<S>
    where
        S: Subscriber + for<'span> LookupSpan<'span>,
    {
        tracing_opentelemetry::layer()
            .with_tracer(self.0.tracer(SERVICE))
            .with_filter(Targets::new().with_target(SERVICE, Level::INFO))
    }

    /// Sends the last spans; not to be called by one of the runtime's own threads.
    pub fn finish(self) {
        if let Err(error) = self.0.shutdown_with_timeout(LAST_PATIENCE) {
            tracing::warn!(
                error = &error as &dyn Error,
                "the last traces were not sent"
            );
        }
    }
}

/// Asks collectors on the threads of the service's runtime; the exporter has one of its own.
#[derive(Debug)]
struct Exchange {
    client: Client<HttpsConnector<HttpConnector>, Full<Bytes>>,
    runtime: Handle,
}

#[async_trait]
impl HttpClient for Exchange {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let answer = self.client.request(request.map(Full::new));
        let whole = async {
            let (head, body) = answer.await?.into_parts();
            let body = Limited::new(body, ANSWER_BYTES).collect().await?;
            Ok(Response::from_parts(head, body.to_bytes()))
        };
        let within = self
            .runtime
            .spawn(async { time::timeout(PATIENCE, whole).await });
        within.await??
    }
}
