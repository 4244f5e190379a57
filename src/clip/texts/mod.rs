//! What is written beside a clip's sound: transcripts, chapters, the tag of its file, a book.

mod chapters;
mod cover;
mod cues;
mod epub;
mod tag;
#[cfg(test)]
mod tests;
mod transcript;

use std::ops::Range;

use super::Manifest;
use crate::encode::Format;
use crate::extract::Article;
use crate::render::Segment;

pub use chapters::{Chapter, Chapters};
pub use cover::Cover;
pub(crate) use tag::tag;
pub use transcript::Transcript;

/// Why a text of a clip cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TextError {
    /// A sentence or one of its words is no text of its block.
    #[error("sentence {sentence} has no text from {from} to {to} in block {block}")]
    Range {
        /// Index of the sentence in the clip.
        sentence: usize,
        /// Index of the block that it names.
        block: usize,
        /// First UTF-16 code unit asked for.
        from: usize,
        /// UTF-16 code unit after the last.
        to: usize,
    },
    /// The tag of the audio file cannot be encoded.
    #[error("the ID3 tag cannot be written")]
    Tag(#[source] id3::Error),
    /// The audio is of a format that a book cannot hold.
    #[error("a book holds MP3, not {}", format.extension())]
    Audio {
        /// The clip's format.
        format: Format,
    },
    /// The files of a book cannot be packed.
    #[error("the book cannot be packed")]
    Epub(#[source] zip::result::ZipError),
}

impl Manifest {
    /// Writes the clip's words as WebVTT, a cue for each sentence.
    ///
    /// Every word carries the timestamp when it begins (WebVTT, section 4.2.2).
    ///
    /// # Errors
    /// [`TextError::Range`] when a sentence does not lie in the article.
    pub fn vtt(&self) -> Result<String, TextError> {
        cues::vtt(self)
    }

    /// Writes the clip's words as SRT, two lines of at most 32 characters a cue.
    ///
    /// The bounds are those that Podcasting 2.0 sets for transcripts; a single word may be longer.
    ///
    /// # Errors
    /// [`TextError::Range`] when a sentence does not lie in the article.
    pub fn srt(&self) -> Result<String, TextError> {
        cues::srt(self)
    }

    /// Returns the article's text, a block a line.
    pub fn text(&self) -> String {
        self.article.text()
    }

    /// Returns the clip with its words, their times and places, for JSON.
    ///
    /// # Errors
    /// [`TextError::Range`] when a sentence does not lie in the article.
    pub fn transcript(&self) -> Result<Transcript<'_>, TextError> {
        Transcript::of(self)
    }

    /// Returns the chapters that the article's headings begin.
    pub fn chapters(&self) -> Chapters<'_> {
        Chapters::of(self)
    }

    /// Writes the ID3v2.4 tag that stands before the audio in a file of its own.
    ///
    /// # Errors
    /// [`TextError::Tag`] when a chapter's frame does not fit.
    pub fn tag(&self) -> Result<Vec<u8>, TextError> {
        tag(&self.article, &self.chapters().chapters, None)
    }
}

/// The texts of an article's blocks, in the units that ranges count.
struct Blocks(Vec<Vec<u16>>);

impl Blocks {
    fn of(article: &Article) -> Self {
        let texts = article.blocks.iter();
        Self(texts.map(|b| b.text.encode_utf16().collect()).collect())
    }

    /// The text of a range in a sentence's block.
    fn text(&self, segment: &Segment, range: Range<usize>) -> Result<String, TextError> {
        let units = self.0.get(segment.block);
        let units = units.and_then(|units| units.get(range.clone()));
        let text = units.and_then(|units| String::from_utf16(units).ok());
        text.ok_or(TextError::Range {
            sentence: segment.index,
            block: segment.block,
            from: range.start,
            to: range.end,
        })
    }

    /// The text of a whole sentence.
    fn sentence(&self, segment: &Segment) -> Result<String, TextError> {
        self.text(segment, segment.from..segment.to)
    }
}

/// A time in milliseconds, as all formats of captions count.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Milliseconds(u64);

impl Milliseconds {
    fn of(seconds: f64) -> Self {
        Self((seconds * 1000.0).round() as u64)
    }

    fn end(segment: &Segment) -> Self {
        Self::of(segment.start + segment.duration)
    }

    fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// Writes the time as `00:01:02.345`, with the format's own sign before the thousandths.
    fn clock(self, point: char) -> String {
        let (seconds, rest) = (self.0 / 1000, self.0 % 1000);
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        format!("{hours:02}:{minutes:02}:{seconds:02}{point}{rest:03}")
    }
}
