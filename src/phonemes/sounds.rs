//! From the letters of one word to its sounds, by the model and the rules that follow it.

use super::memory::Token;
use super::model::Model;
use super::{Accent, Phone, Pronunciation, Stress, Symbol, search};

/// Longer words are read in pieces: no Swedish word needs more, and time and memory stay bounded.
const PIECE: usize = 64;

/// A phone and the letter it stands for.
#[derive(Clone, Copy)]
struct Sound {
    phone: Phone,
    letter: char,
}

/// How the model reads a word.
pub(super) struct Guess {
    pub(super) word: Pronunciation,
    /// The negative log-likelihood of its chunks, in nats: 0 where the model is certain.
    pub(super) doubt: f32,
}

/// The pronunciation of a word of the model's letters; any others are passed over.
pub(super) fn pronounce(model: &Model, word: &str) -> Guess {
    let letters: Vec<(char, usize)> = word
        .chars()
        .filter_map(|letter| {
            let number = model.letters.iter().position(|&known| known == letter)?;
            Some((letter, number))
        })
        .collect();
    let mut sounds = Vec::with_capacity(letters.len());
    let (mut accent, mut doubt) = (None, 0.0);
    for piece in letters.chunks(PIECE) {
        let (tokens, unsure) = search::tokens(model, &numbers(piece));
        accent = accent.or(add(model, piece, &tokens, &mut sounds));
        doubt += unsure;
    }
    let accent = settle_stress(&mut sounds, accent);
    lengthen_final(&mut sounds);
    weaken_endings(&mut sounds);
    weaken_er(&mut sounds);
    let mut phones: Vec<Phone> = sounds.into_iter().map(|sound| sound.phone).collect();
    phones.dedup_by(|next, before| !next.is_vowel() && next.symbol == before.symbol);
    lengthen_consonants(&mut phones);
    keep_last_secondary(&mut phones);
    open_before_r(&mut phones);
    let word = Pronunciation {
        phones,
        accent,
        function: false,
    };
    Guess { word, doubt }
}

/// Adds the s of the genitive, which an r before it melts into.
pub(super) fn add_genitive(word: &mut Pronunciation) {
    let symbol = match word.phones.last() {
        Some(last) if last.symbol == Symbol::R && !last.long => {
            word.phones.pop();
            Symbol::RetroS
        }
        Some(last) if last.symbol.is_retroflex() => Symbol::RetroS,
        _ => Symbol::S,
    };
    word.phones.push(Phone::new(symbol));
}

fn numbers(piece: &[(char, usize)]) -> Vec<usize> {
    piece.iter().map(|&(_, number)| number).collect()
}

/// Adds the sounds of some letters, and gives the accent of the main stress among them.
fn add(
    model: &Model,
    piece: &[(char, usize)],
    tokens: &[Token],
    sounds: &mut Vec<Sound>,
) -> Option<Accent> {
    let mut accent = None;
    for (token, &(letter, _)) in tokens.iter().zip(piece) {
        if token.stress == Stress::Primary {
            accent = Some(token.accent);
        }
        sounds.extend(model.chunks[token.chunk].iter().map(|&phone| {
            let stress = if phone.is_vowel() {
                token.stress
            } else {
                Stress::None
            };
            let phone = Phone { stress, ..phone };
            Sound { phone, letter }
        }));
    }
    accent
}

/// Leaves one main stress, makes long vowels secondary ones, and gives the word's accent.
fn settle_stress(sounds: &mut [Sound], accent: Option<Accent>) -> Accent {
    let (mut vowels, mut placed) = (0, false);
    for Sound { phone, .. } in sounds.iter_mut().filter(|s| s.phone.is_vowel()) {
        vowels += 1;
        let main = phone.stress == Stress::Primary;
        if (main && placed) || (phone.long && phone.stress == Stress::None) {
            phone.stress = Stress::Secondary;
        }
        placed |= main;
    }
    accent.filter(|_| vowels > 1).unwrap_or_default()
}

/// Makes the e of endings weak: from the word's end back to its last full vowel.
fn weaken_endings(sounds: &mut [Sound]) {
    let Some(main) = sounds
        .iter()
        .position(|s| s.phone.stress == Stress::Primary)
    else {
        return;
    };
    for sound in sounds[main + 1..]
        .iter_mut()
        .rev()
        .filter(|s| s.phone.is_vowel())
    {
        if sound.phone.stress != Stress::None {
            return;
        }
        if sound.letter == 'e' && sound.phone.symbol == Symbol::Epsilon {
            sound.phone.symbol = Symbol::Schwa;
        }
    }
}

/// Makes the e of *över*, *under* and *vinter* weak inside a compound, where no r may open it.
fn weaken_er(sounds: &mut [Sound]) {
    let mut stressed_before = false;
    for at in 0..sounds.len() {
        let Sound { phone, letter, .. } = sounds[at];
        if !phone.is_vowel() {
            continue;
        }
        let weak = stressed_before && phone.stress == Stress::None && letter == 'e';
        let r_follows = sounds.get(at + 1).is_some_and(|next| holds_r(next.phone));
        if weak && r_follows && phone.symbol == Symbol::Epsilon {
            sounds[at].phone.symbol = Symbol::Schwa;
        }
        stressed_before = phone.stress != Stress::None;
    }
}

fn holds_r(phone: Phone) -> bool {
    phone.symbol == Symbol::R || phone.symbol.is_retroflex()
}

/// A stressed syllable is long: where its vowel is short, the next consonant is long.
pub(super) fn lengthen_consonants(phones: &mut [Phone]) {
    for at in 1..phones.len() {
        let before = phones[at - 1];
        if before.stress != Stress::None && !before.long && !phones[at].is_vowel() {
            phones[at].long = true;
        }
    }
}

/// A stressed vowel that ends the word is long: *bra*, *se*.
fn lengthen_final(sounds: &mut [Sound]) {
    use Symbol::*;
    let Some(Sound { phone, letter, .. }) = sounds.last_mut() else {
        return;
    };
    if !phone.is_vowel() || phone.long || phone.stress == Stress::None {
        return;
    }
    phone.long = true;
    phone.symbol = match phone.symbol {
        SmallI => I,
        SmallY => Y,
        Upsilon => U,
        Epsilon if *letter == 'e' => E,
        Ethel => SlashedO,
        A => ScriptA,
        OpenO => O,
        BarredO => BarredU,
        other => other,
    };
}

/// Leaves a secondary stress only to the last part of a compound.
pub(super) fn keep_last_secondary(phones: &mut [Phone]) {
    let main = phones.iter().position(|p| p.stress == Stress::Primary);
    let last = phones.iter().rposition(|p| p.stress == Stress::Secondary);
    let kept = last.filter(|last| main.is_some_and(|main| main < *last));
    for (at, phone) in phones.iter_mut().enumerate() {
        if phone.stress == Stress::Secondary && Some(at) != kept {
            phone.stress = Stress::None;
        }
    }
}

/// Opens ä and ö before r and the retroflexes that hold one.
///
/// An unstressed short vowel opens only where the r closes its syllable: not in *berätta*.
fn open_before_r(phones: &mut [Phone]) {
    for at in 0..phones.len() {
        let phone = phones[at];
        let Some(&next) = phones.get(at + 1) else {
            continue;
        };
        let closed = phones.get(at + 2).is_none_or(|after| !after.is_vowel());
        let weak = phone.stress == Stress::None && !phone.long;
        if !holds_r(next) || (weak && !closed && next.symbol == Symbol::R) {
            continue;
        }
        phones[at].symbol = match phone.symbol {
            Symbol::Epsilon => Symbol::Ash,
            Symbol::SlashedO => Symbol::Ethel,
            symbol => symbol,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sounds(ipa: &str, letters: &str) -> Vec<Sound> {
        let word: Pronunciation = ipa.parse().expect(ipa);
        assert_eq!(word.phones.len(), letters.chars().count(), "{ipa}");
        let phones = word.phones.into_iter().zip(letters.chars());
        phones
            .map(|(phone, letter)| Sound { phone, letter })
            .collect()
    }

    fn ipa(phones: Vec<Phone>) -> String {
        Pronunciation {
            phones,
            ..Pronunciation::default()
        }
        .ipa()
    }

    #[test]
    fn one_vowel_keeps_the_main_stress() {
        let cases = [
            ("ˈpɔjkɛˈlek", Some(Accent::Grave), "²ˈpɔjkɛˌlek"),
            ("bɛˈtɑːlaː", Some(Accent::Acute), "bɛˈtɑːˌlaː"),
            ("ˈsuːl", Some(Accent::Grave), "ˈsuːl"),
            ("trɛ", None, "trɛ"),
        ];
        for (before, accent, after) in cases {
            let mut sounds: Vec<Sound> = before
                .parse::<Pronunciation>()
                .expect(before)
                .phones
                .into_iter()
                .map(|phone| Sound { phone, letter: 'x' })
                .collect();
            let accent = settle_stress(&mut sounds, accent);
            let word = Pronunciation {
                phones: sounds.into_iter().map(|sound| sound.phone).collect(),
                accent,
                function: false,
            };
            assert_eq!(word.ipa(), after);
        }
    }

    #[test]
    fn e_is_weak_in_endings_and_before_r_inside() {
        let cases = [
            ("ˈpɔjkɛ", "pojke", "ˈpɔjkə"),
            ("ˈhɛndɛlsɛn", "händelsen", "ˈhɛndəlsən"),
            ("bɛˈtɑːla", "betala", "bɛˈtɑːla"),
            ("ˈøːvɛrˌleːva", "överleva", "ˈøːvərˌleːva"),
        ];
        for (before, letters, after) in cases {
            let mut sounds = sounds(before, letters);
            weaken_endings(&mut sounds);
            weaken_er(&mut sounds);
            assert_eq!(ipa(sounds.iter().map(|s| s.phone).collect()), after);
        }
    }

    #[test]
    fn consonants_after_stressed_short_vowels_are_long() {
        let cases = [
            ("ˈkat", "ˈkatː"),
            ("ˈkɑːt", "ˈkɑːt"),
            ("baˈnan", "baˈnanː"),
            ("ˈa", "ˈa"),
        ];
        for (before, after) in cases {
            let mut phones = before.parse::<Pronunciation>().expect(before).phones;
            lengthen_consonants(&mut phones);
            assert_eq!(ipa(phones), after);
        }
    }

    #[test]
    fn stressed_final_vowels_are_long() {
        let cases = [
            ("ˈbra", "bra", "ˈbrɑː"),
            ("ˈsɛ", "se", "ˈseː"),
            ("ˈknɛ", "knä", "ˈknɛː"),
            ("ˈtabɵ", "tabu", "ˈtabɵ"),
            ("ˈhat", "hat", "ˈhat"),
        ];
        for (before, letters, after) in cases {
            let mut sounds = sounds(before, letters);
            lengthen_final(&mut sounds);
            assert_eq!(ipa(sounds.iter().map(|s| s.phone).collect()), after);
        }
    }

    #[test]
    fn vowels_open_before_r() {
        let cases = [
            ("hɛːr", "hæːr"),
            ("bœːr", "bœːr"),
            ("bøːr", "bœːr"),
            ("føːl", "føːl"),
            ("vɛɳ", "væɳ"),
            ("veːr", "veːr"),
            ("bɛrɛˈta", "bɛrɛˈta"),
            ("pɛrˈʂuːn", "pærˈʂuːn"),
            ("ˈhɛra", "ˈhæra"),
        ];
        for (before, after) in cases {
            let mut phones = before.parse::<Pronunciation>().expect(before).phones;
            open_before_r(&mut phones);
            assert_eq!(ipa(phones), after);
        }
    }

    #[test]
    fn the_genitive_melts_with_r() {
        let cases = [
            ("ˈkalːmar", "ˈkalːmaʂ"),
            ("ˈmoːra", "ˈmoːras"),
            ("ˈbjœːɳ", "ˈbjœːɳʂ"),
            ("ˈhærː", "ˈhærːs"),
        ];
        for (before, after) in cases {
            let mut word: Pronunciation = before.parse().expect(before);
            add_genitive(&mut word);
            assert_eq!(word.ipa(), after);
        }
    }
}
