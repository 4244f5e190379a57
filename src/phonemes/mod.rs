//! Swedish letter-to-sound: words in, phones with stress and word accent out.
//!
//! A word is looked up among names, function words, exceptions, numerals and the lexicon, also as a
//! form of a listed one. Any other is read letter by letter by a small neural tagger beside a memory
//! of stems (`voices/g2p` trains both), to which rules add what always holds (long consonants, open
//! vowels before r, weak endings), or put together from the parts of a compound, whichever is
//! likelier. A phrase then gets weak forms and r that melts into the next word.

mod alphabet;
mod cache;
mod compounds;
mod dictionary;
mod english;
mod homographs;
mod inflection;
mod letters;
mod lexicon;
mod loans;
mod memory;
mod model;
mod names;
mod network;
mod numerals;
mod phrase;
mod pronunciation;
mod search;
mod sounds;
mod spelling;
mod syllables;
#[cfg(test)]
mod tests;
mod xsampa;

pub use alphabet::Symbol;
pub use model::ModelError;
pub use pronunciation::{Accent, IpaError, Phone, Pronunciation, Stress, Syllable};

use crate::text::{Alphabet, Joint, PhonesError, Saying, Style, Word};
use cache::Cache;
use dictionary::Dictionary;
use english::English;
use homographs::Homographs;
use lexicon::Lexicon;
use model::Model;
use names::Names;

/// Reads the phones of one word, as lexica and markup have them, into IPA.
///
/// # Errors
/// [`IpaError`], when a sign is not in the alphabet of Swedish.
pub fn transcribe(alphabet: Alphabet, written: &str) -> Result<String, PhonesError> {
    let word: Pronunciation = match alphabet {
        Alphabet::Ipa => written.replace('.', "").parse()?,
        Alphabet::XSampa => xsampa::parse(written)?,
    };
    Ok(word.ipa())
}

/// The letter-to-sound of Swedish.
///
/// An article's words go at 40 000 a second on one core, and those that came before at a million;
/// what it says depends on nothing but what it is asked.
#[derive(Debug)]
pub struct Phonemes {
    model: Model,
    lexicon: Lexicon,
    english: English,
    homographs: Homographs,
    names: Names,
    dictionary: Dictionary,
    cache: Cache,
}

impl Phonemes {
    /// Reads a model file, such as `voices/models/g2p.bin`.
    ///
    /// # Errors
    /// [`ModelError`] on anything but a whole model of the version this program reads.
    pub fn new(model: &[u8]) -> Result<Self, ModelError> {
        Ok(Self {
            model: Model::parse(model)?,
            lexicon: Lexicon::new(),
            english: English::new(),
            homographs: Homographs::new(),
            names: Names::new(),
            dictionary: Dictionary::new(),
            cache: Cache::default(),
        })
    }

    /// Reads the model in the binary.
    ///
    /// # Errors
    /// [`ModelError`] if it is damaged, which the tests rule out.
    pub fn embedded() -> Result<Self, ModelError> {
        Self::new(include_bytes!("../../voices/models/g2p.bin"))
    }

    /// The pronunciation of a word said alone.
    ///
    /// A word of signs that have no sound, such as an emoji, gets no phones. IPA that cannot be
    /// read gives way to the word's spelling. The first part of a compound that ends later has the
    /// compound's accent.
    pub fn word(&self, word: &Word) -> Pronunciation {
        let mut said = self.whole(word);
        if word.joint == Joint::Later && said.syllables().len() > 1 && said.stressed().is_some() {
            said.accent = Accent::Grave;
        }
        said
    }

    fn whole(&self, word: &Word) -> Pronunciation {
        match &word.saying {
            Saying::Letter => {
                if let Some(name) = letters::name(&word.text) {
                    return name;
                }
            }
            Saying::Ipa(ipa) => {
                if let Ok(listed) = ipa.parse() {
                    return listed;
                }
            }
            Saying::English => {
                if let Some(english) = self.english.word(&word.text) {
                    return english;
                }
            }
            Saying::Swedish => {}
        }
        match spelling::parts(&word.text).as_slice() {
            [] => Pronunciation::default(),
            [whole] => self.read(whole),
            parts => self
                .names
                .get(&spelling::fold(&parts.concat()), true)
                .unwrap_or_else(|| {
                    compounds::join(parts.iter().map(|part| self.part(part)).collect())
                }),
        }
    }

    /// The pronunciations of words said in one breath, one for each.
    ///
    /// Homographs are told apart by their neighbours, function words take their weak forms, runs of
    /// letters are stressed as acronyms and words joined by hyphens as compounds, and an r melts into
    /// a dental after it; the style says how much of this is done between words. A phrase of one
    /// word is that word said alone.
    pub fn phrase(&self, words: &[Word], style: Style) -> Vec<Pronunciation> {
        if let [word] = words {
            return vec![self.word(word)];
        }
        let mut said: Vec<Pronunciation> = (0..words.len())
            .map(|at| self.within(words, at, style))
            .collect();
        let mut at = 0;
        for run in words.chunk_by(|a, b| a.is_letter() && b.is_letter()) {
            if run[0].is_letter() {
                letters::stress_acronym(&mut said[at..at + run.len()]);
            }
            at += run.len();
        }
        let mut at = 0;
        let joined =
            |a: &Word, b: &Word| b.joint == Joint::Before || (a.is_letter() && b.is_letter());
        for run in words.chunk_by(joined) {
            if run.iter().any(|word| word.joint == Joint::Before) {
                compounds::stress(&mut said[at..at + run.len()]);
            }
            at += run.len();
        }
        phrase::connect(&mut said, words, style);
        said
    }

    fn within(&self, words: &[Word], at: usize, style: Style) -> Pronunciation {
        let word = &words[at];
        let joined = |at: usize| {
            words
                .get(at)
                .is_some_and(|word| word.joint == Joint::Before)
        };
        if word.saying != Saying::Swedish || joined(at) || joined(at + 1) {
            return self.word(word);
        }
        if let [whole] = spelling::parts(&word.text).as_slice() {
            let letters = spelling::fold(whole);
            if let Some(other) = self.homographs.other(words, at, &letters) {
                return other;
            }
            let name = || self.names.needs_capital(&letters) && is_named(words, at);
            let entry = self.lexicon.get(&letters).filter(|_| !name());
            if let Some(weak) = entry.and_then(|entry| entry.within(style)) {
                return weak;
            }
        }
        self.word(word)
    }

    fn read(&self, text: &str) -> Pronunciation {
        let letters = spelling::fold(text);
        if let Some(known) = self
            .listed(&letters, has_capital(text))
            .or_else(|| numerals::numeral(&letters))
        {
            return known;
        }
        if let Some(entry) = self.dictionary.word(&letters) {
            return entry.pronunciation();
        }
        if !letters.chars().any(spelling::is_vowel) {
            return letters::spell(&letters);
        }
        if let Some(form) = inflection::certain(&self.dictionary, &letters) {
            return form;
        }
        let word = self.cache.get_or(&letters, || {
            let guess = self.guess(&letters);
            match inflection::without_accent(&self.dictionary, &letters) {
                Some(form) => Pronunciation {
                    accent: guess.accent,
                    ..form
                },
                None => guess,
            }
        });
        match has_capital(text) {
            true => loans::devoice_name(&letters, word),
            false => word,
        }
    }

    /// A word of no listed stem: English where the table has it, a compound of listed parts where
    /// that is likelier than what the model makes of the whole.
    fn guess(&self, letters: &str) -> Pronunciation {
        if let Some(english) = self.english.unmarked(letters) {
            return english;
        }
        let guess = sounds::pronounce(&self.model, letters);
        match compounds::split(&self.dictionary, letters) {
            Some((cost, compound)) if compounds::is_likely(letters, cost, guess.doubt) => compound,
            Some(_) => self.english.compound(letters).unwrap_or(guess.word),
            None => self
                .english
                .compound(letters)
                .unwrap_or_else(|| loans::stress_ending(letters, guess.word)),
        }
    }

    /// A part of a word with joints: *p-piller* begins with a letter's name.
    fn part(&self, part: &str) -> Pronunciation {
        if spelling::is_acronym(part) {
            return letters::spell(&part.to_lowercase());
        }
        letters::name(part).unwrap_or_else(|| self.read(part))
    }

    /// A listed word or name, also in the genitive.
    fn listed(&self, letters: &str, capital: bool) -> Option<Pronunciation> {
        if let Some(known) = self.known(letters, capital) {
            return Some(known);
        }
        let stem = letters.strip_suffix('s')?;
        if self.lexicon.weak(stem).is_some() {
            return None;
        }
        let mut word = self.known(stem, capital)?;
        sounds::add_genitive(&mut word);
        Some(word)
    }

    fn known(&self, letters: &str, capital: bool) -> Option<Pronunciation> {
        self.names
            .get(letters, capital)
            .or_else(|| self.homographs.usual(letters))
            .or_else(|| Some(self.lexicon.get(letters)?.alone.clone()))
    }
}

fn has_capital(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
}

/// Whether a capital makes a name of the word, which it need not where a sentence may begin.
///
/// There the next word must have one too: *Hans bil*, his car, but *Hans Andersson*.
fn is_named(words: &[Word], at: usize) -> bool {
    let capital = |at: usize| words.get(at).is_some_and(|word| has_capital(&word.text));
    capital(at) && (at > 0 || capital(at + 1))
}
