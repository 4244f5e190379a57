use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How fast places become free, and when the next one is due.
#[derive(Debug)]
pub(super) struct Pace {
    places: u32,
    measured: Mutex<Measured>,
}

#[derive(Debug)]
struct Measured {
    /// Mean time that a place is held, the latest counting most.
    hold: Duration,
    /// When the place is due that the last one was told of who was refused.
    promised: Instant,
}

/// What is taken for the time of one clip before any has been measured.
const FIRST_GUESS: Duration = Duration::from_secs(5);

/// The share of the latest measurement in the mean.
const LATEST: f64 = 0.1;

/// Nobody is told to wait longer; by then it is another hour of the day.
const LONGEST: Duration = Duration::from_secs(10 * 60);

impl Pace {
    pub(super) fn new(places: usize) -> Self {
        let measured = Measured {
            hold: FIRST_GUESS,
            promised: Instant::now(),
        };
        Self {
            places: u32::try_from(places).unwrap_or(u32::MAX),
            measured: Mutex::new(measured),
        }
    }

    /// Takes note of a place that was held so long.
    pub(super) fn left(&self, held: Duration) {
        let mut measured = self.measured();
        measured.hold = measured.hold.mul_f64(1.0 - LATEST) + held.mul_f64(LATEST);
    }

    /// Tells one who found no place when to come back.
    ///
    /// With all places taken, one becomes free every mean hold divided by their number (Little's
    /// law). Each who is refused is told of the next one, so that they do not come back at once.
    pub(super) fn next_free(&self) -> Duration {
        let now = Instant::now();
        let mut measured = self.measured();
        let between = measured.hold / self.places;
        let due = measured.promised.max(now) + between;
        measured.promised = due.min(now + LONGEST);
        measured.promised - now
    }

    fn measured(&self) -> std::sync::MutexGuard<'_, Measured> {
        // Nothing panics while it is held.
        self.measured.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seconds(seconds: f64) -> Duration {
        Duration::from_secs_f64(seconds)
    }

    #[tokio::test(start_paused = true)]
    async fn each_is_told_of_the_next_place() {
        let pace = Pace::new(10);
        for _ in 0..200 {
            pace.left(seconds(20.0));
        }
        let told: Vec<_> = (0..4).map(|_| pace.next_free().as_secs_f64()).collect();
        for (told, expected) in told.iter().zip([2.0, 4.0, 6.0, 8.0]) {
            assert!((told - expected).abs() < 1e-3, "{told} {expected}");
        }
        tokio::time::advance(seconds(5.0)).await;
        assert!((pace.next_free().as_secs_f64() - 5.0).abs() < 1e-3);
        tokio::time::advance(seconds(60.0)).await;
        assert!((pace.next_free().as_secs_f64() - 2.0).abs() < 1e-3);
    }

    #[tokio::test(start_paused = true)]
    async fn a_wait_follows_the_measured_speed_and_has_an_end() {
        let pace = Pace::new(1);
        assert_eq!(pace.next_free(), FIRST_GUESS);
        for _ in 0..100 {
            pace.left(seconds(0.5));
        }
        tokio::time::advance(seconds(60.0)).await;
        assert!((pace.next_free().as_secs_f64() - 0.5).abs() < 1e-2);
        for _ in 0..5000 {
            pace.next_free();
        }
        assert_eq!(pace.next_free(), LONGEST);
    }
}
