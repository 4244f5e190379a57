//! The pure modules stay pure: no files, network, clock, environment or async.

use std::fs;
use std::path::{Path, PathBuf};

const PURE: &[&str] = &[
    "acoustic", "encode", "extract", "phonemes", "prosody", "text", "waveform",
];
const IMPURE: &[&str] = &[
    "std::env",
    "std::fs",
    "std::io::stdin",
    "std::net",
    "std::process",
    "std::thread",
    "std::time",
    "SystemTime",
    "Instant",
    "tokio",
    "reqwest",
    "hyper::",
    "async fn",
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The part of a file that ships: tests may read fixtures and watch the clock.
fn shipped(source: &str) -> &str {
    source.split("#[cfg(test)]").next().unwrap_or(source)
}

#[test]
fn pure_modules_touch_nothing_outside() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for module in PURE {
        for path in sources(&root.join(module)) {
            let in_tests = path.components().any(|part| part.as_os_str() == "tests");
            if in_tests || path.file_name().is_some_and(|name| name == "tests.rs") {
                continue;
            }
            let source = fs::read_to_string(&path).expect("the source is text");
            for (number, line) in shipped(&source).lines().enumerate() {
                let code = line.split("//").next().unwrap_or(line);
                for name in IMPURE {
                    let place = format!("{}:{}", path.display(), number + 1);
                    assert!(!code.contains(name), "{place} uses {name}");
                }
            }
        }
    }
}

#[test]
fn main_is_thin() {
    let main = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/main.rs");
    let lines = fs::read_to_string(main)
        .expect("main.rs is there")
        .lines()
        .count();
    assert!(lines <= 40, "{lines} lines");
}
