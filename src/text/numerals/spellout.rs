//! Our numerals beside those of ICU's Swedish spell-out rules.
//!
//! The table is written by `tests/fixtures/text/spellout.cpp`. Spaces and soft hyphens
//! aside, we differ in what the functions here undo, each for its reason:
//! - [`without_one`]: a reader says `hundra` and `tusen`, not `ett hundra`, at the front;
//! - [`neuter_thousands`]: ICU gives `tusen` the gender of what is counted, but `tusen` is
//!   itself neuter (Svenska Akademiens grammatik): `tjugoett tusen kronor`;
//! - [`BY_HUNDREDS`]: ICU counts 2000, and the years after 2099, in hundreds
//!   (`tjugohundra`, `trettiohundra`); Språkrådet recommends `två tusen` for 2000.

use super::{Gender, cardinal, ordinal, year};
use flate2::read::GzDecoder;
use std::io::Read;

const TABLE: &[u8] = include_bytes!("../../../tests/fixtures/text/spellout.tsv.gz");

/// The years of which we, too, count the hundreds, or of which neither does.
const BY_HUNDREDS: [std::ops::Range<u64>; 2] = [0..2000, 2001..2100];

fn joined(words: &str) -> String {
    words.replace([' ', '\u{AD}'], "").replace("ttt", "tt")
}

fn without_one(words: &str) -> &str {
    let hundred = words
        .strip_prefix("ett")
        .filter(|rest| rest.starts_with("hundra"));
    let thousand = words
        .strip_prefix("et")
        .filter(|rest| rest.starts_with("tusen"));
    hundred.or(thousand).unwrap_or(words)
}

fn neuter_thousands(words: &str) -> String {
    words.replace("entusen", "ettusen")
}

#[test]
fn numerals_agree_with_icu() {
    let mut table = String::new();
    GzDecoder::new(TABLE)
        .read_to_string(&mut table)
        .expect("a table in gzip and UTF-8");
    let mut wrong = Vec::new();
    let mut compare = |n: u64, kind: &str, ours: &str, icu: &str| {
        if joined(ours) != without_one(&joined(icu)) {
            wrong.push(format!("{kind} {n}: {ours}, ICU has {icu}"));
        }
    };
    for line in table.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        let n = columns[0].parse().expect("a number");
        compare(n, "neuter", &cardinal(n, Gender::Neuter), columns[1]);
        let common = neuter_thousands(&joined(columns[2]));
        compare(n, "common", &cardinal(n, Gender::Common), &common);
        compare(n, "ordinal", &ordinal(n, false), columns[3]);
        if let Some(icu) = columns
            .get(4)
            .filter(|_| BY_HUNDREDS.iter().any(|years| years.contains(&n)))
        {
            compare(n, "year", &year(n), icu);
        }
    }
    assert_eq!(table.lines().count(), 15_001);
    assert!(
        wrong.is_empty(),
        "{} differences, the first of them:\n{}",
        wrong.len(),
        wrong[..wrong.len().min(20)].join("\n")
    );
}
