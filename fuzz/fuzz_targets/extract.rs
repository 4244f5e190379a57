//! Any bytes, read as a page: an article or a typed error, never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::extract::{Options, extract};

fuzz_target!(|bytes: &[u8]| {
    let html = String::from_utf8_lossy(bytes);
    if let Ok(article) = extract(&html, "https://exempel.example/", &Options::default()) {
        assert!(article.blocks.iter().all(|block| !block.text.is_empty()));
    }
});
