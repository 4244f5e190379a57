//! Melody and timing of utterances with stand-in phone lengths, so that no model is needed.

use super::*;
use crate::phonemes::{Phone, Symbol};

/// An utterance of words in IPA: `°` before a function word, `,` `:` `.` `?` after a word.
pub(crate) fn utterance(line: &str) -> Utterance {
    let mut mood = Mood::Statement;
    let words = line
        .split(' ')
        .map(|word| {
            let (word, pause) = match word.chars().last() {
                Some(',') => (word.trim_end_matches(','), Pause::Comma),
                Some(':') => (word.trim_end_matches(':'), Pause::Clause),
                Some('.') => (word.trim_end_matches('.'), Pause::Sentence),
                Some('?') => {
                    mood = Mood::Question;
                    (word.trim_end_matches('?'), Pause::Sentence)
                }
                _ => (word, Pause::None),
            };
            let mut pronunciation: Pronunciation =
                word.trim_start_matches('°').parse().expect(word);
            pronunciation.function = word.starts_with('°');
            (pronunciation, pause)
        })
        .collect();
    Utterance {
        words,
        mood,
        rest: 0.3,
    }
}

/// Where a contour turns, as frame and height, ignoring moves under 1.8 semitones.
pub(crate) fn turns(contour: &[f32]) -> Vec<(usize, f32)> {
    const LEAST: f32 = 1.8;
    let mut turns = vec![(0, contour[0])];
    let mut best = (0, contour[0]);
    let mut rising = None;
    for (frame, &level) in contour.iter().enumerate() {
        let onward = match rising {
            None => (level - best.1).abs() >= LEAST,
            Some(true) => level > best.1,
            Some(false) => level < best.1,
        };
        if onward {
            rising.get_or_insert(level > best.1);
            best = (frame, level);
        } else if rising.is_some() && (level - best.1).abs() >= LEAST {
            turns.push(best);
            rising = Some(level > best.1);
            best = (frame, level);
        }
    }
    turns.push(best);
    turns
}

/// How often a contour falls by more than `turns` ignores.
pub(crate) fn falls(contour: &[f32]) -> usize {
    turns(contour)
        .windows(2)
        .filter(|pair| pair[1].1 < pair[0].1)
        .count()
}

struct Spoken {
    layout: Layout,
    timing: Timing,
    contour: Vec<f32>,
}

fn spoken(line: &str, speed: f32) -> Spoken {
    paced(line, speed, 1.0)
}

fn paced(line: &str, speed: f32, quantity: f32) -> Spoken {
    let utterance = utterance(line);
    let layout = Layout::new(&utterance);
    let natural: Vec<f32> = layout.slots.iter().map(natural_length).collect();
    let pace = Pace {
        rate: 1.0,
        speed,
        quantity,
    };
    let timing = timing(&layout, &natural, pace);
    let flat = vec![[0.0; 2]; layout.slots.len()];
    let contour = contour(&utterance, &layout, &timing, &flat, 1.0);
    Spoken {
        layout,
        timing,
        contour,
    }
}

fn natural_length(slot: &Slot) -> f32 {
    match slot.phone {
        Some(phone) if phone.is_vowel() && phone.long => 14.0,
        Some(phone) if phone.long => 11.0,
        Some(_) => 7.0,
        None => 0.0,
    }
}

impl Spoken {
    /// Start and end in frames of the nth vowel of a word.
    fn vowel(&self, word: usize, nth: usize) -> (usize, usize) {
        let slots = 0..self.layout.slots.len();
        let mut vowels = slots.filter(|&slot| {
            let slot = &self.layout.slots[slot];
            slot.word == Some(word) && slot.phone.is_some_and(Phone::is_vowel)
        });
        self.timing.span(vowels.nth(nth).expect("vowel"))
    }

    /// The contour from a word's first phone to its last.
    fn word(&self, word: usize) -> &[f32] {
        let own = |slot: &&Slot| slot.word == Some(word);
        let first = self.layout.slots.iter().position(|slot| own(&slot));
        let count = self.layout.slots.iter().filter(own).count();
        let first = first.expect("word");
        let (start, end) = (
            self.timing.span(first).0,
            self.timing.span(first + count - 1).1,
        );
        &self.contour[start..end]
    }

    /// F0 at a part of a span in frames.
    fn at(&self, (start, end): (usize, usize), part: f32) -> f32 {
        self.contour[start + (part * (end - start) as f32) as usize]
    }

    fn last_voiced(&self) -> f32 {
        let last = self.layout.slots.len() - 2;
        self.contour[self.timing.span(last).1 - 1]
    }
}

#[test]
fn accent_2_has_two_falls_where_accent_1_has_one() {
    let cases = [
        ("ˈanːdən.", 0, 1),
        ("²ˈanːdən.", 0, 2),
        ("°dɛt °vɑːr ˈanːdən.", 2, 1),
        ("°dɛt °vɑːr ²ˈanːdən.", 2, 2),
        ("ˈbyːrən.", 0, 1),
        ("²ˈbyːrən.", 0, 2),
        ("°dɛn ²ˈsɔmːarˌloːv.", 1, 2),
        ("°dɛn ²ˈarbeːtsˌmarknadəns.", 1, 2),
        ("ˈmoːl.", 0, 1),
    ];
    for (line, word, expected) in cases {
        let spoken = spoken(line, 1.0);
        assert_eq!(
            falls(spoken.word(word)),
            expected,
            "{line} {:?}",
            turns(spoken.word(word))
        );
    }
}

#[test]
fn accents_turn_where_stockholm_has_them() {
    // Word, vowel, part of it, and F0 there against F0 at the second place in semitones.
    let cases = [
        (
            "accent 2 begins high",
            "²ˈmoːnən.",
            (0, 0, 0.15),
            (0, 0, 0.95),
            2.0..5.0,
        ),
        (
            "accent 2 rises again",
            "²ˈmoːnən.",
            (0, 1, 0.4),
            (0, 0, 0.95),
            2.0..5.0,
        ),
        (
            "accent 1 begins low",
            "ˈmoːnən.",
            (0, 0, 0.1),
            (0, 0, 0.95),
            -5.0..-2.0,
        ),
        (
            "accent 1 falls after",
            "ˈmoːnən.",
            (0, 0, 0.95),
            (0, 1, 0.9),
            2.0..9.0,
        ),
        (
            "accent 1 unfocused falls early",
            "°dɛn ˈmoːnən °ɛr ²ˈnyː.",
            (0, 0, 0.5),
            (1, 0, 0.5),
            1.0..3.5,
        ),
        (
            "accent 2 unfocused falls late",
            "°dɛn ²ˈmoːnən °ɛr ²ˈnyː.",
            (1, 0, 0.2),
            (1, 1, 0.5),
            2.0..5.0,
        ),
        (
            "a long phrase begins with a peak",
            "ˈmoːnən °ɛr ˈmoːnən °ɔ ²ˈnyː.",
            (0, 0, 0.95),
            (0, 0, 0.1),
            1.5..4.0,
        ),
        (
            "a compound rises on its last part",
            "°dɛn ²ˈsɔmːarˌloːvən.",
            (1, 2, 0.5),
            (1, 1, 0.5),
            2.0..5.0,
        ),
    ];
    for (what, line, (word, vowel, part), (other, second, place), expected) in cases {
        let spoken = spoken(line, 1.0);
        let difference = spoken.at(spoken.vowel(word, vowel), part)
            - spoken.at(spoken.vowel(other, second), place);
        assert!(expected.contains(&difference), "{what}: {difference}");
    }
}

#[test]
fn function_words_have_no_accent() {
    let spoken = spoken("°dɛt °vɑːr °ɛn °ɔv °dɔm ˈanːdən.", 1.0);
    for word in 0..4 {
        assert_eq!(turns(spoken.word(word)).len(), 2, "word {word}");
    }
}

#[test]
fn phrases_end_as_they_should() {
    let cases = [
        ("°dʉ ²ˈmoːlar.", -6.0..-3.5),
        ("°dʉ ˈmoːlat ˈanːdən.", -6.0..-5.0),
        ("°dʉ ²ˈmoːlar?", 4.0..6.0),
        ("°vɛm ²ˈmoːlar?", -6.0..-3.5),
        ("²ˈmoːlar °dʉ °dɔm?", 4.0..6.0),
        ("°va °dʉ ²ˈmoːlar?", -6.0..-3.5),
        ("°hʉ °ʈʉ ²ˈmoːlar?", -6.0..-3.5),
        ("°nær ²ˈmoːlar °dʉ?", -6.0..-5.0),
        ("ˈvarːˌfœːr ²ˈmoːlar °dʉ?", -6.0..-5.0),
        ("²ˈvɪlːka ²ˈmoːlar?", -6.0..-3.5),
        ("ˈveːt °dʉ °de?", 4.0..6.0),
    ];
    for (line, expected) in cases {
        let end = spoken(line, 1.0).last_voiced();
        assert!(expected.contains(&end), "{line}: {end}");
    }
}

#[test]
fn the_line_falls_through_a_phrase_and_is_reset_at_the_next() {
    let phrase = "°dɛm °dɔm °dɛm °dɔm °dɛm °dɔm °dɛm °dɔm °dɛm °dɔm";
    let spoken = spoken(&format!("{phrase}, {phrase}."), 1.0);
    let height = |word| spoken.at(spoken.vowel(word, 0), 0.5);
    let cases = [
        (0, 8, 2.0..4.0),
        (10, 18, 2.0..6.5),
        (10, 8, 1.0..3.5),
        (0, 10, 0.2..1.0),
    ];
    for (from, to, expected) in cases {
        let fall = height(from) - height(to);
        assert!(expected.contains(&fall), "{from} to {to}: {fall}");
    }
}

#[test]
fn a_long_stretch_becomes_two_phrases_at_a_function_word() {
    let five = "ˈmoːl ˈmoːl ˈmoːl ˈmoːl ˈmoːl";
    let cases = [
        (format!("{five}."), vec![0]),
        (format!("{five} °ɔ {five}."), vec![0, 5]),
        (format!("{five}, °ɔ {five}."), vec![0, 5]),
        (format!("{five} {five}."), vec![0]),
        (format!("ˈmoːl °ɔ ˈmoːl ˈmoːl °ɔ {five}."), vec![0, 4]),
    ];
    for (line, expected) in cases {
        let layout = Layout::new(&utterance(&line));
        let starts: Vec<_> = layout.phrases.iter().map(|p| p.words.start).collect();
        assert_eq!(starts, expected, "{line}");
    }
}

#[test]
fn the_contour_is_smooth() {
    let lines = [
        "ˈanːdən.",
        "²ˈflɪkːan ²ˈmoːlar °ɛt ²ˈhʉːs, °ɔ ˈpɔjkən ˈlɛːsər °ɛn ˈbuːk.",
        "ˈmoːl ˈmoːl ²ˈmoːlar ²ˈmoːlar ˈmoːl?",
    ];
    for line in lines {
        for speed in [0.5, 1.0, 2.0] {
            let Spoken { contour, .. } = spoken(line, speed);
            let steepest = contour
                .windows(2)
                .map(|w| (w[1] - w[0]).abs())
                .fold(0.0, f32::max);
            // Half a cosine is steepest in its middle, at pi / 2 times its mean.
            assert!(steepest < 1.3, "{line} at {speed}: {steepest}");
            assert!(
                contour.iter().all(|level| (-8.0..9.0).contains(level)),
                "{line}"
            );
        }
    }
}

#[test]
fn odd_utterances_stay_in_bounds() {
    let lines = [
        "s.".to_owned(),
        "s?".to_owned(),
        "pst, ²st.".to_owned(),
        "²ˈmoːl.".to_owned(),
        "moːlar.".to_owned(),
        "ˈmoːˈlarˈmoːn?".to_owned(),
        "ˈa ˈa ˈa ˈa ˈa ˈa °a ˈa ˈa ˈa ˈa ˈa ˈa.".to_owned(),
        vec!["²ˈmoːla °ɔ"; 200].join(" "),
    ];
    for line in lines {
        for speed in [0.5, 1.0, 2.0] {
            let spoken = spoken(&line, speed);
            assert_eq!(spoken.contour.len(), spoken.timing.frames());
            let wild = spoken
                .contour
                .iter()
                .find(|level| !(-8.0..9.0).contains(*level));
            assert_eq!(wild, None, "{line} at {speed}");
        }
    }
}

#[test]
fn pauses_have_their_lengths() {
    let spoken = spoken("ˈmoːl, ˈmoːl: ˈmoːl. ˈmoːlə.", 1.0);
    let silences: Vec<usize> = spoken
        .timing
        .durations()
        .zip(&spoken.layout.slots)
        .filter(|(_, slot)| slot.phone.is_none())
        .map(|(frames, _)| frames)
        .collect();
    assert_eq!(silences, [10, 20, 30, 45, 30]);
}

#[test]
fn words_without_phones_leave_no_trace() {
    let mut silent = utterance("ˈmoːl, ˈmoːl.");
    silent
        .words
        .insert(0, (Pronunciation::default(), Pause::Comma));
    silent
        .words
        .insert(2, (Pronunciation::default(), Pause::Comma));
    assert_eq!(Layout::new(&silent).slots.len(), 9);
    silent.words.clear();
    let layout = Layout::new(&silent);
    let pace = Pace {
        rate: 1.0,
        speed: 1.0,
        quantity: 1.3,
    };
    let timing = timing(&layout, &[0.0; 2], pace);
    assert_eq!(timing.frames(), 40);
    assert_eq!(contour(&silent, &layout, &timing, &[], 1.0), [0.0; 40]);
}

#[test]
fn quantity_lengthens_stressed_long_vowels_in_the_same_time() {
    let line = "²ˈviːla ˈvɪlːa ˈviːlɑː";
    let (natural, more) = (paced(line, 1.0, 1.0), paced(line, 1.0, 1.4));
    let ratio = |spoken: &Spoken| {
        let ((long, end), (short, last)) = (spoken.vowel(0, 0), spoken.vowel(1, 0));
        (end - long) as f32 / (last - short) as f32
    };
    assert!((ratio(&natural) - 2.0).abs() < 0.15, "{}", ratio(&natural));
    assert!((ratio(&more) - 2.7).abs() < 0.3, "{}", ratio(&more));
    assert!(natural.timing.frames().abs_diff(more.timing.frames()) <= 2);
}

#[test]
fn speed_stretches_long_vowels_more_than_plosives() {
    let line = "²ˈboːtar °ɔ ²ˈkɑːtar, ˈboːt °ɔ ˈkɑːt.";
    let total = |spoken: &Spoken, keep: &dyn Fn(&Slot) -> bool| -> f32 {
        let durations = spoken.timing.durations().zip(&spoken.layout.slots);
        durations
            .filter(|(_, slot)| keep(slot))
            .map(|(d, _)| d as f32)
            .sum()
    };
    let plosive = |slot: &Slot| {
        slot.phone
            .is_some_and(|p| [Symbol::B, Symbol::T, Symbol::K].contains(&p.symbol))
    };
    let vowel = |slot: &Slot| slot.phone.is_some_and(|p| p.is_vowel() && p.long);
    let natural = spoken(line, 1.0);
    for speed in [0.5, 0.75, 1.5, 2.0] {
        let changed = spoken(line, speed);
        let ratio = |keep| total(&natural, keep) / total(&changed, keep);
        let all = ratio(&|_: &Slot| true);
        assert!((all / speed - 1.0).abs() < 0.03, "{speed}: {all}");
        let (plosives, vowels) = (ratio(&plosive), ratio(&vowel));
        let further = if speed > 1.0 {
            vowels / plosives
        } else {
            plosives / vowels
        };
        assert!(
            further > 1.05,
            "{speed}: {vowels} of vowels, {plosives} of plosives"
        );
        assert!(changed.timing.durations().all(|frames| frames >= 2));
        assert_eq!(changed.timing.frames() % 2, 0);
    }
}
