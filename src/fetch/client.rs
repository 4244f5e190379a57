//! From a URL to a page: redirects, limits and decoding.

use std::collections::HashSet;
use std::io::ErrorKind;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONNECTION, CONTENT_ENCODING, CONTENT_TYPE, ETAG,
    HOST, HeaderName, LAST_MODIFIED, LOCATION, USER_AGENT,
};
use http::{HeaderMap, Request, Response, StatusCode};
use http_body_util::{BodyExt, Empty};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use tokio::task::JoinSet;
use url::{Position, Url};

use super::body::{self, Body, Coding};
use super::connect::{Connector, Network};
use super::{Config, FetchError, decode_html, kind};
use crate::config::Faults;

/// Most header bytes of one answer; servers themselves take 8 to 64 KiB.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// Fetches web pages from public addresses, and from no others.
pub struct Client {
    config: Config,
    connector: Connector,
}

/// A page as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where the page was found, after redirects.
    pub url: Url,
    /// Its text, decoded.
    pub html: String,
    /// The ETag field, to ask later whether the page has changed.
    pub etag: Option<String>,
    /// The Last-Modified field, for the same.
    pub last_modified: Option<String>,
}

/// An answer whose body is still to come.
struct Answer {
    url: Url,
    response: Response<Incoming>,
    /// Drives the connection; the end of a fetch ends it too.
    _connection: JoinSet<Result<(), hyper::Error>>,
}

impl Client {
    /// Makes a client for the public network.
    ///
    /// # Errors
    /// [`FetchError::Config`] names the keys that are wrong.
    pub fn new(config: Config) -> Result<Self, FetchError> {
        Self::with_network(config, Network::default())
    }

    /// Makes a client for another network, as tests need.
    ///
    /// # Errors
    /// [`FetchError::Config`] names the keys that are wrong.
    pub fn with_network(config: Config, network: Network) -> Result<Self, FetchError> {
        let mut faults = Faults::default();
        config.validate(&mut faults);
        faults.into_result().map_err(FetchError::Config)?;
        let connector = Connector::new(network, config.connect_timeout)?;
        Ok(Self { config, connector })
    }

    /// Fetches a page, following its redirects.
    ///
    /// Every URL on the way and every address it leads to is checked, and the address that was
    /// checked is the one dialled.
    ///
    /// # Errors
    /// Any variant of [`FetchError`] but those of setting up.
    pub async fn get(&self, url: &Url) -> Result<Page, FetchError> {
        let limit = self.config.total_timeout;
        let fetched = tokio::time::timeout(limit, async {
            let answer = self.follow(url).await?;
            self.read(answer).await
        });
        fetched.await.unwrap_or_else(|_| {
            let url = url.to_string();
            Err(FetchError::TotalTimeout { url, limit })
        })
    }

    /// Follows redirects to the first answer that is none.
    async fn follow(&self, url: &Url) -> Result<Answer, FetchError> {
        let mut seen = HashSet::new();
        let mut current = url.clone();
        for _ in 0..=self.config.max_redirects {
            current.set_fragment(None);
            if !seen.insert(current.clone()) {
                let url = current.into();
                return Err(FetchError::RedirectLoop { url });
            }
            let answer = self.ask(current).await?;
            if !is_redirect(answer.response.status()) {
                return Ok(answer);
            }
            current = answer.target()?;
        }
        Err(FetchError::TooManyRedirects {
            url: url.to_string(),
            limit: self.config.max_redirects,
        })
    }

    /// Sends one request over a connection of its own.
    async fn ask(&self, url: Url) -> Result<Answer, FetchError> {
        let stream = self.connector.connect(&url).await?;
        let request = self.request(&url)?;
        let broken = |source| FetchError::Broken {
            url: url.to_string(),
            source,
        };
        let (mut sender, connection) = http1::Builder::new()
            .max_buf_size(MAX_HEADER_BYTES)
            .handshake(TokioIo::new(stream))
            .await
            .map_err(broken)?;
        let mut driver = JoinSet::new();
        // Its error reaches the reader of the response too.
        driver.spawn(connection);
        let response = sender.send_request(request).await.map_err(broken)?;
        Ok(Answer {
            url,
            response,
            _connection: driver,
        })
    }

    fn request(&self, url: &Url) -> Result<Request<Empty<Bytes>>, FetchError> {
        Request::get(&url[Position::BeforePath..Position::AfterQuery])
            .header(HOST, &url[Position::BeforeHost..Position::AfterPort])
            .header(USER_AGENT, self.config.user_agent_field())
            .header(ACCEPT, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
            .header(ACCEPT_ENCODING, body::ACCEPTED)
            .header(ACCEPT_LANGUAGE, "sv,en;q=0.5")
            .header(CONNECTION, "close")
            .body(Empty::new())
            .map_err(|source| FetchError::BadUrl {
                url: url.to_string(),
                source: source.into(),
            })
    }

    /// Reads an answer to its end, if it is a page.
    async fn read(&self, answer: Answer) -> Result<Page, FetchError> {
        let url = answer.url.to_string();
        let limit = self.config.max_bytes;
        let (head, mut incoming) = answer.response.into_parts();
        if !matches!(
            head.status,
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION
        ) {
            let status = head.status.as_u16();
            return Err(FetchError::Status { url, status });
        }
        let content_type = field(&head.headers, CONTENT_TYPE);
        if let Err(kind) = kind::check_declared(content_type) {
            return Err(FetchError::NotHtml { url, kind });
        }
        let coding = field(&head.headers, CONTENT_ENCODING);
        let Some(coding) = Coding::from_field(coding) else {
            let coding = coding.unwrap_or_default().to_owned();
            return Err(FetchError::UnknownCoding { url, coding });
        };
        if incoming.size_hint().lower() > limit as u64 {
            return Err(FetchError::TooLarge { url, limit });
        }

        let bytes = self.collect(&url, coding, &mut incoming).await?;
        let html = decode_html(&url, &bytes, content_type)?;
        Ok(Page {
            url: answer.url,
            html,
            etag: field(&head.headers, ETAG).map(str::to_owned),
            last_modified: field(&head.headers, LAST_MODIFIED).map(str::to_owned),
        })
    }

    async fn collect(
        &self,
        url: &str,
        coding: Coding,
        incoming: &mut Incoming,
    ) -> Result<Vec<u8>, FetchError> {
        let limit = self.config.max_bytes;
        let failed = |source: std::io::Error| {
            let url = url.to_owned();
            match source.kind() {
                ErrorKind::FileTooLarge => FetchError::TooLarge { url, limit },
                _ => FetchError::Corrupt { url, source },
            }
        };
        let mut body = Body::new(coding, limit);
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|source| FetchError::Broken {
                url: url.to_owned(),
                source,
            })?;
            if let Ok(data) = frame.into_data() {
                body.push(&data).map_err(failed)?;
            }
        }
        body.finish().map_err(failed)
    }
}

impl Answer {
    /// Where a redirect leads.
    fn target(&self) -> Result<Url, FetchError> {
        let location = self.response.headers().get(LOCATION);
        location
            .map(|location| String::from_utf8_lossy(location.as_bytes()))
            .and_then(|location| self.url.join(&location).ok())
            .ok_or_else(|| FetchError::RedirectNowhere {
                url: self.url.to_string(),
            })
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Returns a field's value, if there is one and it is in ASCII.
fn field(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
