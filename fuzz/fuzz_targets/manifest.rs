//! Any JSON is a manifest whose texts can be written, or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::clip::Manifest;
use serde_json::json;

/// A place in a text, and a time.
type Mark = (u8, u16, u16, f32, f32);

fuzz_target!(|input: (&[u8], &str, Vec<Mark>, Vec<Mark>)| {
    let (raw, text, spans, sentences) = input;
    if let Ok(manifest) = serde_json::from_slice(raw) {
        write(&manifest);
    }
    let spans: Vec<_> = spans
        .iter()
        .map(|(_, start, end, ..)| json!({ "start": start, "end": end, "kind": "added" }))
        .collect();
    let segments: Vec<_> = sentences
        .iter()
        .enumerate()
        .map(|(index, (block, from, to, start, duration))| {
            let word =
                json!({ "start": start, "end": duration, "from": from, "to": to, "text": text });
            json!({
                "index": index, "block": block, "from": from, "to": to,
                "start": start, "duration": duration, "words": [word],
            })
        })
        .collect();
    let block = json!({ "kind": "heading", "level": 2, "text": text, "path": "p", "spans": spans });
    let manifest = json!({
        "id": "0123456789abcdef0123456789abcdef", "voice": text, "format": "mp3", "bytes": 1,
        "checksum": "", "duration": 1.0, "segments": segments,
        "article": { "url": text, "title": text, "blocks": [block] },
    });
    // Times that are no numbers are null in JSON.
    if let Ok(manifest) = serde_json::from_value(manifest) {
        write(&manifest);
    }
});

fn write(manifest: &Manifest) {
    if let Ok(captions) = manifest.vtt() {
        assert!(captions.starts_with("WEBVTT"));
    }
    drop(manifest.srt());
    drop(manifest.transcript());
    drop(manifest.tag());
    drop(manifest.text());
    assert!(manifest.chapters().chapters.len() <= manifest.segments.len());
}
