//! The one door from asynchronous code to the processor.
//!
//! Who has work first takes a [`Place`]; there are only so many, and when
//! none is left the work is refused at once. Each job of a place then waits
//! for one of as many permits as there are cores, urgent jobs before others.
//! Pages have places of their own, which are waited for: each is soon free,
//! and who were refused here could be refused again before a clip.

mod pace;
mod permits;

use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use rustix::time::{ClockId, clock_gettime};
use serde::Deserialize;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task;
use tokio::time::Instant;
use tracing::Span;

use pace::Pace;
use permits::Permits;
pub use permits::Urgency;

/// How much work is taken on at once.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `workers.cores`: jobs that run at the same time; all cores when absent.
    pub cores: Option<NonZeroUsize>,
    /// `workers.queue`: clips under way or waiting, before 429.
    pub queue: NonZeroUsize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            cores: None,
            queue: const { NonZeroUsize::new(64).unwrap() },
        }
    }
}

/// Why work was not done.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// All places are taken.
    #[error("all {queue} places are taken")]
    Full {
        /// The configured number of places.
        queue: usize,
        /// When a place is due, by the speed measured so far.
        retry_after: Duration,
    },
    /// The job panicked; the service goes on.
    #[error("a job panicked: {message}")]
    Panicked {
        /// What the job said.
        message: String,
    },
}

/// The places and permits, shared by all clones.
#[derive(Clone, Debug)]
pub struct Workers {
    queue: usize,
    cores: usize,
    places: Arc<Semaphore>,
    permits: Arc<Permits>,
    pace: Arc<Pace>,
}

impl Workers {
    /// Makes the door for clips, with all its places free.
    pub fn new(config: &Config) -> Self {
        let cores = config
            .cores
            .or_else(|| std::thread::available_parallelism().ok())
            .map_or(1, NonZeroUsize::get);
        Self::before(Permits::new(cores), cores, config.queue)
    }

    /// Makes a door for other work on the same cores, with so many free places of its own.
    pub fn beside(&self, queue: NonZeroUsize) -> Self {
        Self::before(Arc::clone(&self.permits), self.cores, queue)
    }

    fn before(permits: Arc<Permits>, cores: usize, queue: NonZeroUsize) -> Self {
        let queue = queue.get();
        Self {
            queue,
            cores,
            places: Arc::new(Semaphore::new(queue)),
            permits,
            pace: Arc::new(Pace::new(queue)),
        }
    }

    /// Takes a place without waiting.
    ///
    /// # Errors
    /// [`WorkError::Full`] when none is free.
    pub fn enter(&self) -> Result<Place, WorkError> {
        match Arc::clone(&self.places).try_acquire_owned() {
            Ok(place) => Ok(self.taken(place)),
            Err(_) => Err(WorkError::Full {
                queue: self.queue,
                retry_after: self.pace.next_free(),
            }),
        }
    }

    /// Takes a place as soon as one is free.
    pub async fn queue(&self) -> Place {
        let place = Arc::clone(&self.places).acquire_owned().await;
        self.taken(place.expect("the places are never closed"))
    }

    fn taken(&self, place: OwnedSemaphorePermit) -> Place {
        Place {
            permits: Arc::clone(&self.permits),
            pace: Arc::clone(&self.pace),
            taken: Instant::now(),
            _place: place,
        }
    }

    /// What is taken now.
    pub fn load(&self) -> Load {
        Load {
            places: self.queue,
            places_taken: self.queue - self.places.available_permits(),
            cores: self.cores,
            cores_busy: self.cores - self.permits.free(),
            jobs_waiting: self.permits.waiting(),
        }
    }
}

/// How much of what there is works now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Places in all.
    pub places: usize,
    /// Places of what is under way or waits.
    pub places_taken: usize,
    /// Jobs that may run at the same time.
    pub cores: usize,
    /// Jobs that run.
    pub cores_busy: usize,
    /// Jobs that wait for a core.
    pub jobs_waiting: usize,
}

/// The right to run jobs, one after another or side by side.
#[derive(Debug)]
pub struct Place {
    permits: Arc<Permits>,
    pace: Arc<Pace>,
    taken: Instant,
    _place: OwnedSemaphorePermit,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.pace.left(self.taken.elapsed());
    }
}

impl Place {
    /// Runs a job on a thread of its own as soon as a core is free.
    ///
    /// The job owns its permit, so one that nobody waits for any more still
    /// counts until it ends.
    ///
    /// # Errors
    /// [`WorkError::Panicked`] when the job panics.
    pub async fn run<T, F>(&self, urgency: Urgency, job: F) -> Result<T, WorkError>
    where
        T: Send + 'static,
        F: FnOnce() -> T + Send + 'static,
    {
        let permit = self.permits.acquire(urgency).await;
        let span = Span::current();
        let done = task::spawn_blocking(move || {
            let _permit = permit;
            span.in_scope(job)
        });
        done.await.map_err(|error| WorkError::Panicked {
            message: panic_message(error),
        })
    }
}

/// The processor's time that this thread has had.
///
/// A job that is bounded by it is not the shorter when the machine is busy.
pub(crate) fn processor_time() -> Duration {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(time.tv_sec as u64, time.tv_nsec as u32)
}

fn panic_message(error: task::JoinError) -> String {
    match error.try_into_panic() {
        Ok(payload) => match payload.downcast::<String>() {
            Ok(text) => *text,
            Err(payload) => payload
                .downcast::<&'static str>()
                .map_or_else(|_| "(no message)".to_owned(), |text| (*text).to_owned()),
        },
        Err(error) => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::poll;

    use super::*;

    fn workers(cores: usize, queue: usize) -> Workers {
        Workers::new(&Config {
            cores: NonZeroUsize::new(cores),
            queue: NonZeroUsize::new(queue).unwrap(),
        })
    }

    #[tokio::test]
    async fn places_are_refused_when_taken_and_free_when_left() {
        let workers = workers(1, 2);
        let first = workers.enter().unwrap();
        let _second = workers.enter().unwrap();
        let full = workers.enter().unwrap_err();
        assert!(matches!(full, WorkError::Full { queue: 2, .. }));
        drop(first);
        assert_eq!(workers.load().places_taken, 1);
        workers.enter().unwrap();
    }

    #[tokio::test]
    async fn places_beside_others_are_taken_apart() {
        let clips = workers(1, 1);
        let pages = clips.beside(NonZeroUsize::MIN);
        let _clip = clips.enter().unwrap();
        let page = pages.queue().await;
        let mut next = Box::pin(pages.queue());
        assert!(poll!(&mut next).is_pending());
        drop(page);
        let _next = next.await;
        let taken = [&clips, &pages].map(|workers| workers.load().places_taken);
        assert_eq!(taken, [1, 1]);
        assert!(clips.enter().is_err());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn no_more_jobs_run_than_there_are_cores() {
        let workers = workers(2, 8);
        let beside = workers.beside(NonZeroUsize::new(8).unwrap());
        let (running, peak) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let jobs = (0..16).map(|job| {
            let door = if job % 2 == 0 { &workers } else { &beside };
            let place = door.enter().unwrap();
            let (running, peak) = (Arc::clone(&running), Arc::clone(&peak));
            tokio::spawn(async move {
                place
                    .run(Urgency::Now, move || {
                        let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                        peak.fetch_max(now, Ordering::SeqCst);
                        std::thread::sleep(Duration::from_millis(20));
                        running.fetch_sub(1, Ordering::SeqCst);
                    })
                    .await
            })
        });
        for job in jobs.collect::<Vec<_>>() {
            job.await.unwrap().unwrap();
        }
        assert_eq!(peak.load(Ordering::SeqCst), 2);
    }

    #[test]
    fn only_the_processors_time_is_counted() {
        let begun = processor_time();
        std::thread::sleep(Duration::from_millis(200));
        assert!(processor_time() - begun < Duration::from_millis(100));
        // Who works, advances.
        while processor_time() - begun < Duration::from_millis(1) {}
    }

    #[tokio::test]
    async fn a_panic_becomes_an_error_and_gives_its_permit_back() {
        let workers = workers(1, 1);
        let place = workers.enter().unwrap();
        let said: Result<(), _> = place.run(Urgency::Now, || panic!("sentence {}", 3)).await;
        assert_eq!(
            said.unwrap_err(),
            WorkError::Panicked {
                message: "sentence 3".to_owned()
            }
        );
        assert_eq!(place.run(Urgency::Later, || 7).await, Ok(7));
    }
}
