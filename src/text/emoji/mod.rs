//! Emoji by their names, where an operator wants them said.

mod names;

use super::lexeme::{Kind, Line};
use super::{Word, plain_words};
use names::{FLAGS, NAMES};

/// What is said of an emoji.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Emoji {
    /// Nothing.
    #[default]
    Skip,
    /// Its name in Swedish, once for a row of the same; nothing for one that has none here.
    Name,
}

/// Lexemes of the longest emoji that are one to the eye: a family of four.
const MOST_PARTS: usize = 4;

/// Gives the emoji of a line their names.
pub(super) fn mark(line: &mut Line) {
    line.give(find);
}

/// Where the emoji that begins at a lexeme ends, and its name.
fn find(line: &Line, at: usize) -> Option<(usize, Vec<Word>)> {
    if let Some(found) = flag(line, at) {
        return Some(found);
    }
    let mut text = String::new();
    let mut found = None;
    for place in at..line.lexemes.len().min(at + MOST_PARTS) {
        let Kind::Mark(mark) = line.lexemes[place].kind else {
            break;
        };
        text.push(mark);
        if let Ok(index) = NAMES.binary_search_by_key(&text.as_str(), |(emoji, _)| emoji) {
            found = Some((place + 1, NAMES[index].1));
        }
    }
    let (mut end, name) = found?;
    let modified = |end: usize| line.lexemes.get(end).map(|lexeme| lexeme.kind);
    while matches!(modified(end), Some(Kind::Mark(mark)) if is_modifier(mark)) {
        end += 1;
    }
    Some((end, plain_words(name)))
}

/// The shades of skin, and the signs that tell women from men.
fn is_modifier(mark: char) -> bool {
    matches!(mark, '\u{1F3FB}'..='\u{1F3FF}' | '♀' | '♂')
}

/// Two letters of a country's code, which are drawn as its flag.
fn flag(line: &Line, at: usize) -> Option<(usize, Vec<Word>)> {
    let letter = |index: usize| match line.lexemes.get(index)?.kind {
        Kind::Mark(mark) => indicator(mark),
        _ => None,
    };
    let first = letter(at)?;
    let double = line.text(at).chars().nth(1).is_some();
    let (second, end) = match double {
        true => (first, at + 1),
        false => (letter(at + 1)?, at + 2),
    };
    let code = String::from_iter([first, second]);
    let index = FLAGS.binary_search_by_key(&code.as_str(), |(code, _)| code);
    let name = index.map_or_else(
        |_| "flagga".to_owned(),
        |at| format!("{} flagga", FLAGS[at].1),
    );
    Some((end, plain_words(&name)))
}

/// The letter of a regional indicator symbol (Unicode Standard Annex 51).
fn indicator(mark: char) -> Option<char> {
    let place = u32::from(mark)
        .checked_sub(0x1F1E6)
        .filter(|place| *place < 26)?;
    char::from_u32(u32::from('A') + place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Pause, Reader};

    fn named() -> Reader {
        Reader {
            emoji: Emoji::Name,
            ..Reader::default()
        }
    }

    #[test]
    fn the_tables_are_sorted_for_the_search() {
        assert!(NAMES.is_sorted_by(|a, b| a.0 < b.0));
        assert!(FLAGS.is_sorted_by(|a, b| a.0 < b.0));
    }

    #[test]
    fn emoji_are_skipped_or_named() {
        const CASES: &[(&str, &str, &str)] = &[
            ("Grattis 🎉", "Grattis", "Grattis konfetti"),
            (
                "Hej 😂😂😂 då",
                "Hej då",
                "Hej skrattar så att tårarna rinner då",
            ),
            ("👍🏽", "", "tummen upp"),
            ("🤷‍♀️ Jaha", " Jaha", "rycker på axlarna Jaha"),
            ("❤️ och ❤️‍🔥", " och", "rött hjärta och brinnande hjärta"),
            ("👨‍👩‍👧‍👦 hemma", " hemma", "familj hemma"),
            (
                "🇸🇪–🇪🇪 2–1",
                "– två–ett",
                "Sveriges flagga–Estlands flagga två–ett",
            ),
            ("🇹🇼🇨🇷", "", "flagga flagga"),
            ("1️⃣ plats", "en plats", "en plats"),
            ("🫨 okänd", " okänd", " okänd"),
        ];
        for (text, skipped, name) in CASES {
            let trim = |said: String| said.trim().to_owned();
            assert_eq!(
                trim(Reader::default().normalise(text)),
                skipped.trim(),
                "{text}"
            );
            assert_eq!(trim(named().normalise(text)), name.trim(), "{text}");
        }
    }

    #[test]
    fn a_named_emoji_stands_apart() {
        let sentences = named().sentences("Vi ses i kväll 😀 hälsar Bo! 🎉 Hej då.");
        let pauses: Vec<Vec<Pause>> = sentences
            .iter()
            .map(|sentence| sentence.tokens.iter().map(|token| token.pause).collect())
            .collect();
        let (none, comma, end) = (Pause::None, Pause::Comma, Pause::Sentence);
        let expected = [
            vec![none, none, none, comma, comma, none, end],
            vec![comma, none, end],
        ];
        assert_eq!(pauses, expected);
        assert_eq!(named().sentences("👍").len(), 1);
        assert!(Reader::default().sentences("👍").is_empty());
    }
}
