//! Speaks a sentence into a file with the library alone.
//!
//! `cargo run --release --example speak -- "Hej på dig!" hej.wav`

use std::env;
use std::error::Error;
use std::fs;

use lyssna::encode::Format;
use lyssna::extract::Article;
use lyssna::phonemes::Phonemes;
use lyssna::render::{self, Script};
use lyssna::voice::Voices;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let text = arguments.next().ok_or("what shall be said?")?;
    let path = arguments.next().unwrap_or_else(|| "out.wav".to_owned());

    let phonemes = Phonemes::embedded()?;
    let voices = Voices::embedded()?;
    let voice = voices.default_voice();
    let script = Script::new(&Article::plain(&text), &phonemes)?;
    let reading = render::read(&script, voice.as_ref(), 1.0, Format::Wav, |_| {})?;
    fs::write(&path, &reading.audio)?;

    for segment in &reading.segments {
        for word in &segment.words {
            println!("{:6.2} s  {}", word.start, word.text);
        }
    }
    Ok(())
}
