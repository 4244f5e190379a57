//! From an answer to a page: what it is, how large, and how it is written.

use std::io::{self, ErrorKind};

use http::header::{CONTENT_ENCODING, CONTENT_TYPE, ETAG, HeaderName, LAST_MODIFIED, LOCATION};
use http::{HeaderMap, HeaderValue, Response, StatusCode};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};
use url::Url;

use super::body::{Body, Coding};
use super::exchange::Driver;
use super::freshness::Freshness;
use super::{FetchError, charset, decode_html, kind};

/// A page as it was fetched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Where the page was found, after redirects.
    pub url: Url,
    /// How to ask whether it has changed; `None` when the server gave no means to.
    pub validators: Option<Validators>,
    /// How long it may be used again.
    pub freshness: Freshness,
    bytes: Vec<u8>,
    content_type: Option<String>,
}

/// What tells one version of a page from another (RFC 9110, 8.8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Validators {
    /// Where the page was found.
    pub(super) url: Url,
    pub(super) etag: Option<HeaderValue>,
    pub(super) last_modified: Option<HeaderValue>,
}

impl Page {
    /// Decodes the page; for a large one, this is work for a thread of its own.
    ///
    /// # Errors
    /// [`FetchError::NotHtml`] or [`FetchError::Undecodable`].
    pub fn html(&self) -> Result<String, FetchError> {
        decode_html(self.url.as_str(), &self.bytes, self.content_type.as_deref())
    }

    /// Returns the page as it came.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Decodes a document that is XML.
    ///
    /// # Errors
    /// [`FetchError::Undecodable`].
    pub fn xml(&self) -> Result<String, FetchError> {
        let text = charset::decode(&self.bytes, self.content_type.as_deref());
        text.ok_or_else(|| FetchError::Undecodable {
            url: self.url.to_string(),
        })
    }
}

/// An answer whose body is still to come.
pub(super) struct Answer {
    pub(super) url: Url,
    /// Whether it was asked for only in case the page has changed.
    pub(super) is_conditional: bool,
    pub(super) response: Response<Incoming>,
    pub(super) _connection: Driver,
}

impl Answer {
    /// Where a redirect leads.
    pub(super) fn target(&self) -> Result<Url, FetchError> {
        let location = self.response.headers().get(LOCATION);
        let target = location
            .map(|location| String::from_utf8_lossy(location.as_bytes()))
            .and_then(|location| self.url.join(&location).ok())
            .ok_or_else(|| FetchError::RedirectNowhere {
                url: self.url.to_string(),
            })?;
        if self.url.scheme() == "https" && target.scheme() == "http" {
            let url = target.into();
            return Err(FetchError::InsecureRedirect { url });
        }
        Ok(target)
    }

    /// Tells whether it says, as it was asked, that the page has not changed.
    pub(super) fn is_unchanged(&self) -> bool {
        self.is_conditional && self.response.status() == StatusCode::NOT_MODIFIED
    }

    pub(super) fn freshness(&self) -> Freshness {
        Freshness::of(self.response.headers())
    }

    /// Reads it to its end, if it is of one of these kinds.
    pub(super) async fn page(self, max_bytes: usize, kinds: &[&str]) -> Result<Page, FetchError> {
        let content_type = text(self.response.headers(), CONTENT_TYPE).map(str::to_owned);
        self.check_status()?;
        if let Err(kind) = kind::check_declared(content_type.as_deref(), kinds) {
            let url = self.url.into();
            return Err(match kinds {
                kind::HTML => FetchError::NotHtml { url, kind },
                kind::PICTURES => FetchError::NotPicture { url, kind },
                _ => FetchError::NotListing { url, kind },
            });
        }
        Ok(Page {
            url: self.url.clone(),
            validators: self.validators(),
            freshness: self.freshness(),
            bytes: self.bytes(max_bytes).await?,
            content_type,
        })
    }

    /// Reads it to its end, if it is a file of text in UTF-8.
    pub(super) async fn text(self, max_bytes: usize) -> Result<String, FetchError> {
        self.check_status()?;
        let bytes = self.bytes(max_bytes).await?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn check_status(&self) -> Result<(), FetchError> {
        match self.response.status() {
            StatusCode::OK | StatusCode::NON_AUTHORITATIVE_INFORMATION => Ok(()),
            status => Err(FetchError::Status {
                url: self.url.to_string(),
                status: status.as_u16(),
            }),
        }
    }

    fn validators(&self) -> Option<Validators> {
        let headers = self.response.headers();
        let (etag, last_modified) = (headers.get(ETAG), headers.get(LAST_MODIFIED));
        etag.or(last_modified)?;
        Some(Validators {
            url: self.url.clone(),
            etag: etag.cloned(),
            last_modified: last_modified.cloned(),
        })
    }

    /// Reads the body and decompresses it.
    async fn bytes(mut self, limit: usize) -> Result<Vec<u8>, FetchError> {
        let url = || self.url.to_string();
        let coding = text(self.response.headers(), CONTENT_ENCODING);
        let Some(known) = Coding::from_field(coding) else {
            return Err(FetchError::UnknownCoding {
                url: url(),
                coding: coding.unwrap_or_default().to_owned(),
            });
        };
        let failed = |source: io::Error| match source.kind() {
            ErrorKind::FileTooLarge => FetchError::TooLarge { url: url(), limit },
            _ => FetchError::Corrupt { url: url(), source },
        };
        let incoming = self.response.body_mut();
        if incoming.size_hint().lower() > limit as u64 {
            return Err(failed(ErrorKind::FileTooLarge.into()));
        }
        let mut body = Body::new(known, limit);
        while let Some(frame) = incoming.frame().await {
            let frame = frame.map_err(|source| FetchError::broken(&self.url, source))?;
            if let Ok(data) = frame.into_data() {
                body.push(&data).map_err(failed)?;
            }
        }
        body.finish().map_err(failed)
    }
}

/// Returns a field's value, if there is one and it is in ASCII.
fn text(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    headers.get(name)?.to_str().ok()
}
