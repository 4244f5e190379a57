//! Any Range header asks for bytes that there are, or for none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::http::range;

fuzz_target!(|input: (&str, u64)| {
    let (header, size) = input;
    if let Ok(Some(range)) = range::parse(header, size) {
        assert!(range.start < range.end && range.end <= size, "{range:?}");
    }
});
