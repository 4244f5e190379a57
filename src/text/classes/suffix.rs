//! Figures with endings: `3:e`, `7:ans`, `12-åring`, `1800-talet`, `3-rumslägenhet`, `50%-ig`.

use super::compound;
use super::quantity::DASHES;
use super::unit;
use crate::text::amount::Amount;
use crate::text::gender::{self, LABELS};
use crate::text::lexeme::Cursor;
use crate::text::numerals::{self, Gender::Neuter, cardinal, number, ordinal, value, year};
use crate::text::reading::{Reading, Stop, both, say};

/// Ordinal endings after a colon, and whether they are masculine.
const ORDINALS: &[(&str, bool, &str)] = &[
    ("a", false, ""),
    ("e", true, ""),
    ("as", false, "s"),
    ("es", true, "s"),
    ("de", false, ""),
    ("te", false, ""),
    ("dje", false, ""),
    ("nde", false, ""),
    ("dra", false, ""),
    ("sta", false, ""),
    ("ste", true, ""),
];

/// The names of figures as nouns: `en femma`, without their final a.
const NAMES: [&str; 13] = [
    "noll", "ett", "två", "tre", "fyr", "femm", "sex", "sju", "ått", "ni", "ti", "elv", "tolv",
];

/// Endings of nouns made from figures.
const NOUN_ENDINGS: &[&str] = &[
    "a", "an", "ans", "or", "orna", "ornas", "ors", "as", "er", "erna", "s", "n", "ns",
];

/// Reads a number with an ending after a colon or a hyphen.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    start.number()?;
    colon(start)
        .or_else(|| hyphen(start))
        .or_else(|| glued(start))
        .or_else(|| percent(start))
        .or_else(|| measured(start))
}

/// `3:e`, `1 000 000:e`, `5:an`
fn colon(start: Cursor<'_>) -> Option<Reading> {
    let (amount, end) = Amount::read(start)?;
    let ending_at = end.over(&[':'])?;
    let ending = ending_at.word()?;
    let n = amount.value()?;
    let words = dwelling(start, n, ending_at)
        .or_else(|| ordinal_with(n, ending))
        .or_else(|| latin(n, ending))
        .or_else(|| noun(n, ending))?;
    let (tail, after) = compound::rest(ending_at.next());
    Some(Reading::one(start, after, both(say(&words), tail)))
}

/// `en 2:a`, `en 3:a på 75 kvm`: a figure as a noun where no noun follows.
fn dwelling(start: Cursor<'_>, n: u64, ending_at: Cursor<'_>) -> Option<String> {
    let alone = !ending_at
        .next()
        .following_word()
        .is_some_and(gender::is_counted);
    let one = ending_at.word() == Some("a") && start.follows(&["en", "ingen", "någon"]) && alone;
    one.then(|| noun(n, "a")).flatten()
}

/// `1:o`, `2:o`: Latin ordinals, which number marriages and grounds.
fn latin(n: u64, ending: &str) -> Option<String> {
    let name = match n {
        1 => "primo",
        2 => "sekundo",
        3 => "tertio",
        _ => return None,
    };
    (ending == "o").then(|| name.to_owned())
}

/// Ordinals: `:a` after one and two, `:e` after the others.
fn ordinal_with(n: u64, ending: &str) -> Option<String> {
    let &(_, masculine, genitive) = ORDINALS.iter().find(|(form, ..)| *form == ending)?;
    let ends_in_a = matches!(n % 10, 1 | 2) && !matches!(n % 100, 11 | 12);
    if ending.starts_with('a') && !ends_in_a {
        return None;
    }
    Some(format!("{}{genitive}", ordinal(n, masculine)))
}

/// `femma`, `sjuans`, `tjugotvåan`: a figure as a noun.
fn noun(n: u64, ending: &str) -> Option<String> {
    if !NOUN_ENDINGS.contains(&ending) {
        return None;
    }
    if ending == "s" {
        return Some(format!("{}s", cardinal(n, Neuter)));
    }
    let ending = match ending {
        "n" | "ns" => format!("a{ending}"),
        "er" => "or".to_owned(),
        "erna" => "orna".to_owned(),
        _ => ending.to_owned(),
    };
    let (rest, last) = if n <= 12 {
        (0, n)
    } else {
        (n - n % 10, n % 10)
    };
    let stem = match (rest, last) {
        (0, _) => NAMES[last as usize].to_owned(),
        (20..=90, 0) => cardinal(n, Neuter).trim_end_matches('o').to_owned(),
        _ if n % 100 < 20 || last == 0 => cardinal(n, Neuter),
        _ => format!("{}{}", cardinal(rest, Neuter), NAMES[last as usize]),
    };
    Some(numerals::compound(&stem, &ending))
}

/// `12-åring`, `1800-talet`, `10 000-metersloppet`, `1600- och 1700-talet`
fn hyphen(start: Cursor<'_>) -> Option<Reading> {
    let (amount, end) = Amount::read(start)?;
    let after = end.over(&['-', '\u{2013}'])?;
    let hangs =
        after.is_space() && end.mark() == Some('-') && after.over_space().word().is_some_and(joins);
    if hangs && amount.is_whole() {
        return Some(Reading::one(start, after, say(&prefix(&amount, "talet"))));
    }
    let word = after.word()?;
    if let Some(stopped) = after.over_word(&["t"]).and_then(|end| end.over(&['.'])) {
        let words = numerals::compound(&prefix(&amount, "talet"), "talet");
        return Some(Reading::one(start, stopped, say(&words)).stop(Stop::MayEnd));
    }
    if !word.starts_with(char::is_lowercase) || (end.mark() == Some('–') && !is_age(word)) {
        let lettered = end.mark() == Some('-') && amount.is_whole();
        return lettered.then(|| {
            let (tail, to) = compound::rest(end);
            Reading::one(start, to, both(say(&amount.said(Neuter)), tail))
        });
    }
    let (tail, to) = compound::rest(after.next());
    let apart = !start.is_detached() || start.follows(LABELS);
    if word.chars().count() == 1 || !amount.is_whole() || apart {
        let words = both(say(&amount.said(Neuter)), compound::element(word));
        return Some(Reading::one(start, to, both(words, tail)));
    }
    let words = numerals::compound(&prefix(&amount, word), word);
    Some(Reading::one(start, to, both(say(&words), tail)))
}

fn joins(word: &str) -> bool {
    matches!(
        word,
        "och" | "eller" | "till" | "respektive" | "resp" | "samt"
    )
}

fn is_age(word: &str) -> bool {
    word.starts_with("år") || word.starts_with("åring") || word.starts_with("tal")
}

/// The number as the first element of a compound; centuries and decades by hundreds.
fn prefix(amount: &Amount, word: &str) -> String {
    let decade = word.starts_with("tal");
    match (amount.value(), amount.whole.as_str()) {
        (Some(0), "00") => "nollnoll".to_owned(),
        (Some(hour), _) if word.starts_with("tid") => cardinal(hour, Neuter),
        (Some(2000), "2000") if decade => "tjugohundra".to_owned(),
        (Some(n @ 1100..2000), digits) if digits.len() == 4 && !amount.grouped => year(n),
        (Some(n @ 2001..2100), digits) if digits.len() == 4 && decade => year(n),
        (Some(_), _) => amount.said(Neuter),
        (None, digits) => number(digits, Neuter),
    }
}

/// `7an`, `3e plats`, `60tal`: endings without a hyphen.
fn glued(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number().filter(|digits| digits.len() <= 4)?;
    let n = value(digits)?;
    let end = start.next();
    let ending = end.word()?;
    let words = match ending {
        "an" | "ans" | "or" | "orna" => noun(n, ending)?,
        "e" if n > 2
            && end
                .next()
                .following_word()
                .is_some_and(|w| w.starts_with(char::is_lowercase)) =>
        {
            ordinal(n, false)
        }
        "tal" | "talet" | "årig" | "åring" | "åringar" | "åringen" => {
            let amount = Amount::read(start)?.0;
            numerals::compound(&prefix(&amount, ending), ending)
        }
        _ => return None,
    };
    Some(Reading::one(start, end.next(), say(&words)))
}

/// `50%-ig`, `3 %-enheter`
fn percent(start: Cursor<'_>) -> Option<Reading> {
    let (amount, end) = Amount::read(start)?;
    let hyphen = end.over_space().over(&['%'])?.over(DASHES)?;
    let ending = hyphen.word()?;
    let (ending, to) = match ending {
        "enh" => ("enheter", hyphen.next().over_stop()),
        _ => (ending, hyphen.next()),
    };
    let adjective = ending.starts_with("ig");
    let count = amount.said(Neuter);
    let words = if adjective {
        numerals::compound(&count, "procent")
    } else {
        format!("{count} procent")
    };
    let words = format!("{words}{ending}");
    Some(Reading::one(start, to, say(&words)))
}

/// `5 km-loppet`, `15"-skärm`: a number and its unit as the first element of a compound.
fn measured(start: Cursor<'_>) -> Option<Reading> {
    let (amount, end) = Amount::read(start)?;
    let (unit, word) = unit::joined(end)?;
    let (tail, to) = compound::rest(word.next());
    let count = amount.said(Neuter);
    let space = if amount.is_whole() { "" } else { " " };
    let head = if amount.is_whole() {
        numerals::compound(&count, "")
    } else {
        count
    };
    let words = format!("{head}{space}{unit}s{}", word.word()?);
    Some(Reading::one(start, to, both(say(&words), tail)))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn endings() {
        check(&[
            ("1:a", "första"),
            ("1:e", "förste"),
            ("22:a", "tjugoandra"),
            ("3:e-pris", "tredje pris"),
            ("100:e", "hundrade"),
            ("7:ans buss", "sjuans buss"),
            ("4:an", "fyran"),
            ("5:or", "femmor"),
            ("21:an", "tjugoettan"),
            ("12-åring", "tolvåring"),
            ("1-åringen", "ettåringen"),
            ("80-årsjubileet", "åttioårsjubileet"),
            ("100-metersloppet", "hundrametersloppet"),
            ("10 000-metersloppet", "tiotusenmetersloppet"),
            ("1800-talet", "artonhundratalet"),
            ("1930-talets", "nittonhundratrettiotalets"),
            ("2000-talet", "tjugohundratalet"),
            ("2010-talet", "tjugohundratiotalet"),
            ("00-talet", "nollnolltalet"),
            (
                "1600- och 1700-talet",
                "sextonhundra och sjuttonhundratalet",
            ),
            ("50%-ig", "femtioprocentig"),
            ("3 %-enheter", "tre procentenheter"),
            ("3-D-film", "tre D film"),
            ("1,5-plansvilla", "ett komma fem plansvilla"),
            ("typ 1-diabetes", "typ ett diabetes"),
            ("A4-papper", "A fyra papper"),
            ("den 3e plats", "den tredje plats"),
        ]);
    }
}
