//! Sentence boundaries: which full stops end one, and what pause each gap makes.

use super::lexeme::{Kind, Line};
use super::reading::{Part, Stop};
use super::{Mood, Pause};
use std::ops::Range;

/// What stands between two parts, or after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) pause: Pause,
    /// The mood of the sentence that ends here.
    pub(super) end: Option<Mood>,
}

/// Words before a single capital that names something rather than a person.
#[rustfmt::skip]
const LABELS: &[&str] = &[
    "alternativ", "avdelning", "bilaga", "block", "del", "dörr", "figur", "fråga", "grupp",
    "hepatit", "hus", "klass", "korridor", "körkort", "kurs", "lag", "linje", "liga", "nivå",
    "plan", "punkt", "sal", "sektion", "spår", "tabell", "team", "terminal", "typ", "uppgång",
    "vitamin", "zon",
];

/// Judges the gap after a part; `first` is the first part of the current sentence.
pub(super) fn gap(line: &Line, parts: &[Part], index: usize, first: usize) -> Gap {
    let part = &parts[index];
    let next = parts.get(index + 1);
    let lexemes = part.lexemes.end..next.map_or(line.lexemes.len(), |next| next.lexemes.start);
    let seen = Seen::new(line, lexemes.clone());
    let sign = |part: &Part| line.is_named_sign(part.lexemes.start);
    let apart = sign(part) || next.is_some_and(sign);
    let rest = if apart { Pause::Comma } else { Pause::None };
    let pause = part.pause.max(seen.pause).max(rest);
    let Some(next) = next else {
        return Gap {
            pause: Pause::Sentence,
            end: Some(seen.mood()),
        };
    };
    let ends = seen.paragraph
        || match (seen.terminator, part.stop) {
            (Some(mark), _) => {
                ends_at(line, mark, &seen, part, next)
                    && !is_exempt(line, parts, index, first, mark)
            }
            (None, Stop::MayEnd) => {
                seen.only_space() && begins_with(line, next, char::is_uppercase)
            }
            (None, Stop::Final) => {
                seen.only_space() && !begins_with(line, next, char::is_lowercase)
            }
            (None, Stop::None | Stop::Inside) => false,
        };
    let end = ends.then(|| seen.mood());
    Gap {
        pause: if ends { Pause::Sentence } else { pause },
        end,
    }
}

/// The marks of a gap, in one pass.
struct Seen {
    first: Option<char>,
    terminator: Option<char>,
    question: bool,
    exclamation: bool,
    /// A space follows the terminator, or stands in the gap where there is none.
    spaced: bool,
    paragraph: bool,
    pause: Pause,
}

impl Seen {
    fn new(line: &Line, lexemes: Range<usize>) -> Self {
        let mut seen = Seen {
            first: None,
            terminator: None,
            question: false,
            exclamation: false,
            spaced: false,
            paragraph: false,
            pause: Pause::None,
        };
        for i in lexemes {
            let kind = line.lexemes[i].kind;
            if let Kind::Mark(mark) = kind {
                seen.first.get_or_insert(mark);
            }
            match kind {
                Kind::Space { paragraph } => {
                    seen.spaced = true;
                    seen.paragraph |= paragraph;
                }
                Kind::Mark(mark @ ('.' | '!' | '?' | '…' | '。')) => {
                    seen.terminator.get_or_insert(mark);
                    seen.question |= mark == '?';
                    seen.exclamation |= mark == '!';
                    seen.spaced = false;
                }
                Kind::Mark(_) | Kind::Word | Kind::Number | Kind::Given(_) => {}
            }
            let spaced = |at: usize| {
                line.lexemes
                    .get(at)
                    .is_none_or(|lexeme| matches!(lexeme.kind, Kind::Space { .. }))
            };
            let (before, after) = (i.checked_sub(1).is_none_or(spaced), spaced(i + 1));
            let loose = if kind == Kind::Mark('-') {
                before && after
            } else {
                before || after
            };
            seen.pause = seen.pause.max(pause_at(kind, loose));
        }
        seen
    }

    /// False after a colon or a comma, which carry a sentence on: `Handl.: A. Ek`.
    fn only_space(&self) -> bool {
        self.spaced && !matches!(self.first, Some(':' | ',' | ';'))
    }

    fn mood(&self) -> Mood {
        match (self.question, self.exclamation) {
            (true, _) => Mood::Question,
            (false, true) => Mood::Exclamation,
            (false, false) => Mood::Statement,
        }
    }
}

/// The pause at a mark inside a sentence; `loose` tells a dash from a hyphen.
fn pause_at(kind: Kind, loose: bool) -> Pause {
    match kind {
        Kind::Mark(',') => Pause::Comma,
        Kind::Mark('–' | '—') if !loose => Pause::Comma,
        Kind::Mark('-') if loose => Pause::Clause,
        Kind::Mark(
            ';' | ':' | '–' | '—' | '…' | '(' | ')' | '[' | ']' | '{' | '}' | '!' | '?' | '|' | '•'
            | '·',
        ) => Pause::Clause,
        _ => Pause::None,
    }
}

/// True where the mark and what follows it allow a boundary.
fn ends_at(line: &Line, mark: char, seen: &Seen, part: &Part, next: &Part) -> bool {
    let small = begins_with(line, next, char::is_lowercase) && !is_brand(line, next);
    if seen.spaced || line.is_named_sign(next.lexemes.start) {
        return !small;
    }
    let long = |part: &Part| line.text(part.lexemes.start).chars().count() > 1;
    let capital = begins_with(line, next, char::is_uppercase);
    let last = line.lexemes[part.lexemes.end - 1].kind;
    let word_before = matches!(last, Kind::Word | Kind::Given(_));
    mark != '…'
        && capital
        && word_before
        && long(part)
        && long(next)
        && !begins_with(line, part, |_| false)
}

/// `iPhone`, `eBay`: a name that begins with one small letter also after a full stop.
fn is_brand(line: &Line, part: &Part) -> bool {
    line.text(part.lexemes.start)
        .chars()
        .nth(1)
        .is_some_and(char::is_uppercase)
}

fn begins_with(line: &Line, part: &Part, like: fn(char) -> bool) -> bool {
    line.text(part.lexemes.start).starts_with(like)
}

/// Initials and the numbers of list items, whose full stops end nothing.
fn is_exempt(line: &Line, parts: &[Part], index: usize, first: usize, mark: char) -> bool {
    if mark != '.' {
        return false;
    }
    let part = &parts[index];
    let text = line.text(part.lexemes.start);
    if part.lexemes.len() == 1 && line.lexemes[part.lexemes.start].kind == Kind::Number {
        return index == first && text.len() <= 3;
    }
    let stopped =
        line.lexemes.get(part.lexemes.end).map(|after| after.kind) == Some(Kind::Mark('.'));
    let initial = part.lexemes.len() == 1
        && stopped
        && text.chars().count() == 1
        && text.starts_with(char::is_uppercase);
    let labelled = index.checked_sub(1).is_some_and(|before| {
        let label = line.text(parts[before].lexemes.start).to_lowercase();
        LABELS.contains(&label.as_str())
    });
    initial && !labelled
}
