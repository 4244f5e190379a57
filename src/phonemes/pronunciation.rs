//! How a word sounds: phones with length and stress, and the word's accent.

use std::str::FromStr;

use super::{Symbol, syllables};

/// How strongly a syllable is stressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stress {
    /// Unstressed.
    #[default]
    None,
    /// The weaker stress of a compound's last part: *jul-krubba*.
    Secondary,
    /// The word's main stress, on at most one syllable.
    Primary,
}

/// The melody of a stressed word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Accent {
    /// Accent 1, with one peak: *anden*, the duck.
    #[default]
    Acute,
    /// Accent 2, with two peaks: *anden*, the spirit, and nearly all compounds.
    Grave,
}

/// One sound of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Phone {
    /// Its quality.
    pub symbol: Symbol,
    /// Whether it is long: a vowel, or the consonant that closes a stressed short syllable.
    pub long: bool,
    /// The stress of its syllable, on the vowel alone; consonants carry [`Stress::None`].
    pub stress: Stress,
}

impl Phone {
    /// A short, unstressed phone.
    pub fn new(symbol: Symbol) -> Self {
        Self {
            symbol,
            long: false,
            stress: Stress::None,
        }
    }

    /// Whether it is the nucleus of a syllable.
    pub fn is_vowel(self) -> bool {
        self.symbol.is_vowel()
    }
}

/// A word's sounds and melody.
///
/// A word of no sounds, such as one of symbols only, has no phones.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Pronunciation {
    /// The phones in the order they are said.
    pub phones: Vec<Phone>,
    /// The word accent; [`Accent::Acute`] where nothing is stressed.
    pub accent: Accent,
    /// Whether it is a function word that gets no accent in a sentence.
    pub function: bool,
}

/// Why a line of IPA is not a pronunciation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IpaError {
    /// A sign that is not in the alphabet.
    #[error("{0:?} is not a Swedish phone")]
    Sign(char),
    /// A length or stress mark with no phone to belong to.
    #[error("{0:?} has no phone to mark")]
    Dangling(char),
}

impl Pronunciation {
    /// The pronunciation in IPA, such as `²ˈjʉːlˌkrɵbːa`.
    ///
    /// ˈ and ˌ stand before a syllable, ² before ˈ for the grave accent, ː after a long phone.
    pub fn ipa(&self) -> String {
        let onsets = syllables::onsets(&self.phones);
        let mut out = String::with_capacity(self.phones.len() * 3);
        for (index, phone) in self.phones.iter().enumerate() {
            match syllables::stress_from(&self.phones, &onsets, index) {
                Stress::None => {}
                Stress::Secondary => out.push('ˌ'),
                Stress::Primary if self.accent == Accent::Grave => out.push_str("²ˈ"),
                Stress::Primary => out.push('ˈ'),
            }
            out.push(phone.symbol.ipa());
            if phone.long {
                out.push('ː');
            }
        }
        out
    }

    /// The index of the vowel that carries the primary stress.
    pub fn stressed(&self) -> Option<usize> {
        self.phones
            .iter()
            .position(|phone| phone.stress == Stress::Primary)
    }
}

impl FromStr for Pronunciation {
    type Err = IpaError;

    /// Reads what [`Pronunciation::ipa`] writes; a mark may stand before the syllable or its vowel.
    ///
    /// # Errors
    /// [`IpaError`] names the first sign that cannot be read.
    fn from_str(ipa: &str) -> Result<Self, IpaError> {
        let mut word = Self::default();
        let mut stress = Stress::None;
        let mut mark = 'ˈ';
        for sign in ipa.chars() {
            match sign {
                '²' => word.accent = Accent::Grave,
                'ˈ' | '\'' | 'ˌ' => {
                    mark = sign;
                    stress = if sign == 'ˌ' {
                        Stress::Secondary
                    } else {
                        Stress::Primary
                    };
                }
                'ː' => word.phones.last_mut().ok_or(IpaError::Dangling('ː'))?.long = true,
                _ => {
                    let mut phone = Phone::new(Symbol::from_ipa(sign).ok_or(IpaError::Sign(sign))?);
                    if phone.is_vowel() {
                        phone.stress = std::mem::take(&mut stress);
                    }
                    word.phones.push(phone);
                }
            }
        }
        if stress == Stress::None {
            Ok(word)
        } else {
            Err(IpaError::Dangling(mark))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ipa_is_read_and_written() {
        let cases = [
            ("", ""),
            ("ɔ", "ɔ"),
            ("s'ɔŋː", "ˈsɔŋː"),
            ("²j'ʉːlkrˌɵbːa", "²ˈjʉːlˌkrɵbːa"),
            ("²ˈflɪkːa", "²ˈflɪkːa"),
            ("nahɧ'uːn", "nahˈɧuːn"),
            ("ɕɪrʊrg'iː", "ɕɪrʊrˈɡiː"),
        ];
        for (written, expected) in cases {
            let word: Pronunciation = written.parse().expect(written);
            assert_eq!(word.ipa(), expected);
            assert_eq!(word.ipa().parse(), Ok(word), "{expected} again");
        }
    }

    #[test]
    fn unreadable_ipa_names_its_sign() {
        let cases = [
            ("θɪŋk", IpaError::Sign('θ')),
            ("ːa", IpaError::Dangling('ː')),
            ("aˈ", IpaError::Dangling('ˈ')),
            ("aˌs", IpaError::Dangling('ˌ')),
        ];
        for (written, error) in cases {
            assert_eq!(written.parse::<Pronunciation>(), Err(error), "{written}");
        }
    }

    #[test]
    fn the_stressed_vowel_is_found() {
        let word: Pronunciation = "prɪˈvɑːt".parse().expect("IPA");
        assert_eq!(word.stressed(), Some(4));
        assert_eq!(Pronunciation::default().stressed(), None);
    }
}
