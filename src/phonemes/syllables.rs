//! Where syllables begin.

use super::{Phone, Symbol};

/// The index of the first phone of each syllable, in order.
///
/// A syllable takes as many of the consonants before its vowel as a Swedish word may begin with.
pub(super) fn onsets(phones: &[Phone]) -> Vec<usize> {
    let mut onsets: Vec<usize> = Vec::new();
    let mut free = 0;
    for (nucleus, _) in phones.iter().enumerate().filter(|(_, p)| p.is_vowel()) {
        let start = if onsets.is_empty() {
            0
        } else {
            (free..=nucleus)
                .find(|&from| begins_word(&phones[from..nucleus]))
                .unwrap_or(nucleus)
        };
        onsets.push(start);
        free = nucleus + 1;
    }
    onsets
}

/// Whether a Swedish syllable can begin with these consonants.
fn begins_word(cluster: &[Phone]) -> bool {
    use Symbol::*;
    if cluster.iter().any(|phone| phone.long) {
        return false;
    }
    let symbols: Vec<Symbol> = cluster.iter().map(|phone| phone.symbol).collect();
    match *symbols {
        [] => true,
        [one] => one != Eng,
        [S | RetroS, P | T | K | RetroT, R] | [S, P, L | J] | [S, K, V] => true,
        [S, P | T | K | M | N | L | V] | [RetroS, RetroT | P | K | M | RetroN | RetroL] => true,
        [P | B | K | G | F, L | R | J] | [T | D | V, R] | [T | D | K, V] => true,
        [K | G | F, N] | [M | N, J] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phonemes::Pronunciation;

    #[test]
    fn syllables_begin_as_words_may() {
        let cases: [(&str, &[usize]); 7] = [
            ("", &[]),
            ("st", &[]),
            ("ɛkstra", &[0, 2]),
            ("ɛkːstra", &[0, 2]),
            ("sɔŋar", &[0, 3]),
            ("teɑːtər", &[0, 2, 3]),
            ("vaːrɔm", &[0, 2]),
        ];
        for (ipa, expected) in cases {
            let word: Pronunciation = ipa.parse().expect(ipa);
            assert_eq!(onsets(&word.phones), expected, "{ipa}");
        }
    }
}
