//! Quantities: a number or a range of numbers, with its sign and what it counts.

use super::unit::{self, Measure};
use super::{money, suffix};
use crate::text::Word;
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

/// An amount with its sign, and where its parts lie.
struct Signed<'a> {
    start: Cursor<'a>,
    sign: &'static str,
    number: Cursor<'a>,
    amount: Amount,
    end: Cursor<'a>,
}

impl<'a> Signed<'a> {
    fn read(start: Cursor<'a>) -> Option<Self> {
        let (sign, number) = sign(start);
        let (amount, end) = Amount::read(number)?;
        Some(Signed {
            start,
            sign,
            number,
            amount,
            end,
        })
    }

    fn said(&self, gender: Gender) -> Vec<Word> {
        both(say(self.sign), say(&self.amount.said(gender)))
    }

    /// The gender of what follows, as a symbol or as a noun.
    fn counted(&self, measure: Option<Measure<'_>>) -> Gender {
        let power = || self.amount.whole == "1" && self.end.following_word().is_some_and(is_power);
        match measure {
            Some(measure) => measure.gender,
            None if power() => Gender::Common,
            None => gender::of_counted(self.number, self.end, self.amount.is_one()),
        }
    }
}

/// Reads `−5`, `1 250`, `5–7 %`, `10-12 kg/m²`.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let quantity = Signed::read(start)?;
    if let Some(range) = range(&quantity) {
        return Some(range);
    }
    let measure = measure(quantity.end);
    let words = quantity.said(quantity.counted(measure));
    let reading = Reading::one(start, quantity.end, words);
    Some(match measure {
        Some(measure) => reading.join(measured(quantity.end, measure, quantity.amount.is_one())),
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
        '−' | '-' if apart && !is_after_era(start) => ("minus", start.next()),
        '–' if apart && !is_after_era(start) && (!opens_line || is_temperature(start.next())) => {
            ("minus", start.next())
        }
        _ => ("", start),
    }
}

/// `500 f.Kr.–1050`: the dash joins two years.
pub(super) fn is_after_era(dash: Cursor<'_>) -> bool {
    let stop = dash.back().filter(|back| back.over(&['.']).is_some());
    stop.and_then(Cursor::back).and_then(Cursor::word) == Some("Kr")
}

/// A dash that opens a line is a reply's, unless degrees follow its number.
fn is_temperature(number: Cursor<'_>) -> bool {
    let Some((_, end)) = Amount::read(number) else {
        return false;
    };
    end.following_word() == Some("grader") || end.over_space().mark() == Some('°')
}

fn is_power(word: &str) -> bool {
    word.starts_with("miljon") || word.starts_with("miljard") || word.starts_with("biljon")
}

/// The parts of a unit and its rate.
fn measured<'a>(from: Cursor<'a>, measure: Measure<'a>, one: bool) -> Reading {
    let name = if one { measure.one } else { measure.many };
    if let Some(end) = measure
        .end
        .over(&[':'])
        .and_then(|after| after.over_word(&["s"]))
    {
        return Reading::one(from.over_space(), end, say(&format!("{name}s")));
    }
    Reading::one(from.over_space(), measure.end, say(name))
        .stop(measure.stop)
        .join(unit::rate(measure.end))
}

/// A second number after a dash, where the two are the ends of a range.
fn range(first: &Signed<'_>) -> Option<Reading> {
    let dash = first.end.over_space();
    let after = dash.over(DASHES)?;
    if first.end.is_space() != after.is_space() || in_chain(first.number) {
        return None;
    }
    let second = Signed::read(after.over_space())?;
    let rising = is_rising(first, &second);
    let chained = second
        .end
        .over(DASHES)
        .is_some_and(|next| next.number().is_some());
    let apart = after.is_space() && !(rising && joins_over_space(first, &second));
    if chained || apart {
        return None;
    }
    let between = match rising {
        true if first.number.follows(&["mellan"]) => "och",
        true => "till",
        false => "streck",
    };
    let measure = measure(second.end);
    let gender = second.counted(measure);
    let reading =
        Reading::one(first.start, first.end, first.said(gender)).then(dash, after, say(between));
    if let Some(compound) = suffix::read(second.start) {
        return Some(reading.join(compound));
    }
    let reading = reading.then(second.start, second.end, second.said(gender));
    Some(match measure {
        Some(measure) => reading.join(measured(second.end, measure, false)),
        None => reading,
    })
}

/// False only for two whole numbers of which the second is not larger.
fn is_rising(first: &Signed<'_>, second: &Signed<'_>) -> bool {
    let values = first.amount.value().zip(second.amount.value());
    !first.sign.is_empty() || values.is_none_or(|(a, b)| a < b)
}

/// A dash between spaces joins only numbers of about the same size.
fn joins_over_space(first: &Signed<'_>, second: &Signed<'_>) -> bool {
    first.amount.is_whole() && second.amount.whole.len() <= first.amount.whole.len() + 1
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
            ("1 av 10 personer", "en av tio personer"),
            ("1 av 3 företag", "ett av tre företag"),
            ("1-2 gånger", "en till två gånger"),
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
            ("+4–+8 °C", "plus fyra till plus åtta grader Celsius"),
            ("–10 grader", "minus tio grader"),
            ("–12 personer kom", "tolv personer kom"),
        ]);
    }
}
