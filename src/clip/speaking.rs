use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use futures_util::future::join_all;
use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::time;

use super::growing::Grower;
use super::sentences::Sentences;
use super::{ClipError, ClipId, Order, SegmentKey, Shared, Total, Whole};
use crate::encode::{Format, Joiner};
use crate::render::{Extent, Spoken, measure, seconds, speak};
use crate::store::StoreError;
use crate::workers::{Place, Urgency};

/// Makes a clip of what is kept and what must be spoken, tells its readers, and keeps it.
pub(super) async fn make(shared: &Shared, id: ClipId, order: &Order, grower: &Grower) {
    let was_kept = time::timeout(HEARING, shared.holds(&id)).await;
    // What the store says later is found sentence by sentence.
    let was_kept = was_kept.unwrap_or(false);
    let (fresh, segments) = mpsc::unbounded_channel();
    let (whole, kept) = tokio::join!(
        tell(shared, &id, order, grower, was_kept, fresh),
        keep(shared, segments),
    );
    if let Some(whole) = whole {
        let kept = match kept {
            Ok(0) if was_kept => Ok(()),
            Ok(_) => shared.store.put_clip(&whole).await,
            Err(error) => Err(error),
        };
        if let Err(error) = kept {
            shared.metrics.store_error("write");
            tracing::error!(error = &error as &dyn std::error::Error, "clip not stored");
        }
    }
    let mut growing = shared.table();
    // After a failure another try may stand there by now.
    if growing.get(&id).is_some_and(|clip| grower.writes(clip)) {
        growing.remove(&id);
    }
}

/// A sentence that was not kept yet.
type Fresh = (SegmentKey, Spoken);

/// Keeps segments while others are being spoken; returns their number.
async fn keep(
    shared: &Shared,
    mut segments: UnboundedReceiver<Fresh>,
) -> Result<usize, StoreError> {
    let mut number = 0;
    while let Some((key, spoken)) = segments.recv().await {
        shared.store.put_segment(&key, &spoken).await?;
        number += 1;
    }
    Ok(number)
}

/// Lets the readers know what became of the clip.
async fn tell(
    shared: &Shared,
    id: &ClipId,
    order: &Order,
    grower: &Grower,
    was_kept: bool,
    fresh: UnboundedSender<Fresh>,
) -> Option<Arc<Whole>> {
    let making = Making {
        shared,
        order,
        grower,
        sentences: Sentences::new(shared, order),
        fresh,
    };
    let begun = Instant::now();
    match making.whole(id, was_kept).await {
        Ok((whole, 0)) => {
            shared.metrics.clip_found("store");
            Some(whole)
        }
        Ok((whole, _)) => {
            let metrics = &shared.metrics;
            metrics.clip_spoken(whole.manifest.duration, begun.elapsed());
            Some(whole)
        }
        Err(error) => {
            shared.metrics.clip_failed();
            tracing::warn!(error = &error as &dyn std::error::Error, "clip failed");
            grower.finish(Err(error));
            None
        }
    }
}

/// A clip on its way.
struct Making<'a> {
    shared: &'a Shared,
    order: &'a Order,
    grower: &'a Grower,
    sentences: Sentences<'a>,
    fresh: UnboundedSender<Fresh>,
}

/// Lines measured in one job: short enough not to hold a core from speech.
const MEASURED_AT_ONCE: usize = 8;

/// Sound that a new listener gets before the rest of older clips is spoken: enough for the rest of
/// this one to come in its turn.
const FIRST_SECONDS: f64 = 20.0;

/// What a listener who hears nothing waits for the store: in that time a sentence is spoken.
const HEARING: Duration = Duration::from_millis(200);

impl Making<'_> {
    /// Makes all of the clip; returns it and the number of sentences that were spoken for it.
    async fn whole(self, id: &ClipId, was_kept: bool) -> Result<(Arc<Whole>, usize), ClipError> {
        if !was_kept {
            // Who finds no place is told so before anything is heard.
            self.sentences.place().await?;
        }
        let spoken = match self.order.format {
            Format::Mp3 | Format::Opus => {
                self.push_header(None);
                // Polled in this order, so that the first sentence gets the first core.
                tokio::try_join!(biased; self.speak_all(), self.measure_all())?.0
            }
            Format::Wav => {
                let extent = self.measure_all().await?;
                self.push_header(Some(extent.samples));
                self.speak_all().await?
            }
        };
        let (audio, segments) = self.grower.joined();
        let bytes = audio.len() as u64;
        let seconds = match self.grower.total() {
            Some(total) if total.bytes == bytes => total.seconds,
            total => {
                return Err(ClipError::Length {
                    promised: total.map_or(0, |total| total.bytes),
                    spoken: bytes,
                });
            }
        };
        let whole = Whole::new(id.clone(), self.order, audio, segments, seconds);
        let whole = Arc::new(whole);
        let store = &self.shared.store;
        store.keep_in_memory(Arc::clone(&whole)).await;
        self.grower.finish(Ok(Arc::clone(&whole)));
        Ok((whole, spoken))
    }

    /// Writes what stands before the first sentence; WAV's tells the length of the clip.
    fn push_header(&self, total_samples: Option<u64>) {
        let header = self.order.format.header(total_samples);
        if !header.is_empty() {
            self.grower.push(Bytes::from(header), None);
        }
    }

    /// Finds the clip's length.
    async fn measure_all(&self) -> Result<Extent, ClipError> {
        let limit = self.shared.config.max_seconds.get();
        let lines = self.order.script.lines.len();
        let mut extent = Extent::default();
        for first in (0..lines).step_by(MEASURED_AT_ONCE) {
            let last = (first + MEASURED_AT_ONCE).min(lines);
            let kept = join_all((first..last).map(|index| self.sentences.kept(index))).await;
            let mut others = Vec::new();
            for (index, kept) in (first..last).zip(kept) {
                match kept {
                    Some(spoken) => extent += spoken.extent(),
                    None => others.push(index),
                }
            }
            if !others.is_empty() {
                extent += self.measured(others).await?;
            }
            let seconds = extent.seconds() as u64;
            if seconds > limit {
                return Err(ClipError::TooLong { seconds, limit });
            }
        }
        self.grower.set_total(Total::new(self.order.format, extent));
        Ok(extent)
    }

    async fn measured(&self, lines: Vec<usize>) -> Result<Extent, ClipError> {
        let order = self.order.clone();
        let job = move || -> Result<Extent, ClipError> {
            let mut sum = Extent::default();
            for index in lines {
                let line = &order.script.lines[index];
                sum += measure(&*order.speaker, order.speed, order.format, index, line)?;
            }
            Ok(sum)
        };
        // The head of the answer waits for the length.
        let place = self.sentences.place().await?;
        place.run(Urgency::Now, job).await?
    }

    /// Brings all sentences in order; returns how many had to be spoken.
    async fn speak_all(&self) -> Result<usize, ClipError> {
        let grace = Duration::from_secs(self.shared.config.grace_seconds);
        let mut deserted = Desertion::default();
        let lines = self.order.script.lines.len();
        let mut joiner = Joiner::new(self.order.format, lines);
        let (mut start, mut number) = (0, 0);
        for (index, line) in self.order.script.lines.iter().enumerate() {
            if deserted.is_final(self.grower, grace) {
                return Err(ClipError::Abandoned);
            }
            let urgency = self.urgency(start);
            let spoken = match self.kept(index, urgency).await {
                Some(spoken) => spoken.clone(),
                None => {
                    number += 1;
                    self.spoken(index, urgency).await?
                }
            };
            let segment = spoken.segment(index, line, start, self.order.format);
            start += spoken.timing.samples();
            self.grower.push(joiner.next(&spoken.audio), Some(segment));
        }
        Ok(number)
    }

    /// The first seconds are spoken before what others hear only later.
    fn urgency(&self, start: u64) -> Urgency {
        match self.grower.readers() > 0 && seconds(start) < FIRST_SECONDS {
            true => Urgency::Now,
            false => Urgency::Later,
        }
    }

    /// Finds a sentence that was spoken before; nobody who hears nothing waits long for it.
    async fn kept(&self, index: usize, urgency: Urgency) -> Option<&Spoken> {
        let kept = self.sentences.kept(index);
        match urgency {
            Urgency::Now => time::timeout(HEARING, kept).await.unwrap_or(None),
            Urgency::Later => kept.await,
        }
    }

    async fn spoken(&self, index: usize, urgency: Urgency) -> Result<Spoken, ClipError> {
        let place = self.sentences.place().await?;
        let spoken = speak_line(self.shared, self.order, index, urgency, place).await?;
        let fresh = (self.sentences.key(index), spoken.clone());
        // Where keeping has failed, it has told so itself.
        drop(self.fresh.send(fresh));
        Ok(spoken)
    }
}

/// Lets the voice of a clip speak one of its lines.
pub(super) async fn speak_line(
    shared: &Shared,
    order: &Order,
    index: usize,
    urgency: Urgency,
    place: &Place,
) -> Result<Spoken, ClipError> {
    let asked = order.clone();
    let job = move || {
        let line = &asked.script.lines[index];
        speak(&*asked.speaker, asked.speed, asked.format, index, line)
    };
    let spoken = place.run(urgency, job).await;
    shared.has_tried(&order.speaker, matches!(spoken, Ok(Ok(_))));
    Ok(spoken??)
}

/// How long nobody has listened.
#[derive(Default)]
struct Desertion {
    since: Option<Instant>,
}

impl Desertion {
    /// Tells whether the rest of the clip is not worth speaking.
    fn is_final(&mut self, grower: &Grower, grace: Duration) -> bool {
        if grower.readers() > 0 {
            self.since = None;
            return false;
        }
        let since = *self.since.get_or_insert_with(Instant::now);
        let nearly_done = grower
            .total()
            .is_some_and(|total| grower.spoken() * 4 >= total.bytes * 3);
        since.elapsed() >= grace && !nearly_done
    }
}
