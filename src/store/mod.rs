//! Finished clips and the segments they are made of: in memory, over a folder or a bucket.
//!
//! A segment is one object, named by what it depends on. A clip is one more, which names its
//! segments in order and holds the manifest. It is written after all of them. Each object
//! begins with its checksum; one that does not agree with it is removed, and made again by who
//! needs it.
//!
//! Invariant: what is read is whole, or it is not given out.

mod config;
mod documents;
mod error;
mod fuse;
mod kept;
mod objects;
mod place;
mod reports;
mod sealed;
mod sweep;
#[cfg(test)]
mod tests;
mod transport;

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt, stream};
use moka::future::Cache;
use object_store::ObjectStore;
use object_store::path::Path;

use crate::clip::{ClipId, SegmentKey, Whole};
use crate::encode::Joiner;
use crate::render::{Extent, Spoken};

pub use config::Config;
pub use error::StoreError;
pub use sweep::Swept;

use objects::Objects;
use objects::USE;
use sweep::Sweeper;

/// The clips that are kept, shared by all clones.
#[derive(Clone, Debug)]
pub struct Store {
    memory: Cache<ClipId, Arc<Whole>>,
    /// Clips of the memory whose use was noted in the folder not long ago.
    noted: Cache<ClipId, ()>,
    objects: Objects,
    /// A bucket has rules of its own for what it keeps.
    sweeper: Option<Arc<Sweeper>>,
}

/// Segments of one clip that are read at the same time.
const READ_AT_ONCE: usize = 16;

impl Store {
    /// Opens the configured folder or bucket; the environment's `AWS_` variables tell of the
    /// latter.
    ///
    /// # Errors
    /// When the folder cannot be made, or the variables do not fit the bucket.
    pub fn open(
        config: &Config,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, StoreError> {
        if let Some(url) = &config.url {
            let bucket = place::in_bucket(url, environment, config.write_within())?;
            return Ok(Self::over(bucket, config));
        }
        let folder = Arc::new(place::folder(&config.dir)?);
        let objects = Objects::in_folder(folder, config);
        Ok(Self {
            sweeper: Some(Arc::new(Sweeper::new(config))),
            ..Self::of(objects, config)
        })
    }

    /// Keeps clips in any object store, which bounds by itself what it holds.
    pub fn over(objects: Arc<dyn ObjectStore>, config: &Config) -> Self {
        Self::of(Objects::new(objects, config), config)
    }

    fn of(objects: Objects, config: &Config) -> Self {
        let memory = Cache::builder()
            .max_capacity(config.memory_bytes)
            .weigher(|_, whole: &Arc<Whole>| u32::try_from(whole.audio.len()).unwrap_or(u32::MAX))
            .build();
        Self {
            memory,
            noted: Cache::builder().time_to_live(USE).build(),
            objects,
            sweeper: None,
        }
    }

    /// Finds a clip in memory only.
    pub async fn in_memory(&self, id: &ClipId) -> Option<Arc<Whole>> {
        let whole = self.memory.get(id).await?;
        self.note_use(id).await;
        Some(whole)
    }

    /// Keeps a clip in memory only.
    pub async fn keep_in_memory(&self, whole: Arc<Whole>) {
        self.memory.insert(whole.manifest.id.clone(), whole).await;
    }

    /// Tells whether a clip seems to be kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn holds(&self, id: &ClipId) -> Result<bool, StoreError> {
        self.objects.holds(&clip_path(id)).await
    }

    /// Finds a clip in memory or in the store; a damaged one is removed.
    ///
    /// # Errors
    /// When the store cannot be read, or a damaged clip cannot be removed.
    pub async fn get(&self, id: &ClipId) -> Result<Option<Arc<Whole>>, StoreError> {
        if let Some(whole) = self.in_memory(id).await {
            return Ok(Some(whole));
        }
        let path = clip_path(id);
        let Some(object) = self.objects.read(&path).await? else {
            return Ok(None);
        };
        let Some(whole) = self.whole(id, &object).await? else {
            self.drop_damaged(&path).await?;
            return Ok(None);
        };
        let whole = Arc::new(whole);
        self.keep_in_memory(Arc::clone(&whole)).await;
        Ok(Some(whole))
    }

    /// Finds the speech of one sentence; a damaged segment is removed.
    ///
    /// # Errors
    /// When the store cannot be read, or a damaged segment cannot be removed.
    pub async fn segment(&self, key: &SegmentKey) -> Result<Option<Spoken>, StoreError> {
        let path = segment_path(key);
        let Some(object) = self.objects.read(&path).await? else {
            return Ok(None);
        };
        let spoken = sealed::open(&object).and_then(|content| kept::segment(&content));
        if spoken.is_none() {
            self.drop_damaged(&path).await?;
        }
        Ok(spoken)
    }

    /// Keeps the speech of one sentence.
    ///
    /// # Errors
    /// When the store cannot be written; nothing half-written is then found.
    pub async fn put_segment(&self, key: &SegmentKey, spoken: &Spoken) -> Result<(), StoreError> {
        self.put(&segment_path(key), kept::of_segment(spoken)).await
    }

    /// Keeps a finished clip whose segments are kept.
    ///
    /// # Errors
    /// When the store cannot be written; nothing half-written is then found.
    pub async fn put_clip(&self, whole: &Whole) -> Result<(), StoreError> {
        let parts = kept::of_clip(&whole.keys, &whole.manifest);
        self.put(&clip_path(&whole.manifest.id), parts).await
    }

    /// Tells whether the store can be read.
    ///
    /// # Errors
    /// Why it cannot.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.objects.check().await
    }

    /// Removes what is too old or too much from the folder, when it is time for that.
    ///
    /// # Errors
    /// When the folder cannot be listed or written.
    pub async fn sweep(&self) -> Result<Option<Swept>, StoreError> {
        match &self.sweeper {
            Some(sweeper) => sweeper.sweep(&self.objects).await,
            None => Ok(None),
        }
    }

    /// Lets the folder know that a clip is heard; the listener does not wait for that.
    async fn note_use(&self, id: &ClipId) {
        if self.noted.entry(id.clone()).or_insert(()).await.is_fresh() {
            let (objects, path) = (self.objects.clone(), clip_path(id));
            tokio::spawn(async move { objects.note_use(&path).await });
        }
    }

    async fn put(
        &self,
        path: &Path,
        parts: Result<[Bytes; 3], serde_json::Error>,
    ) -> Result<(), StoreError> {
        let parts = parts.map_err(|source| StoreError::Manifest {
            path: path.to_string(),
            source,
        })?;
        let object = sealed::seal(parts);
        let bytes = object.content_length() as u64;
        self.objects.write(path, object).await?;
        if let Some(sweeper) = &self.sweeper {
            sweeper.has_grown(bytes);
        }
        Ok(())
    }

    async fn drop_damaged(&self, path: &Path) -> Result<(), StoreError> {
        tracing::warn!(%path, "a damaged object is removed");
        self.objects.remove(path).await
    }

    /// Joins the segments of a clip; `None` when some part of it is missing or damaged.
    async fn whole(&self, id: &ClipId, object: &Bytes) -> Result<Option<Whole>, StoreError> {
        let Some((keys, manifest)) = sealed::open(object).and_then(|content| kept::clip(&content))
        else {
            return Ok(None);
        };
        let segments: Vec<Option<Spoken>> = stream::iter(keys.clone())
            .map(|key| async move { self.segment(&key).await })
            .buffered(READ_AT_ONCE)
            .try_collect()
            .await?;
        let Some(segments) = segments.into_iter().collect::<Option<Vec<_>>>() else {
            return Ok(None);
        };
        let mut extent = Extent::default();
        for segment in &segments {
            extent += segment.extent();
        }
        let mut audio = manifest.format.header(Some(extent.samples));
        let mut joiner = Joiner::new(manifest.format, segments.len());
        for segment in &segments {
            audio.extend_from_slice(&joiner.next(&segment.audio));
        }
        let whole = Whole {
            manifest,
            audio: audio.into(),
            keys,
        };
        Ok((whole.manifest.id == *id && whole.is_intact()).then_some(whole))
    }
}

/// The folder of the clips.
const CLIPS: &str = "clips";

/// The folder of the segments.
const SEGMENTS: &str = "segments";

fn clip_path(id: &ClipId) -> Path {
    named(CLIPS, id.as_str())
}

fn segment_path(key: &SegmentKey) -> Path {
    named(SEGMENTS, &key.to_string())
}

/// Spreads names over 256 folders, for no file system likes a million files in one.
fn named(folder: &str, name: &str) -> Path {
    Path::from_iter([folder, &name[..2], name])
}
