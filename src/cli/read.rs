//! `lyssna read`: an article to a file.

use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use super::{output, source, speech};
use crate::clip::{Manifest, Order, Whole};
use crate::encode::Format;
use crate::render::{self, Reading};

/// Reads an article aloud into a file.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  \
    lyssna read https://example.se/nyhet\n  \
    lyssna read sida.html -o nyhet.mp3 --vtt --srt --chapters\n  \
    lyssna read sida.html -o nyhet.mp3 --epub\n  \
    lyssna read sida.html -o nyhet.wav --voice nils --speed 0.8")]
pub(super) struct Args {
    /// The page: an http(s) address or a file.
    #[arg(value_name = "URL-or-FILE")]
    source: String,
    /// Where the audio goes; the name's end, .mp3, .opus or .wav, says in what form.
    #[arg(short, long, default_value = "out.mp3", value_name = "FILE")]
    output: PathBuf,
    /// The address that a file was fetched from.
    #[arg(long)]
    url: Option<String>,
    /// Also write the words with their times, as WebVTT beside the audio.
    #[arg(long)]
    vtt: bool,
    /// Also write the article and its times, as JSON beside the audio.
    #[arg(long)]
    json: bool,
    /// Also write captions, as SRT beside the audio.
    #[arg(long)]
    srt: bool,
    /// Also write the article's text beside the audio.
    #[arg(long)]
    txt: bool,
    /// Also write a book of the article's text and sound, as EPUB 3 beside the audio.
    #[arg(long)]
    epub: bool,
    /// Also write where each heading is read, as .chapters.json beside the audio.
    #[arg(long)]
    chapters: bool,
    #[command(flatten)]
    speech: speech::Options,
}

pub(super) fn run(args: &Args) -> Result<()> {
    let format = output::format_of(&args.output)?;
    anyhow::ensure!(
        !args.epub || format == Format::Mp3,
        "{}: a book holds MP3: the name must end in .mp3",
        args.output.display()
    );
    let article = source::article(&args.source, args.url.as_deref())?;
    let order = args
        .speech
        .order(article, format)
        .with_context(|| format!("cannot read {}", args.source))?;
    let start = Instant::now();
    let reading = speak(&order)?;
    let spent = start.elapsed().as_secs_f64();
    let duration = reading.duration;
    write(args, &order, reading)?;
    eprintln!(
        "{}: {} of speech in {spent:.1} s, {:.0} times as fast as it is listened to",
        args.output.display(),
        minutes(duration),
        duration / spent
    );
    Ok(())
}

fn speak(order: &Order) -> Result<Reading> {
    let bar = ProgressBar::new(order.script.lines.len() as u64).with_style(
        ProgressStyle::with_template("{bar:30} {pos}/{len} sentences, {msg} of speech, {eta} left")
            .context("the progress bar's template is wrong")?,
    );
    let reading = render::read(
        &order.script,
        order.speaker.as_ref(),
        order.speed,
        order.format,
        |progress| {
            bar.set_position(progress.done as u64);
            bar.set_message(minutes(progress.seconds));
        },
    );
    bar.finish_and_clear();
    Ok(reading?)
}

fn write(args: &Args, order: &Order, reading: Reading) -> Result<()> {
    let whole = Whole::new(
        order.id(),
        order,
        reading.audio.into(),
        reading.segments,
        reading.duration,
    );
    output::write_whole(&args.output, &file(&whole)?)?;
    if args.epub {
        let book = whole.epub(SystemTime::now().into())?;
        output::write_whole(&args.output.with_extension("epub"), &book)?;
    }
    write_texts(args, &whole.manifest)
}

/// The audio as a file of its own: an MP3 tells what it is.
fn file(whole: &Whole) -> Result<Vec<u8>> {
    let mut file = match whole.manifest.format {
        Format::Mp3 => whole.manifest.tag()?,
        Format::Opus | Format::Wav => Vec::new(),
    };
    file.extend_from_slice(&whole.audio);
    Ok(file)
}

fn write_texts(args: &Args, manifest: &Manifest) -> Result<()> {
    let write = |extension: &str, text: &str| {
        output::write_whole(&args.output.with_extension(extension), text.as_bytes())
    };
    if args.vtt {
        write("vtt", &manifest.vtt()?)?;
    }
    if args.srt {
        write("srt", &manifest.srt()?)?;
    }
    if args.txt {
        write("txt", &manifest.text())?;
    }
    if args.json {
        write("json", &json(&manifest.transcript()?)?)?;
    }
    if args.chapters {
        write("chapters.json", &json(&manifest.chapters())?)?;
    }
    Ok(())
}

fn json(document: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(document).context("cannot write the times as JSON")
}

/// Seconds as a clock: 65 is "1:05 min".
fn minutes(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    format!("{}:{:02} min", whole / 60, whole % 60)
}
