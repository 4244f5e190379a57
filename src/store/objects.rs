use std::sync::Arc;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{Error, ObjectMeta, ObjectStore, ObjectStoreExt, PutPayload};
use tokio::task;

use super::fuse::{Failure, Fuse};
use super::{Config, StoreError};

/// Objects of a folder or a bucket that may be ill.
#[derive(Clone, Debug)]
pub(super) struct Objects {
    store: Arc<dyn ObjectStore>,
    /// Where files tell when they were used last.
    folder: Option<Arc<LocalFileSystem>>,
    reads: Arc<Fuse>,
    writes: Arc<Fuse>,
}

/// How exact the time is at which an object was used last.
pub(super) const USE: Duration = Duration::from_secs(60 * 60);

impl Objects {
    pub(super) fn new(store: Arc<dyn ObjectStore>, config: &Config) -> Self {
        Self {
            store,
            folder: None,
            reads: Arc::new(Fuse::new(config.read_within())),
            writes: Arc::new(Fuse::new(config.write_within())),
        }
    }

    pub(super) fn in_folder(folder: Arc<LocalFileSystem>, config: &Config) -> Self {
        Self {
            folder: Some(Arc::clone(&folder)),
            ..Self::new(folder, config)
        }
    }

    /// Tells whether there is an object, which counts as a use of it.
    pub(super) async fn holds(&self, path: &Path) -> Result<bool, StoreError> {
        let found = present(self.reads.guard(self.store.head(path)).await);
        let meta = found.map_err(|failure| not_read(path, failure))?;
        if let Some(meta) = &meta {
            self.used(meta).await;
        }
        Ok(meta.is_some())
    }

    /// Reads an object, if there is one.
    pub(super) async fn read(&self, path: &Path) -> Result<Option<Bytes>, StoreError> {
        let operation = async {
            let found = self.store.get(path).await?;
            let meta = found.meta.clone();
            Ok((meta, found.bytes().await?))
        };
        let found = present(self.reads.guard(operation).await);
        let Some((meta, bytes)) = found.map_err(|failure| not_read(path, failure))? else {
            return Ok(None);
        };
        self.used(&meta).await;
        Ok(Some(bytes))
    }

    /// Notes that an object is used, though it was not read.
    pub(super) async fn note_use(&self, path: &Path) {
        if self.folder.is_none() {
            return;
        }
        // What cannot be found now is told where it is read.
        if let Ok(meta) = self.reads.guard(self.store.head(path)).await {
            self.used(&meta).await;
        }
    }

    /// Reads the first bytes of an object, which does not count as a use of it.
    pub(super) async fn head_of(
        &self,
        path: &Path,
        bytes: u64,
    ) -> Result<Option<Bytes>, StoreError> {
        let found = present(self.reads.guard(self.store.get_range(path, 0..bytes)).await);
        found.map_err(|failure| not_read(path, failure))
    }

    /// Writes an object, whole or not at all.
    pub(super) async fn write(&self, path: &Path, object: PutPayload) -> Result<(), StoreError> {
        let written = self.writes.guard(self.store.put(path, object)).await;
        written
            .map(drop)
            .map_err(|failure| not_written(path, failure))
    }

    /// Removes an object, if there is one.
    pub(super) async fn remove(&self, path: &Path) -> Result<(), StoreError> {
        let removed = present(self.writes.guard(self.store.delete(path)).await);
        removed
            .map(drop)
            .map_err(|failure| not_written(path, failure))
    }

    /// Tries to read, however the store has behaved.
    pub(super) async fn check(&self) -> Result<(), StoreError> {
        let path = Path::from("ready");
        let read = present(self.reads.attempt(self.store.head(&path)).await);
        read.map(drop).map_err(|failure| not_read(&path, failure))
    }

    /// Lists all objects of a folder, with when they were used last.
    pub(super) fn list(&self, folder: &str) -> BoxStream<'static, Result<ObjectMeta, Error>> {
        self.store.list(Some(&Path::from(folder)))
    }

    /// Notes the use of a file in its time of modification, since few systems note reading.
    async fn used(&self, meta: &ObjectMeta) {
        let Some(folder) = &self.folder else {
            return;
        };
        let now = SystemTime::now();
        let is_recent = now
            .duration_since(meta.last_modified.into())
            .is_ok_and(|idle| idle < USE);
        if is_recent {
            return;
        }
        let Ok(path) = folder.path_to_filesystem(&meta.location) else {
            return;
        };
        let touch = move || std::fs::File::open(path)?.set_modified(now);
        // Of a disk that can only be read nothing is removed either.
        match task::spawn_blocking(touch).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "use not noted");
            }
            Err(error) => {
                tracing::debug!(error = &error as &dyn std::error::Error, "use not noted");
            }
        }
    }
}

/// An object that is not there is an answer like others.
fn present<T>(answer: Result<T, Failure>) -> Result<Option<T>, Failure> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(Failure::Store(Error::NotFound { .. })) => Ok(None),
        Err(failure) => Err(failure),
    }
}

fn not_read(path: &Path, failure: Failure) -> StoreError {
    explained(path, failure, |path, source| StoreError::Read {
        path,
        source,
    })
}

fn not_written(path: &Path, failure: Failure) -> StoreError {
    explained(path, failure, |path, source| StoreError::Write {
        path,
        source,
    })
}

fn explained(
    path: &Path,
    failure: Failure,
    told: impl FnOnce(String, Error) -> StoreError,
) -> StoreError {
    let path = path.to_string();
    match failure {
        Failure::Store(source) => told(path, source),
        Failure::Slow(patience) => StoreError::Slow {
            path,
            seconds: patience.as_secs(),
        },
        Failure::Away => StoreError::Away,
    }
}
