//! What letters sound as after what came before: a tree of the words that training saw.
//!
//! It is a back-off model of tokens, as speech recognisers use of words (Katz, 1987), where a
//! token is a letter with what it sounds as. The tagger generalises; this remembers stems.

use super::{Accent, Stress};

/// The longest sequence of tokens in a tree.
pub(super) const LONGEST: usize = 8;
/// The number of the token before each word; the tokens themselves follow.
const START: u8 = 0;
/// Steps a nat of the stored logarithms.
const STEPS: f32 = 16.0;
/// The log-probability of what the tree does not know, in nats: the least it can store.
const FLOOR: f32 = -16.0;

/// One way for a letter to sound.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) chunk: usize,
    /// The stress of its vowel.
    pub(super) stress: Stress,
    /// The accent of the word, where the main stress lies here.
    pub(super) accent: Accent,
}

/// The sequences of one length, those of one context side by side, by their last token.
#[derive(Debug)]
pub(super) struct Level {
    pub(super) tokens: Vec<u8>,
    pub(super) logs: Vec<u8>,
    /// What falling back from a sequence to a shorter one costs; empty for the longest.
    pub(super) back: Vec<u8>,
    /// Where the children of each begin in the next level, and an end; empty for the longest.
    pub(super) first: Vec<u32>,
}

/// The sequences that end here, by length: places in the levels of a tree.
pub(super) type Context = [Option<u32>; LONGEST - 1];

/// The tree and its tokens.
#[derive(Debug)]
pub(super) struct Memory {
    /// The tokens of each letter, with their numbers.
    pub(super) tokens: Vec<Vec<(u8, Token)>>,
    /// The number of the token after each word.
    pub(super) end: u8,
    /// From single tokens to the longest sequences, at most [`LONGEST`].
    pub(super) levels: Vec<Level>,
}

impl Memory {
    /// The context before a word's first letter.
    pub(super) fn start(&self) -> Context {
        let mut context = Context::default();
        context[0] = self.child(0, None, START);
        context
    }

    /// The log-probability of a token after a context, in nats, and the context after it.
    pub(super) fn follow(&self, context: &Context, token: u8) -> (f32, Context) {
        let mut after = Context::default();
        let (mut log, mut back) = (None, 0.0);
        for length in (0..self.levels.len()).rev() {
            let node = length.checked_sub(1).and_then(|level| context[level]);
            if length > 0 && node.is_none() {
                continue;
            }
            let child = self.child(length, node, token);
            if let Some(place) = after.get_mut(length)
                && length + 1 < self.levels.len()
            {
                *place = child;
            }
            match (child, node) {
                _ if log.is_some() => {}
                (Some(child), _) => {
                    log = Some(back + nats(self.levels[length].logs[child as usize]));
                }
                (None, Some(node)) => back += nats(self.levels[length - 1].back[node as usize]),
                (None, None) => {}
            }
        }
        (log.unwrap_or(back + FLOOR), after)
    }

    /// The place in a level of a context followed by a token; no context is the empty one.
    fn child(&self, level: usize, context: Option<u32>, token: u8) -> Option<u32> {
        let tokens = &self.levels[level].tokens;
        let (from, to) = match context {
            Some(node) => {
                let first = &self.levels[level - 1].first;
                (
                    first[node as usize] as usize,
                    first[node as usize + 1] as usize,
                )
            }
            None => (0, tokens.len()),
        };
        let at = tokens[from..to].binary_search(&token).ok()?;
        u32::try_from(from + at).ok()
    }
}

fn nats(steps: u8) -> f32 {
    -f32::from(steps) / STEPS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tokens 1 and 2, the end 3: singles 0 to 3, and 1 after the start.
    fn memory() -> Memory {
        Memory {
            tokens: Vec::new(),
            end: 3,
            levels: vec![
                Level {
                    tokens: vec![0, 1, 2, 3],
                    logs: vec![240, 16, 32, 48],
                    back: vec![8, 0, 0, 0],
                    first: vec![0, 1, 1, 1, 1],
                },
                Level {
                    tokens: vec![1],
                    logs: vec![4],
                    back: Vec::new(),
                    first: Vec::new(),
                },
            ],
        }
    }

    #[test]
    fn the_longest_known_sequence_tells() {
        let memory = memory();
        let start = memory.start();
        let after = memory.follow(&start, 1).1;
        let cases = [
            (&start, 1, -0.25),
            (&start, 2, -0.5 - 2.0),
            (&after, 1, -1.0),
            (&after, 3, -3.0),
            (&after, 9, FLOOR),
            (&start, 9, -0.5 + FLOOR),
        ];
        for (context, token, log) in cases {
            assert_eq!(memory.follow(context, token).0, log, "{token}");
        }
    }
}
