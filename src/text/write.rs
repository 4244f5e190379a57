//! The spoken form as a line of text.

use super::Word;
use super::lexeme::{Kind, Line};
use super::reading::{Part, Stop};

/// Writes the words of the parts, with the punctuation that stood between them.
pub(super) fn spoken(line: &Line, parts: &[Part]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (i, part) in parts.iter().enumerate() {
        for lexeme in at..part.lexemes.start {
            mark(&mut out, line, lexeme);
        }
        words(&mut out, &part.words, is_hyphenated(line, part));
        at = part.lexemes.end;
        let capital = |next: &Part| {
            line.text(next.lexemes.start)
                .starts_with(char::is_uppercase)
        };
        let ends = parts
            .get(i + 1)
            .is_none_or(|next| part.stop != Stop::Inside && capital(next));
        if ends && part.stop != Stop::None {
            out.push('.');
        }
    }
    for lexeme in at..line.lexemes.len() {
        mark(&mut out, line, lexeme);
    }
    out.truncate(out.trim_end().len());
    out
}

/// Words stand apart from each other, whatever stood between their sources.
fn words(out: &mut String, words: &[Word], hyphenated: bool) {
    let written = words.iter().filter(|word| !word.text.is_empty());
    for (i, word) in written.enumerate() {
        let letters = i > 0 && word.is_letter() && words[i - 1].is_letter();
        if i > 0 && hyphenated && !letters {
            out.push('-');
        } else if out.ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '…')
        }) {
            out.push(' ');
        }
        out.push_str(&word.text);
    }
}

/// True for words joined by hyphens and nothing else, which stay so: `I T-stöd`.
fn is_hyphenated(line: &Line, part: &Part) -> bool {
    let kinds = || part.lexemes.clone().map(|lexeme| line.lexemes[lexeme].kind);
    let joined = |(a, b)| {
        matches!(
            (a, b),
            (Kind::Mark('-'), Kind::Word) | (Kind::Word, Kind::Mark('-'))
        )
    };
    kinds().zip(kinds().skip(1)).any(joined)
        && kinds().all(|kind| matches!(kind, Kind::Word | Kind::Number | Kind::Mark('-' | ':')))
}

/// Punctuation is kept, other marks are not said and not written.
fn mark(out: &mut String, line: &Line, lexeme: usize) {
    match line.lexemes[lexeme].kind {
        Kind::Space { .. } if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        Kind::Mark(mark) if is_punctuation(mark) => out.push(mark),
        Kind::Mark(_) if out.ends_with(char::is_alphanumeric) => out.push(' '),
        Kind::Mark(_) | Kind::Space { .. } | Kind::Word | Kind::Number | Kind::Given(_) => {}
    }
}

fn is_punctuation(mark: char) -> bool {
    matches!(
        mark,
        '.' | ',' | ':' | ';' | '!' | '?' | '…' | '(' | ')' | '[' | ']' | '"' | '\''
    ) || matches!(mark, '”' | '“' | '’' | '‘' | '»' | '«' | '–' | '—' | '-')
}
