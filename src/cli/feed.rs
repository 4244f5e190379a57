//! `lyssna feed`: a site's podcast feed, its episodes spoken ahead.

use std::io::{self, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};

use crate::config::Config;
use crate::http::{self, FeedProgress, Parts};

/// Speaks a podcast feed's episodes ahead and writes the feed to standard output.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The clips go where the service keeps them, so that it has them at hand.\n\n\
    Example:\n  lyssna feed nyheter --config lyssna.toml > nyheter.xml"
)]
pub(super) struct Args {
    /// The feed's name in the configuration.
    name: String,
    /// The service's configuration, which describes the feed.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let config = Config::load(args.config.as_deref(), std::env::vars())?;
    let parts = Parts::load(&config)?;
    let bar = ProgressBar::no_length().with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} episodes, {eta} left")
            .context("the progress bar's template is wrong")?,
    );
    let told = |progress: FeedProgress<'_>| {
        bar.set_length(progress.articles as u64);
        bar.set_position(progress.done as u64);
        if let Some(problem) = progress.problem {
            bar.suspend(|| eprintln!("{} cannot be read: {problem}", progress.article));
        }
    };
    let runtime = tokio::runtime::Runtime::new().context("cannot start the threads")?;
    let document = runtime.block_on(http::render_feed(&config, parts, &args.name, &told));
    runtime.shutdown_background();
    bar.finish_and_clear();
    io::stdout()
        .write_all(document?.as_bytes())
        .context("cannot write the feed")
}
