//! Fractions: `3/4`, `1/2 dl`, `½`, `2 1/2`.

use super::quantity;
use crate::text::amount::{fraction, part};
use crate::text::fold::vulgar_fraction;
use crate::text::gender;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender, Gender::Common, Gender::Neuter, cardinal, value};
use crate::text::reading::{Reading, say};

/// Denominators of fractions in running text; other strokes join dates and seasons.
const DENOMINATORS: &[u64] = &[2, 3, 4, 5, 6, 7, 8, 10, 12, 16, 20, 100, 1000];

/// Reads a fraction written with a stroke, also after a whole number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if start.mark().is_some() {
        return alone(start);
    }
    if let Some((over, under, end)) = slashed(start) {
        return Some(
            compound(start, over, under, end)
                .unwrap_or_else(|| read_slashed(start, "", over, under, end)),
        );
    }
    let whole = value(start.number().filter(|digits| digits.len() <= 3)?)?;
    let at = start.next().over_thin_space()?;
    let (over, under, end) = slashed(at).filter(|(over, under, _)| over < under)?;
    let gender = counted(end);
    let whole = format!("{} och", cardinal(whole, gender));
    Some(read_slashed(start, &whole, over, under, end))
}

/// `2/3-majoritet`: the fraction as the first element of a compound.
fn compound(start: Cursor<'_>, over: u32, under: u32, end: Cursor<'_>) -> Option<Reading> {
    let word = end.over(&['-'])?;
    let tail = word.word()?;
    let said = match tail.strip_prefix("del") {
        Some(ending) => format!("{}{ending}", fraction(over, under)),
        None if (over, under) == (1, 2) => format!("halv{tail}"),
        None => format!("{}{tail}", part((over, under), Neuter)),
    };
    Some(Reading::one(start, word.next(), say(&said)))
}

fn read_slashed<'a>(
    start: Cursor<'a>,
    whole: &str,
    over: u32,
    under: u32,
    end: Cursor<'a>,
) -> Reading {
    let counts = counts_something(end);
    let said = match (over, under) {
        (1, 2) if counts || !whole.is_empty() => half(counted(end)).to_owned(),
        _ if quantity::measure(end).is_some() || end.following_word().is_some_and(is_measure) => {
            part((over, under), counted(end))
        }
        _ => fraction(over, under),
    };
    let reading = Reading::one(start, end, say(&format!("{whole} {said}")));
    match quantity::measure(end) {
        Some(measure) => reading
            .then(end.over_space(), measure.end, say(measure.one))
            .stop(measure.stop),
        None => reading,
    }
}

/// Measures in full, a part of which is counted: `7/8 tum`, `1/100 sekund`.
fn is_measure(word: &str) -> bool {
    let ends = |measure: &&str| word.ends_with(measure);
    [
        "liter", "meter", "minut", "matsked", "sekund", "tesked", "tum",
    ]
    .iter()
    .any(ends)
}

fn half(gender: Gender) -> &'static str {
    if gender == Common {
        "en halv"
    } else {
        "ett halvt"
    }
}

fn counted(end: Cursor<'_>) -> Gender {
    match quantity::measure(end) {
        Some(measure) => measure.gender,
        None => end.following_word().map_or(Neuter, gender::of_noun),
    }
}

fn counts_something(end: Cursor<'_>) -> bool {
    quantity::measure(end).is_some() || end.following_word().is_some_and(gender::is_counted)
}

/// Numerator, denominator and end of `3/4`; none where it may be a date or a season.
fn slashed(start: Cursor<'_>) -> Option<(u32, u32, Cursor<'_>)> {
    let over = value(start.number().filter(|digits| digits.len() <= 3)?)?;
    let under_at = start.next().over(&['/', '\u{2044}', '∕'])?;
    let under = value(under_at.number().filter(|digits| digits.len() <= 4)?)?;
    let end = under_at.next();
    let plain = start.is_detached() && end.word().is_none() && end.over(&['/', ':']).is_none();
    let likely = over > 0 && over < under && DENOMINATORS.contains(&under);
    if !plain || !likely {
        return None;
    }
    Some((u32::try_from(over).ok()?, u32::try_from(under).ok()?, end))
}

/// `½` where nothing follows that it is a part of.
fn alone(start: Cursor<'_>) -> Option<Reading> {
    let (over, under) = vulgar_fraction(start.mark()?)?;
    let end = start.next();
    if counts_something(end) {
        return None;
    }
    Some(Reading::one(start, end, say(&fraction(over, under))))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn fractions() {
        check(&[
            ("3/4 av rösterna", "tre fjärdedelar av rösterna"),
            ("1/2 dl grädde", "en halv deciliter grädde"),
            ("2 1/2 dl", "två och en halv deciliter"),
            ("1/3 av alla", "en tredjedel av alla"),
            ("¾ av alla", "tre fjärdedelar av alla"),
            ("¼ dl", "en kvarts deciliter"),
            ("2/3 dl", "två tredjedels deciliter"),
            ("½", "en halv"),
            ("1 1/2 msk", "en och en halv matsked"),
            ("2/3-majoritet", "två tredjedelsmajoritet"),
        ]);
    }
}
