//! What a folder keeps, and what leaves it.

use std::num::NonZeroU64;
use std::time::{Duration, SystemTime};

use super::*;

const HOUR: Duration = Duration::from_secs(60 * 60);
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// A folder with bounds.
struct Folder {
    dir: TempDir,
    config: Config,
}

impl Folder {
    fn new(max_bytes: u64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let config = Config {
            dir: dir.path().to_owned(),
            max_bytes: NonZeroU64::new(max_bytes).unwrap(),
            max_age_days: NonZeroU64::new(30).unwrap(),
            ..Config::default()
        };
        Self { dir, config }
    }

    fn store(&self) -> Store {
        Store::open(&self.config, []).unwrap()
    }

    /// Keeps a clip of so many sentences that was heard last so long ago.
    async fn keep(&self, sentences: usize, idle: Duration) -> Whole {
        let idle_seconds = idle.as_secs();
        let text: String = (0..sentences)
            .map(|index| format!("Nummer {idle_seconds} och {index}. "))
            .collect();
        let clip = whole_and_segments(&text);
        assert_eq!(clip.0.keys.len(), sentences);
        put(&self.store(), &clip).await;
        self.age(&clip_path(&clip.0.manifest.id), idle);
        for key in &clip.0.keys {
            self.age(&segment_path(key), idle);
        }
        clip.0
    }

    fn age(&self, path: &Path, idle: Duration) {
        let file = std::fs::File::open(self.dir.path().join(path.as_ref())).unwrap();
        file.set_modified(SystemTime::now() - idle).unwrap();
    }

    async fn keeps(&self, clip: &Whole) -> bool {
        self.store().get(&clip.manifest.id).await.unwrap().is_some()
    }

    fn files(&self) -> usize {
        let mut folders = vec![self.dir.path().to_owned()];
        let mut files = 0;
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let entry = entry.unwrap();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(entry.path());
                } else {
                    files += 1;
                }
            }
        }
        files
    }
}

#[tokio::test]
async fn what_was_unheard_for_longest_leaves_a_full_folder() {
    let folder = Folder::new(250_000);
    let mut clips = Vec::new();
    for hours in 1..=10 {
        clips.push(folder.keep(5, HOUR * hours).await);
    }
    let swept = folder.store().sweep().await.unwrap().unwrap();
    assert!(swept.removed > 0 && swept.bytes <= 225_000, "{swept:?}");
    let mut kept = Vec::new();
    for clip in &clips {
        kept.push(folder.keeps(clip).await);
    }
    let number = kept.iter().filter(|kept| **kept).count();
    assert!((3..9).contains(&number), "{kept:?}");
    assert!(kept[..number].iter().all(|kept| *kept), "{kept:?}");
    assert_eq!(
        folder.files(),
        6 * number,
        "segments leave with their clips"
    );
}

#[tokio::test]
async fn a_long_clip_does_not_drive_out_short_ones() {
    let folder = Folder::new(400_000);
    let mut short = Vec::new();
    for hours in 2..=6 {
        short.push(folder.keep(3, HOUR * hours).await);
    }
    let long = folder.keep(60, HOUR).await;
    folder.store().sweep().await.unwrap().unwrap();
    assert!(!folder.keeps(&long).await);
    for clip in &short {
        assert!(folder.keeps(clip).await);
    }
}

#[tokio::test]
async fn what_is_too_old_leaves_a_folder_with_room() {
    let folder = Folder::new(1 << 30);
    let old = folder.keep(1, DAY * 31).await;
    let young = folder.keep(1, DAY * 29).await;
    let stranger = folder.dir.path().join("clips/ab/old.mp3");
    std::fs::create_dir_all(stranger.parent().unwrap()).unwrap();
    std::fs::write(&stranger, "x").unwrap();
    folder.age(&Path::from("clips/ab/old.mp3"), DAY * 31);
    let swept = folder.store().sweep().await.unwrap().unwrap();
    assert!(!folder.keeps(&old).await);
    assert!(folder.keeps(&young).await);
    assert!(!stranger.exists());
    assert_eq!(swept.removed, 3);
}

#[tokio::test]
async fn hearing_a_clip_makes_it_young() {
    let folder = Folder::new(1 << 30);
    let clip = folder.keep(1, DAY * 31).await;
    assert!(folder.keeps(&clip).await);
    folder.store().sweep().await.unwrap().unwrap();
    assert!(folder.keeps(&clip).await);
}

#[tokio::test]
async fn a_clip_that_is_heard_from_memory_becomes_young_too() {
    let folder = Folder::new(1 << 30);
    let clip = folder.keep(1, DAY * 31).await;
    let path = clip_path(&clip.manifest.id);
    let store = folder.store();
    store.get(&clip.manifest.id).await.unwrap().unwrap();
    folder.age(&path, DAY * 31);
    store.in_memory(&clip.manifest.id).await.unwrap();
    let file = folder.dir.path().join(path.as_ref());
    let is_young = || {
        file.metadata()
            .unwrap()
            .modified()
            .unwrap()
            .elapsed()
            .unwrap()
            < DAY
    };
    for _ in 0..500 {
        if is_young() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    store.sweep().await.unwrap().unwrap();
    assert!(folder.keeps(&clip).await);
}

#[tokio::test]
async fn segments_stay_as_long_as_some_clip_has_them() {
    let folder = Folder::new(1 << 30);
    let old = whole_and_segments("Hej där. Vi ses i morgon.");
    let new = whole_and_segments("Hej där. Vi ses i övermorgon.");
    assert_eq!(old.0.keys[0], new.0.keys[0]);
    put(&folder.store(), &old).await;
    put(&folder.store(), &new).await;
    folder.age(&clip_path(&old.0.manifest.id), DAY * 31);
    folder.age(&segment_path(&old.0.keys[0]), DAY * 31);
    folder.age(&segment_path(&old.0.keys[1]), DAY * 31);
    let swept = folder.store().sweep().await.unwrap().unwrap();
    assert_eq!(swept.removed, 2);
    assert!(!folder.keeps(&old.0).await);
    assert!(folder.keeps(&new.0).await);
}

#[tokio::test]
async fn segments_of_a_clip_that_never_came_leave_a_full_folder_first() {
    let folder = Folder::new(20_000);
    let (clip, segments) = whole_and_segments("Ett två tre fyra fem.");
    folder
        .store()
        .put_segment(&clip.keys[0], &segments[0])
        .await
        .unwrap();
    let path = segment_path(&clip.keys[0]);
    for (idle, stays) in [(HOUR, true), (HOUR * 3, false)] {
        folder.age(&path, idle);
        // Something that makes the folder overflow, and is new.
        let (other, others) = whole_and_segments(&"mycket ".repeat(60));
        folder
            .store()
            .put_segment(&other.keys[0], &others[0])
            .await
            .unwrap();
        folder.store().sweep().await.unwrap().unwrap();
        let is_there = folder.dir.path().join(path.as_ref()).exists();
        assert_eq!(is_there, stays, "{idle:?}");
    }
}

#[tokio::test]
async fn a_sweep_waits_until_there_is_something_to_do() {
    let folder = Folder::new(30_000);
    let store = folder.store();
    assert!(store.sweep().await.unwrap().is_some(), "at the start");
    assert!(store.sweep().await.unwrap().is_none());
    let clip = whole_and_segments(&"ord ".repeat(100));
    put(&store, &clip).await;
    let swept = store.sweep().await.unwrap().unwrap();
    assert_eq!(
        (swept.removed, swept.bytes),
        (1 + clip.0.keys.len(), 0),
        "more than fits"
    );
}

#[tokio::test]
async fn what_was_being_written_at_a_kill_is_removed() {
    let folder = Folder::new(1 << 30);
    let clip = folder.keep(1, Duration::ZERO).await;
    let path = folder
        .dir
        .path()
        .join(format!("{}#1", clip_path(&clip.manifest.id)));
    for (idle, stays) in [(Duration::ZERO, true), (HOUR * 2, false)] {
        std::fs::write(&path, "half").unwrap();
        let file = std::fs::File::open(&path).unwrap();
        file.set_modified(SystemTime::now() - idle).unwrap();
        folder.store().sweep().await.unwrap().unwrap();
        assert_eq!(path.exists(), stays, "{idle:?}");
    }
    assert!(folder.keeps(&clip).await);
}
