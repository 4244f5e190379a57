//! Time to read the article off a page, for each page in tests/golden/extract.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::extract::{Options, extract};
use lyssna::fetch::decode_html;

fn pages(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/extract");
    let mut group = c.benchmark_group("extract");
    for entry in fs::read_dir(folder).expect("the folder of pages") {
        let path = entry.expect("an entry of the folder").path();
        let bytes = fs::read(path.join("page.html")).expect("a page");
        let name = path.file_name().expect("a folder's name").to_string_lossy();
        let html = decode_html(&name, &bytes, None).expect("a page of text");
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
