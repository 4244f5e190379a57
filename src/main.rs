//! The `lyssna` command.

use std::process::ExitCode;

use clap::Parser;
use lyssna::cli::Cli;

fn main() -> ExitCode {
    match Cli::parse().run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // A cause may have lines of its own, as TOML's do; the user gets one.
            let chain = format!("{error:#}");
            let line: Vec<_> = chain.lines().map(str::trim).collect();
            eprintln!("lyssna: {}", line.join(" "));
            ExitCode::FAILURE
        }
    }
}
