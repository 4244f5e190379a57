use super::Manifest;
use crate::render::{Segment, TimedWord};

impl Manifest {
    /// Writes the clip's words as WebVTT, a cue for each sentence.
    ///
    /// Every word carries the timestamp when it begins (WebVTT, section 4.2.2).
    pub fn vtt(&self) -> String {
        let blocks: Vec<Vec<u16>> = self
            .article
            .blocks
            .iter()
            .map(|block| block.text.encode_utf16().collect())
            .collect();
        let mut out = String::from("WEBVTT\n");
        for segment in &self.segments {
            let Some(text) = blocks.get(segment.block) else {
                continue;
            };
            let (start, end) = (
                Milliseconds::of(segment.start),
                Milliseconds::of(segment.start + segment.duration),
            );
            let cue = cue(segment, text, start, end);
            let number = segment.index + 1;
            out += &format!("\n{number}\n{start} --> {end}\n{cue}\n");
        }
        out
    }

    /// Returns the article's text, a block a line.
    pub fn text(&self) -> String {
        self.article.text()
    }
}

/// Writes a sentence with timestamps, which must rise and lie inside the cue.
fn cue(segment: &Segment, text: &[u16], start: Milliseconds, end: Milliseconds) -> String {
    let mut out = String::new();
    let mut written = segment.from;
    let mut last = start;
    for TimedWord {
        start, from, to, ..
    } in &segment.words
    {
        escape(&mut out, text, written, *from);
        let time = Milliseconds::of(*start);
        if last < time && time < end {
            out += &format!("<{time}>");
            last = time;
        }
        escape(&mut out, text, *from, *to);
        written = *to;
    }
    escape(&mut out, text, written, segment.to);
    out
}

/// Appends UTF-16 units of the text, with the signs replaced that mark up a cue.
fn escape(out: &mut String, text: &[u16], from: usize, to: usize) {
    for sign in String::from_utf16_lossy(text.get(from..to).unwrap_or_default()).chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            _ => out.push(sign),
        }
    }
}

/// A time as WebVTT writes it: `00:01:02.345`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Milliseconds(u64);

impl Milliseconds {
    fn of(seconds: f64) -> Self {
        Self((seconds * 1000.0).round() as u64)
    }
}

impl std::fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (seconds, rest) = (self.0 / 1000, self.0 % 1000);
        let (minutes, seconds) = (seconds / 60, seconds % 60);
        let (hours, minutes) = (minutes / 60, minutes % 60);
        write!(f, "{hours:02}:{minutes:02}:{seconds:02}.{rest:03}")
    }
}
