//! Captions: WebVTT and SRT.

use super::{Blocks, Milliseconds, TextError};
use crate::clip::Manifest;
use crate::render::Segment;

pub(super) fn vtt(manifest: &Manifest) -> Result<String, TextError> {
    let blocks = Blocks::of(&manifest.article);
    let mut out = String::from("WEBVTT\n");
    for segment in &manifest.segments {
        let (start, end) = (
            Milliseconds::of(segment.start).clock('.'),
            Milliseconds::end(segment).clock('.'),
        );
        let cue = cue(segment, &blocks)?;
        let number = segment.index + 1;
        out += &format!("\n{number}\n{start} --> {end}\n{cue}\n");
    }
    Ok(out)
}

/// Writes a sentence with timestamps, which must rise and lie inside the cue.
fn cue(segment: &Segment, blocks: &Blocks) -> Result<String, TextError> {
    let mut out = String::new();
    let mut written = segment.from;
    let mut last = Milliseconds::of(segment.start);
    let end = Milliseconds::end(segment);
    for word in &segment.words {
        escape(&mut out, &blocks.text(segment, written..word.from)?);
        let time = Milliseconds::of(word.start);
        if last < time && time < end {
            out += &format!("<{}>", time.clock('.'));
            last = time;
        }
        escape(&mut out, &blocks.text(segment, word.from..word.to)?);
        written = word.to;
    }
    escape(&mut out, &blocks.text(segment, written..segment.to)?);
    Ok(out)
}

/// Appends a text, with the signs replaced that mark up a cue.
fn escape(out: &mut String, text: &str) {
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(sign),
        }
    }
}

pub(super) fn srt(manifest: &Manifest) -> Result<String, TextError> {
    let blocks = Blocks::of(&manifest.article);
    let mut out = String::new();
    let mut number = 0;
    for segment in &manifest.segments {
        let cues = captions(segment, &blocks.sentence(segment)?);
        let ends = cues.iter().skip(1).map(|cue| cue.start);
        let ends = ends.chain([Milliseconds::end(segment)]);
        for (cue, end) in cues.iter().zip(ends) {
            let break_before = if number == 0 { "" } else { "\n" };
            number += 1;
            out += &format!(
                "{break_before}{number}\n{} --> {}\n{}\n",
                cue.start.clock(','),
                end.clock(','),
                cue.lines.join("\n")
            );
        }
    }
    Ok(out)
}

/// Characters of a caption's line, and lines of a caption.
const LINE: usize = 32;
const LINES: usize = 2;

/// A few words of a sentence, shown until the next caption.
struct Caption {
    start: Milliseconds,
    lines: Vec<String>,
}

/// Breaks a sentence between its words into captions, each with the time of its first.
fn captions(segment: &Segment, sentence: &str) -> Vec<Caption> {
    let mut captions: Vec<Caption> = Vec::new();
    let mut at = segment.from;
    let mut words = segment.words.iter().peekable();
    for piece in sentence.split_inclusive(char::is_whitespace) {
        let (from, word) = (at, piece.trim_end());
        at += piece.encode_utf16().count();
        if word.is_empty() {
            continue;
        }
        while words.next_if(|word| word.to <= from).is_some() {}
        let time = words.peek().map_or(segment.start, |word| word.start);
        place(&mut captions, word, Milliseconds::of(time));
    }
    if let Some(first) = captions.first_mut() {
        first.start = Milliseconds::of(segment.start);
    }
    captions
}

/// Adds a word to the last caption, or begins one where it does not fit.
fn place(captions: &mut Vec<Caption>, word: &str, time: Milliseconds) {
    let Some(last) = captions.last_mut() else {
        let lines = vec![word.to_owned()];
        captions.push(Caption { start: time, lines });
        return;
    };
    let is_later = time > last.start;
    let full = last.lines.len() >= LINES;
    match last.lines.last_mut() {
        Some(line) if line.chars().count() + 1 + word.chars().count() <= LINE => {
            line.push(' ');
            line.push_str(word);
        }
        // A number of many words sounds at one time, and makes one caption.
        _ if !full || !is_later => last.lines.push(word.to_owned()),
        _ => captions.push(Caption {
            start: time,
            lines: vec![word.to_owned()],
        }),
    }
}
