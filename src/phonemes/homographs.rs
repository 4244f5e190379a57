//! Words of one spelling and two pronunciations, told apart by their neighbours.
//!
//! The table is written for Lyssna. A row holds a spelling, the usual pronunciation (`-` where the
//! rest of this module knows it), the other one, and the words that speak for that: just before,
//! just after, or near, in lower case. Where no neighbour tells, the commoner reading in news
//! and public information is taken: *tomten* is the plot, *anden* the spirit.

use std::collections::HashMap;

use super::letters::listed;
use super::{Pronunciation, spelling};
use crate::text::Word;

const ROWS: &str = include_str!("homographs.tsv");

/// How many words away a word is near.
const NEAR: usize = 4;

#[derive(Debug)]
struct Row {
    usual: Option<&'static str>,
    other: &'static str,
    before: &'static str,
    after: &'static str,
    near: &'static str,
}

/// The table, ready to be searched by folded spelling.
#[derive(Debug)]
pub(super) struct Homographs(HashMap<&'static str, Row>);

impl Homographs {
    /// Reads the table in the binary.
    ///
    /// # Panics
    /// On a row that cannot be read; the test of the table reads every row.
    pub(super) fn new() -> Self {
        let rows = ROWS.lines().map(|line| {
            let [spelling, usual, other, before, after, near] =
                <[&str; 6]>::try_from(line.split('\t').collect::<Vec<_>>())
                    .unwrap_or_else(|_| panic!("six columns, not {line}"));
            let row = Row {
                usual: (usual != "-").then_some(usual),
                other,
                before,
                after,
                near,
            };
            (spelling, row)
        });
        Self(rows.collect())
    }

    /// The pronunciation that a word of this spelling has alone.
    pub(super) fn usual(&self, letters: &str) -> Option<Pronunciation> {
        self.0.get(letters)?.usual.map(listed)
    }

    /// The less usual pronunciation, where the neighbours of the word speak for it.
    pub(super) fn other(&self, words: &[Word], at: usize, letters: &str) -> Option<Pronunciation> {
        let row = self.0.get(letters)?;
        let speaks = |cues: &str, word: &Word| {
            let word = spelling::fold(&word.text);
            cues.split(' ').any(|cue| cue == word && !cue.is_empty())
        };
        let near = &words[at.saturating_sub(NEAR)..words.len().min(at + NEAR + 1)];
        let chosen = at
            .checked_sub(1)
            .is_some_and(|at| speaks(row.before, &words[at]))
            || words
                .get(at + 1)
                .is_some_and(|word| speaks(row.after, word))
            || near.iter().any(|word| speaks(row.near, word));
        chosen.then(|| listed(row.other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_readable() {
        let homographs = Homographs::new();
        assert_eq!(homographs.0.len(), ROWS.lines().count());
        for (word, row) in &homographs.0 {
            assert_eq!(spelling::fold(word), *word);
            for ipa in row.usual.into_iter().chain([row.other]) {
                let said: Pronunciation = ipa.parse().expect(word);
                assert_eq!(said.ipa(), ipa, "{word}");
                assert!(said.stressed().is_some(), "{word}");
            }
            let cues = [row.before, row.after, row.near].join(" ");
            for cue in cues.split_whitespace() {
                assert_eq!(spelling::fold(cue), cue, "{word}");
            }
            assert!(!cues.trim().is_empty(), "{word}");
        }
    }
}
