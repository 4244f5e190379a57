//! `lyssna extract`: the article as it would be read.

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde::Serialize;

use super::source;
use crate::extract::{self, Article, Dropped, Explanation};

/// Shows the article of a page as it would be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    lyssna extract https://example.se/nyhet\n  \
    lyssna extract sida.html --url https://example.se/nyhet --format json\n  \
    lyssna extract sida.html --explain")]
pub(super) struct Args {
    /// The page: an http(s) address or a file.
    #[arg(value_name = "URL-or-FILE")]
    source: String,
    /// The address that a file was fetched from.
    #[arg(long)]
    url: Option<String>,
    /// Plain text, one block a line, or everything as JSON.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Show what is left out, and why.
    #[arg(long)]
    explain: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

/// What `--explain` writes as JSON.
#[derive(Serialize)]
struct Explained<'a> {
    /// Nothing when the page has nothing to read.
    article: Option<&'a Article>,
    dropped: &'a [Dropped],
}

pub(super) fn run(args: &Args) -> Result<()> {
    let (html, url) = source::page(&args.source, args.url.as_deref())?;
    let options = extract::Options::default();
    let unread = || format!("cannot read {}", args.source);
    if args.explain {
        let explanation = extract::explain(&html, &url, &options);
        show_explanation(args.format, &explanation)?;
        explanation.article.with_context(unread)?;
        return Ok(());
    }
    let article = extract::extract(&html, &url, &options).with_context(unread)?;
    match args.format {
        Format::Text => println!("{}", article.text()),
        Format::Json => println!("{}", to_json(&article)?),
    }
    Ok(())
}

fn show_explanation(format: Format, explanation: &Explanation) -> Result<()> {
    match format {
        Format::Text => {
            for Dropped { why, path, text } in &explanation.dropped {
                println!("{why}: {text}\n    {path}");
            }
        }
        Format::Json => println!(
            "{}",
            to_json(&Explained {
                article: explanation.article.as_ref().ok(),
                dropped: &explanation.dropped,
            })?
        ),
    }
    Ok(())
}

fn to_json(value: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(value).context("cannot write the article as JSON")
}
