//! What all commands that read a text share: how it is read.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use crate::lexica;
use crate::text::{self, Emoji, Reader};

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
    /// How words flow into each other.
    #[arg(long, value_enum, default_value_t = Style::Neutral)]
    style: Style,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Said {
    /// Nothing.
    Skip,
    /// Their names.
    Name,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Style {
    /// Each word for itself, as for learners.
    Clear,
    /// As the news is read.
    Neutral,
    /// As friends talk: "har du" becomes "ha ru".
    Casual,
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
            style: match self.style {
                Style::Clear => text::Style::Clear,
                Style::Neutral => text::Style::Neutral,
                Style::Casual => text::Style::Casual,
            },
        })
    }
}
