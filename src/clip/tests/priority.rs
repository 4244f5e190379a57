use std::num::NonZeroUsize;
use std::sync::mpsc;

use object_store::memory::InMemory;

use super::*;
use crate::encode;
use crate::prosody::Utterance;
use crate::render::{Performance, Speaker, SpeakerError};
use crate::store;
use crate::telemetry::Metrics;
use crate::workers::{self, Place, Urgency};

/// What was done with the only core, in order.
type Log = Arc<Mutex<Vec<&'static str>>>;

/// Hums, and rests for long after long sentences; notes what it speaks.
struct Noting {
    log: Log,
    hum: Hum,
}

impl Speaker for Noting {
    fn id(&self) -> &str {
        "noting"
    }

    fn version(&self) -> &str {
        "1"
    }

    fn samples(&self, utterance: &Utterance, speed: f32) -> Result<usize, SpeakerError> {
        let rest = match utterance.words.len() {
            ..LONG => 0,
            _ => 30 * encode::SAMPLE_RATE as usize,
        };
        Ok(self.hum.samples(utterance, speed)? + rest)
    }

    fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError> {
        let length = match utterance.words.len() {
            ..LONG => "short",
            _ => "long",
        };
        self.log.lock().unwrap().push(length);
        let mut performance = self.hum.speak(utterance, speed)?;
        performance.pcm.resize(self.samples(utterance, speed)?, 0.0);
        Ok(performance)
    }
}

/// Words of a sentence that is followed by more sound than the first seconds.
const LONG: usize = 5;

/// Has the core for jobs that are not urgent, each of which leaves a note.
async fn queue(place: &Arc<Place>, log: &Log, jobs: usize, workers: &Workers) {
    for _ in 0..jobs {
        let (place, log) = (Arc::clone(place), Arc::clone(log));
        tokio::spawn(async move {
            let job = move || log.lock().unwrap().push("other");
            place.run(Urgency::Later, job).await.unwrap();
        });
    }
    waiting(workers, jobs).await;
}

async fn waiting(workers: &Workers, jobs: usize) {
    while workers.load().jobs_waiting < jobs {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_first_seconds_pass_what_waits_and_the_rest_does_not() {
    let workers = Workers::new(&workers::Config {
        cores: NonZeroUsize::new(1),
        ..workers::Config::default()
    });
    let store = Store::over(Arc::new(InMemory::new()), &store::Config::default());
    let metrics = Metrics::new().unwrap();
    let clips = Clips::new(Config::default(), store, workers.clone(), metrics);
    let log = Log::default();
    let place = Arc::new(workers.enter().unwrap());
    let (release, released) = mpsc::channel::<()>();
    let holding = Arc::clone(&place);
    let holding = tokio::spawn(async move {
        let job = move || assert!(released.recv().is_err());
        holding.run(Urgency::Now, job).await.unwrap();
    });
    while workers.load().cores_busy == 0 {
        tokio::task::yield_now().await;
    }
    queue(&place, &log, 10, &workers).await;

    let order = Order {
        speaker: Arc::new(Noting {
            log: Arc::clone(&log),
            hum: Hum {
                id: "hum",
                version: "1",
            },
        }),
        ..order("Ett ord till och ett till. Två ord. Tre ord.")
    };
    assert_eq!(order.script.lines.len(), 3);
    let mut clip = clips.open(order).await;
    // The first sentence, and the length of all.
    waiting(&workers, 12).await;
    drop(release);
    clip.whole().await.unwrap();
    holding.await.unwrap();
    let expected = [vec!["long"], vec!["other"; 10], vec!["short"; 2]].concat();
    assert_eq!(*log.lock().unwrap(), expected);
}
