//! Times of day: `kl. 19.30`, `07:05`, `10.00–18.30`, `12.30.15`.

use super::calendar;
use super::quantity::{self, DASHES};
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, cardinal, number, value};
use crate::text::reading::{Reading, say};

/// Words after which a number is a time of day.
const CUES: &[&str] = &["kl", "klockan", "klockslag", "kl."];

/// Reads a time, or a range of two, that begins with a number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let Some((first, end)) = clock(start) else {
        return early(start).or_else(|| result(start));
    };
    let reading = Reading::one(start, end, say(&first));
    let dash = end.over_space();
    let Some(after) = dash
        .over(DASHES)
        .filter(|after| after.is_space() == end.is_space())
    else {
        return Some(reading);
    };
    let from = after.over_space();
    let dated = calendar::month(from.next().over_space()).is_some();
    let second = clock(from).or_else(|| bare_hour(from).filter(|_| !dated));
    Some(match second {
        Some((said, to)) => {
            let between = if is_between(start) { "och" } else { "till" };
            reading
                .then(dash, after, say(between))
                .then(from, to, say(&said))
        }
        None if is_about(from) => reading.then(dash, after, say("till")),
        None => reading,
    })
}

/// True after `mellan`, also over `kl.`
fn is_between(start: Cursor<'_>) -> bool {
    let hour = start.back().and_then(Cursor::back).map(|back| {
        let stop = back.over(&['.']).is_some();
        if stop { back.back() } else { Some(back) }
    });
    let cue = hour.flatten().filter(|cue| cue.over_word(CUES).is_some());
    start.follows(&["mellan"]) || cue.is_some_and(|cue| cue.follows(&["mellan"]))
}

/// `27.30,1`: minutes and seconds of a race that takes longer than the day has hours.
fn result(start: Cursor<'_>) -> Option<Reading> {
    let minutes = value(start.number().filter(|digits| digits.len() == 2)?).filter(|n| *n < 60)?;
    let seconds_at = start.next().over(&['.'])?;
    let seconds = sixtieths(seconds_at)?;
    let hundredths_at = seconds_at.next().over(&[','])?;
    let hundredths = hundredths_at.number().filter(|digits| digits.len() <= 2)?;
    let end = hundredths_at.next();
    let more = end
        .over(&[',', '.', ':'])
        .filter(|next| next.number().is_some());
    let said = format!(
        "{} komma {}",
        hour_and_minutes(minutes, seconds),
        number(hundredths, Neuter)
    );
    let whole = more.is_none() && end.word().is_none() && quantity::measure(end).is_none();
    whole.then(|| Reading::one(start, end, say(&said)))
}

/// `ca 21`, as the end of a range.
fn is_about(start: Cursor<'_>) -> bool {
    let about = start.over_word(&["ca", "cirka", "omkring"]);
    about.is_some_and(|after| after.over_stop().over_space().number().is_some())
}

/// `kl. 02`, and `05` after `kl. 21 och`: the zero of an early hour is not said.
fn early(start: Cursor<'_>) -> Option<Reading> {
    let hour = value(start.number().filter(|digits| digits.len() == 2)?).filter(|h| *h < 10)?;
    let end = start.next();
    let plain = end.word().is_none()
        && end
            .over(&['.', ':', ',', '-', '–'])
            .is_none_or(|next| next.number().is_none());
    let timed = start.follows(CUES) || ends_range(start).is_some();
    (plain && timed).then(|| Reading::one(start, end, say(&cardinal(hour, Neuter))))
}

/// Some after a time and a word that joins two.
fn ends_range(start: Cursor<'_>) -> Option<()> {
    let joiner = start.back().filter(|back| back.is_space())?.back()?;
    joiner.over_word(&["och", "till", "eller"])?;
    let first = joiner.back().filter(|back| back.is_space())?.back()?;
    first.number()?;
    let minutes = matches!(first.back()?.mark(), Some('.' | ':'));
    (minutes || first.follows(CUES)).then_some(())
}

/// `9–17.30`, `07-16`: an hour alone, before a dash and another time.
pub(super) fn opening_hour(start: Cursor<'_>) -> Option<Reading> {
    let end = start.next();
    let dash = end.over_space();
    let after = dash
        .over(DASHES)
        .filter(|after| after.is_space() == end.is_space())?;
    let from = after.over_space();
    let (first, _) = bare_hour(start).filter(|_| from.number().is_some())?;
    let padded = |at: Cursor<'_>| at.number().is_some_and(|digits| digits.len() == 2);
    let early = |at: Cursor<'_>| at.number().is_some_and(|digits| digits.starts_with('0'));
    let hours = (early(start) || early(from)) && padded(start) && padded(from);
    let whole = |to: &Cursor<'_>| {
        let after = to.over(&['-', '.', ':']);
        after.is_none_or(|after| after.number().is_none() && after.word().is_none())
    };
    let plain = || bare_hour(from).filter(|(_, to)| hours && whole(to));
    let (second, to) = clock(from).or_else(plain)?;
    Some(
        Reading::one(start, end, say(&first))
            .then(dash, after, say("till"))
            .then(from, to, say(&second)),
    )
}

fn bare_hour(start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let hour = value(start.number().filter(|digits| digits.len() <= 2)?).filter(|h| *h <= 24)?;
    Some((cardinal(hour, Neuter), start.next()))
}

/// Hours and minutes, perhaps seconds, and where they end.
fn clock(start: Cursor<'_>) -> Option<(String, Cursor<'_>)> {
    let hour = value(start.number().filter(|digits| digits.len() <= 2)?).filter(|h| *h <= 24)?;
    let separator = start.next().mark()?;
    let minutes_at = start.next().over(&['.', ':'])?;
    let minutes = sixtieths(minutes_at)?;
    let mut end = minutes_at.next();
    let mut said = hour_and_minutes(hour, minutes);
    if let Some(seconds_at) = end.over(&[separator]).filter(|at| at.number().is_some()) {
        let seconds = sixtieths(seconds_at)?;
        if minutes == 0 {
            said = format!("{said} noll noll");
        }
        said = format!("{said} {}", two_digits(seconds));
        end = seconds_at.next();
    }
    let result = end.over(&[',']).filter(|hundredths| {
        let two = hundredths.number().is_some_and(|digits| digits.len() <= 2);
        let more = hundredths.next().over(&[',', '.']);
        two && separator == '.' && more.is_none_or(|next| next.number().is_none())
    });
    if let Some(hundredths) = result {
        let digits = number(hundredths.number()?, Neuter);
        said = format!("{said} komma {digits}");
        end = hundredths.next();
    }
    let decimal = end
        .over(&[',', '.', ':'])
        .is_some_and(|next| next.number().is_some());
    let grouped = end
        .over_thin_space()
        .and_then(Cursor::number)
        .is_some_and(|d| d.len() == 3);
    let measured =
        !start.follows(CUES) && quantity::measure(end).is_some_and(|m| m.many != "timmar");
    if decimal || grouped || measured || end.word().is_some() {
        return None;
    }
    Some((said, end))
}

fn sixtieths(at: Cursor<'_>) -> Option<u64> {
    value(at.number().filter(|digits| digits.len() == 2)?).filter(|n| *n < 60)
}

fn two_digits(n: u64) -> String {
    if n < 10 {
        format!("noll {}", cardinal(n, Neuter))
    } else {
        cardinal(n, Neuter)
    }
}

/// The full hour is said by its number alone.
fn hour_and_minutes(hour: u64, minutes: u64) -> String {
    let hour_said = cardinal(hour, Neuter);
    match (hour, minutes) {
        (0, 0) => "noll noll noll".to_owned(),
        (_, 0) => hour_said,
        _ => format!("{hour_said} {}", two_digits(minutes)),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn times() {
        check(&[
            (
                "Kl. 19.30 börjar det.",
                "Klockan nitton trettio börjar det.",
            ),
            ("kl 7", "klockan sju"),
            ("klockan 07:05", "klockan sju noll fem"),
            ("10.00–18.30", "tio till arton trettio"),
            ("kl. 9–17.30", "klockan nio till sjutton trettio"),
            ("kl. 10-18", "klockan tio till arton"),
            ("mellan 8.15-9.45", "mellan åtta femton och nio fyrtiofem"),
            ("00.30", "noll trettio"),
            ("öppet 07-16", "öppet sju till sexton"),
            ("12.30.15", "tolv trettio femton"),
            ("12.50 kr", "tolv kronor och femtio öre"),
            ("Kl. 20.00. Sedan går vi.", "Klockan tjugo. Sedan går vi."),
        ]);
    }
}
