//! Abbreviations with and without full stops: `bl.a.`, `t ex`, `kl.`, `m.fl.`, `Dr`.

use super::abbreviations::ABBREVIATIONS;
use crate::text::lexeme::Cursor;
use crate::text::reading::{Reading, Stop, cased, say};

/// Where an abbreviation is one, and what a full stop after it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// Anywhere; something always follows it, so its stop ends no sentence.
    Open,
    /// Anywhere, also at the end of a sentence.
    Closing,
    /// Only with its full stop.
    Stop,
    /// Only with its full stop and before a small letter or a number.
    Within,
    /// Only before a number.
    Number,
    /// Only before a name.
    Name,
}

/// Parts of the longest abbreviations: `m.a.o.`, `fr.o.m.`, `o.s.v.`
const MOST_PARTS: usize = 4;

/// Bytes of the longest abbreviation in use without its last stop.
const LONGEST_BARE: usize = 8;

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
            if after.at == place.at || !short(word) || !after.word().is_some_and(short) {
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
    let index = ABBREVIATIONS
        .binary_search_by(|(other, ..)| (*other).cmp(key))
        .ok()?;
    let (_, said, when) = ABBREVIATIONS[index];
    let word = start.word()?;
    let stopped = end.over(&['.']).filter(|after| !is_glued_name(*after));
    let after = stopped.unwrap_or(end);
    if !stands(when, key, end, stopped) || !is_whole(start, end) {
        return None;
    }
    let capitals = word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase);
    if capitals && stopped.is_none() {
        return None;
    }
    let next = after.over_space().word();
    let saint = word == "St" && next.is_some_and(|next| next.starts_with(char::is_uppercase));
    let said = if saint {
        "Sankt".to_owned()
    } else {
        cased(said, word)
    };
    let stop = match stopped {
        None => Stop::None,
        Some(_) if when == When::Closing && !saint => Stop::Final,
        Some(_) => Stop::Inside,
    };
    Some(Reading::one(start, after, say(&said)).stop(stop))
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

fn stands(when: When, key: &str, end: Cursor<'_>, stopped: Option<Cursor<'_>>) -> bool {
    let next = stopped.unwrap_or(end).over_space();
    let small = |place: Cursor<'_>| {
        place
            .word()
            .is_some_and(|word| word.starts_with(char::is_lowercase))
    };
    match when {
        When::Open | When::Closing => !is_bare(key, stopped) || next.number().is_some(),
        When::Stop => stopped.is_some() && !next.is_end(),
        When::Within => stopped.is_some() && (small(next) || next.number().is_some()),
        When::Number => {
            next.number().is_some() && (key.len() > 1 || key == "v" || stopped.is_some())
        }
        When::Name => next
            .word()
            .is_some_and(|word| word.starts_with(char::is_uppercase)),
    }
}

/// Short words that without a stop are words of their own.
fn is_bare(key: &str, stopped: Option<Cursor<'_>>) -> bool {
    stopped.is_none()
        && matches!(
            key,
            "min"
                | "kap"
                | "st"
                | "bet"
                | "dir"
                | "fil"
                | "milj"
                | "skr"
                | "prop"
                | "sr"
                | "utg"
                | "obs"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::classes::tests::check;

    #[test]
    fn the_table_is_sorted_and_its_keys_can_be_found() {
        assert!(ABBREVIATIONS.is_sorted_by(|a, b| a.0 < b.0));
        for (key, ..) in ABBREVIATIONS {
            assert!(key.split(['.', ':', '/']).count() <= MOST_PARTS, "{key}");
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
