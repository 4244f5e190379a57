//! Natural durations -> frames at the wanted rate.

use super::{FRAMES_PER_SECOND, Layout};
use crate::phonemes::{Phone, Stress};

/// Fewest frames of a phone: the acoustic model saw none shorter.
const SHORTEST: f32 = 2.0;

/// Where each slot begins and ends, in frames.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Timing {
    /// One number a slot and the end: slot `i` spans `edges[i]..edges[i + 1]`.
    edges: Vec<usize>,
}

impl Timing {
    /// A timing of given lengths, in frames.
    #[cfg(test)]
    pub(crate) fn of(durations: &[usize]) -> Self {
        let mut edges = vec![0];
        for duration in durations {
            edges.push(edges[edges.len() - 1] + duration);
        }
        Self { edges }
    }

    /// Start and end of a slot, in frames.
    pub(crate) fn span(&self, slot: usize) -> (usize, usize) {
        (self.edges[slot], self.edges[slot + 1])
    }

    /// Length of every slot, in frames.
    pub(crate) fn durations(&self) -> impl Iterator<Item = usize> {
        self.edges.windows(2).map(|edge| edge[1] - edge[0])
    }

    /// Length of the utterance in frames, always even: the decoder makes frames in pairs.
    pub(crate) fn frames(&self) -> usize {
        self.edges.last().copied().unwrap_or(0)
    }
}

/// How fast, and in which proportions, an utterance is spoken.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pace {
    /// Divides the time of the speech.
    pub(crate) rate: f32,
    /// Divides that and the pauses.
    pub(crate) speed: f32,
    /// Length of stressed long vowels as a multiple of the model's own, beside the rest.
    ///
    /// Swedish tells *vila* from *villa* by length (Elert, *Phonologic Studies of Quantity
    /// in Swedish*, 1964); the languages of the training data make less of it.
    pub(crate) quantity: f32,
}

/// Fits natural phone lengths to a pace.
///
/// `natural` holds one length in frames a slot (those of silences are not used).
/// The time saved or added is shared by [`elasticity`].
pub(crate) fn timing(layout: &Layout, natural: &[f32], pace: Pace) -> Timing {
    let spoken = || {
        layout
            .slots
            .iter()
            .zip(natural)
            .filter_map(|(slot, &length)| Some((slot.phone?, length)))
    };
    let target = spoken().map(|(_, length)| length).sum::<f32>() / (pace.rate * pace.speed);
    let total = |scale: f32| -> f32 {
        spoken()
            .map(|(phone, length)| fitted(phone, length, scale, pace))
            .sum()
    };
    let scale = solve(total, target);

    let mut edges = vec![0];
    let mut end = 0.0;
    for (slot, &length) in layout.slots.iter().zip(natural) {
        let start = edges[edges.len() - 1];
        end += match slot.phone {
            Some(phone) => fitted(phone, length, scale, pace),
            None => slot.silence * FRAMES_PER_SECOND / pace.speed,
        };
        edges.push((end.round() as usize).max(start + SHORTEST as usize));
    }
    if let Some(last) = edges.last_mut() {
        *last += *last % 2;
    }
    Timing { edges }
}

fn fitted(phone: Phone, natural: f32, scale: f32, pace: Pace) -> f32 {
    let lengthened = match phone.is_vowel() && phone.long && phone.stress != Stress::None {
        true => pace.quantity,
        false => 1.0,
    };
    (natural * lengthened * scale.powf(elasticity(phone))).max(SHORTEST)
}

/// How much of a change of rate a phone takes on, as an exponent.
///
/// Vowels give and take more than consonants, the long ones most: Gay, "Effect of speaking
/// rate on vowel formant movements" (JASA 63, 1978).
fn elasticity(phone: Phone) -> f32 {
    match phone.is_vowel() {
        true if phone.long => 1.25,
        true => 1.0,
        false => 0.8,
    }
}

/// The scale in 1/8..8 at which a rising function reaches a target, by bisection.
fn solve(total: impl Fn(f32) -> f32, target: f32) -> f32 {
    let (mut low, mut high) = (0.125f32, 8.0f32);
    for _ in 0..24 {
        let middle = (low * high).sqrt();
        if total(middle) < target {
            low = middle;
        } else {
            high = middle;
        }
    }
    high
}
