//! Years: `1897`, `1914–1918`, `1718-63`, told from numbers by what stands around them.

use super::quantity::{self, DASHES};
use super::{calendar, suffix};
use crate::text::gender;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number, value, year};
use crate::text::reading::{Reading, say};

/// Words after which four digits are a year.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "anno", "budget", "bokslut", "f", "död", "d", "hösten", "höst", "julen", "läsåret",
    "påsken", "sedan", "sen", "sommaren", "sommar", "säsongen", "valet", "verksamhetsåret",
    "vinter", "vintern", "våren", "vår", "år", "året", "åren", "årets", "årsskiftet", "nyår",
    "nyåret", "em", "vm", "os", "januari", "februari", "mars", "april", "maj", "juni", "juli",
    "augusti", "september", "oktober", "november", "december", "budgetåret", "kvartalet", "mellan",
    "f.kr", "omkring", "kring", "född", "födda", "årskull", "årskullen",
];

/// Reads a year, or two with a dash between them.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if start.mark().is_some() {
        return short(start);
    }
    let first = four_digits(start)?;
    let end = start.next();
    let dash = end.over_space();
    if let Some(after) = dash
        .over(DASHES)
        .filter(|after| after.is_space() == end.is_space())
        && let Some((said, to)) = last_year(first, after.over_space())
    {
        let between = if start.follows(&["mellan"]) {
            "och"
        } else {
            "till"
        };
        return Some(
            Reading::one(start, end, say(&year(first)))
                .then(dash, after, say(between))
                .then(after.over_space(), to, say(&said)),
        );
    }
    if let Some(after) = end.over(DASHES)
        && let Some(decade) = suffix::read(after).filter(|_| four_digits(after).is_some())
    {
        let reading = Reading::one(start, end, say(&year(first)));
        return Some(reading.then(end, after, say("till")).join(decade));
    }
    if let Some(stroke) = end.over(&['/'])
        && let Some((said, to)) = last_year(first, stroke)
    {
        return Some(Reading::one(start, end, say(&year(first))).then(stroke, to, say(&said)));
    }
    is_year(start, first, end).then(|| Reading::one(start, end, say(&year(first))))
}

/// `sommaren -95`, `våren ’68`: two digits after what only a year follows.
fn short(start: Cursor<'_>) -> Option<Reading> {
    let after = start.over(&['-', '–', '\'', '’'])?;
    let digits = after.number().filter(|digits| digits.len() == 2)?;
    let whole = after.next().over(DASHES).is_none() && quantity::measure(after.next()).is_none();
    let past = value(digits).is_some_and(|n| n > 40);
    let old = || past && start.follows(&["från", "modell", "årgång"]);
    let cued = || {
        let word = start.previous_word();
        start.follows(CUES) || old() || word.is_some_and(|word| calendar::is_month(&word))
    };
    let dated = start.is_detached() && whole && cued();
    dated.then(|| Reading::one(start, after.next(), say(&number(digits, Neuter))))
}

fn four_digits(start: Cursor<'_>) -> Option<u64> {
    let digits = start.number().filter(|digits| digits.len() == 4)?;
    value(digits).filter(|n| (1000..2200).contains(n))
}

/// The last year of a period: `1918`, or `63` after `1718`.
fn last_year(first: u64, start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let end = start.next();
    let more = end
        .over(&['-', '–', '/', ':', ',', '.'])
        .is_some_and(|next| next.number().is_some());
    let compound = end.over(&['-']).is_some_and(|next| next.word().is_some());
    if more || compound || end.word().is_some() || quantity::measure(end).is_some() || counts(end) {
        return None;
    }
    if let Some(last) = four_digits(start) {
        return (last > first).then(|| (year(last), end));
    }
    let digits = start.number().filter(|digits| digits.len() == 2)?;
    let short = value(digits)?;
    let rises = short > first % 100 || (short == 0 && first % 100 == 99);
    rises.then(|| (number(digits, Neuter), end))
}

/// Decides between a year and a number by the words around it.
fn is_year(start: Cursor<'_>, n: u64, end: Cursor<'_>) -> bool {
    let separated = end
        .over(&[',', ':', '-', '–', '/'])
        .is_some_and(|next| next.number().is_some());
    if !start.is_detached() {
        return (1900..2100).contains(&n) && !separated && end.word().is_none();
    }
    if separated || end.word().is_some() || quantity::measure(end).is_some() {
        return false;
    }
    let era = end
        .over_space()
        .over_word(&["f", "e"])
        .map(|after| after.over_stop().over_space());
    if start.follows(CUES) || era.is_some_and(|after| after.word() == Some("Kr")) {
        return true;
    }
    !counts(end) && (n >= 1500 || start.previous_word().is_some())
}

/// True where a noun in the plural follows, which the number counts.
fn counts(end: Cursor<'_>) -> bool {
    end.following_word().is_some_and(gender::is_plural)
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn years_and_numbers() {
        check(&[
            (
                "Staden grundades 1622.",
                "Staden grundades sextonhundra tjugotvå.",
            ),
            ("år 1066", "år tusen sextiosex"),
            ("1500 personer kom", "tusen femhundra personer kom"),
            (
                "Sedan 1995 ökar antalet",
                "Sedan nittonhundra nittiofem ökar antalet",
            ),
            ("1914–1918", "nittonhundra fjorton till nittonhundra arton"),
            ("1718-63", "sjuttonhundra arton till sextiotre"),
            ("läsåret 2023/24", "läsåret tjugohundra tjugotre tjugofyra"),
            (
                "sommaren -95 och våren ’68",
                "sommaren nittiofem och våren sextioåtta",
            ),
            (
                "1990–2000-talen",
                "nittonhundra nittio till tjugohundratalen",
            ),
            ("1111", "tusen etthundra elva"),
            ("2012", "tjugohundra tolv"),
            ("1500–2000 kr", "tusen femhundra till två tusen kronor"),
            ("Hon dog 1208.", "Hon dog tolvhundra åtta."),
            (
                "mellan 1990–1995",
                "mellan nittonhundra nittio och nittonhundra nittiofem",
            ),
        ]);
    }
}
