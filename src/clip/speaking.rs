use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;

use super::growing::{Grower, Total};
use super::{ClipError, ClipId, Order, Shared, Whole};
use crate::encode::Format;
use crate::render::{Extent, measure, speak};
use crate::workers::Place;

/// Loads or speaks a clip, tells its readers, and keeps it when it is whole.
pub(super) async fn make(shared: &Arc<Shared>, id: ClipId, order: &Order, grower: &Grower) {
    if let Some(whole) = shared.load(&id).await {
        shared.metrics.clip_found("store");
        grower.finish(Ok(whole));
        shared.table().remove(&id);
        return;
    }
    match spoken(shared, &id, order, grower).await {
        Ok(whole) => {
            shared.metrics.clip_spoken(whole.manifest.duration);
            shared.store.keep_in_memory(Arc::clone(&whole)).await;
            grower.finish(Ok(Arc::clone(&whole)));
            if let Err(error) = shared.store.put(&whole).await {
                shared.metrics.store_error("write");
                tracing::error!(error = &error as &dyn std::error::Error, "clip not stored");
            }
        }
        Err(error) => {
            shared.metrics.clip_failed();
            tracing::warn!(error = &error as &dyn std::error::Error, "clip failed");
            grower.finish(Err(error));
        }
    }
    shared.table().remove(&id);
}

async fn spoken(
    shared: &Shared,
    id: &ClipId,
    order: &Order,
    grower: &Grower,
) -> Result<Arc<Whole>, ClipError> {
    let place = shared.workers.enter()?;
    let limit = shared.config.max_seconds.get();
    let grace = Duration::from_secs(shared.config.grace_seconds);
    let ((), ()) = match order.format {
        Format::Mp3 => {
            // Polled in this order, so that the first sentence gets the first core.
            tokio::try_join!(
                speak_all(&place, order, grower, grace),
                measure_all(&place, order, grower, limit),
            )?
        }
        Format::Wav => {
            measure_all(&place, order, grower, limit).await?;
            (speak_all(&place, order, grower, grace).await?, ())
        }
    };
    let (audio, segments) = grower.joined();
    let spoken = audio.len() as u64;
    match grower.total() {
        Some(total) if total.bytes == spoken => Ok(Arc::new(Whole::new(
            id.clone(),
            order,
            audio,
            segments,
            total.seconds,
        ))),
        total => Err(ClipError::Length {
            promised: total.map_or(0, |total| total.bytes),
            spoken,
        }),
    }
}

/// Lines measured in one job: short enough not to hold a core from speech.
const MEASURED_AT_ONCE: usize = 8;

/// Finds the clip's length and writes the header that depends on it.
async fn measure_all(
    place: &Place,
    order: &Order,
    grower: &Grower,
    limit: u64,
) -> Result<(), ClipError> {
    let lines = order.script.lines.len();
    let mut extent = Extent::default();
    for first in (0..lines).step_by(MEASURED_AT_ONCE) {
        let order = order.clone();
        let job = move || -> Result<Extent, ClipError> {
            let mut sum = Extent::default();
            let last = (first + MEASURED_AT_ONCE).min(order.script.lines.len());
            for index in first..last {
                let line = &order.script.lines[index];
                sum += measure(&*order.speaker, order.speed, order.format, index, line)?;
            }
            Ok(sum)
        };
        extent += place.run(job).await??;
        let seconds = extent.seconds() as u64;
        if seconds > limit {
            return Err(ClipError::TooLong { seconds, limit });
        }
    }
    let header = order.format.header(Some(extent.samples));
    grower.set_total(Total::new(header.len(), extent));
    if !header.is_empty() {
        grower.push(Bytes::from(header), None);
    }
    Ok(())
}

async fn speak_all(
    place: &Place,
    order: &Order,
    grower: &Grower,
    grace: Duration,
) -> Result<(), ClipError> {
    let mut deserted = Desertion::default();
    let mut start = 0;
    for index in 0..order.script.lines.len() {
        if deserted.is_final(grower, grace) {
            return Err(ClipError::Abandoned);
        }
        let order = order.clone();
        let job = move || {
            let line = &order.script.lines[index];
            let spoken = speak(&*order.speaker, order.speed, order.format, index, line)?;
            let segment = spoken.segment(index, line, start, order.format);
            Ok::<_, ClipError>((spoken, segment))
        };
        let (spoken, segment) = place.run(job).await??;
        start += spoken.extent.samples;
        grower.push(Bytes::from(spoken.audio), Some(segment));
    }
    Ok(())
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
