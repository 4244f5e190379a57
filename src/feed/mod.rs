//! Podcast feeds: the articles that a site lists, as episodes.
//!
//! A [`Listing`] is what a site tells of its articles, as RSS, Atom or a sitemap. Each that has
//! been read becomes an [`Episode`], and [`Show`] writes them as RSS 2.0.
//!
//! Invariant: an episode's guid comes of its article's address alone, so a corrected article is
//! the same episode with another sound.

mod config;
mod listing;
mod show;
#[cfg(test)]
mod tests;

use chrono::{DateTime, FixedOffset};
use url::Url;
use uuid::{Uuid, uuid};

pub use config::Config;
pub(crate) use config::validate;
pub use listing::{Entry, Listing, ListingError};
pub use show::{Episode, Label, Show, ShowError};

/// The namespace of the podcasts' guids, as Podcasting 2.0 gives it.
const PODCASTS: Uuid = uuid!("ead4c236-bf58-58c6-a2c6-a6b28d128cb6");

/// Makes the `podcast:guid` of a feed: UUIDv5 of its address without the scheme.
///
/// Slashes at the end do not count (Podcasting 2.0, `guid`).
pub fn guid(address: &Url) -> Uuid {
    let text = address.as_str();
    let text = text.split_once("://").map_or(text, |(_, rest)| rest);
    Uuid::new_v5(&PODCASTS, text.trim_end_matches('/').as_bytes())
}

/// Reads a date in any of the forms that feeds and pages use; without a zone it is in UTC.
pub(crate) fn date(text: &str) -> Option<DateTime<FixedOffset>> {
    diligent_date_parser::parse_date(text.trim())
}
