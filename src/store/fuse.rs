use std::future::Future;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use object_store::Error;
use tokio::time::{self, Instant};

/// What came of an operation on objects, other than its result.
#[derive(Debug)]
pub(super) enum Failure {
    /// The store said so.
    Store(Error),
    /// It took longer than this.
    Slow(Duration),
    /// It was not tried, for the store failed a moment ago.
    Away,
}

/// Keeps those who use a store from waiting for it, one after the other, when it is ill.
#[derive(Debug)]
pub(super) struct Fuse {
    patience: Duration,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Errors since the last success.
    errors: u32,
    /// When the store may be tried again.
    rested: Option<Instant>,
}

/// How long a store that failed is left alone.
const REST: Duration = Duration::from_secs(10);

/// One bad object must not shut off the others.
const ERRORS_IN_A_ROW: u32 = 3;

impl Fuse {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            patience,
            state: Mutex::default(),
        }
    }

    /// Waits for an operation, unless the store is being left alone.
    pub(super) async fn guard<T>(
        &self,
        operation: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        if self.state().rested.is_some_and(|at| Instant::now() < at) {
            return Err(Failure::Away);
        }
        self.attempt(operation).await
    }

    /// Waits for an operation, even where the store is being left alone.
    pub(super) async fn attempt<T>(
        &self,
        operation: impl Future<Output = Result<T, Error>>,
    ) -> Result<T, Failure> {
        let outcome = time::timeout(self.patience, operation).await;
        let mut state = self.state();
        match outcome {
            Ok(Err(error)) if !matches!(error, Error::NotFound { .. }) => {
                state.errors += 1;
                if state.errors >= ERRORS_IN_A_ROW {
                    state.rested = Some(Instant::now() + REST);
                }
                Err(Failure::Store(error))
            }
            Ok(answer) => {
                *state = State::default();
                answer.map_err(Failure::Store)
            }
            Err(_) => {
                state.rested = Some(Instant::now() + REST);
                Err(Failure::Slow(self.patience))
            }
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // Nothing panics while the state is held.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(2);

    async fn fail(fuse: &Fuse) -> Failure {
        fuse.guard::<()>(async {
            Err(Error::NotImplemented {
                operation: "x".into(),
                implementer: "y".into(),
            })
        })
        .await
        .unwrap_err()
    }

    #[tokio::test(start_paused = true)]
    async fn a_store_that_hangs_is_waited_for_once() {
        let fuse = Fuse::new(PATIENCE);
        let begun = Instant::now();
        let slow = fuse.guard::<()>(pending()).await;
        assert!(matches!(slow, Err(Failure::Slow(PATIENCE))));
        assert_eq!(begun.elapsed(), PATIENCE);
        let away = fuse.guard::<()>(pending()).await;
        assert!(matches!(away, Err(Failure::Away)));
        assert_eq!(begun.elapsed(), PATIENCE);
        time::advance(REST).await;
        assert_eq!(fuse.guard(async { Ok(7) }).await.unwrap(), 7);
        assert_eq!(fuse.guard(async { Ok(8) }).await.unwrap(), 8);
    }

    #[tokio::test(start_paused = true)]
    async fn only_errors_in_a_row_shut_a_store_off() {
        let fuse = Fuse::new(PATIENCE);
        let missing = || async {
            Err::<(), _>(Error::NotFound {
                path: "x".into(),
                source: "no".into(),
            })
        };
        for _ in 0..5 {
            assert!(matches!(fail(&fuse).await, Failure::Store(_)));
            assert!(matches!(fail(&fuse).await, Failure::Store(_)));
            assert!(matches!(
                fuse.guard(missing()).await,
                Err(Failure::Store(_))
            ));
        }
        for _ in 0..ERRORS_IN_A_ROW {
            assert!(matches!(fail(&fuse).await, Failure::Store(_)));
        }
        assert!(matches!(fail(&fuse).await, Failure::Away));
        fuse.attempt(async { Ok(()) }).await.unwrap();
        assert!(matches!(fail(&fuse).await, Failure::Store(_)));
    }
}
