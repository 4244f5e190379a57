//! The tables in `cases/`: one a class, a text and its spoken form a line.
//!
//! The forms were written down first, as a reader of the news would say them.

use lyssna::text::normalise;
use std::fs;
use std::path::Path;

/// The rows of a table: where they stand, the text, and what is expected of it.
pub(crate) fn rows(folder: &str) -> Vec<(String, String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/text")
        .join(folder);
    let mut rows = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder of tables") {
        let path = entry.expect("an entry of the folder").path();
        let name = path.file_name().expect("a file name").to_string_lossy();
        let table = fs::read_to_string(&path).expect("a table in UTF-8");
        for (number, line) in table.lines().enumerate().skip(1) {
            let (text, expected) = line
                .split_once('\t')
                .expect("a text, a tab, what it becomes");
            rows.push((
                format!("{name}:{}", number + 1),
                text.to_owned(),
                expected.to_owned(),
            ));
        }
    }
    rows
}

#[test]
fn every_text_has_its_spoken_form() {
    let rows = rows("cases");
    let wrong: Vec<String> = rows
        .iter()
        .map(|(place, text, expected)| (place, text, expected, normalise(text)))
        .filter(|(_, _, expected, said)| *expected != said)
        .map(|(place, text, expected, said)| {
            format!("{place}: {text}\n  said     {said}\n  expected {expected}")
        })
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
