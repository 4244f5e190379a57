//! `lyssna sign`: the signature of a link, for sites whose links must be signed.

use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};
use url::Url;

use crate::config::Config;
use crate::sites::Sites;

/// Signs an article's address with its site's first key.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "The signature goes into the request's 'signature' parameter or the player's attribute.\n\n\
    Example:\n  lyssna sign https://www.example.se/nyhet --config lyssna.toml --days 30"
)]
pub(super) struct Args {
    /// The article's address.
    url: Url,
    /// The service's configuration, which holds the keys.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How long the signature holds.
    #[arg(long, default_value_t = 365, value_name = "DAYS", value_parser = clap::value_parser!(u32).range(1..))]
    days: u32,
}

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

pub(super) fn run(args: &Args) -> Result<()> {
    let config = Config::load(args.config.as_deref(), std::env::vars())?;
    let sites = Sites::new(&config.sites, config.allow_any_site, config.extract)?;
    let site = sites
        .find(&args.url)
        .with_context(|| format!("{} is of no configured site", args.url))?;
    let now = SystemTime::UNIX_EPOCH
        .elapsed()
        .context("the clock stands before 1970")?;
    let expires = now + DAY * args.days;
    let signature = site
        .sign(&args.url, expires.as_secs())
        .with_context(|| format!("the site {} has no keys", site.name()))?;
    println!("{signature}");
    Ok(())
}
