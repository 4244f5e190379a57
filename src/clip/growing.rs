use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::stream::{self, Stream};
use tokio::sync::watch;

use super::{ClipError, ClipId, Whole};
use crate::encode::Format;
use crate::render::{Extent, Segment};

/// Makes the two ends of a clip that is being spoken.
pub(super) fn growing(id: ClipId) -> (Grower, Growing) {
    let (sender, progress) = watch::channel(Progress::default());
    (Grower { progress: sender }, Growing { id, progress })
}

/// All that has been spoken so far.
#[derive(Debug, Default)]
struct Progress {
    /// The audio file's parts, each with the offset after it.
    parts: Vec<(u64, Bytes)>,
    segments: Vec<Segment>,
    total: Option<Total>,
    outcome: Option<Result<Arc<Whole>, ClipError>>,
}

/// The length of a whole clip, known before it is spoken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// Bytes of the audio file.
    pub bytes: u64,
    /// Seconds in all.
    pub seconds: f64,
}

impl Total {
    pub(super) fn new(format: Format, segments: Extent) -> Self {
        Self {
            bytes: format.header(None).len() as u64 + segments.bytes,
            seconds: segments.heard_seconds(format),
        }
    }
}

/// The writing end; when it goes away unfinished, readers get an error.
#[derive(Debug)]
pub(super) struct Grower {
    progress: watch::Sender<Progress>,
}

impl Grower {
    pub(super) fn set_total(&self, total: Total) {
        self.progress
            .send_modify(|progress| progress.total = Some(total));
    }

    pub(super) fn push(&self, audio: Bytes, segment: Option<Segment>) {
        self.progress.send_modify(|progress| {
            progress
                .parts
                .push((progress.spoken() + audio.len() as u64, audio));
            progress.segments.extend(segment);
        });
    }

    /// Joins all that was pushed.
    pub(super) fn joined(&self) -> (Bytes, Vec<Segment>) {
        let progress = self.progress.borrow();
        let mut audio = Vec::with_capacity(progress.spoken() as usize);
        for (_, part) in &progress.parts {
            audio.extend_from_slice(part);
        }
        (audio.into(), progress.segments.clone())
    }

    pub(super) fn spoken(&self) -> u64 {
        self.progress.borrow().spoken()
    }

    pub(super) fn total(&self) -> Option<Total> {
        self.progress.borrow().total
    }

    /// Readers now; the table of growing clips holds one end itself.
    pub(super) fn readers(&self) -> usize {
        self.progress.receiver_count().saturating_sub(1)
    }

    /// Tells whether this end writes what the other reads.
    pub(super) fn writes(&self, clip: &Growing) -> bool {
        self.progress.subscribe().same_channel(&clip.progress)
    }

    pub(super) fn finish(&self, outcome: Result<Arc<Whole>, ClipError>) {
        self.progress
            .send_modify(|progress| progress.outcome = Some(outcome));
    }
}

impl Progress {
    fn spoken(&self) -> u64 {
        self.parts.last().map_or(0, |(end, _)| *end)
    }

    /// The part that holds this offset, cut to begin there.
    fn part_at(&self, offset: u64) -> Option<Bytes> {
        let index = self.parts.partition_point(|(end, _)| *end <= offset);
        let (end, part) = self.parts.get(index)?;
        let left = (end - offset) as usize;
        Some(part.slice(part.len() - left..))
    }
}

/// A reader's end of a clip that is being spoken.
#[derive(Clone, Debug)]
pub struct Growing {
    id: ClipId,
    progress: watch::Receiver<Progress>,
}

impl Growing {
    /// Returns the clip's name.
    pub fn id(&self) -> &ClipId {
        &self.id
    }

    /// Waits for the length of the whole clip.
    ///
    /// # Errors
    /// Why the clip failed, if it did before that.
    pub async fn total(&mut self) -> Result<Total, ClipError> {
        self.wait(|progress| {
            let whole = |whole: &Arc<Whole>| Total {
                bytes: whole.manifest.bytes,
                seconds: whole.manifest.duration,
            };
            match &progress.outcome {
                Some(outcome) => Some(outcome.as_ref().map(whole).map_err(Clone::clone)),
                None => progress.total.map(Ok),
            }
        })
        .await
    }

    /// Waits for the first bytes of audio.
    ///
    /// # Errors
    /// Why the clip failed, if it did before that.
    pub async fn first_sound(&mut self) -> Result<(), ClipError> {
        self.wait(|progress| match &progress.outcome {
            Some(outcome) => Some(outcome.as_ref().map(|_| ()).map_err(Clone::clone)),
            None => (!progress.segments.is_empty()).then_some(Ok(())),
        })
        .await
    }

    /// Waits for a segment; `None` after the last.
    ///
    /// # Errors
    /// Why the clip failed, if it did before that.
    pub async fn segment(&mut self, index: usize) -> Result<Option<Segment>, ClipError> {
        self.wait(|progress| match &progress.outcome {
            Some(Ok(whole)) => Some(Ok(whole.manifest.segments.get(index).cloned())),
            Some(Err(error)) => Some(Err(error.clone())),
            None => Some(Ok(Some(progress.segments.get(index)?.clone()))),
        })
        .await
    }

    /// Waits until the clip is whole.
    ///
    /// # Errors
    /// Why the clip failed, if it did.
    pub async fn whole(&mut self) -> Result<Arc<Whole>, ClipError> {
        self.wait(|progress| progress.outcome.clone()).await
    }

    /// Tells whether nothing more comes: the clip failed, or its writer went away without a word.
    pub(super) fn has_stopped(&self) -> bool {
        let is_deserted = self.progress.has_changed().is_err();
        match &self.progress.borrow().outcome {
            Some(outcome) => outcome.is_err(),
            None => is_deserted,
        }
    }

    /// Returns the finished clip, or `None` as long as it grows or when it failed.
    pub fn finished(&self) -> Option<Arc<Whole>> {
        match &self.progress.borrow().outcome {
            Some(Ok(whole)) => Some(Arc::clone(whole)),
            Some(Err(_)) | None => None,
        }
    }

    /// Streams the audio file from any offset on, as it grows.
    ///
    /// Without an end the stream goes on to the end of the file.
    pub fn bytes(self, range: Range<u64>) -> impl Stream<Item = Result<Bytes, ClipError>> + Send {
        stream::try_unfold((self, range), |(mut clip, mut range)| async move {
            if range.is_empty() {
                return Ok(None);
            }
            let Some(mut part) = clip.part(range.start).await? else {
                return Ok(None);
            };
            let wanted = range.end - range.start;
            part.truncate(usize::try_from(wanted).unwrap_or(usize::MAX));
            range.start += part.len() as u64;
            Ok(Some((part, (clip, range))))
        })
    }

    async fn part(&mut self, offset: u64) -> Result<Option<Bytes>, ClipError> {
        self.wait(|progress| match &progress.outcome {
            Some(Ok(whole)) => {
                let start = (offset as usize).min(whole.audio.len());
                let rest = whole.audio.slice(start..);
                Some(Ok((!rest.is_empty()).then_some(rest)))
            }
            Some(Err(error)) => Some(Err(error.clone())),
            None => Some(Ok(Some(progress.part_at(offset)?))),
        })
        .await
    }

    /// Waits until `look` finds something in what there is.
    async fn wait<T>(
        &mut self,
        look: impl Fn(&Progress) -> Option<Result<T, ClipError>>,
    ) -> Result<T, ClipError> {
        loop {
            if let Some(found) = look(&self.progress.borrow_and_update()) {
                return found;
            }
            if self.progress.changed().await.is_err() {
                // The writer may have finished between the look and the wait.
                let found = look(&self.progress.borrow());
                return found.unwrap_or(Err(ClipError::Stopped));
            }
        }
    }
}
