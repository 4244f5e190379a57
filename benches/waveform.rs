//! The vocoder's speed on one core, as a ratio to real time.
//!
//! Criterion reports the throughput in samples a second; divided by 16 000 it is
//! the number of times faster than real time, which is printed first. The bar is
//! 83 times, 0.012 of real time: the whole voice has to reach 50.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::waveform::{FRAME_SAMPLES, Frame, SAMPLE_RATE, Vocoder};

const WEIGHTS: &[u8] = include_bytes!("../voices/models/fargan.bin");
const FEATURES: &[u8] = include_bytes!("../tests/fixtures/fargan/features.f32");

/// Frames in a run, and runs of which the fastest counts: a run of half a second
/// of speech is short enough to be left alone by other work on the machine.
const RUN: usize = 50;
const RUNS: usize = 200;

fn features() -> Vec<Frame> {
    let (bytes, _) = FEATURES.as_chunks();
    let values: Vec<f32> = bytes.iter().copied().map(f32::from_le_bytes).collect();
    values.as_chunks().0.to_vec()
}

/// Seconds taken for each second of speech.
fn fastest_run(vocoder: &Vocoder, frames: &[Frame]) -> f64 {
    let samples = frames.len() * FRAME_SAMPLES;
    (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(vocoder.synthesise(black_box(frames)));
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min)
        * f64::from(SAMPLE_RATE)
        / samples as f64
}

fn synthesise(criterion: &mut Criterion) {
    let vocoder = Vocoder::new(WEIGHTS).expect("the weights in voices/models are whole");
    let frames = features();
    let ratio = fastest_run(&vocoder, &frames[..RUN]);
    println!(
        "vocoder: {:.0} times real time, {ratio:.4} of it",
        1.0 / ratio
    );

    let samples = frames.len() * FRAME_SAMPLES;
    let mut group = criterion.benchmark_group("vocoder");
    group
        .throughput(Throughput::Elements(samples as u64))
        .sample_size(20);
    group.bench_function("six seconds", |bencher| {
        bencher.iter(|| vocoder.synthesise(black_box(&frames)));
    });
    group.finish();
}

fn load(criterion: &mut Criterion) {
    criterion.bench_function("vocoder/weights", |bencher| {
        bencher.iter(|| Vocoder::new(black_box(WEIGHTS)));
    });
}

criterion_group!(benches, synthesise, load);
criterion_main!(benches);
