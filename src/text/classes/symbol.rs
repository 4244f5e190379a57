//! Symbols that are said: `&`, `§`, `%`, `+`, `=`, `/`, `#`, `×`, and dashes between places.

use super::calendar;
use super::quantity::DASHES;
use crate::text::fold::superscript;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number};
use crate::text::reading::{Reading, lowered, say};

/// Symbols that are said the same wherever they stand.
const NAMES: &[(char, &str)] = &[
    ('&', "och"),
    ('§', "paragraf"),
    ('%', "procent"),
    ('‰', "promille"),
    ('=', "är lika med"),
    ('×', "gånger"),
    ('÷', "delat med"),
    ('±', "plus minus"),
    ('≈', "ungefär"),
    ('≠', "är inte lika med"),
    ('≤', "mindre än eller lika med"),
    ('≥', "större än eller lika med"),
    ('√', "roten ur"),
    ('∞', "oändligheten"),
    ('°', "grader"),
    ('℃', "grader Celsius"),
    ('€', "euro"),
    ('$', "dollar"),
    ('£', "pund"),
    ('¥', "yen"),
    ('№', "nummer"),
    ('©', "copyright"),
    ('@', "snabel-a"),
];

/// Symbols that are operators only beside a number.
const OPERATORS: &[(char, &str)] = &[
    ('<', "mindre än"),
    ('>', "större än"),
    ('*', "gånger"),
    ('·', "gånger"),
    ('−', "minus"),
    ('^', "upphöjt till"),
];

/// Words before the years of school.
const GRADES: &[&str] = &[
    "elever",
    "grundskola",
    "grundskolan",
    "klass",
    "klasserna",
    "skola",
    "skolan",
    "åk",
    "årskurs",
    "årskurserna",
];

/// Units in full after which a stroke means `per`.
#[rustfmt::skip]
const RATED: &[&str] = &[
    "antal", "besök", "euro", "gram", "grader", "gånger", "kilo", "kilometer", "kostnad", "kr",
    "kronor", "liter", "meter", "procent", "öre", "timmar",
];

/// What a number of something is had per, after a stroke.
const PERIODS: &[&str] = &[
    "dag", "dygn", "månad", "natt", "person", "sekund", "timme", "vecka", "år",
];

/// Times in which something is done so many times, short and in full.
const TIMES: &[(&str, &str)] = &[
    ("d", "dag"),
    ("dgn", "dygn"),
    ("h", "timme"),
    ("mån", "månad"),
    ("min", "minut"),
    ("tim", "timme"),
    ("v", "vecka"),
    ("år", "år"),
];

/// Words before a stretch whose ends a dash joins.
#[rustfmt::skip]
const ROUTES: &[&str] = &[
    "bron", "färja", "färjan", "färjelinjen", "flyg", "flyget", "järnväg", "järnvägen", "leden",
    "linje", "linjen", "resa", "resan", "rutten", "spåret", "stambanan", "sträcka", "sträckan",
    "sträckningen", "trafiken", "tåg", "tåget", "tågen", "väg", "vägen", "banan", "buss", "bussen",
    "bussar", "motorvägen", "avståndet",
];

/// Reads one symbol.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let mark = start.mark()?;
    let end = start.next();
    if mark == '/' {
        return stroke(start, end);
    }
    if DASHES.contains(&mark)
        && let Some(joined) = dash(start, end)
    {
        return Some(joined);
    }
    let said = match mark {
        '§' if start.over(&['§']).is_none() => "paragraferna",
        '+' => plus(start, end)?,
        '#' => hash(start, end)?,
        '.' => point(start, end)?,
        _ => match superscript(mark) {
            Some(digit) => return power(start, digit),
            None => named(start, mark)?,
        },
    };
    Some(Reading::one(start, end, say(said)))
}

fn named(start: Cursor<'_>, mark: char) -> Option<&'static str> {
    if let Some((_, said)) = NAMES.iter().find(|(symbol, _)| *symbol == mark) {
        return Some(said);
    }
    let (_, said) = OPERATORS.iter().find(|(symbol, _)| *symbol == mark)?;
    let before = start.back().map(|back| {
        if back.is_space() {
            back.back()
        } else {
            Some(back)
        }
    });
    let left = before
        .flatten()
        .is_some_and(|place| place.number().is_some());
    let operand = start.next().over_space();
    let right = operand
        .over(&['-', '−'])
        .unwrap_or(operand)
        .number()
        .is_some();
    let opens = matches!(mark, '<' | '>') && right;
    (opens || (left && right)).then_some(said)
}

/// `2 + 2`, `50+`, `C++`
fn plus(start: Cursor<'_>, end: Cursor<'_>) -> Option<&'static str> {
    if start.over(&['+']).is_none() {
        return (!start.is_detached()).then_some("plus plus");
    }
    let spaced = end.is_space() && start.back().is_some_and(Cursor::is_space);
    let operand = spaced || end.number().is_some();
    (operand || !start.is_detached()).then_some("plus")
}

fn hash(start: Cursor<'_>, end: Cursor<'_>) -> Option<&'static str> {
    if !start.is_detached() {
        return None;
    }
    if end.number().is_some() {
        return Some("nummer");
    }
    end.word().map(|_| "hashtag")
}

/// The full stops of version and chapter numbers: `1.2.3`.
fn point(start: Cursor<'_>, end: Cursor<'_>) -> Option<&'static str> {
    let before = start.back().is_some_and(|back| back.number().is_some());
    (before && end.number().is_some() && start.over(&['.']).is_some()).then_some("punkt")
}

/// `x²`, `10³`: a power; after a longer word it is the mark of a footnote and silent.
fn power(start: Cursor<'_>, digit: char) -> Option<Reading> {
    let base = start.back()?;
    let variable = base.word().is_some_and(|word| word.chars().count() == 1);
    if !variable && base.number().is_none() {
        return None;
    }
    let said = format!(
        "upphöjt till {}",
        number(digit.encode_utf8(&mut [0; 4]), Neuter)
    );
    Some(Reading::one(start, start.next(), say(&said)))
}

/// The figure of a chemical formula, as in `CO2`.
fn is_formula(place: Cursor<'_>) -> bool {
    let letters = place.back().and_then(Cursor::word);
    place.number().is_some() && letters.is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// `han/hon`, `kr/person`; silent in `och/eller`, in names and between numbers.
fn stroke(start: Cursor<'_>, end: Cursor<'_>) -> Option<Reading> {
    if let (Some(left), Some(right)) = (start.back()?.number(), end.number()) {
        return (left == right).then(|| Reading::one(start, end, say("av")));
    }
    if super::unit::is_rate(end) && is_formula(start.back()?) {
        return Some(Reading::one(start, end, say("per")));
    }
    if let Some(reading) = rate_of_time(start, end).or_else(|| spaced_stroke(start, end)) {
        return Some(reading);
    }
    let left = start.back()?.word()?;
    let right = end.word()?;
    let counted = ["are", "er", "ar", "or"]
        .iter()
        .any(|plural| left.ends_with(plural));
    let quantity = || {
        let count = start
            .back()
            .and_then(Cursor::back)
            .filter(|back| back.is_space());
        count
            .and_then(Cursor::back)
            .is_some_and(|number| number.number().is_some())
    };
    let rated = (PERIODS.contains(&right) && quantity())
        || RATED.contains(&lowered(left).as_ref())
        || (PERIODS.contains(&right) && counted);
    let joins = |word: &str| matches!(word, "och" | "eller" | "samt");
    let plain =
        right.starts_with(char::is_lowercase) && left.chars().skip(1).all(char::is_lowercase);
    let said = match (rated, plain && !joins(left) && !joins(right)) {
        (true, _) => "per",
        (false, true) => "eller",
        (false, false) => return None,
    };
    Some(Reading::one(start, end, say(said)))
}

/// `3 set/vecka`, `14 glas/v`: so many in a time, in full or short.
fn rate_of_time<'a>(start: Cursor<'a>, end: Cursor<'a>) -> Option<Reading> {
    let left = start.back()?.word()?;
    let right = end.word()?;
    let time = |word: &str| TIMES.iter().any(|(_, time)| word.ends_with(time));
    let full = TIMES.iter().any(|(_, time)| *time == right);
    let chained = end.next().over(&['/']).and_then(Cursor::word);
    if !time(left) && (full || chained.is_some_and(time)) {
        return Some(Reading::one(start, end, say("per")));
    }
    let (_, name) = TIMES.iter().find(|(short, _)| *short == right)?;
    let space = start.back()?.back().filter(|space| space.is_space())?;
    space.back()?.number()?;
    Some(Reading::one(start, end, say("per")).then(end, end.next(), say(name)))
}

/// `ja / nej`: between spaces a stroke joins only words in small letters.
fn spaced_stroke<'a>(start: Cursor<'a>, end: Cursor<'a>) -> Option<Reading> {
    let before = start.back().filter(|back| back.is_space())?;
    let left = before.back()?.word()?;
    let right = end.following_word()?;
    let small = |word: &str| word.chars().nth(1).is_some_and(char::is_lowercase);
    let joins = right.starts_with(char::is_lowercase) && small(left) && small(right);
    joins.then(|| Reading::one(start, end, say("eller")))
}

/// True for `F-3` after a word for the years of school.
pub(super) fn is_grades(start: Cursor<'_>) -> bool {
    let years = start
        .next()
        .over(&['-'])
        .is_some_and(|year| year.number().is_some());
    start.word() == Some("F") && years && start.follows(GRADES)
}

/// True for `Umeå-Luleå` after `sträckan` and its like.
pub(super) fn is_route(start: Cursor<'_>) -> bool {
    let capital = |place: Cursor<'_>| {
        place
            .word()
            .is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    let far = start.next().over(&['-']);
    capital(start) && far.is_some_and(capital) && start.follows(ROUTES)
}

/// `mån–fre`, `maj-augusti`, `sträckan Umeå–Luleå`
fn dash(start: Cursor<'_>, end: Cursor<'_>) -> Option<Reading> {
    let spaced = end.is_space();
    let before = start.back()?;
    if before.is_space() != spaced {
        return None;
    }
    let left = if spaced { before.back()? } else { before };
    let left = if left.mark() == Some('.') {
        left.back()?
    } else {
        left
    };
    if super::quantity::is_after_era(start) && end.number().is_some() {
        return Some(Reading::one(start, end, say("till")));
    }
    let named = |word: &str| calendar::is_name(&lowered(word));
    let grade = |word: &str| word.len() == 1 && word.starts_with(char::is_uppercase);
    if !spaced
        && end.number().is_some()
        && (start.mark() == Some('–') || left.follows(GRADES))
        && left.word().is_some_and(grade)
    {
        return Some(Reading::one(start, end, say("till")));
    }
    let to = end.over_space().word()?;
    if named(to) && left.number().is_some() && !spaced {
        return Some(Reading::one(start, end, say("till")));
    }
    let from = left.word()?;
    if named(from) && named(to) {
        return Some(Reading::one(start, end, say("till")));
    }
    let capitals = from.starts_with(char::is_uppercase) && to.starts_with(char::is_uppercase);
    let letters = from.len() == 1 && to.chars().count() == 1 && from < to;
    if letters && capitals && !spaced && start.mark() == Some('–') && left.is_detached() {
        let whole = end.next().over(&['-']).is_none();
        return whole.then(|| Reading::one(start, end, say("till")));
    }
    let joins = start.mark() != Some('-') || left.follows(ROUTES);
    if spaced || !capitals || !joins {
        return None;
    }
    if left.follows(&["mellan"]) {
        return Some(Reading::one(start, end, say("och")));
    }
    left.follows(ROUTES)
        .then(|| Reading::one(start, end, say("till")))
}

/// `3 x 4`, `10x10`: the letter between two numbers.
pub(super) fn times(start: Cursor<'_>) -> Option<Reading> {
    start.over_word(&["x", "X"])?;
    let before = start.back().map(|back| {
        if back.is_space() {
            back.back()
        } else {
            Some(back)
        }
    });
    let counted = |unit: Cursor<'_>| unit.follows_number() && unit.word().is_some();
    let left = before
        .flatten()
        .is_some_and(|place| place.number().is_some() || counted(place));
    let right = start.next().over_space().number().is_some();
    (left && right).then(|| Reading::one(start, start.next(), say("gånger")))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn symbols() {
        check(&[
            ("5 & 7", "fem och sju"),
            ("H&M", "H och M"),
            ("han/hon", "han eller hon"),
            (
                "fre 5/7–sön 7/7",
                "fredag femte juli till söndag sjunde juli",
            ),
            ("många besökare/dag", "många besökare per dag"),
            ("2 dagar/vecka", "två dagar per vecka"),
            ("och/eller", "och eller"),
            ("AC/DC", "A C D C"),
            ("2 + 2 = 4", "två plus två är lika med fyra"),
            ("50+ och a + b", "femtio plus och a plus b"),
            ("5 − 3", "fem minus tre"),
            ("3 x 4 m", "tre gånger fyra meter"),
            ("10x10", "tio gånger tio"),
            ("#1", "nummer ett"),
            ("#umeå", "hashtag umeå"),
            ("x²", "x upphöjt till två"),
            ("studien² visar", "studien visar"),
            ("version 1.2.3", "version ett punkt två punkt tre"),
            ("Linjen Umeå–Luleå", "Linjen Umeå till Luleå"),
            ("Sverige–Norge", "Sverige–Norge"),
            ("24/7", "tjugofyra sju"),
            ("betyget 10/10", "betyget tio av tio"),
            ("många %", "många procent"),
            ("p < 0,05", "p mindre än noll komma noll fem"),
        ]);
    }
}
