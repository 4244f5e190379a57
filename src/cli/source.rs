//! An article's page, from the web or from a file.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::extract::{self, Article};
use crate::fetch;

/// Fetches or opens `source` and finds the article in it.
///
/// `base` is the page's address when `source` is a file; it resolves links and
/// decides nothing else.
///
/// # Errors
/// When the page cannot be had, or has nothing to read.
pub(super) fn article(source: &str, base: Option<&str>) -> Result<Article> {
    let (html, url) = page(source, base)?;
    extract::extract(&html, &url, &extract::Options::default())
        .with_context(|| format!("cannot read {source}"))
}

/// Fetches or opens `source`, and gives its markup and its address.
///
/// # Errors
/// When the page cannot be had.
pub(super) fn page(source: &str, base: Option<&str>) -> Result<(String, String)> {
    if source.starts_with("http://") || source.starts_with("https://") {
        let url = fetch::parse_url(source)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .context("cannot start the network")?;
        let client = fetch::Client::new(fetch::Config::default())?;
        let page = runtime
            .block_on(client.fetch(&url, &|_| true))
            .with_context(|| format!("cannot read {source}"))?;
        return Ok((page.html()?, page.url.to_string()));
    }
    let bytes = fs::read(Path::new(source)).with_context(|| format!("cannot read {source}"))?;
    let html = fetch::decode_html(source, &bytes, None)?;
    Ok((html, base.unwrap_or("https://localhost/").to_owned()))
}
