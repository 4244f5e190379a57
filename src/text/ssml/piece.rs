use super::{Break, Speech};
use crate::text::{Mood, Pause, Sentence, Token};

/// A sentence or a part of one, said at one rate.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// What is said.
    pub sentence: Sentence,
    /// Seconds of the pause after it, where the markup asks for one or parts a sentence.
    pub rest: Option<f32>,
    /// Times as fast as the rest of the speech, 0.5 to 2.
    pub rate: f32,
}

/// Parts sentences where the rate changes, or where a pause has a length of its own.
pub(in crate::text) fn cut(speech: &Speech, sentences: Vec<Sentence>) -> Vec<Piece> {
    let mut breaks = speech.breaks.iter().copied().peekable();
    let mut pieces: Vec<Piece> = Vec::new();
    for sentence in sentences {
        let first = sentence
            .tokens
            .first()
            .map_or(0, |token| token.source.start);
        if let Some(pause) = longest(&mut breaks, first)
            && let Some(before) = pieces.last_mut()
        {
            before.rest = Some(pause);
        }
        let parts = parts(speech, sentence, &mut breaks);
        pieces.extend(parts);
    }
    let last = longest(&mut breaks, usize::MAX);
    if let (Some(piece), Some(pause)) = (pieces.last_mut(), last) {
        piece.rest = Some(pause);
    }
    pieces
}

/// The longest of the breaks up to a byte, which are then used up.
fn longest(
    breaks: &mut std::iter::Peekable<impl Iterator<Item = Break>>,
    to: usize,
) -> Option<f32> {
    let mut longest: Option<f32> = None;
    while let Some(found) = breaks.next_if(|found| found.at <= to) {
        longest = Some(longest.map_or(found.seconds, |other| other.max(found.seconds)));
    }
    longest
}

fn parts(
    speech: &Speech,
    sentence: Sentence,
    breaks: &mut std::iter::Peekable<impl Iterator<Item = Break>>,
) -> Vec<Piece> {
    let (mood, end) = (sentence.mood, sentence.source.end);
    let mut pieces = Vec::new();
    let mut start = sentence.source.start;
    let mut taken: Vec<Token> = Vec::new();
    let mut tokens = sentence.tokens.into_iter().peekable();
    while let Some(mut token) = tokens.next() {
        let rate = rate_at(speech, token.source.start);
        let next = tokens.peek();
        let pause = next.and_then(|next| longest(breaks, next.source.start));
        if pause == Some(0.0) {
            token.pause = Pause::None;
        }
        let turns = next.is_some_and(|next| rate_at(speech, next.source.start) != rate);
        let rest = pause
            .filter(|seconds| *seconds > 0.0)
            .or(turns.then(|| between(token.pause)));
        let to = token.source.end;
        taken.push(token);
        let is_last = tokens.peek().is_none();
        if is_last || rest.is_some() {
            let source = start..if is_last { end } else { to };
            start = tokens.peek().map_or(end, |next| next.source.start);
            pieces.push(Piece {
                sentence: Sentence {
                    source,
                    tokens: std::mem::take(&mut taken),
                    mood: if is_last { mood } else { Mood::Statement },
                },
                rest,
                rate,
            });
        }
    }
    pieces
}

/// Seconds of the pause between two words where only the rate changes.
fn between(pause: Pause) -> f32 {
    match pause {
        Pause::None => 0.0,
        Pause::Comma => 0.15,
        Pause::Clause | Pause::Sentence => 0.3,
    }
}

/// The rate that the innermost stretch around a byte asks for.
fn rate_at(speech: &Speech, byte: usize) -> f32 {
    let around = speech
        .rates
        .iter()
        .rev()
        .find(|(range, _)| range.contains(&byte));
    around.map_or(1.0, |(_, rate)| *rate)
}
