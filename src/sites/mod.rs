//! The sites that are read: which pages, by whom, and how.
//!
//! Invariant: a page is read only when [`Sites::permits`] its address, and after a redirect only
//! when the site of the page asked for may lead there.

mod config;
mod paths;
pub mod signature;
#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use url::{Origin, Url};

use crate::config::Faults;
use crate::extract::{self, Limits};

pub use config::Config;

use paths::Pattern;
use signature::{Key, KeyError, SignatureError};

/// All sites of one service, in the order of the configuration.
#[derive(Debug)]
pub struct Sites {
    any: bool,
    sites: Vec<Arc<Site>>,
    /// How pages of no configured site are read.
    plain: extract::Options,
}

/// One site, ready to be read.
#[derive(Debug)]
pub struct Site {
    name: String,
    origins: Vec<Origin>,
    paths: Vec<Pattern>,
    voice: Option<String>,
    lexicons: Vec<PathBuf>,
    options: extract::Options,
    embedders: Vec<String>,
    requests_per_minute: Option<NonZeroU32>,
    signed: bool,
    keys: Vec<Key>,
}

impl Sites {
    /// Makes the sites of a configuration; with `any`, all others are read too.
    ///
    /// The limits are those of every page.
    ///
    /// # Errors
    /// All faults of all sites.
    pub fn new(configs: &[Config], any: bool, limits: Limits) -> Result<Self, Faults> {
        let mut faults = Faults::default();
        let mut names = HashSet::new();
        let mut sites = Vec::with_capacity(configs.len());
        for (index, config) in configs.iter().enumerate() {
            let mut checked = Checked {
                key: format!("sites[{index}]"),
                limits,
                faults: &mut faults,
            };
            sites.push(Arc::new(checked.site(config)));
            if !names.insert(&config.name) {
                checked.fault("name", format_args!("{:?} is taken", config.name));
            }
        }
        faults.into_result()?;
        Ok(Self {
            any,
            sites,
            plain: extract::Options::with_limits(limits),
        })
    }

    /// Finds the first site that the page belongs to.
    pub fn find(&self, url: &Url) -> Option<&Arc<Site>> {
        self.sites.iter().find(|site| site.holds(url))
    }

    /// Tells whether the page may be read.
    ///
    /// With no site at all every page may: then only the machine itself is answered.
    pub fn permits(&self, url: &Url) -> bool {
        self.any || self.sites.is_empty() || self.find(url).is_some()
    }

    /// Tells whether a page may be read to which a page of site `from` has redirected.
    ///
    /// A redirect must not open what a signature closes.
    pub fn permits_redirect(&self, from: Option<&Arc<Site>>, to: &Url) -> bool {
        match self.find(to) {
            Some(site) => !site.signed || from.is_some_and(|from| from.name == site.name),
            None => self.permits(to),
        }
    }

    /// Tells whether pages of every site are read.
    pub fn is_any(&self) -> bool {
        self.any
    }

    /// Tells whether there is nothing to read but for the machine itself.
    pub fn is_local_only(&self) -> bool {
        !self.any && self.sites.is_empty()
    }

    /// Returns what is read and what is skipped of the pages of a site, or of no site.
    pub fn options<'a>(&'a self, site: Option<&'a Site>) -> &'a extract::Options {
        site.map_or(&self.plain, |site| &site.options)
    }

    /// Returns the sites in the order of the configuration.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Site>> {
        self.sites.iter()
    }
}

impl Site {
    /// Returns the configured name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the id of the voice that reads the site, if it has one of its own.
    pub fn voice(&self) -> Option<&str> {
        self.voice.as_deref()
    }

    /// Returns the site's files of pronunciations.
    pub fn lexicons(&self) -> &[PathBuf] {
        &self.lexicons
    }

    /// Returns how many requests for the site's articles are answered in a minute, if it has a
    /// bound of its own.
    pub fn requests_per_minute(&self) -> Option<NonZeroU32> {
        self.requests_per_minute
    }

    /// Returns the origins whose pages may hold the player, the site's own first.
    pub fn embedders(&self) -> &[String] {
        &self.embedders
    }

    /// Checks that the site lets this address be read at this time.
    ///
    /// # Errors
    /// When links must be signed, and the signature is missing, wrong or expired.
    pub fn verify(
        &self,
        url: &Url,
        signature: Option<&str>,
        now: SystemTime,
    ) -> Result<(), SignatureError> {
        if !self.signed {
            return Ok(());
        }
        signature::verify(&self.keys, signature, url, now)
    }

    /// Signs an address until a Unix time in seconds, if the site has a key.
    pub fn sign(&self, url: &Url, expires: u64) -> Option<String> {
        let key = self.keys.first()?;
        Some(key.sign(url, expires))
    }

    fn holds(&self, url: &Url) -> bool {
        self.origins.contains(&url.origin())
            && (self.paths.is_empty() || self.paths.iter().any(|path| path.fits(url.path())))
    }
}

/// The checking of one site.
struct Checked<'a> {
    key: String,
    limits: Limits,
    faults: &'a mut Faults,
}

impl Checked<'_> {
    /// Makes the site of what is right, and notes what is wrong.
    fn site(&mut self, config: &Config) -> Site {
        if !is_name(&config.name) {
            self.fault("name", "must be of a-z, 0-9 and -");
        }
        if config.origins.is_empty() {
            self.fault("origins", "must name at least one origin");
        }
        let origins = self.origins("origins", &config.origins);
        let further = self.origins("embedders", &config.embedders);
        let embedders = origins.iter().chain(&further);
        Site {
            name: config.name.clone(),
            embedders: embedders.map(Origin::ascii_serialization).collect(),
            origins,
            paths: self.paths(&config.paths),
            voice: config.voice.clone(),
            lexicons: config.lexicons.clone(),
            options: self.options(config),
            requests_per_minute: config.requests_per_minute,
            signed: config.signed,
            keys: self.keys(config),
        }
    }

    fn fault(&mut self, key: &str, problem: impl std::fmt::Display) {
        self.faults.add(format!("{}.{key}", self.key), problem);
    }

    fn origins(&mut self, key: &str, texts: &[String]) -> Vec<Origin> {
        let mut found = Vec::with_capacity(texts.len());
        for text in texts {
            match origin(text) {
                Some(origin) => found.push(origin),
                None => self.fault(
                    key,
                    format_args!("{text:?} is not an origin such as https://www.example.se"),
                ),
            }
        }
        found
    }

    fn paths(&mut self, texts: &[String]) -> Vec<Pattern> {
        let mut found = Vec::with_capacity(texts.len());
        for text in texts {
            match Pattern::new(text) {
                Ok(pattern) => found.push(pattern),
                Err(error) => self.fault("paths", error),
            }
        }
        found
    }

    fn keys(&mut self, config: &Config) -> Vec<Key> {
        if config.signed && config.keys.is_empty() {
            self.fault("keys", "must hold a key, since links must be signed");
        }
        let mut found: Vec<Key> = Vec::with_capacity(config.keys.len());
        for (index, config) in config.keys.iter().enumerate() {
            match Key::new(config) {
                Ok(key) if found.iter().any(|other| other.id() == key.id()) => {
                    self.fault(&format!("keys[{index}].id"), "is taken");
                }
                Ok(key) => found.push(key),
                Err(error) => {
                    let name = match error {
                        KeyError::Id => "id",
                        KeyError::Secret => "secret",
                    };
                    self.fault(&format!("keys[{index}].{name}"), error);
                }
            }
        }
        found
    }

    fn options(&mut self, config: &Config) -> extract::Options {
        let mut options = extract::Options::with_limits(self.limits);
        for selector in &config.read {
            match options.clone().read(selector) {
                Ok(more) => options = more,
                Err(error) => self.fault("read", error),
            }
        }
        for selector in &config.skip {
            match options.clone().skip(selector) {
                Ok(more) => options = more,
                Err(error) => self.fault("skip", error),
            }
        }
        options
    }
}

fn is_name(text: &str) -> bool {
    let is_letter = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
    !text.is_empty() && text.bytes().all(is_letter)
}

/// Reads a URL that is nothing but an origin.
fn origin(text: &str) -> Option<Origin> {
    let url = Url::parse(text).ok()?;
    let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    let is_web = matches!(url.scheme(), "http" | "https");
    let is_named = url.username().is_empty() && url.password().is_none();
    (is_web && is_bare && is_named).then(|| url.origin())
}
