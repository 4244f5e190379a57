//! Places on the earth and winds: `59° 20' N`, `N 55° 22.333'`, `NV 8–14 m/s`.

use super::quantity::DASHES;
use crate::text::amount::decimal_digits;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender, Gender::Common, Gender::Neuter, number};
use crate::text::reading::{Reading, say};

/// Letters of the compass card, in Swedish and in English.
const POINTS: &[(&str, &str)] = &[
    ("N", "nord"),
    ("NO", "nordost"),
    ("NÖ", "nordöst"),
    ("NE", "nordost"),
    ("O", "ost"),
    ("Ö", "öst"),
    ("E", "ost"),
    ("SO", "sydost"),
    ("SÖ", "sydöst"),
    ("SE", "sydost"),
    ("S", "syd"),
    ("SV", "sydväst"),
    ("SW", "sydväst"),
    ("V", "väst"),
    ("W", "väst"),
    ("NV", "nordväst"),
    ("NW", "nordväst"),
];

/// Marks after minutes and after seconds of arc, as they are printed and typed.
const MINUTES: &[&str] = &["'", "′", "’"];
const SECONDS: &[&str] = &["\"", "″", "”", "''", "′′", "’’"];

/// Reads degrees with minutes or with a point of the compass.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let (angle, end) = angle(start)?;
    let point = end.over_space();
    let named = point_name(point).filter(|_| ends_word(point.next()));
    if !angle.has_minutes && named.is_none() {
        return None;
    }
    let reading = Reading::one(start, end, say(&angle.said));
    Some(match named {
        Some(name) => reading.then(point, point.next(), say(name)),
        None => reading,
    })
}

/// Reads a point of the compass before degrees or before the speed of a wind.
pub(super) fn point(start: Cursor<'_>) -> Option<Reading> {
    let name = point_name(start).filter(|_| start.is_detached())?;
    let after = start.next().over_space();
    let placed = angle(after).is_some();
    (placed || is_wind(after) || is_bearing(start, after))
        .then(|| Reading::one(start, start.next(), say(name)))
}

fn point_name(start: Cursor<'_>) -> Option<&'static str> {
    let word = start.word()?;
    let (_, name) = POINTS.iter().find(|(letters, _)| *letters == word)?;
    Some(name)
}

fn ends_word(end: Cursor<'_>) -> bool {
    end.number().is_none()
        && end
            .over(&['-', ':'])
            .is_none_or(|next| next.word().is_none())
}

/// An angle in words, and whether its degrees are divided.
struct Angle {
    said: String,
    has_minutes: bool,
}

/// `59°`, `59° 20'`, `59°15′12″`, each with decimals in its last part.
fn angle(start: Cursor<'_>) -> Option<(Angle, Cursor<'_>)> {
    let decimals = start.next().over(&['.', ',']).map(Cursor::next);
    let sign = decimals.unwrap_or(start.next());
    if sign.mark() != Some('°') {
        return None;
    }
    let (degrees, one, end) = part(start)?;
    let mut end = end.over(&['°'])?;
    let mut said = format!("{degrees} {}", if one { "grad" } else { "grader" });
    let mut has_minutes = false;
    for (marks, single, plural) in [
        (MINUTES, "minut", "minuter"),
        (SECONDS, "sekund", "sekunder"),
    ] {
        let found = part(end.over_space())
            .filter(|(_, _, mark)| mark.marks().is_some_and(|run| marks.contains(&run)));
        let Some((count, one, mark)) = found else {
            break;
        };
        said = format!("{said} {count} {}", if one { single } else { plural });
        end = mark.next();
        has_minutes = true;
    }
    Some((Angle { said, has_minutes }, end))
}

/// A number with its decimals, which a point may set off; thousands never stand here.
fn part(start: Cursor<'_>) -> Option<(String, bool, Cursor<'_>)> {
    let digits = start.number().filter(|digits| digits.len() <= 3)?;
    let whole = digits.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let after = start.next();
    let gender = |gender: Gender| number(whole, gender);
    match after
        .over(&['.', ','])
        .and_then(|at| Some((at, at.number()?)))
    {
        Some((at, decimals)) => {
            let said = format!("{} komma {}", gender(Neuter), decimal_digits(decimals));
            Some((said, false, at.next()))
        }
        None => Some((gender(Common), whole == "1", after)),
    }
}

/// `200 m NV om kyrkan`
fn is_bearing(start: Cursor<'_>, after: Cursor<'_>) -> bool {
    let lengths = ["km", "kilometer", "m", "meter", "mil"];
    after.word() == Some("om") && start.follows(&lengths)
}

/// `8–14 m/s`
fn is_wind(start: Cursor<'_>) -> bool {
    let dash = start.next().over_space().over(DASHES);
    let last = dash.map_or(start, Cursor::over_space);
    let metres = last.next().over_space().over_word(&["m"]);
    let per = metres.and_then(|metres| metres.over(&['/']));
    let speed = per.is_some_and(|per| per.word() == Some("s"));
    speed && start.number().is_some() && last.number().is_some()
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn places_and_winds() {
        check(&[
            ("59° 20' N", "femtionio grader tjugo minuter nord"),
            (
                "59°15′12″N 17°16′09″Ö",
                "femtionio grader femton minuter tolv sekunder nord \
                 sjutton grader sexton minuter nio sekunder öst",
            ),
            (
                "N 55° 22.333', E 1° 1'",
                "nord femtiofem grader tjugotvå komma tre tre tre minuter, \
                 ost en grad en minut",
            ),
            ("57,25° S", "femtiosju komma tjugofem grader syd"),
            (
                "2 km NO om byn, S om ån",
                "två kilometer nordost om byn, S om ån",
            ),
            ("SV 8–14 m/s", "sydväst åtta till fjorton meter per sekund"),
            (
                "På S och SV, i 20° SV1",
                "På S och S V, i tjugo grader S V ett",
            ),
        ]);
    }
}
