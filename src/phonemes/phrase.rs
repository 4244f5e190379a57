//! What neighbours do to each other: weak forms, acronyms, and r melting into the next dental.

use super::{Pronunciation, Symbol};
use crate::text::{Joint, Style, Word};

/// Joins each word to the one before it, as the style has it.
///
/// An r melts into the next word: *har du* becomes [ha ɖʉ], and [har ʉ] in casual speech. In
/// clear speech only the parts of one compound flow together.
pub(super) fn connect(said: &mut [Pronunciation], words: &[Word], style: Style) {
    for at in 1..said.len() {
        let [word, next] = &mut said[at - 1..=at] else {
            return;
        };
        match style {
            Style::Clear if words[at].joint != Joint::Before => {}
            Style::Casual if ends_in_r(word) && is_light(next) => drop(next.phones.remove(0)),
            _ => melt_into(word, next),
        }
    }
}

/// Melts an r at the end of each part of a word into dentals at the beginning of the next.
pub(super) fn melt(parts: &mut [Pronunciation]) {
    for at in 1..parts.len() {
        if let [part, next] = &mut parts[at - 1..=at] {
            melt_into(part, next);
        }
    }
}

fn melt_into(word: &mut Pronunciation, next: &mut Pronunciation) {
    if ends_in_r(word) && retract(next) {
        word.phones.pop();
    }
}

/// Whether an r at the end may melt; a long one (*herr*) stays.
fn ends_in_r(word: &Pronunciation) -> bool {
    let last = word.phones.last();
    word.phones.len() > 1 && last.is_some_and(|phone| phone.symbol == Symbol::R && !phone.long)
}

/// Whether a word is a function word in d and a vowel, such as *du*, *det* and *där*.
fn is_light(word: &Pronunciation) -> bool {
    let mut phones = word.phones.iter();
    word.function
        && phones.next().is_some_and(|phone| phone.symbol == Symbol::D)
        && phones.next().is_some_and(|phone| phone.is_vowel())
}

/// Makes the dentals that a word begins with retroflex; false where there are none.
fn retract(word: &mut Pronunciation) -> bool {
    let mut changed = false;
    for phone in &mut word.phones {
        let Some(retroflex) = phone.symbol.retroflex() else {
            break;
        };
        phone.symbol = retroflex;
        changed = true;
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connected(ipa: [&str; 2], function: bool, joint: Joint, style: Style) -> String {
        let mut said = ipa.map(|ipa| ipa.parse::<Pronunciation>().expect(ipa));
        said[1].function = function;
        let words = [Joint::None, joint].map(|joint| Word {
            joint,
            ..Word::new("")
        });
        connect(&mut said, &words, style);
        said.map(|word| word.ipa()).join(" ")
    }

    #[test]
    fn r_melts_into_the_next_word() {
        let cases = [
            (["hɑːr", "dʉ"], "hɑː ɖʉ"),
            (["fœr", "ˈstuːr"], "fœ ˈʂʈuːr"),
            (["ær", "ˈroː"], "ær ˈroː"),
            (["hærː", "ˈnɪlːsɔn"], "hærː ˈnɪlːsɔn"),
            (["r", "ˈtiː"], "r ˈtiː"),
            (["har", ""], "har "),
        ];
        for (words, expected) in cases {
            let said = connected(words, false, Joint::None, Style::Neutral);
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn styles_differ_at_the_border_of_words() {
        let (clear, casual) = (Style::Clear, Style::Casual);
        let (apart, compound) = (Joint::None, Joint::Before);
        let cases = [
            (["har", "dʉ"], true, apart, clear, "har dʉ"),
            (["har", "dʉ"], true, apart, casual, "har ʉ"),
            (["har", "ˈdɑːɡ"], false, apart, casual, "ha ˈɖɑːɡ"),
            (["vɪnːtər", "ˌtiːd"], false, compound, clear, "vɪnːtə ˌʈiːd"),
            (["har", "sɪn"], true, apart, casual, "ha ʂɪn"),
        ];
        for (words, function, joint, style, expected) in cases {
            let said = connected(words, function, joint, style);
            assert_eq!(said, expected, "{style:?}");
        }
    }
}
