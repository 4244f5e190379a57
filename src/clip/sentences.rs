use tokio::sync::OnceCell;

use super::{Order, SegmentKey, Shared};
use crate::render::{Line, Spoken};
use crate::workers::{Place, WorkError};

/// The sentences of a clip: those that are kept, and a place to speak the others.
pub(super) struct Sentences<'a> {
    shared: &'a Shared,
    lines: &'a [Line],
    keys: Vec<SegmentKey>,
    kept: Vec<OnceCell<Option<Spoken>>>,
    place: OnceCell<Place>,
}

impl<'a> Sentences<'a> {
    pub(super) fn new(shared: &'a Shared, order: &'a Order) -> Self {
        let lines = &order.script.lines;
        Self {
            shared,
            lines,
            keys: order.segment_keys(),
            kept: lines.iter().map(|_| OnceCell::new()).collect(),
            place: OnceCell::new(),
        }
    }

    pub(super) fn key(&self, index: usize) -> SegmentKey {
        self.keys[index]
    }

    /// Finds a sentence that was spoken before; the store is asked once.
    pub(super) async fn kept(&self, index: usize) -> Option<&Spoken> {
        let look = async || {
            let spoken = self.shared.segment(&self.keys[index]).await?;
            spoken.fits(&self.lines[index]).then_some(spoken)
        };
        self.kept[index].get_or_init(look).await.as_ref()
    }

    /// Takes a place for all that must be spoken.
    pub(super) async fn place(&self) -> Result<&Place, WorkError> {
        let enter = async || self.shared.workers.enter();
        self.place.get_or_try_init(enter).await
    }
}
