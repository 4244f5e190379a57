//! Bounds of a folder by bytes and age.
//!
//! When the folder holds too much, clips give way in the order of their bytes times the time
//! since they were heard: the space-time product of A. J. Smith, "Long term file migration:
//! development and evaluation of algorithms", Communications of the ACM 24 (1981). Clips of one
//! length go in the order of their last use, and a long clip does not drive out many short ones.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::path::{Path as FilePath, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime};

use futures_util::{StreamExt, TryStreamExt, stream};
use object_store::ObjectMeta;
use object_store::path::Path;
use tokio::sync::Mutex;
use tokio::task;
use tokio::time::Instant;

use super::objects::{Objects, USE};
use super::{CLIPS, Config, READ_AT_ONCE, SEGMENTS, StoreError, kept, sealed};
use crate::clip::SegmentKey;

/// Keeps a folder within its bounds.
#[derive(Debug)]
pub(super) struct Sweeper {
    dir: PathBuf,
    bounds: Bounds,
    /// Bytes in the folder: those that were counted last, and those written since.
    bytes: AtomicU64,
    last: Mutex<Option<Instant>>,
}

/// How much a folder holds, and for how long.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    bytes: u64,
    age: Duration,
}

/// What a look at all of the folder has found and done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Swept {
    /// Objects that were removed.
    pub removed: usize,
    /// Bytes that are left.
    pub bytes: u64,
}

/// Time between two sweeps of a folder that does not overflow.
const PERIOD: Duration = Duration::from_secs(24 * 60 * 60);

impl Sweeper {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            dir: config.dir.clone(),
            bounds: Bounds {
                bytes: config.max_bytes.get(),
                age: config.max_age(),
            },
            bytes: AtomicU64::new(0),
            last: Mutex::default(),
        }
    }

    /// Counts what was written.
    pub(super) fn has_grown(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Sweeps when the folder overflows, or when that was long ago.
    pub(super) async fn sweep(&self, objects: &Objects) -> Result<Option<Swept>, StoreError> {
        let mut last = self.last.lock().await;
        let overflows = self.bytes.load(Ordering::Relaxed) > self.bounds.bytes;
        if !overflows && last.is_some_and(|last| last.elapsed() < PERIOD) {
            return Ok(None);
        }
        let census = Census::take(objects).await?;
        let counted = census.bytes();
        self.bytes.store(counted, Ordering::Relaxed);
        let leaving = census.leaving(self.bounds);
        let mut bytes = counted;
        for (path, size) in &leaving {
            objects.remove(path).await?;
            bytes -= size;
            self.bytes.fetch_sub(*size, Ordering::Relaxed);
        }
        remove_unfinished(self.dir.clone()).await;
        *last = Some(Instant::now());
        Ok(Some(Swept {
            removed: leaving.len(),
            bytes,
        }))
    }
}

/// An object, and the time since it was used.
#[derive(Clone, Debug)]
struct Kept {
    path: Path,
    bytes: u64,
    idle: Duration,
}

impl Kept {
    fn new(meta: ObjectMeta, now: SystemTime) -> Self {
        let used = SystemTime::from(meta.last_modified);
        Self {
            path: meta.location,
            bytes: meta.size,
            // A clock that was set back makes nothing older.
            idle: now.duration_since(used).unwrap_or(Duration::ZERO),
        }
    }
}

/// All that a folder holds.
#[derive(Debug, Default)]
struct Census {
    clips: Vec<(Kept, Vec<SegmentKey>)>,
    segments: HashMap<SegmentKey, Kept>,
    /// What no clip is found by, as objects of older versions.
    strangers: Vec<Kept>,
}

/// Bytes of a clip's object that are read to learn its segments, enough for 4000 of them.
const HEAD: u64 = 64 << 10;

/// A folder that overflows is emptied to so much of its bound, in percent, so as not to be
/// swept again at once.
const FILL: u64 = 90;

impl Census {
    async fn take(objects: &Objects) -> Result<Self, StoreError> {
        let now = SystemTime::now();
        let listed = |folder| {
            objects
                .list(folder)
                .map_ok(move |meta| Kept::new(meta, now))
                .map_err(StoreError::List)
        };
        let mut census = Self::default();
        let mut segments = listed(SEGMENTS);
        while let Some(kept) = segments.try_next().await? {
            match kept.path.filename().and_then(SegmentKey::parse) {
                Some(key) => drop(census.segments.insert(key, kept)),
                None => census.strangers.push(kept),
            }
        }
        let clips: Vec<Kept> = listed(CLIPS).try_collect().await?;
        census.clips = stream::iter(clips)
            .map(|kept| async {
                let head = objects.head_of(&kept.path, HEAD).await?;
                let head = head.unwrap_or_default();
                let content = head.slice(head.len().min(sealed::CHECKSUM)..);
                Ok((kept, kept::first_keys(&content)))
            })
            .buffer_unordered(READ_AT_ONCE)
            .try_collect()
            .await?;
        Ok(census)
    }

    fn bytes(&self) -> u64 {
        let clips = self.clips.iter().map(|(kept, _)| kept);
        let all = clips.chain(self.segments.values()).chain(&self.strangers);
        all.map(|kept| kept.bytes).sum()
    }

    /// Chooses what must leave: what no clip is made of first, then what is of least use.
    fn leaving(mut self, bounds: Bounds) -> Vec<(Path, u64)> {
        let mut parting = Parting::new(self.bytes(), bounds);
        let mut uses = self.uses();
        for kept in self.unused(&uses) {
            parting.weigh(&kept);
        }
        self.sort_clips();
        for (clip, keys) in &self.clips {
            if !parting.weigh(clip) {
                continue;
            }
            for key in keys {
                let uses = uses.entry(*key).or_default();
                *uses = uses.saturating_sub(1);
                if *uses == 0
                    && let Some(segment) = self.segments.remove(key)
                {
                    parting.part(&segment);
                }
            }
        }
        parting.leaving
    }

    /// Counts how often clips name each segment.
    fn uses(&self) -> HashMap<SegmentKey, usize> {
        let mut uses = HashMap::new();
        for key in self.clips.iter().flat_map(|(_, keys)| keys) {
            *uses.entry(*key).or_default() += 1;
        }
        uses
    }

    /// Takes out what is found by no clip, the longest unused first.
    fn unused(&mut self, uses: &HashMap<SegmentKey, usize>) -> Vec<Kept> {
        let mut unused = std::mem::take(&mut self.strangers);
        // A clip that is being spoken names its segments last.
        let is_left =
            |key: &SegmentKey, kept: &mut Kept| !uses.contains_key(key) && kept.idle > 2 * USE;
        unused.extend(self.segments.extract_if(is_left).map(|(_, kept)| kept));
        unused.sort_by_key(|kept| Reverse(kept.idle));
        unused
    }

    /// Puts those clips first that waste the most room for the longest time.
    fn sort_clips(&mut self) {
        let Self {
            clips, segments, ..
        } = self;
        clips.sort_by_cached_key(|(clip, keys)| {
            let segments = keys.iter().filter_map(|key| segments.get(key));
            let bytes: u64 = segments.map(|segment| segment.bytes).sum();
            Reverse(u128::from(bytes + clip.bytes) * (clip.idle.as_millis() + 1))
        });
    }
}

/// The choice of what leaves a folder.
struct Parting {
    left: u64,
    room: u64,
    age: Duration,
    leaving: Vec<(Path, u64)>,
}

impl Parting {
    fn new(bytes: u64, bounds: Bounds) -> Self {
        let overflows = bytes > bounds.bytes;
        Self {
            left: bytes,
            room: if overflows {
                bounds.bytes / 100 * FILL
            } else {
                bounds.bytes
            },
            age: bounds.age,
            leaving: Vec::new(),
        }
    }

    /// Lets go what is too old or too much, and tells whether it did.
    fn weigh(&mut self, kept: &Kept) -> bool {
        let must = self.left > self.room || kept.idle > self.age;
        if must {
            self.part(kept);
        }
        must
    }

    fn part(&mut self, kept: &Kept) {
        self.left -= kept.bytes;
        self.leaving.push((kept.path.clone(), kept.bytes));
    }
}

/// Removes what was being written when the process was killed.
async fn remove_unfinished(dir: PathBuf) {
    let removed = task::spawn_blocking(move || {
        [CLIPS, SEGMENTS]
            .iter()
            .try_for_each(|folder| remove_unfinished_in(&dir.join(folder)))
    });
    match removed.await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!(error = &error as &dyn std::error::Error, "not swept"),
        Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "not swept"),
    }
}

/// `object_store` writes to a name that ends in `#` and a number, and renames that.
fn remove_unfinished_in(folder: &FilePath) -> std::io::Result<()> {
    let entries = match std::fs::read_dir(folder) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
        entries => entries?,
    };
    for entry in entries {
        let entry = entry?;
        let meta = entry.metadata()?;
        if meta.is_dir() {
            remove_unfinished_in(&entry.path())?;
            continue;
        }
        let is_unfinished = entry.file_name().as_encoded_bytes().contains(&b'#');
        let is_left = meta.modified()?.elapsed().is_ok_and(|idle| idle > USE);
        if is_unfinished && is_left {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
