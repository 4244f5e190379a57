//! `lyssna normalise`: text as it is spoken.

use std::io::{self, BufRead, Write};

use anyhow::{Context, Result};

use super::reading;

/// Writes each line of standard input as it is spoken.
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  \
    echo 'Den 3 maj kl. 19.30' | lyssna normalise")]
pub(super) struct Args {
    #[command(flatten)]
    reading: reading::Options,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let reader = args.reading.reader()?;
    let mut out = io::stdout().lock();
    for line in io::stdin().lock().lines() {
        let line = line.context("standard input is not UTF-8 text")?;
        writeln!(out, "{}", reader.normalise(&line)).context("cannot write the output")?;
    }
    Ok(())
}
