//! How long an answer may be used again, by its own word (RFC 9111).

use std::time::Duration;

use http::HeaderMap;
use http::header::{AGE, CACHE_CONTROL};

/// What an answer says about its keeping.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Freshness {
    /// How long it stays fresh from now on; `None` when the answer does not say.
    pub lifetime: Option<Duration>,
    /// Whether it may be kept at all (RFC 9111, 5.2.2.5).
    pub no_store: bool,
}

impl Freshness {
    /// Reads the Cache-Control and Age fields as a shared cache does.
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let mut found = Self::default();
        let mut shared = None;
        for (name, value) in directives(headers) {
            let seconds = || {
                value
                    .trim_matches('"')
                    .parse()
                    .ok()
                    .map(Duration::from_secs)
            };
            match name.to_ascii_lowercase().as_str() {
                "no-store" => found.no_store = true,
                "no-cache" => shared = Some(Duration::ZERO),
                "s-maxage" => shared = shared.or_else(seconds),
                "max-age" => found.lifetime = found.lifetime.or_else(seconds),
                _ => {}
            }
        }
        let age = headers
            .get(AGE)
            .and_then(|age| age.to_str().ok()?.parse().ok());
        let age = Duration::from_secs(age.unwrap_or(0));
        found.lifetime = shared
            .or(found.lifetime)
            .map(|lifetime| lifetime.saturating_sub(age));
        found
    }
}

fn directives(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(CACHE_CONTROL)
        .iter()
        .filter_map(|field| field.to_str().ok())
        .flat_map(|field| field.split(','))
        .map(|directive| directive.split_once('=').unwrap_or((directive, "")))
        .map(|(name, value)| (name.trim(), value.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_and_lifetimes() {
        let cases = [
            (&[][..], "", None, false),
            (&["max-age=60"], "", Some(60), false),
            (&["public, Max-Age = \"60\""], "", Some(60), false),
            (&["max-age=60"], "20", Some(40), false),
            (&["max-age=60"], "90", Some(0), false),
            (&["max-age=60"], "old", Some(60), false),
            (&["s-maxage=10, max-age=60"], "", Some(10), false),
            (&["max-age=60", "s-maxage=10"], "", Some(10), false),
            (&["no-cache, max-age=60"], "", Some(0), false),
            (&["no-store, max-age=0"], "", Some(0), true),
            (&["private, must-revalidate"], "", None, false),
            (&["max-age=-1"], "", None, false),
            (&["max-age"], "", None, false),
            (&["max-age=99999999999999999999"], "", None, false),
        ];
        for (fields, age, lifetime, no_store) in cases {
            let mut headers = HeaderMap::new();
            for field in fields {
                headers.append(CACHE_CONTROL, field.parse().unwrap());
            }
            if !age.is_empty() {
                headers.insert(AGE, age.parse().unwrap());
            }
            let expected = Freshness {
                lifetime: lifetime.map(Duration::from_secs),
                no_store,
            };
            assert_eq!(Freshness::of(&headers), expected, "{fields:?} {age}");
        }
    }
}
