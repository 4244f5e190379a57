//! Swedish text as a person would say it: sentences of tokens that know their source.
//!
//! A text is folded (one way of writing each character) and cut into lexemes; the
//! classes read lexemes into parts, each with the words that are said for it; parts
//! become tokens of sentences. Every step takes time linear in the text.
//!
//! Invariant: tokens are in order, apart from each other, inside their sentence and on
//! character boundaries, and every letter and digit of the text lies in one of them.
//! The exceptions are superscript figures that mark footnotes, and combining marks
//! that nothing carries.

mod amount;
mod boundary;
mod classes;
mod clause;
mod emoji;
mod english;
mod fold;
mod gender;
mod language;
mod lexeme;
pub mod lexicon;
mod nouns;
mod numerals;
mod phones;
mod position;
mod reading;
pub mod ssml;
mod style;
mod write;
mod xml;

pub use emoji::Emoji;
pub use language::{Language, Span};
pub use lexicon::Lexicon;
pub use phones::{Alphabet, PhonesError, Transcribe};
pub use position::Position;
pub use ssml::Speech;
pub use style::Style;

use lexeme::Line;
use reading::Part;
use ssml::Piece;
use std::ops::Range;

/// A word to be spoken.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Word {
    /// Swedish orthography with its case kept, or a single letter.
    ///
    /// Composed (NFC) and without soft hyphens; a letter may carry an ending after a
    /// colon, as in `R:s`.
    pub text: String,
    /// How it is read.
    pub saying: Saying,
    /// What a hyphen makes of it.
    pub joint: Joint,
}

impl Word {
    /// A word read by the rules of Swedish.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            saying: Saying::Swedish,
            joint: Joint::None,
        }
    }

    /// A letter, said by its name.
    pub fn letter(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            saying: Saying::Letter,
            joint: Joint::None,
        }
    }

    /// Whether the name of the letter is said.
    pub fn is_letter(&self) -> bool {
        self.saying == Saying::Letter
    }
}

/// How a word belongs to a compound that is written with a hyphen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Joint {
    /// It stands alone.
    #[default]
    None,
    /// It makes one compound with the word before it: *post* in *e-post*.
    Before,
    /// It is the first part of a compound whose last part comes later: *jul-* in *jul- och
    /// nyårshelger*.
    Later,
}

/// How a word is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Saying {
    /// By the rules of Swedish.
    Swedish,
    /// By the name of the letter.
    Letter,
    /// As English, with the sounds that Swedes give it.
    English,
    /// As a lexicon has it, in IPA with ˈ, ˌ, ² and ː; the text is empty where several
    /// such words are said for one that is written.
    Ipa(String),
}

/// A pause after a token, shortest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pause {
    /// The next word follows directly.
    None,
    /// A comma, or the end of a group of digits.
    Comma,
    /// A colon, semicolon, dash or bracket.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// What the mark at the end of a sentence asks of its melody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mood {
    /// A full stop, or nothing.
    Statement,
    /// A question mark.
    Question,
    /// An exclamation mark.
    Exclamation,
}

/// A piece of the text that is said together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Bytes of the text, on character boundaries.
    pub source: Range<usize>,
    /// What is said for it, at least one word.
    pub words: Vec<Word>,
    /// The pause after it.
    pub pause: Pause,
}

/// A sentence, or a clause of a very long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Bytes of the text, with the marks around its tokens.
    pub source: Range<usize>,
    /// In order and apart from each other, at least one.
    pub tokens: Vec<Token>,
    /// The melody of its end.
    pub mood: Mood,
}

/// Splits a text into sentences of spoken tokens.
///
/// The text is a block of an article or a whole one; blank lines end sentences. A text
/// without letters, digits and signs that a reader names has none. Sentences of more than about 250 characters
/// come as several, cut at clauses, of which only the last ends in a sentence's pause.
pub fn sentences(text: &str) -> Vec<Sentence> {
    Reader::default().sentences(text)
}

/// The spoken form of a text, on one line, with its punctuation kept for the reader.
pub fn normalise(line: &str) -> String {
    Reader::default().normalise(line)
}

/// The rules of Swedish, with what an operator wants otherwise.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    /// Words and phrases that are read as it says; it goes before every rule.
    pub lexicon: Lexicon,
    /// What is said of emoji.
    pub emoji: Emoji,
    /// How words flow into each other.
    pub style: Style,
}

impl Reader {
    /// Does what [`sentences`] does, with these settings.
    pub fn sentences(&self, text: &str) -> Vec<Sentence> {
        self.sentences_in(text, &[])
    }

    /// Does the same for a text of which stretches are in a known language.
    ///
    /// The spans stand by their start, outer ones before those inside them.
    pub fn sentences_in(&self, text: &str, spans: &[Span]) -> Vec<Sentence> {
        read(text, &self.line(text, spans, &[]))
    }

    /// Finds the pieces of marked-up speech, parted where its markup wants a pause or a rate.
    pub fn pieces(&self, speech: &Speech) -> Vec<Piece> {
        let line = self.line(&speech.text, &speech.spans, &speech.given);
        ssml::cut(speech, read(&speech.text, &line))
    }

    /// Does what [`normalise`] does, with these settings.
    pub fn normalise(&self, line: &str) -> String {
        let line = self.line(line, &[], &[]);
        write::spoken(&line, &classes::read(&line))
    }

    fn line(&self, text: &str, spans: &[Span], given: &[(Range<usize>, Vec<Word>)]) -> Line {
        let mut line = Line::new(text);
        line.give_at(given);
        self.lexicon.mark(&mut line);
        if self.emoji == Emoji::Name {
            emoji::mark(&mut line);
        }
        english::mark(&mut line, spans);
        line
    }
}

fn read(text: &str, line: &Line) -> Vec<Sentence> {
    let parts = classes::read(line);
    let bounds = bounds(line, &parts);
    let mut parts = parts.into_iter();
    let mut sentences = Vec::new();
    for Bound {
        source,
        pauses,
        mood,
    } in bounds
    {
        let mut given = false;
        let spoken = parts.by_ref().take(pauses.len()).zip(pauses);
        let tokens = spoken
            .inspect(|(part, _)| given |= line.is_given(part.lexemes.start))
            .map(|(part, pause)| token(line, part, pause))
            .collect();
        if given || text[source.clone()].contains(char::is_alphanumeric) {
            sentences.extend(clause::cut(
                text,
                Sentence {
                    source,
                    tokens,
                    mood,
                },
            ));
        }
    }
    sentences
}

/// The words of a text that stands for another.
fn plain_words(text: &str) -> Vec<Word> {
    let parts = classes::read(&Line::new(text));
    parts.into_iter().flat_map(|part| part.words).collect()
}

fn token(line: &Line, part: Part, pause: Pause) -> Token {
    let mut words = part.words;
    if let Some(last) = words.last_mut()
        && line.is_suspended(part.lexemes.end)
    {
        last.joint = Joint::Later;
    }
    Token {
        source: line.source(part.lexemes),
        words,
        pause,
    }
}

/// Where a sentence lies, and the pause after each of its parts.
struct Bound {
    source: Range<usize>,
    pauses: Vec<Pause>,
    mood: Mood,
}

fn bounds(line: &Line, parts: &[Part]) -> Vec<Bound> {
    let mut bounds = Vec::new();
    let (mut first, mut free_from, mut pauses) = (0, 0, Vec::new());
    for index in 0..parts.len() {
        let gap = boundary::gap(line, parts, index, first);
        pauses.push(gap.pause);
        if let Some(mood) = gap.end {
            let source = span(line, parts, first..index + 1, free_from);
            (first, free_from) = (index + 1, source.end);
            bounds.push(Bound {
                source,
                pauses: std::mem::take(&mut pauses),
                mood,
            });
        }
    }
    bounds
}

/// The source of a sentence: its parts, and the marks that touch them.
fn span(line: &Line, parts: &[Part], sentence: Range<usize>, free_from: usize) -> Range<usize> {
    let mut from = parts[sentence.start].lexemes.start;
    while from > 0 && line.opens(from - 1) && line.lexemes[from - 1].source.start >= free_from {
        from -= 1;
    }
    let mut to = parts[sentence.end - 1].lexemes.end;
    let limit = parts
        .get(sentence.end)
        .map_or(line.lexemes.len(), |next| next.lexemes.start);
    while to < limit && line.closes(to) {
        to += 1;
    }
    line.source(from..to)
}

#[cfg(test)]
mod tests;
