//! `say-as`: texts whose kind the markup tells.

use super::SsmlFault;
use crate::text::Word;
use crate::text::classes::MONTHS;
use crate::text::lexicon::letters;
use crate::text::numerals::{self, Gender};
use crate::text::plain_words;
use crate::text::reading::say;

/// The words of a text of a kind; `format` is the order of a date's numbers.
pub(super) fn words(text: &str, kind: &str, format: Option<&str>) -> Result<Vec<Word>, SsmlFault> {
    let words = match kind {
        "characters" | "spell-out" => Some(letters(text)),
        "cardinal" | "number" => whole(text).map(|n| say(&numerals::cardinal(n, Gender::Common))),
        "ordinal" => whole(text).map(|n| say(&numerals::ordinal(n, false))),
        "telephone" => telephone(text),
        "date" => date(text, format),
        "time" => time(text),
        _ => {
            return Err(SsmlFault::Value {
                attribute: "interpret-as",
                value: kind.to_owned(),
            });
        }
    };
    words.ok_or_else(|| SsmlFault::SayAs {
        text: text.to_owned(),
        kind: kind.to_owned(),
    })
}

/// A whole number, with spaces between its thousands.
fn whole(text: &str) -> Option<u64> {
    let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    numerals::value(&digits).filter(|_| plain)
}

/// Numbers with an area are read in their groups, short ones digit by digit.
fn telephone(text: &str) -> Option<Vec<Word>> {
    let mark = |c: char| c.is_ascii_digit() || " -+()/".contains(c);
    if !text.chars().all(mark) {
        return None;
    }
    Some(match text.starts_with(['0', '+']) {
        true => plain_words(text),
        false => say(&numerals::by_digit(text)),
    })
}

/// A date of two or three numbers in the order that the format tells: `dmy`, `md`.
fn date(text: &str, format: Option<&str>) -> Option<Vec<Word>> {
    let Some(format) = format else {
        return Some(plain_words(text));
    };
    let numbers: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|number| !number.is_empty())
        .collect();
    let find = |letter| {
        let at = format.find(letter)?;
        numbers.get(at)?.parse::<u16>().ok()
    };
    if !["dmy", "mdy", "ymd", "dm", "md"].contains(&format) || numbers.len() != format.len() {
        return None;
    }
    let (day, month) = (find('d')?, find('m')?);
    let name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    let year = find('y')
        .map(|year| format!(" {year:04}"))
        .unwrap_or_default();
    (1..=31)
        .contains(&day)
        .then(|| plain_words(&format!("den {day} {name}{year}")))
        .map(|words| words[1..].to_vec())
}

/// A time of day, such as `19:30`.
fn time(text: &str) -> Option<Vec<Word>> {
    let numbers: Vec<u8> = text
        .split([':', '.'])
        .map(|number| number.parse().ok().filter(|_| number.len() <= 2))
        .collect::<Option<_>>()?;
    let (hour, minute) = match numbers[..] {
        [hour] => (hour, None),
        [hour, minute] | [hour, minute, _] => (hour, Some(minute)),
        _ => return None,
    };
    if hour > 24 || minute.is_some_and(|minute| minute > 59) {
        return None;
    }
    let minute = minute
        .map(|minute| format!(".{minute:02}"))
        .unwrap_or_default();
    Some(plain_words(&format!("kl. {hour}{minute}"))[1..].to_vec())
}
