//! Web pages from strangers' URLs, fetched without opening a door.
//!
//! A URL is judged as it is written ([`parse_url`]), its host is looked up once, every address
//! found is judged ([`guard`]), and one of those very addresses is dialled; each redirect goes
//! the same way again. What comes back is bounded in time and size, must be HTML, and is decoded
//! to text. A page that was fetched before is asked for only in case it has changed.

mod answer;
mod body;
mod charset;
mod client;
mod config;
mod connect;
mod error;
mod exchange;
mod freshness;
pub mod guard;
mod kind;
pub mod robots;
mod url;

pub use answer::{Page, Validators};
pub use client::{Client, Fetched, Permits};
pub use config::Config;
pub use connect::{Lookup, Network, Resolve};
pub use error::{FetchError, TlsFault};
pub use freshness::Freshness;
pub use url::parse_url;

/// Reads a page's bytes as text; `name` is its URL or file name, for the error.
///
/// What is not HTML by its first bytes is refused, such as a PDF; how the text is encoded is
/// decided by the bytes, the Content-Type field and a `meta` element, as browsers do.
///
/// # Errors
/// [`FetchError::NotHtml`] or [`FetchError::Undecodable`].
pub fn decode_html(
    name: &str,
    bytes: &[u8],
    content_type: Option<&str>,
) -> Result<String, FetchError> {
    if let Err(kind) = kind::check_bytes(bytes) {
        let url = name.to_owned();
        return Err(FetchError::NotHtml { url, kind });
    }
    charset::decode(bytes, content_type).ok_or_else(|| FetchError::Undecodable {
        url: name.to_owned(),
    })
}

#[cfg(test)]
mod tests;
