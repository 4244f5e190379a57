//! Any Range header asks for bytes that there are, or for none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::http::range;

fuzz_target!(|input: (&str, u64)| {
    let (header, size) = input;
    for range in range::parse(header, size).into_iter().flatten() {
        assert!(range.start < range.end && range.end <= size, "{range:?}");
    }
});
