//! Clips: what makes them, how they grow, and how they are shared.
//!
//! Whoever asks for a clip gets the finished one from the store or a reader's
//! end of the one being spoken; a clip that nobody speaks yet is begun.
//!
//! Invariant: for each clip id at most one task loads or speaks it.
//! Invariant: a clip that failed is kept nowhere; the next request tries again.

mod config;
mod error;
mod growing;
mod manifest;
mod order;
mod sentences;
mod speaking;
#[cfg(test)]
pub(crate) mod tests;
mod texts;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::task::TaskTracker;
use tracing::Instrument;

use crate::render::{Segment, Speaker, Spoken};
use crate::store::{Store, StoreError};
use crate::telemetry::Metrics;
use crate::workers::{Urgency, Workers};

pub use config::Config;
pub use error::ClipError;
pub use growing::{Growing, Total};
pub use manifest::{Manifest, Whole};
pub use order::{ClipId, NotAClipId, Order, SegmentKey};
pub(crate) use texts::tag;
pub use texts::{Chapter, Chapters, Cover, TextError, Transcript};

/// All clips, finished and growing.
#[derive(Clone)]
pub struct Clips {
    shared: Arc<Shared>,
}

struct Shared {
    config: Config,
    store: Store,
    workers: Workers,
    metrics: Metrics,
    growing: Mutex<HashMap<ClipId, Growing>>,
    /// The voice that could not speak its last sentence.
    ill: Mutex<Option<Arc<dyn Speaker>>>,
    tasks: TaskTracker,
}

/// A clip as it is found: finished or on its way.
#[derive(Clone, Debug)]
pub enum Clip {
    /// All of it is here.
    Whole(Arc<Whole>),
    /// It is being loaded or spoken.
    Growing(Growing),
}

impl Clip {
    /// Waits for a segment; `None` after the last.
    ///
    /// # Errors
    /// Why the clip failed, if it did before that.
    pub async fn segment(&mut self, index: usize) -> Result<Option<Segment>, ClipError> {
        match self {
            Self::Whole(whole) => Ok(whole.manifest.segments.get(index).cloned()),
            Self::Growing(clip) => clip.segment(index).await,
        }
    }

    /// Waits until the clip is whole.
    ///
    /// # Errors
    /// Why the clip failed, if it did.
    pub async fn whole(&mut self) -> Result<Arc<Whole>, ClipError> {
        match self {
            Self::Whole(whole) => Ok(Arc::clone(whole)),
            Self::Growing(clip) => clip.whole().await,
        }
    }
}

impl Clips {
    /// Makes the table of clips over a store, with none growing.
    pub fn new(config: Config, store: Store, workers: Workers, metrics: Metrics) -> Self {
        let shared = Shared {
            config,
            store,
            workers,
            metrics,
            growing: Mutex::default(),
            ill: Mutex::default(),
            tasks: TaskTracker::new(),
        };
        Self {
            shared: Arc::new(shared),
        }
    }

    /// Finds a clip or begins to speak it.
    pub async fn open(&self, order: Order) -> Clip {
        let id = order.id();
        if let Some(whole) = self.shared.store.in_memory(&id).await {
            self.shared.metrics.clip_found("memory");
            return Clip::Whole(whole);
        }
        let mut growing = self.shared.table();
        if let Some(clip) = growing.get(&id)
            && !clip.has_stopped()
        {
            self.shared.metrics.clip_found("growing");
            return Clip::Growing(clip.clone());
        }
        let (grower, clip) = growing::growing(id.clone());
        growing.insert(id.clone(), clip.clone());
        drop(growing);
        let span = tracing::info_span!(parent: None, "clip", %id, voice = order.speaker.id());
        // It outlives the request that begins it.
        span.follows_from(tracing::Span::current());
        let shared = Arc::clone(&self.shared);
        self.shared.tasks.spawn(
            async move { speaking::make(&shared, id, &order, &grower).await }.instrument(span),
        );
        Clip::Growing(clip)
    }

    /// Finds a finished clip by its name.
    ///
    /// # Errors
    /// When the store cannot tell whether there is one.
    pub async fn find(&self, id: &ClipId) -> Result<Option<Arc<Whole>>, StoreError> {
        let growing = self.shared.table().get(id).and_then(Growing::finished);
        match growing {
            Some(whole) => Ok(Some(whole)),
            None => self.shared.store.get(id).await.inspect_err(|error| {
                self.shared.not_read(error);
            }),
        }
    }

    /// Returns the voice that could not speak its last sentence, if there is one.
    pub fn ill_voice(&self) -> Option<Arc<dyn Speaker>> {
        self.shared.ill().clone()
    }

    /// Lets a voice speak the first sentence of a clip, which nobody hears and which is not kept.
    ///
    /// # Errors
    /// When the voice cannot, or there is no room for the work.
    pub async fn rehearse(&self, order: &Order) -> Result<(), ClipError> {
        let place = self.shared.workers.enter()?;
        speaking::speak_line(&self.shared, order, 0, Urgency::Now, &place)
            .await
            .map(drop)
    }

    /// Waits until every clip under way is finished and stored.
    pub async fn drain(&self) {
        self.shared.tasks.close();
        self.shared.tasks.wait().await;
    }
}

impl Shared {
    fn table(&self) -> std::sync::MutexGuard<'_, HashMap<ClipId, Growing>> {
        // Nothing panics while the table is held; a poisoned one is still whole.
        self.growing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn ill(&self) -> std::sync::MutexGuard<'_, Option<Arc<dyn Speaker>>> {
        // As above.
        self.ill.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes whether a voice could speak a sentence.
    fn has_tried(&self, voice: &Arc<dyn Speaker>, could: bool) {
        let mut ill = self.ill();
        if !could {
            *ill = Some(Arc::clone(voice));
        } else if ill.as_ref().is_some_and(|ill| ill.id() == voice.id()) {
            *ill = None;
        }
    }

    /// Tells whether all of a clip has been kept, as far as the store can tell.
    async fn holds(&self, id: &ClipId) -> bool {
        self.store.holds(id).await.unwrap_or_else(|error| {
            self.not_read(&error);
            false
        })
    }

    /// Finds a sentence in the store; one that cannot be read is spoken again.
    async fn segment(&self, key: &SegmentKey) -> Option<Spoken> {
        self.store.segment(key).await.unwrap_or_else(|error| {
            self.not_read(&error);
            None
        })
    }

    fn not_read(&self, error: &StoreError) {
        // What comes after a failure is the same failure, and was told already.
        if !matches!(error, StoreError::Away) {
            self.metrics.store_error("read");
            tracing::error!(
                error = error as &dyn std::error::Error,
                "store not readable"
            );
        }
    }
}
