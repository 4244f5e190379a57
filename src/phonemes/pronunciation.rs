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

/// A syllable of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Syllable<'a> {
    /// Its phones, at least one.
    pub phones: &'a [Phone],
    /// Its stress.
    pub stress: Stress,
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
        self.write(["ˈ", "²ˈ", "ˌ"], |phone, out| {
            out.push(phone.symbol.ipa());
            if phone.long {
                out.push('ː');
            }
        })
    }

    /// The pronunciation in X-SAMPA, such as `""j}:l%kr8b:a`.
    ///
    /// `"` stands for ˈ, `""` for ²ˈ, `%` for ˌ and `:` for ː.
    pub fn x_sampa(&self) -> String {
        self.write(["\"", "\"\"", "%"], |phone, out| {
            out.push_str(phone.symbol.xsampa());
            if phone.long {
                out.push(':');
            }
        })
    }

    /// The pronunciation in espeak-ng's mnemonics, to be said as `[[…]]`.
    ///
    /// `'` stands for ˈ and `,` for ˌ; espeak-ng has no grave accent and no long consonants.
    pub fn espeak(&self) -> String {
        self.write(["'", "'", ","], |phone, out| {
            out.push_str(phone.symbol.espeak(phone.long));
        })
    }

    /// The phones with the marks of main stress by accent and of secondary stress.
    fn write(&self, marks: [&str; 3], phone: impl Fn(&Phone, &mut String)) -> String {
        let [acute, grave, secondary] = marks;
        let mut out = String::with_capacity(self.phones.len() * 3);
        for syllable in self.syllables() {
            out.push_str(match syllable.stress {
                Stress::None => "",
                Stress::Secondary => secondary,
                Stress::Primary if self.accent == Accent::Grave => grave,
                Stress::Primary => acute,
            });
            for one in syllable.phones {
                phone(one, &mut out);
            }
        }
        out
    }

    /// The syllables in order; one without a vowel where the word has none.
    pub fn syllables(&self) -> Vec<Syllable<'_>> {
        let onsets = syllables::onsets(&self.phones);
        let starts = onsets.iter().copied().skip(1);
        let ends = starts.chain([self.phones.len()]);
        let mut from = 0;
        ends.map(|end| {
            let phones = &self.phones[from..end];
            from = end;
            let stress = phones.iter().map(|phone| phone.stress).max();
            Syllable {
                phones,
                stress: stress.unwrap_or_default(),
            }
        })
        .filter(|syllable| !syllable.phones.is_empty())
        .collect()
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
    fn other_alphabets_are_written() {
        let cases = [
            ("²ˈjʉːlˌkrɵbːa", "\"\"j}:l%kr8b:a", "'ju-l,kR8ba"),
            ("ˈbɑːɳ", "\"bA:n`", "'bA:n."),
            ("ˈɧøː", "\"x\\2:", "'sxY:"),
            ("ˈpɔjkən", "\"pOjk@n", "'pOjkE-n"),
            ("s", "s", "s"),
            ("", "", ""),
        ];
        for (ipa, x_sampa, espeak) in cases {
            let word: Pronunciation = ipa.parse().expect(ipa);
            assert_eq!(word.x_sampa(), x_sampa);
            assert_eq!(word.espeak(), espeak);
        }
    }

    #[test]
    fn unreadable_ipa_names_its_sign() {
        let cases = [
            ("ʘɪŋk", IpaError::Sign('ʘ')),
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
