//! Who may ask, what may be read, and who may embed.

use std::sync::Arc;
use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderValue, Uri, header};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use url::{Url, form_urlencoded};

use super::Config;
use super::articles::{Place, Source};
use super::clients::Client;
use super::error::Problem;
use super::rules::CurrentRules;
use crate::extract::Part;
use crate::player::demo_article;
use crate::sites::Sites;

/// Who is let in to one service.
#[derive(Clone)]
pub(super) struct Access {
    rules: CurrentRules,
    /// Hashes of the keys to the speech API.
    speech_keys: Vec<blake3::Hash>,
    /// Hash of the key to the operator's pages.
    admin_key: Option<blake3::Hash>,
}

impl Access {
    pub(super) fn new(rules: CurrentRules, config: &Config) -> Self {
        let hash = |key: &String| blake3::hash(key.as_bytes());
        Self {
            rules,
            speech_keys: config.speech_keys.iter().map(hash).collect(),
            admin_key: config.admin_key.as_ref().map(hash),
        }
    }

    /// Tells whether this client may ask for speech.
    pub(super) fn admits(&self, client: &Client) -> bool {
        !self.rules.get().sites.is_local_only() || client.is_local()
    }

    /// Tells whether this client may have any text spoken.
    ///
    /// It shows one of the keys as a bearer token (RFC 6750, section 2.1), or is on the machine
    /// itself where there are no keys.
    pub(super) fn admits_speech(&self, client: &Client, headers: &HeaderMap) -> bool {
        if self.speech_keys.is_empty() {
            return client.is_local();
        }
        let field = headers
            .get(header::AUTHORIZATION)
            .map(HeaderValue::as_bytes);
        let shown = field.and_then(|field| field.strip_prefix(b"Bearer "));
        // Hashes are compared in constant time.
        let shown = shown.map(blake3::hash);
        shown.is_some_and(|shown| self.speech_keys.contains(&shown))
    }

    /// Tells whether this client has shown the operator's key, as the password of any name
    /// (RFC 7617).
    pub(super) fn admits_operator(&self, headers: &HeaderMap) -> bool {
        let field = headers.get(header::AUTHORIZATION);
        let shown = field.and_then(|field| {
            let (scheme, credentials) = field.to_str().ok()?.split_once(' ')?;
            let credentials = STANDARD.decode(credentials.trim()).ok()?;
            let colon = credentials.iter().position(|byte| *byte == b':')?;
            let is_basic = scheme.eq_ignore_ascii_case("basic");
            is_basic.then(|| blake3::hash(&credentials[colon + 1..]))
        });
        // Hashes are compared in constant time.
        shown.is_some() && shown == self.admin_key
    }

    /// Finds the article that a request names, if it may be read.
    pub(super) fn source(
        &self,
        text: &str,
        signature: Option<&str>,
        host: Option<&str>,
    ) -> Result<Source, Problem> {
        if text.starts_with('/') {
            return demo(text).ok_or(Problem::BadUrl);
        }
        let url = Url::parse(text).map_err(|_| Problem::BadUrl)?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Problem::BadUrl);
        }
        if host == Some(authority(&url))
            && let Some(demo) = demo(url.path())
        {
            return Ok(demo);
        }
        let source = self.web(url)?;
        if let Source::Web(Place { url, site, .. }) = &source
            && let Some(site) = site
        {
            site.verify(url, signature, SystemTime::now())?;
        }
        Ok(source)
    }

    /// Finds an article of a feed: its operator has named the list, so nothing need be signed.
    pub(super) fn listed(&self, url: Url, home: &Url) -> Result<Source, Problem> {
        if url.origin() == home.origin()
            && let Some(demo) = demo(url.path())
        {
            return Ok(demo);
        }
        self.web(url)
    }

    fn web(&self, mut url: Url) -> Result<Source, Problem> {
        url.set_fragment(None);
        let rules = self.rules.get();
        if !rules.sites.permits(&url) {
            return Err(Problem::SiteRefused);
        }
        let site = rules.sites.find(&url).map(Arc::clone);
        let part = Part::default();
        Ok(Source::Web(Place { url, site, part }))
    }

    /// Tells whether a page of this origin may show what `request` answers.
    ///
    /// Where the request names an article, that article's site decides; elsewhere, an embedder of
    /// any site may.
    pub(super) fn admits_embedder(&self, origin: &HeaderValue, request: &Uri) -> bool {
        match embedders(&self.rules.get().sites, request) {
            Embedders::Any => true,
            Embedders::These(origins) => origins.iter().any(|known| *known == origin),
        }
    }

    /// Who may show the player in a frame, as a Content-Security-Policy says it.
    pub(super) fn frame_ancestors(&self, request: &Uri) -> String {
        match embedders(&self.rules.get().sites, request) {
            Embedders::Any => "*".to_owned(),
            Embedders::These(origins) => [vec!["'self'"], origins].concat().join(" "),
        }
    }
}

fn embedders<'a>(sites: &'a Sites, request: &Uri) -> Embedders<'a> {
    let article = form_urlencoded::parse(request.query().unwrap_or_default().as_bytes())
        .find(|(key, _)| key == "url")
        .and_then(|(_, text)| Url::parse(text.trim()).ok());
    match article.and_then(|url| sites.find(&url)) {
        Some(site) => Embedders::These(site.embedders().iter().map(String::as_str).collect()),
        None if sites.is_any() => Embedders::Any,
        None => Embedders::These(
            sites
                .iter()
                .flat_map(|site| site.embedders())
                .map(String::as_str)
                .collect(),
        ),
    }
}

/// Origins of pages that may hold the player.
enum Embedders<'a> {
    Any,
    These(Vec<&'a str>),
}

fn demo(path: &str) -> Option<Source> {
    let slug = path.strip_prefix("/demo/")?;
    demo_article(slug).map(Source::Demo)
}

/// Host and port as in a Host header.
fn authority(url: &Url) -> &str {
    &url[url::Position::BeforeHost..url::Position::AfterPort]
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderMap;

    use super::*;
    use crate::config::Config;
    use crate::http::clients::Proxies;
    use crate::http::rules::Rules;
    use crate::sites;

    fn rules(any_site: bool, origins: &[&str]) -> Access {
        let site = |(index, origin): (usize, &&str)| sites::Config {
            name: format!("site-{index}"),
            origins: vec![(*origin).to_owned()],
            embedders: vec![format!("https://embedder-{index}.se")],
            ..sites::Config::default()
        };
        let configs: Vec<_> = origins.iter().enumerate().map(site).collect();
        let config = Config {
            sites: configs,
            allow_any_site: any_site,
            ..Config::default()
        };
        Access::new(
            CurrentRules::new(Rules::load(&config).unwrap()),
            &config.http,
        )
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
                .source(text, None, Some("lyssna.se:81"))
                .map(|source| source.key());
            assert_eq!(found, expected.map(str::to_owned), "{text}");
        }
    }

    #[test]
    fn only_the_own_machine_may_ask_when_no_site_is_configured() {
        let local = rules(false, &[]);
        let any = rules(true, &[]);
        let closed = rules(false, &["https://a.se"]);
        let cases = [
            (&local, "127.0.0.1", true),
            (&local, "::1", true),
            (&local, "192.0.2.7", false),
            (&any, "192.0.2.7", true),
            (&closed, "192.0.2.7", true),
        ];
        for (rules, client, expected) in cases {
            let client = Proxies::default().client(client.parse().unwrap(), &HeaderMap::new());
            assert_eq!(rules.admits(&client), expected, "{client:?}");
        }
    }

    #[test]
    fn who_may_embed() {
        let none = rules(false, &[]);
        let two = rules(false, &["https://a.se", "https://b.se"]);
        let any = rules(true, &["https://a.se"]);
        let of_a = "'self' https://a.se https://embedder-0.se";
        let of_both =
            "'self' https://a.se https://embedder-0.se https://b.se https://embedder-1.se";
        let cases = [
            (&none, "/embed", "'self'"),
            (&two, "/embed", of_both),
            (&two, "/embed?url=https://other.se/", of_both),
            (&two, "/embed?voice=x&url=https://a.se/x?y", of_a),
            (&two, "/embed?url=https%3A%2F%2Fa.se%2Fx", of_a),
            (&any, "/embed?url=https://a.se/x", of_a),
            (&any, "/embed?url=https://other.se/", "*"),
        ];
        for (rules, request, expected) in cases {
            let request: Uri = request.parse().unwrap();
            assert_eq!(rules.frame_ancestors(&request), expected, "{request}");
            for origin in ["https://embedder-0.se", "https://embedder-1.se", "null"] {
                let admitted = rules.admits_embedder(&HeaderValue::from_static(origin), &request);
                let is_named = |part: &str| part == origin || part == "*";
                let named = expected.split(' ').any(is_named);
                assert_eq!(admitted, named, "{request} {origin}");
            }
        }
    }
}
