use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use url::Url;

use crate::extract::{self, Article, ExtractError};
use crate::fetch::{self, FetchError};
use crate::phonemes::Phonemes;
use crate::player::DemoArticle;
use crate::render::{RenderError, Script};
use crate::sites::Site;
use crate::telemetry::Metrics;
use crate::workers::{WorkError, Workers};

/// Where an article comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Web { url: Url, site: Option<Arc<Site>> },
    Demo(&'static DemoArticle),
}

impl Source {
    pub(super) fn key(&self) -> String {
        match self {
            Self::Web { url, .. } => url.to_string(),
            Self::Demo(demo) => format!("/demo/{}", demo.slug),
        }
    }

    /// The configured site that the article belongs to.
    pub(super) fn site(&self) -> Option<&Arc<Site>> {
        match self {
            Self::Web { site, .. } => site.as_ref(),
            Self::Demo(_) => None,
        }
    }
}

/// An article and what is to be said of it.
#[derive(Debug)]
pub(super) struct Prepared {
    pub(super) article: Arc<Article>,
    pub(super) script: Arc<Script>,
}

/// Why there is no article.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArticleError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error(transparent)]
    Extract(#[from] ExtractError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// Articles by their address, each fetched once for all who ask.
pub(super) struct Articles {
    fresh: Cache<String, Arc<Prepared>>,
    client: fetch::Client,
    phonemes: Arc<Phonemes>,
    workers: Workers,
    metrics: Metrics,
}

/// Articles kept; they are short-lived and some tens of kilobytes each.
const CAPACITY: u64 = 256;

impl Articles {
    pub(super) fn new(
        client: fetch::Client,
        phonemes: Arc<Phonemes>,
        workers: Workers,
        metrics: Metrics,
        fresh_for: Duration,
    ) -> Self {
        Self {
            fresh: Cache::builder()
                .max_capacity(CAPACITY)
                .time_to_live(fresh_for)
                .build(),
            client,
            phonemes,
            workers,
            metrics,
        }
    }

    /// Finds the article at `source`; those who ask at once share one fetch.
    pub(super) async fn get(&self, source: &Source) -> Result<Arc<Prepared>, Arc<ArticleError>> {
        self.fresh
            .try_get_with(source.key(), self.prepare(source))
            .await
    }

    async fn prepare(&self, source: &Source) -> Result<Arc<Prepared>, ArticleError> {
        let (url, html) = match source {
            Source::Web { url, .. } => {
                self.metrics.page_fetched();
                let page = self.client.get(url).await?;
                (page.url.to_string(), page.html)
            }
            Source::Demo(demo) => (source.key(), demo.html.to_owned()),
        };
        let options = source.site().map(|site| site.options().clone());
        let options = options.unwrap_or_default();
        let phonemes = Arc::clone(&self.phonemes);
        let place = self.workers.enter()?;
        place
            .run(move || {
                let article = extract::extract(&html, &url, &options)?;
                let script = Script::new(&article, &phonemes)?;
                Ok(Arc::new(Prepared {
                    article: Arc::new(article),
                    script: Arc::new(script),
                }))
            })
            .await?
    }
}
