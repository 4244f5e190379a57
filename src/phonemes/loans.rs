//! Loans that the model takes for Swedish.
//!
//! Learned words whose endings have the main stress (*gynekolog*, *biometri*, *frekvens*) it takes
//! for compounds, stressed at the start. The endings are those of the stressed suffixes (Riad, *The
//! Phonology of Swedish*, 2014) that end few native words. Slavic names end in a voiceless v.

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

/// Takes the voice from the v that ends a Slavic name, as in its own language: *Smirnov*; one
/// with secondary stress is a compound, *Bygglov*.
pub(super) fn devoice_name(letters: &str, mut word: Pronunciation) -> Pronunciation {
    let ends = ["ov", "ev"].iter().any(|ending| letters.ends_with(ending));
    let [first @ .., vowel, last] = &mut word.phones[..] else {
        return word;
    };
    let is_slavic = vowel.is_vowel()
        && last.symbol == Symbol::V
        && first.iter().any(|phone| phone.is_vowel())
        && first.iter().all(|phone| phone.stress != Stress::Secondary)
        && vowel.stress != Stress::Secondary;
    if ends && is_slavic {
        vowel.symbol = shortened(vowel.symbol);
        vowel.long = false;
        last.symbol = Symbol::F;
        sounds::lengthen_consonants(&mut word.phones);
    }
    word
}

/// The word with its only stress on the vowel at a place, and no length before it.
fn stress_at(word: Pronunciation, place: usize) -> Pronunciation {
    let mut word = move_stress(word, 0, place, Stress::Primary);
    word.accent = Accent::Acute;
    word
}

/// Takes stress and length from the sounds between two places, and stresses the vowel at the second.
pub(super) fn move_stress(
    mut word: Pronunciation,
    from: usize,
    place: usize,
    stress: Stress,
) -> Pronunciation {
    for phone in &mut word.phones[from..place] {
        phone.stress = Stress::None;
        if phone.long && phone.is_vowel() {
            phone.symbol = shortened(phone.symbol);
        }
        phone.long = false;
    }
    word.phones[place].stress = stress;
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
    fn slavic_names_end_without_voice() {
        let cases = [
            ("smirnov", "ˈsmɪrːnɔv", "ˈsmɪrːnɔf"),
            ("romanov", "rʊmaˈnoːv", "rʊmaˈnɔfː"),
            ("prokofjev", "prʊˈkɔfːjɛv", "prʊˈkɔfːjɛf"),
            ("bygglov", "²ˈbʏɡːˌloːv", "²ˈbʏɡːˌloːv"),
            ("gustav", "ˈɡɵsːtav", "ˈɡɵsːtav"),
            ("ov", "v", "v"),
        ];
        for (letters, before, after) in cases {
            let word = before.parse().expect(before);
            assert_eq!(devoice_name(letters, word).ipa(), after);
        }
    }

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
