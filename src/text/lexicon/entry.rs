use super::{LONGEST_PHRASE, LexiconFault};
use crate::text::lexeme::{Kind, Line};
use crate::text::numerals::by_digit;
use crate::text::reading::{say, spell};
use crate::text::{Alphabet, Joint, PhonesError, Saying, Transcribe, Word, plain_words};

/// An entry as it is written.
pub(super) struct Entry {
    /// Byte of the file where it stands.
    pub(super) at: usize,
    pub(super) phrase: String,
    pub(super) case: bool,
    pub(super) genitive: bool,
    pub(super) spoken: Spoken,
}

/// What an entry says for its phrase.
pub(super) enum Spoken {
    /// Another text, read by the rules.
    As(String),
    Phones(Alphabet, String),
    Letters,
}

impl Entry {
    /// The lexemes that are compared with those of a text.
    pub(super) fn keys(&self) -> Result<Vec<String>, LexiconFault> {
        let line = Line::new(self.phrase.trim());
        match line.lexemes.len() {
            0 => return Err(LexiconFault::NoWord),
            1..=LONGEST_PHRASE => {}
            _ => {
                return Err(LexiconFault::LongPhrase {
                    limit: LONGEST_PHRASE,
                });
            }
        }
        let cased = |key: &str| match self.case {
            true => key.to_owned(),
            false => key.to_lowercase(),
        };
        let keys = (0..line.lexemes.len()).map(|at| cased(line.key(at)));
        Ok(keys.collect())
    }

    pub(super) fn words(&self, transcribe: Transcribe<'_>) -> Result<Vec<Word>, LexiconFault> {
        let (words, source) = match &self.spoken {
            Spoken::As(text) => (plain_words(text), text),
            Spoken::Letters => (letters(&self.phrase), &self.phrase),
            Spoken::Phones(alphabet, phones) => {
                let fault = |source| LexiconFault::Phones {
                    phones: phones.clone(),
                    source,
                };
                let words = sounds(&self.phrase, *alphabet, phones, transcribe);
                (words.map_err(fault)?, phones)
            }
        };
        if words.is_empty() {
            return Err(LexiconFault::Silent(source.clone()));
        }
        Ok(words)
    }
}

/// The letters and digits of a phrase, each by its name.
pub(in crate::text) fn letters(phrase: &str) -> Vec<Word> {
    let line = Line::new(phrase);
    let said = |at: usize| match line.lexemes[at].kind {
        Kind::Word => spell(line.text(at)),
        Kind::Number => say(&by_digit(line.text(at))),
        Kind::Mark(_) | Kind::Space { .. } | Kind::Given(_) => Vec::new(),
    };
    (0..line.lexemes.len()).flat_map(said).collect()
}

/// Words of phones, each with what is written for it; the last has the rest of the phrase.
pub(in crate::text) fn sounds(
    phrase: &str,
    alphabet: Alphabet,
    phones: &str,
    transcribe: Transcribe<'_>,
) -> Result<Vec<Word>, PhonesError> {
    let count = phones.split_whitespace().count();
    let mut written = phrase.split_whitespace();
    let word = |(at, phones)| {
        let text = match at + 1 == count {
            false => written.next().unwrap_or_default().to_owned(),
            true => written.by_ref().collect::<Vec<_>>().join(" "),
        };
        Ok(Word {
            text,
            saying: Saying::Ipa(transcribe(alphabet, phones)?),
            joint: Joint::None,
        })
    };
    phones.split_whitespace().enumerate().map(word).collect()
}

/// The words with an *s* after the last one.
pub(super) fn genitive(words: &[Word]) -> Vec<Word> {
    let mut words = words.to_vec();
    if let Some(last) = words.last_mut() {
        last.text
            .push_str(if last.is_letter() { ":s" } else { "s" });
        if let Saying::Ipa(ipa) = &mut last.saying {
            add_s(ipa);
        }
    }
    words
}

/// Adds the sound of a genitive, which melts with an r and is one with an s.
fn add_s(ipa: &mut String) {
    match ipa.trim_end_matches('ː').chars().next_back() {
        Some('s' | 'ʂ') => {}
        Some('r') => {
            ipa.truncate(ipa.trim_end_matches('ː').len() - 1);
            ipa.push('ʂ');
        }
        _ => ipa.push('s'),
    }
}
