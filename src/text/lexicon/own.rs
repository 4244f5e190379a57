//! The project's own form: `[[word]]` tables in TOML.

use serde::Deserialize;
use toml::Spanned;

use super::LexiconFault;
use super::entry::{Entry, Spoken};
use crate::text::Alphabet;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    word: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    #[serde(rename = "match")]
    phrase: Spanned<String>,
    say: Option<String>,
    ipa: Option<String>,
    #[serde(default)]
    letters: bool,
    #[serde(default)]
    case: bool,
    #[serde(default)]
    genitive: bool,
}

/// The entries of a file, or the byte of a fault.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, (usize, LexiconFault)> {
    let file: File = toml::from_str(text).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start);
        (at, LexiconFault::Toml(error.message().to_owned()))
    })?;
    file.word.into_iter().map(entry).collect()
}

fn entry(row: Row) -> Result<Entry, (usize, LexiconFault)> {
    let at = row.phrase.span().start;
    let spoken = match (row.say, row.ipa, row.letters) {
        (Some(text), None, false) => Spoken::As(text),
        (None, Some(ipa), false) => Spoken::Phones(Alphabet::Ipa, ipa),
        (None, None, true) => Spoken::Letters,
        _ => return Err((at, LexiconFault::NotOneSaying)),
    };
    Ok(Entry {
        at,
        phrase: row.phrase.into_inner(),
        case: row.case,
        genitive: row.genitive,
        spoken,
    })
}
