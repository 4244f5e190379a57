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
        words(&mut out, &part.words);
        at = part.lexemes.end;
        let last = i + 1 == parts.len();
        if last && part.stop != Stop::None {
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
fn words(out: &mut String, words: &[Word]) {
    for word in words {
        if out.ends_with(|c: char| {
            c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | ';' | '!' | '?' | '…')
        }) {
            out.push(' ');
        }
        out.push_str(&word.text);
    }
}

/// Punctuation is kept, other marks are not said and not written.
fn mark(out: &mut String, line: &Line, lexeme: usize) {
    match line.lexemes[lexeme].kind {
        Kind::Space { .. } if !out.is_empty() && !out.ends_with(' ') => out.push(' '),
        Kind::Mark(mark) if is_punctuation(mark) => out.push(mark),
        Kind::Mark(_) if out.ends_with(char::is_alphanumeric) => out.push(' '),
        Kind::Mark(_) | Kind::Space { .. } | Kind::Word | Kind::Number => {}
    }
}

fn is_punctuation(mark: char) -> bool {
    matches!(
        mark,
        '.' | ',' | ':' | ';' | '!' | '?' | '…' | '(' | ')' | '[' | ']' | '"' | '\''
    ) || matches!(mark, '”' | '“' | '’' | '‘' | '»' | '«' | '–' | '—' | '-')
}
