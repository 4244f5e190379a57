//! Dates: `3 maj`, `den 1–3 juni 2012`, `2024-03-15`, `28.06.2011`, `1/12-1984`.

use super::quantity::DASHES;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{ordinal, value, year};
use crate::text::reading::{Reading, Stop, both, say};

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// Short forms of months and weekdays, with or without a full stop.
const SHORT: &[(&str, &str)] = &[
    ("jan", "januari"),
    ("feb", "februari"),
    ("febr", "februari"),
    ("mar", "mars"),
    ("apr", "april"),
    ("jun", "juni"),
    ("jul", "juli"),
    ("aug", "augusti"),
    ("sep", "september"),
    ("sept", "september"),
    ("okt", "oktober"),
    ("nov", "november"),
    ("dec", "december"),
    ("mån", "måndag"),
    ("månd", "måndag"),
    ("tis", "tisdag"),
    ("tisd", "tisdag"),
    ("ons", "onsdag"),
    ("onsd", "onsdag"),
    ("tor", "torsdag"),
    ("tors", "torsdag"),
    ("torsd", "torsdag"),
    ("fre", "fredag"),
    ("fred", "fredag"),
    ("lör", "lördag"),
    ("lörd", "lördag"),
    ("sön", "söndag"),
    ("sönd", "söndag"),
];

/// Dates that one reading joins at most, so that no text makes it recurse far.
const MOST_JOINED: u8 = 4;

const WEEKDAYS: [&str; 7] = [
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
];

/// The month and the place after it, in full or short.
fn month(start: Cursor<'_>) -> Option<(&'static str, Cursor<'_>)> {
    let word = start.word().filter(|word| word.len() <= 9)?.to_lowercase();
    if let Some(name) = MONTHS.iter().find(|name| **name == word) {
        return Some((name, start.next()));
    }
    let (_, name) = SHORT
        .iter()
        .find(|(short, name)| *short == word && MONTHS.contains(name))?;
    let end = start.next();
    let stopped = end
        .over(&['.'])
        .filter(|after| after.following_word().is_none() || continues(*after));
    Some((name, stopped.unwrap_or(end)))
}

/// True where the text after a full stop goes on in lower case or with a number.
fn continues(after: Cursor<'_>) -> bool {
    after
        .over_space()
        .word()
        .is_none_or(|word| word.starts_with(char::is_lowercase))
}

fn day(digits: &str) -> Option<u64> {
    value(digits).filter(|n| digits.len() <= 2 && (1..=31).contains(n))
}

fn month_number(digits: &str) -> Option<&'static str> {
    let n = value(digits).filter(|n| digits.len() <= 2 && (1..=12).contains(n))?;
    MONTHS.get(n as usize - 1).copied()
}

fn full_year(digits: &str) -> Option<u64> {
    value(digits).filter(|n| digits.len() == 4 && (1000..2200).contains(n))
}

/// Reads a date that begins with a number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    iso(start, MOST_JOINED)
        .or_else(|| in_words(start, MOST_JOINED))
        .or_else(|| in_numbers(start, MOST_JOINED))
}

/// `2024-03-15`, `2024/03/15`, and ranges of days such as `2024-03-15--17`.
fn iso(start: Cursor<'_>, joined: u8) -> Option<Reading> {
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
    let end = day_at.next();
    if end.over(marks).is_some_and(|next| next.number().is_some()) {
        return None;
    }
    let words = format!("{} {name} {}", ordinal(d, false), year(y));
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

/// `3 maj`, `1–3 juni`, `3 och 4 maj`, `30 april – 2 maj`, each with or without a year.
fn in_words(start: Cursor<'_>, joined: u8) -> Option<Reading> {
    let (first, end) = ordinal_day(start)?;
    if let Some((name, after)) = month(end.over_space()) {
        let reading = Reading::one(start, end, first).then(end.over_space(), after, say(name));
        return Some(to_date(
            with_stop(with_year(reading, after), after),
            start,
            joined,
        ));
    }
    let joiner = end.over_space();
    let after = joiner
        .over(DASHES)
        .or_else(|| joiner.over_word(&["och", "eller", "till"]))?;
    let rest = in_words(after.over_space(), joined.checked_sub(1)?)?;
    let word = joiner.word().unwrap_or("till");
    Some(
        Reading::one(start, end, first)
            .then(joiner, after, say(word))
            .join(rest),
    )
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
fn ordinal_day(start: Cursor<'_>) -> Option<(Vec<crate::text::Word>, Cursor<'_>)> {
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
    Some((say(&ordinal(d, false)), end))
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

/// `28.06.2011`, `28/6 2011`, `1/12-1984`, `24/12`; also `28/6–2/7`.
fn in_numbers(start: Cursor<'_>, joined: u8) -> Option<Reading> {
    let d = day(start.number()?)?;
    let separator = start.next().mark()?;
    let month_at = start.next().over(&['/', '.', '-'])?;
    let name = month_number(month_at.number()?)?;
    let end = month_at.next();
    let words = both(say(&ordinal(d, false)), say(name));
    let reading = Reading::one(start, end, words);
    let year_at = end
        .over(&['/', '.', '-', '–'])
        .or_else(|| end.is_space().then(|| end.next()));
    let found = year_at.filter(|at| {
        at.number()
            .is_some_and(|digits| full_year(digits).is_some())
    });
    if let Some(at) = found.filter(|at| at.next().over(&['-', '/']).is_none()) {
        let n = at.number().and_then(full_year)?;
        return Some(reading.then(at, at.next(), say(&year(n))));
    }
    let short_year = end
        .over(&['-', '/'])
        .filter(|at| at.number().is_some_and(|digits| digits.len() == 2));
    if separator == '/'
        && let Some(at) = short_year
    {
        let words = say(&crate::text::numerals::number(
            at.number()?,
            crate::text::numerals::Gender::Neuter,
        ));
        return Some(reading.then(at, at.next(), words));
    }
    let dash = end.over_space();
    if separator == '/'
        && let Some(after) = dash.over(DASHES)
        && let Some(rest) = joined
            .checked_sub(1)
            .and_then(|left| in_numbers(after.over_space(), left))
    {
        return Some(reading.then(dash, after, say("till")).join(rest));
    }
    (separator == '/' && is_day_and_month(start, end)).then_some(reading)
}

/// Tells `24/12` from a fraction, by the words before it or because none is so written.
fn is_day_and_month(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    if end
        .over(&['/', ':', '-'])
        .is_some_and(|next| next.number().is_some())
    {
        return false;
    }
    let weekday = |word: &str| {
        let full = SHORT
            .iter()
            .find(|(short, _)| *short == word)
            .map_or(word, |(_, name)| name);
        WEEKDAYS.iter().any(|day| full.starts_with(day))
    };
    let dated = start.previous_word().is_some_and(|word| {
        weekday(&word)
            || [
                "den", "t.o.m", "fr.o.m", "till", "från", "senast", "datum", "m", "sön",
            ]
            .contains(&word.as_str())
    });
    let (Some(over), Some(under)) = (
        start.number().and_then(value),
        end.back().and_then(Cursor::number).and_then(value),
    ) else {
        return false;
    };
    let round_the_clock = (over, under) == (24, 7);
    dated || (!round_the_clock && ((over > 12 && over != under) || (over >= under && under > 4)))
}

/// Reads a short weekday or month where it stands alone or in a range.
pub(super) fn name(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word().filter(|word| word.len() <= 6)?;
    let lower = word.to_lowercase();
    let &(short, name) = SHORT.iter().find(|(short, _)| *short == lower)?;
    let end = start.next();
    let stopped = end.over(&['.']);
    let sure = matches!(
        short,
        "mån" | "tis" | "ons" | "tors" | "lör" | "sön" | "okt" | "nov" | "aug" | "sept" | "febr"
    );
    let dashed = |place: Option<Cursor<'_>>| place.is_some_and(|p| p.over(DASHES).is_some());
    let in_range = dashed(Some(end.over_stop().over_space())) || dashed(start.back());
    let dated = stopped.unwrap_or(end).over_space().number().is_some();
    let stop_inside = stopped.filter(|after| sure && (continues(*after) || after.is_end()));
    if !(sure || in_range || dated)
        || word.chars().all(char::is_uppercase)
        || end.mark() == Some(':')
    {
        return None;
    }
    let to = stopped
        .filter(|_| stop_inside.is_some() || dated)
        .unwrap_or(end);
    let said = crate::text::reading::cased(name, word);
    let reading = Reading::one(start, to, say(&said));
    Some(if to.at > end.at {
        reading.stop(Stop::MayEnd)
    } else {
        reading
    })
}

/// True for the full or short name of a weekday or month, in lower case.
pub(super) fn is_name(word: &str) -> bool {
    MONTHS.contains(&word)
        || WEEKDAYS.contains(&word)
        || SHORT.iter().any(|(short, _)| *short == word)
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
            ("5/6 2019", "femte juni tjugohundra nitton"),
            ("24/12", "tjugofjärde december"),
            ("lör 3/5", "lördag tredje maj"),
            ("1.2.2020", "första februari tjugohundra tjugo"),
            ("15 okt. 1995", "femtonde oktober nittonhundra nittiofem"),
            ("mån-fre", "måndag till fredag"),
            ("tis 4 feb", "tisdag fjärde februari"),
            ("maj-augusti", "maj till augusti"),
            ("23–25 nov", "tjugotredje till tjugofemte november"),
        ]);
    }
}
