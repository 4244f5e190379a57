//! The service under load, as a process of its own, against the bars of docs/OPERATIONS.md.
//!
//! `make load` does the parts `cached` (which needs nginx), `listeners` and `storm`;
//! `make load PARTS=soak` does one that takes an hour, or `SOAK_SECONDS`. Client and server share
//! the machine, so what counts is how they compare in one run.

mod cached;
mod exchange;
mod listeners;
mod nginx;
mod server;
mod soak;
mod storm;
mod upstream;

use tokio::runtime::Runtime;

fn main() {
    let runtime = Runtime::new().expect("threads");
    if server::is_asked_for() {
        return runtime.block_on(server::serve());
    }
    // Cargo adds arguments of its own; `cargo bench`, which names no part, loads nothing.
    let arguments = std::env::args().skip(1);
    runtime.block_on(async {
        for part in arguments.filter(|argument| !argument.starts_with("--")) {
            match part.as_str() {
                "cached" => cached::run().await,
                "listeners" => listeners::run().await,
                "storm" => storm::run().await,
                "soak" => soak::run().await,
                _ => panic!("{part} is none of: cached, listeners, storm, soak"),
            }
        }
    });
}

/// The value that so many percent of the sorted values do not pass.
fn percentile<T: Copy>(sorted: &[T], percent: usize) -> T {
    sorted[(sorted.len() - 1) * percent / 100]
}

/// Tells a figure, and whether it is within its bar.
fn tell(what: &str, figure: &str, is_within: bool) {
    let mark = if is_within { "" } else { "  BELOW THE BAR" };
    println!("{what:<58} {figure}{mark}");
}
