//! Quantities: a number or a range of numbers, with its sign and what it counts.

use super::unit::{self, Measure};
use super::{money, suffix};
use crate::text::amount::Amount;
use crate::text::gender;
use crate::text::lexeme::Cursor;
use crate::text::numerals::Gender;
use crate::text::reading::{Reading, both, say};

/// Dashes that join the ends of a range.
pub(super) const DASHES: &[char] = &['-', '–', '—', '−'];

/// What a number counts, as a unit or a currency.
pub(super) fn measure(after_number: Cursor<'_>) -> Option<Measure<'_>> {
    money::measure(after_number).or_else(|| unit::measure(after_number))
}

/// Reads `−5`, `1 250`, `5–7 %`, `10-12 kg/m²`.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let (sign, number) = sign(start);
    let (amount, end) = Amount::read(number)?;
    if let Some(range) = range(start, sign, &amount, number, end) {
        return Some(range);
    }
    let measure = measure(end);
    let gender = counted(&amount, number, end, measure);
    let words = both(say(sign), say(&amount.said(gender)));
    let reading = Reading::one(start, end, words);
    Some(match measure {
        Some(measure) => reading.join(measured(end, measure, amount.is_one())),
        None => reading,
    })
}

/// A sign before a number, and where the number begins.
fn sign(start: Cursor<'_>) -> (&'static str, Cursor<'_>) {
    let Some(mark) = start.mark().filter(|_| start.next().number().is_some()) else {
        return ("", start);
    };
    let apart = start.is_detached();
    let opens_line = start.back().is_none();
    match mark {
        '+' if apart => ("plus", start.next()),
        '±' => ("plus minus", start.next()),
        '~' | '≈' => ("ungefär", start.next()),
        '−' | '-' if apart => ("minus", start.next()),
        '–' if apart && !opens_line => ("minus", start.next()),
        _ => ("", start),
    }
}

fn counted(
    amount: &Amount,
    start: Cursor<'_>,
    end: Cursor<'_>,
    measure: Option<Measure<'_>>,
) -> Gender {
    match measure {
        Some(measure) => measure.gender,
        None if amount.whole == "1" && end.following_word().is_some_and(is_power) => Gender::Common,
        None => gender::of_counted(start, end),
    }
}

fn is_power(word: &str) -> bool {
    word.starts_with("miljon") || word.starts_with("miljard") || word.starts_with("biljon")
}

/// The parts of a unit and its rate.
fn measured<'a>(from: Cursor<'a>, measure: Measure<'a>, one: bool) -> Reading {
    let name = if one { measure.one } else { measure.many };
    Reading::one(from.over_space(), measure.end, say(name))
        .stop(measure.stop)
        .join(unit::rate(measure.end))
}

/// A second number after a dash, where the two are the ends of a range.
fn range(
    start: Cursor<'_>,
    sign: &str,
    first: &Amount,
    number: Cursor<'_>,
    end: Cursor<'_>,
) -> Option<Reading> {
    let dash = end.over_space();
    let after = dash.over(DASHES)?;
    let second_at = after.over_space();
    if end.is_space() != after.is_space() || in_chain(number) {
        return None;
    }
    let (second, last) = Amount::read(second_at)?;
    let rising = first.value().zip(second.value()).is_none_or(|(a, b)| a < b);
    let chained = last
        .over(DASHES)
        .is_some_and(|next| next.number().is_some());
    let spaced = end.is_space();
    if chained
        || (spaced && (!rising || !first.is_whole() || first.whole.len() + 1 < second.whole.len()))
    {
        return None;
    }
    let between = if number.follows(&["mellan"]) {
        "och"
    } else {
        "till"
    };
    let between = if rising { between } else { "streck" };
    let found = measure(last);
    let gender = counted(&second, number, last, found);
    let reading = Reading::one(start, end, both(say(sign), say(&first.said(gender)))).then(
        dash,
        after,
        say(between),
    );
    if let Some(compound) = suffix::read(second_at) {
        return Some(reading.join(compound));
    }
    let reading = reading.then(second_at, last, say(&second.said(gender)));
    Some(match found {
        Some(measure) => reading.join(measured(last, measure, false)),
        None => reading,
    })
}

/// True after a number and a dash: a chain such as `4-4-2` is no range.
fn in_chain(number: Cursor<'_>) -> bool {
    let Some(dash) = number.back().filter(|back| back.over(DASHES).is_some()) else {
        return false;
    };
    dash.back().is_some_and(|before| before.number().is_some())
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn quantities_and_ranges() {
        check(&[
            ("1 barn och 1 krona", "ett barn och en krona"),
            ("21 kommuner", "tjugoen kommuner"),
            ("lag 1 och lag 2", "lag ett och lag två"),
            ("1 av 10", "ett av tio"),
            ("1,5 miljoner", "en komma fem miljoner"),
            ("mellan 10-15 personer", "mellan tio och femton personer"),
            ("-5 grader", "minus fem grader"),
            ("+3", "plus tre"),
            (
                "12,5–13,0 m",
                "tolv komma fem till tretton komma noll meter",
            ),
            ("10 – 15 personer", "tio till femton personer"),
            ("4-4-2", "fyra-fyra-två"),
            ("6–12-åringar", "sex till tolvåringar"),
            ("3 ½ timme", "tre och en halv timme"),
            ("½ kg", "ett halvt kilo"),
        ]);
    }
}
