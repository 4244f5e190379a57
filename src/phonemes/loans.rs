//! Learned words whose endings have the main stress: *gynekolog*, *biometri*, *frekvens*.
//!
//! The model takes some of them for compounds and stresses them at the start. The endings are
//! those of the stressed suffixes (Riad, *The Phonology of Swedish*, 2014) that end few native
//! words.

use super::{Accent, Pronunciation, Stress, Symbol, sounds};

const STRESSED: [&str; 14] = [
    "ens", "fobi", "grafi", "itet", "krati", "log", "logi", "mani", "metri", "nomi", "pati",
    "skop", "skopi", "tropi",
];

/// Moves the main stress to the ending of a learned word that the model half stresses there.
pub(super) fn stress_ending(letters: &str, word: Pronunciation) -> Pronunciation {
    if !STRESSED.iter().any(|ending| letters.ends_with(ending)) {
        return word;
    }
    match word.phones.iter().rposition(|phone| phone.is_vowel()) {
        Some(last) if word.phones[last].stress == Stress::Secondary => stress_at(word, last),
        _ => word,
    }
}

/// The word with its only stress on the vowel at a place, and no length before it.
fn stress_at(mut word: Pronunciation, place: usize) -> Pronunciation {
    for phone in &mut word.phones[..place] {
        phone.stress = Stress::None;
        if phone.long && phone.is_vowel() {
            phone.symbol = shortened(phone.symbol);
        }
        phone.long = false;
    }
    word.phones[place].stress = Stress::Primary;
    word.accent = Accent::Acute;
    sounds::lengthen_consonants(&mut word.phones);
    word
}

/// The quality of a long vowel where it is short.
fn shortened(symbol: Symbol) -> Symbol {
    use Symbol::*;
    match symbol {
        I => SmallI,
        Y => SmallY,
        U => Upsilon,
        E => Epsilon,
        SlashedO => Ethel,
        ScriptA => A,
        O => OpenO,
        BarredU => BarredO,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn learned_endings_take_the_stress_that_the_model_half_sees() {
        let cases = [
            ("gynekolog", "²ˈjʏnːɛkʊˌloːɡ", "jʏnɛkʊˈloːɡ"),
            ("biometri", "²ˈbiːʊmɛˌtriː", "bɪʊmɛˈtriː"),
            ("valens", "²ˈvɑːˌlɛnːs", "vaˈlɛnːs"),
            ("enbent", "²ˈeːnˌbeːnt", "²ˈeːnˌbeːnt"),
            ("katalog", "kataˈloːɡ", "kataˈloːɡ"),
            ("gåvans", "²ˈɡoːvans", "²ˈɡoːvans"),
        ];
        for (letters, before, after) in cases {
            let word = before.parse().expect(before);
            assert_eq!(stress_ending(letters, word).ipa(), after);
        }
    }
}
