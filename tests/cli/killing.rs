//! The service as a process that is killed while it speaks and keeps.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use lyssna::clip::{ClipId, SegmentKey};
use lyssna::store::{Config, Store};
use tempfile::tempdir;

use crate::support::Served;

/// What is read in the rounds: twelve clips of a few sentences, which become whole soon.
fn texts() -> Vec<String> {
    let days = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"];
    let mut texts = Vec::new();
    for day in days {
        for voice in ["alva", "nils"] {
            let input = format!("På {day} öppnar badet. Kom på {day}! Vi ses.");
            texts.push(format!(
                r#"{{"model":"tts-1","voice":"{voice}","input":"{input}"}}"#
            ));
        }
    }
    texts
}

const LISTENERS: usize = 4;

const SPEECH: &str = "/v1/audio/speech";

/// Any number below a bound.
fn random(bound: u64) -> u64 {
    RandomState::new().build_hasher().finish() % bound
}

/// All objects below a folder; those half-written have a `#` in their names.
fn objects(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut objects = Vec::new();
    for entry in entries {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            objects.extend(self::objects(&entry.path()));
        } else {
            objects.push(entry.path());
        }
    }
    objects.retain(|object| !name(object).contains('#'));
    objects
}

fn name(object: &Path) -> &str {
    object.file_name().unwrap().to_str().unwrap()
}

/// Reads all that is kept; returns the numbers of clips and segments.
fn read_all(dir: &Path) -> (usize, usize) {
    let config = Config {
        dir: dir.to_owned(),
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let store = Store::open(&config, []).unwrap();
        let segments = objects(&dir.join("segments"));
        for segment in &segments {
            let key = SegmentKey::parse(name(segment)).unwrap();
            let kept = store.segment(&key).await.unwrap();
            assert!(kept.is_some(), "{}", segment.display());
        }
        let clips = objects(&dir.join("clips"));
        for clip in &clips {
            let id = ClipId::parse(name(clip)).unwrap();
            let kept = store.get(&id).await.unwrap();
            assert!(kept.is_some_and(|whole| whole.is_intact()), "{id}");
        }
        (clips.len(), segments.len())
    })
}

/// Has some clips listened to, and kills the service once some more is kept.
///
/// The moment follows what is written and not the clock, so that most kills come amid the writing
/// on slow machines too; when nothing more is to be written, it has come.
fn kill_under_load(mut served: Served, texts: &[String], dir: &Path) {
    let answered = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..LISTENERS {
            let text = &texts[random(texts.len() as u64) as usize];
            let (served, answered) = (&served, &answered);
            scope.spawn(move || {
                // The kill cuts the answers off.
                drop(served.post(SPEECH, text));
                answered.fetch_add(1, Ordering::SeqCst);
            });
        }
        let enough = objects(dir).len() + random(12) as usize;
        while objects(dir).len() < enough && answered.load(Ordering::SeqCst) < LISTENERS {
            thread::sleep(Duration::from_micros(random(2_000)));
        }
        // A clip is kept shortly after its last sentence.
        thread::sleep(Duration::from_micros(random(10_000)));
        served.signal("-KILL");
    });
    served.child.wait().unwrap();
}

/// Forgets the clips and about half of their sentences, so that they are kept anew.
fn forget_some(dir: &Path) {
    let sentences = objects(&dir.join("segments"));
    let some = sentences.into_iter().filter(|_| random(2) == 0);
    for object in objects(&dir.join("clips")).into_iter().chain(some) {
        std::fs::remove_file(object).unwrap();
    }
}

/// `KILLS=200 cargo test --test cli killing` kills more often.
#[test]
fn a_kill_at_any_moment_leaves_whole_clips_or_none() {
    let kills = std::env::var("KILLS").map_or(10, |kills| kills.parse().unwrap());
    let (folder, texts) = (tempdir().unwrap(), texts());
    let dir = folder.path().join("var");
    let (mut clips, mut segments) = (0, 0);
    for _ in 0..kills {
        let served = Served::start(folder.path(), &[], &[]);
        kill_under_load(served, &texts, &dir);
        let kept = read_all(&dir);
        clips += kept.0;
        segments = kept.1;
        forget_some(&dir);
    }
    assert!(segments > 0, "nothing was kept before the kills");

    let served = Served::start(folder.path(), &[], &[]);
    let answer = served.post(SPEECH, &texts[0]).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    served.stop();
    assert!(read_all(&dir).0 > 0, "nothing is kept after the kills");
    println!(
        "{kills} kills: clips found {clips} times, each whole; {segments} whole segments at the end"
    );
}
