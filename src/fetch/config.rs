//! What an operator can set about fetching.

use std::num::NonZeroUsize;
use std::time::Duration;

use serde::{Deserialize, Deserializer, de::Error as _};

use crate::config::Faults;

/// Limits and manners of the HTTP client.
///
/// Nothing here can open an address that [`super::guard`] refuses.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `fetch.connect_timeout`, in seconds: name lookup, TCP and TLS together, for each redirect.
    #[serde(deserialize_with = "seconds")]
    pub connect_timeout: Duration,
    /// `fetch.total_timeout`, in seconds: the whole fetch, with its redirects.
    #[serde(deserialize_with = "seconds")]
    pub total_timeout: Duration,
    /// `fetch.max_bytes`, in bytes: the largest page, after decompression.
    pub max_bytes: usize,
    /// `fetch.at_once`: pages that are fetched or read at the same time; others wait.
    pub at_once: NonZeroUsize,
    /// `fetch.max_redirects`: how many redirects are followed.
    pub max_redirects: usize,
    /// `fetch.user_agent`: the product's name in the User-Agent field.
    pub user_agent: String,
    /// `fetch.contact`: a page or mail address of who runs the service, sent in User-Agent.
    pub contact: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(5),
            total_timeout: Duration::from_secs(15),
            max_bytes: 10 << 20,
            at_once: const { NonZeroUsize::new(64).unwrap() },
            max_redirects: 5,
            user_agent: concat!("Lyssna/", env!("CARGO_PKG_VERSION")).to_owned(),
            contact: None,
        }
    }
}

impl Config {
    /// Checks each value by itself and against the others.
    pub(crate) fn validate(&self, faults: &mut Faults) {
        let mut check = |holds: bool, key: &str, problem: &str| {
            if !holds {
                faults.add(format!("fetch.{key}"), problem);
            }
        };
        check(
            !self.connect_timeout.is_zero(),
            "connect_timeout",
            "must be more than 0 seconds",
        );
        check(
            self.total_timeout >= self.connect_timeout,
            "total_timeout",
            "must be at least fetch.connect_timeout",
        );
        check(self.max_bytes > 0, "max_bytes", "must be more than 0");
        check(
            !self.user_agent.is_empty() && is_field_text(&self.user_agent),
            "user_agent",
            "must be printable ASCII, and not empty",
        );
        check(
            self.contact.as_deref().is_none_or(is_contact),
            "contact",
            "must be a URL or a mail address in ASCII",
        );
    }

    /// The value of the User-Agent field.
    pub(super) fn user_agent_field(&self) -> String {
        match &self.contact {
            Some(contact) => format!("{} (+{contact})", self.user_agent),
            None => self.user_agent.clone(),
        }
    }
}

fn is_field_text(text: &str) -> bool {
    text.bytes()
        .all(|byte| byte == b' ' || byte.is_ascii_graphic())
}

fn is_contact(text: &str) -> bool {
    let closes_comment = |byte| matches!(byte, b'(' | b')' | b' ');
    is_field_text(text)
        && !text.bytes().any(closes_comment)
        && (text.contains("://") || text.contains('@'))
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let seconds = f64::deserialize(deserializer)?;
    Duration::try_from_secs_f64(seconds).map_err(D::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_the_file() {
        let config: Config = toml::from_str(
            "connect_timeout = 1\ntotal_timeout = 2.5\nmax_bytes = 100\nmax_redirects = 0\n\
             user_agent = \"Test\"\ncontact = \"https://lyssna.example/om\"",
        )
        .unwrap();
        assert_eq!(config.connect_timeout, Duration::from_secs(1));
        assert_eq!(config.total_timeout, Duration::from_millis(2_500));
        assert_eq!((config.max_bytes, config.max_redirects), (100, 0));
        assert_eq!(
            config.user_agent_field(),
            "Test (+https://lyssna.example/om)"
        );
        assert_eq!(toml::from_str::<Config>("").unwrap(), Config::default());
    }

    #[test]
    fn faults_name_their_key() {
        let cases = [
            ("connect_timeout = 0", "fetch.connect_timeout"),
            ("total_timeout = 4", "fetch.total_timeout"),
            ("max_bytes = 0", "fetch.max_bytes"),
            ("user_agent = \"\"", "fetch.user_agent"),
            ("user_agent = \"a\\r\\nHost: b\"", "fetch.user_agent"),
            ("contact = \"nobody\"", "fetch.contact"),
            ("contact = \"https://a.example) x\"", "fetch.contact"),
        ];
        let faults = |config: &Config| {
            let mut faults = Faults::default();
            config.validate(&mut faults);
            faults
                .iter()
                .map(|fault| fault.key.clone())
                .collect::<Vec<_>>()
        };
        assert!(faults(&Config::default()).is_empty());
        for (text, expected) in cases {
            let config: Config = toml::from_str(text).unwrap();
            assert_eq!(faults(&config), [expected], "{text}");
        }
        for text in [
            "connect_timeout = -1",
            "allow_loopback = true",
            "max_bytes = -1",
        ] {
            assert!(toml::from_str::<Config>(text).is_err(), "{text}");
        }
    }
}
