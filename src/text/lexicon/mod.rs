//! An operator's own list of how words and phrases are read.
//!
//! It is asked before the classes, so it wins over all of them. Phrases are compared lexeme
//! by lexeme with the folded text: a match begins and ends at the borders of words, one
//! space matches any run of them, and of several matches the longest is taken.

mod entry;
mod error;
mod own;
mod pls;
#[cfg(test)]
mod tests;
mod trie;

pub use error::{LexiconError, LexiconFault};

pub(super) use entry::{letters, sounds};

use super::lexeme::{Kind, Line};
use super::reading::lowered;
use super::{Position, Transcribe, Word};
use entry::Entry;
use trie::{Found, Trie};

/// How words and phrases are read, whatever the rules would make of them.
///
/// Nothing inflects by itself: an entry matches what it says and, where it asks for it, the
/// genitive with *s* or *:s*.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    entries: Vec<Listed>,
    as_written: Trie,
    in_any_case: Trie,
    /// How many lexica were joined.
    files: usize,
}

/// An entry in use.
#[derive(Clone, Debug)]
struct Listed {
    /// Which of the joined lexica it comes from.
    file: usize,
    keys: Vec<String>,
    case: bool,
    words: Vec<Word>,
    /// What is said for the genitive, where the entry is for it too.
    genitive: Option<Vec<Word>>,
}

/// A form in which a lexicon is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `[[word]]` tables with `match` and one of `say`, `ipa` and `letters`.
    ///
    /// `case = true` keeps to the case of `match`, `genitive = true` also reads its genitive.
    Toml,
    /// The W3C's Pronunciation Lexicon Specification 1.0, without roles.
    ///
    /// Graphemes match in their own case. An alias is read by the rules, not by other entries.
    Pls,
}

/// Bytes of a file that are read: fifty thousand entries with their sounds.
const MOST_BYTES: usize = 4 << 20;

/// Lexemes of a phrase that are compared, which bounds the work at each word of a text.
const LONGEST_PHRASE: usize = 32;

impl Lexicon {
    /// Reads the text of a lexicon; `transcribe` judges its phones.
    ///
    /// # Errors
    /// [`LexiconError`] names the first fault and its place.
    pub fn parse(text: &str, form: Form, transcribe: Transcribe<'_>) -> Result<Self, LexiconError> {
        let fault = |byte, fault| LexiconError {
            at: Position::of(text, byte),
            fault,
        };
        if text.len() > MOST_BYTES {
            let limit = MOST_BYTES;
            return Err(fault(0, LexiconFault::TooLong { limit }));
        }
        let entries = match form {
            Form::Toml => own::entries(text),
            Form::Pls => pls::entries(text),
        };
        let mut lexicon = Self {
            files: 1,
            ..Self::default()
        };
        for entry in entries.map_err(|(byte, wrong)| fault(byte, wrong))? {
            let listed = Listed::new(&entry, transcribe).map_err(|wrong| fault(entry.at, wrong))?;
            if !lexicon.insert(listed) {
                return Err(fault(entry.at, LexiconFault::Twice(entry.phrase)));
            }
        }
        Ok(lexicon)
    }

    /// Adds the entries of another lexicon; where both know a phrase, this one's stays.
    #[must_use]
    pub fn join(mut self, other: Self) -> Self {
        for mut listed in other.entries {
            listed.file += self.files;
            self.insert(listed);
        }
        self.files += other.files;
        self
    }

    /// Adds an entry; false where its phrase has one.
    fn insert(&mut self, listed: Listed) -> bool {
        let trie = match listed.case {
            true => &mut self.as_written,
            false => &mut self.in_any_case,
        };
        let mut found = Found {
            entry: self.entries.len(),
            genitive: false,
        };
        if !trie.insert(&listed.keys, found) {
            return false;
        }
        if listed.genitive.is_some() {
            found.genitive = true;
            for keys in genitives(&listed.keys) {
                trie.insert(&keys, found);
            }
        }
        self.entries.push(listed);
        true
    }

    /// Gives the phrases of a line their words.
    pub(super) fn mark(&self, line: &mut Line) {
        if !self.entries.is_empty() {
            line.give(|line, at| self.find(line, at));
        }
    }

    /// Where the longest phrase that begins at a lexeme ends, and its words.
    fn find(&self, line: &Line, at: usize) -> Option<(usize, Vec<Word>)> {
        let (mut as_written, mut in_any_case) = (Some(&self.as_written), Some(&self.in_any_case));
        let mut longest = None;
        for place in at..line.lexemes.len() {
            if matches!(line.lexemes[place].kind, Kind::Given(_)) {
                break;
            }
            let key = line.key(place);
            let written = as_written.and_then(|trie| trie.step(key));
            let any = in_any_case.and_then(|trie| trie.step(&lowered(key)));
            (as_written, in_any_case) = (written.map(|step| step.0), any.map(|step| step.0));
            if as_written.is_none() && in_any_case.is_none() {
                break;
            }
            let found = self.first(written.and_then(|step| step.1), any.and_then(|step| step.1));
            let ends = found.filter(|_| line.is_border(place + 1));
            longest = ends.map(|found| (place + 1, found)).or(longest);
        }
        let (end, found) = longest.filter(|_| line.is_border(at))?;
        let listed = &self.entries[found.entry];
        let words = match &listed.genitive {
            Some(genitive) if found.genitive => genitive,
            _ => &listed.words,
        };
        Some((end, words.clone()))
    }

    /// The entry of the earlier lexicon; in the same one, that with the case as written.
    fn first(&self, as_written: Option<Found>, in_any_case: Option<Found>) -> Option<Found> {
        let file = |found: &Found| self.entries[found.entry].file;
        [as_written, in_any_case]
            .into_iter()
            .flatten()
            .min_by_key(file)
    }
}

impl Listed {
    fn new(entry: &Entry, transcribe: Transcribe<'_>) -> Result<Self, LexiconFault> {
        let words = entry.words(transcribe)?;
        Ok(Self {
            file: 0,
            keys: entry.keys()?,
            case: entry.case,
            genitive: entry.genitive.then(|| entry::genitive(&words)),
            words,
        })
    }
}

/// How the genitive of a phrase is written: `Umeås`, `SKR:s`.
fn genitives(keys: &[String]) -> [Vec<String>; 2] {
    let mut glued = keys.to_vec();
    if let Some(last) = glued.last_mut() {
        last.push('s');
    }
    let apart = [keys, &[":".to_owned(), "s".to_owned()]].concat();
    [glued, apart]
}
