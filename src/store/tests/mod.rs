//! What every object store must do for clips, asked of each kind.

mod bounds;
mod illness;
mod s3;

use std::sync::Arc;

use bytes::Bytes;
use object_store::memory::InMemory;
use object_store::{ObjectStore, ObjectStoreExt};
use tempfile::TempDir;

use super::*;
use crate::clip::tests::{whole, whole_and_segments};

/// An empty object store of some kind; what is behind it lives as long.
struct Kind {
    name: &'static str,
    objects: Arc<dyn ObjectStore>,
    _behind: Option<TempDir>,
}

impl Kind {
    /// A store that has nothing in memory, as after a restart.
    fn store(&self) -> Store {
        Store::over(Arc::clone(&self.objects), &Config::default())
    }

    async fn exists(&self, path: &Path) -> bool {
        self.objects.head(path).await.is_ok()
    }
}

async fn kinds() -> [Kind; 3] {
    let folder = tempfile::tempdir().unwrap();
    let local = place::folder(folder.path()).unwrap();
    let server = s3::Server::start().await;
    [
        Kind {
            name: "memory",
            objects: Arc::new(InMemory::new()),
            _behind: None,
        },
        Kind {
            name: "folder",
            objects: Arc::new(local),
            _behind: Some(folder),
        },
        Kind {
            name: "S3",
            objects: server.bucket(),
            _behind: Some(server.folder),
        },
    ]
}

async fn put(store: &Store, (clip, segments): &(Whole, Vec<Spoken>)) {
    for (key, spoken) in clip.keys.iter().zip(segments) {
        store.put_segment(key, spoken).await.unwrap();
    }
    store.put_clip(clip).await.unwrap();
}

const TEXT: &str = "Hej där. Vi ses i morgon.";

#[tokio::test]
async fn clips_and_segments_come_back_as_they_were() {
    for kind in kinds().await {
        let (clip, segments) = whole_and_segments(TEXT);
        let id = &clip.manifest.id;
        assert!(
            kind.store().get(id).await.unwrap().is_none(),
            "{}",
            kind.name
        );
        assert!(!kind.store().holds(id).await.unwrap(), "{}", kind.name);
        let absent = kind.store().segment(&clip.keys[0]).await.unwrap();
        assert!(absent.is_none(), "{}", kind.name);
        let both = (clip, segments);
        put(&kind.store(), &both).await;
        put(&kind.store(), &both).await;
        let (clip, segments) = both;
        let id = &clip.manifest.id;
        assert!(kind.store().holds(id).await.unwrap(), "{}", kind.name);
        let found = kind.store().get(id).await.unwrap().unwrap();
        assert_eq!(found.manifest, clip.manifest, "{}", kind.name);
        assert_eq!(found.audio, clip.audio, "{}", kind.name);
        assert_eq!(found.keys, clip.keys, "{}", kind.name);
        for (key, spoken) in clip.keys.iter().zip(&segments) {
            let found = kind.store().segment(key).await.unwrap();
            assert_eq!(found.as_ref(), Some(spoken), "{}", kind.name);
        }
        kind.store().check().await.unwrap();
    }
}

#[tokio::test]
async fn a_clip_read_once_is_in_memory() {
    for kind in kinds().await {
        let clip = whole_and_segments(TEXT);
        let id = &clip.0.manifest.id;
        let store = kind.store();
        put(&store, &clip).await;
        assert!(store.in_memory(id).await.is_none(), "{}", kind.name);
        store.get(id).await.unwrap().unwrap();
        assert!(store.in_memory(id).await.is_some(), "{}", kind.name);
    }
}

#[tokio::test]
async fn what_is_damaged_is_removed_and_can_be_put_again() {
    let clip = whole_and_segments(TEXT);
    let id = &clip.0.manifest.id;
    let (manifest, segment) = (clip_path(id), segment_path(&clip.0.keys[1]));
    let (other, others) = whole_and_segments("Nej. Aldrig.");
    let foreign = Bytes::from(sealed::seal(kept::of_segment(&others[0]).unwrap()));
    let misnamed = Bytes::from(sealed::seal(
        kept::of_clip(&other.keys, &other.manifest).unwrap(),
    ));
    for kind in kinds().await {
        put(&kind.store(), &clip).await;
        for path in [&manifest, &segment] {
            let whole = kind.objects.get(path).await.unwrap().bytes().await.unwrap();
            let mut flipped = whole.to_vec();
            flipped[whole.len() / 2] ^= 1;
            let damages = [
                Some(whole.slice(..whole.len() / 2)),
                Some(flipped.into()),
                Some(Bytes::new()),
                Some(foreign.clone()),
                Some(misnamed.clone()),
                None,
            ];
            for (index, damage) in damages.into_iter().enumerate() {
                match damage {
                    Some(bytes) => drop(kind.objects.put(path, bytes.into()).await.unwrap()),
                    None => kind.objects.delete(path).await.unwrap(),
                }
                let found = kind.store().get(id).await.unwrap();
                assert!(found.is_none(), "{} {path} {index}", kind.name);
                assert!(
                    !kind.exists(&manifest).await,
                    "{} {path} {index}",
                    kind.name
                );
                put(&kind.store(), &clip).await;
                let mended = kind.store().get(id).await.unwrap();
                assert!(mended.is_some(), "{} {path} {index}", kind.name);
            }
        }
    }
}

#[tokio::test]
async fn a_damaged_segment_is_removed_by_who_reads_it() {
    for kind in kinds().await {
        let clip = whole_and_segments(TEXT);
        put(&kind.store(), &clip).await;
        let (key, path) = (clip.0.keys[0], segment_path(&clip.0.keys[0]));
        let cut = kind.objects.get_range(&path, 0..40).await.unwrap();
        kind.objects.put(&path, cut.into()).await.unwrap();
        let found = kind.store().segment(&key).await.unwrap();
        assert!(found.is_none(), "{}", kind.name);
        assert!(!kind.exists(&path).await, "{}", kind.name);
    }
}

#[tokio::test]
async fn those_who_write_the_same_at_once_leave_it_whole() {
    for kind in kinds().await {
        let clip = whole_and_segments(TEXT);
        let store = kind.store();
        futures_util::future::join_all((0..8).map(|_| put(&store, &clip))).await;
        let found = kind.store().get(&clip.0.manifest.id).await.unwrap();
        assert_eq!(found.unwrap().audio, clip.0.audio, "{}", kind.name);
    }
}

#[tokio::test]
async fn memory_holds_no_more_than_its_bound() {
    const MEMORY: u64 = 1 << 20;
    let config = Config {
        memory_bytes: MEMORY,
        ..Config::default()
    };
    let store = Store::over(Arc::new(InMemory::new()), &config);
    for index in 0..200 {
        let clip = whole(&format!("Mening {index}."));
        store.keep_in_memory(Arc::new(clip)).await;
    }
    store.memory.run_pending_tasks().await;
    let held: usize = store.memory.iter().map(|(_, clip)| clip.audio.len()).sum();
    assert!(held as u64 <= MEMORY, "{held}");
    assert!(held as u64 > MEMORY / 2, "{held}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let dir = file.path().join("clips");
    let config = Config {
        dir: dir.clone(),
        ..Config::default()
    };
    let error = Store::open(&config, []).unwrap_err().to_string();
    let expected = format!("store.dir: {} cannot be used", dir.display());
    assert_eq!(error, expected);
}

#[test]
fn addresses_of_buckets() {
    let cases = [
        ("s3://clips", Some(("clips", ""))),
        ("s3://clips/", Some(("clips", ""))),
        ("s3://my.clips/lyssna/a/", Some(("my.clips", "lyssna/a"))),
        ("s3://", None),
        ("s3:///clips", None),
        ("clips", None),
        ("https://clips.s3.amazonaws.com", None),
        ("s3://key:secret@clips", None),
        ("s3://clips:9000/a", None),
        ("s3://clips?region=eu-north-1", None),
    ];
    for (url, expected) in cases {
        let expected = expected.map(|(name, prefix)| (name.to_owned(), prefix.to_owned()));
        assert_eq!(config::bucket(url), expected, "{url}");
    }
}
