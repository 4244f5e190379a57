//! Readings: what a rule makes of the lexemes it takes.

use super::lexeme::Cursor;
use super::{Pause, Word};
use std::borrow::Cow;
use std::ops::Range;

/// Whether a part ends in a full stop of its own, and what that stop may mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    None,
    /// Belongs to the abbreviation only: `t.ex.`
    Inside,
    /// May also end the sentence where a capital follows: `15 min.`
    MayEnd,
    /// May end it where a capital or a number follows: `m.m.`
    Final,
}

/// Lexemes that are said together, and how; it becomes a token.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) lexemes: Range<usize>,
    pub(super) words: Vec<Word>,
    pub(super) pause: Pause,
    pub(super) stop: Stop,
}

/// The parts that a rule read from one place on, in order.
#[derive(Debug, Default)]
pub(super) struct Reading {
    pub(super) parts: Vec<Part>,
}

impl Reading {
    /// One part, from one place to another.
    pub(super) fn one(from: Cursor<'_>, to: Cursor<'_>, words: Vec<Word>) -> Self {
        Self::default().then(from, to, words)
    }

    /// Adds a part; lexemes left out between two parts are silent.
    pub(super) fn then(mut self, from: Cursor<'_>, to: Cursor<'_>, words: Vec<Word>) -> Self {
        self.parts.push(Part {
            lexemes: from.at..to.at,
            words,
            pause: Pause::None,
            stop: Stop::None,
        });
        self
    }

    /// Sets what the last part's full stop means.
    pub(super) fn stop(mut self, stop: Stop) -> Self {
        if let Some(last) = self.parts.last_mut() {
            last.stop = stop;
        }
        self
    }

    /// Sets a pause after the last part.
    pub(super) fn pause(mut self, pause: Pause) -> Self {
        if let Some(last) = self.parts.last_mut() {
            last.pause = pause;
        }
        self
    }

    /// Adds the parts of another reading.
    pub(super) fn join(mut self, other: Reading) -> Self {
        self.parts.extend(other.parts);
        self
    }
}

/// Words to be said as they are spelled, split at spaces.
pub(super) fn say(text: &str) -> Vec<Word> {
    text.split_whitespace().map(Word::new).collect()
}

/// Letters to be said by their names; anything else is left out.
pub(super) fn spell(text: &str) -> Vec<Word> {
    text.chars()
        .filter(|c| c.is_alphabetic())
        .map(Word::letter)
        .collect()
}

/// Several runs of words as one.
pub(super) fn both(mut first: Vec<Word>, second: Vec<Word>) -> Vec<Word> {
    first.extend(second);
    first
}

/// The text in small letters, without a copy where it has no others.
pub(super) fn lowered(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_uppercase) {
        Cow::Owned(text.to_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// The text with its first letter as a capital, where `like` begins with one.
pub(super) fn cased(text: &str, like: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if like.starts_with(char::is_uppercase) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}
