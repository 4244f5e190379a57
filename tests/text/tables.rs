//! Tables of cases: two columns with a tab between them, under a line that names them.

use std::fs;
use std::path::Path;

/// A row: where it stands, the text, and what is expected of it.
pub(crate) struct Row {
    pub(crate) place: String,
    pub(crate) text: String,
    pub(crate) expected: String,
}

/// The rows of every table in a folder beside this file.
pub(crate) fn rows(folder: &str) -> Vec<Row> {
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
                .expect("a text, a tab and what it becomes");
            rows.push(Row {
                place: format!("{name}:{}", number + 1),
                text: text.to_owned(),
                expected: expected.to_owned(),
            });
        }
    }
    rows
}

/// Fails with every row whose text does not become what is expected.
pub(crate) fn check(rows: &[Row], read: impl Fn(&str) -> String) {
    let wrong: Vec<String> = rows
        .iter()
        .map(|row| (row, read(&row.text)))
        .filter(|(row, read)| row.expected != *read)
        .map(
            |(
                Row {
                    place,
                    text,
                    expected,
                },
                read,
            )| { format!("{place}: {text}\n  read     {read}\n  expected {expected}") },
        )
        .collect();
    assert!(
        wrong.is_empty(),
        "{} of {}:\n{}",
        wrong.len(),
        rows.len(),
        wrong.join("\n")
    );
}
