//! Lexemes: runs of letters, of digits, of space, and single marks.

use super::Word;
use super::fold::{Glyph, fold, superscript, vulgar_fraction};
use super::reading::lowered;
use std::borrow::Cow;
use std::ops::Range;

/// Letters or digits in one lexeme at most, so that no rule ever meets a long one.
///
/// No Swedish word in use is longer, and longer digit strings are read digit by digit.
const LONGEST: usize = 64;

/// What a lexeme is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Space {
        paragraph: bool,
    },
    Mark(char),
    /// Whatever it is made of, its words are given.
    Given(usize),
}

/// A piece of the folded line and the bytes of the source it came from.
#[derive(Clone, Debug)]
pub(super) struct Lexeme {
    pub(super) kind: Kind,
    text: Range<usize>,
    pub(super) source: Range<usize>,
}

/// A text cut into lexemes.
pub(super) struct Line {
    folded: String,
    pub(super) lexemes: Vec<Lexeme>,
    /// What is said for lexemes whose words no rule decides.
    pub(super) given: Vec<Vec<Word>>,
}

impl Line {
    /// Folds and cuts a text, in time linear in its length.
    pub(super) fn new(text: &str) -> Self {
        let glyphs = fold(text);
        let mut line = Line {
            folded: String::with_capacity(text.len()),
            lexemes: Vec::new(),
            given: Vec::new(),
        };
        for (i, glyph) in glyphs.iter().enumerate() {
            let kind = kind(&glyphs, i);
            if !line.extend(kind, glyph) {
                let at = line.folded.len();
                line.lexemes.push(Lexeme {
                    kind,
                    text: at..at + glyph.c.len_utf8(),
                    source: glyph.source.clone(),
                });
            }
            line.folded.push(glyph.c);
        }
        line.mark_runs();
        line
    }

    /// Adds the glyph to the last lexeme where it continues it.
    fn extend(&mut self, kind: Kind, glyph: &Glyph) -> bool {
        let Some(last) = self.lexemes.last_mut() else {
            return false;
        };
        let continues = match (last.kind, kind) {
            (Kind::Word, Kind::Word) | (Kind::Number, Kind::Number) => {
                let shared = glyph.source.start < last.source.end;
                shared || self.folded[last.text.clone()].len() < LONGEST
            }
            (Kind::Space { .. }, Kind::Space { .. }) => true,
            (Kind::Mark(a), Kind::Mark(b)) => a == b && !a.is_alphanumeric(),
            _ => false,
        };
        if continues {
            last.text.end += glyph.c.len_utf8();
            last.source.end = glyph.source.end.max(last.source.end);
        }
        continues
    }

    /// Names what only shows in a whole run: ellipses, typed dashes, blank lines.
    fn mark_runs(&mut self) {
        for lexeme in &mut self.lexemes {
            let text = &self.folded[lexeme.text.clone()];
            lexeme.kind = match lexeme.kind {
                Kind::Mark('.') if text.len() > 1 => Kind::Mark('…'),
                Kind::Mark('-') if text.len() > 1 => Kind::Mark('—'),
                Kind::Space { .. } => {
                    let newlines = text.bytes().filter(|&b| b == b'\n').count();
                    Kind::Space {
                        paragraph: newlines > 1 || text.contains('\u{2029}'),
                    }
                }
                kind => kind,
            };
        }
    }

    /// Makes one lexeme of those for which `find` gives words, up to the end that it tells.
    pub(super) fn give(&mut self, find: impl Fn(&Self, usize) -> Option<(usize, Vec<Word>)>) {
        let mut lexemes = Vec::with_capacity(self.lexemes.len());
        let mut at = 0;
        while let Some(first) = self.lexemes.get(at) {
            let mut lexeme = first.clone();
            at += 1;
            if let Some((end, words)) = find(self, at - 1) {
                let last = &self.lexemes[end - 1];
                lexeme.kind = Kind::Given(self.given.len());
                lexeme.text.end = last.text.end;
                lexeme.source.end = last.source.end;
                self.given.push(words);
                at = end;
            }
            lexemes.push(lexeme);
        }
        self.lexemes = lexemes;
    }

    /// Gives words to the lexemes of stretches of the source, which are in order and apart.
    pub(super) fn give_at(&mut self, stretches: &[(Range<usize>, Vec<Word>)]) {
        self.give(|line, at| {
            let start = line.lexemes[at].source.start;
            let found = stretches.binary_search_by_key(&start, |(range, _)| range.start);
            let (range, words) = &stretches[found.ok()?];
            let rest = line.lexemes[at..].iter();
            let count = rest
                .take_while(|lexeme| lexeme.source.end <= range.end)
                .count();
            Some((at + count, words.clone())).filter(|_| count > 0)
        });
    }

    /// A lexeme as phrases are compared: all spaces within a paragraph are alike.
    pub(super) fn key(&self, index: usize) -> &str {
        match self.lexemes[index].kind {
            Kind::Space { paragraph: false } => " ",
            _ => self.text(index),
        }
    }

    /// Whether no word, number or address goes on from before a lexeme into it.
    pub(super) fn is_border(&self, index: usize) -> bool {
        let kind = |at: usize| self.lexemes.get(at).map(|lexeme| lexeme.kind);
        let solid = |at: usize| matches!(kind(at), Some(Kind::Word | Kind::Number));
        let Some(before) = index.checked_sub(1) else {
            return true;
        };
        match (kind(before), kind(index)) {
            (Some(Kind::Mark('@')), _) | (_, Some(Kind::Mark('@'))) => false,
            (Some(Kind::Mark('.')), _) => before == 0 || !solid(before - 1) || !solid(index),
            (_, Some(Kind::Mark('.'))) => !solid(before) || !solid(index + 1),
            _ => !solid(before) || !solid(index),
        }
    }

    /// Whether no rule decides what is said for a lexeme.
    pub(super) fn is_given(&self, index: usize) -> bool {
        matches!(self.lexemes[index].kind, Kind::Given(_))
    }

    /// Whether a lexeme is a sign with a name, such as an emoji.
    pub(super) fn is_named_sign(&self, index: usize) -> bool {
        self.is_given(index) && !self.text(index).contains(char::is_alphanumeric)
    }

    /// Whether a hyphen at a lexeme ends a word and leaves it without its last part.
    pub(super) fn is_suspended(&self, index: usize) -> bool {
        let kind = |at: usize| self.lexemes.get(at).map(|lexeme| lexeme.kind);
        let word = index.checked_sub(1).and_then(kind) == Some(Kind::Word);
        let free = matches!(kind(index + 1), None | Some(Kind::Space { .. }));
        word && free && kind(index) == Some(Kind::Mark('-'))
    }

    /// The folded text of a lexeme.
    pub(super) fn text(&self, index: usize) -> &str {
        &self.folded[self.lexemes[index].text.clone()]
    }

    /// The bytes of the source that some lexemes came from, at least one.
    pub(super) fn source(&self, lexemes: Range<usize>) -> Range<usize> {
        self.lexemes[lexemes.start].source.start..self.lexemes[lexemes.end - 1].source.end
    }

    /// True for a mark that may open a sentence before its first word.
    pub(super) fn opens(&self, index: usize) -> bool {
        match self.lexemes[index].kind {
            Kind::Mark(mark) => matches!(
                mark,
                '"' | '”' | '“' | '„' | '»' | '«' | '\'' | '’' | '(' | '[' | '¿' | '¡'
            ),
            Kind::Word | Kind::Number | Kind::Space { .. } | Kind::Given(_) => false,
        }
    }

    /// True for a mark that ends a sentence or closes it.
    pub(super) fn closes(&self, index: usize) -> bool {
        match self.lexemes[index].kind {
            Kind::Mark(mark) => matches!(
                mark,
                '.' | '!'
                    | '?'
                    | '…'
                    | '"'
                    | '”'
                    | '“'
                    | '»'
                    | '«'
                    | '\''
                    | '’'
                    | ')'
                    | ']'
                    | ','
                    | ';'
                    | ':'
            ),
            Kind::Word | Kind::Number | Kind::Space { .. } | Kind::Given(_) => false,
        }
    }

    /// A place to read from.
    pub(super) fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor { line: self, at }
    }
}

fn kind(glyphs: &[Glyph], i: usize) -> Kind {
    let c = glyphs[i].c;
    let letter = |g: Option<&Glyph>| g.is_some_and(|g| g.c.is_alphabetic());
    if c.is_ascii_digit() {
        Kind::Number
    } else if superscript(c).is_some() || vulgar_fraction(c).is_some() {
        Kind::Mark(c)
    } else if c.is_alphanumeric() {
        Kind::Word
    } else if c.is_whitespace() {
        Kind::Space { paragraph: false }
    } else if matches!(c, '\'' | '’')
        && i > 0
        && letter(glyphs.get(i - 1))
        && letter(glyphs.get(i + 1))
    {
        Kind::Word
    } else {
        Kind::Mark(c)
    }
}

/// A place between lexemes, from which a rule looks ahead and back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'a> {
    line: &'a Line,
    pub(super) at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn kind(self) -> Option<Kind> {
        self.line.lexemes.get(self.at).map(|lexeme| lexeme.kind)
    }

    pub(super) fn word(self) -> Option<&'a str> {
        (self.kind()? == Kind::Word).then(|| self.line.text(self.at))
    }

    pub(super) fn number(self) -> Option<&'a str> {
        (self.kind()? == Kind::Number).then(|| self.line.text(self.at))
    }

    pub(super) fn mark(self) -> Option<char> {
        match self.kind()? {
            Kind::Mark(c) => Some(c),
            Kind::Word | Kind::Number | Kind::Space { .. } | Kind::Given(_) => None,
        }
    }

    /// The whole run of a mark, such as `§§`.
    pub(super) fn marks(self) -> Option<&'a str> {
        self.mark().map(|_| self.line.text(self.at))
    }

    pub(super) fn is_space(self) -> bool {
        matches!(self.kind(), Some(Kind::Space { .. }))
    }

    pub(super) fn is_end(self) -> bool {
        self.at >= self.line.lexemes.len()
    }

    pub(super) fn next(self) -> Self {
        Cursor {
            at: self.at + 1,
            ..self
        }
    }

    /// A place further on in the same line.
    pub(super) fn to(self, at: usize) -> Self {
        Cursor { at, ..self }
    }

    /// The place one lexeme back; none at the start.
    pub(super) fn back(self) -> Option<Self> {
        Some(Cursor {
            at: self.at.checked_sub(1)?,
            ..self
        })
    }

    /// Past one run of space, or where it was.
    pub(super) fn over_space(self) -> Self {
        if self.is_space() { self.next() } else { self }
    }

    /// Past a space of one character, as stands inside numbers.
    pub(super) fn over_thin_space(self) -> Option<Self> {
        (self.is_space() && self.line.text(self.at).chars().count() == 1).then(|| self.next())
    }

    /// Past a single mark, one of those given.
    pub(super) fn over(self, marks: &[char]) -> Option<Self> {
        let mark = self.mark().filter(|mark| marks.contains(mark))?;
        (self.line.text(self.at).len() == mark.len_utf8()).then(|| self.next())
    }

    /// Past a word, one of those given, in this case of letters.
    pub(super) fn over_word(self, words: &[&str]) -> Option<Self> {
        words.contains(&self.word()?).then(|| self.next())
    }

    /// Past a full stop that is not an ellipsis, or where it was.
    pub(super) fn over_stop(self) -> Self {
        self.over(&['.']).unwrap_or(self)
    }

    /// True where nothing but space or marks stands directly before.
    pub(super) fn is_detached(self) -> bool {
        self.back()
            .is_none_or(|b| b.word().is_none() && b.number().is_none())
    }

    /// True directly after a number, or after one and a space.
    pub(super) fn follows_number(self) -> bool {
        let before = self.back().and_then(|back| {
            if back.is_space() {
                back.back()
            } else {
                Some(back)
            }
        });
        before.is_some_and(|place| place.number().is_some())
    }

    /// The word before, in lower case, over a space and a stop, colon or bracket.
    pub(super) fn previous_word(self) -> Option<Cow<'a, str>> {
        let mut place = self.back()?;
        if place.is_space() {
            place = place.back()?;
        }
        if matches!(place.mark(), Some('.' | ':' | ')')) {
            place = place.back()?;
        }
        place.word().map(lowered)
    }

    /// True where [`Self::previous_word`] is one of those given.
    pub(super) fn follows(self, words: &[&str]) -> bool {
        self.previous_word()
            .is_some_and(|word| words.contains(&word.as_ref()))
    }

    /// The word after one space, as it is written.
    pub(super) fn following_word(self) -> Option<&'a str> {
        if self.is_space() {
            self.next().word()
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lexemes_and_their_sources() {
        let text = "Ma\u{308}t 12,5\u{A0}m² … d'Arc--x.";
        let line = Line::new(text);
        let seen: Vec<(&str, &str)> = (0..line.lexemes.len())
            .map(|i| (line.text(i), &text[line.lexemes[i].source.clone()]))
            .collect();
        let expected = [
            ("Mät", "Ma\u{308}t"),
            (" ", " "),
            ("12", "12"),
            (",", ","),
            ("5", "5"),
            ("\u{A0}", "\u{A0}"),
            ("m", "m"),
            ("²", "²"),
            (" ", " "),
            ("…", "…"),
            (" ", " "),
            ("d'Arc", "d'Arc"),
            ("--", "--"),
            ("x", "x"),
            (".", "."),
        ];
        assert_eq!(seen, expected);
        assert_eq!(line.lexemes[12].kind, Kind::Mark('—'));
    }

    #[test]
    fn long_runs_are_cut() {
        let line = Line::new(&"7".repeat(200));
        assert_eq!(line.lexemes.len(), 4);
    }
}
