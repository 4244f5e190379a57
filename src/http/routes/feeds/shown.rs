//! What each feed shows now.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use tokio::sync::watch;
use url::Url;

use super::making::FeedError;
use crate::clip::{self, ClipId, Cover, Whole};
use crate::feed::{Config, Episode, Label, Show, ShowError};
use crate::http::error::Problem;
use crate::http::routes::clips::written;

/// The podcast feeds of one service, in the order of the configuration.
pub(in crate::http) struct Feeds(pub(super) Vec<Feed>);

/// One feed, and what is shown of it now.
pub(in crate::http) struct Feed {
    pub(super) config: Config,
    pub(super) home: Url,
    shown: watch::Sender<Arc<Shown>>,
    /// The podcast's picture, once it is here.
    cover: watch::Sender<Option<Arc<Cover>>>,
}

/// The episodes that are whole.
#[derive(Debug)]
pub(in crate::http) struct Shown {
    pub(super) episodes: Vec<Episode>,
    /// When they became others, in whole seconds.
    pub(super) changed: SystemTime,
    /// Why there are none.
    missing: Option<Problem>,
}

/// When a feed that is being made is worth asking for again.
const NOT_READY: Problem = Problem::FeedNotReady {
    retry_after: Duration::from_secs(60),
};

impl Feeds {
    /// Makes the feeds of a configuration, with no episodes yet.
    pub(in crate::http) fn new(configs: &[Config], home: Option<&Url>) -> Self {
        let feed = |config: &Config| {
            let shown = Shown {
                episodes: Vec::new(),
                changed: now(),
                missing: Some(NOT_READY),
            };
            Some(Feed {
                config: config.clone(),
                home: home?.clone(),
                shown: watch::Sender::new(Arc::new(shown)),
                cover: watch::Sender::default(),
            })
        };
        Self(configs.iter().filter_map(feed).collect())
    }

    pub(in crate::http) fn find(&self, name: &str) -> Option<&Feed> {
        self.0.iter().find(|feed| feed.config.name == name)
    }

    /// Finds a feed for a command, which tells what there is instead.
    pub(in crate::http) fn named(&self, name: &str) -> Result<&Feed, FeedError> {
        let names = self.0.iter().map(|feed| feed.config.name.as_str());
        self.find(name).ok_or_else(|| FeedError::Unknown {
            name: name.to_owned(),
            known: names.collect::<Vec<_>>().join(", "),
        })
    }
}

impl Feed {
    /// Returns the episodes, or why there are none.
    pub(in crate::http) fn shown(&self) -> Result<Arc<Shown>, Problem> {
        let shown = Arc::clone(&self.shown.borrow());
        shown.missing.map_or(Ok(shown), Err)
    }

    /// Writes one page of the feed.
    pub(super) fn document(&self, shown: &Shown, page: usize) -> Result<String, Problem> {
        let show = self.show(shown);
        if !(1..=show.pages()).contains(&page) {
            return Err(Problem::NotFound);
        }
        show.page(page).map_err(|error| {
            tracing::error!(error = &error as &dyn std::error::Error, "feed not written");
            Problem::Internal
        })
    }

    /// Writes the first page of the feed.
    pub(in crate::http) fn first_page(&self) -> Result<String, ShowError> {
        self.show(&self.shown.borrow()).page(1)
    }

    fn show<'a>(&'a self, shown: &'a Shown) -> Show<'a> {
        Show {
            config: &self.config,
            home: &self.home,
            episodes: &shown.episodes,
        }
    }

    /// The picture that files made now carry.
    pub(super) fn cover(&self) -> Option<Arc<Cover>> {
        self.cover.borrow().clone()
    }

    /// Takes another picture for the files made from now on.
    pub(super) fn put_cover(&self, cover: Cover) {
        self.cover.send_replace(Some(Arc::new(cover)));
    }

    /// What files made now say of the podcast.
    pub(super) fn label(&self) -> Label {
        Label {
            podcast: self.config.title.clone(),
            author: self.config.author.clone(),
            cover: self.cover().map(|cover| cover.id().to_owned()),
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// What an audio file says of the podcast; of one that is shown no longer, what others say now.
    pub(super) fn label_of(&self, file: &str) -> Label {
        let shown = self.shown.borrow();
        let mut episodes = shown.episodes.iter();
        let episode = episodes.find(|episode| episode.file == file);
        episode.map_or_else(|| self.label(), |episode| episode.label.clone())
    }

    /// The episode of an article, as it is shown now.
    pub(super) fn episode_of(&self, article: &Url) -> Option<Episode> {
        let shown = self.shown.borrow();
        let mut episodes = shown.episodes.iter();
        episodes.find(|episode| episode.url == *article).cloned()
    }

    /// The audio file of an episode that is shown now, by its clip.
    pub(super) fn file_of(&self, clip: &ClipId) -> Option<String> {
        let shown = self.shown.borrow();
        let mut episodes = shown.episodes.iter();
        let episode = episodes.find(|episode| episode.clip == clip.as_str())?;
        Some(episode.file.clone())
    }

    /// Shows these episodes; none are right only where nothing is listed.
    ///
    /// Returns whether they are others than before.
    pub(super) fn publish(&self, episodes: Vec<Episode>, listed: usize) -> bool {
        let missing = (episodes.is_empty() && listed > 0).then_some(NOT_READY);
        self.shown.send_if_modified(|shown| {
            let is_new = shown.episodes != episodes;
            *shown = Arc::new(Shown {
                changed: if is_new { now() } else { shown.changed },
                episodes,
                missing,
            });
            is_new
        })
    }

    /// Tells listeners why there is nothing, unless there is something from before.
    pub(super) fn fail(&self, problem: Problem) {
        self.shown.send_if_modified(|shown| {
            let is_empty = shown.episodes.is_empty();
            if is_empty {
                *shown = Arc::new(Shown {
                    episodes: Vec::new(),
                    changed: shown.changed,
                    missing: Some(problem),
                });
            }
            is_empty
        });
    }
}

/// Writes the tag of an episode's file, which says what the article leaves unsaid.
pub(super) fn tag(whole: &Whole, label: &Label, cover: Option<&Cover>) -> Result<Vec<u8>, Problem> {
    let manifest = &whole.manifest;
    let mut article = manifest.article.clone();
    article.site = Some(label.podcast.clone());
    article.byline.get_or_insert_with(|| label.author.clone());
    written(clip::tag(&article, &manifest.chapters().chapters, cover))
}

/// The time in the whole seconds that HTTP tells.
fn now() -> SystemTime {
    let since = SystemTime::UNIX_EPOCH.elapsed().unwrap_or(Duration::ZERO);
    SystemTime::UNIX_EPOCH + Duration::from_secs(since.as_secs())
}
