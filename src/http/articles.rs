use std::sync::Arc;
use std::time::{Duration, Instant};

use moka::Expiry;
use moka::future::Cache;
use url::Url;

use super::Config;
use super::error::Problem;
use super::routes::speech::Input;
use super::rules::{CurrentRules, Rules};
use crate::clip::Cover;
use crate::extract::{self, Article, ExtractError, Part};
use crate::feed::{Listing, ListingError};
use crate::fetch::robots::Robots;
use crate::fetch::{self, FetchError, Fetched, Freshness, Page, Validators};
use crate::phonemes::Phonemes;
use crate::player::DemoArticle;
use crate::render::{RenderError, Script};
use crate::sites::Site;
use crate::telemetry::Metrics;
use crate::text::Reader;
use crate::workers::{self, Load, Urgency, WorkError, Workers, processor_time};

/// Where an article comes from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    Web(Place),
    Demo(&'static DemoArticle),
}

/// A page of another server, and what of it is to be read.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) url: Url,
    pub(super) site: Option<Arc<Site>>,
    pub(super) part: Part,
}

impl Source {
    pub(super) fn key(&self) -> String {
        match self {
            Self::Web(place) => place.url.to_string(),
            Self::Demo(demo) => format!("/demo/{}", demo.slug),
        }
    }

    /// Asks for a part of the page; demo articles have none.
    pub(super) fn part(mut self, part: Part) -> Self {
        if let Self::Web(place) = &mut self {
            place.part = part;
        }
        self
    }

    /// The configured site that the article belongs to.
    pub(super) fn site(&self) -> Option<&Arc<Site>> {
        match self {
            Self::Web(place) => place.site.as_ref(),
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

/// An article as it was read last.
#[derive(Clone, Debug)]
struct Fresh {
    prepared: Arc<Prepared>,
    /// How long it is given out without asking its site.
    lifetime: Duration,
}

/// An article that its site may say to be unchanged.
#[derive(Clone, Debug)]
struct Known {
    prepared: Arc<Prepared>,
    validators: Validators,
}

/// Why there is no article.
#[derive(Debug, thiserror::Error)]
pub(super) enum ArticleError {
    #[error(transparent)]
    Fetch(#[from] FetchError),
    #[error("the site's robots.txt cannot be read")]
    Robots(#[source] Arc<FetchError>),
    #[error("the robots.txt of {url} forbids to read it")]
    Forbidden { url: Url },
    #[error("the address of the list of articles cannot be read")]
    Address(#[source] url::ParseError),
    #[error(transparent)]
    Listing(#[from] ListingError),
    #[error("{url} is not a JPEG or PNG picture")]
    Picture { url: Url },
    #[error(transparent)]
    Extract(#[from] ExtractError),
    #[error(transparent)]
    Render(#[from] RenderError),
    #[error(transparent)]
    Work(#[from] WorkError),
}

/// Articles by their address, each fetched once for all who ask.
pub(super) struct Articles {
    fresh: Cache<Key, Fresh>,
    known: Cache<Key, Known>,
    config: Config,
    client: Arc<fetch::Client>,
    robots: Robots,
    rules: CurrentRules,
    phonemes: Arc<Phonemes>,
    workers: Workers,
    metrics: Metrics,
}

/// The edition of the rules that an article was read by, its address and the part that was read.
type Key = (u64, String, Part);

/// The processor's time that the parsing of one page may take; honest pages take some milliseconds.
const PATIENCE: Duration = Duration::from_secs(1);

impl Articles {
    pub(super) fn new(
        config: Config,
        client: Arc<fetch::Client>,
        rules: CurrentRules,
        phonemes: Arc<Phonemes>,
        workers: Workers,
        metrics: Metrics,
    ) -> Self {
        Self {
            fresh: Cache::builder()
                .max_capacity(config.article_bytes)
                .weigher(|_, fresh: &Fresh| fresh.prepared.weight())
                .expire_after(Lifetime)
                .build(),
            known: Cache::builder()
                .max_capacity(config.article_bytes)
                .weigher(|_, known: &Known| known.prepared.weight())
                .build(),
            robots: Robots::new(Arc::clone(&client)),
            config,
            client,
            rules,
            phonemes,
            workers,
            metrics,
        }
    }

    /// Finds the article at `source`; those who ask at once share one fetch.
    pub(super) async fn get(&self, source: &Source) -> Result<Arc<Prepared>, Arc<ArticleError>> {
        let rules = self.rules.get();
        let found = self
            .fresh
            .try_get_with(key(&rules, source), self.look(&rules, source));
        Ok(found.await?.prepared)
    }

    /// The pages that are being fetched or read now.
    pub(super) fn load(&self) -> Load {
        self.workers.load()
    }

    /// Finds what is to be said of a text that a client sends; it belongs to no site.
    pub(super) async fn of_text(&self, input: Input) -> Result<Prepared, ArticleError> {
        let reader = Arc::clone(self.rules.get().readers.of(None));
        self.of_text_by(reader, input).await
    }

    /// Finds what is to be said of a text by a reader.
    pub(super) async fn of_text_by(
        &self,
        reader: Arc<Reader>,
        input: Input,
    ) -> Result<Prepared, ArticleError> {
        let phonemes = Arc::clone(&self.phonemes);
        let admitted = self.workers.queue().await;
        admitted
            .run(Urgency::Now, move || {
                let (article, script) = match input {
                    Input::Plain(text) => {
                        let article = Article::plain(&text);
                        let script = Script::read_by(&reader, &article, &phonemes)?;
                        (article, script)
                    }
                    Input::Marked(speech) => Script::of_speech(&reader, &speech, &phonemes)?,
                };
                Ok(Prepared {
                    article: Arc::new(article),
                    script: Arc::new(script),
                })
            })
            .await?
    }

    /// Fetches what a site lists of its articles.
    ///
    /// The operator names the list, so it need not be a page that is read; redirects lead only
    /// to its own origin and to what is read.
    pub(super) async fn listing(&self, url: &Url) -> Result<Listing, ArticleError> {
        let admitted = self.workers.queue().await;
        let rules = self.rules.get();
        let site = rules.sites.find(url);
        self.check_robots(&rules, url, site).await?;
        let permits = |to: &Url| may_lead(&rules, site, url, to);
        let page = self.client.fetch_listing(url, &permits).await?;
        admitted
            .run(Urgency::Later, move || {
                Ok(Listing::parse(&page.xml()?, &page.url)?)
            })
            .await?
    }

    /// Fetches the picture of a podcast, under the same rules as a list of articles.
    pub(super) async fn cover(&self, url: &Url) -> Result<Cover, ArticleError> {
        let rules = self.rules.get();
        let site = rules.sites.find(url);
        self.check_robots(&rules, url, site).await?;
        let permits = |to: &Url| may_lead(&rules, site, url, to);
        let picture = self.client.fetch_picture(url, &permits, Cover::MAX_BYTES);
        let bytes = picture.await?.into_bytes();
        Cover::new(bytes.into()).ok_or_else(|| ArticleError::Picture { url: url.clone() })
    }

    /// Looks at an article that is new, or that was looked at too long ago.
    async fn look(&self, rules: &Arc<Rules>, source: &Source) -> Result<Fresh, ArticleError> {
        // Before the page is fetched, for pages that wait to be read take memory.
        let admitted = self.workers.queue().await;
        let place = match source {
            Source::Web(place) => place,
            Source::Demo(demo) => {
                let url = source.key();
                let html = || Ok((demo.html.to_owned(), url));
                let prepared = self.prepare(rules, None, admitted, html).await?;
                return Ok(self.fresh(prepared, Freshness::default()));
            }
        };
        let Place { url, site, .. } = place;
        let (site, key) = (site.as_ref(), key(rules, source));
        self.check_robots(rules, url, site).await?;
        let permits = |to: &Url| rules.sites.permits_redirect(site, to);
        let page = match self.known.get(&key).await {
            None => self.counted(self.client.fetch(url, &permits).await)?,
            Some(known) => {
                let fetched = self.client.refetch(url, &permits, &known.validators);
                match self.counted(fetched.await)? {
                    Fetched::Page(page) => *page,
                    Fetched::Unchanged(freshness) => {
                        self.metrics.page_fetched("unchanged");
                        return Ok(self.fresh(known.prepared, freshness));
                    }
                }
            }
        };
        self.metrics.page_fetched("page");
        if page.url != *url {
            self.check_robots(rules, &page.url, site).await?;
        }
        self.read(rules, key, place, page, admitted).await
    }

    /// Counts what came instead of a page.
    fn counted<T>(&self, fetched: Result<T, FetchError>) -> Result<T, FetchError> {
        fetched.inspect_err(|error| self.metrics.page_fetched(Problem::from(error).name()))
    }

    /// Asks the robots.txt of a page that only `allow_any_site` lets be read.
    async fn check_robots(
        &self,
        rules: &Rules,
        url: &Url,
        site: Option<&Arc<Site>>,
    ) -> Result<(), ArticleError> {
        if site.is_some() || !rules.sites.is_any() {
            return Ok(());
        }
        match self.robots.allow(url).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(ArticleError::Forbidden { url: url.clone() }),
            Err(error) => Err(ArticleError::Robots(error)),
        }
    }

    /// Reads a page that has come, and keeps what is needed to ask for it again.
    async fn read(
        &self,
        rules: &Arc<Rules>,
        key: Key,
        place: &Place,
        page: Page,
        admitted: workers::Place,
    ) -> Result<Fresh, ArticleError> {
        let (validators, freshness) = (page.validators.clone(), page.freshness);
        let html = move || Ok((page.html()?, page.url.into()));
        let prepared = self.prepare(rules, Some(place), admitted, html).await?;
        match validators {
            Some(validators) if !freshness.no_store => {
                let prepared = Arc::clone(&prepared);
                let known = Known {
                    prepared,
                    validators,
                };
                self.known.insert(key, known).await;
            }
            Some(_) | None => self.known.invalidate(&key).await,
        }
        Ok(self.fresh(prepared, freshness))
    }

    /// Finds the article and its sounds; decoding a large page is work too.
    async fn prepare(
        &self,
        rules: &Arc<Rules>,
        place: Option<&Place>,
        admitted: workers::Place,
        html: impl FnOnce() -> Result<(String, String), FetchError> + Send + 'static,
    ) -> Result<Arc<Prepared>, ArticleError> {
        let site = place.and_then(|place| place.site.as_deref());
        let reader = Arc::clone(rules.readers.of(site));
        let part = place.map(|place| place.part.clone()).unwrap_or_default();
        let options = rules.sites.options(site).clone().part(part);
        let phonemes = Arc::clone(&self.phonemes);
        admitted
            .run(Urgency::Now, move || {
                let (html, url) = html()?;
                let begun = processor_time();
                let has_time = || processor_time() - begun < PATIENCE;
                let article = extract::extract_while(&html, &url, &options, &has_time)?;
                let script = Script::read_by(&reader, &article, &phonemes)?;
                Ok(Arc::new(Prepared {
                    article: Arc::new(article),
                    script: Arc::new(script),
                }))
            })
            .await?
    }

    fn fresh(&self, prepared: Arc<Prepared>, freshness: Freshness) -> Fresh {
        Fresh {
            prepared,
            lifetime: self.config.article_lifetime(freshness.lifetime),
        }
    }
}

/// Whether what the operator names may redirect there: within its own origin, and to what is read.
fn may_lead(rules: &Rules, site: Option<&Arc<Site>>, from: &Url, to: &Url) -> bool {
    to.origin() == from.origin() || rules.sites.permits_redirect(site, to)
}

fn key(rules: &Rules, source: &Source) -> Key {
    let part = match source {
        Source::Web(place) => place.part.clone(),
        Source::Demo(_) => Part::default(),
    };
    (rules.edition, source.key(), part)
}

impl Prepared {
    /// Estimates the bytes in memory: some 200 a word, for its places, phones and prosody.
    fn weight(&self) -> u32 {
        const FOR_EACH_BYTE: usize = 32;
        let text: usize = self
            .article
            .blocks
            .iter()
            .map(|block| block.text.len())
            .sum();
        u32::try_from(text * FOR_EACH_BYTE).unwrap_or(u32::MAX)
    }
}

/// Each article is given out for a time of its own.
struct Lifetime;

impl Expiry<Key, Fresh> for Lifetime {
    fn expire_after_create(&self, _: &Key, fresh: &Fresh, _: Instant) -> Option<Duration> {
        Some(fresh.lifetime)
    }
}
