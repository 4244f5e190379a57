use std::ops::Range;

use super::RenderError;
use crate::extract::{self, Article, Block, BlockKind, SpanKind};
use crate::phonemes::{Phonemes, Pronunciation};
use crate::prosody::Utterance;
use crate::text::{Language, Pause, Reader, Sentence, Span, Speech, Style, Token, Word};
use crate::voice::SPEEDS;

/// What is to be said of an article, in order.
#[derive(Clone, Debug)]
pub struct Script {
    /// One line a sentence, never empty.
    pub lines: Vec<Line>,
}

/// One sentence with its sounds and the places of its words.
#[derive(Clone, Debug)]
pub struct Line {
    /// Index of the article's block that the sentence stands in.
    pub block: usize,
    /// The sentence in the block's text, in UTF-16 code units.
    pub source: Range<usize>,
    /// The words as written, in order.
    pub words: Vec<SourceWord>,
    /// What the voice is given.
    pub utterance: Utterance,
    /// Times as fast as the rest of the script, 0.5 to 2.
    pub rate: f32,
}

/// A word as written, and how many spoken words stand for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceWord {
    /// The word in the block's text, in UTF-16 code units.
    pub source: Range<usize>,
    /// The word as it is written.
    pub text: String,
    /// Number of the utterance's words that are said for it, at least one.
    pub spoken: usize,
}

impl Script {
    /// Finds the sentences of an article and the sounds of their words.
    ///
    /// # Errors
    /// [`RenderError::NoWords`] when no block holds anything to say.
    pub fn new(article: &Article, phonemes: &Phonemes) -> Result<Self, RenderError> {
        Self::read_by(&Reader::default(), article, phonemes)
    }

    /// Does what [`Script::new`] does, with a reader of the caller's.
    ///
    /// # Errors
    /// As for [`Script::new`].
    pub fn read_by(
        reader: &Reader,
        article: &Article,
        phonemes: &Phonemes,
    ) -> Result<Self, RenderError> {
        let mut lines = Vec::new();
        for (block, content) in article.blocks.iter().enumerate() {
            let sentences = reader.sentences_in(&content.text, &languages(content));
            let mut units = Utf16::new(&content.text);
            let last = sentences.len().saturating_sub(1);
            for (index, sentence) in sentences.iter().enumerate() {
                let rest = match sentence.tokens.last().map(|token| token.pause) {
                    _ if index == last => rest_after(content.kind),
                    Some(Pause::Sentence) => SENTENCE_REST,
                    _ => CLAUSE_REST,
                };
                let from = units.at(sentence.source.start);
                let words = source_words(&mut units, sentence);
                lines.push(Line {
                    block,
                    source: from..units.at(sentence.source.end),
                    words,
                    utterance: utterance(sentence, rest, phonemes, reader.style),
                    rate: 1.0,
                });
            }
        }
        if lines.is_empty() {
            return Err(RenderError::NoWords);
        }
        Ok(Self { lines })
    }

    /// Finds the pieces of marked-up speech; its text becomes an article of one block.
    ///
    /// # Errors
    /// [`RenderError::NoWords`] when there is nothing to say.
    pub fn of_speech(
        reader: &Reader,
        speech: &Speech,
        phonemes: &Phonemes,
    ) -> Result<(Article, Self), RenderError> {
        let mut units = Utf16::new(&speech.text);
        let mut lines = Vec::new();
        for piece in reader.pieces(speech) {
            let sentence = &piece.sentence;
            let rest = piece.rest.unwrap_or(SENTENCE_REST);
            let from = units.at(sentence.source.start);
            let words = source_words(&mut units, sentence);
            lines.push(Line {
                block: 0,
                source: from..units.at(sentence.source.end),
                words,
                utterance: utterance(sentence, rest, phonemes, reader.style),
                rate: piece.rate,
            });
        }
        if lines.is_empty() {
            return Err(RenderError::NoWords);
        }
        let mut article = Article::plain("");
        article.blocks.push(Block {
            kind: BlockKind::Paragraph,
            text: speech.text.clone(),
            path: String::new(),
            spans: Vec::new(),
        });
        Ok((article, Self { lines }))
    }

    /// Whether voices can speak all of it this many times as fast as is natural.
    pub fn fits(&self, speed: f32) -> bool {
        let lines = &mut self.lines.iter();
        lines.all(|line| SPEEDS.contains(&(speed * line.rate)))
    }

    /// Tells about how many seconds the script takes to hear.
    pub fn estimated_seconds(&self) -> f64 {
        let rests = self.lines.iter().map(|line| f64::from(line.utterance.rest));
        let words = self.lines.iter().flat_map(|line| &line.utterance.words);
        let phones: usize = words.map(|(word, _)| word.phones.len()).sum();
        phones as f64 / PHONES_PER_SECOND + rests.sum::<f64>()
    }
}

/// The stretches of a block whose language the page declares.
fn languages(block: &Block) -> Vec<Span> {
    let language = |span: &extract::Span| match &span.kind {
        SpanKind::Lang { lang } => Some(Span {
            source: span.start..span.end,
            language: Language::of_tag(lang),
        }),
        _ => None,
    };
    block.spans.iter().filter_map(language).collect()
}

/// Read Swedish has 12 to 16 phones a second.
const PHONES_PER_SECOND: f64 = 14.0;

/// Seconds of silence: within a paragraph a reader takes a short breath.
const SENTENCE_REST: f32 = 0.35;

/// A sentence too long for one breath comes as several, cut at clauses.
const CLAUSE_REST: f32 = 0.2;

/// The breath grows with the break on the page, most after a headline.
fn rest_after(kind: BlockKind) -> f32 {
    match kind {
        BlockKind::Heading { .. } => 0.75,
        BlockKind::ListItem { .. } => 0.45,
        _ => 0.6,
    }
}

fn source_words(units: &mut Utf16<'_>, sentence: &Sentence) -> Vec<SourceWord> {
    let mut words = Vec::with_capacity(sentence.tokens.len());
    for token in &sentence.tokens {
        words.push(SourceWord {
            source: units.at(token.source.start)..units.at(token.source.end),
            text: units.text[token.source.clone()].to_owned(),
            spoken: token.words.len(),
        });
    }
    words
}

/// Sounds flow over word borders within a phrase, never over a pause.
fn utterance(sentence: &Sentence, rest: f32, phonemes: &Phonemes, style: Style) -> Utterance {
    let mut words = Vec::new();
    for phrase in sentence
        .tokens
        .split_inclusive(|token| token.pause != Pause::None)
    {
        words.extend(phrase_words(phrase, phonemes, style));
    }
    Utterance {
        words,
        mood: sentence.mood,
        rest,
    }
}

fn phrase_words(
    phrase: &[Token],
    phonemes: &Phonemes,
    style: Style,
) -> Vec<(Pronunciation, Pause)> {
    let words: Vec<Word> = phrase
        .iter()
        .flat_map(|token| &token.words)
        .cloned()
        .collect();
    let mut spoken: Vec<_> = phonemes
        .phrase(&words, style)
        .into_iter()
        .map(|pronunciation| (pronunciation, Pause::None))
        .collect();
    if let (Some(last), Some(token)) = (spoken.last_mut(), phrase.last()) {
        last.1 = token.pause;
    }
    spoken
}

/// Turns byte offsets that never go back into UTF-16 offsets.
struct Utf16<'a> {
    text: &'a str,
    byte: usize,
    unit: usize,
}

impl<'a> Utf16<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            unit: 0,
        }
    }

    fn at(&mut self, byte: usize) -> usize {
        self.unit += self.text[self.byte..byte].encode_utf16().count();
        self.byte = byte;
        self.unit
    }
}
