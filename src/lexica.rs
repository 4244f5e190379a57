//! Lexica of sites, from the files that an operator names.

mod saving;

use std::path::{Path, PathBuf};

use crate::phonemes::transcribe;
use crate::text::Lexicon;
use crate::text::lexicon::{Form, LexiconError};

pub use saving::{Saying, is_own_form, of_word, save};

/// Why a file gives no lexicon, or takes no word.
#[derive(Debug, thiserror::Error)]
pub enum LexicaError {
    /// The file cannot be read.
    #[error("{} cannot be read", path.display())]
    File {
        /// The file that was named.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: std::io::Error,
    },
    /// The name does not tell what form the file has.
    #[error("{}: a lexicon's name ends in .toml or .pls", path.display())]
    Name {
        /// The file that was named.
        path: PathBuf,
    },
    /// The file is no TOML.
    #[error("{} is no TOML", path.display())]
    Toml {
        /// The file that was named.
        path: PathBuf,
        /// Where and what.
        #[source]
        source: Box<toml_edit::TomlError>,
    },
    /// The file has a fault.
    #[error("{} is no lexicon", path.display())]
    Fault {
        /// The file that was named.
        path: PathBuf,
        /// Where and what.
        #[source]
        source: LexiconError,
    },
}

/// Reads files as one lexicon; where several know a phrase, the first wins.
///
/// # Errors
/// [`LexicaError`] names the first file that cannot be used, and why.
pub fn load<P: AsRef<Path>>(files: impl IntoIterator<Item = P>) -> Result<Lexicon, LexicaError> {
    let mut all = Lexicon::default();
    for file in files {
        all = all.join(load_one(file.as_ref())?);
    }
    Ok(all)
}

fn load_one(path: &Path) -> Result<Lexicon, LexicaError> {
    let named = || path.to_owned();
    let form = match path.extension().and_then(std::ffi::OsStr::to_str) {
        Some("toml") => Form::Toml,
        Some("pls" | "xml") => Form::Pls,
        _ => return Err(LexicaError::Name { path: named() }),
    };
    let text = std::fs::read_to_string(path).map_err(|source| LexicaError::File {
        path: named(),
        source,
    })?;
    Lexicon::parse(&text, form, &transcribe).map_err(|source| LexicaError::Fault {
        path: named(),
        source,
    })
}
