//! Single-threaded pools for model runs, one for each run under way.

use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;

/// Idle pools of one thread each.
///
/// `rten` runs a graph on a thread pool; a shared one would queue the runs of concurrent
/// jobs behind each other, and its default spreads one job over all cores that the other
/// jobs need. There are never more pools than there were runs at the same time.
#[derive(Default)]
pub(super) struct Lanes(Mutex<Vec<Arc<ThreadPool>>>);

impl Lanes {
    /// Runs `job` with a pool that no other run uses meanwhile.
    pub(super) fn run<T>(&self, job: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let idle = self.idle().pop();
        let lane = idle.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let result = job(Arc::clone(&lane));
        self.idle().push(lane);
        result
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<Arc<ThreadPool>>> {
        // The list is whole between its operations, so a panic elsewhere cannot spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
