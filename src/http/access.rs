//! Who may ask, what may be read, and who may embed.

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderValue, header};
use serde::Deserialize;
use url::{Origin, Url};

use super::articles::Source;
use super::error::Problem;
use crate::player::demo_article;

/// A site whose articles are read.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// `sites.origin`: scheme, host and port, as in `https://www.example.se`.
    pub origin: String,
    /// `sites.embedders`: further origins whose pages may hold the player.
    #[serde(default)]
    pub embedders: Vec<String>,
    /// `sites.voice`: id of the voice that reads this site.
    #[serde(default)]
    pub voice: Option<String>,
}

/// A configured origin that is none.
#[derive(Debug, thiserror::Error)]
#[error("{key}: {value:?} is not an origin such as https://www.example.se")]
pub struct OriginError {
    key: &'static str,
    value: String,
}

/// The rules of one service.
#[derive(Debug)]
pub(super) struct Access {
    any_site: bool,
    sites: Vec<(Origin, Option<String>)>,
    embedders: Vec<String>,
}

impl Access {
    pub(super) fn new(sites: &[Site], any_site: bool) -> Result<Self, OriginError> {
        let mut rules = Self {
            any_site,
            sites: Vec::new(),
            embedders: Vec::new(),
        };
        for site in sites {
            let own = origin("sites.origin", &site.origin)?;
            rules.embedders.push(own.ascii_serialization());
            rules.sites.push((own, site.voice.clone()));
            for embedder in &site.embedders {
                let embedder = origin("sites.embedders", embedder)?;
                rules.embedders.push(embedder.ascii_serialization());
            }
        }
        Ok(rules)
    }

    /// Without sites the service is for its own machine only.
    pub(super) fn is_local_only(&self) -> bool {
        !self.any_site && self.sites.is_empty()
    }

    /// Tells whether this client may ask for speech.
    ///
    /// A proxy on the machine itself names the client in a header of its own;
    /// whoever comes through one is not local.
    pub(super) fn admits(&self, client: SocketAddr, headers: &HeaderMap) -> bool {
        let forwarded = [FORWARDED_FOR, header::FORWARDED.as_str()]
            .iter()
            .any(|name| headers.contains_key(*name));
        !self.is_local_only() || (client.ip().to_canonical().is_loopback() && !forwarded)
    }

    /// Finds the article that a request names, if it may be read.
    pub(super) fn source(&self, text: &str, host: Option<&str>) -> Result<Source, Problem> {
        if text.starts_with('/') {
            return demo(text).ok_or(Problem::BadUrl);
        }
        let mut url = Url::parse(text).map_err(|_| Problem::BadUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Problem::BadUrl);
        }
        if host == Some(authority(&url))
            && let Some(demo) = demo(url.path())
        {
            return Ok(demo);
        }
        let configured = self.sites.iter().any(|(site, _)| *site == url.origin());
        if !configured && !self.any_site && !self.sites.is_empty() {
            return Err(Problem::SiteRefused);
        }
        url.set_fragment(None);
        Ok(Source::Web(url))
    }

    /// The voice that the article's site has chosen.
    pub(super) fn voice(&self, source: &Source) -> Option<&str> {
        let Source::Web(url) = source else {
            return None;
        };
        let (_, voice) = self.sites.iter().find(|(site, _)| *site == url.origin())?;
        voice.as_deref()
    }

    /// Origins whose scripts may read answers.
    pub(super) fn embedders(&self) -> Embedders {
        if self.any_site {
            return Embedders::Any;
        }
        let header = |origin: &String| HeaderValue::try_from(origin).expect("origins are ASCII");
        Embedders::These(self.embedders.iter().map(header).collect())
    }

    /// Who may show the player in a frame, as a Content-Security-Policy says it.
    pub(super) fn frame_ancestors(&self) -> String {
        if self.any_site {
            return "*".to_owned();
        }
        let mut ancestors = vec!["'self'"];
        ancestors.extend(self.embedders.iter().map(String::as_str));
        ancestors.join(" ")
    }
}

/// Origins of pages that may hold the player.
pub(super) enum Embedders {
    Any,
    These(Vec<HeaderValue>),
}

const FORWARDED_FOR: &str = "x-forwarded-for";

fn demo(path: &str) -> Option<Source> {
    let slug = path.strip_prefix("/demo/")?;
    demo_article(slug).map(Source::Demo)
}

/// Host and port as in a Host header.
fn authority(url: &Url) -> &str {
    &url[url::Position::BeforeHost..url::Position::AfterPort]
}

fn origin(key: &'static str, value: &str) -> Result<Origin, OriginError> {
    let error = || OriginError {
        key,
        value: value.to_owned(),
    };
    let url = Url::parse(value).map_err(|_| error())?;
    let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
    if !matches!(url.scheme(), "http" | "https") || !bare || !url.username().is_empty() {
        return Err(error());
    }
    Ok(url.origin())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(any_site: bool, origins: &[&str]) -> Access {
        let sites: Vec<_> = origins
            .iter()
            .map(|origin| Site {
                origin: (*origin).to_owned(),
                embedders: Vec::new(),
                voice: None,
            })
            .collect();
        Access::new(&sites, any_site).unwrap()
    }

    #[test]
    fn addresses_and_what_may_be_read() {
        let open = rules(false, &[]);
        let closed = rules(false, &["https://www.example.se"]);
        let any = rules(true, &["https://www.example.se"]);
        let cases = [
            (&open, "https://other.se/a", Ok("https://other.se/a")),
            (
                &closed,
                "https://www.example.se/a#b",
                Ok("https://www.example.se/a"),
            ),
            (
                &closed,
                "https://www.example.se:443/a",
                Ok("https://www.example.se/a"),
            ),
            (
                &closed,
                "http://www.example.se/a",
                Err(Problem::SiteRefused),
            ),
            (&closed, "https://example.se/a", Err(Problem::SiteRefused)),
            (
                &closed,
                "https://www.example.se.evil.se/",
                Err(Problem::SiteRefused),
            ),
            (
                &closed,
                "https://www.example.se@evil.se/",
                Err(Problem::SiteRefused),
            ),
            (&any, "https://other.se/a", Ok("https://other.se/a")),
            (&closed, "/demo/norrsken", Ok("/demo/norrsken")),
            (
                &closed,
                "http://lyssna.se:81/demo/norrsken",
                Ok("/demo/norrsken"),
            ),
            (
                &closed,
                "http://lyssna.se/demo/norrsken",
                Err(Problem::SiteRefused),
            ),
            (&open, "/demo/none", Err(Problem::BadUrl)),
            (&open, "/etc/passwd", Err(Problem::BadUrl)),
            (&open, "", Err(Problem::BadUrl)),
            (&open, "example.se", Err(Problem::BadUrl)),
            (&open, "file:///etc/passwd", Err(Problem::BadUrl)),
            (&open, "https://", Err(Problem::BadUrl)),
        ];
        for (rules, text, expected) in cases {
            let found = rules
                .source(text, Some("lyssna.se:81"))
                .map(|source| source.key());
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn only_the_own_machine_may_ask_when_no_site_is_configured() {
        let via_proxy =
            HeaderMap::from_iter([(header::FORWARDED, HeaderValue::from_static("for=192.0.2.7"))]);
        let direct = HeaderMap::new();
        let cases = [
            (rules(false, &[]), "127.0.0.1:5", &direct, true),
            (rules(false, &[]), "[::1]:5", &direct, true),
            (rules(false, &[]), "[::ffff:127.0.0.1]:5", &direct, true),
            (rules(false, &[]), "192.0.2.7:5", &direct, false),
            (rules(false, &[]), "127.0.0.1:5", &via_proxy, false),
            (rules(true, &[]), "192.0.2.7:5", &direct, true),
            (
                rules(false, &["https://a.se"]),
                "192.0.2.7:5",
                &via_proxy,
                true,
            ),
        ];
        for (rules, client, headers, expected) in cases {
            let admitted = rules.admits(client.parse().unwrap(), headers);
            assert_eq!(admitted, expected, "{rules:?} {client}");
        }
    }

    #[test]
    fn origins_are_checked_at_the_start() {
        let cases = [
            ("https://www.example.se", true),
            ("http://localhost:3000/", true),
            ("www.example.se", false),
            ("https://www.example.se/nyheter", false),
            ("https://user@example.se", false),
            ("ftp://example.se", false),
            ("", false),
        ];
        for (value, valid) in cases {
            assert_eq!(origin("sites.origin", value).is_ok(), valid, "{value}");
        }
    }
}
