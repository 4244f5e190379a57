//! What listeners say is pronounced wrong.

use serde::{Deserialize, Serialize};

/// A word that listeners have reported in one sentence of an article.
///
/// Nothing is known of who reported it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// Address of the article.
    pub url: String,
    /// The word as it is written.
    pub word: String,
    /// The sentence that it stands in.
    pub sentence: String,
    /// How often it was reported.
    pub times: u64,
}

impl Report {
    /// Names the report by all but how often it came: 32 hexadecimal digits.
    pub fn key(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for part in [&self.url, &self.word, &self.sentence] {
            hash.update(&part.len().to_le_bytes())
                .update(part.as_bytes());
        }
        hash.finalize().to_hex()[..DIGITS].to_owned()
    }
}

/// 128 bits: no two reports have the same name by chance.
const DIGITS: usize = 32;
