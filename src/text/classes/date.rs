//! Dates with their month in words, and ISO 8601: `3 maj`, `den 1–3 juni 2012`, `2024-03-15`.

use super::calendar::{MONTHS, month};
use super::quantity::DASHES;
use crate::text::Pause;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{ordinal, value, year};
use crate::text::reading::{Reading, Stop, say};

/// Dates that one reading joins at most, so that no text makes it recurse far.
const MOST_JOINED: u8 = 4;

pub(super) fn day(digits: &str) -> Option<u64> {
    value(digits).filter(|n| digits.len() <= 2 && (1..=31).contains(n))
}

fn month_number(digits: &str) -> Option<&'static str> {
    let n = value(digits).filter(|n| digits.len() <= 2 && (1..=12).contains(n))?;
    MONTHS.get(n as usize - 1).copied()
}

pub(super) fn full_year(digits: &str) -> Option<u64> {
    value(digits).filter(|n| digits.len() == 4 && (1000..2200).contains(n))
}

/// Reads a date that begins with a number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    iso(start, MOST_JOINED)
        .or_else(|| basic(start))
        .or_else(|| in_words(start, MOST_JOINED))
}

/// `2024-03-15`, `2024/03/15`, and ranges such as `2024-03-15–2024-03-17`.
fn iso(start: Cursor<'_>, joined: u8) -> Option<Reading> {
    let (words, end) = iso_day(start)?;
    let marks: &[char] = &['-', '–', '−', '/', '.'];
    let chained = end.over(marks).filter(|next| next.number().is_some());
    if chained.is_some_and(|next| iso_day(next).is_none()) {
        return None;
    }
    let end = before_time(end);
    let reading = Reading::one(start, end, say(&words));
    let dash = end.over_space();
    match dash
        .over(DASHES)
        .and_then(|after| Some((after, iso(after.over_space(), joined.checked_sub(1)?)?)))
    {
        Some((after, last)) => Some(reading.then(dash, after, say("till")).join(last)),
        None => Some(reading),
    }
}

/// One day by year, month and day, and where it ends.
fn iso_day(start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let y = full_year(start.number()?)?;
    let separator = start.next();
    let marks: &[char] = match separator.mark()? {
        '/' => &['/'],
        '.' => &['.'],
        _ => &['-', '–', '−'],
    };
    let month_at = separator.over(marks)?;
    let name = month_number(month_at.number().filter(|digits| digits.len() == 2)?)?;
    let day_at = month_at.next().over(marks)?;
    let d = day(day_at.number().filter(|digits| digits.len() == 2)?)?;
    Some((
        format!("{} {name} {}", ordinal(d, false), year(y)),
        day_at.next(),
    ))
}

/// Past the T between a date and a time.
fn before_time(end: Cursor<'_>) -> Cursor<'_> {
    end.over_word(&["T"])
        .filter(|time| time.number().is_some())
        .unwrap_or(end)
}

/// `20240315`, and `2024-03` where the second number cannot be a year.
fn basic(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number()?;
    let end = start.next();
    if digits.len() == 8 && end.over(DASHES).is_none() {
        let y = full_year(&digits[..4]).filter(|y| (1800..2100).contains(y))?;
        let words = format!(
            "{} {} {}",
            ordinal(day(&digits[6..])?, false),
            month_number(&digits[4..6])?,
            year(y)
        );
        return Some(Reading::one(start, end, say(&words)));
    }
    let y = full_year(digits)?;
    let month_at = end.over(&['-'])?;
    let name = month_number(month_at.number().filter(|month| month.len() == 2)?)?;
    let end = month_at.next();
    let whole = end.over(DASHES).is_none() && end.word().is_none() && start.is_detached();
    let rises = value(month_at.number()?)? > y % 100;
    (whole && !rises).then(|| Reading::one(start, end, say(&format!("{name} {}", year(y)))))
}

/// `3 maj`, `1–3 juni`, `1, 2 och 3 maj`, `30 april – 2 maj`, each with or without a year.
fn in_words(start: Cursor<'_>, joined: u8) -> Option<Reading> {
    let (day, end) = day_of_month(start)?;
    let first = || Reading::one(start, end, say(&ordinal(day, false)));
    if let Some((name, after)) = month(end.over_space()) {
        let reading = first().then(end.over_space(), after, say(name));
        return Some(to_date(
            with_stop(with_year(reading, after), after),
            start,
            joined,
        ));
    }
    if let Some(after) = end.over(&[',']).filter(|after| after.is_space()) {
        let rest = in_words(after.next(), joined.checked_sub(1)?)?;
        return Some(first().pause(Pause::Comma).join(rest));
    }
    let joiner = end.over_space();
    let after = joiner
        .over(DASHES)
        .or_else(|| joiner.over(&['&']))
        .or_else(|| joiner.over_word(&["och", "eller", "till"]))?;
    let rest = in_words(after.over_space(), joined.checked_sub(1)?)?;
    let word = match joiner.mark() {
        Some('&') => "och",
        Some(_) => "till",
        None => joiner.word()?,
    };
    Some(first().then(joiner, after, say(word)).join(rest))
}

/// A second date after a dash: `30 april–2 maj`.
fn to_date(reading: Reading, start: Cursor<'_>, joined: u8) -> Reading {
    let Some(end) = reading.parts.last().map(|part| start.to(part.lexemes.end)) else {
        return reading;
    };
    let dash = end.over_space();
    let after = dash
        .over(DASHES)
        .filter(|after| after.is_space() == end.is_space());
    let second = after
        .zip(joined.checked_sub(1))
        .and_then(|(after, left)| Some((after, in_words(after.over_space(), left)?)));
    match second {
        Some((after, second)) => reading.then(dash, after, say("till")).join(second),
        None => reading,
    }
}

/// The day of a month: `3`, `3.`, `3:e`, `3:dje`.
fn day_of_month(start: Cursor<'_>) -> Option<(u64, Cursor<'_>)> {
    let d = day(start.number()?)?;
    let end = start.next();
    let ending = end.over(&[':']).and_then(|after| {
        let marked = after
            .word()
            .is_some_and(|word| matches!(word, "a" | "e" | "dje" | "de" | "te"));
        marked.then(|| after.next())
    });
    let end = ending.unwrap_or_else(|| {
        if month(end.over_stop().over_space()).is_some() {
            end.over_stop()
        } else {
            end
        }
    });
    Some((d, end))
}

/// Takes the year after a month, over a comma too.
fn with_year<'a>(reading: Reading, end: Cursor<'a>) -> Reading {
    let gap = end.over(&[',']).unwrap_or(end);
    let at = gap.over_space();
    let found = at.number().and_then(full_year).filter(|_| at.at > end.at);
    let glued = at
        .next()
        .over(&[':', '-', '–', '/'])
        .is_some_and(|next| next.number().is_some());
    match found {
        Some(y) if !glued => reading.then(at, at.next(), say(&year(y))),
        _ => reading,
    }
}

/// A full stop taken with a short month may end the sentence.
fn with_stop(reading: Reading, after: Cursor<'_>) -> Reading {
    let stopped = after.back().is_some_and(|back| back.mark() == Some('.'));
    let last = reading
        .parts
        .last()
        .is_some_and(|part| part.lexemes.end == after.at);
    if stopped && last {
        reading.stop(Stop::MayEnd)
    } else {
        reading
    }
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn dates() {
        check(&[
            ("Den 3 maj", "Den tredje maj"),
            ("den 3. maj", "den tredje maj"),
            ("den 3:e maj 2012", "den tredje maj tjugohundra tolv"),
            ("1–3 juni", "första till tredje juni"),
            ("30 april–2 maj", "trettionde april till andra maj"),
            ("3 och 4 maj", "tredje och fjärde maj"),
            ("2012-10-12", "tolfte oktober tjugohundra tolv"),
            ("15 okt. 1995", "femtonde oktober nittonhundra nittiofem"),
            ("23–25 nov", "tjugotredje till tjugofemte november"),
        ]);
    }
}
