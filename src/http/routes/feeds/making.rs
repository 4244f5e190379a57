//! How feeds come by their episodes.

use std::cmp::Reverse;
use std::future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use tokio::time;
use url::Url;

use super::file_name;
use super::shown::{self, Feed};
use crate::clip::{ClipId, Cover, Order, Whole};
use crate::encode::Format;
use crate::extract::{Article, BlockKind};
use crate::feed::{self, Entry, Episode, Label, Listing, ListingError, ShowError};
use crate::http::articles::{ArticleError, Prepared};
use crate::http::error::Problem;
use crate::http::routes::delivery::Delivery;
use crate::http::routes::query::NATURAL;
use crate::http::service::{ServeError, Service};

/// How far the making of a feed has come.
#[derive(Clone, Copy, Debug)]
pub struct FeedProgress<'a> {
    /// Articles that were looked at.
    pub done: usize,
    /// Articles in all.
    pub articles: usize,
    /// The article that was looked at last.
    pub article: &'a Url,
    /// Name of the problem that keeps it, as it is now, from being an episode.
    pub problem: Option<&'static str>,
}

/// Why a feed cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum FeedError {
    /// The service it belongs to cannot be set up.
    #[error(transparent)]
    Service(#[from] ServeError),
    /// The configuration has no feed of that name.
    #[error("there is no feed {name:?}; there are: {known}")]
    Unknown {
        /// The name asked for.
        name: String,
        /// The names that there are, by commas.
        known: String,
    },
    /// What the site lists cannot be read.
    #[error("the articles of feed {name:?} cannot be listed")]
    Listing {
        /// The feed's name.
        name: String,
        /// Why not.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// Articles are listed, and none can be read.
    #[error("none of the articles of feed {name:?} can be read")]
    Empty {
        /// The feed's name.
        name: String,
    },
    /// The feed cannot be written.
    #[error(transparent)]
    Show(#[from] ShowError),
}

/// Sitemaps of a list of sitemaps that are read, those changed last.
const MOST_SITEMAPS: usize = 4;

impl Service {
    /// Keeps all feeds as new as their sites are, for ever.
    pub(in crate::http) fn keep_feeds(&self) -> impl Future<Output = ()> + use<> {
        let service = self.clone();
        async move {
            join_all(service.feeds.0.iter().map(|feed| service.keep(feed))).await;
            future::pending::<()>().await;
        }
    }

    async fn keep(&self, feed: &Feed) {
        self.recall(feed).await;
        while !self.is_draining() {
            if let Err(error) = self.refresh(feed, &|_| {}).await {
                let name = &feed.config.name;
                tracing::warn!(error = &*error as &dyn std::error::Error, %name, "feed not read");
                feed.fail(Problem::from(error));
            }
            time::sleep(Duration::from_secs(feed.config.refresh_seconds.get())).await;
        }
    }

    /// Shows what was shown before the service was stopped.
    async fn recall(&self, feed: &Feed) {
        match self.store.episodes(&feed.config.name).await {
            Ok(Some(episodes)) => {
                self.recall_cover(feed, &episodes).await;
                let listed = episodes.len();
                feed.publish(episodes, listed);
            }
            Ok(None) => {}
            Err(error) => {
                self.metrics.store_error("read");
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "feed not recalled"
                );
            }
        }
    }

    /// Takes the picture that the newest file carries, until it can be looked at anew.
    async fn recall_cover(&self, feed: &Feed, episodes: &[Episode]) {
        let id = episodes
            .first()
            .and_then(|newest| newest.label.cover.as_ref());
        if let (Some(id), Some(_)) = (id, &feed.config.image) {
            match self.store.cover(id).await {
                Ok(Some(cover)) => feed.put_cover(cover),
                Ok(None) => {}
                Err(error) => {
                    self.metrics.store_error("read");
                    tracing::error!(
                        error = &error as &dyn std::error::Error,
                        "cover not recalled"
                    );
                }
            }
        }
    }

    /// Looks at the podcast's picture anew; where it cannot be seen, the last one stays.
    async fn refresh_cover(&self, feed: &Feed) {
        // The configuration was checked: it is an address.
        let url = feed.config.image.as_deref().map(Url::parse);
        let Some(Ok(url)) = url else {
            return;
        };
        let cover = match self.articles.cover(&url).await {
            Ok(cover) => cover,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, name = feed.config.name, "cover not read");
                return;
            }
        };
        if feed.cover().is_some_and(|known| *known == cover) {
            return;
        }
        if let Err(error) = self.store.put_cover(&cover).await {
            self.metrics.store_error("write");
            tracing::error!(error = &error as &dyn std::error::Error, "cover not kept");
        }
        feed.put_cover(cover);
    }

    /// The picture that a label names.
    pub(super) async fn cover_of(
        &self,
        feed: &Feed,
        label: &Label,
    ) -> Result<Option<Arc<Cover>>, Problem> {
        let Some(id) = &label.cover else {
            return Ok(None);
        };
        let current = feed.cover().filter(|cover| cover.id() == *id);
        if current.is_some() {
            return Ok(current);
        }
        let kept = self.store.cover(id).await.map_err(|_| Problem::StoreAway)?;
        kept.map(|cover| Some(Arc::new(cover)))
            .ok_or(Problem::NotFound)
    }

    /// Looks for new articles of a feed, and speaks them one after the other.
    ///
    /// Episodes of a feed that has none yet are shown as they come. An article that cannot be
    /// read now stays the episode that it was.
    pub(in crate::http) async fn refresh(
        &self,
        feed: &Feed,
        told: &(dyn Fn(FeedProgress<'_>) + Sync),
    ) -> Result<(), Arc<ArticleError>> {
        let is_first = feed.shown().is_err();
        let mut is_new = false;
        self.refresh_cover(feed).await;
        let entries = self.entries(feed).await?;
        let mut episodes = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            let made = self.episode(feed, entry).await;
            let problem = made.as_ref().err().map(|problem| problem.name());
            if let Some(problem) = problem {
                tracing::warn!(article = entry.url.as_str(), problem, "no episode");
            }
            told(FeedProgress {
                done: index + 1,
                articles: entries.len(),
                article: &entry.url,
                problem,
            });
            episodes.extend(made.ok().or_else(|| feed.episode_of(&entry.url)));
            if is_first {
                is_new |= feed.publish(episodes.clone(), entries.len());
            }
        }
        is_new |= feed.publish(episodes.clone(), entries.len());
        if is_new {
            self.remember(feed, &episodes).await;
        }
        Ok(())
    }

    /// Keeps what a feed shows for the time after a stop.
    async fn remember(&self, feed: &Feed, episodes: &[Episode]) {
        if let Err(error) = self.store.put_episodes(&feed.config.name, episodes).await {
            self.metrics.store_error("write");
            tracing::error!(error = &error as &dyn std::error::Error, "feed not kept");
        }
    }

    /// The newest articles that the feed's site lists.
    async fn entries(&self, feed: &Feed) -> Result<Vec<Entry>, Arc<ArticleError>> {
        let Some(source) = &feed.config.source else {
            let urls = feed.config.urls.iter();
            // The configuration was checked: each is an address, or a path here.
            let urls = urls.filter_map(|url| feed.home.join(url).ok());
            let entry = |url| Entry {
                url,
                published: None,
            };
            return Ok(urls.map(entry).take(feed.config.episodes.get()).collect());
        };
        let source = Url::parse(source).map_err(ArticleError::Address)?;
        let mut entries = match self.articles.listing(&source).await? {
            Listing::Articles(entries) => entries,
            Listing::Sitemaps(further) => self.further(&source, further).await?,
        };
        entries.truncate(feed.config.episodes.get());
        Ok(entries)
    }

    /// The articles of the sitemaps that a sitemap lists; all lie on one site.
    async fn further(&self, source: &Url, urls: Vec<Url>) -> Result<Vec<Entry>, ArticleError> {
        let mut entries = Vec::new();
        let own = urls
            .into_iter()
            .filter(|url| url.origin() == source.origin());
        for url in own.take(MOST_SITEMAPS) {
            match self.articles.listing(&url).await? {
                Listing::Articles(more) => entries.extend(more),
                Listing::Sitemaps(_) => Err(ListingError::Nested { url: url.into() })?,
            }
        }
        entries.sort_by_key(|entry| Reverse(entry.published));
        Ok(entries)
    }

    /// Makes an episode of an article; one whose file would be the same is not opened again.
    async fn episode(&self, feed: &Feed, entry: &Entry) -> Result<Episode, Problem> {
        let order = self.order_of(feed, entry.url.clone()).await?;
        let article = Arc::clone(&order.article);
        let id = order.id();
        let known = feed.episode_of(&entry.url);
        let label = feed.label();
        let is_same = |known: &Episode| known.clip == id.as_str() && known.label == label;
        let known = known.filter(is_same);
        let (file, bytes, duration) = match known {
            Some(known) => (known.file, known.bytes, known.duration),
            None => {
                let whole = self.clips.open(order).await.whole().await?;
                let cover = self.cover_of(feed, &label).await?;
                let tag = shown::tag(&whole, &label, cover.as_deref())?;
                let delivery = Delivery::of(&whole).tagged(tag);
                let bytes = delivery.size().ok_or(Problem::Internal)?;
                (file_name(&delivery), bytes, whole.manifest.duration)
            }
        };
        let published = article.published.as_deref().and_then(feed::date);
        Ok(Episode {
            url: entry.url.clone(),
            title: title(&article),
            author: article.byline.clone(),
            summary: summary(&article),
            image: article.image.clone(),
            published: entry.published.or(published),
            duration,
            clip: id.to_string(),
            file,
            bytes,
            label,
        })
    }

    async fn order_of(&self, feed: &Feed, url: Url) -> Result<Order, Problem> {
        let source = self.access.listed(url, &feed.home)?;
        let voice = self.voice(feed.config.voice.as_deref(), &source)?;
        let prepared = self.articles.get(&source).await?;
        let Prepared { article, script } = &*prepared;
        Ok(Order {
            article: Arc::clone(article),
            script: Arc::clone(script),
            speaker: Arc::clone(&voice.speaker),
            speed: NATURAL,
            format: Format::Mp3,
        })
    }

    /// Speaks an episode that is shown and is kept no longer; its bytes become the same.
    pub(super) async fn speak_again(
        &self,
        feed: &Feed,
        id: &ClipId,
    ) -> Result<Arc<Whole>, Problem> {
        let shown = feed.shown()?;
        let mut episodes = shown.episodes.iter();
        let episode = episodes.find(|episode| episode.clip == id.as_str());
        let url = episode.ok_or(Problem::NotFound)?.url.clone();
        let order = self.order_of(feed, url).await?;
        if order.id() != *id {
            return Err(Problem::NotFound);
        }
        Ok(self.clips.open(order).await.whole().await?)
    }
}

/// The headline, or the article's address where it has none.
fn title(article: &Article) -> String {
    match article.title.as_str() {
        "" => article.url.clone(),
        title => title.to_owned(),
    }
}

/// Characters of a summary, about.
const SUMMARY: usize = 400;

/// The start of the article: its ingress, or its first paragraph.
fn summary(article: &Article) -> String {
    let blocks = || article.blocks.iter();
    let ingress = blocks().find(|block| block.kind == BlockKind::Ingress);
    let first = || blocks().find(|block| block.kind == BlockKind::Paragraph);
    let Some(block) = ingress.or_else(first) else {
        return String::new();
    };
    let Some((end, _)) = block.text.char_indices().nth(SUMMARY) else {
        return block.text.clone();
    };
    let cut = &block.text[..end];
    let words = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
    format!("{words} …")
}
