use std::path::PathBuf;

use serde::Deserialize;

/// Where clips are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `store.dir`: folder of the finished clips, made when missing.
    pub dir: PathBuf,
    /// `store.memory_bytes`: bytes of audio kept in memory at most.
    pub memory_bytes: u64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("./var"),
            memory_bytes: 64 << 20,
        }
    }
}
