//! What an operator sees: log lines and metrics.

mod metrics;
mod supervisor;

use std::io::{self, IsTerminal};

use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::util::TryInitError;

pub use metrics::Metrics;
pub(crate) use supervisor::{Phase, tell_supervisor};

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
    use tracing_subscriber::util::SubscriberInitExt;

    let log = tracing_subscriber::fmt()
        .with_env_filter(log_filter()?)
        // It would tell on standard error that it cannot write there, and panic in that request.
        .log_internal_errors(false)
        .with_writer(io::stderr);
    let started = match format {
        LogFormat::Text => log
            .with_ansi(io::stderr().is_terminal())
            .finish()
            .try_init(),
        LogFormat::Json => log.json().finish().try_init(),
    };
    started.map_err(TelemetryError::Log)
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
