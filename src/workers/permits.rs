use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// How soon a job is needed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// Somebody hears nothing before it is done.
    Now,
    /// There is sound left to hear meanwhile.
    Later,
}

/// The cores, lent in the order of asking, to urgent jobs first.
#[derive(Debug)]
pub(super) struct Permits {
    queue: Mutex<Queue>,
}

#[derive(Debug)]
struct Queue {
    free: usize,
    urgent: VecDeque<oneshot::Sender<Permit>>,
    others: VecDeque<oneshot::Sender<Permit>>,
    /// Urgent jobs that have passed waiting others since one of those got its turn.
    passed: usize,
}

/// Urgent jobs that may pass the others before one of those gets its turn.
///
/// The rest of the clips is spoken many times faster than it is heard: a fifth of the cores keeps
/// it ahead of its listeners.
const MOST_PASSED: usize = 4;

/// The right to use a core, until it is dropped.
#[derive(Debug)]
pub(super) struct Permit {
    permits: Option<Arc<Permits>>,
}

impl Drop for Permit {
    fn drop(&mut self) {
        if let Some(permits) = self.permits.take() {
            permits.hand_on();
        }
    }
}

impl Permits {
    pub(super) fn new(cores: usize) -> Arc<Self> {
        let queue = Queue {
            free: cores,
            urgent: VecDeque::new(),
            others: VecDeque::new(),
            passed: 0,
        };
        Arc::new(Self {
            queue: Mutex::new(queue),
        })
    }

    /// Waits for a core.
    pub(super) async fn acquire(self: &Arc<Self>, urgency: Urgency) -> Permit {
        let turn = {
            let mut queue = self.queue();
            if queue.free > 0 {
                queue.free -= 1;
                return self.permit();
            }
            let (sender, turn) = oneshot::channel();
            match urgency {
                Urgency::Now => queue.urgent.push_back(sender),
                Urgency::Later => queue.others.push_back(sender),
            }
            turn
        };
        turn.await
            .expect("the queue outlives those who wait, and drops none of them")
    }

    /// Cores that nobody uses.
    pub(super) fn free(&self) -> usize {
        self.queue().free
    }

    /// Jobs that wait for a core.
    pub(super) fn waiting(&self) -> usize {
        let queue = self.queue();
        queue.urgent.len() + queue.others.len()
    }

    /// Gives a core that has become free to the next who waits for one.
    fn hand_on(self: &Arc<Self>) {
        loop {
            let next = {
                let mut queue = self.queue();
                let next = queue.next();
                if next.is_none() {
                    queue.free += 1;
                }
                next
            };
            let Some(next) = next else { return };
            match next.send(self.permit()) {
                Ok(()) => return,
                // Who waited has gone away; the core is still in hand.
                Err(mut permit) => permit.permits = None,
            }
        }
    }

    fn permit(self: &Arc<Self>) -> Permit {
        Permit {
            permits: Some(Arc::clone(self)),
        }
    }

    fn queue(&self) -> MutexGuard<'_, Queue> {
        // Nothing panics while it is held.
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Queue {
    fn next(&mut self) -> Option<oneshot::Sender<Permit>> {
        let others_turn = self.urgent.is_empty() || self.passed >= MOST_PASSED;
        if others_turn && let Some(other) = self.others.pop_front() {
            self.passed = 0;
            return Some(other);
        }
        let urgent = self.urgent.pop_front()?;
        self.passed = match self.others.is_empty() {
            true => 0,
            false => self.passed + 1,
        };
        Some(urgent)
    }
}

#[cfg(test)]
mod tests {
    use futures_util::future::join_all;
    use futures_util::poll;

    use super::*;
    use Urgency::{Later, Now};

    /// The order in which these get the only core, when all ask while it is taken.
    async fn order(asked: &[Urgency]) -> Vec<usize> {
        let permits = Permits::new(1);
        let taken = permits.acquire(Now).await;
        let got = Mutex::new(Vec::new());
        let jobs = asked.iter().enumerate().map(|(index, urgency)| {
            let (permits, got) = (Arc::clone(&permits), &got);
            async move {
                let _permit = permits.acquire(*urgency).await;
                got.lock().unwrap().push(index);
            }
        });
        let mut all = Box::pin(join_all(jobs));
        assert!(poll!(&mut all).is_pending());
        assert_eq!(permits.waiting(), asked.len());
        drop(taken);
        all.await;
        assert_eq!((permits.free(), permits.waiting()), (1, 0));
        got.into_inner().unwrap()
    }

    #[tokio::test]
    async fn urgent_jobs_pass_and_starve_nobody() {
        let cases = [
            (vec![Later, Later, Now], vec![2, 0, 1]),
            (vec![Now, Later, Now], vec![0, 2, 1]),
            (vec![Now; 3], vec![0, 1, 2]),
            (vec![Later; 3], vec![0, 1, 2]),
            (
                [vec![Later; 2], vec![Now; 9]].concat(),
                vec![2, 3, 4, 5, 0, 6, 7, 8, 9, 1, 10],
            ),
        ];
        for (asked, expected) in cases {
            assert_eq!(order(&asked).await, expected, "{asked:?}");
        }
    }

    #[tokio::test]
    async fn a_core_is_not_lost_with_those_who_stop_waiting() {
        let permits = Permits::new(1);
        let taken = permits.acquire(Now).await;
        let mut before = Box::pin(permits.acquire(Now));
        let mut told = Box::pin(permits.acquire(Now));
        let mut last = Box::pin(permits.acquire(Later));
        assert!(poll!(&mut before).is_pending());
        assert!(poll!(&mut told).is_pending());
        assert!(poll!(&mut last).is_pending());
        drop(before);
        drop(taken);
        // Its turn has come, but it goes away without looking.
        drop(told);
        drop(last.await);
        assert_eq!(permits.free(), 1);
    }
}
