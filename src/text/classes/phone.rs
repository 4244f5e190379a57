//! Telephone numbers and their like, read by digit, group by group.

use super::{compound, quantity};
use crate::text::Pause;
use crate::text::gender;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, by_digit, number};
use crate::text::reading::{Reading, both, lowered, say};

/// Digits of a telephone number, with its prefix (ITU-T E.164 allows 15).
const DIGITS: std::ops::RangeInclusive<usize> = 5..=15;

/// Words before a telephone number or the number of an account.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "fax", "faxnummer", "jour", "jourtelefon", "journummer", "larma", "larmnummer", "larmnumret",
    "mobil", "mobilnummer", "mobiltelefon", "nödnumret", "nödnummer", "ring", "ringa", "ringer",
    "ringde", "slå", "sms", "sms:a", "swish", "swisha", "swishnummer", "tel", "telefon",
    "telefonnr", "telefonnummer", "telefonnumret", "telnr", "tfn", "tlf", "vx", "växel", "växeln",
    "alarm", "bankgiro", "bg", "giftinformationscentralen", "isbn", "issn", "konto",
    "kontonummer", "numret", "organisationsnummer", "orgnr", "personnummer", "pg", "plusgiro",
    "postgiro", "riktnummer", "räddningstjänsten", "sos",
];

/// Beginnings of words near which 112 is the emergency number.
const CALLS: &[&str] = &["larm", "nås", "ring", "slå", "uppring"];

/// Lexemes between such a word and the number.
const NEAR: usize = 6;

/// What follows 116 and 118 in the numbers of services (Post- och telestyrelsen).
const SERVICES: &[&str] = &["111", "117", "118", "123"];

/// Reads a telephone number, a service number or another string of grouped digits.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if !start.is_detached() {
        return None;
    }
    service(start)
        .or_else(|| international(start))
        .or_else(|| dialled(start))
}

/// Numbers that everybody calls by name: 112, 1177, 114 14.
fn service(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number()?;
    let end = start.next();
    if end
        .over(&[',', '.', ':', '-', '–'])
        .is_some_and(|next| next.number().is_some())
    {
        return None;
    }
    match digits {
        "1177" => Some(Reading::one(start, end, say("elva sjuttiosju"))),
        "112" if end.over(&['-']).is_some() => emergency_call(start, end.next()),
        "112" if is_called(start, end) => Some(Reading::one(start, end, say("ett ett två"))),
        "113" | "114" | "116" | "118" => {
            let second = end.over_thin_space()?;
            let known = |tail: &&str| tail.len() == 2 || SERVICES.contains(tail) || cued(start);
            let tail = second.number().filter(known)?;
            Some(Reading::one(start, end, say(&by_digit(digits))).then(
                second,
                second.next(),
                say(&by_digit(tail)),
            ))
        }
        _ => None,
    }
}

/// `112-samtalet`
fn emergency_call<'a>(start: Cursor<'a>, after: Cursor<'a>) -> Option<Reading> {
    let word = after.word().filter(|word| {
        let heads = ["larm", "operatör", "samtal"];
        heads.iter().any(|head| word.starts_with(head))
    })?;
    let words = both(say("ett ett två"), compound::element(word));
    Some(Reading::one(start, after.next(), words))
}

/// True for 112 near a word for calling, where it counts nothing.
fn is_called(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let counts = |word: &str| {
        gender::is_counted(word) && !["direkt", "genast", "kl", "omedelbart"].contains(&word)
    };
    let next = end.following_word();
    if quantity::measure(end).is_some() || next.is_some_and(gender::is_plural) {
        return false;
    }
    if cued(start) || next.is_some_and(counts) {
        return cued(start);
    }
    let mut place = start;
    for _ in 0..NEAR {
        let Some(back) = place.back().filter(|back| back.mark().is_none()) else {
            return false;
        };
        let calls = |word: &str| CALLS.iter().any(|call| lowered(word).starts_with(call));
        if back.word().is_some_and(calls) {
            return true;
        }
        place = back;
    }
    false
}

/// True after a word for a telephone, also over `på`, `nr` or a colon.
fn cued(start: Cursor<'_>) -> bool {
    let Some(word) = start.previous_word() else {
        return false;
    };
    if CUES.contains(&word.as_ref()) {
        return true;
    }
    let texted = || {
        let colon = start.back()?.back()?.back()?.back()?.back()?;
        colon.back().filter(|_| colon.over(&[':']).is_some())
    };
    if word == "till" && texted().is_some_and(|sms| sms.word() == Some("sms")) {
        return true;
    }
    let over = ["på", "nr", "nummer", "till", "direkt", "alarm"].contains(&word.as_ref());
    over && start
        .back()
        .and_then(Cursor::back)
        .is_some_and(|before| before.follows(CUES))
}

/// `+46 (0)90-16 57 00`
fn international(start: Cursor<'_>) -> Option<Reading> {
    let code = start.over(&['+'])?;
    let digits = code.number()?;
    let end = trunk_zero(code.next());
    let local = local_groups(end, true);
    let total = digits.len() + local.iter().map(|(_, _, group)| group.len()).sum::<usize>();
    if !(8..=15).contains(&total) {
        return None;
    }
    let words = if digits.len() <= 3 {
        number(digits, Neuter)
    } else {
        by_digit(digits)
    };
    Some(grouped(start, end, both(say("plus"), say(&words)), &local))
}

/// `090-16 57 00`, `070-123 45 67`, `08 123 456 78`; any grouping after a cue.
fn dialled(start: Cursor<'_>) -> Option<Reading> {
    let first = start.number()?;
    let cued = cued(start);
    let prefixed = first.starts_with('0') && first.len() > 1;
    let opened = start.back().is_some_and(|back| back.mark() == Some('('));
    let closed = start.next().over(&[')']).filter(|_| opened && prefixed);
    let after = closed.unwrap_or(start.next());
    if !prefixed && !cued {
        return None;
    }
    let groups = local_groups(after, cued || first.starts_with("00"));
    let total = first.len()
        + groups
            .iter()
            .map(|(_, _, group)| group.len())
            .sum::<usize>();
    let long_enough = if cued {
        DIGITS.contains(&total)
    } else {
        (8..=15).contains(&total)
    };
    let dashed = after.over(&['-', '–', '/']).is_some();
    if !long_enough || (!cued && !dashed && first.len() > 4 && first.len() < 9) {
        return None;
    }
    Some(grouped(start, start.next(), say(&by_digit(first)), &groups))
}

/// Past the `(0)` that is dialled only inside the country.
fn trunk_zero(end: Cursor<'_>) -> Cursor<'_> {
    let open = end.over_space().over(&['(']);
    let zero = open
        .filter(|zero| zero.number() == Some("0"))
        .map(Cursor::next);
    zero.and_then(|close| close.over(&[')'])).unwrap_or(end)
}

type Group<'a> = (Cursor<'a>, Cursor<'a>, &'a str);

/// The groups of digits after the first, over spaces, dashes and `(0)`.
fn local_groups(start: Cursor<'_>, cued: bool) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    let mut place = start;
    while groups.len() < 6 {
        let separator = place.over_space();
        let bracketed = separator.over(&['(']);
        let from = match bracketed.or_else(|| separator.over(&['-', '–', '/'])) {
            Some(after) => after.over_space(),
            None => place.over_thin_space().unwrap_or(place),
        };
        let Some(digits) = from.number().filter(|digits| {
            let apart = from.at > place.at || place.back().is_some_and(|b| b.mark() == Some(')'));
            apart && digits.len() <= 8
        }) else {
            break;
        };
        let end = from.next();
        if bracketed.is_some() && end.over(&[')']).is_none() {
            break;
        }
        let short = groups.is_empty() && digits.len() == 1 && bracketed.is_none() && !cued;
        if short {
            break;
        }
        groups.push((from, end, digits));
        place = end
            .over(&[')'])
            .filter(|_| bracketed.is_some())
            .unwrap_or(end);
    }
    groups
}

pub(super) fn grouped(
    start: Cursor<'_>,
    end: Cursor<'_>,
    words: Vec<crate::text::Word>,
    groups: &[Group<'_>],
) -> Reading {
    let mut reading = Reading::one(start, end, words);
    for &(from, to, digits) in groups {
        reading = reading
            .pause(Pause::Comma)
            .then(from, to, say(&by_digit(digits)));
    }
    reading
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn telephone_numbers() {
        check(&[
            ("090-16 57 00", "noll nio noll-ett sex fem sju noll noll"),
            (
                "08-508 00 00",
                "noll åtta-fem noll åtta noll noll noll noll",
            ),
            ("0701234567", "noll sju noll ett två tre fyra fem sex sju"),
            (
                "+46 (0)90-16 57 00",
                "plus fyrtiosex nio noll-ett sex fem sju noll noll",
            ),
            ("Ring 112 genast", "Ring ett ett två genast"),
            ("polisen på 114 14", "polisen på ett ett fyra ett fyra"),
            (
                "Tel: 786 00 00",
                "Telefon: sju åtta sex noll noll noll noll",
            ),
            ("112 personer", "hundra tolv personer"),
        ]);
    }
}
