//! The classes of tokens: each file reads one, from a place in the line.
//!
//! A class either takes lexemes and says how they are read, or leaves them to the
//! classes after it. What no class takes is said as it is written.

mod abbreviation;
mod abbreviations;
mod acronym;
mod acronyms;
mod address;
mod calendar;
mod code;
mod compound;
mod date;
mod fraction;
mod law;
mod money;
mod numeric_date;
mod phone;
mod place;
mod pressure;
mod quantity;
mod reference;
mod roman;
mod score;
mod suffix;
mod symbol;
mod time;
mod unit;
mod units;
mod year;

pub(super) use calendar::MONTHS;

use super::lexeme::{Cursor, Kind, Line};
use super::reading::{Part, Reading};

type Class = fn(Cursor<'_>) -> Option<Reading>;

/// Classes that begin with a figure; the more a class demands, the earlier it is asked.
const FIGURES: &[Class] = &[
    address::read,
    code::read,
    phone::read,
    law::read,
    pressure::read,
    reference::read,
    place::read,
    date::read,
    numeric_date::read,
    time::read,
    time::opening_hour,
    money::read,
    fraction::read,
    suffix::read,
    score::read,
    score::votes,
    code::aeroplane,
    year::read,
    quantity::read,
];

/// Classes that begin with a letter; the last takes every word.
const WORDS: &[Class] = &[
    address::read,
    code::lettered,
    place::point,
    unit::read,
    money::read,
    reference::page,
    reference::court_case,
    roman::read,
    abbreviation::read,
    calendar::name,
    symbol::times,
    compound::read,
    acronym::read,
];

/// Classes that begin with a mark; other marks are silent.
const MARKS: &[Class] = &[
    address::read,
    phone::read,
    law::read,
    money::read,
    fraction::read,
    year::read,
    quantity::read,
    unit::read,
    symbol::read,
];

/// Reads a whole line into parts, in order and without overlap.
pub(super) fn read(line: &Line) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    let mut at = 0;
    while at < line.lexemes.len() {
        let classes = match line.lexemes[at].kind {
            Kind::Number => FIGURES,
            Kind::Word => WORDS,
            Kind::Mark(_) => MARKS,
            Kind::Space { .. } | Kind::Given(_) => &[],
        };
        at += 1;
        if let Kind::Given(index) = line.lexemes[at - 1].kind {
            let (start, end) = (line.cursor(at - 1), line.cursor(at));
            parts.extend(Reading::one(start, end, line.given[index].clone()).parts);
            continue;
        }
        if let Some(reading) = classes.iter().find_map(|class| class(line.cursor(at - 1))) {
            at = reading.parts.last().map_or(at, |part| part.lexemes.end);
            parts.extend(reading.parts);
        }
    }
    parts
}

#[cfg(test)]
pub(in crate::text) mod tests {
    /// Compares readings without regard to marks, which the reader only looks at.
    pub(in crate::text) fn check(cases: &[(&str, &str)]) {
        let plain = |text: &str| text.replace(['.', ',', ':', '-', '–'], " ");
        let words = |text: &str| plain(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let wrong: Vec<String> = cases
            .iter()
            .map(|(text, expected)| (text, expected, crate::text::normalise(text)))
            .filter(|(_, expected, said)| words(expected) != words(said))
            .map(|(text, expected, said)| {
                format!("{text}\n  said     {said}\n  expected {expected}")
            })
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
