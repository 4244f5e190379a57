//! Text to sentences, in MB/s: running prose, and prose dense with figures.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::text::sentences;
use std::hint::black_box;

const PROSE: &str = "Det innebär att vi har ett stort arbete framför oss. Vi bjuder in samtalspartners \
    från hela länet, från kust till fjäll, och hoppas att många vill vara med. Målet är ett dokument som \
    alla kan enas kring, säger Anna Berg, som leder arbetet. ";

const FIGURES: &str = "Den 3 maj 2024 kl. 19.30 fick 1 250 personer, bl.a. SKR:s ordförande, se 12-åringen ta \
    emot 2,5 mkr. Enligt 3 kap. 2 a § och prop. 2017/18:105 gäller 5–7 % av 15 m² t.o.m. 2025-06-30. Ring \
    090-16 57 00 eller läs mer på www.example.se/skola. Matchen slutade 4–1. ";

fn text(c: &mut Criterion) {
    let mut group = c.benchmark_group("sentences");
    for (name, paragraph) in [("prose", PROSE), ("figures", FIGURES)] {
        let text = paragraph.repeat(40);
        group.throughput(Throughput::BytesDecimal(text.len() as u64));
        group.bench_function(name, |b| b.iter(|| sentences(black_box(&text))));
    }
    group.finish();
}

criterion_group!(benches, text);
criterion_main!(benches);
