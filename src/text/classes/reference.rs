//! References to documents: `SFS 2018:1937`, `prop. 2017/18:105`, `dnr 2024/1234`, `s. 12–15`.

use super::quantity::DASHES;
use crate::text::amount::Amount;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number, value, year};
use crate::text::reading::{Reading, Stop, both, lowered, say};

/// Words for a page, with and without a full stop.
const PAGES: &[&str] = &["s", "sid", "sida", "sidan", "sidor", "sidorna"];

/// Words before a case number, whose strokes are said.
#[rustfmt::skip]
const CASES: &[&str] = &[
    "dnr", "diarienummer", "diarienr", "ärendenummer", "ärende", "dossier", "mål", "eu", "eg", "förordning", "direktiv", "beslut",
];

/// Reads a number with a year and a colon, a scale, or a case number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    numbered(start)
        .or_else(|| of_year(start))
        .or_else(|| scale(start))
        .or_else(|| case_number(start))
        .or_else(|| part_of(start))
}

fn is_year(digits: &str) -> Option<u64> {
    value(digits).filter(|n| digits.len() == 4 && (1600..2200).contains(n))
}

/// `2018:1937`, `2017/18:105`: year, colon, number.
fn numbered(start: Cursor<'_>) -> Option<Reading> {
    let first = is_year(start.number()?)?;
    let mut said = year(first);
    let mut end = start.next();
    if let Some(second) = end.over(&['/'])
        && let Some(digits) = second.number().filter(|digits| digits.len() == 2)
    {
        said = format!("{said} {}", number(digits, Neuter));
        end = second.next();
    }
    let after = end.over(&[':'])?;
    let Some(digits) = after.number() else {
        let letters = after.word().filter(|word| {
            word.len() < 5
                && word.starts_with(char::is_uppercase)
                && word.ends_with(char::is_uppercase)
        })?;
        let words = both(say(&said), say("kolon"));
        let tail = both(crate::text::reading::spell(letters), Vec::new());
        return Some(Reading::one(start, after, words).then(after, after.next(), tail));
    };
    let words = both(say(&said), say("kolon"));
    let tail = match is_year(digits) {
        Some(n) => year(n),
        _ => number(digits, Neuter),
    };
    Some(Reading::one(start, after, words).then(after, after.next(), say(&tail)))
}

/// `2025/5008`, `2026/7`: a number of a year's, which no pair of years is.
fn of_year(start: Cursor<'_>) -> Option<Reading> {
    let first = is_year(start.number()?).filter(|_| start.is_detached())?;
    let stroke = start.next();
    let after = stroke.over(&['/'])?;
    let digits = after.number().filter(|digits| digits.len() <= 6)?;
    let n = value(digits)?;
    let season = digits.len() == 2 && n > first % 100 || digits == "00" || n == first + 1;
    let end = after.next();
    let more = end.over(&['/', ':', '-', '–', '.', ',']);
    let alone = more.is_none_or(|next| next.number().is_none()) && end.word().is_none();
    (alone && !season).then(|| {
        Reading::one(start, stroke, say(&year(first)))
            .then(stroke, after, say("snedstreck"))
            .then(after, end, say(&number(digits, Neuter)))
    })
}

/// `1:50 000`, `1:100`: one to so many.
fn scale(start: Cursor<'_>) -> Option<Reading> {
    let one = start.number().filter(|digits| *digits == "1")?;
    let colon = start.next();
    let after = colon.over(&[':'])?;
    let (amount, end) = Amount::read(after)?;
    let large =
        amount.grouped || amount.whole.len() > 2 || start.follows(&["skala", "skalan", "skalor"]);
    if !large || !amount.is_whole() {
        return None;
    }
    Some(
        Reading::one(start, colon, say(&number(one, Neuter)))
            .then(colon, after, say("till"))
            .then(after, end, say(&amount.said(Neuter))),
    )
}

/// `2024/1234`, `1234-12` after a word that names a case.
fn case_number(start: Cursor<'_>) -> Option<Reading> {
    let first = start.number()?;
    let stroke = start.next();
    let after = stroke.over(&['/', '-', '–', ':'])?;
    let second = after.number()?;
    let named = start.follows(CASES) || named_before_letters(start);
    if !named {
        return None;
    }
    let said = |digits: &str| is_year(digits).map_or_else(|| number(digits, Neuter), year);
    let name = if stroke.mark() == Some('/') {
        "snedstreck"
    } else {
        "streck"
    };
    Some(
        Reading::one(start, stroke, say(&said(first)))
            .then(stroke, after, say(name))
            .then(after, after.next(), say(&said(second))),
    )
}

/// `dnr KS 2024/123`, `mål nr T 1234-12`: the word stands before some letters.
fn named_before_letters(start: Cursor<'_>) -> bool {
    let Some(letters) = start.back().and_then(Cursor::back) else {
        return false;
    };
    let capitals = letters
        .word()
        .is_some_and(|word| word.chars().all(char::is_uppercase));
    let number_word = |place: Cursor<'_>| place.follows(CASES) || place.follows(&["nr", "nummer"]);
    capitals && number_word(letters)
}

/// `5:12`, `9001:2015`, `22:85`: numbers that a colon joins and that are no time.
fn part_of(start: Cursor<'_>) -> Option<Reading> {
    let first = start.number().filter(|digits| digits.len() <= 5)?;
    let after = start.next().over(&[':'])?;
    let second = after.number().filter(|digits| digits.len() <= 4)?;
    let end = after.next();
    let more = end
        .over(&[':', ',', '.', '-', '–', '/'])
        .is_some_and(|next| next.number().is_some());
    let minutes = value(second).filter(|_| second.len() == 2);
    let money = minutes.is_some_and(|cents| cents > 59);
    let place = start
        .back()
        .filter(|back| back.is_space())
        .and_then(Cursor::back)
        .and_then(Cursor::word)
        .is_some_and(|word| {
            word.starts_with(char::is_uppercase) && !lowered(word).starts_with("kl")
        });
    let estate = first.len() == 1 && place || start.follows(&["fastigheten", "fastighet"]);
    let time = minutes.is_some() && !money && !estate && first.len() <= 2;
    let priced = super::quantity::measure(end).is_some();
    if more || time || priced || !start.is_detached() || end.word().is_some() {
        return None;
    }
    let tail = is_year(second).map_or_else(|| number(second, Neuter), year);
    let head = number(first, Neuter);
    let head = if money { head } else { format!("{head} kolon") };
    Some(Reading::one(start, after, say(&head)).then(after, end, say(&tail)))
}

/// `mål C-311/18`: a case of the Court of Justice or the General Court.
pub(super) fn court_case(start: Cursor<'_>) -> Option<Reading> {
    let court = start
        .over_word(&["C", "F", "T"])?
        .over(&['-', '\u{2013}'])?;
    let stroke = court.next();
    let after = stroke.over(&['/'])?;
    let second = after.number().filter(|digits| digits.len() == 2)?;
    let words = both(
        crate::text::reading::spell(start.word()?),
        say(&number(court.number()?, Neuter)),
    );
    Some(
        Reading::one(start, stroke, words)
            .then(stroke, after, say("snedstreck"))
            .then(after, after.next(), say(&number(second, Neuter))),
    )
}

/// `s. 45`, `sid 12–15`: the page or the pages.
pub(super) fn page(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word()?;
    if matches!(word, "f" | "ff") {
        return following(start);
    }
    if word == "s"
        && let Some(count) = pages(start)
    {
        return Some(count);
    }
    if !PAGES.contains(&lowered(word).as_ref()) {
        return None;
    }
    let end = start.next().over_stop();
    let first = end.over_space();
    first.number()?;
    if word.len() == 1 && end.at == start.next().at && end.is_space() && !start.is_detached() {
        return None;
    }
    let several = first
        .next()
        .over(DASHES)
        .is_some_and(|second| second.number().is_some());
    let said = match word.len() {
        1 | 3 if several => "sidorna",
        1 | 3 => "sidan",
        _ => return None,
    };
    let said = crate::text::reading::cased(said, word);
    Some(Reading::one(start, end, say(&said)))
}

/// `256 s.`: how many pages a book has.
fn pages(start: Cursor<'_>) -> Option<Reading> {
    let end = start.next().over(&['.'])?;
    let count = start.back().filter(|back| back.is_space())?.back()?;
    let whole = count
        .back()
        .is_none_or(|back| back.over(&[',', '.']).is_none());
    let followed = end.over_space().number().is_some();
    let many = value(count.number()?).is_some_and(|n| n > 9);
    (whole && many && !followed).then(|| Reading::one(start, end, say("sidor")).stop(Stop::Final))
}

/// `f.` and `ff.` after a page: the pages after it too.
fn following(start: Cursor<'_>) -> Option<Reading> {
    let end = start.next().over(&['.'])?;
    let number = start
        .back()
        .filter(|back| back.is_space())
        .and_then(Cursor::back)?;
    number.number()?;
    let paged = number.follows(&["s", "sid", "sidan", "sidorna", "st", "kap"]);
    paged.then(|| Reading::one(start, end, say("och följande")).stop(Stop::MayEnd))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn references() {
        check(&[
            (
                "lagen (2018:1937)",
                "lagen (tjugohundra arton kolon nittonhundra trettiosju)",
            ),
            (
                "prop. 2017/18:105",
                "proposition tjugohundra sjutton arton kolon hundra fem",
            ),
            ("SOU 2019:47", "S O U tjugohundra nitton kolon fyrtiosju"),
            (
                "bet. 2020/21:KU10",
                "betänkande tjugohundra tjugo tjugoett kolon K U tio",
            ),
            ("i skala 1:100", "i skala ett till hundra"),
            (
                "dnr 2024/123",
                "diarienummer tjugohundra tjugofyra snedstreck hundra tjugotre",
            ),
            (
                "förordning (EU) 2016/679",
                "förordning (E U) tjugohundra sexton snedstreck sexhundra sjuttionio",
            ),
            (
                "NJA 2005 s. 462",
                "N J A tjugohundra fem sidan fyrahundra sextiotvå",
            ),
            ("Se s. 12-15", "Se sidorna tolv till femton"),
            ("sid 7", "sidan sju"),
            ("s. 45 ff.", "sidan fyrtiofem och följande"),
            ("sidan 21", "sidan tjugoett"),
        ]);
    }
}
