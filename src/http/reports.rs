//! The list of what listeners have reported.

use tokio::sync::Mutex;

use super::error::Problem;
use crate::reports::Report;
use crate::store::{Store, StoreError};

/// The reports of one service, kept in its store.
pub(super) struct Reports {
    store: Store,
    /// Held while a report is counted, or a lexicon written.
    pub(super) changing: Mutex<()>,
}

/// Reports that are kept: an operator's list, not an archive.
const MOST: usize = 1000;

impl Reports {
    pub(super) fn new(store: Store) -> Self {
        Self {
            store,
            changing: Mutex::default(),
        }
    }

    /// Adds a report, or counts one that was made before.
    pub(super) async fn add(&self, mut report: Report) -> Result<(), Problem> {
        let _changing = self.changing.lock().await;
        match self.store.report(&report.key()).await.map_err(away)? {
            Some(known) => report.times += known.times,
            None if self.store.count_reports().await.map_err(away)? >= MOST => {
                return Err(Problem::ReportsFull);
            }
            None => {}
        }
        self.store.put_report(&report).await.map_err(away)
    }

    pub(super) async fn all(&self) -> Result<Vec<Report>, Problem> {
        self.store.reports().await.map_err(away)
    }

    /// Forgets the reports that an operator has dealt with.
    pub(super) async fn forget(&self, is_settled: impl Fn(&Report) -> bool) -> Result<(), Problem> {
        for report in self.all().await?.iter().filter(|report| is_settled(report)) {
            let removed = self.store.remove_report(&report.key()).await;
            removed.map_err(away)?;
        }
        Ok(())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form of map_err")]
fn away(error: StoreError) -> Problem {
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "reports not reached"
    );
    Problem::StoreAway
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use object_store::memory::InMemory;

    use super::*;
    use crate::store;

    fn report(number: usize) -> Report {
        Report {
            url: "/demo/norrsken".to_owned(),
            word: format!("ord{number}"),
            sentence: "En mening.".to_owned(),
            times: 1,
        }
    }

    #[tokio::test]
    async fn a_full_list_counts_what_it_holds_and_takes_no_more() {
        let store = Store::over(Arc::new(InMemory::new()), &store::Config::default());
        let reports = Reports::new(store);
        for number in 0..MOST {
            reports.add(report(number)).await.unwrap();
        }
        assert_eq!(reports.add(report(MOST)).await, Err(Problem::ReportsFull));
        reports.add(report(7)).await.unwrap();
        let all = reports.all().await.unwrap();
        assert_eq!(all.len(), MOST);
        let often: Vec<_> = all.iter().filter(|report| report.times > 1).collect();
        assert_eq!(
            often,
            [&Report {
                times: 2,
                ..report(7)
            }]
        );
        reports.forget(|report| report.times > 1).await.unwrap();
        reports.add(report(MOST)).await.unwrap();
    }
}
