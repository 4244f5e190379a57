//! Words joined by hyphens: `IT-avdelningen`, `Covid-19`, `e-post`, `Anna-Lena`.

use super::date::full_year;
use super::{acronym, calendar, symbol};
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number, year};
use crate::text::reading::{Reading, both, say, spell};
use crate::text::{Joint, Word};

/// Elements that one token joins at most; longer chains become several tokens.
const MOST_ELEMENTS: usize = 8;

/// Reads a word with a hyphen and at least one more element.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word()?;
    let end = start.next();
    let second = end.over(&['-'])?;
    if symbol::is_route(start) || symbol::is_grades(start) {
        return None;
    }
    let names = |word: &str| calendar::is_name(&word.to_lowercase());
    if names(word) && second.word().is_some_and(names) {
        return None;
    }
    let (tail, to) = rest(end);
    if to.at == end.at {
        return None;
    }
    let first = acronym::letters(start).map_or_else(|| element(word), |(words, _)| words);
    Some(Reading::one(start, to, both(first, tail)))
}

/// The further elements from a hyphen on, and where they end.
pub(super) fn rest(start: Cursor<'_>) -> (Vec<Word>, Cursor<'_>) {
    let mut words = Vec::new();
    let mut place = start;
    for _ in 0..MOST_ELEMENTS {
        let Some(after) = place.over(&['-']) else {
            break;
        };
        let first = words.len();
        if let Some((letters, end)) = acronym::letters(after) {
            words.extend(letters);
            place = end;
        } else if let Some(word) = after.word() {
            words.extend(element(word));
            place = after.next();
        } else if let Some(digits) = after.number() {
            let n = full_year(digits).filter(|y| (1900..2100).contains(y));
            words.extend(say(&n.map_or_else(|| number(digits, Neuter), year)));
            place = after.next();
            if let Some(case) = place.over(&['/']).filter(|_| n.is_some())
                && let Some(digits) = case.number()
            {
                words.extend(say(&format!("snedstreck {}", number(digits, Neuter))));
                place = case.next();
            }
            if let Some(end) = place
                .over(&[':'])
                .and_then(|ending| ending.over_word(&["s"]))
                && let Some(last) = words.last_mut()
            {
                last.text.push('s');
                place = end;
            }
        } else {
            break;
        }
        if let Some(word) = words.get_mut(first) {
            word.joint = Joint::Before;
        }
    }
    (words, place)
}

/// One element: a single letter by its name, anything else as a word.
pub(super) fn element(word: &str) -> Vec<Word> {
    if word.chars().count() == 1 {
        spell(word)
    } else {
        say(&acronym::as_word(word))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;
    use crate::text::{Joint, sentences};

    #[test]
    fn words_know_what_a_hyphen_makes_of_them() {
        use Joint::{Before, Later, None};
        let cases: [(&str, &[Joint]); 6] = [
            ("e-post", &[None, Before]),
            ("IT-stöd", &[None, None, Before]),
            ("jul- och nyårshelger", &[Later, None, None]),
            ("jul - och", &[None, None]),
            ("sol", &[None]),
            ("sol-", &[Later]),
        ];
        for (text, expected) in cases {
            let tokens = sentences(text).into_iter().flat_map(|s| s.tokens);
            let joints: Vec<_> = tokens.flat_map(|t| t.words).map(|w| w.joint).collect();
            assert_eq!(joints, expected, "{text}");
        }
    }

    #[test]
    fn compounds() {
        check(&[
            ("IT-infrastruktur", "I T infrastruktur"),
            ("EU-arbete", "E U arbete"),
            ("Covid-19", "Covid nitton"),
            ("e-post", "e post"),
            ("tv-tittare", "t v tittare"),
            ("Anna-Lena", "Anna Lena"),
            ("FoU-frågor", "F o U frågor"),
            ("NATO-ansökan", "Nato ansökan"),
            (
                "utvecklings- och tillväxtfrågor",
                "utvecklings- och tillväxtfrågor",
            ),
            ("i-land", "i land"),
        ]);
    }
}
