//! Weekdays and months by name, in full or short: `mån–fre`, `12 okt.`

use super::quantity::DASHES;
use crate::text::lexeme::Cursor;
use crate::text::reading::{Reading, Stop, cased, lowered, say};

/// The months, in order.
pub(in crate::text) const MONTHS: [&str; 12] = [
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
    ("må", "måndag"),
    ("ti", "tisdag"),
    ("on", "onsdag"),
    ("to", "torsdag"),
    ("fr", "fredag"),
    ("lö", "lördag"),
    ("sö", "söndag"),
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

const WEEKDAYS: [&str; 7] = [
    "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag",
];

/// The month and the place after it, in full or short.
pub(super) fn month(start: Cursor<'_>) -> Option<(&'static str, Cursor<'_>)> {
    let word = lowered(start.word().filter(|word| word.len() <= 9)?);
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

/// Reads a short weekday or month where it stands alone or in a range.
pub(super) fn name(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word().filter(|word| word.len() <= 6)?;
    let lower = lowered(word);
    let &(short, name) = SHORT.iter().find(|(short, _)| *short == lower)?;
    let end = start.next();
    let stopped = end.over(&['.']);
    let sure = matches!(
        short,
        "mån"
            | "tis"
            | "ons"
            | "tors"
            | "fre"
            | "lör"
            | "sön"
            | "okt"
            | "nov"
            | "aug"
            | "sept"
            | "febr"
    );
    let word_too = matches!(short, "ti" | "on" | "to" | "fr");
    let joins = |far: Option<Cursor<'_>>| {
        let named = |word: &str| is_name(&lowered(word));
        !word_too || far.and_then(Cursor::word).is_some_and(named)
    };
    let dash = end.over_stop().over_space();
    let after = dash
        .over(DASHES)
        .filter(|after| joins(Some(after.over_space())));
    let before = start
        .back()
        .filter(|dash| dash.over(DASHES).is_some() && joins(dash.back()));
    let in_range = after.is_some() || before.is_some();
    let named = matches!(word, "Tor" | "Jan" | "Mar" | "Jul") && start.previous_word().is_some();
    let dated = !word_too && !named && stopped.unwrap_or(end).over_space().number().is_some();
    let listed = is_weekday(name) && is_timed(end, word_too);
    let lower_case = word.starts_with(char::is_lowercase);
    let spelled_out = stopped.is_some_and(|after| lower_case && short != "mar" && continues(after));
    let stop_inside = stopped.filter(|after| sure && (continues(*after) || after.is_end()));
    let ending = end.over(&[':']).is_some_and(|after| !after.is_space());
    let suspended = end.over(&['-']).is_some_and(|after| {
        let joined = ["och", "eller", "samt"];
        after
            .following_word()
            .is_some_and(|word| joined.contains(&word))
    });
    if suspended
        || !(sure || in_range || dated || listed || spelled_out)
        || word.chars().all(char::is_uppercase)
        || ending
    {
        return None;
    }
    let to = stopped
        .filter(|_| stop_inside.is_some() || dated || in_range || spelled_out)
        .unwrap_or(end);
    let said = cased(name, word);
    let reading = Reading::one(start, to, say(&said));
    Some(if to.at > end.at {
        reading.stop(Stop::MayEnd)
    } else {
        reading
    })
}

/// True before a colon and hours, as in a list of opening hours, or before `kl`.
fn is_timed(end: Cursor<'_>, word_too: bool) -> bool {
    let colon = end.over(&[':']).filter(|after| after.is_space());
    let hours = colon.is_some_and(|after| after.next().number().is_some());
    hours || !word_too && end.over_stop().over_space().word() == Some("kl")
}

/// True for the full or short name of a weekday or month, in lower case.
pub(super) fn is_name(word: &str) -> bool {
    MONTHS.contains(&word)
        || WEEKDAYS.contains(&word)
        || SHORT.iter().any(|(short, _)| *short == word)
}

/// True for the full or short name of a month, in lower case.
pub(super) fn is_month(word: &str) -> bool {
    let short = SHORT.iter().find(|(short, _)| *short == word);
    MONTHS.contains(&short.map_or(word, |(_, name)| name))
}

/// True for the full or short name of a weekday, in lower case.
pub(super) fn is_weekday(word: &str) -> bool {
    let full = SHORT
        .iter()
        .find(|(short, _)| *short == word)
        .map_or(word, |(_, name)| name);
    WEEKDAYS.iter().any(|day| full.starts_with(day))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn names_of_days_and_months() {
        check(&[
            ("mån-fre", "måndag till fredag"),
            ("tis 4 feb", "tisdag fjärde februari"),
            ("lör.", "lördag."),
            ("maj-augusti", "maj till augusti"),
            ("jan–mars", "januari till mars"),
            ("Tor Berg", "Tor Berg"),
            ("en jul", "en jul"),
        ]);
    }
}
