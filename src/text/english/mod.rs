//! English in Swedish text: titles, names and sayings, found by the words around each other.
//!
//! One English word proves nothing, since Swedish has borrowed so many. Two words beside each
//! other that are English and nothing else do, as does an English *the*, *of* or *new* before
//! a name. A run reaches over names and homographs between such words, never over a
//! word that only Swedish can have. Foreign names of one word stay as they are.

#[cfg(test)]
mod tests;
mod words;

use std::ops::Range;

use super::lexeme::{Kind as Lexeme, Line};
use super::reading::lowered;
use super::{Joint, Language, Saying, Span, Word};
use words::{Kind, kind};

/// Small words that are English only, and hold a title or a saying together.
const PARTICLES: &[&str] = &[
    "and", "are", "from", "how", "my", "of", "our", "that", "the", "their", "this", "to", "was",
    "we", "were", "what", "who", "with", "you", "your",
];

/// Words after which a name belongs to what they begin.
const OPENERS: &[&str] = &["and", "new", "of", "the"];

/// Words that are not evidence between two that are.
const MOST_BETWEEN: usize = 2;

/// A word and what it tells.
struct Piece<'a> {
    lexeme: usize,
    text: &'a str,
    lower: String,
    kind: Kind,
    /// It begins with a capital.
    capital: bool,
}

impl<'a> Piece<'a> {
    fn new(line: &'a Line, lexeme: usize) -> Self {
        let text = line.text(lexeme);
        let lower = lowered(text).into_owned();
        Self {
            lexeme,
            text,
            kind: match is_initials(text) {
                true => Kind::Unknown,
                false => kind(&lower),
            },
            lower,
            capital: text.starts_with(char::is_uppercase),
        }
    }

    fn is_strong(&self) -> bool {
        self.kind == Kind::Strong
    }

    fn is_particle(&self) -> bool {
        PARTICLES.contains(&self.lower.as_str())
    }

    fn opens(&self) -> bool {
        OPENERS.contains(&self.lower.as_str())
    }

    fn is_name(&self) -> bool {
        self.capital && self.fits()
    }

    /// A homograph in small letters.
    fn is_plain(&self) -> bool {
        !self.capital && self.kind == Kind::Weak && self.fits()
    }

    /// Whether it ends as Swedish nouns do with their article.
    fn is_definite(&self) -> bool {
        let endings = ["en", "et", "na", "an"];
        self.kind == Kind::Unknown && endings.iter().any(|ending| self.lower.ends_with(ending))
    }

    /// Whether it may stand among English words.
    fn fits(&self) -> bool {
        match self.kind {
            Kind::Strong => true,
            Kind::Weak => self.text != "i",
            Kind::Unknown => self.capital,
            Kind::Foreign => false,
        }
    }
}

/// Capitals that are read as letters in any language.
fn is_initials(text: &str) -> bool {
    text != "I" && text.len() < 4 && text.chars().all(char::is_uppercase)
}

/// Gives the English words of a line their reading.
///
/// `spans` are the stretches whose language is known, by their start, outer ones first; there
/// nothing is guessed.
pub(super) fn mark(line: &mut Line, spans: &[Span]) {
    let languages = languages(line, spans);
    let mut english: Vec<bool> = languages
        .iter()
        .map(|language| *language == Some(Language::English))
        .collect();
    for group in groups(line, &languages) {
        for run in runs(line, &group) {
            for piece in &group[run] {
                english[piece.lexeme] = true;
            }
        }
    }
    line.give(|line, at| {
        let is_word = line.lexemes[at].kind == Lexeme::Word && !is_initials(line.text(at));
        let word = Word {
            text: line.text(at).to_owned(),
            saying: Saying::English,
            joint: Joint::None,
        };
        (is_word && english[at]).then(|| (at + 1, vec![word]))
    });
}

/// The language of each lexeme, where a span tells it; the innermost span decides.
fn languages(line: &Line, spans: &[Span]) -> Vec<Option<Language>> {
    let mut spans = spans.iter().peekable();
    let mut open: Vec<&Span> = Vec::new();
    let language = |lexeme: &super::lexeme::Lexeme| {
        let at = lexeme.source.start;
        while let Some(span) = spans.next_if(|span| span.source.start <= at) {
            open.push(span);
        }
        while open.pop_if(|span| span.source.end <= at).is_some() {}
        open.last().map(|span| span.language)
    };
    line.lexemes.iter().map(language).collect()
}

/// Words with nothing but a space, a hyphen or an ampersand between them.
fn groups<'a>(line: &'a Line, languages: &[Option<Language>]) -> Vec<Vec<Piece<'a>>> {
    let mut groups: Vec<Vec<Piece<'_>>> = Vec::new();
    let mut joined = false;
    for (at, lexeme) in line.lexemes.iter().enumerate() {
        match lexeme.kind {
            Lexeme::Word if languages[at].is_none() => {
                let piece = Piece::new(line, at);
                match groups.last_mut().filter(|_| joined) {
                    Some(group) => group.push(piece),
                    None => groups.push(vec![piece]),
                }
                joined = true;
            }
            Lexeme::Space { paragraph: false } | Lexeme::Mark('&' | '-') => {}
            _ => joined = false,
        }
    }
    groups
}

/// The stretches of a group that are English.
fn runs(line: &Line, group: &[Piece<'_>]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    if is_title(line, group) {
        runs.push(0..group.len());
        return runs;
    }
    let mut at = 0;
    while at < group.len() {
        if !group[at].is_strong() {
            at += 1;
            continue;
        }
        let core = core(group, at);
        at = core.end;
        let run = left(group, core.start)..right(group, &core);
        if is_english(group, &core, &run) {
            at = run.end;
            runs.push(run);
        }
    }
    runs
}

/// Whether the group is what stands between quotation marks, and has nothing Swedish.
fn is_title(line: &Line, group: &[Piece<'_>]) -> bool {
    let (Some(first), Some(last)) = (group.first(), group.last()) else {
        return false;
    };
    let quote = |at: Option<usize>| {
        let kind = at
            .and_then(|at| line.lexemes.get(at))
            .map(|lexeme| lexeme.kind);
        matches!(
            kind,
            Some(Lexeme::Mark('"' | '”' | '“' | '»' | '«' | '\'' | '’' | '‘'))
        )
    };
    let stop = matches!(
        line.lexemes.get(last.lexeme + 1).map(|lexeme| lexeme.kind),
        Some(Lexeme::Mark('.' | ',' | '!' | '?'))
    );
    quote(first.lexeme.checked_sub(1))
        && quote(Some(last.lexeme + 1 + usize::from(stop)))
        && group.iter().any(Piece::is_strong)
        && group.iter().all(Piece::fits)
}

/// From a strong word to the last one that is near enough.
fn core(group: &[Piece<'_>], start: usize) -> Range<usize> {
    let mut end = start + 1;
    for (at, piece) in group.iter().enumerate().skip(start + 1) {
        if piece.is_strong() {
            end = at + 1;
        } else if !piece.fits() || at - end >= MOST_BETWEEN {
            break;
        }
    }
    start..end
}

/// How far a run reaches before its core.
///
/// Names before *of the* or *and the* belong to it, capitals before a title, and a homograph
/// before a saying.
fn left(group: &[Piece<'_>], start: usize) -> usize {
    let (first, before) = (&group[start], &group[..start]);
    let names = || before.iter().rev().take_while(|piece| piece.is_name());
    if first.capital {
        let titled = &before[start - names().count()..];
        let unknown = titled
            .iter()
            .take_while(|piece| piece.kind == Kind::Unknown || piece.lexeme == group[0].lexeme);
        return start - titled.len() + unknown.count();
    }
    let count = names().count();
    if first.is_particle() && count > 0 {
        let heads = count == start && count > 1 && group[0].is_definite();
        return start - count + usize::from(heads);
    }
    start - usize::from(before.last().is_some_and(Piece::is_plain))
}

/// How far a run reaches behind its core.
///
/// A name after *the* belongs to it, capitals to a title, and homographs to a saying.
fn right(group: &[Piece<'_>], core: &Range<usize>) -> usize {
    let (last, after) = (&group[core.end - 1], &group[core.end..]);
    let saying = after.iter().take_while(|piece| piece.is_plain()).count();
    let names = after.iter().take_while(|piece| piece.is_name()).count();
    let title = after
        .iter()
        .take_while(|piece| piece.is_name() && piece.kind == Kind::Weak)
        .count();
    core.end
        + match (last.opens(), last.capital) {
            (true, _) => saying.max(names),
            (_, true) if group[core.start].lower == "the" => names,
            (_, true) => title,
            (_, false) => saying.min(MOST_BETWEEN),
        }
}

/// Weighs the evidence of a run.
fn is_english(group: &[Piece<'_>], core: &Range<usize>, run: &Range<usize>) -> bool {
    let strong = group[core.clone()].iter().filter(|piece| piece.is_strong());
    let first = &group[core.start];
    let named = run.end > core.end && group[core.end - 1].opens();
    let titled = group[run.clone()]
        .iter()
        .all(|piece| piece.capital && piece.kind != Kind::Unknown);
    strong.count() > 1
        || (named && (first.capital || run.start < core.start))
        || (titled && run.len() > MOST_BETWEEN)
}
