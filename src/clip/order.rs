use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::encode::Format;
use crate::extract::Article;
use crate::render::{Line, Script, Speaker};

/// What makes one clip: an article, who speaks it, and how it is encoded.
#[derive(Clone)]
pub struct Order {
    /// The article, kept with the clip.
    pub article: Arc<Article>,
    /// Its sentences.
    pub script: Arc<Script>,
    /// Who speaks.
    pub speaker: Arc<dyn Speaker>,
    /// Times as fast as is natural.
    pub speed: f32,
    /// How the audio is encoded.
    pub format: Format,
}

impl Order {
    /// Derives the clip's name from all that its audio and texts depend on.
    pub fn id(&self) -> ClipId {
        let mut hash = blake3::Hasher::new();
        for line in &self.script.lines {
            hash.update(self.segment_key(line).as_bytes());
            hash.update(&line.block.to_le_bytes());
            hash.update(&line.source.start.to_le_bytes());
        }
        for block in &self.article.blocks {
            hash.update(&block.text.len().to_le_bytes());
            hash.update(block.text.as_bytes());
        }
        hash.update(self.article.url.as_bytes());
        ClipId(hash.finalize().to_hex()[..ID_DIGITS].to_owned())
    }

    /// Derives the names of the sentences' segments, in order.
    pub fn segment_keys(&self) -> Vec<SegmentKey> {
        let lines = self.script.lines.iter();
        lines.map(|line| self.segment_key(line)).collect()
    }

    /// Hashes what one sentence's audio depends on: sounds, voice, encoding.
    ///
    /// The parts are separated by NUL, which none of them holds.
    fn segment_key(&self, line: &Line) -> SegmentKey {
        let mut hash = blake3::Hasher::new();
        for part in [
            self.speaker.id(),
            self.speaker.version(),
            self.format.extension(),
        ] {
            hash.update(part.as_bytes()).update(&[0]);
        }
        hash.update(&(self.speed * line.rate).to_le_bytes());
        hash.update(&line.utterance.rest.to_le_bytes());
        hash.update(&[line.utterance.mood as u8]);
        for (pronunciation, pause) in &line.utterance.words {
            hash.update(pronunciation.ipa().as_bytes());
            hash.update(&[0, u8::from(pronunciation.function), *pause as u8]);
        }
        SegmentKey::of(&hash.finalize())
    }
}

/// The name of a segment: 128 bits of a hash of all that its audio depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SegmentKey([u8; Self::BYTES]);

impl SegmentKey {
    /// Length of a key.
    pub const BYTES: usize = 16;

    fn of(hash: &blake3::Hash) -> Self {
        let (first, _) = hash.as_bytes().split_first_chunk().expect("32 bytes");
        Self(*first)
    }

    /// Takes a key that was kept.
    pub fn from_bytes(bytes: [u8; Self::BYTES]) -> Self {
        Self(bytes)
    }

    /// Returns the bits.
    pub fn as_bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }

    /// Reads what [`Display`](fmt::Display) has written.
    pub fn parse(text: &str) -> Option<Self> {
        let bits = u128::from_str_radix(text, 16).ok()?;
        let key = Self(bits.to_be_bytes());
        (key.to_string() == text).then_some(key)
    }
}

impl fmt::Display for SegmentKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// 128 bits: no two clips of the world meet by chance.
const ID_DIGITS: usize = 32;

/// The name of a clip, 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String")]
#[schema(value_type = String, pattern = "^[0-9a-f]{32}$")]
pub struct ClipId(String);

impl ClipId {
    /// Takes a name from a request or a file, if it has the right form.
    pub fn parse(text: &str) -> Option<Self> {
        let valid = text.len() == ID_DIGITS
            && text
                .bytes()
                .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        valid.then(|| Self(text.to_owned()))
    }

    /// Returns the digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ClipId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A text that is not a clip's name.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is not a clip's name")]
pub struct NotAClipId(String);

impl TryFrom<String> for ClipId {
    type Error = NotAClipId;

    fn try_from(text: String) -> Result<Self, NotAClipId> {
        Self::parse(&text).ok_or(NotAClipId(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clip::tests::order_read_by;
    use crate::phonemes::transcribe;
    use crate::text::lexicon::Form;
    use crate::text::{Emoji, Lexicon, Reader};

    /// The keys of a text's segments, and the name of its clip.
    fn keys(text: &str, reader: &Reader) -> (Vec<SegmentKey>, ClipId) {
        let order = order_read_by(reader, Article::plain(text));
        (order.segment_keys(), order.id())
    }

    #[test]
    fn naming_emoji_changes_the_keys_of_the_sentences_that_hold_one() {
        let text = "Vi ses i kväll. Ta med fika 🎉 och gott humör. Hälsa Bo. Bra 👍🏽 gjort.";
        let skipped = keys(text, &Reader::default());
        let named = Reader {
            emoji: Emoji::Name,
            ..Reader::default()
        };
        let named = keys(text, &named);
        let pairs = skipped.0.iter().zip(&named.0);
        let changed: Vec<bool> = pairs.map(|(before, after)| before != after).collect();
        assert_eq!(changed, [false, true, false, true]);
        assert_ne!(skipped.1, named.1);
    }

    #[test]
    fn an_entry_of_the_lexicon_changes_the_keys_of_the_sentences_with_its_word() {
        let text = "Skanör ligger i Skåne. Dit går bussen. Den vänder i Skanör. I Skanörs hamn \
            är det lugnt. Då är det sommar i Falsterbo.";
        let keys = |rows: &str| {
            let lexicon = Lexicon::parse(rows, Form::Toml, &transcribe).unwrap();
            let reader = Reader {
                lexicon,
                ..Reader::default()
            };
            keys(text, &reader)
        };
        let changed = |before: &str, after: &str| -> Vec<usize> {
            let ((before, clip), (after, other)) = (keys(before), keys(after));
            assert_eq!((before.len(), after.len()), (5, 5));
            assert_eq!(before == after, clip == other);
            (0..5).filter(|&line| before[line] != after[line]).collect()
        };
        let first = "[[word]]\nmatch = 'Skanör'\nipa = 'ˈskɑːnœr'\n";
        let second = first.replace("ˈskɑːnœr", "skaˈnøːr");
        let inflected = second.clone() + "genitive = true\n";
        let unused = first.to_owned() + "[[word]]\nmatch = 'Ystad'\nsay = 'Stad'\n";
        let cases: [(&str, &str, &[usize]); 5] = [
            ("", first, &[0, 2]),
            (first, &second, &[0, 2]),
            (&second, &inflected, &[3]),
            (first, &unused, &[]),
            (first, "", &[0, 2]),
        ];
        for (before, after, expected) in cases {
            assert_eq!(changed(before, after), expected, "{before} {after}");
        }
    }
}
