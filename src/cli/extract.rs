//! `lyssna extract`: the article as it would be read.

use anyhow::{Context, Result};
use clap::ValueEnum;

use super::source;

/// Shows the article of a page as it would be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    lyssna extract https://example.se/nyhet\n  \
    lyssna extract sida.html --url https://example.se/nyhet --format json")]
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
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let article = source::article(&args.source, args.url.as_deref())?;
    match args.format {
        Format::Text => println!("{}", article.text()),
        Format::Json => println!(
            "{}",
            serde_json::to_string_pretty(&article).context("cannot write the article as JSON")?
        ),
    }
    Ok(())
}
