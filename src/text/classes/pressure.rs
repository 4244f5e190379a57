//! Blood pressure: `120/80`, `under 140/90 mmHg`, `130–139/85–89`.
//!
//! The stroke is read *över* (Rikstermbanken, the entry *blodtryck*: 130/80 is read 130 över
//! 80).

use super::quantity::{self, DASHES};
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, cardinal, value};
use crate::text::reading::{Reading, lowered, say};
use std::ops::RangeInclusive;

/// Pressures of the living, in millimetres of mercury, while the heart beats and rests.
const SYSTOLIC: RangeInclusive<u64> = 60..=280;
const DIASTOLIC: RangeInclusive<u64> = 30..=160;

/// Beginnings of words that tell what two such numbers are.
const CUES: &[&str] = &["blodtryck", "hyperton", "hypoton", "tryck", "övertryck"];

/// Lexemes between such a word and the numbers.
const NEAR: usize = 24;

/// Reads two pressures, or two ranges of them, with a stroke between.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let (systolic, stroke) = side(start, &SYSTOLIC)?;
    let after = stroke.over(&['/'])?;
    let (diastolic, end) = side(after, &DIASTOLIC)?;
    let more = end.over(&['/', '-', '–', ':', '.', ',']);
    let whole = more.is_none_or(|next| next.number().is_none()) && start.is_detached();
    let measure = quantity::measure(end);
    let measured = measure.is_some_and(|measure| measure.one == MERCURY);
    if !whole || !(measured || measure.is_none() && is_cued(start)) {
        return None;
    }
    let reading = Reading::one(start, stroke, say(&systolic))
        .then(stroke, after, say("över"))
        .then(after, end, say(&diastolic));
    Some(match measure {
        Some(measure) => reading.then(end.over_space(), measure.end, say(MERCURY)),
        None => reading,
    })
}

/// What `mmHg` is read as.
const MERCURY: &str = "millimeter kvicksilver";

/// A pressure or a range of two, in words, and where it ends.
fn side<'a>(start: Cursor<'a>, within: &RangeInclusive<u64>) -> Option<(String, Cursor<'a>)> {
    let pressure = |at: Cursor<'_>| value(at.number()?).filter(|n| within.contains(n));
    let low = pressure(start)?;
    let end = start.next();
    let last = end.over(DASHES);
    let Some((at, high)) = last.and_then(|at| Some((at, pressure(at)?))) else {
        return Some((cardinal(low, Neuter), end));
    };
    let between = if start.follows(&["mellan"]) {
        "och"
    } else {
        "till"
    };
    let said = format!(
        "{} {between} {}",
        cardinal(low, Neuter),
        cardinal(high, Neuter)
    );
    (low < high).then(|| (said, at.next()))
}

/// True after a word for blood pressure in the same paragraph.
fn is_cued(start: Cursor<'_>) -> bool {
    let mut place = start;
    for _ in 0..NEAR {
        let Some(back) = place.back() else {
            return false;
        };
        let tells = |word: &str| CUES.iter().any(|cue| lowered(word).starts_with(cue));
        if back.word().is_some_and(tells) {
            return true;
        }
        place = back;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn pressures() {
        check(&[
            (
                "Blodtrycket var 135/85.",
                "Blodtrycket var hundra trettiofem över åttiofem.",
            ),
            (
                "under 140/90 mmHg",
                "under hundra fyrtio över nittio millimeter kvicksilver",
            ),
            (
                "mellan 120-139/80-89 mmHg",
                "mellan hundra tjugo och hundra trettionio över åttio till åttionio \
                 millimeter kvicksilver",
            ),
            ("Vid 205/55 i däck", "Vid tvåhundra fem femtiofem i däck"),
        ]);
    }
}
