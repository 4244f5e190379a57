//! Documents in JSON and covers of podcasts, an object each; the sweeper leaves them.

use bytes::Bytes;
use object_store::path::Path;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Store, StoreError, sealed};
use crate::clip::Cover;
use crate::feed::Episode;

/// The folder of what feeds show.
const FEEDS: &str = "feeds";

/// The folder of the pictures that files of episodes carry.
const COVERS: &str = "covers";

impl Store {
    /// Returns the episodes that a feed has shown last, if any are kept.
    ///
    /// # Errors
    /// When the store cannot be read, or damaged episodes cannot be removed.
    pub async fn episodes(&self, feed: &str) -> Result<Option<Vec<Episode>>, StoreError> {
        self.document(&Path::from_iter([FEEDS, feed])).await
    }

    /// Keeps the episodes that a feed shows.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn put_episodes(&self, feed: &str, episodes: &[Episode]) -> Result<(), StoreError> {
        let path = Path::from_iter([FEEDS, feed]);
        self.put_document(&path, &episodes).await
    }

    /// Returns the cover of this name, if it is kept.
    ///
    /// # Errors
    /// When the store cannot be read, or a damaged cover cannot be removed.
    pub async fn cover(&self, id: &str) -> Result<Option<Cover>, StoreError> {
        let path = Path::from_iter([COVERS, id]);
        let Some(object) = self.objects.read(&path).await? else {
            return Ok(None);
        };
        let cover = sealed::open(&object).and_then(Cover::new);
        if cover.is_none() {
            self.drop_damaged(&path).await?;
        }
        Ok(cover)
    }

    /// Keeps a cover under its name.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn put_cover(&self, cover: &Cover) -> Result<(), StoreError> {
        let path = Path::from_iter([COVERS, cover.id()]);
        let object = sealed::seal([cover.bytes().clone()]);
        self.objects.write(&path, object).await
    }

    /// Finds a document; one that is damaged or of another form is removed.
    pub(super) async fn document<T: DeserializeOwned>(
        &self,
        path: &Path,
    ) -> Result<Option<T>, StoreError> {
        let Some(object) = self.objects.read(path).await? else {
            return Ok(None);
        };
        let content = sealed::open(&object);
        let document = content.and_then(|content| serde_json::from_slice(&content).ok());
        if document.is_none() {
            self.drop_damaged(path).await?;
        }
        Ok(document)
    }

    pub(super) async fn put_document(
        &self,
        path: &Path,
        document: &impl Serialize,
    ) -> Result<(), StoreError> {
        let json = serde_json::to_vec(document).map_err(|source| StoreError::Manifest {
            path: path.to_string(),
            source,
        })?;
        let object = sealed::seal([Bytes::from(json)]);
        self.objects.write(path, object).await
    }
}
