//! What neighbours do to each other: weak forms, acronyms, and r melting into the next dental.

use super::{Pronunciation, Symbol};

/// Melts an r at the end of each word into dentals at the beginning of the next.
///
/// *har du* becomes [ha ɖʉ]. A long r (*herr*) stays.
pub(super) fn melt(words: &mut [Pronunciation]) {
    for at in 1..words.len() {
        let (before, after) = words.split_at_mut(at);
        let (Some(word), Some(next)) = (before.last_mut(), after.first_mut()) else {
            return;
        };
        let ends_in_r = word.phones.len() > 1
            && word
                .phones
                .last()
                .is_some_and(|phone| phone.symbol == Symbol::R && !phone.long);
        if ends_in_r && retract(next) {
            word.phones.pop();
        }
    }
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
            let mut words = words.map(|ipa| ipa.parse::<Pronunciation>().expect(ipa));
            melt(&mut words);
            assert_eq!(words.map(|word| word.ipa()).join(" "), expected);
        }
    }
}
