//! What an operator sees: log lines, metrics and traces.

mod metrics;
mod supervisor;
mod traces;

use std::io::{self, IsTerminal};

use serde::Deserialize;
use tokio::runtime::Handle;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::{SubscriberInitExt, TryInitError};
use tracing_subscriber::{EnvFilter, Layer, Registry};

pub use metrics::Metrics;
pub(crate) use supervisor::{Phase, tell_supervisor};
pub use traces::Traces;

/// Why the log could not be started.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The environment variable holds no valid filter.
    #[error("{LOG_VARIABLE} is not a log filter")]
    Filter(#[source] tracing_subscriber::filter::ParseError),
    /// A log is already set up in this process.
    #[error("the log is already set up")]
    Log(#[source] TryInitError),
    /// The metrics could not be set up.
    #[error("the metrics cannot be set up")]
    Metrics(#[source] metrics_exporter_prometheus::BuildError),
    /// The traces could not be set up.
    #[error("the traces cannot be set up")]
    Traces(#[source] opentelemetry_otlp::ExporterBuildError),
    /// TLS could not be set up for the traces.
    #[error("TLS cannot be set up for the traces")]
    TracesTls(#[source] rustls::Error),
}

/// The environment variable that says what is logged, as in `debug` or `lyssna::clip=trace`.
pub(crate) const LOG_VARIABLE: &str = "LYSSNA_LOG";

/// How a line of the log is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people: time, level, what is under way, and what happened.
    #[default]
    Text,
    /// For programs: one JSON object a line.
    Json,
}

/// Starts the log on standard error, by default from level INFO.
///
/// # Errors
/// When `LYSSNA_LOG` is no filter, or a log was started before.
pub fn start_log(format: LogFormat) -> Result<(), TelemetryError> {
    start(format, None)
}

/// Starts the log, and sends traces to a collector's endpoint by the threads of a runtime.
///
/// # Errors
/// As for [`start_log`], and when the endpoint or TLS cannot be used.
pub fn start_log_and_traces(
    format: LogFormat,
    endpoint: &str,
    runtime: Handle,
) -> Result<Traces, TelemetryError> {
    let traces = Traces::to(endpoint, runtime)?;
    start(format, Some(&traces))?;
    Ok(traces)
}

fn start(format: LogFormat, traces: Option<&Traces>) -> Result<(), TelemetryError> {
    let log = tracing_subscriber::fmt::layer::<Registry>()
        // It would tell on standard error that it cannot write there, and panic in that request.
        .log_internal_errors(false)
        .with_writer(io::stderr);
    let log = match format {
        LogFormat::Text => log.with_ansi(io::stderr().is_terminal()).boxed(),
        LogFormat::Json => log.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(log.with_filter(log_filter()?))
        .with(traces.map(Traces::layer))
        .try_init()
        .map_err(TelemetryError::Log)
}

/// Reads what is to be logged from the environment.
///
/// # Errors
/// When `LYSSNA_LOG` is no filter.
pub(crate) fn log_filter() -> Result<EnvFilter, TelemetryError> {
    match std::env::var(LOG_VARIABLE) {
        Ok(directives) => directives.parse().map_err(TelemetryError::Filter),
        Err(_) => Ok(EnvFilter::new("info")),
    }
}
