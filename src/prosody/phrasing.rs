//! Utterance -> slots (phones and silences) and intonation phrases.

use std::ops::Range;

use super::Utterance;
use crate::phonemes::{Phone, Pronunciation};
use crate::text::{Mood, Pause};

/// Silence before the first phone, in seconds: room for the onset's build-up.
const LEAD_IN: f32 = 0.1;

/// Content words in an unpunctuated stretch before it is split into two phrases.
///
/// One declination line over more of them would be too flat to be heard.
const LONGEST_PHRASE: usize = 5;

/// A phone or silence in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Slot {
    /// What sounds; `None` is silence.
    pub(crate) phone: Option<Phone>,
    /// The utterance's word it belongs to.
    pub(crate) word: Option<usize>,
    /// Whether it is the word's first phone.
    pub(crate) first: bool,
    /// Whether it is the word's last phone.
    pub(crate) last: bool,
    /// Length in seconds at speed 1, of a silence only.
    pub(crate) silence: f32,
}

/// How a phrase ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Inside an utterance: the listener is told that more follows.
    Continues,
    /// The utterance is over and states something.
    Falls,
    /// The utterance is over and asks for a yes or no.
    Rises,
}

/// A stretch of words under one declination line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Phrase {
    /// The utterance's words in it.
    pub(crate) words: Range<usize>,
    /// Its slots, without the silences around it.
    pub(crate) slots: Range<usize>,
    /// Its boundary tone.
    pub(crate) ending: Ending,
}

/// An utterance laid out: its slots and its phrases, both in order of time.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    pub(crate) slots: Vec<Slot>,
    pub(crate) phrases: Vec<Phrase>,
    pub(crate) question: bool,
}

impl Layout {
    /// Lays out an utterance, with a silence at each end and at each pause.
    pub(crate) fn new(utterance: &Utterance) -> Self {
        let mut layout = Self {
            slots: vec![silence(LEAD_IN)],
            phrases: Vec::new(),
            question: utterance.mood == Mood::Question,
        };
        for (words, pause) in groups(utterance) {
            let mut cuts = Vec::new();
            split(utterance, words, &mut cuts);
            for words in cuts {
                layout.add_phrase(utterance, words);
            }
            layout.slots.push(silence(pause));
        }
        if let Some(last) = layout.phrases.last_mut() {
            last.ending = final_ending(utterance);
        }
        layout
    }

    fn add_phrase(&mut self, utterance: &Utterance, words: Range<usize>) {
        let start = self.slots.len();
        for index in words.clone() {
            let phones = &utterance.words[index].0.phones;
            let end = phones.len().saturating_sub(1);
            self.slots
                .extend(phones.iter().enumerate().map(|(at, &phone)| Slot {
                    phone: Some(phone),
                    word: Some(index),
                    first: at == 0,
                    last: at == end,
                    silence: 0.0,
                }));
        }
        if self.slots.len() > start {
            self.phrases.push(Phrase {
                words,
                slots: start..self.slots.len(),
                ending: Ending::Continues,
            });
        }
    }
}

fn silence(seconds: f32) -> Slot {
    Slot {
        phone: None,
        word: None,
        first: false,
        last: false,
        silence: seconds,
    }
}

/// The words between pauses, each group with the length of the pause after it.
fn groups(utterance: &Utterance) -> Vec<(Range<usize>, f32)> {
    let count = utterance.words.len();
    if count == 0 {
        return vec![(0..0, utterance.rest)];
    }
    let mut groups = Vec::new();
    let mut start = 0;
    let mut spoken = false;
    for (index, (word, pause)) in utterance.words.iter().enumerate() {
        spoken |= !word.phones.is_empty();
        if index + 1 == count {
            groups.push((start..count, utterance.rest));
        } else if spoken && let Some(seconds) = pause_seconds(*pause) {
            groups.push((start..index + 1, seconds));
            start = index + 1;
            spoken = false;
        }
    }
    groups
}

/// Length of a pause inside an utterance, in seconds.
///
/// They grow with the rank of the boundary: Strangert, "Pauses, syntax and prosody" (Nordic
/// Prosody V, 1990). They are short, since a listener who wants more slows the speech down.
fn pause_seconds(pause: Pause) -> Option<f32> {
    match pause {
        Pause::None => None,
        Pause::Comma => Some(0.2),
        Pause::Clause => Some(0.3),
        Pause::Sentence => Some(0.45),
    }
}

/// Cuts a stretch with too many content words near its middle, before a function word.
fn split(utterance: &Utterance, words: Range<usize>, out: &mut Vec<Range<usize>>) {
    let content = |index: &usize| !utterance.words[*index].0.function;
    let total = words.clone().filter(content).count();
    let cut = (total > LONGEST_PHRASE).then(|| {
        words
            .clone()
            .skip(1)
            .filter(|&at| content(&(at - 1)) && !content(&at))
            .min_by_key(|&at| (2 * (words.start..at).filter(content).count()).abs_diff(total))
    });
    match cut.flatten() {
        Some(at) => {
            split(utterance, words.start..at, out);
            split(utterance, at..words.end, out);
        }
        None => out.push(words),
    }
}

fn final_ending(utterance: &Utterance) -> Ending {
    let opens_with_wh = utterance
        .words
        .first()
        .is_some_and(|(word, _)| is_question_word(word));
    if utterance.mood == Mood::Question && !opens_with_wh {
        Ending::Rises
    } else {
        Ending::Falls
    }
}

/// Whether a word asks for more than yes or no, which ends the question in a fall.
///
/// Known by its sounds: vad, var, vart, vem, vems, när, hur, varför, vilken, varifrån; an r
/// may have melted into the next word. *Var* is also a verb, but seldom at the start.
fn is_question_word(word: &Pronunciation) -> bool {
    const WHOLE: [&str; 13] = [
        "va", "vad", "var", "vɑ", "vɑd", "vɑr", "vaʈ", "vɛm", "vɛms", "næ", "nær", "hʉ", "hʉr",
    ];
    const BEGINNINGS: [&str; 3] = ["varfœ", "vɪlk", "vɑrɪfr"];
    let signs: String = word.phones.iter().map(|phone| phone.symbol.ipa()).collect();
    WHOLE.contains(&signs.as_str()) || BEGINNINGS.iter().any(|start| signs.starts_with(start))
}
