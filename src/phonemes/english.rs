//! English words, with the sounds that Swedes give them.
//!
//! The commonest words stand in a table, written for Lyssna as its rules are; others are read
//! grapheme by grapheme. The phones are those of Swedish: [d] and [t] for th, [v] for w, [s] for z,
//! [ɧ] for sh, [tɕ] for ch, [dj] for j (Eklund and Lindström, "Xenophones", 2001, describe
//! the habit).

use std::collections::HashMap;

use super::letters::listed;
use super::{Phone, Pronunciation, Stress, Symbol, compounds, sounds, spelling};

const ROWS: &str = include_str!("english.tsv");

/// The shortest word that needs no mark, in letters.
const SHORTEST: usize = 3;
/// The shortest part of a compound, in letters: of shorter ones Swedish words are made, *bag-age*.
const SHORTEST_PART: usize = 4;
/// Words of the table that are Swedish where nothing marks them as English.
const SWEDISH: [&str; 9] = [
    "assist", "august", "enter", "global", "honor", "just", "letter", "lunch", "talk",
];
/// Longer words are not English, in letters.
const MOST: usize = 40;

/// What must follow a grapheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Any,
    End,
    /// A consonant or the end.
    Closed,
    /// E, i or y.
    Soft,
    /// One consonant and a last e, or that and s or d.
    MagicE,
}

use Next::{Any, Closed, End, MagicE, Soft};

/// Graphemes and their sounds, the first that fits; `^` stands for the start of the word.
const RULES: &[(&str, Next, &str)] = &[
    ("^kn", Any, "n"),
    ("^gn", Any, "n"),
    ("^wr", Any, "r"),
    ("^ps", Any, "s"),
    ("^who", Any, "hoː"),
    ("^x", Any, "s"),
    ("^y", Any, "j"),
    ("^uni", Any, "jʉːnɪ"),
    ("^un", Any, "an"),
    ("^mac", Any, "mək"),
    ("ssion", Any, "ɧən"),
    ("tion", Any, "ɧən"),
    ("sion", Any, "ɧən"),
    ("cian", Any, "ɧən"),
    ("cial", Any, "ɧəl"),
    ("tial", Any, "ɧəl"),
    ("cious", End, "ɧəs"),
    ("tious", End, "ɧəs"),
    ("ture", End, "tɕər"),
    ("ought", Any, "oːt"),
    ("aught", Any, "oːt"),
    ("ough", Any, "oː"),
    ("eigh", Any, "ɛj"),
    ("igh", Any, "aj"),
    ("tch", Any, "tɕ"),
    ("dge", Any, "dj"),
    ("sch", Any, "sk"),
    ("chr", Any, "kr"),
    ("ch", Any, "tɕ"),
    ("sh", Any, "ɧ"),
    ("ther", Any, "dər"),
    ("th", Any, "t"),
    ("ph", Any, "f"),
    ("wh", Any, "v"),
    ("ck", Any, "k"),
    ("cc", Soft, "ks"),
    ("sc", Soft, "s"),
    ("qu", Any, "kv"),
    ("nk", Any, "ŋk"),
    ("ng", Closed, "ŋ"),
    ("ng", Any, "ŋɡ"),
    ("gh", Any, ""),
    ("gue", End, "ɡ"),
    ("gu", Soft, "ɡ"),
    ("mb", End, "m"),
    ("gn", End, "n"),
    ("wor", Any, "vœːr"),
    ("war", Any, "voːr"),
    ("air", Any, "æːr"),
    ("are", End, "æːr"),
    ("eer", Any, "iːr"),
    ("ear", Any, "iːr"),
    ("ere", End, "iːr"),
    ("ire", End, "ajər"),
    ("ore", End, "oːr"),
    ("oor", Any, "oːr"),
    ("our", Any, "oːr"),
    ("ure", End, "jʉːr"),
    ("arr", Any, "ær"),
    ("err", Any, "ær"),
    ("ar", Closed, "ɑːr"),
    ("ers", End, "əʂ"),
    ("er", End, "ər"),
    ("er", Closed, "œːr"),
    ("ir", Closed, "œːr"),
    ("ur", Closed, "œːr"),
    ("or", Closed, "oːr"),
    ("all", Any, "oːl"),
    ("alk", Any, "oːk"),
    ("ook", Any, "ʊk"),
    ("ood", Any, "ʊd"),
    ("ead", Any, "ɛd"),
    ("ind", End, "ajnd"),
    ("old", Any, "oːld"),
    ("ous", End, "əs"),
    ("age", End, "ɪdj"),
    ("ies", End, "ɪs"),
    ("ied", End, "ɪd"),
    ("ey", End, "ɪ"),
    ("ie", End, "ɪ"),
    ("ee", Any, "iː"),
    ("ea", Any, "iː"),
    ("ie", Any, "iː"),
    ("ei", Any, "ɛj"),
    ("ey", Any, "ɛj"),
    ("ai", Any, "ɛj"),
    ("ay", Any, "ɛj"),
    ("au", Any, "oː"),
    ("aw", Any, "oː"),
    ("oa", Any, "oː"),
    ("oe", End, "oː"),
    ("oo", Any, "uː"),
    ("ow", End, "oː"),
    ("ow", Any, "aʊ"),
    ("ou", Any, "aʊ"),
    ("oi", Any, "ɔj"),
    ("oy", Any, "ɔj"),
    ("ew", Any, "jʉː"),
    ("eu", Any, "jʉː"),
    ("ue", End, "ʉː"),
    ("ui", Any, "ʉː"),
    ("able", End, "əbəl"),
    ("ment", End, "mənt"),
    ("ness", End, "nəs"),
    ("less", End, "ləs"),
    ("ful", End, "fʊl"),
    ("ble", End, "bəl"),
    ("dle", End, "dəl"),
    ("fle", End, "fəl"),
    ("gle", End, "ɡəl"),
    ("kle", End, "kəl"),
    ("ple", End, "pəl"),
    ("tle", End, "təl"),
    ("ses", End, "sɪs"),
    ("xes", End, "ksɪs"),
    ("ted", End, "tɪd"),
    ("ded", End, "dɪd"),
    ("ed", End, "d"),
    ("es", End, "s"),
    ("a", MagicE, "ɛj"),
    ("e", MagicE, "iː"),
    ("i", MagicE, "aj"),
    ("o", MagicE, "oː"),
    ("u", MagicE, "jʉː"),
    ("y", MagicE, "aj"),
    ("y", End, "ɪ"),
    ("o", End, "oː"),
    ("i", End, "ɪ"),
    ("u", End, "ʉː"),
    ("a", End, "a"),
    ("e", End, ""),
    ("a", Any, "ɛ"),
    ("e", Any, "ɛ"),
    ("i", Any, "ɪ"),
    ("o", Any, "ɔ"),
    ("u", Any, "a"),
    ("y", Any, "ɪ"),
    ("c", Soft, "s"),
    ("c", Any, "k"),
    ("g", Soft, "dj"),
    ("g", Any, "ɡ"),
    ("j", Any, "dj"),
    ("q", Any, "k"),
    ("w", Closed, ""),
    ("w", Any, "v"),
    ("x", Any, "ks"),
    ("z", Any, "s"),
    ("b", Any, "b"),
    ("d", Any, "d"),
    ("f", Any, "f"),
    ("h", Closed, ""),
    ("h", Any, "h"),
    ("k", Any, "k"),
    ("l", Any, "l"),
    ("m", Any, "m"),
    ("n", Any, "n"),
    ("p", Any, "p"),
    ("r", Any, "r"),
    ("s", Any, "s"),
    ("t", Any, "t"),
    ("v", Any, "v"),
    ("é", Any, "ɛj"),
];

/// Beginnings that leave the stress to the next syllable.
const UNSTRESSED: [&str; 9] = ["be", "re", "de", "ex", "dis", "mis", "en", "pro", "con"];

/// Endings before which the stress lies, and how many syllables they have.
const STRESSED_BEFORE: [(&str, usize); 8] = [
    ("tion", 1),
    ("sion", 1),
    ("tions", 1),
    ("ic", 1),
    ("ical", 2),
    ("ity", 2),
    ("ian", 2),
    ("ial", 1),
];

/// The words of the table, ready to be searched.
#[derive(Debug)]
pub(super) struct English(HashMap<&'static str, &'static str>);

impl English {
    /// Reads the table in the binary.
    pub(super) fn new() -> Self {
        Self(
            ROWS.lines()
                .filter_map(|line| line.split_once('\t'))
                .collect(),
        )
    }

    /// An English word as a Swede says it; none for a word without English letters and vowels.
    pub(super) fn word(&self, text: &str) -> Option<Pronunciation> {
        let letters = spelling::fold(text);
        let known = self.known(&letters).or_else(|| self.compound(&letters));
        known.or_else(|| {
            let english = letters.chars().all(|letter| !"åäöü".contains(letter));
            (english && letters.chars().count() <= MOST)
                .then(|| read(&letters))
                .filter(|word| word.stressed().is_some())
        })
    }

    /// A word of the table in a text that is not marked as English: not what Swedish has too.
    pub(super) fn unmarked(&self, letters: &str) -> Option<Pronunciation> {
        let stem = letters.strip_suffix('s').unwrap_or(letters);
        let swedish =
            stem.len() < SHORTEST || SWEDISH.iter().any(|word| [letters, stem].contains(word));
        (!swedish).then(|| self.known(letters))?
    }

    /// A word of the table, also with an s.
    fn known(&self, letters: &str) -> Option<Pronunciation> {
        if let Some(ipa) = self.0.get(letters) {
            return Some(listed(ipa));
        }
        let stem = letters.strip_suffix('s')?;
        let mut word = listed(self.0.get(stem)?);
        if ["ce", "ge", "se", "ze"]
            .iter()
            .any(|end| stem.ends_with(end))
        {
            word.phones.extend(listed("ɪs").phones);
        } else {
            sounds::add_genitive(&mut word);
        }
        Some(word)
    }

    /// Two words of the table written as one: *skateboard*.
    pub(super) fn compound(&self, letters: &str) -> Option<Pronunciation> {
        let cuts = letters.char_indices().map(|(at, _)| letters.split_at(at));
        cuts.filter(|(first, last)| first.len().min(last.len()) >= SHORTEST_PART)
            .find_map(|(first, last)| {
                let parts = [listed(self.0.get(first)?), self.known(last)?];
                let stressed = parts.iter().all(|part| part.stressed().is_some());
                stressed.then(|| compounds::join(parts.into()))
            })
    }
}

fn read(letters: &str) -> Pronunciation {
    let mut phones: Vec<Phone> = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let (taken, ipa) = grapheme(letters, at);
        phones.extend(listed(ipa).phones);
        at += taken;
    }
    phones.dedup_by(|next, before| !next.is_vowel() && next.symbol == before.symbol);
    melt(&mut phones);
    place_stress(letters, &mut phones);
    sounds::lengthen_consonants(&mut phones);
    Pronunciation {
        phones,
        ..Pronunciation::default()
    }
}

/// The bytes of the grapheme at a place, and its sounds; a sign of no rule is silent.
fn grapheme(letters: &str, at: usize) -> (usize, &'static str) {
    let rest = &letters[at..];
    let found = RULES.iter().find_map(|&(pattern, next, ipa)| {
        let pattern = match pattern.strip_prefix('^') {
            Some(start) if at == 0 => start,
            Some(_) => return None,
            None => pattern,
        };
        let after = rest.strip_prefix(pattern)?;
        allows(next, after).then_some((pattern.len(), ipa))
    });
    found.unwrap_or_else(|| (rest.chars().next().map_or(1, char::len_utf8), ""))
}

fn allows(next: Next, after: &str) -> bool {
    let vowel = |letter: char| "aeiouy".contains(letter);
    match next {
        Any => true,
        End => after.is_empty(),
        Closed => !after.starts_with(vowel),
        Soft => after.starts_with(['e', 'i', 'y']),
        MagicE => after.split_at_checked(1).is_some_and(|(consonant, tail)| {
            !consonant.starts_with(vowel)
                && !["w", "x", "r"].contains(&consonant)
                && ["e", "es", "ed", "er", "ers", "ely", "ement"].contains(&tail)
        }),
    }
}

/// An r melts into the dental after it, as in Swedish.
fn melt(phones: &mut Vec<Phone>) {
    for at in (1..phones.len()).rev() {
        if phones[at - 1].symbol == Symbol::R
            && let Some(retroflex) = phones[at].symbol.retroflex()
        {
            phones[at].symbol = retroflex;
            phones.remove(at - 1);
        }
    }
}

fn place_stress(letters: &str, phones: &mut [Phone]) {
    let mut vowels: Vec<&mut Phone> = phones.iter_mut().filter(|p| p.is_vowel()).collect();
    let suffix = STRESSED_BEFORE
        .iter()
        .find(|(ending, _)| letters.ends_with(ending))
        .and_then(|(_, syllables)| vowels.len().checked_sub(syllables + 1));
    let prefix = UNSTRESSED.iter().any(|start| letters.starts_with(start));
    let main = suffix.unwrap_or(usize::from(prefix && vowels.len() > 1));
    if let Some(vowel) = vowels.get_mut(main) {
        vowel.stress = Stress::Primary;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_and_rule_is_readable() {
        for line in ROWS.lines() {
            let (word, ipa) = line.split_once('\t').expect(line);
            assert_eq!(spelling::fold(word), word);
            assert!(!listed(ipa).phones.is_empty(), "{word}");
        }
        for (pattern, _, ipa) in RULES {
            assert_eq!(listed(ipa).stressed(), None, "{pattern}");
        }
        for letter in ('a'..='z').chain(['é']) {
            let alone = |&(pattern, next, _): &(&str, Next, &str)| {
                pattern.chars().eq([letter]) && next == Any
            };
            assert!(RULES.iter().any(alone), "{letter}");
        }
    }

    #[test]
    fn english_is_said_with_swedish_sounds() {
        let cases = [
            ("the", Some("də")),
            ("World", Some("ˈvœːɖ")),
            ("friends'", Some("ˈfrɛnːds")),
            ("queens", Some("ˈkviːns")),
            ("rabbit", Some("ˈrɛbːɪt")),
            ("smart", Some("ˈsmɑːʈ")),
            ("cape", Some("ˈkɛjːp")),
            ("maker", Some("ˈmɛjːkər")),
            ("betake", Some("bɛˈtɛjːk")),
            ("station", Some("ˈstɛɧːən")),
            ("harmonic", Some("hɑːrˈmɔnːɪk")),
            ("thinker", Some("ˈtɪŋːkər")),
            ("knight", Some("ˈnajːt")),
            ("phone", Some("ˈfoːn")),
            ("bottle", Some("ˈbɔtːəl")),
            ("judge", Some("ˈdjadːj")),
            ("happiness", Some("ˈhɛpːɪnəs")),
            ("places", Some("ˈplɛjːsɪs")),
            ("skateboard", Some("²ˈskɛjːtˌboːɖ")),
            ("pfft", None),
            ("år", None),
            ("", None),
        ];
        let english = English::new();
        for (word, expected) in cases {
            let said = english.word(word).map(|word| word.ipa());
            assert_eq!(said.as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn what_swedish_has_too_needs_a_mark() {
        let english = English::new();
        for word in SWEDISH {
            assert!(english.word(word).is_some(), "{word}");
            assert_eq!(english.unmarked(word), None, "{word}");
        }
        assert!(english.unmarked("workshop").is_some());
    }

    #[test]
    fn endless_words_are_no_english() {
        assert_eq!(English::new().word(&"the".repeat(9_000)), None);
    }
}
