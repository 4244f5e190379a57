//! Time to read the article off a page, beside dom_smoothie's time for the same page.
//!
//! The pages are those in tests/golden/extract, or the files in the folders that are named:
//! `cargo bench --bench extract -- FOLDER ...`. A page's time is its best of several.

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dom_smoothie::Readability;
use lyssna::extract::{Options, extract};
use lyssna::fetch::decode_html;

/// Times that each page is read.
const ROUNDS: usize = 9;

const URL: &str = "https://exempel.example/";

fn main() {
    let named: Vec<PathBuf> = std::env::args()
        .skip(1)
        .filter(|argument| !argument.starts_with("--"))
        .map(PathBuf::from)
        .collect();
    let files: Vec<PathBuf> = if named.is_empty() {
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/extract");
        let pages = entries(&golden).into_iter();
        pages.map(|page| page.join("page.html")).collect()
    } else {
        named.iter().flat_map(|folder| entries(folder)).collect()
    };
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for file in &files {
        let bytes = fs::read(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let html = decode_html(&file.to_string_lossy(), &bytes, None).expect("a page of text");
        ours.push(milliseconds(|| {
            // A page with nothing to read takes its time too.
            black_box(extract(black_box(&html), URL, &Options::default()).is_ok());
        }));
        theirs.push(milliseconds(|| {
            let readable = Readability::new(black_box(html.as_str()), Some(URL), None);
            black_box(readable.and_then(|mut page| page.parse()).is_ok());
        }));
    }
    let times = ours.iter().zip(&theirs);
    let logs: f64 = times.map(|(own, other)| (own / other).ln()).sum();
    show("lyssna", ours);
    show("dom_smoothie", theirs);
    let ratio = (logs / files.len() as f64).exp();
    println!("lyssna's time to dom_smoothie's, geometric mean of the pages: {ratio:.2}");
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .collect()
}

/// The shortest time that the work takes.
fn milliseconds(work: impl Fn()) -> f64 {
    let rounds = (0..ROUNDS).map(|_| {
        let begun = Instant::now();
        work();
        begun.elapsed().as_secs_f64() * 1e3
    });
    rounds.fold(f64::INFINITY, f64::min)
}

fn show(name: &str, mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{name:<12} {} pages: median {:.2} ms, p95 {:.2} ms, slowest {:.2} ms",
        times.len(),
        at(50),
        at(95),
        at(100),
    );
}
