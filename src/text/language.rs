use std::ops::Range;

/// What is known of a text's language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Swedish, whatever it looks like.
    Swedish,
    /// English, of which the words are read as such.
    English,
    /// Any other, which is read by the rules of Swedish.
    Other,
}

impl Language {
    /// Finds the language of a BCP 47 tag, such as `en-GB`.
    pub fn of_tag(tag: &str) -> Self {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        match primary.to_ascii_lowercase().as_str() {
            "sv" => Self::Swedish,
            "en" => Self::English,
            _ => Self::Other,
        }
    }
}

/// A stretch of a text whose author named its language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the text.
    pub source: Range<usize>,
    /// The language.
    pub language: Language,
}
