//! The speed of the vocoder and of the bandwidth extension on one core, as ratios to real time.
//!
//! Criterion reports the throughput in samples a second, those before the extension; divided
//! by 16 000 it is the number of times faster than real time, which is printed first. The
//! whole voice has to reach 50.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::waveform::extension::Extender;
use lyssna::waveform::{FRAME_SAMPLES, Frame, SAMPLE_RATE, Vocoder};

const VOCODER: &[u8] = include_bytes!("../voices/models/fargan.bin");
const EXTENDER: &[u8] = include_bytes!("../voices/models/bbwenet.bin");
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

/// Seconds taken for each second of speech in a run.
fn fastest_run(run: impl Fn() -> Vec<f32>) -> f64 {
    let fastest = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(run());
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min);
    fastest * f64::from(SAMPLE_RATE) / (RUN * FRAME_SAMPLES) as f64
}

fn report(part: &str, run: impl Fn() -> Vec<f32>) {
    let ratio = fastest_run(run);
    println!(
        "{part}: {:.0} times real time, {ratio:.4} of it",
        1.0 / ratio
    );
}

fn vocoder() -> Vocoder {
    Vocoder::new(VOCODER).expect("the weights in voices/models are whole")
}

fn extender() -> Extender {
    Extender::new(EXTENDER).expect("the weights in voices/models are whole")
}

fn six_seconds(criterion: &mut Criterion) {
    let (vocoder, extender, frames) = (vocoder(), extender(), features());
    let samples = vocoder.synthesise(&frames);
    report("vocoder", || vocoder.synthesise(black_box(&frames[..RUN])));
    let run = &samples[..RUN * FRAME_SAMPLES];
    report("extension", || extender.extend(black_box(run)));

    let mut group = criterion.benchmark_group("six seconds");
    group
        .throughput(Throughput::Elements(samples.len() as u64))
        .sample_size(20);
    group.bench_function("vocoder", |bencher| {
        bencher.iter(|| vocoder.synthesise(black_box(&frames)));
    });
    group.bench_function("extension", |bencher| {
        bencher.iter(|| extender.extend(black_box(&samples)));
    });
    group.finish();
}

fn weights(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("weights");
    group.bench_function("vocoder", |bencher| {
        bencher.iter(|| Vocoder::new(black_box(VOCODER)));
    });
    group.bench_function("extension", |bencher| {
        bencher.iter(|| Extender::new(black_box(EXTENDER)));
    });
    group.finish();
}

criterion_group!(benches, six_seconds, weights);
criterion_main!(benches);
