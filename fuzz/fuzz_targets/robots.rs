//! Any robots.txt allows or forbids any path, and never hides itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::fetch::robots::Rules;

fuzz_target!(|input: (&str, &str)| {
    let (text, path) = input;
    let rules = Rules::of(text, "lyssna");
    rules.allow(path);
    assert!(rules.allow("/robots.txt"));
    assert!(!Rules::of("User-agent: *\nDisallow: /", "lyssna").allow(&format!("/{path}/")));
});
