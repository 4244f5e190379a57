//! `lyssna serve`: the service.

use std::net::SocketAddr;
use std::path::PathBuf;

use anyhow::{Context, Result};
use tokio::runtime::Handle;

use crate::config::Config;
use crate::telemetry::{TelemetryError, Traces};
use crate::{http, telemetry};

/// Serves articles as speech, with a page to try it on.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Keys can also be given as variables: LYSSNA_LISTEN, LYSSNA_STORE__DIR and so on; \
    LYSSNA_LOG sets what is logged.\n\nExamples:\n  \
    lyssna serve\n  \
    lyssna serve --config lyssna.toml --listen 0.0.0.0:8080\n  \
    lyssna serve --config lyssna.toml --check"
)]
pub(super) struct Args {
    /// The configuration; without one, only this machine may listen.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The address and port to listen on; it goes before the configuration's.
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
    /// Only check the configuration and what it names, and tell all that is wrong.
    #[arg(long)]
    check: bool,
}

pub(super) fn run(args: &Args) -> Result<()> {
    if args.check {
        return check(args);
    }
    let mut config = Config::load(args.config.as_deref(), std::env::vars())?;
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    let runtime = tokio::runtime::Runtime::new().context("cannot start the service's threads")?;
    let traces = start_telemetry(&config, runtime.handle())?;
    let examine = || Config::examine(args.config.as_deref(), std::env::vars());
    let served = runtime.block_on(http::serve(&config, examine));
    if let Some(traces) = traces {
        traces.finish();
    }
    // A name lookup that hangs must not hold up the end.
    runtime.shutdown_background();
    Ok(served?)
}

fn start_telemetry(config: &Config, runtime: &Handle) -> Result<Option<Traces>, TelemetryError> {
    let Some(endpoint) = &config.traces_endpoint else {
        return telemetry::start_log(config.log_format).map(|()| None);
    };
    telemetry::start_log_and_traces(config.log_format, endpoint, runtime.clone()).map(Some)
}

/// Names all that is wrong with the configuration, and with what it names.
fn check(args: &Args) -> Result<()> {
    let (config, mut faults) = Config::examine(args.config.as_deref(), std::env::vars())?;
    if let Err(error) = telemetry::log_filter() {
        faults.add_error(telemetry::LOG_VARIABLE, &error);
    }
    if let Err(others) = http::check(&config) {
        faults.extend(others);
    }
    faults
        .into_result()
        .context("the configuration is not valid")?;
    println!("the configuration is valid");
    Ok(())
}
