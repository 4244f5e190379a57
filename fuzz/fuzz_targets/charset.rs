//! Any bytes under any Content-Type become text or a typed error, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::fetch::decode_html;

fuzz_target!(|input: (Option<&str>, &[u8])| {
    let (content_type, bytes) = input;
    let Ok(text) = decode_html("sida.html", bytes, content_type) else {
        return;
    };
    // What begins as a page does not lose its markup to a guess.
    if bytes.is_ascii() && !bytes.contains(&b'\0') && content_type.is_none() {
        assert!(!bytes.starts_with(b"<p>") || text.starts_with("<p>"));
    }
});
