//! The service as a process that is killed while it speaks and keeps.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::path::Path;
use std::thread;
use std::time::Duration;

use lyssna::clip::{ClipId, SegmentKey};
use lyssna::store::{Config, Store};
use tempfile::tempdir;

use crate::support::Served;

/// Any number below a bound.
fn random(bound: u64) -> u64 {
    RandomState::new().build_hasher().finish() % bound
}

/// An address of some clip of many.
fn some_clip() -> String {
    let pick = |choices: &[&'static str]| choices[random(choices.len() as u64) as usize];
    let article = pick(&["norrsken", "budget", "biblioteket"]);
    let voice = pick(&["alva", "nils"]);
    let speed = 60 + random(140);
    format!(
        "/v1/audio?url=/demo/{article}&voice={voice}&speed={}",
        speed as f64 / 100.0
    )
}

/// The names of all objects below a folder; those half-written have a `#` in their names.
fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            names.extend(self::names(&entry.path()));
        } else {
            names.push(entry.file_name().into_string().unwrap());
        }
    }
    names.retain(|name| !name.contains('#'));
    names
}

/// Reads all that is kept; returns the numbers of clips and segments.
fn read_all(folder: &Path) -> (usize, usize) {
    let config = Config {
        dir: folder.join("var"),
        ..Config::default()
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.unwrap().block_on(async {
        let store = Store::open(&config, []).unwrap();
        let segments = names(&config.dir.join("segments"));
        for name in &segments {
            let key = SegmentKey::parse(name).unwrap();
            assert!(
                store.segment(&key).await.unwrap().is_some(),
                "segment {name}"
            );
        }
        let clips = names(&config.dir.join("clips"));
        for name in &clips {
            let id = ClipId::parse(name).unwrap();
            assert!(store.get(&id).await.unwrap().is_some(), "clip {name}");
        }
        (clips.len(), segments.len())
    })
}

/// `KILLS=200 cargo test --test cli killing` kills more often.
#[test]
fn a_kill_at_any_moment_leaves_whole_clips_or_none() {
    let kills = std::env::var("KILLS").map_or(10, |kills| kills.parse().unwrap());
    let folder = tempdir().unwrap();
    // A slow machine keeps nothing so soon: of more kills, each waits longer.
    for round in 1_u64.. {
        if round > kills && read_all(folder.path()).1 > 0 {
            break;
        }
        let longest = 700 * round.div_ceil(kills);
        let mut served = Served::start(folder.path(), &[], &[]);
        thread::scope(|scope| {
            for _ in 0..4 {
                // The kill cuts the answers off.
                scope.spawn(|| drop(served.get(&some_clip())));
            }
            thread::sleep(Duration::from_millis(random(longest)));
            served.signal("-KILL");
        });
        served.child.wait().unwrap();
    }
    let (clips, segments) = read_all(folder.path());

    let served = Served::start(folder.path(), &[], &[]);
    let answer = served.get("/v1/audio?url=/demo/norrsken").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"));
    served.stop();
    let (clips_later, segments_later) = read_all(folder.path());
    assert!(clips_later >= clips && clips_later > 0);
    println!(
        "{kills} kills left {clips} clips and {segments} segments, all whole; {segments_later} later"
    );
}
