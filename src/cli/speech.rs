//! What `read` and `say` share: the options of speech, and loading what speaks.

use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context, Result};

use super::reading;
use crate::clip::Order;
use crate::encode::Format;
use crate::extract::Article;
use crate::phonemes::Phonemes;
use crate::render::Script;
use crate::text::Speech;
use crate::voice::{SPEEDS, Voice, Voices};

/// Who speaks, and how fast.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The voice's id; 'lyssna voices' lists them.
    #[arg(long)]
    voice: Option<String>,
    /// Times as fast as is natural, 0.5 to 2.
    #[arg(long, default_value_t = 1.0, value_parser = speed)]
    speed: f32,
    /// A folder of voices to use instead of those in the program.
    #[arg(long, value_name = "FOLDER")]
    voices: Option<PathBuf>,
    #[command(flatten)]
    reading: reading::Options,
}

fn speed(text: &str) -> Result<f32, String> {
    match text.parse() {
        Ok(speed) if SPEEDS.contains(&speed) => Ok(speed),
        _ => Err("a number from 0.5 to 2 is wanted".to_owned()),
    }
}

impl Options {
    /// Prepares an article to be spoken in `format`.
    ///
    /// # Errors
    /// When there is no such voice, it does not load, or the article has no words.
    pub(super) fn order(&self, article: Article, format: Format) -> Result<Order> {
        let phonemes = Phonemes::embedded().context("the letter-to-sound model is damaged")?;
        let script = Script::read_by(&self.reading.reader()?, &article, &phonemes)?;
        self.spoken(article, script, format)
    }

    /// Prepares marked-up speech to be spoken in `format`.
    ///
    /// # Errors
    /// As for [`Options::order`], and when the markup asks for a rate beyond the voice's.
    pub(super) fn order_of_speech(&self, speech: &Speech, format: Format) -> Result<Order> {
        let phonemes = Phonemes::embedded().context("the letter-to-sound model is damaged")?;
        let (article, script) = Script::of_speech(&self.reading.reader()?, speech, &phonemes)?;
        anyhow::ensure!(
            script.fits(self.speed),
            "a rate of the markup, times the speed, is not from 0.5 to 2"
        );
        self.spoken(article, script, format)
    }

    fn spoken(&self, article: Article, script: Script, format: Format) -> Result<Order> {
        Ok(Order {
            article: Arc::new(article),
            script: Arc::new(script),
            speaker: self.speaker()?,
            speed: self.speed,
            format,
        })
    }

    fn speaker(&self) -> Result<Arc<Voice>> {
        let voices = match &self.voices {
            Some(folder) => Voices::from_folder(folder)?,
            None => Voices::embedded()?,
        };
        let Some(id) = &self.voice else {
            return Ok(Arc::clone(voices.default_voice()));
        };
        voices.get(id).cloned().with_context(|| {
            let ids: Vec<_> = voices.iter().map(|v| v.manifest().id.as_str()).collect();
            format!("there is no voice '{id}'; there are: {}", ids.join(", "))
        })
    }
}
