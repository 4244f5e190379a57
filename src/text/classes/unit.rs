//! Units of measurement: `15 mm`, `18 °C`, `70 km/h`, `5 %`, and rates of them.

use super::units::{NEVER_STOPPED, PER, UNITS, UNMISTAKABLE, Unit};
use crate::text::fold::superscript;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender, Gender::Common};
use crate::text::reading::{Reading, Stop, say};

/// What a number counts, when it stands after it as a symbol.
#[derive(Clone, Copy)]
pub(super) struct Measure<'a> {
    pub(super) one: &'static str,
    pub(super) many: &'static str,
    pub(super) gender: Gender,
    pub(super) end: Cursor<'a>,
    /// A full stop belongs to the symbol.
    pub(super) stop: Stop,
}

/// Lexemes of the longest quotation that a mark after a number may close.
const LONGEST_QUOTE: usize = 200;

/// Verbs that `ha` and a supine follow.
const MODALS: &[&str] = &[
    "befaras",
    "bör",
    "kan",
    "kunde",
    "lär",
    "måste",
    "påstås",
    "rapporteras",
    "ska",
    "skall",
    "skulle",
    "sägs",
    "tros",
    "uppges",
];

/// Lexemes between such a verb and the number.
const MODAL_REACH: usize = 8;

/// Endings of supines: `dött`, `skadats`, `flytt`, `skrivit`, `gripits`.
const SUPINES: &[&str] = &["at", "ats", "it", "its", "tts", "ött", "ytt", "ått"];

fn find(symbol: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| unit.0 == symbol)
}

/// A unit's symbol at this place, of one lexeme or two (`m²`, `m2`, `°C`).
fn symbol(start: Cursor<'_>) -> Option<(&'static Unit, Cursor<'_>)> {
    if let Some(mark) = start.mark() {
        if let Some(inches) = inches(start) {
            return Some((find("″")?, inches));
        }
        let after = start.over(&['%', '‰', '°', '℃', '′'])?;
        if mark == '°' {
            let scale = after.over_space();
            for (letter, name) in [("C", "°C"), ("F", "°F")] {
                if let Some(end) = scale.over_word(&[letter]) {
                    return Some((find(name)?, end));
                }
            }
        }
        return Some((find(mark.encode_utf8(&mut [0; 4]))?, after));
    }
    let word = start.word()?;
    let after = start.next();
    let power = match after.number() {
        Some("2") => Some('²'),
        Some("3") => Some('³'),
        _ => after.mark().filter(|&c| superscript(c).is_some()),
    };
    if let Some(power) = power {
        let forest = after.next().over_word(&["sk"]);
        let tail = if forest.is_some() { "sk" } else { "" };
        let unit = find(&format!("{word}{power}{tail}"));
        if let Some(unit) = unit {
            return Some((unit, forest.unwrap_or(after.next())));
        }
    }
    find(word).map(|unit| (unit, after))
}

/// Past the sign of inches: `″`, or a quotation mark after a number that closes none.
fn inches(start: Cursor<'_>) -> Option<Cursor<'_>> {
    if let Some(end) = start.over(&['″']) {
        return Some(end);
    }
    let end = start.over(&['"', '”'])?;
    let quotes = if start.mark() == Some('"') {
        "\""
    } else {
        "”“„»«"
    };
    let mut place = start.back().filter(|number| number.number().is_some())?;
    let mut opened = false;
    for _ in 0..LONGEST_QUOTE {
        let Some(back) = place.back() else { break };
        opened ^= back.mark().is_some_and(|mark| quotes.contains(mark));
        place = back;
    }
    (!opened).then_some(end)
}

/// `m.ö.h.`, `m ö.h.`: a height above the sea.
fn above_sea<'a>(unit: &Unit, end: Cursor<'a>) -> Option<Measure<'a>> {
    let above = end.over_stop().over_space().over_word(&["ö"])?;
    let sea = above.over_stop().over_space().over_word(&["h"])?;
    let stopped = sea.over(&['.']);
    (unit.0 == "m").then(|| Measure {
        one: "meter över havet",
        many: "meter över havet",
        gender: Common,
        end: stopped.unwrap_or(sea),
        stop: stopped.map_or(Stop::None, |_| Stop::Final),
    })
}

/// `ha` is a verb after `6 av 10` and before such words, `MB` a statute after `stycket 2`;
/// `port` is a gate where the line goes on without a stop.
fn is_word(unit: &Unit, after_number: Cursor<'_>, end: Cursor<'_>) -> bool {
    let counted = || {
        after_number
            .back()
            .is_some_and(|number| number.follows(&["av"]))
    };
    let subdivided = ["stycket", "stycke", "punkten", "meningen"];
    if after_number
        .back()
        .is_some_and(|number| number.follows(&subdivided))
    {
        return unit.0.starts_with(char::is_uppercase);
    }
    if unit.0 == "port" {
        return end.over_stop().is_space() && end.over(&['.']).is_none();
    }
    let goes_on =
        |word: &str| matches!(word, "en" | "ett" | "fel" | "kvar" | "råd" | "rätt" | "tid");
    unit.0 == "ha"
        && (counted()
            || is_auxiliary(after_number, end)
            || end.following_word().is_some_and(goes_on))
}

/// True for `ha` between a verb such as `ska` and a supine: `minst 15 ska ha dött`, `15 ha dött`.
fn is_auxiliary(after_number: Cursor<'_>, end: Cursor<'_>) -> bool {
    let supine = |word: &str| SUPINES.iter().any(|ending| word.ends_with(ending));
    if !end.following_word().is_some_and(supine) {
        return false;
    }
    let mut place = after_number;
    for _ in 0..MODAL_REACH {
        let Some(back) = place.back() else {
            return false;
        };
        if back.word().is_some_and(|word| MODALS.contains(&word)) {
            return true;
        }
        place = back;
    }
    false
}

/// A unit that a hyphen joins to a word, and that word: `5 km-loppet`.
pub(super) fn joined(after_number: Cursor<'_>) -> Option<(&'static str, Cursor<'_>)> {
    let (unit, end) = symbol(after_number.over_space())?;
    let word = end.over(&['-'])?;
    let small = word.word()?.starts_with(char::is_lowercase);
    (small && unit.1 == unit.2 && unit.3 == Common && unit.0 != "%").then_some((unit.1, word))
}

/// True for the first letter of `m.fl.`, `t ex` or `p.g.a.` after a number.
fn begins_abbreviation(unit: &Unit, end: Cursor<'_>) -> bool {
    let glued = || end.over(&['.']).is_some_and(|after| after.word().is_some());
    let second = || end.over_stop().over_space().word();
    let parts: &[&str] = match unit.0 {
        "m" => &["fl", "m", "a", "h"],
        "t" => &["ex", "o", "f", "v", "h"],
        "p" => &["g"],
        "s" => &["k", "a"],
        _ => return false,
    };
    glued() || second().is_some_and(|word| parts.contains(&word))
}

/// The unit that follows a number, over a space.
pub(super) fn measure(after_number: Cursor<'_>) -> Option<Measure<'_>> {
    let (unit, mut end) = symbol(after_number.over_space())?;
    if let Some(height) = above_sea(unit, end) {
        return Some(height);
    }
    let mut stop = Stop::None;
    let page = unit.0 == "s" && end.over(&['.']).is_some() || begins_abbreviation(unit, end);
    let glued = end.word().is_some() || (end.number().is_some() && unit.0 != "′");
    let compound = end.mark() == Some('-') && end.next().word().is_some();
    if page || glued || compound || is_word(unit, after_number, end) {
        return None;
    }
    let stopped = end.over(&['.']).filter(|after| {
        let abbreviated =
            unit.0.chars().all(char::is_lowercase) && !NEVER_STOPPED.contains(&unit.0);
        abbreviated && unit.0.len() > 1 && after.number().is_none()
    });
    if let Some(after) = stopped {
        (end, stop) = (after, Stop::MayEnd);
    }
    let &(_, one, many, gender) = unit;
    Some(Measure {
        one,
        many,
        gender,
        end,
        stop,
    })
}

/// The rate that follows a unit: `/h`, `/100 km`, `/person`.
pub(super) fn rate(start: Cursor<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut place = start;
    while let Some(after) = place.over(&['/'])
        && reading.parts.len() < 6
    {
        let Some((words, end)) = denominator(after) else {
            break;
        };
        reading = reading
            .then(place, after, say("per"))
            .then(after, end, say(&words));
        place = end;
    }
    reading
}

/// True for what may stand after the stroke of a rate.
pub(super) fn is_rate(start: Cursor<'_>) -> bool {
    start.word().is_some_and(|word| find(word).is_some())
}

fn denominator(start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    if let Some(digits) = start.number() {
        let unit = measure(start.next()).filter(|unit| unit.one != "procent")?;
        let count = crate::text::numerals::number(digits, unit.gender);
        return Some((format!("{count} {}", unit.many), unit.end));
    }
    if let Some((_, name)) = PER.iter().find(|(symbol, _)| start.word() == Some(symbol)) {
        return Some(((*name).to_owned(), start.next()));
    }
    if let Some((unit, end)) = symbol(start) {
        return Some((unit.1.to_owned(), end));
    }
    Some((start.word()?.to_owned(), start.next()))
}

/// A unit without a number before it: `per kWh`, `tre kg`.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let likely = |word: &str| UNMISTAKABLE.iter().any(|symbol| symbol.starts_with(word));
    let speed = start
        .next()
        .over(&['/'])
        .and_then(|per| per.over_word(&["s"]));
    if let Some(metres) = start.over_word(&["m"]).filter(|_| speed.is_some()) {
        return Some(Reading::one(start, metres, say("meter")).join(rate(metres)));
    }
    if !start.word().is_some_and(likely) && start.mark() != Some('°') {
        return None;
    }
    let (unit, end) = symbol(start)?;
    let whole = end.word().is_none() && end.number().is_none() && end.mark() != Some('-');
    if !whole || !start.is_detached() || !UNMISTAKABLE.contains(&unit.0) {
        return None;
    }
    let single = start.follows(&["per", "en", "ett", "varje"])
        || start.back().is_some_and(|back| back.mark() == Some('/'));
    let name = if single { unit.1 } else { unit.2 };
    Some(Reading::one(start, end, say(name)).join(rate(end)))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn units() {
        check(&[
            ("Det är 1 km kvar.", "Det är en kilometer kvar."),
            ("1 kg ris", "ett kilo ris"),
            ("högst 70 km/h", "högst sjuttio kilometer per timme"),
            ("0,7 l/100 km", "noll komma sju liter per hundra kilometer"),
            (
                "120 m2 och 3 m³",
                "hundra tjugo kvadratmeter och tre kubikmeter",
            ),
            ("−4 °C i natt", "minus fyra grader Celsius i natt"),
            ("10–15 mm", "tio till femton millimeter"),
            ("priset per kWh", "priset per kilowattimme"),
            ("150 µg/m³", "hundra femtio mikrogram per kubikmeter"),
            ("100 Mbit/s", "hundra megabit per sekund"),
            ("30 min. paus", "trettio minuter paus"),
            ("5 %", "fem procent"),
            ("0,2 ‰", "noll komma två promille"),
            ("2 v semester", "två veckor semester"),
            ("mm", "med mera"),
        ]);
    }
}
