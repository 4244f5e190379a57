//! The names of letters, and the endings that acronyms carry.

use super::{Accent, Phone, Pronunciation, Stress};

/// What Swedes call each letter.
const NAMES: [(char, &str); 32] = [
    ('a', "ˈɑː"),
    ('b', "ˈbeː"),
    ('c', "ˈseː"),
    ('d', "ˈdeː"),
    ('e', "ˈeː"),
    ('f', "ˈɛfː"),
    ('g', "ˈɡeː"),
    ('h', "ˈhoː"),
    ('i', "ˈiː"),
    ('j', "ˈjiː"),
    ('k', "ˈkoː"),
    ('l', "ˈɛlː"),
    ('m', "ˈɛmː"),
    ('n', "ˈɛnː"),
    ('o', "ˈuː"),
    ('p', "ˈpeː"),
    ('q', "ˈkʉː"),
    ('r', "ˈærː"),
    ('s', "ˈɛsː"),
    ('t', "ˈteː"),
    ('u', "ˈʉː"),
    ('v', "ˈveː"),
    ('w', "²ˈdɵbːəlˌveː"),
    ('x', "ˈɛkːs"),
    ('y', "ˈyː"),
    ('z', "²ˈsɛːta"),
    ('å', "ˈoː"),
    ('ä', "ˈɛː"),
    ('ö', "ˈøː"),
    ('é', "ˈeː"),
    ('ü', "ˈyː"),
    ('æ', "ˈɛː"),
];

/// Endings after an acronym's colon, as they are said.
const ENDINGS: [(&str, &str); 18] = [
    ("s", "s"),
    ("n", "n"),
    ("t", "t"),
    ("en", "ən"),
    ("et", "ət"),
    ("ens", "əns"),
    ("ets", "əts"),
    ("ns", "ns"),
    ("ts", "ts"),
    ("ar", "ar"),
    ("er", "ər"),
    ("or", "ʊr"),
    ("are", "arə"),
    ("arna", "aɳa"),
    ("erna", "əɳa"),
    ("aren", "arən"),
    ("isk", "ɪsk"),
    ("ska", "ska"),
];

/// The name of the letter that `text` begins with, and an ending after a colon.
///
/// None where it begins with no letter that has a name, or the ending is unknown.
pub(super) fn name(text: &str) -> Option<Pronunciation> {
    let (letter, ending) = text.split_once(':').unwrap_or((text, ""));
    let mut signs = letter.chars().flat_map(char::to_lowercase);
    let letter = signs.next()?;
    if signs.next().is_some() {
        return None;
    }
    let (_, ipa) = NAMES.iter().find(|(known, _)| *known == letter)?;
    let mut word = listed(ipa);
    if !ending.is_empty() {
        let ending = ending.to_lowercase();
        let (_, ipa) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
        word.phones.extend(listed(ipa).phones);
    }
    Some(word)
}

/// A pronunciation from one of the tables.
///
/// # Panics
/// On a row that cannot be read; the tables' tests read every row.
pub(super) fn listed(ipa: &str) -> Pronunciation {
    ipa.parse()
        .unwrap_or_else(|error| panic!("{ipa} in a table: {error}"))
}

/// Stresses a run of letter names as one acronym.
///
/// One of two letters is said like a compound (*TV*, *FN*), a longer one with the main stress on
/// its last letter (*SVT*, *USA*).
pub(super) fn stress_acronym(names: &mut [Pronunciation]) {
    let main = match names.len() {
        0 | 1 => return,
        2 => 0,
        count => count - 1,
    };
    let pair = names.len() == 2;
    for (at, name) in names.iter_mut().enumerate() {
        if at == main {
            if pair && name.stressed().is_some() {
                name.accent = Accent::Grave;
            }
        } else {
            demote(name);
        }
    }
}

fn demote(name: &mut Pronunciation) {
    name.accent = Accent::Acute;
    for phone in &mut name.phones {
        if phone.stress == Stress::Primary {
            phone.stress = Stress::Secondary;
        }
    }
}

/// The names of a word's letters in one, for a word with no vowel to say it by.
pub(super) fn spell(word: &str) -> Pronunciation {
    let mut names: Vec<Pronunciation> = word
        .chars()
        .filter_map(|letter| name(letter.encode_utf8(&mut [0; 4])))
        .collect();
    stress_acronym(&mut names);
    let accent = if names.iter().any(|name| name.accent == Accent::Grave) {
        Accent::Grave
    } else {
        Accent::Acute
    };
    let phones: Vec<Phone> = names.into_iter().flat_map(|name| name.phones).collect();
    Pronunciation {
        phones,
        accent,
        function: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_have_names_and_endings() {
        let cases = [
            ("A", Some("ˈɑː")),
            ("x", Some("ˈɛkːs")),
            ("Ö", Some("ˈøː")),
            ("R:s", Some("ˈærːs")),
            ("T:n", Some("ˈteːn")),
            ("V:are", Some("ˈveːarə")),
            ("R:xyz", None),
            ("", None),
            ("AB", None),
            ("3", None),
            ("я", None),
        ];
        for (text, expected) in cases {
            assert_eq!(
                name(text).map(|word| word.ipa()).as_deref(),
                expected,
                "{text}"
            );
        }
    }

    #[test]
    fn every_name_and_ending_is_readable() {
        for (letter, ipa) in NAMES {
            assert!(listed(ipa).stressed().is_some(), "{letter}");
        }
        for (ending, ipa) in ENDINGS {
            assert_eq!(listed(ipa).stressed(), None, "{ending}");
        }
    }

    #[test]
    fn words_without_vowels_are_spelt() {
        let cases = [
            ("tv", "²ˈteːˌveː"),
            ("svt", "ˌɛsːˌveːˈteː"),
            ("b", "ˈbeː"),
            ("", ""),
        ];
        for (word, expected) in cases {
            assert_eq!(spell(word).ipa(), expected);
        }
    }
}
