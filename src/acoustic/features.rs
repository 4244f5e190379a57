//! The numbers that the acoustic model reads, a phone and a frame.

use crate::phonemes::{Stress, Symbol};
use crate::prosody::{Layout, Slot, Timing};

/// Numbers a phone.
///
/// 0 silence; 1 vowel, 2 height, 3 backness, 4 rounding; 5 length; 6 consonant, 7 voice;
/// 8 to 16 place, 17 to 25 manner; 26 stress, 27 off-glide, 28 palatalised, 29 nasalised;
/// 30 and 31 first and last of its word; 32 to 35 place in the phrase; 36 question;
/// 37 edge of the utterance. `voices/recipe/phones.py` makes the same for training.
pub(super) const PHONE_WIDTH: usize = 38;

/// Numbers a frame: place in the phone, nearness to its ends, its length, pitch, and a zero.
pub(super) const FRAME_WIDTH: usize = 6;

const PLACE: usize = 8;
const MANNER: usize = 17;

/// Place of articulation, in the order of the vector.
#[derive(Clone, Copy)]
enum Place {
    Labial,
    Dental,
    Alveolar,
    Postalveolar,
    Retroflex,
    Palatal,
    Velar,
    Glottal = 8,
}

/// Manner of articulation, in the order of the vector.
#[derive(Clone, Copy)]
enum Manner {
    Plosive,
    Fricative,
    Nasal,
    Lateral,
    Trill,
    Approximant = 6,
    Sibilant,
}

/// How a phone is made.
enum Articulation {
    /// Height (0 close to 1 open), backness (0 front to 1 back), rounding.
    Vowel(f32, f32, f32),
    /// Places, manners, and whether the voice sounds.
    Consonant(&'static [Place], &'static [Manner], bool),
}

fn articulation(symbol: Symbol) -> Articulation {
    use Articulation::{Consonant, Vowel};
    use Manner::{Approximant, Fricative, Lateral, Nasal, Plosive, Sibilant, Trill};
    use Place::{Alveolar, Dental, Glottal, Labial, Palatal, Postalveolar, Retroflex, Velar};
    match symbol {
        Symbol::I => Vowel(0.0, 0.0, 0.0),
        Symbol::SmallI => Vowel(0.2, 0.1, 0.0),
        Symbol::Y => Vowel(0.0, 0.0, 1.0),
        Symbol::SmallY => Vowel(0.2, 0.15, 1.0),
        Symbol::U => Vowel(0.0, 1.0, 1.0),
        Symbol::Upsilon => Vowel(0.2, 0.9, 1.0),
        Symbol::E => Vowel(0.33, 0.0, 0.0),
        Symbol::Epsilon => Vowel(0.6, 0.0, 0.0),
        Symbol::Ash => Vowel(0.83, 0.05, 0.0),
        Symbol::SlashedO => Vowel(0.33, 0.08, 1.0),
        Symbol::Ethel => Vowel(0.62, 0.1, 1.0),
        Symbol::ScriptA => Vowel(1.0, 1.0, 0.0),
        Symbol::A => Vowel(1.0, 0.35, 0.0),
        Symbol::O => Vowel(0.33, 1.0, 1.0),
        Symbol::OpenO => Vowel(0.65, 1.0, 1.0),
        Symbol::BarredU => Vowel(0.08, 0.35, 1.0),
        Symbol::BarredO => Vowel(0.36, 0.5, 1.0),
        Symbol::Schwa => Vowel(0.5, 0.5, 0.0),
        Symbol::P => Consonant(&[Labial], &[Plosive], false),
        Symbol::B => Consonant(&[Labial], &[Plosive], true),
        Symbol::T => Consonant(&[Alveolar], &[Plosive], false),
        Symbol::D => Consonant(&[Alveolar], &[Plosive], true),
        Symbol::K => Consonant(&[Velar], &[Plosive], false),
        Symbol::G => Consonant(&[Velar], &[Plosive], true),
        Symbol::M => Consonant(&[Labial], &[Nasal], true),
        Symbol::N => Consonant(&[Alveolar], &[Nasal], true),
        Symbol::Eng => Consonant(&[Velar], &[Nasal], true),
        Symbol::F => Consonant(&[Labial, Dental], &[Fricative], false),
        Symbol::V => Consonant(&[Labial, Dental], &[Fricative], true),
        Symbol::S => Consonant(&[Alveolar], &[Fricative, Sibilant], false),
        Symbol::Tje => Consonant(&[Postalveolar, Palatal], &[Fricative, Sibilant], false),
        Symbol::H => Consonant(&[Glottal], &[Fricative], false),
        Symbol::J => Consonant(&[Palatal], &[Approximant], true),
        Symbol::L => Consonant(&[Alveolar], &[Lateral, Approximant], true),
        Symbol::R => Consonant(&[Alveolar], &[Trill], true),
        Symbol::RetroT => Consonant(&[Retroflex], &[Plosive], false),
        Symbol::RetroD => Consonant(&[Retroflex], &[Plosive], true),
        Symbol::RetroN => Consonant(&[Retroflex], &[Nasal], true),
        Symbol::RetroL => Consonant(&[Retroflex], &[Lateral, Approximant], true),
        Symbol::W => Consonant(&[Labial, Velar], &[Approximant], true),
        Symbol::Theta => Consonant(&[Dental], &[Fricative], false),
        Symbol::Eth => Consonant(&[Dental], &[Fricative], true),
        Symbol::Z => Consonant(&[Alveolar], &[Fricative, Sibilant], true),
        Symbol::Esh => Consonant(&[Postalveolar], &[Fricative, Sibilant], false),
        Symbol::Ezh => Consonant(&[Postalveolar], &[Fricative, Sibilant], true),
        Symbol::TurnedR => Consonant(&[Alveolar], &[Approximant], true),
        Symbol::X => Consonant(&[Velar], &[Fricative], false),
        // The northern sje sound: no speaker of the training data says the southern one.
        Symbol::RetroS | Symbol::Sje => Consonant(&[Retroflex], &[Fricative, Sibilant], false),
    }
}

/// One vector a slot, row by row.
pub(super) fn phone_features(layout: &Layout) -> Vec<f32> {
    let (left, since) = phrase_places(&layout.slots);
    let last = layout.slots.len().saturating_sub(1);
    let mut rows = vec![0.0; layout.slots.len() * PHONE_WIDTH];
    for (index, row) in rows.chunks_exact_mut(PHONE_WIDTH).enumerate() {
        let slot = &layout.slots[index];
        describe(slot, row);
        row[30] = f32::from(u8::from(slot.first));
        row[31] = f32::from(u8::from(slot.last));
        row[32] = (-left[index] / 4.0).exp();
        row[33] = (-left[index] / 12.0).exp();
        row[34] = (-since[index] / 4.0).exp();
        row[35] = (-since[index] / 12.0).exp();
        row[36] = f32::from(u8::from(layout.question));
        row[37] = f32::from(u8::from(index == 0 || index == last));
    }
    rows
}

/// Fills in the numbers that depend on the phone alone.
fn describe(slot: &Slot, row: &mut [f32]) {
    let Some(phone) = slot.phone else {
        row[0] = 1.0;
        return;
    };
    row[5] = f32::from(u8::from(phone.long));
    match articulation(phone.symbol) {
        Articulation::Vowel(height, backness, rounding) => {
            row[1] = 1.0;
            row[2] = 2.0 * height - 1.0;
            row[3] = 2.0 * backness - 1.0;
            row[4] = rounding;
            row[7] = 1.0;
            row[26] = match phone.stress {
                Stress::None => 0.0,
                Stress::Secondary => 0.5,
                Stress::Primary => 1.0,
            };
        }
        Articulation::Consonant(places, manners, voiced) => {
            row[6] = 1.0;
            row[7] = f32::from(u8::from(voiced));
            for &place in places {
                row[PLACE + place as usize] = 1.0;
            }
            for &manner in manners {
                row[MANNER + manner as usize] = 1.0;
            }
        }
    }
}

/// Phones left to, and since, the nearest silence; both count this one, and silence is 0.
fn phrase_places(slots: &[Slot]) -> (Vec<f32>, Vec<f32>) {
    let count = |run: &mut f32, slot: &Slot| {
        *run = if slot.phone.is_some() {
            *run + 1.0
        } else {
            0.0
        };
        Some(*run)
    };
    let since = slots.iter().scan(0.0, count).collect();
    let mut left: Vec<f32> = slots.iter().rev().scan(0.0, count).collect();
    left.reverse();
    (left, since)
}

/// Each frame's slot, and its [`FRAME_WIDTH`] numbers row by row.
///
/// `pitch` holds two values a slot, in the model's units: those at a quarter and at three
/// quarters of its time. Between them the pitch is interpolated.
pub(super) fn frame_features(timing: &Timing, pitch: &[[f32; 2]]) -> (Vec<i32>, Vec<f32>) {
    let mut slots = Vec::with_capacity(timing.frames());
    let mut rows = Vec::with_capacity(timing.frames() * FRAME_WIDTH);
    let melody = melody(timing, pitch);
    for (slot, duration) in timing.durations().enumerate() {
        let length = duration as f32;
        for frame in 0..duration {
            let at = frame as f32;
            let pitch = melody[slots.len()];
            slots.push(slot as i32);
            rows.extend([
                (at + 0.5) / length * 2.0 - 1.0,
                (-at / 3.0).exp(),
                (-(length - 1.0 - at) / 3.0).exp(),
                length.ln() - 2.0,
                pitch,
                0.0,
            ]);
        }
    }
    (slots, rows)
}

/// Pitch at the middle of each frame, between the points that each slot gives.
fn melody(timing: &Timing, pitch: &[[f32; 2]]) -> Vec<f32> {
    let mut points = Vec::with_capacity(2 * pitch.len());
    for (slot, &[first, second]) in pitch.iter().enumerate() {
        let (start, end) = timing.span(slot);
        let (start, length) = (start as f32, (end - start) as f32);
        points.push((start + 0.25 * length, first));
        points.push((start + 0.75 * length, second));
    }
    let mut next = 0;
    (0..timing.frames())
        .map(|frame| {
            let at = frame as f32 + 0.5;
            while next < points.len() && points[next].0 <= at {
                next += 1;
            }
            between(next.checked_sub(1).map(|i| points[i]), points.get(next), at)
        })
        .collect()
}

fn between(before: Option<(f32, f32)>, after: Option<&(f32, f32)>, at: f32) -> f32 {
    match (before, after) {
        (Some((start, from)), Some(&(end, to))) => {
            from + (to - from) * (at - start) / (end - start)
        }
        (Some((_, level)), None) | (None, Some(&(_, level))) => level,
        (None, None) => 0.0,
    }
}
