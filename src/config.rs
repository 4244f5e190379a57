//! The configuration of a service: every module's own, in one file.
//!
//! A TOML file gives the keys, and variables of the environment overrule
//! them: `LYSSNA_LISTEN` is `listen`, `LYSSNA_STORE__DIR` is `store.dir`. Lists
//! and tables are written as in TOML: `LYSSNA_SITES` holds `[{ name = "a", … }]`.

mod faults;
#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_path_to_error::{Path as KeyPath, Segment};
use toml::{Table, Value};
use url::Url;

use crate::sites::{self, Sites};
use crate::telemetry::LogFormat;
use crate::text::{Emoji, Style};
use crate::{clip, extract, feed, fetch, http, store, workers};

pub use faults::{Fault, Faults};

/// All keys of the configuration with their defaults.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `listen`: the address and port that clients connect to.
    pub listen: SocketAddr,
    /// `voices`: a folder of voices to use instead of the embedded ones.
    pub voices: Option<PathBuf>,
    /// `lexicons`: files of pronunciations for every site, after those of its own.
    pub lexicons: Vec<PathBuf>,
    /// `emoji`: whether emoji are left out or named, where a site does not say.
    pub emoji: Emoji,
    /// `style`: how words flow into each other, where a site does not say.
    pub style: Style,
    /// `allow_any_site`: read articles of every site for every client.
    pub allow_any_site: bool,
    /// `log_format`: `text` or `json`, the form of the log's lines.
    pub log_format: LogFormat,
    /// `traces_endpoint`: where traces are sent by OTLP over HTTP; nowhere when left out.
    pub traces_endpoint: Option<String>,
    /// `sites`: the sites that are read; none means for this machine only.
    pub sites: Vec<sites::Config>,
    /// `feeds`: the podcasts that are made of sites' articles.
    pub feeds: Vec<feed::Config>,
    /// `fetch`: how pages are fetched.
    pub fetch: fetch::Config,
    /// `extract`: how large a page and its article may be.
    pub extract: extract::Limits,
    /// `workers`: how much work is taken on.
    pub workers: workers::Config,
    /// `clip`: bounds of what is spoken.
    pub clip: clip::Config,
    /// `store`: where clips are kept.
    pub store: store::Config,
    /// `http`: bounds of requests and answers.
    pub http: http::Config,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8080)),
            voices: None,
            lexicons: Vec::new(),
            emoji: Emoji::default(),
            style: Style::default(),
            allow_any_site: false,
            log_format: LogFormat::default(),
            traces_endpoint: None,
            sites: Vec::new(),
            feeds: Vec::new(),
            fetch: fetch::Config::default(),
            extract: extract::Limits::default(),
            workers: workers::Config::default(),
            clip: clip::Config::default(),
            store: store::Config::default(),
            http: http::Config::default(),
        }
    }
}

/// What is wrong with a configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    File {
        /// The file that was named.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{} is not TOML", path.display())]
    Syntax {
        /// The file that was named.
        path: PathBuf,
        /// Where and why.
        #[source]
        source: toml::de::Error,
    },
    /// Keys are unknown, or their values do not fit.
    #[error("the configuration is not valid")]
    Faults(#[source] Faults),
}

const PREFIX: &str = "LYSSNA_";

/// Variables with the prefix that are no keys.
const OTHER_VARIABLES: [&str; 1] = [crate::telemetry::LOG_VARIABLE];

impl Config {
    /// Reads a file, if one is named, and the environment's variables over it.
    ///
    /// # Errors
    /// When the file cannot be read, or keys are unknown or do not fit; the
    /// error names them all.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let (config, faults) = Self::examine(file, environment)?;
        faults.into_result().map_err(ConfigError::Faults)?;
        Ok(config)
    }

    /// Reads as [`Self::load`] does, with the default in place of each key that does not fit.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn examine(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<(Self, Faults), ConfigError> {
        let table = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        let (mut config, faults) = Self::examined(table, environment);
        if let Some(folder) = file.and_then(Path::parent) {
            config.place_lexicons(folder);
        }
        Ok((config, faults))
    }

    /// Takes the keys of a file, and the environment's variables over them.
    ///
    /// # Errors
    /// All keys that are unknown or do not fit.
    pub fn of(
        table: Table,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Faults> {
        let (config, faults) = Self::examined(table, environment);
        faults.into_result()?;
        Ok(config)
    }

    fn examined(
        mut table: Table,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> (Self, Faults) {
        let mut faults = Faults::default();
        for (variable, value) in environment {
            if let Some(key) = variable.strip_prefix(PREFIX)
                && !OTHER_VARIABLES.contains(&variable.as_str())
            {
                let keys: Vec<_> = key.split("__").map(str::to_lowercase).collect();
                if !insert(&mut table, &keys, parsed(value)) {
                    faults.add(variable, "stands below a key that is no table");
                }
            }
        }
        let config = deserialized(table, &mut faults);
        faults.extend_by_new(config.faults());
        (config, faults)
    }

    /// Checks the values that fit their keys, by themselves and against each other.
    fn faults(&self) -> Faults {
        let mut faults = Faults::default();
        if let Some(endpoint) = &self.traces_endpoint
            && !is_web_address(endpoint)
        {
            faults.add("traces_endpoint", "must be an http or https URL");
        }
        self.fetch.validate(&mut faults);
        let extract::Limits {
            nodes,
            depth,
            attributes,
            blocks,
            chars,
        } = self.extract;
        let limits = [
            ("nodes", nodes),
            ("depth", depth),
            ("attributes", attributes),
            ("blocks", blocks),
            ("chars", chars),
        ];
        for (key, _) in limits.iter().filter(|(_, limit)| *limit == 0) {
            faults.add(format!("extract.{key}"), "must be more than 0");
        }
        self.store.validate(&mut faults);
        self.http.validate(&mut faults);
        if let Err(others) = Sites::new(&self.sites, self.allow_any_site, self.extract) {
            faults.extend(others);
        }
        feed::validate(&self.feeds, self.http.public_url.as_deref(), &mut faults);
        faults
    }

    /// Names of files are meant beside the file that holds them.
    fn place_lexicons(&mut self, folder: &Path) {
        let sites = self.sites.iter_mut().flat_map(|site| &mut site.lexicons);
        for lexicon in sites.chain(&mut self.lexicons) {
            *lexicon = folder.join(&*lexicon);
        }
    }
}

fn is_web_address(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Reads all keys that fit; each of the others is noted and takes its default.
fn deserialized(table: Table, faults: &mut Faults) -> Config {
    let mut keys = Value::Table(table);
    loop {
        match serde_path_to_error::deserialize(keys.clone()) {
            Ok(config) => return config,
            Err(error) => {
                let error: serde_path_to_error::Error<toml::de::Error> = error;
                faults.add(error.path().to_string(), error.inner().message());
                if !remove(&mut keys, error.path()) {
                    return Config::default();
                }
            }
        }
    }
}

/// Removes the innermost named key of a path; false when there is none.
fn remove(keys: &mut Value, path: &KeyPath) -> bool {
    let mut segments: Vec<_> = path.iter().collect();
    while let Some(segment) = segments.pop() {
        if let Segment::Map { key } = segment {
            return below(keys, &segments)
                .and_then(Value::as_table_mut)
                .is_some_and(|table| table.remove(key).is_some());
        }
    }
    false
}

/// Finds the value at a path.
fn below<'a>(keys: &'a mut Value, path: &[&Segment]) -> Option<&'a mut Value> {
    path.iter().try_fold(keys, |value, segment| match segment {
        Segment::Map { key } => value.get_mut(key.as_str()),
        Segment::Seq { index } => value.get_mut(*index),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

fn read(path: &Path) -> Result<Table, ConfigError> {
    let text = std::fs::read_to_string(path).map_err(|source| ConfigError::File {
        path: path.to_owned(),
        source,
    })?;
    text.parse().map_err(|source| ConfigError::Syntax {
        path: path.to_owned(),
        source,
    })
}

/// A variable's text is a TOML value where it reads as one, and a string where not.
fn parsed(text: String) -> Value {
    let table: Result<Table, _> = format!("value = {text}").parse();
    match table.ok().and_then(|mut table| table.remove("value")) {
        Some(value) => value,
        None => Value::String(text),
    }
}

/// Sets the value at a path of keys; false when a key on the way is no table.
fn insert(table: &mut Table, keys: &[String], value: Value) -> bool {
    match keys {
        [] => false,
        [key] => {
            table.insert(key.clone(), value);
            true
        }
        [key, rest @ ..] => table
            .entry(key.clone())
            .or_insert_with(|| Value::Table(Table::new()))
            .as_table_mut()
            .is_some_and(|below| insert(below, rest, value)),
    }
}
