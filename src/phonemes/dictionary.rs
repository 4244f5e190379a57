//! A lexicon of Swedish words and of the parts that compounds are made of.
//!
//! `voices/g2p/lexicon.py` makes the file from Folkets lexikon; `voices/models/LICENSE.lexicon`
//! tells its terms.

use std::collections::HashMap;

use super::Pronunciation;
use super::letters::listed;

/// Lines of spelling, IPA, and the costs as first and last part of a compound.
const ROWS: &str = include_str!("../../voices/models/lexicon.tsv");

/// What a word costs as a part that no listed compound has: more than any that one has.
pub(super) const UNSEEN: u32 = 134;

/// A word or a part of words.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    ipa: &'static str,
    /// The cost as the first part of a compound, in tenths of nats; none where it cannot be one.
    pub(super) first: Option<u32>,
    /// The cost as the last part.
    pub(super) last: Option<u32>,
}

impl Entry {
    pub(super) fn pronunciation(&self) -> Pronunciation {
        listed(self.ipa)
    }
}

/// The lexicon, ready to be searched by lower-case spelling.
#[derive(Debug)]
pub(super) struct Dictionary {
    words: HashMap<&'static str, Entry>,
    firsts: HashMap<&'static str, Entry>,
    lasts: HashMap<&'static str, Entry>,
}

impl Dictionary {
    /// Reads the table in the binary.
    ///
    /// # Panics
    /// On a row that cannot be read; the test of the table reads every row.
    pub(super) fn new() -> Self {
        let mut dictionary = Self {
            words: HashMap::with_capacity(ROWS.lines().count()),
            firsts: HashMap::new(),
            lasts: HashMap::new(),
        };
        for row in ROWS.lines() {
            let [spelling, ipa, first, last] =
                <[&str; 4]>::try_from(row.split('\t').collect::<Vec<_>>())
                    .unwrap_or_else(|_| panic!("four columns, not {row}"));
            let entry = Entry {
                ipa,
                first: cost(first),
                last: cost(last),
            };
            if let Some(first) = spelling.strip_suffix('-') {
                dictionary.firsts.insert(first, entry);
            } else if let Some(last) = spelling.strip_prefix('-') {
                dictionary.lasts.insert(last, entry);
            } else {
                dictionary.words.insert(spelling, entry);
            }
        }
        dictionary
    }

    pub(super) fn word(&self, spelling: &str) -> Option<&Entry> {
        self.words.get(spelling)
    }

    /// A spelling that may begin a compound, with its cost.
    pub(super) fn first(&self, spelling: &str) -> Option<(&Entry, u32)> {
        let entry = self
            .firsts
            .get(spelling)
            .or_else(|| self.words.get(spelling))?;
        Some((entry, entry.first?))
    }

    /// A spelling that may end a compound, with its cost.
    pub(super) fn last(&self, spelling: &str) -> Option<(&Entry, u32)> {
        let entry = self
            .lasts
            .get(spelling)
            .or_else(|| self.words.get(spelling))?;
        Some((entry, entry.last?))
    }
}

fn cost(column: &str) -> Option<u32> {
    match column {
        "" => Some(UNSEEN),
        "-" => None,
        cost => Some(
            cost.parse()
                .unwrap_or_else(|_| panic!("a cost, not {cost}")),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phonemes::spelling;

    #[test]
    fn every_row_is_readable() {
        let dictionary = Dictionary::new();
        let tables = [&dictionary.words, &dictionary.firsts, &dictionary.lasts];
        for (word, entry) in tables.into_iter().flatten() {
            assert_eq!(spelling::fold(word), *word);
            assert!(entry.pronunciation().stressed().is_some(), "{word}");
        }
        let rows: usize = tables.into_iter().map(HashMap::len).sum();
        assert_eq!(rows, ROWS.lines().count());
    }

    #[test]
    fn words_and_parts_are_told_apart() {
        let dictionary = Dictionary::new();
        assert!(dictionary.word("arbets").is_none());
        assert!(dictionary.first("arbets").is_some());
        assert!(dictionary.last("arbets").is_none());
        assert!(dictionary.first("för").is_none());
        let (man, _) = dictionary.last("man").expect("-man");
        assert_eq!(man.pronunciation().ipa(), "ˈmanː");
    }
}
