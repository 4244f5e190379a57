//! Word accents and boundary tones as points in time and height.

use super::phrasing::{Ending, Phrase};
use super::{Layout, Timing};
use crate::phonemes::{Accent, Pronunciation, Stress, Symbol};

/// A turning point of the F0 contour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tone {
    /// Time in frames.
    pub(crate) at: f32,
    /// Height above the phrase's reference line, in semitones.
    pub(crate) level: f32,
}

/// H of a word accent: with its L a fall of nearly 4 semitones, which no listener misses.
const ACCENT_HIGH: f32 = 2.8;
/// H of accent 1 on the syllable before the stress, where it is weaker.
const EARLY_HIGH: f32 = 1.8;
/// L of a word accent.
const ACCENT_LOW: f32 = -1.0;
/// The second H, which gives a word prominence.
const FOCAL_HIGH: f32 = 4.0;
/// The same H on the word that opens a phrase.
const INITIAL_HIGH: f32 = 2.8;
/// Content words in a phrase from which on its first is marked so.
const INITIAL_BEFORE: usize = 3;
/// The same H on the last syllable of a statement, which must still fall.
const FINAL_FOCAL_HIGH: f32 = 3.6;
/// A non-final phrase ends a little above its line: more follows.
const CONTINUATION: f32 = 0.8;
/// End of a statement, in semitones from the speaker's median.
const FINAL_LOW: f32 = -5.5;
/// End of a yes/no question, in semitones from the speaker's median.
const FINAL_RISE: f32 = 5.0;

/// Shortest time from one turning point to the next, in frames.
const LEAST_STEP: f32 = 4.0;
/// Shortest time from the L of an accent to the H that follows, in frames.
const RISE: f32 = 6.0;
/// Time from the second H down to the line, in frames.
const FALL: f32 = 16.0;
/// Longest voiced time after the last vowel that still belongs to its syllable, in frames.
const LONGEST_CODA: f32 = 20.0;
/// A tone's rise or fall takes at most this time; the contour rests between, in frames.
pub(super) const LONGEST_MOVE: f32 = 18.0;
/// Mean speed of the fastest move, in semitones a frame: a move too short for its height
/// stops short, as it does in speech (Xu & Sun, "Maximum speed of pitch change and how it
/// may relate to speech", JASA 111, 2002).
const FASTEST: f32 = 0.8;
/// How far before a stressed vowel the syllable with accent 1's H may lie, in frames.
const EARLY_REACH: f32 = 25.0;

/// The phones without pitch of their own.
const VOICELESS: [Symbol; 13] = [
    Symbol::P,
    Symbol::T,
    Symbol::K,
    Symbol::F,
    Symbol::S,
    Symbol::Sje,
    Symbol::Tje,
    Symbol::H,
    Symbol::RetroT,
    Symbol::RetroS,
    Symbol::Theta,
    Symbol::Esh,
    Symbol::X,
];

/// Whether a word has a second H after its accent, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Prominence {
    /// None: the accent alone.
    None,
    /// It opens a long phrase: an initiality accent, as Myrberg, *The Intonational Phonology
    /// of Stockholm Swedish* (2010), describes it in read speech.
    Initial,
    /// It is the phrase's last content word, which carries the news.
    Focal,
}

/// The time a vowel takes, in frames.
#[derive(Clone, Copy, Debug)]
struct Nucleus {
    word: usize,
    stress: Stress,
    start: f32,
    end: f32,
}

impl Nucleus {
    fn length(&self) -> f32 {
        self.end - self.start
    }

    fn at(&self, part: f32) -> f32 {
        self.start + part * self.length()
    }
}

/// The tones of one phrase in order of time.
///
/// `line` is the phrase's reference line: semitones from the median at a time in frames.
pub(crate) fn phrase_tones(
    words: &[&Pronunciation],
    phrase: &Phrase,
    layout: &Layout,
    timing: &Timing,
    line: impl Fn(f32) -> f32,
) -> Vec<Tone> {
    let nuclei = nuclei(phrase, layout, timing);
    let end = voiced_end(phrase, layout, timing);
    let accented: Vec<usize> = phrase
        .words
        .clone()
        .filter(|&word| !words[word].function && nuclei.iter().any(|n| n.word == word))
        .collect();

    let mut tones = Vec::new();
    for (index, &word) in accented.iter().enumerate() {
        let prominence = if index + 1 == accented.len() {
            Prominence::Focal
        } else if index == 0 && accented.len() >= INITIAL_BEFORE {
            Prominence::Initial
        } else {
            Prominence::None
        };
        if let Some(place) = Place::of(word, &nuclei, prominence, end, phrase.ending) {
            match (words[word].accent, place.echo) {
                (Accent::Grave, Some(echo)) => grave(&place, &echo, &mut tones),
                _ => acute(&place, &mut tones),
            }
        }
    }
    boundary(phrase, timing, end, line, &mut tones);
    within_reach(&mut tones);
    tones
}

fn nuclei(phrase: &Phrase, layout: &Layout, timing: &Timing) -> Vec<Nucleus> {
    phrase
        .slots
        .clone()
        .filter_map(|slot| {
            let Layout { slots, .. } = layout;
            let (phone, word) = (slots[slot].phone?, slots[slot].word?);
            let (start, end) = timing.span(slot);
            phone.symbol.is_vowel().then_some(Nucleus {
                word,
                stress: phone.stress,
                start: start as f32,
                end: end as f32,
            })
        })
        .collect()
}

/// Where the phrase's last voiced phone ends: what comes after has no pitch to hear.
fn voiced_end(phrase: &Phrase, layout: &Layout, timing: &Timing) -> f32 {
    let last = phrase
        .slots
        .clone()
        .rfind(|&slot| {
            let phone = layout.slots[slot].phone;
            phone.is_some_and(|phone| !VOICELESS.contains(&phone.symbol))
        })
        .unwrap_or(phrase.slots.end - 1);
    timing.span(last).1 as f32
}

/// The syllables that carry one word's tones.
struct Place {
    stressed: Nucleus,
    /// The syllable before the stress, of this word or the one before.
    before: Option<Nucleus>,
    /// Where the second H of accent 2 goes: the secondary stress or the next syllable.
    echo: Option<Nucleus>,
    prominence: Prominence,
    /// Whether the utterance ends in a fall after this word.
    final_fall: bool,
    /// End of the phrase, in frames.
    end: f32,
}

impl Place {
    fn of(
        word: usize,
        nuclei: &[Nucleus],
        prominence: Prominence,
        end: f32,
        ending: Ending,
    ) -> Option<Self> {
        let own = |nucleus: &&Nucleus| nucleus.word == word;
        let index = nuclei
            .iter()
            .position(|nucleus| nucleus.word == word && nucleus.stress == Stress::Primary)
            .or_else(|| nuclei.iter().position(|nucleus| nucleus.word == word))?;
        let stressed = nuclei[index];
        let rest = &nuclei[index + 1..];
        let after = rest.first().filter(own).copied();
        let secondary = rest
            .iter()
            .filter(own)
            .rfind(|nucleus| nucleus.stress == Stress::Secondary);
        let before = index.checked_sub(1).map(|at| nuclei[at]).filter(|nucleus| {
            nucleus.stress != Stress::Primary && stressed.start - nucleus.end < EARLY_REACH
        });
        Some(Self {
            stressed,
            before,
            echo: secondary.copied().or(after),
            prominence,
            final_fall: ending == Ending::Falls && prominence == Prominence::Focal,
            end,
        })
    }

    /// Whether a syllable is the last of its phrase.
    fn closes(&self, nucleus: &Nucleus) -> bool {
        self.end - nucleus.end <= LONGEST_CODA
    }

    /// Height of the second H on a syllable.
    fn high(&self, nucleus: &Nucleus) -> f32 {
        match self.prominence {
            Prominence::Initial => INITIAL_HIGH,
            _ if self.final_fall && self.closes(nucleus) => FINAL_FOCAL_HIGH,
            _ => FOCAL_HIGH,
        }
    }

    /// The second H at `part` of the voiced time of its syllable, and the way down from it.
    fn second_peak(&self, nucleus: &Nucleus, part: f32, tones: &mut Vec<Tone>) {
        let voiced = if self.closes(nucleus) {
            self.end
        } else {
            nucleus.end
        };
        let peak = nucleus.start + part * (voiced - nucleus.start);
        let peak = tones.last().map_or(peak, |low| peak.max(low.at + RISE));
        let level = self.high(nucleus);
        tones.push(Tone { at: peak, level });
        let at = peak + FALL;
        tones.push(Tone { at, level: 0.0 });
    }
}

/// Accent 2: H at the vowel's onset, a fall through it, and with focus a second H.
fn grave(place: &Place, echo: &Nucleus, tones: &mut Vec<Tone>) {
    let vowel = place.stressed;
    let high = vowel.start + (0.15 * vowel.length()).min(3.0);
    let low = vowel.end.clamp(high + 9.0, high + 14.0);
    tones.push(Tone {
        at: high,
        level: ACCENT_HIGH,
    });
    tones.push(Tone {
        at: low,
        level: ACCENT_LOW,
    });
    if place.prominence != Prominence::None {
        place.second_peak(echo, if place.closes(echo) { 0.25 } else { 0.6 }, tones);
    }
}

/// Accent 1: H before the stressed vowel, L in it, and with focus a rise to a late H.
fn acute(place: &Place, tones: &mut Vec<Tone>) {
    let vowel = place.stressed;
    if let Some(before) = place.before {
        tones.push(Tone {
            at: before.at(0.5),
            level: EARLY_HIGH,
        });
    }
    let prominent = place.prominence != Prominence::None;
    let latest = if prominent { 2.0 } else { 6.0 };
    let low = vowel.start + (0.3 * vowel.length()).min(latest);
    tones.push(Tone {
        at: low,
        level: ACCENT_LOW,
    });
    if prominent {
        let part = if place.closes(&vowel) { 0.5 } else { 1.0 };
        place.second_peak(&vowel, part, tones);
    }
}

/// Starts the phrase on its line and ends it as its ending asks.
fn boundary(
    phrase: &Phrase,
    timing: &Timing,
    end: f32,
    line: impl Fn(f32) -> f32,
    tones: &mut Vec<Tone>,
) {
    let start = timing.span(phrase.slots.start).0 as f32;
    // A tone just after the start would make a jerk of the way up to it.
    let level = tones
        .first()
        .filter(|tone| tone.at - start < 6.0)
        .map_or(0.0, |tone| tone.level - 0.5);
    tones.insert(0, Tone { at: start, level });
    let level = match phrase.ending {
        Ending::Continues => CONTINUATION,
        Ending::Falls => FINAL_LOW - line(end),
        Ending::Rises => FINAL_RISE - line(end),
    };
    tones.retain(|tone| tone.at < end - LEAST_STEP);
    // Without it the fall of a boundary would begin at the last accent, however far away.
    if let Some(last) = tones.last().copied()
        && end - last.at > LONGEST_MOVE
    {
        tones.push(Tone {
            at: end - LONGEST_MOVE,
            level: last.level,
        });
    }
    tones.push(Tone { at: end, level });
}

/// Spreads tones that came too close, and bounds how fast one is reached from the last.
fn within_reach(tones: &mut [Tone]) {
    for index in 1..tones.len() {
        let last = tones[index - 1];
        let tone = &mut tones[index];
        tone.at = tone.at.max(last.at + LEAST_STEP);
        let reach = FASTEST * (tone.at - last.at);
        tone.level = tone.level.clamp(last.level - reach, last.level + reach);
    }
}
