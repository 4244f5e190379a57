//! Signatures of links, by which a site vouches for the addresses that it lets be read.
//!
//! A signature is `KEY.EXPIRES.MAC`: the key's id, the Unix time in seconds at which it ends, and
//! an HMAC-SHA256 (RFC 2104) in base64url without padding (RFC 4648, 5). The MAC is taken over
//! four lines in UTF-8, joined by U+000A, none at the end:
//!
//! ```text
//! lyssna-v1
//! KEY
//! EXPIRES
//! URL
//! ```
//!
//! URL is the article's address as the URL Standard writes it, without a fragment.

use std::fmt;
use std::time::{Duration, SystemTime};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use serde::Deserialize;
use sha2::Sha256;
use url::Url;

/// A key that links are signed with, as an operator writes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct KeyConfig {
    /// `sites.keys.id`: the name that signatures carry: `A-Z`, `a-z`, `0-9`, `-` and `_`.
    pub id: String,
    /// `sites.keys.secret`: at least 32 bytes, taken as they are written.
    pub secret: Secret,
}

/// A text that is not shown in logs.
#[derive(Clone, Default, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

/// Why a link is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The site's links must be signed, and this one is not.
    #[error("the link is not signed")]
    Missing,
    /// The signature is not of this address, or of no known key.
    #[error("the signature is not of this link")]
    Wrong,
    /// The signature was right, and has ended.
    #[error("the signature has expired")]
    Expired,
}

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum KeyError {
    #[error("must be of A-Z, a-z, 0-9, - and _")]
    Id,
    #[error("must be at least {SECRET_BYTES} bytes long")]
    Secret,
}

/// As long as the hash, below which RFC 2104, 3 finds a key weak.
const SECRET_BYTES: usize = 32;

/// A key, ready to be used.
pub(super) struct Key {
    id: String,
    mac: Hmac<Sha256>,
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({})", self.id)
    }
}

impl Key {
    pub(super) fn new(config: &KeyConfig) -> Result<Self, KeyError> {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if config.id.is_empty() || !config.id.bytes().all(is_letter) {
            return Err(KeyError::Id);
        }
        let Secret(secret) = &config.secret;
        if secret.len() < SECRET_BYTES {
            return Err(KeyError::Secret);
        }
        Ok(Self {
            id: config.id.clone(),
            mac: Hmac::new_from_slice(secret.as_bytes()).expect("HMAC takes keys of any length"),
        })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    /// Signs an address until a Unix time in seconds.
    pub(super) fn sign(&self, url: &Url, expires: u64) -> String {
        let mac = self.mac_of(url, expires).finalize().into_bytes();
        format!("{}.{expires}.{}", self.id, URL_SAFE_NO_PAD.encode(mac))
    }

    fn mac_of(&self, url: &Url, expires: u64) -> Hmac<Sha256> {
        let url = &url[..url::Position::AfterQuery];
        let text = format!("lyssna-v1\n{}\n{expires}\n{url}", self.id);
        self.mac.clone().chain_update(text)
    }
}

/// Checks a signature in a time that does not depend on the MAC's bytes.
pub(super) fn verify(
    keys: &[Key],
    signature: Option<&str>,
    url: &Url,
    now: SystemTime,
) -> Result<(), SignatureError> {
    let signature = signature.ok_or(SignatureError::Missing)?;
    let wrong = SignatureError::Wrong;
    let [id, expires, mac] = parts(signature).ok_or(wrong)?;
    let expires: u64 = expires.parse().map_err(|_| wrong)?;
    let mac = URL_SAFE_NO_PAD.decode(mac).map_err(|_| wrong)?;
    let key = keys.iter().find(|key| key.id == id).ok_or(wrong)?;
    key.mac_of(url, expires)
        .verify_slice(&mac)
        .map_err(|_| wrong)?;
    let end = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(expires));
    if end.is_some_and(|end| end <= now) {
        return Err(SignatureError::Expired);
    }
    Ok(())
}

fn parts(signature: &str) -> Option<[&str; 3]> {
    let (id, rest) = signature.split_once('.')?;
    let (expires, mac) = rest.split_once('.')?;
    let digits = expires.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some([id, expires, mac])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made with Python's hmac and base64 modules.
    const VECTORS: [(&str, &str, u64, &str, &str); 3] = [
        (
            "2026",
            "0123456789abcdef0123456789abcdef",
            1_800_000_000,
            "https://www.example.se/nyheter/bro?a=1",
            "2026.1800000000.AqFj67k-8_CKaCuDJeuNiyX8j93Y4lnQPTTtEsZL3iY",
        ),
        (
            "2025-b",
            "åäöåäöåäöåäöåäöåäöåäöåäö",
            4_102_444_800,
            "https://å.se/å#läs",
            "2025-b.4102444800.RJbb7V2eAP7c8xeMhXgs9nTZuzg3FzrrA7lG4GJK4r8",
        ),
        (
            "2026",
            "0123456789abcdef0123456789abcdef",
            0,
            "https://www.example.se",
            "2026.0.sX9iXYjRlpzRPw8FiBmeR-FN5vyPx0KV9T-Ex0WRE8A",
        ),
    ];

    fn key(id: &str, secret: &str) -> Key {
        Key::new(&config(id, secret)).unwrap()
    }

    fn config(id: &str, secret: &str) -> KeyConfig {
        KeyConfig {
            id: id.to_owned(),
            secret: Secret(secret.to_owned()),
        }
    }

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn signatures_are_those_of_others() {
        for (id, secret, expires, url, expected) in VECTORS {
            let url = Url::parse(url).unwrap();
            assert_eq!(key(id, secret).sign(&url, expires), expected);
        }
    }

    #[test]
    fn a_signature_holds_for_its_address_key_and_time() {
        let (id, secret, expires, url, signature) = VECTORS[0];
        let keys = [
            key("2027", "another secret of 32 bytes or more"),
            key(id, secret),
        ];
        let mac = signature.rsplit('.').next().unwrap();
        let later = format!("2026.1800000001.{mac}");
        let renamed = format!("2027.1800000000.{mac}");
        let unknown = format!("2025.1800000000.{mac}");
        let signed = format!("2026.+1800000000.{mac}");
        let cut = &signature[..signature.len() - 2];
        let padded = format!("{signature}=");
        let changed = signature.replace("AqF", "BqF");
        let huge = format!("2026.99999999999999999999.{mac}");
        let before = at(expires - 1);
        let wrong = Err(SignatureError::Wrong);
        let cases = [
            (Some(signature), url, before, Ok(())),
            (
                Some(signature),
                url,
                at(expires),
                Err(SignatureError::Expired),
            ),
            (None, url, before, Err(SignatureError::Missing)),
            (
                Some(signature),
                "https://www.example.se/nyheter/bro?a=2",
                before,
                wrong,
            ),
            (
                Some(signature),
                "http://www.example.se/nyheter/bro?a=1",
                before,
                wrong,
            ),
            (Some(&later), url, before, wrong),
            (Some(&renamed), url, before, wrong),
            (Some(&unknown), url, before, wrong),
            (Some(&signed), url, before, wrong),
            (Some(cut), url, before, wrong),
            (Some(&padded), url, before, wrong),
            (Some(&changed), url, before, wrong),
            (Some(&huge), url, before, wrong),
            (Some(""), url, before, wrong),
            (Some("2026.1800000000."), url, before, wrong),
            (Some("2026"), url, before, wrong),
        ];
        for (signature, url, now, expected) in cases {
            let url = Url::parse(url).unwrap();
            let verified = verify(&keys, signature, &url, now);
            assert_eq!(verified, expected, "{signature:?} {url}");
        }
    }

    #[test]
    fn keys_that_are_refused() {
        let long = "s".repeat(32);
        let cases = [
            ("2026_b-C", long.as_str(), None),
            ("", &long, Some(KeyError::Id)),
            ("a.b", &long, Some(KeyError::Id)),
            ("å", &long, Some(KeyError::Id)),
            ("a", &long[1..], Some(KeyError::Secret)),
        ];
        for (id, secret, expected) in cases {
            assert_eq!(Key::new(&config(id, secret)).err(), expected, "{id}");
        }
    }

    #[test]
    fn a_secret_is_not_shown() {
        let shown = format!(
            "{:?} {:?}",
            config("a", "hemlig"),
            key("a", &"hemlig".repeat(6))
        );
        assert!(!shown.contains("hemlig"), "{shown}");
    }
}
