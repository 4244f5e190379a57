//! How fast words and sentences get their sounds.

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::phonemes::Phonemes;
use lyssna::text::{Style, Word};

const MODEL: &[u8] = include_bytes!("../voices/models/g2p.bin");
const SENTENCE: &str = "Regionen har i dag beslutat att satsa på en ny tågstation som ska stå \
    färdig till sommaren och som väntas ge kommunens invånare kortare resor";

fn words(text: &str) -> Vec<Word> {
    text.split_whitespace().map(Word::new).collect()
}

fn phonemes(c: &mut Criterion) {
    let phonemes = Phonemes::new(MODEL).expect("the shipped model");
    c.bench_function("phonemes/load", |b| {
        b.iter(|| Phonemes::new(black_box(MODEL)).expect("the shipped model"));
    });
    let mut group = c.benchmark_group("phonemes");
    for text in ["sol", "järnvägsstation", "arbetarskyddsnämnden"] {
        let word = &words(text)[0];
        group.throughput(Throughput::Elements(1));
        group.bench_function(text, |b| b.iter(|| phonemes.word(black_box(word))));
    }
    let sentence = words(SENTENCE);
    group.throughput(Throughput::Elements(sentence.len() as u64));
    group.bench_function("sentence", |b| {
        b.iter(|| phonemes.phrase(black_box(&sentence), Style::Neutral));
    });
}

criterion_group!(benches, phonemes);
criterion_main!(benches);
