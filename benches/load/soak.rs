use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time;

use super::exchange::Connection;
use super::server::Service;
use super::tell;
use super::upstream::Upstream;

const CLIENTS: usize = 12;

/// Articles that are asked for again and again; the store holds more than memory does.
const ARTICLES: usize = 400;

/// Sentences of each.
const SENTENCES: usize = 6;

/// Between two faults.
const PAUSE: Duration = Duration::from_secs(2);

/// Growth of memory, after all articles have been heard once, that is no leak.
const BAR: f64 = 1.25;

/// What the clients have found.
#[derive(Default)]
struct Found {
    /// BLAKE3 of each clip that was heard whole, by its path.
    clips: HashMap<String, blake3::Hash>,
    heard: usize,
    refused: usize,
    changed: usize,
    failed: usize,
}

/// Mixed load with faults thrown in, for `SOAK_SECONDS` (an hour by default).
pub(crate) async fn run() {
    let seconds = std::env::var("SOAK_SECONDS").map_or(3600, |text| text.parse().expect("seconds"));
    println!("\n== Mixed load with faults for {seconds} s, {CLIENTS} clients");
    let upstream = Upstream::start().await;
    let service = Service::start(upstream.address).await;
    let end = Instant::now() + Duration::from_secs(seconds);
    let found = Arc::new(Mutex::new(Found::default()));
    let mut clients = JoinSet::new();
    for seed in 0..CLIENTS {
        let paths: Vec<String> = (0..ARTICLES)
            .map(|n| upstream.audio(n, SENTENCES))
            .collect();
        clients.spawn(listen(
            service.address,
            paths,
            seed as u64 + 1,
            end,
            Arc::clone(&found),
        ));
    }
    let (mut settled, mut faults) = (None, 0);
    let mut random = Random(7);
    while Instant::now() < end {
        time::sleep(PAUSE).await;
        faults += usize::from(damage(&service.clips(), &mut random));
        upstream.fail(random.below(5) == 0);
        let all_heard = found.lock().expect("no panic").clips.len() == ARTICLES;
        if settled.is_none() && all_heard {
            settled = Some(service.memory().0);
        }
    }
    clients.join_all().await;
    let (memory, peak) = service.memory();
    let found = found.lock().expect("no panic");
    let figure = format!(
        "{} heard, {} refused (429, 502)",
        found.heard, found.refused
    );
    tell("answers", &figure, true);
    tell("objects damaged", &faults.to_string(), true);
    tell(
        "clips lost or changed, bar 0",
        &found.changed.to_string(),
        found.changed == 0,
    );
    tell(
        "other failures, bar 0",
        &found.failed.to_string(),
        found.failed == 0,
    );
    tell(
        "panics, bar 0",
        &service.panics().to_string(),
        service.panics() == 0,
    );
    let before = settled.map_or("not all heard yet".to_owned(), |settled| {
        format!("{settled:.0} MiB")
    });
    let figure =
        format!("{before} when all were heard, {memory:.0} MiB at the end, {peak:.0} at most");
    tell(
        "memory, bar 1.25 times",
        &figure,
        settled.is_none_or(|settled| memory < settled * BAR),
    );
}

/// Numbers without a pattern, the same in each run (Knuth, MMIX).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % bound
    }
}

async fn listen(
    address: SocketAddr,
    paths: Vec<String>,
    seed: u64,
    end: Instant,
    found: Arc<Mutex<Found>>,
) {
    let mut random = Random(seed);
    while Instant::now() < end {
        let path = &paths[random.below(paths.len())];
        let hangs_up = random.below(8) == 0;
        let heard = hear(address, path, hangs_up).await;
        let mut found = found.lock().expect("no panic");
        match heard {
            Ok(Heard::Whole(hash)) => {
                found.heard += 1;
                let before = *found.clips.entry(path.clone()).or_insert(hash);
                found.changed += usize::from(before != hash);
            }
            Ok(Heard::Part) => {}
            Ok(Heard::Refused) => found.refused += 1,
            Err(error) => {
                println!("{path}: {error}");
                found.failed += 1;
            }
        }
    }
}

enum Heard {
    Whole(blake3::Hash),
    /// The client hung up.
    Part,
    Refused,
}

async fn hear(address: SocketAddr, path: &str, hangs_up: bool) -> std::io::Result<Heard> {
    let mut connection = Connection::open(address).await?;
    let fields = "Connection: close\r\n";
    let head = connection.ask(path, fields).await?;
    match (head.status, head.length) {
        (429 | 502, _) => {
            time::sleep(head.retry_after.unwrap_or(PAUSE).min(PAUSE)).await;
            Ok(Heard::Refused)
        }
        (200, _) if hangs_up => Ok(Heard::Part),
        (200, Some(_)) => Ok(Heard::Whole(connection.hash(&head).await?)),
        // Without a length what is heard is in chunks, which the next time is not.
        (200, None) => {
            connection.drain(&head).await?;
            Ok(Heard::Part)
        }
        (status, _) => Err(std::io::Error::other(format!("status {status}"))),
    }
}

/// Cuts off or changes one object that is kept; tells whether there was one.
fn damage(folder: &Path, random: &mut Random) -> bool {
    let mut objects = Vec::new();
    gather(folder, &mut objects);
    if objects.is_empty() {
        return false;
    }
    let object = &objects[random.below(objects.len())];
    // It may be gone by now, which is a fault too.
    let Ok(mut bytes) = std::fs::read(object) else {
        return true;
    };
    match random.below(2) {
        0 => bytes.truncate(bytes.len() / 2),
        _ => {
            let at = random.below(bytes.len().max(1));
            bytes
                .iter_mut()
                .skip(at)
                .take(1)
                .for_each(|byte| *byte ^= 1);
        }
    }
    std::fs::write(object, bytes).expect("the folder is ours");
    true
}

fn gather(folder: &Path, objects: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    for entry in entries.flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => gather(&entry.path(), objects),
            Ok(_) => objects.push(entry.path()),
            Err(_) => {}
        }
    }
}
