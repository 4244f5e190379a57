//! What every object store must do for clips, asked of each kind.

use std::sync::Arc;

use bytes::Bytes;
use object_store::ObjectStoreExt;
use object_store::memory::InMemory;

use super::*;
use crate::clip::tests::whole;

const MEMORY: u64 = 1 << 20;

/// Each kind of object store, empty; a folder lives as long as its guard.
fn stores() -> Vec<(
    &'static str,
    Arc<dyn ObjectStore>,
    Option<tempfile::TempDir>,
)> {
    let folder = tempfile::tempdir().unwrap();
    let local = LocalFileSystem::new_with_prefix(folder.path()).unwrap();
    vec![
        ("memory", Arc::new(InMemory::new()), None),
        ("folder", Arc::new(local), Some(folder)),
    ]
}

/// A store that has nothing in memory, as after a restart.
fn fresh(objects: &Arc<dyn ObjectStore>) -> Store {
    Store::over(Arc::clone(objects), MEMORY)
}

#[tokio::test]
async fn a_clip_comes_back_as_it_was() {
    for (kind, objects, _guard) in stores() {
        let clip = whole("Hej där.");
        let id = &clip.manifest.id;
        assert!(fresh(&objects).get(id).await.unwrap().is_none(), "{kind}");
        fresh(&objects).put(&clip).await.unwrap();
        let found = fresh(&objects).get(id).await.unwrap().unwrap();
        assert_eq!(found.manifest, clip.manifest, "{kind}");
        assert_eq!(found.audio, clip.audio, "{kind}");
        fresh(&objects).put(&clip).await.unwrap();
        fresh(&objects).check().await.unwrap();
    }
}

#[tokio::test]
async fn a_clip_read_once_is_in_memory() {
    for (kind, objects, _guard) in stores() {
        let clip = whole("Hej där.");
        let id = &clip.manifest.id;
        let store = fresh(&objects);
        store.put(&clip).await.unwrap();
        assert!(store.in_memory(id).await.is_none(), "{kind}");
        store.get(id).await.unwrap().unwrap();
        assert!(store.in_memory(id).await.is_some(), "{kind}");
    }
}

#[tokio::test]
async fn a_damaged_clip_is_removed_and_can_be_put_again() {
    let clip = whole("Hej där.");
    let id = &clip.manifest.id;
    let (audio, manifest) = (audio_path(&clip.manifest), manifest_path(id));
    let cut = clip.audio.slice(..clip.audio.len() / 2);
    let mut flipped = clip.audio.to_vec();
    flipped[7] ^= 1;
    let other = serde_json::to_vec(&whole("Nej.").manifest).unwrap();
    let damages = [
        (&audio, Some(cut)),
        (&audio, Some(Bytes::from(flipped))),
        (&audio, None),
        (&manifest, Some(Bytes::from("{\"id\": \""))),
        (&manifest, Some(Bytes::from(other))),
        (&manifest, Some(Bytes::new())),
    ];
    for (kind, objects, _guard) in stores() {
        for (path, damage) in &damages {
            fresh(&objects).put(&clip).await.unwrap();
            match damage {
                Some(bytes) => drop(objects.put(path, bytes.clone().into()).await.unwrap()),
                None => objects.delete(path).await.unwrap(),
            }
            let found = fresh(&objects).get(id).await.unwrap();
            assert!(found.is_none(), "{kind} {path} {damage:?}");
            assert!(objects.head(&manifest).await.is_err(), "{kind} {path}");
        }
        fresh(&objects).put(&clip).await.unwrap();
        assert!(fresh(&objects).get(id).await.unwrap().is_some(), "{kind}");
    }
}

#[tokio::test]
async fn audio_without_a_manifest_is_no_clip() {
    for (kind, objects, _guard) in stores() {
        let clip = whole("Hej där.");
        let path = audio_path(&clip.manifest);
        objects.put(&path, clip.audio.clone().into()).await.unwrap();
        let found = fresh(&objects).get(&clip.manifest.id).await.unwrap();
        assert!(found.is_none(), "{kind}");
    }
}

#[tokio::test]
async fn memory_holds_no_more_than_its_bound() {
    let store = Store::over(Arc::new(InMemory::new()), MEMORY);
    for index in 0..200 {
        let clip = whole(&format!("Mening {index}."));
        store.keep_in_memory(Arc::new(clip)).await;
    }
    store.memory.run_pending_tasks().await;
    let held: usize = store.memory.iter().map(|(_, clip)| clip.audio.len()).sum();
    assert!(held as u64 <= MEMORY, "{held}");
    assert!(held as u64 > MEMORY / 2, "{held}");
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let dir = file.path().join("clips");
    let config = Config {
        dir: dir.clone(),
        ..Config::default()
    };
    let error = Store::open(&config).unwrap_err().to_string();
    assert_eq!(
        error,
        format!("store.dir: {} cannot be used", dir.display())
    );
}
