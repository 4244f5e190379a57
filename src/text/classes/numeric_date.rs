//! Dates in figures: `28.06.2011`, `28/6 2011`, `1/12-1984`, `24/12`, `28/2–5/3`.

use super::calendar::{MONTHS, is_weekday};
use super::date::{self, day, full_year};
use super::quantity::{self, DASHES};
use crate::text::Word;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number, ordinal, value, year};
use crate::text::reading::{Reading, say};

/// Words before a day and a month with a stroke between them.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "datum", "den", "födelsedag", "from", "från", "före", "m", "o", "premiär", "senast", "start",
    "startar", "startdatum", "t", "till", "tillträde", "tom",
];

/// Words before the six digits of a date.
const DATED: &[&str] = &[
    "datum", "daterad", "daterat", "den", "f", "fom", "född", "från", "from", "m", "med", "om",
    "senast", "till", "tom",
];

/// `24-03-15`: the zero of a month tells it from a chain of numbers.
fn short_iso(start: Cursor<'_>) -> Option<Reading> {
    let two = |at: Cursor<'_>| at.number().filter(|digits| digits.len() == 2).is_some();
    let month_at = start.next().over(&['-'])?;
    let day_at = month_at.next().over(&['-'])?;
    let end = day_at.next();
    let padded = month_at.number()?.starts_with('0');
    let more = end.over(&['-', '–', '/', '.', ',', ':']);
    let chained = start.back().is_some_and(|back| back.over(DASHES).is_some());
    let whole = more.is_none_or(|next| next.number().is_none()) && end.word().is_none();
    let pairs = two(start) && two(month_at) && two(day_at);
    let cued = padded || start.follows(CUES) || start.follows(DATED);
    if !pairs || !cued || !whole || chained || !start.is_detached() {
        return None;
    }
    let words = of_short_year(start.number()?, month_at.number()?, day_at.number()?)?;
    Some(Reading::one(start, end, say(&words)))
}

/// `f.o.m. 230101`: year, month and day without marks, after a word for a date.
fn six_digits(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number().filter(|digits| digits.len() == 6)?;
    let end = start.next();
    let whole = end.over(&['-', '+', '/', '.', ',', ':']);
    let alone = whole.is_none_or(|next| next.number().is_none()) && end.word().is_none();
    if !alone || !start.follows(DATED) || quantity::measure(end).is_some() {
        return None;
    }
    let words = of_short_year(&digits[..2], &digits[2..4], &digits[4..])?;
    Some(Reading::one(start, end, say(&words)))
}

/// The words of a date whose year has lost its century.
fn of_short_year(year: &str, month: &str, day: &str) -> Option<String> {
    let month = value(month).filter(|n| (1..=12).contains(n))?;
    let day = date::day(day)?;
    Some(format!(
        "{} {} {}",
        ordinal(day, false),
        MONTHS[month as usize - 1],
        number(year, Neuter)
    ))
}

/// A day and a month, and where they lie.
struct DayAndMonth<'a> {
    start: Cursor<'a>,
    end: Cursor<'a>,
    separator: char,
    day: u64,
    month: u64,
}

/// Reads a date in figures, or two of them with a dash between.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if let Some(reading) = short_iso(start).or_else(|| six_digits(start)) {
        return Some(reading);
    }
    let Some(first) = DayAndMonth::read(start) else {
        return days(start);
    };
    let dash = first.end.over_space();
    let second = dash
        .over(DASHES)
        .filter(|_| first.separator == '/')
        .and_then(|after| {
            let second = DayAndMonth::read(after.over_space())?;
            Some((after, second.dated(true)?))
        });
    match second {
        Some((after, second)) => Some(first.plain().then(dash, after, say("till")).join(second)),
        None => first.dated(false),
    }
}

/// `24–26/6`: days of one month.
fn days(start: Cursor<'_>) -> Option<Reading> {
    let first = day(start.number()?)?;
    let dash = start.next();
    let after = dash.over(DASHES)?;
    let last = DayAndMonth::read(after).filter(|last| last.separator == '/' && last.day > first)?;
    let first = say(&ordinal(first, false));
    let reading = Reading::one(start, dash, first).then(dash, after, say("till"));
    Some(reading.join(last.dated(true)?))
}

impl<'a> DayAndMonth<'a> {
    fn read(start: Cursor<'a>) -> Option<Self> {
        let day = day(start.number()?)?;
        let separator = start.next().mark()?;
        let month_at = start.next().over(&['/', '.', '-'])?;
        let month = value(month_at.number().filter(|digits| digits.len() <= 2)?)?;
        let known = (1..=12).contains(&month);
        known.then_some(DayAndMonth {
            start,
            end: month_at.next(),
            separator,
            day,
            month,
        })
    }

    fn plain(&self) -> Reading {
        let words = format!(
            "{} {}",
            ordinal(self.day, false),
            MONTHS[self.month as usize - 1]
        );
        Reading::one(self.start, self.end, say(&words))
    }

    /// The date with its year; without one only where it can be nothing else.
    fn dated(&self, sure: bool) -> Option<Reading> {
        if let Some((at, words)) = self.full_year().or_else(|| self.short_year()) {
            return Some(self.plain().then(self.end.over_space(), at.next(), words));
        }
        let likely = match self.separator {
            '/' => sure || self.is_likely(),
            '.' => self.is_dotted(),
            _ => false,
        };
        likely.then(|| self.plain())
    }

    /// `tors 28.3`: a day as they write it in Finland, where two figures would be minutes.
    fn is_dotted(&self) -> bool {
        let month = self.end.back().and_then(Cursor::number);
        let more = self.end.over(&['.', ':', '-', '–', ',']);
        let whole = more.is_none_or(|next| next.number().is_none());
        let weekday = self.start.previous_word();
        month.is_some_and(|digits| digits.len() == 1)
            && whole
            && weekday.is_some_and(|word| is_weekday(&word))
    }

    fn full_year(&self) -> Option<(Cursor<'a>, Vec<Word>)> {
        let spaced = self.end.is_space().then(|| self.end.next());
        let at = self.end.over(&['/', '.', '-', '–']).or(spaced)?;
        let n = at.number().and_then(full_year)?;
        at.next()
            .over(&['-', '/'])
            .is_none()
            .then(|| (at, say(&year(n))))
    }

    /// `28/6-11`, `28/6/11`, `28/6 -11`
    fn short_year(&self) -> Option<(Cursor<'a>, Vec<Word>)> {
        let mark = self.end.over_space();
        let at = mark.over(if self.end.is_space() {
            &['-']
        } else {
            &['-', '/']
        })?;
        let digits = at
            .number()
            .filter(|digits| digits.len() == 2 && self.separator == '/')?;
        let more = at.next().over(&['/', '-', '.', ',']);
        let whole = more.is_none_or(|next| next.number().is_none());
        whole.then(|| (at, say(&number(digits, Neuter))))
    }

    /// The day of a date before a word and this one: `31/12 och 1/1`.
    fn previous(&self) -> Option<u64> {
        let word = self.start.back()?.back()?;
        let month = word.back().filter(|back| back.is_space())?.back()?;
        let first = month.back()?.back()?;
        Some(
            DayAndMonth::read(first)
                .filter(|date| date.separator == '/')?
                .day,
        )
    }

    /// Tells `24/12` from a fraction by the word before it, or because none is so written.
    fn is_likely(&self) -> bool {
        let more = self
            .end
            .over(&['/', ':', '-'])
            .is_some_and(|next| next.number().is_some());
        let cued = self
            .start
            .previous_word()
            .is_some_and(|word| is_weekday(&word) || CUES.contains(&word.as_ref()));
        let second = || self.start.follows(&["och"]) && self.previous().is_some_and(|day| day > 12);
        let round_the_clock = (self.day, self.month) == (24, 7);
        let whole = self
            .end
            .over_thin_space()
            .is_none_or(|next| next.number().is_none());
        let part = self.end.following_word() == Some("av");
        let rare = matches!(self.month, 9 | 11) && whole && !part;
        let no_fraction = rare || self.day > 12 || (self.day > self.month && whole && !part);
        !more && (cued || second() || (no_fraction && !round_the_clock))
    }
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn dates_in_figures() {
        check(&[
            ("5/6 2019", "femte juni tjugohundra nitton"),
            ("24/12", "tjugofjärde december"),
            ("lör 3/5", "lördag tredje maj"),
            ("1.2.2020", "första februari tjugohundra tjugo"),
            ("den 28/2–5/3", "den tjugoåttonde februari till femte mars"),
            ("den 24–26/6", "den tjugofjärde till tjugosjätte juni"),
            ("12/10 -12", "tolfte oktober tolv"),
            ("3/4", "tre fjärdedelar"),
            ("läs 12/3", "läs tolfte mars"),
            ("fr.o.m. 1/4-25.", "från och med första april tjugofem."),
            ("öppet 24/7", "öppet tjugofyra sju"),
            ("31/13", "trettioett tretton"),
        ]);
    }
}
