//! A voice's speed on one core, plan and sound together, as a ratio to real time.
//!
//! Criterion reports the throughput in samples a second; divided by 24 000 it is the number
//! of times faster than real time, which is printed first. The bar is 50 times.

use std::hint::black_box;
use std::time::Instant;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use lyssna::phonemes::Pronunciation;
use lyssna::prosody::Utterance;
use lyssna::text::{Mood, Pause};
use lyssna::voice::{Voice, Voices};
use lyssna::waveform::extension::SAMPLE_RATE;

/// "Mötet hålls den tolfte oktober klockan nitton i bygdegården."
const WORDS: &str = "ˈmøːtət ˈhɔlːs dɛn ²ˈtɔlftə ɔkˈtuːbər ˈklɔkːan ²ˈnɪtːɔn ɪ ²ˈbyːɡdəˌɡoːɖən";

/// Runs of which the fastest counts, so that other work on the machine does not.
const RUNS: usize = 10;

fn utterance() -> Utterance {
    let word = |ipa: &str| {
        let word: Pronunciation = ipa.parse().expect("IPA");
        (word, Pause::None)
    };
    Utterance {
        words: WORDS.split(' ').map(word).collect(),
        mood: Mood::Statement,
        rest: 0.35,
    }
}

fn say(voice: &Voice, utterance: &Utterance) -> Vec<f32> {
    let plan = voice.plan(utterance, 1.0).expect("plan");
    voice.speak(&plan).expect("speech")
}

fn speech(criterion: &mut Criterion) {
    let voices = Voices::embedded().expect("the voices in the binary are whole");
    let voice = voices.default_voice();
    let utterance = utterance();
    let samples = say(voice, &utterance).len();
    let spoken = samples as f64 / f64::from(SAMPLE_RATE);
    let taken = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            black_box(say(voice, &utterance));
            start.elapsed().as_secs_f64()
        })
        .fold(f64::INFINITY, f64::min);
    println!(
        "speech: {:.0} times real time, {:.4} of it",
        spoken / taken,
        taken / spoken
    );

    let mut group = criterion.benchmark_group("speech");
    group.sample_size(20);
    group.bench_function("plan", |bencher| {
        bencher.iter(|| voice.plan(black_box(&utterance), 1.0));
    });
    group.throughput(Throughput::Elements(samples as u64));
    group.bench_function("plan and speak", |bencher| {
        bencher.iter(|| say(voice, black_box(&utterance)));
    });
    group.finish();
}

fn load(criterion: &mut Criterion) {
    criterion.bench_function("speech/load voices", |bencher| {
        bencher.iter(Voices::embedded);
    });
}

criterion_group!(benches, speech, load);
criterion_main!(benches);
