//! Natural durations -> frames at the wanted rate.

use super::{FRAMES_PER_SECOND, Layout, Slot};

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

/// Fits natural phone lengths to a rate.
///
/// `natural` holds one length in frames a slot (those of silences are not used);
/// `rate` divides the time of the speech, `speed` that and the pauses.
/// The time saved or added is shared by [`elasticity`].
pub(crate) fn timing(layout: &Layout, natural: &[f32], rate: f32, speed: f32) -> Timing {
    let spoken = || {
        layout
            .slots
            .iter()
            .zip(natural)
            .filter(|(slot, _)| slot.phone.is_some())
    };
    let target = spoken().map(|(_, &length)| length).sum::<f32>() / (rate * speed);
    let total = |scale: f32| -> f32 { spoken().map(|(slot, &n)| fitted(slot, n, scale)).sum() };
    let scale = solve(total, target);

    let mut edges = vec![0];
    let mut end = 0.0;
    for (slot, &length) in layout.slots.iter().zip(natural) {
        let start = edges[edges.len() - 1];
        end += match slot.phone {
            Some(_) => fitted(slot, length, scale),
            None => slot.silence * FRAMES_PER_SECOND / speed,
        };
        edges.push((end.round() as usize).max(start + SHORTEST as usize));
    }
    if let Some(last) = edges.last_mut() {
        *last += *last % 2;
    }
    Timing { edges }
}

fn fitted(slot: &Slot, natural: f32, scale: f32) -> f32 {
    (natural * scale.powf(elasticity(slot))).max(SHORTEST)
}

/// How much of a change of rate a phone takes on, as an exponent.
///
/// Vowels give and take more than consonants, the long ones most: Gay, "Effect of speaking
/// rate on vowel formant movements" (JASA 63, 1978).
fn elasticity(slot: &Slot) -> f32 {
    match slot.phone {
        Some(phone) if phone.symbol.is_vowel() && phone.long => 1.25,
        Some(phone) if phone.symbol.is_vowel() => 1.0,
        _ => 0.8,
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
