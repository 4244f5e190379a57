//! The tables of English words, which `derive.py` makes.

/// What a word's spelling tells of its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// English, and no form of a Swedish word.
    Strong,
    /// English, but Swedish as well.
    Weak,
    /// In neither table: a name, a Swedish word, or a rarer English one.
    Unknown,
    /// Spelled with letters that English lacks.
    Foreign,
}

/// Words on lines of their own, in the order of their bytes, after a header and a blank line.
const STRONG: &str = include_str!("strong.txt");
const WEAK: &str = include_str!("weak.txt");

/// Judges a word in small letters; an ending `'s` says nothing.
pub(super) fn kind(word: &str) -> Kind {
    let word = word.replace('’', "'");
    let bare = word.strip_suffix("'s").unwrap_or(&word);
    if is_listed(STRONG, bare) || is_listed(STRONG, &word) {
        Kind::Strong
    } else if is_listed(WEAK, bare) {
        Kind::Weak
    } else if word.chars().all(|c| c.is_ascii_alphabetic() || c == '\'') {
        Kind::Unknown
    } else {
        Kind::Foreign
    }
}

fn is_listed(table: &str, word: &str) -> bool {
    let mut lines = table.split_once("\n\n").map_or(table, |(_, lines)| lines);
    while !lines.is_empty() {
        let middle = lines.floor_char_boundary(lines.len() / 2);
        let start = lines[..middle].rfind('\n').map_or(0, |newline| newline + 1);
        let end = lines[start..]
            .find('\n')
            .map_or(lines.len(), |length| start + length);
        match lines[start..end].cmp(word) {
            std::cmp::Ordering::Equal => return true,
            std::cmp::Ordering::Less => lines = lines.get(end + 1..).unwrap_or_default(),
            std::cmp::Ordering::Greater => lines = &lines[..start],
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_wherever_they_stand_in_the_tables() {
        for (table, expected) in [(STRONG, Kind::Strong), (WEAK, Kind::Weak)] {
            let (header, words) = table.split_once("\n\n").expect("a header");
            assert!(header.lines().all(|line| line.starts_with('#')));
            let words: Vec<&str> = words.lines().collect();
            assert!(words.is_sorted() && words.len() > 500);
            for word in words {
                assert_eq!(kind(word), expected, "{word}");
            }
        }
    }

    #[test]
    fn other_words_are_in_neither_table() {
        let cases = [
            ("people", Kind::Strong),
            ("world's", Kind::Strong),
            ("don’t", Kind::Strong),
            ("fast", Kind::Weak),
            ("mejl", Kind::Unknown),
            ("zzz", Kind::Unknown),
            ("aaa", Kind::Unknown),
            ("", Kind::Unknown),
            ("lördag", Kind::Foreign),
            ("café", Kind::Foreign),
        ];
        for (word, expected) in cases {
            assert_eq!(kind(word), expected, "{word}");
        }
    }
}
