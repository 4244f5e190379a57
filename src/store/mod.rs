//! Finished clips: in memory, over a folder on disk.
//!
//! A clip is two objects, its audio and its manifest. The manifest is written
//! last and removed first, so a clip without one does not exist.
//!
//! Invariant: what is read from the folder is whole, or it is not given out.

mod config;
mod error;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use bytes::Bytes;
use moka::future::Cache;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};

use crate::clip::{ClipId, Manifest, Whole};

pub use config::Config;
pub use error::StoreError;

/// The clips that are kept, shared by all clones.
#[derive(Clone, Debug)]
pub struct Store {
    memory: Cache<ClipId, Arc<Whole>>,
    objects: Arc<dyn ObjectStore>,
}

impl Store {
    /// Opens the configured folder.
    ///
    /// # Errors
    /// [`StoreError::Folder`] when it cannot be made.
    pub fn open(config: &Config) -> Result<Self, StoreError> {
        let folder = |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Folder {
            path: config.dir.clone(),
            source,
        };
        std::fs::create_dir_all(&config.dir).map_err(|error| folder(error.into()))?;
        let objects =
            LocalFileSystem::new_with_prefix(&config.dir).map_err(|error| folder(error.into()))?;
        Ok(Self::over(Arc::new(objects), config.memory_bytes))
    }

    /// Keeps clips in any object store, with so many bytes of audio in memory.
    pub fn over(objects: Arc<dyn ObjectStore>, memory_bytes: u64) -> Self {
        let memory = Cache::builder()
            .max_capacity(memory_bytes)
            .weigher(|_, whole: &Arc<Whole>| u32::try_from(whole.audio.len()).unwrap_or(u32::MAX))
            .build();
        Self { memory, objects }
    }

    /// Finds a clip in memory only.
    pub async fn in_memory(&self, id: &ClipId) -> Option<Arc<Whole>> {
        self.memory.get(id).await
    }

    /// Keeps a clip in memory only.
    pub async fn keep_in_memory(&self, whole: Arc<Whole>) {
        self.memory.insert(whole.manifest.id.clone(), whole).await;
    }

    /// Finds a clip in memory or in the folder; a damaged one is removed.
    ///
    /// # Errors
    /// When the folder cannot be read, or a damaged clip cannot be removed.
    pub async fn get(&self, id: &ClipId) -> Result<Option<Arc<Whole>>, StoreError> {
        if let Some(whole) = self.memory.get(id).await {
            return Ok(Some(whole));
        }
        let manifest_path = manifest_path(id);
        let Some(manifest) = self.read(&manifest_path).await? else {
            return Ok(None);
        };
        let Some(whole) = self.whole(id, &manifest).await? else {
            tracing::warn!(%id, "a damaged clip is removed");
            self.remove(&manifest_path).await?;
            return Ok(None);
        };
        let whole = Arc::new(whole);
        self.keep_in_memory(Arc::clone(&whole)).await;
        Ok(Some(whole))
    }

    /// Writes a finished clip to the folder.
    ///
    /// # Errors
    /// When the folder cannot be written; nothing half-written is then found.
    pub async fn put(&self, whole: &Whole) -> Result<(), StoreError> {
        let path = manifest_path(&whole.manifest.id);
        let manifest =
            serde_json::to_vec(&whole.manifest).map_err(|source| StoreError::Manifest {
                path: path.to_string(),
                source,
            })?;
        let audio_path = audio_path(&whole.manifest);
        self.write(&audio_path, whole.audio.clone()).await?;
        let written = self.write(&path, manifest.into()).await;
        if written.is_err() {
            // Without its manifest nobody finds the audio, and its room is needed.
            if let Err(error) = self.remove(&audio_path).await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "audio left behind"
                );
            }
        }
        written
    }

    /// Tells whether the folder can be read.
    ///
    /// # Errors
    /// [`StoreError::Read`] when it cannot.
    pub async fn check(&self) -> Result<(), StoreError> {
        self.read(&Path::from("ready")).await.map(|_| ())
    }

    async fn whole(&self, id: &ClipId, manifest: &[u8]) -> Result<Option<Whole>, StoreError> {
        let Ok(manifest) = serde_json::from_slice::<Manifest>(manifest) else {
            return Ok(None);
        };
        let Some(audio) = self.read(&audio_path(&manifest)).await? else {
            return Ok(None);
        };
        let whole = Whole { manifest, audio };
        Ok((whole.manifest.id == *id && whole.is_intact()).then_some(whole))
    }

    async fn read(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        let failed = |source| StoreError::Read {
            path: path.to_string(),
            source,
        };
        match self.objects.get(path).await {
            Ok(found) => found.bytes().await.map(Some).map_err(failed),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(source) => Err(failed(source)),
        }
    }

    async fn write(&self, path: &Path, bytes: Bytes) -> Result<(), StoreError> {
        let written = self.objects.put(path, PutPayload::from_bytes(bytes)).await;
        written.map(|_| ()).map_err(|source| StoreError::Write {
            path: path.to_string(),
            source,
        })
    }

    async fn remove(&self, path: &Path) -> Result<(), StoreError> {
        match self.objects.delete(path).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(StoreError::Write {
                path: path.to_string(),
                source,
            }),
        }
    }
}

fn manifest_path(id: &ClipId) -> Path {
    Path::from_iter(["clips", &id.as_str()[..2], &format!("{id}.json")])
}

fn audio_path(manifest: &Manifest) -> Path {
    let (id, extension) = (&manifest.id, manifest.format.extension());
    Path::from_iter(["clips", &id.as_str()[..2], &format!("{id}.{extension}")])
}
