//! The configuration of a service: every module's own, in one file.
//!
//! A TOML file gives the keys, and variables of the environment overrule
//! them: `LYSSNA_LISTEN` is `listen`, `LYSSNA_STORE__DIR` is `store.dir`.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::{Table, Value};

use crate::http::Site;
use crate::{clip, fetch, http, store, workers};

/// All keys of the configuration with their defaults.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `listen`: the address and port that clients connect to.
    pub listen: SocketAddr,
    /// `voices`: a folder of voices to use instead of the embedded ones.
    pub voices: Option<PathBuf>,
    /// `allow_any_site`: read articles of every site for every client.
    pub allow_any_site: bool,
    /// `sites`: the sites that are read; none means for this machine only.
    pub sites: Vec<Site>,
    /// `fetch`: how pages are fetched.
    pub fetch: fetch::Config,
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
            allow_any_site: false,
            sites: Vec::new(),
            fetch: fetch::Config::default(),
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
    /// A key is unknown, or its value does not fit.
    #[error("the configuration is not valid")]
    Key(#[source] toml::de::Error),
    /// A variable stands for a key below another that is no table.
    #[error("{variable} stands below a key that is no table")]
    Variable {
        /// Name of the environment variable.
        variable: String,
    },
}

const PREFIX: &str = "LYSSNA_";

/// Variables with the prefix that are no keys.
const OTHER_VARIABLES: [&str; 1] = [crate::telemetry::LOG_VARIABLE];

impl Config {
    /// Reads a file, if one is named, and the environment's variables over it.
    ///
    /// # Errors
    /// When the file cannot be read, or a key is unknown or does not fit; the
    /// error names it.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, ConfigError> {
        let mut table = match file {
            Some(path) => read(path)?,
            None => Table::new(),
        };
        for (variable, value) in environment {
            if let Some(key) = variable.strip_prefix(PREFIX)
                && !OTHER_VARIABLES.contains(&variable.as_str())
            {
                let keys: Vec<_> = key.split("__").map(str::to_lowercase).collect();
                if !insert(&mut table, &keys, parsed(value)) {
                    return Err(ConfigError::Variable { variable });
                }
            }
        }
        Self::deserialize(Value::Table(table)).map_err(ConfigError::Key)
    }
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

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn load(file: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
        let mut named = tempfile::NamedTempFile::new().unwrap();
        named.write_all(file.as_bytes()).unwrap();
        let variables = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::load(Some(named.path()), variables).map_err(|error| {
            let mut text = error.to_string();
            let mut cause: &dyn std::error::Error = &error;
            while let Some(next) = cause.source() {
                text += &format!(": {next}");
                cause = next;
            }
            text
        })
    }

    #[test]
    fn variables_overrule_the_file_and_the_file_the_defaults() {
        let file = "listen = \"127.0.0.1:1\"\n[store]\ndir = \"/a\"\n[workers]\nqueue = 7";
        let variables = [
            ("LYSSNA_LISTEN", "[::1]:2"),
            ("LYSSNA_STORE__DIR", "/b c"),
            ("LYSSNA_ALLOW_ANY_SITE", "true"),
            ("LYSSNA_LOG", "debug"),
            ("PATH", "/bin"),
        ];
        let config = load(file, &variables).unwrap();
        assert_eq!(config.listen, "[::1]:2".parse().unwrap());
        assert_eq!(config.store.dir, Path::new("/b c"));
        assert_eq!(config.workers.queue.get(), 7);
        assert!(config.allow_any_site);
        assert_eq!(
            config.store.memory_bytes,
            store::Config::default().memory_bytes
        );
    }

    #[test]
    fn a_bad_configuration_names_the_key() {
        let none = &[][..];
        let cases = [
            ("lisen = 1", none, "lisen"),
            ("listen = \"nowhere\"", none, "listen"),
            ("[workers]\nqueue = 0", none, "queue"),
            ("[store]\nmemory = 1", none, "memory"),
            ("[[sites]]\nembedders = []", none, "origin"),
            ("sites = 3", none, "sites"),
            ("", &[("LYSSNA_HTTP__URL_BYTES", "many")][..], "url_bytes"),
            ("", &[("LYSSNA_HTTPS__URL_BYTES", "1")], "https"),
            (
                "listen = \"[::1]:2\"",
                &[("LYSSNA_LISTEN__PORT", "1")],
                "LYSSNA_LISTEN__PORT",
            ),
        ];
        for (file, variables, key) in cases {
            let error = load(file, variables).unwrap_err();
            assert!(error.contains(key), "{key} is not named: {error}");
        }
    }

    #[test]
    fn a_file_that_is_not_toml_is_named_with_the_line() {
        let error = load("listen = ", &[]).unwrap_err();
        assert!(error.contains("line 1"), "{error}");
    }
}
