//! Cutting very long sentences at clauses, so that the voice can phrase them.

use super::{Mood, Pause, Sentence, Token};

/// Characters of a sentence that are spoken in one go: some 20 s of speech.
const LONGEST: usize = 250;

/// Words that begin a clause or a further part of a list.
const OPENERS: &[&str] = &[
    "att", "där", "eftersom", "eller", "för", "medan", "men", "när", "och", "om", "samt", "som",
    "så", "vilket",
];

/// Cuts a sentence into pieces of about the same length, each at most about 250 characters.
///
/// A piece keeps the pause that it ends in; only the last has the sentence's mood.
pub(super) fn cut(text: &str, sentence: Sentence) -> Vec<Sentence> {
    let ends = char_ends(text, &sentence);
    let mut left = ends.last().copied().unwrap_or(0);
    if left <= LONGEST {
        return vec![sentence];
    }
    let (mut pieces, mut tokens, mut done) = (Vec::new(), sentence.tokens, 0);
    let (mut start, mut spoken) = (sentence.source.start, 0);
    while left > LONGEST && tokens.len() > 1 {
        let target = left / left.div_ceil(LONGEST);
        let count = best_cut(text, &tokens, &ends[done..], spoken, target);
        let rest = tokens.split_off(count);
        let end = rest[0].source.start;
        let end = start + text[start..end].trim_end().len();
        pieces.push(Sentence {
            source: start..end,
            tokens,
            mood: Mood::Statement,
        });
        done += count;
        spoken = ends[done - 1];
        left = ends.last().map_or(0, |all| all - spoken);
        start = rest[0].source.start;
        tokens = rest;
    }
    pieces.push(Sentence {
        source: start..sentence.source.end,
        tokens,
        mood: sentence.mood,
    });
    pieces
}

/// The number of characters from the sentence's start to the end of each token.
fn char_ends(text: &str, sentence: &Sentence) -> Vec<usize> {
    let (mut at, mut count) = (sentence.source.start, 0);
    let mut ends = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        count += text[at..token.source.end].chars().count();
        at = token.source.end;
        ends.push(count);
    }
    ends
}

/// How many tokens to take: near the target, and where a reader would breathe.
fn best_cut(text: &str, tokens: &[Token], ends: &[usize], spoken: usize, target: usize) -> usize {
    let mut best = (usize::MAX, 1);
    for (i, pair) in tokens.windows(2).enumerate() {
        let length = ends[i] - spoken;
        if length > LONGEST && i > 0 {
            break;
        }
        let cost = length.abs_diff(target) + reluctance(text, &pair[0], &pair[1]);
        if cost <= best.0 {
            best = (cost, i + 1);
        }
    }
    best.1
}

/// What a cut between two tokens costs, in characters away from the target.
fn reluctance(text: &str, before: &Token, after: &Token) -> usize {
    match before.pause {
        Pause::Sentence | Pause::Clause => 0,
        Pause::Comma => 30,
        Pause::None if OPENERS.contains(&&text[after.source.clone()]) => 90,
        Pause::None => 220,
    }
}
