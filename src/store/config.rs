use std::num::NonZeroU64;
use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::Url;

use crate::config::Faults;

/// Where clips are kept, how many, and how long that may take.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `store.dir`: folder of the clips, made when missing.
    pub dir: PathBuf,
    /// `store.url`: bucket and prefix that hold the clips instead, as in `s3://bucket/prefix`.
    pub url: Option<String>,
    /// `store.memory_bytes`: bytes of audio kept in memory at most.
    pub memory_bytes: u64,
    /// `store.max_bytes`: bytes in the folder; above, what was unheard for longest gives way.
    pub max_bytes: NonZeroU64,
    /// `store.max_age_days`: days that the folder keeps what nobody hears.
    pub max_age_days: NonZeroU64,
    /// `store.read_seconds`: patience with reading, before sentences are spoken again.
    pub read_seconds: NonZeroU64,
    /// `store.write_seconds`: patience with writing, before clips are not kept.
    pub write_seconds: NonZeroU64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            dir: PathBuf::from("./var"),
            url: None,
            memory_bytes: 64 << 20,
            max_bytes: const { NonZeroU64::new(10 << 30).unwrap() },
            max_age_days: const { NonZeroU64::new(365).unwrap() },
            read_seconds: const { NonZeroU64::new(2).unwrap() },
            write_seconds: const { NonZeroU64::new(30).unwrap() },
        }
    }
}

impl Config {
    /// Checks each value by itself.
    pub(crate) fn validate(&self, faults: &mut Faults) {
        if let Some(url) = &self.url
            && bucket(url).is_none()
        {
            let problem = format_args!("{url:?} is not an address such as s3://bucket/prefix");
            faults.add("store.url", problem);
        }
    }

    pub(super) fn max_age(&self) -> Duration {
        Duration::from_secs(self.max_age_days.get().saturating_mul(24 * 60 * 60))
    }

    pub(super) fn read_within(&self) -> Duration {
        Duration::from_secs(self.read_seconds.get())
    }

    pub(super) fn write_within(&self) -> Duration {
        Duration::from_secs(self.write_seconds.get())
    }
}

/// Splits the address of a bucket into its name and a prefix, which may be empty.
pub(super) fn bucket(url: &str) -> Option<(String, String)> {
    let url = Url::parse(url).ok()?;
    let is_bare = url.query().is_none() && url.fragment().is_none() && url.port().is_none();
    let is_named = url.username().is_empty() && url.password().is_none();
    let bucket = url.host_str().filter(|host| !host.is_empty())?;
    (url.scheme() == "s3" && is_bare && is_named)
        .then(|| (bucket.to_owned(), url.path().trim_matches('/').to_owned()))
}
