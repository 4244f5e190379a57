//! Tones, declination and micro-melody -> one F0 value a frame.

use std::f32::consts::PI;

use super::phrasing::{Ending, Phrase};
use super::tones::{LONGEST_MOVE, Tone, phrase_tones};
use super::{Layout, Timing, Utterance};
use crate::phonemes::Pronunciation;
use crate::text::Mood;

/// Declination over a phrase, in semitones, reset at the next one.
///
/// The concept is that of 't Hart, Collier & Cohen, *A Perceptual Study of Intonation*
/// (1990); their slopes are steeper, since here the accents at a phrase's end and its
/// boundary tone are lowered too.
const DECLINATION: f32 = 3.5;
/// Phrases shorter than this, in frames, fall less, in proportion.
const FULL_DECLINATION_AFTER: f32 = 180.0;
/// Where a first phrase's line begins, in semitones above the speaker's median.
const FIRST_PHRASE: f32 = 1.6;
/// How much lower each later phrase of an utterance begins, for the first two steps.
const DOWNSTEP: f32 = 0.5;

/// Time the line takes to rise again where no pause parts two phrases, in frames.
const RESET: f32 = 12.0;

/// How much wider an exclamation's excursions are.
const EXCLAIMED: f32 = 1.15;

/// Share of the model's own pitch that is kept, as detail around its local mean.
const MICRO_WEIGHT: f32 = 0.35;
/// Bound of that detail, in semitones: more would be heard as an accent.
const MICRO_BOUND: f32 = 0.8;
/// Half the width of the mean taken from the model's pitch, in phones.
const MICRO_REACH: usize = 3;

/// Half the width of the last smoothing, in frames.
const SMOOTHING: usize = 3;

/// A point of a piecewise curve: time in frames, semitones.
type Point = (f32, f32);

/// The F0 of an utterance in semitones from the speaker's median, one value a frame.
///
/// `micro` is the acoustic model's own pitch, two values in semitones a slot; `range`
/// scales every excursion, 1.0 being that of a reader of news.
pub(crate) fn contour(
    utterance: &Utterance,
    layout: &Layout,
    timing: &Timing,
    micro: &[[f32; 2]],
    range: f32,
) -> Vec<f32> {
    let words: Vec<&Pronunciation> = utterance.words.iter().map(|(word, _)| word).collect();
    let mut line: Vec<Point> = Vec::new();
    let mut tones = Vec::new();
    for (index, phrase) in layout.phrases.iter().enumerate() {
        let mut ends = declination(index, phrase, timing);
        if line.last().is_some_and(|&(end, _)| end == ends[0].0) {
            ends[0].0 += RESET;
        }
        tones.extend(phrase_tones(&words, phrase, layout, timing, |at| {
            linear(&ends, at)
        }));
        line.extend(ends);
    }
    let tones = resting(&tones);
    let range = match utterance.mood {
        Mood::Exclamation => EXCLAIMED * range,
        Mood::Statement | Mood::Question => range,
    };
    let detail = detail(layout, timing, micro);
    let raw: Vec<f32> = (0..timing.frames())
        .map(|frame| {
            let at = frame as f32 + 0.5;
            range * (linear(&line, at) + cosine(&tones, at)) + linear(&detail, at)
        })
        .collect();
    smooth(&raw)
}

/// First and last point of a phrase's reference line.
fn declination(index: usize, phrase: &Phrase, timing: &Timing) -> [Point; 2] {
    let start = timing.span(phrase.slots.start).0 as f32;
    let end = timing.span(phrase.slots.end - 1).1 as f32;
    let share = ((end - start) / FULL_DECLINATION_AFTER).min(1.0);
    // A question keeps its register: the rise to come starts from higher up.
    let depth = DECLINATION
        * if phrase.ending == Ending::Rises {
            0.5
        } else {
            1.0
        };
    let top = FIRST_PHRASE - DOWNSTEP * index.min(2) as f32;
    [(start, top), (end, top - depth * share)]
}

/// Adds points so that no move lasts longer than [`LONGEST_MOVE`].
///
/// A rise waits until just before its peak and a fall follows its peak at once, which is
/// what makes them heard as accents and not as drifts.
fn resting(tones: &[Tone]) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::new();
    for &Tone {
        at: wanted,
        level: to,
    } in tones
    {
        // Two phrases without a pause between them may both want the frames where they meet.
        let next = points.last().map_or(wanted, |last| wanted.max(last.0));
        if let Some(&(at, level)) = points.last()
            && next - at > LONGEST_MOVE
        {
            if to > level {
                points.push((next - LONGEST_MOVE, level));
            } else {
                points.push((at + LONGEST_MOVE, to));
            }
        }
        points.push((next, to));
    }
    points
}

/// The model's pitch around its local mean, two points a phone.
fn detail(layout: &Layout, timing: &Timing, micro: &[[f32; 2]]) -> Vec<Point> {
    let mut points = Vec::new();
    for phrase in &layout.phrases {
        for slot in phrase.slots.clone() {
            let near = slot.saturating_sub(MICRO_REACH).max(phrase.slots.start)
                ..(slot + MICRO_REACH + 1).min(phrase.slots.end);
            let count = 2.0 * near.len() as f32;
            let mean = micro[near].iter().flatten().sum::<f32>() / count;
            let (start, end) = timing.span(slot);
            let (start, length) = (start as f32, (end - start) as f32);
            for (part, value) in [0.25, 0.75].into_iter().zip(micro[slot]) {
                let value = MICRO_WEIGHT * (value - mean);
                points.push((
                    start + part * length,
                    value.clamp(-MICRO_BOUND, MICRO_BOUND),
                ));
            }
        }
    }
    points
}

fn linear(points: &[Point], at: f32) -> f32 {
    interpolate(points, at, |share| share)
}

/// Half a cosine from point to point, which is level at each turning point.
fn cosine(points: &[Point], at: f32) -> f32 {
    interpolate(points, at, |share| 0.5 - 0.5 * (PI * share).cos())
}

fn interpolate(points: &[Point], at: f32, ease: impl Fn(f32) -> f32) -> f32 {
    let next = points.partition_point(|point| point.0 <= at);
    match (
        next.checked_sub(1).map(|index| points[index]),
        points.get(next),
    ) {
        (Some((_, level)), None) => level,
        (None, Some(&(_, level))) => level,
        (None, None) => 0.0,
        (Some((start, from)), Some(&(end, to))) => {
            from + (to - from) * ease((at - start) / (end - start))
        }
    }
}

/// Rounds the corners that remain, with a Hann window.
fn smooth(raw: &[f32]) -> Vec<f32> {
    let width = 2 * SMOOTHING + 1;
    let window: Vec<f32> = (1..=width)
        .map(|at| 0.5 - 0.5 * (2.0 * PI * at as f32 / (width + 1) as f32).cos())
        .collect();
    let last = raw.len().saturating_sub(1);
    (0..raw.len())
        .map(|frame| {
            let (mut sum, mut weight) = (0.0, 0.0);
            for (offset, w) in window.iter().enumerate() {
                let at = (frame + offset).saturating_sub(SMOOTHING).min(last);
                sum += w * raw[at];
                weight += w;
            }
            sum / weight
        })
        .collect()
}
