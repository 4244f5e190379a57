//! `lyssna say`: text to speech.

use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::{output, speech};
use crate::encode::Format;
use crate::extract::Article;
use crate::phonemes::transcribe;
use crate::render;
use crate::text::Speech;

/// Speaks a text, given as an argument or on standard input.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    lyssna say \"Mötet börjar kl. 19.30.\" -o mote.wav\n  \
    lyssna say < tal.txt -o tal.mp3\n  \
    lyssna say --ssml '<speak>Hej <break time=\"1s\"/> då!</speak>' -o hej.wav\n  \
    lyssna say \"Hej!\" | aplay")]
pub(super) struct Args {
    /// The text; standard input is read when it is left out.
    text: Option<String>,
    /// Where the audio goes, .mp3, .opus or .wav; WAV on standard output when left out.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Read the text as SSML; it is read so too when it begins with <speak.
    #[arg(long)]
    ssml: bool,
    #[command(flatten)]
    speech: speech::Options,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let format = match &args.output {
        Some(path) => output::format_of(path)?,
        None if io::stdout().is_terminal() => {
            anyhow::bail!("say where the audio goes: -o FILE, or a pipe to a player")
        }
        None => Format::Wav,
    };
    let text = match &args.text {
        Some(text) => text.clone(),
        None => standard_input()?,
    };
    let order = match args.ssml || Speech::is_markup(&text) {
        true => {
            let speech = Speech::parse(&text, &transcribe).context("the markup cannot be read")?;
            args.speech.order_of_speech(&speech, format)?
        }
        false => args.speech.order(Article::plain(&text), format)?,
    };
    let reading = render::read(
        &order.script,
        order.speaker.as_ref(),
        order.speed,
        format,
        |_| {},
    )?;
    match &args.output {
        Some(path) => output::write_whole(path, &reading.audio),
        None => io::stdout()
            .write_all(&reading.audio)
            .context("cannot write the audio"),
    }
}

fn standard_input() -> Result<String> {
    let mut text = String::new();
    io::stdin()
        .read_to_string(&mut text)
        .context("standard input is not UTF-8 text")?;
    Ok(text)
}
