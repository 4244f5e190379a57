//! What all commands that read a text share: how it is read.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use crate::lexica;
use crate::text::{Emoji, Reader};

/// How a text is read.
#[derive(Debug, clap::Args)]
#[group(id = "reading")]
pub(super) struct Options {
    /// A lexicon of pronunciations, .toml or .pls; of several, the first wins.
    #[arg(long = "lexicon", value_name = "FILE")]
    lexicons: Vec<PathBuf>,
    /// What is said of emoji.
    #[arg(long, value_enum, default_value_t = Said::Skip)]
    emoji: Said,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Said {
    /// Nothing.
    Skip,
    /// Their names.
    Name,
}

impl Options {
    /// Makes a reader of the options.
    ///
    /// # Errors
    /// When a lexicon cannot be used.
    pub(super) fn reader(&self) -> Result<Reader> {
        Ok(Reader {
            lexicon: lexica::load(&self.lexicons)?,
            emoji: match self.emoji {
                Said::Skip => Emoji::Skip,
                Said::Name => Emoji::Name,
            },
        })
    }
}
