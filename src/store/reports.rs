//! Listeners' reports, an object each; the sweeper leaves them.

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::path::Path;

use super::{READ_AT_ONCE, Store, StoreError, named};
use crate::reports::Report;

/// The folder of the reports.
const REPORTS: &str = "reports";

impl Store {
    /// Returns all reports, in no order; a damaged one is removed.
    ///
    /// # Errors
    /// When the store cannot be read, or a damaged report cannot be removed.
    pub async fn reports(&self) -> Result<Vec<Report>, StoreError> {
        let paths = self.report_paths().await?;
        let found = stream::iter(paths).map(|path| async move { self.document(&path).await });
        let found: Vec<Option<Report>> = found.buffered(READ_AT_ONCE).try_collect().await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Counts the reports that are kept.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn count_reports(&self) -> Result<usize, StoreError> {
        Ok(self.report_paths().await?.len())
    }

    /// Finds the report of a name.
    ///
    /// # Errors
    /// As for [`Store::reports`].
    pub async fn report(&self, key: &str) -> Result<Option<Report>, StoreError> {
        self.document(&named(REPORTS, key)).await
    }

    /// Keeps a report in place of the one of its name.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn put_report(&self, report: &Report) -> Result<(), StoreError> {
        let path = named(REPORTS, &report.key());
        self.put_document(&path, report).await
    }

    /// Forgets the report of a name.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub async fn remove_report(&self, key: &str) -> Result<(), StoreError> {
        self.objects.remove(&named(REPORTS, key)).await
    }

    async fn report_paths(&self) -> Result<Vec<Path>, StoreError> {
        let listed = self.objects.list(REPORTS);
        let paths = listed.map_ok(|meta| meta.location).try_collect();
        paths.await.map_err(|source| StoreError::Read {
            path: REPORTS.to_owned(),
            source,
        })
    }
}
