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
    let counts = counts(text, &sentence.tokens, &ends);
    let mut tokens = sentence.tokens.into_iter().peekable();
    let mut pieces = Vec::with_capacity(counts.len());
    let mut start = sentence.source.start;
    for count in counts {
        let tokens_of_piece: Vec<Token> = tokens.by_ref().take(count).collect();
        let (end, mood) = match tokens.peek() {
            Some(next) => (
                start + without_opening(&text[start..next.source.start]),
                Mood::Statement,
            ),
            None => (sentence.source.end, sentence.mood),
        };
        pieces.push(Sentence {
            source: start..end,
            tokens: tokens_of_piece,
            mood,
        });
        let rest = &text[end..sentence.source.end];
        start = end + (rest.len() - rest.trim_start().len());
    }
    pieces
}

/// The length of a piece without the space and the opening marks of the next one.
fn without_opening(piece: &str) -> usize {
    let opening = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '„' | '“' | '»');
    piece.trim_end_matches(opening).len()
}

/// How many tokens each piece takes.
fn counts(text: &str, tokens: &[Token], ends: &[usize]) -> Vec<usize> {
    let all = ends.last().copied().unwrap_or(0);
    let (mut counts, mut done, mut spoken) = (Vec::new(), 0, 0);
    while all - spoken > LONGEST && tokens.len() - done > 1 {
        let left = all - spoken;
        let target = left / left.div_ceil(LONGEST);
        let count = best_cut(text, &tokens[done..], &ends[done..], spoken, target);
        counts.push(count);
        done += count;
        spoken = ends[done - 1];
    }
    counts.push(tokens.len() - done);
    counts
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
