//! Abbreviations with and without full stops: `bl.a.`, `t ex`, `kl.`, `m.fl.`, `Dr`.

use super::abbreviations::ABBREVIATIONS;
use crate::text::gender;
use crate::text::lexeme::Cursor;
use crate::text::numerals::Gender;
use crate::text::reading::{Reading, Stop, cased, say};

/// Where an abbreviation is one, and what a full stop after it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Anywhere; something always follows it, so its stop ends no sentence.
    Open,
    /// Anywhere, also at the end of a sentence.
    Closing,
    /// Only with its full stop; something follows it.
    Stopped,
    /// Only with its full stop, also at the end of a sentence.
    Ending,
    /// Only with its full stop and before a small letter or a number.
    Within,
    /// Only before a number.
    Number,
    /// Only after a number.
    Counted,
    /// Only before a name.
    Name,
}

/// Parts of the longest abbreviations: `m.a.o.`, `fr.o.m.`, `o.s.v.`
const MOST_PARTS: usize = 4;

/// Bytes of the longest abbreviation in use without its last stop.
const LONGEST_BARE: usize = 8;

/// Numbers in words, which `max.` and `min.` bound.
#[rustfmt::skip]
const NUMERALS: &[&str] = &[
    "en", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "femton", "tjugo", "trettio", "fyrtio", "femtio", "hälften", "halva",
];

/// Bytes of the longest part.
const LONGEST_PART: usize = 12;

/// Bytes of the longest part of an abbreviation of several.
const LONGEST_OF_SEVERAL: usize = 5;

/// Reads the longest abbreviation that begins here.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let candidates = candidates(start);
    candidates
        .into_iter()
        .rev()
        .find_map(|(key, end)| expand(start, &key, end))
        .or_else(|| numbered(start))
}

/// `diarienr`, `Ärendenr.`: the head of a compound that is written in short.
fn numbered(start: Cursor<'_>) -> Option<Reading> {
    let stem = start
        .word()?
        .strip_suffix("nr")
        .filter(|stem| stem.len() > 2)?;
    let small = stem.chars().skip(1).all(char::is_lowercase);
    let end = start.next().over_stop();
    small.then(|| Reading::one(start, end, say(&format!("{stem}nummer"))).stop(Stop::None))
}

/// The keys that begin here, shortest first, and where each ends.
fn candidates<'a>(start: Cursor<'a>) -> Vec<(String, Cursor<'a>)> {
    let mut found: Vec<(String, Cursor<'a>)> = Vec::new();
    let mut key = String::new();
    let mut place = start;
    while let Some(word) = place.word().filter(|word| word.len() <= LONGEST_PART) {
        key.push_str(&first_lowered(word, found.is_empty()));
        place = place.next();
        found.push((key.clone(), place));
        if found.len() == MOST_PARTS {
            break;
        }
        if let Some(after) = place.over(&[':', '/']) {
            key.push(if place.mark() == Some(':') { ':' } else { '/' });
            place = after;
        } else {
            let after = place.over_stop().over_space();
            let short = |word: &str| word.len() <= LONGEST_OF_SEVERAL;
            let party = place.is_space() && word.len() == 1 && word.starts_with(char::is_uppercase);
            let alone = after.at == place.at || party;
            if alone || !short(word) || !after.word().is_some_and(short) {
                break;
            }
            key.push('.');
            place = after;
        }
    }
    found
}

/// Only the first letter of an abbreviation changes with its place in the sentence.
fn first_lowered(word: &str, first: bool) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(c) if first => c.to_lowercase().chain(letters).collect(),
        _ => word.to_owned(),
    }
}

fn expand<'a>(start: Cursor<'a>, key: &str, end: Cursor<'a>) -> Option<Reading> {
    if key.len() > LONGEST_BARE && end.over(&['.']).is_none() {
        return None;
    }
    let word = start.word()?;
    let stopped = end.over(&['.']).filter(|after| !is_glued_name(*after));
    let after = stopped.unwrap_or(end);
    let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    if !is_whole(start, end) || (capitals && stopped.is_none()) {
        return None;
    }
    let (said, when) = ABBREVIATIONS.iter().find_map(|(when, entries)| {
        let found = entries.binary_search_by(|(other, _)| (*other).cmp(key));
        let (_, said) = entries[found.ok()?];
        stands(*when, key, start, end, stopped).then_some((said, *when))
    })?;
    let next = after.over_space().word();
    let saint = key == "st"
        && word == "St"
        && next.is_some_and(|next| next.starts_with(char::is_uppercase));
    let said = if saint {
        "Sankt".to_owned()
    } else {
        cased(inflected(start, key, after).unwrap_or(said), word)
    };
    let stop = match (stopped, when) {
        (None, _) => Stop::None,
        (Some(_), _) if saint => Stop::Inside,
        (Some(_), When::Closing | When::Counted) => Stop::Final,
        (Some(_), When::Ending) => Stop::MayEnd,
        (Some(_), _) => Stop::Inside,
    };
    Some(Reading::one(start, after, say(&said)).stop(stop))
}

/// The form that the words around ask for, where it is not the one in the table.
fn inflected<'a>(start: Cursor<'a>, key: &str, after: Cursor<'a>) -> Option<&'static str> {
    let one = |words: &[&str]| start.follows(words);
    let common = || {
        one(&[
            "en", "någon", "ingen", "varje", "min", "din", "sin", "vår", "er",
        ])
    };
    let neuter = || {
        one(&[
            "ett", "något", "inget", "mitt", "ditt", "sitt", "vårt", "ert",
        ])
    };
    let plural = |word: &str| gender::is_plural(word) || word.ends_with("arna");
    match key {
        "s.k" if common() => Some("så kallad"),
        "s.k" if neuter() => Some("så kallat"),
        "ev" | "evt" if common() => Some("eventuell"),
        "ev" | "evt" if after.following_word().is_some_and(plural) => Some("eventuella"),
        "t.v" if one(&["tr", "trappor", "trappa", "vån", "våning", "bv"]) => Some("till vänster"),
        "max" if before_noun(after) => Some(maximal(after)),
        "min" if before_noun(after) => Some("minsta"),
        "v" if is_version(after) => Some("version"),
        "inst" if after.following_word() == Some("för") => Some("institutionen"),
        "ref" if start.back().and_then(Cursor::back)?.number()?.len() == 4 => Some("referat"),
        _ => None,
    }
}

/// True where a noun or an adjective follows, so that `max.` tells of what kind it is.
fn before_noun(after: Cursor<'_>) -> bool {
    let counts = |word: &str| gender::is_counted(word) && !NUMERALS.contains(&word);
    after.following_word().is_some_and(counts)
}

/// `maximal längd`, `maximalt antal`
fn maximal(after: Cursor<'_>) -> &'static str {
    match after.following_word().map(gender::of_noun) {
        Some(Gender::Common) => "maximal",
        _ => "maximalt",
    }
}

/// `v 1.0`: weeks have no points.
fn is_version(after: Cursor<'_>) -> bool {
    let point = after.over_space().next().over(&['.']);
    point.is_some_and(|next| next.number().is_some())
}

/// A capital right after the stop begins the next sentence where a space was lost.
fn is_glued_name(after: Cursor<'_>) -> bool {
    after
        .word()
        .is_some_and(|word| word.len() > 2 && word.starts_with(char::is_uppercase))
}

/// True where no letter, digit or hyphen continues the abbreviation into a word.
fn is_whole(start: Cursor<'_>, end: Cursor<'_>) -> bool {
    let glued = end.number().is_some()
        || end
            .over(&['-', ':'])
            .is_some_and(|next| next.word().is_some());
    start.is_detached() && !glued
}

fn stands(
    when: When,
    key: &str,
    start: Cursor<'_>,
    end: Cursor<'_>,
    stopped: Option<Cursor<'_>>,
) -> bool {
    let next = stopped.unwrap_or(end).over_space();
    let small = |place: Cursor<'_>| {
        place
            .word()
            .is_some_and(|word| word.starts_with(char::is_lowercase))
    };
    match when {
        When::Open | When::Closing => true,
        When::Stopped | When::Ending => stopped.is_some(),
        When::Within => {
            let number = next.over(&['+', '-', '−', '±']).unwrap_or(next);
            stopped.is_some() && (small(next) || number.number().is_some())
        }
        When::Number => {
            let preschool = key == "åk" && next.word() == Some("F");
            preschool
                || next.number().is_some() && (key.len() > 1 || key == "v" || stopped.is_some())
        }
        When::Counted => start
            .back()
            .filter(|back| back.is_space())
            .and_then(Cursor::back)
            .is_some_and(|before| before.number().is_some()),
        When::Name => next.at > end.at && is_name(next),
    }
}

/// True for a word in small letters but the first.
fn is_name(place: Cursor<'_>) -> bool {
    let mut letters = place.word().unwrap_or_default().chars();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::classes::tests::check;

    #[test]
    fn the_table_is_sorted_and_its_keys_can_be_found() {
        for (when, entries) in ABBREVIATIONS {
            assert!(entries.is_sorted_by(|a, b| a.0 < b.0), "{when:?}");
            for (key, _) in *entries {
                assert!(key.split(['.', ':', '/']).count() <= MOST_PARTS, "{key}");
            }
        }
    }

    #[test]
    fn abbreviations() {
        check(&[
            ("barn, unga m.fl.", "barn, unga med flera."),
            ("m m", "med mera"),
            ("T.ex. nu", "Till exempel nu"),
            ("t ex nu", "till exempel nu"),
            ("t. ex. nu", "till exempel nu"),
            ("p.g.a. regn", "på grund av regn"),
            ("fr.o.m. 1 maj", "från och med första maj"),
            ("dvs. nu", "det vill säga nu"),
            ("år 44 f.Kr.", "år fyrtiofyra före Kristus."),
            ("Kl. 8 och kl.12", "Klockan åtta och klockan tolv"),
            ("C:a 10", "Cirka tio"),
            ("S:t Eriksplan", "Sankt Eriksplan"),
            ("på St. Eriksgatan", "på Sankt Eriksgatan"),
            ("Min. 18 år", "Minst arton år"),
            ("Dr Ek och prof. Lind", "Doktor Ek och professor Lind"),
            ("max. 5 personer", "maximalt fem personer"),
            ("Hon är ung. Han är gammal.", "Hon är ung. Han är gammal."),
            ("Den är min.", "Den är min."),
            ("S. K. Ek", "S. K. Ek"),
            ("v. 42", "vecka fyrtiotvå"),
            ("Anna (f. 1945)", "Anna (född nittonhundra fyrtiofem)"),
            ("50 f. Kr.", "femtio före Kristus."),
        ]);
    }
}
