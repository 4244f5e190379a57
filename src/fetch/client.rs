//! From a URL to a page: redirects, limits and what is asked.

use std::collections::HashSet;

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, IF_MODIFIED_SINCE, IF_NONE_MATCH, USER_AGENT,
};
use http::{HeaderMap, HeaderValue, StatusCode};
use tokio::time::{Instant, timeout_at};
use url::Url;

use super::answer::{Answer, Page, Validators};
use super::connect::{Connector, Network};
use super::freshness::Freshness;
use super::{Config, FetchError, body, exchange, kind};
use crate::config::Faults;

/// Fetches web pages from public addresses, and from no others.
pub struct Client {
    config: Config,
    connector: Connector,
}

/// Judges where redirects lead, beside the address guard.
pub type Permits<'a> = &'a (dyn Fn(&Url) -> bool + Sync);

/// What asking again gave.
#[derive(Debug)]
pub enum Fetched {
    /// The page as it is now.
    Page(Box<Page>),
    /// The page is still the one that is known, and stays so for a while.
    Unchanged(Freshness),
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

    /// Fetches a page, following its redirects where `permits` lets them lead.
    ///
    /// Every URL on the way and every address it leads to is checked, and the address that was
    /// checked is the one dialled.
    ///
    /// # Errors
    /// Any variant of [`FetchError`] but those of setting up.
    pub async fn fetch(&self, url: &Url, permits: Permits<'_>) -> Result<Page, FetchError> {
        let deadline = self.deadline();
        let answer = self.answer(url, permits, None, deadline).await?;
        let limit = self.config.max_bytes;
        self.page(answer, deadline, kind::HTML, limit).await
    }

    /// Fetches RSS, Atom or a sitemap as [`Self::fetch`] does a page.
    ///
    /// # Errors
    /// Any variant of [`FetchError`] but those of setting up.
    pub async fn fetch_listing(&self, url: &Url, permits: Permits<'_>) -> Result<Page, FetchError> {
        let deadline = self.deadline();
        let answer = self.answer(url, permits, None, deadline).await?;
        let limit = self.config.max_bytes;
        self.page(answer, deadline, kind::LISTINGS, limit).await
    }

    /// Fetches a picture of at most so many bytes as [`Self::fetch`] does a page.
    ///
    /// # Errors
    /// Any variant of [`FetchError`] but those of setting up.
    pub async fn fetch_picture(
        &self,
        url: &Url,
        permits: Permits<'_>,
        max_bytes: usize,
    ) -> Result<Page, FetchError> {
        let deadline = self.deadline();
        let answer = self.answer(url, permits, None, deadline).await?;
        self.page(answer, deadline, kind::PICTURES, max_bytes).await
    }

    /// Fetches a page as [`Self::fetch`] does, if it has changed since it was known.
    ///
    /// # Errors
    /// Any variant of [`FetchError`] but those of setting up.
    pub async fn refetch(
        &self,
        url: &Url,
        permits: Permits<'_>,
        known: &Validators,
    ) -> Result<Fetched, FetchError> {
        let deadline = self.deadline();
        let answer = self.answer(url, permits, Some(known), deadline).await?;
        if answer.is_unchanged() {
            return Ok(Fetched::Unchanged(answer.freshness()));
        }
        let limit = self.config.max_bytes;
        let page = self.page(answer, deadline, kind::HTML, limit).await?;
        Ok(Fetched::Page(Box::new(page)))
    }

    /// Fetches a file of plain text, as robots.txt is.
    pub(super) async fn text(&self, url: &Url) -> Result<String, FetchError> {
        /// As much as RFC 9309, 2.5 asks to be read.
        const MAX_BYTES: usize = 500 << 10;
        let deadline = self.deadline();
        let answer = self.answer(url, &|_| true, None, deadline).await?;
        self.in_time(url, deadline, answer.text(MAX_BYTES)).await
    }

    fn deadline(&self) -> Instant {
        Instant::now() + self.config.total_timeout
    }

    async fn answer(
        &self,
        url: &Url,
        permits: Permits<'_>,
        known: Option<&Validators>,
        deadline: Instant,
    ) -> Result<Answer, FetchError> {
        let answer = timeout_at(deadline, self.follow(url, permits, known)).await;
        answer.map_err(|_| FetchError::HeaderTimeout {
            url: url.to_string(),
            limit: self.config.total_timeout,
        })?
    }

    async fn page(
        &self,
        answer: Answer,
        deadline: Instant,
        kinds: &[&str],
        max_bytes: usize,
    ) -> Result<Page, FetchError> {
        let url = answer.url.clone();
        let page = answer.page(max_bytes, kinds);
        self.in_time(&url, deadline, page).await
    }

    async fn in_time<T>(
        &self,
        url: &Url,
        deadline: Instant,
        reading: impl Future<Output = Result<T, FetchError>>,
    ) -> Result<T, FetchError> {
        let read = timeout_at(deadline, reading).await;
        read.map_err(|_| FetchError::BodyTimeout {
            url: url.to_string(),
            limit: self.config.total_timeout,
        })?
    }

    /// The name by which robots.txt may speak to this client (RFC 9309, 2.2.1).
    pub(super) fn product_token(&self) -> &str {
        let agent = &self.config.user_agent;
        let end = agent.find(['/', ' ']).unwrap_or(agent.len());
        &agent[..end]
    }

    /// Follows redirects to the first answer that is none.
    async fn follow(
        &self,
        url: &Url,
        permits: Permits<'_>,
        known: Option<&Validators>,
    ) -> Result<Answer, FetchError> {
        let mut seen = HashSet::new();
        let mut current = url.clone();
        for _ in 0..=self.config.max_redirects {
            current.set_fragment(None);
            if !seen.insert(current.clone()) {
                let url = current.into();
                return Err(FetchError::RedirectLoop { url });
            }
            let known = known.filter(|known| known.url == current);
            let answer = self.ask(current, known).await?;
            if !is_redirect(answer.response.status()) {
                return Ok(answer);
            }
            current = answer.target()?;
            if !permits(&current) {
                let url = current.into();
                return Err(FetchError::ForbiddenRedirect { url });
            }
        }
        Err(FetchError::TooManyRedirects {
            url: url.to_string(),
            limit: self.config.max_redirects,
        })
    }

    /// Sends one request over a connection of its own.
    async fn ask(&self, url: Url, known: Option<&Validators>) -> Result<Answer, FetchError> {
        let connection = self.connector.connect(&url).await?;
        let mut headers = self.headers();
        if let Some(known) = known {
            let fields = [
                (IF_NONE_MATCH, &known.etag),
                (IF_MODIFIED_SINCE, &known.last_modified),
            ];
            for (name, value) in fields {
                if let Some(value) = value {
                    headers.insert(name, value.clone());
                }
            }
        }
        let (response, connection) = exchange::exchange(connection, &url, headers).await?;
        Ok(Answer {
            url,
            is_conditional: known.is_some(),
            response,
            _connection: connection,
        })
    }

    fn headers(&self) -> HeaderMap {
        let agent = HeaderValue::try_from(self.config.user_agent_field());
        HeaderMap::from_iter([
            (USER_AGENT, agent.expect("the configuration is ASCII")),
            (
                ACCEPT,
                HeaderValue::from_static("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1"),
            ),
            (ACCEPT_ENCODING, HeaderValue::from_static(body::ACCEPTED)),
            (ACCEPT_LANGUAGE, HeaderValue::from_static("sv,en;q=0.5")),
        ])
    }
}

fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}
