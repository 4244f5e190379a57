//! Web pages from strangers' URLs, fetched without opening a door.
//!
//! A URL is judged as it is written ([`parse_url`]), its host is looked up once, every address
//! found is judged ([`guard`]), and one of those very addresses is dialled; each redirect goes
//! the same way again. What comes back is bounded in time and size, must be HTML, and is decoded
//! to text.

mod body;
mod charset;
mod client;
mod config;
mod connect;
mod error;
pub mod guard;
mod kind;
mod url;

pub use client::{Client, Page};
pub use config::Config;
pub use connect::{Lookup, Network, Resolve};
pub use error::FetchError;
pub use url::parse_url;

#[cfg(test)]
mod tests;
