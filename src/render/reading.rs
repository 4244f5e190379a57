use super::{Extent, RenderError, Script, Segment, Speaker, speak};
use crate::encode::{Format, Joiner};

/// How far a reading has come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Progress {
    /// Sentences spoken.
    pub done: usize,
    /// Sentences in all.
    pub lines: usize,
    /// Seconds of audio so far.
    pub seconds: f64,
}

/// A whole article as audio.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The encoded file.
    pub audio: Vec<u8>,
    /// Its sentences, in order.
    pub segments: Vec<Segment>,
    /// Seconds in all.
    pub duration: f64,
}

/// Speaks a whole script at once, telling of each sentence as it is done.
///
/// # Errors
/// When a sentence cannot be spoken or encoded.
pub fn read(
    script: &Script,
    speaker: &dyn Speaker,
    speed: f32,
    format: Format,
    mut progress: impl FnMut(Progress),
) -> Result<Reading, RenderError> {
    let mut extent = Extent::default();
    let mut body = Vec::new();
    let mut segments = Vec::with_capacity(script.lines.len());
    let mut joiner = Joiner::new(format, script.lines.len());
    for (index, line) in script.lines.iter().enumerate() {
        let spoken = speak(speaker, speed, format, index, line)?;
        segments.push(spoken.segment(index, line, extent.samples, format));
        extent += spoken.extent();
        body.extend_from_slice(&joiner.next(&spoken.audio));
        progress(Progress {
            done: index + 1,
            lines: script.lines.len(),
            seconds: extent.seconds(),
        });
    }
    let mut audio = format.header(Some(extent.samples));
    audio.append(&mut body);
    Ok(Reading {
        audio,
        segments,
        duration: extent.heard_seconds(format),
    })
}
