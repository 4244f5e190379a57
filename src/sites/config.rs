use std::num::NonZeroU32;
use std::path::PathBuf;

use serde::Deserialize;

use super::signature::KeyConfig;
use crate::text::{Emoji, Style};

/// A site whose articles are read, as an operator describes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `sites.name`: what the site is called in logs and addresses: `a-z`, `0-9` and `-`.
    pub name: String,
    /// `sites.origins`: schemes, hosts and ports, as in `https://www.example.se`.
    pub origins: Vec<String>,
    /// `sites.paths`: paths that are read, such as `/news` or `/*/article-*`; all when empty.
    pub paths: Vec<String>,
    /// `sites.voice`: id of the voice that reads this site.
    pub voice: Option<String>,
    /// `sites.lexicons`: files of pronunciations, beside the configuration where not absolute.
    pub lexicons: Vec<PathBuf>,
    /// `sites.emoji`: what is said of emoji, instead of the service's `emoji`.
    pub emoji: Option<Emoji>,
    /// `sites.style`: how words flow into each other, instead of the service's `style`.
    pub style: Option<Style>,
    /// `sites.read`: CSS selectors of what is read; nothing else is read then.
    pub read: Vec<String>,
    /// `sites.skip`: CSS selectors of what is never read.
    pub skip: Vec<String>,
    /// `sites.embedders`: further origins whose pages may hold the player.
    pub embedders: Vec<String>,
    /// `sites.requests_per_minute`: requests for this site's articles, instead of
    /// `http.site_requests_per_minute`.
    pub requests_per_minute: Option<NonZeroU32>,
    /// `sites.signed`: read only links that one of the keys has signed.
    pub signed: bool,
    /// `sites.keys`: the keys of signed links; the first signs, all are taken.
    pub keys: Vec<KeyConfig>,
}
