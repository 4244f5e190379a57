//! Time to read the article off a page, for each page in tests/fixtures/pages.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::extract::{Options, extract};

fn pages(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages");
    let mut group = c.benchmark_group("extract");
    for entry in fs::read_dir(folder).expect("the folder of pages") {
        let path = entry.expect("an entry of the folder").path();
        if path.extension().is_none_or(|extension| extension != "html") {
            continue;
        }
        let bytes = fs::read(&path).expect("a page");
        let html = String::from_utf8_lossy(&bytes);
        let name = path.file_stem().expect("a file name").to_string_lossy();
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                extract(
                    black_box(&html),
                    "https://exempel.example/",
                    &Options::default(),
                )
            });
        });
    }
    group.finish();
}

criterion_group!(benches, pages);
criterion_main!(benches);
