//! Scores of games: `vann med 2-0`, `4–1`, `3–2 (1–1)`.

use super::quantity::DASHES;
use crate::text::gender;
use crate::text::lexeme::{Cursor, Kind};
use crate::text::numerals::{Gender::Neuter, cardinal, value};
use crate::text::reading::{Reading, say};

/// Beginnings of words that stand near a score.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "avgjor", "besegra", "bortaseg", "cupmatch", "derby", "fotboll", "föll", "förlor", "förlust",
    "guldmatch", "handboll", "halvtid", "hemmaseg", "hockey", "innebandy", "kross", "kryss",
    "kvitter", "led", "match", "mål", "nederlag", "oavgjor", "period", "poäng", "reducer",
    "resultat", "seger", "segra", "set", "slog", "slutade", "slutresultat", "spela", "spik",
    "stod", "ställning", "straff", "uddamål", "utklass", "vann", "vinn", "vinst", "vunn",
];

/// How far back a cue is looked for, in lexemes.
const REACH: usize = 14;

/// Reads two numbers of at most two digits around a dash.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let home = points(start)?;
    let dash = start.next();
    let after = dash.over(DASHES)?;
    let away = points(after)?;
    let end = after.next();
    let more = end
        .over(&[',', '.', ':', '-', '–', '/'])
        .is_some_and(|next| next.number().is_some());
    let joined = start.back().is_some_and(|back| {
        back.over(&[',', '.', ':', '-', '–', '/']).is_some()
            && back.back().is_some_and(|before| before.number().is_some())
    });
    if more || joined || end.word().is_some() || super::quantity::measure(end).is_some() {
        return None;
    }
    let in_set = || neighbour(start, end).is_some();
    let cannot_be_range = away < home || (home == away && home < 20) || in_set();
    let bare = || home < 10 && away < 10 && !end.following_word().is_some_and(gender::is_counted);
    let clubs = || {
        start
            .back()
            .is_some_and(|space| is_after_club(space, home == 0))
    };
    let told = || bare() && (start.follows(&["med", "till"]) || clubs());
    let cued = || told() || cued(start) && !end.following_word().is_some_and(counts);
    if !cannot_be_range && !cued() {
        return None;
    }
    if end
        .over(&['-', '–'])
        .is_some_and(|next| next.word().is_some())
        && !cannot_be_range
    {
        return None;
    }
    Some(
        Reading::one(start, start.next(), say(&cardinal(home, Neuter))).then(
            after,
            end,
            say(&cardinal(away, Neuter)),
        ),
    )
}

/// A falling pair before or after a comma: the other sets of the same game.
fn neighbour<'a>(start: Cursor<'a>, end: Cursor<'a>) -> Option<()> {
    let falls = |home: Cursor<'a>| {
        let away = home.next().over(DASHES)?;
        (points(home)? > points(away)?).then_some(())
    };
    let after = || falls(end.over(&[','])?.over_space());
    let before = || {
        let comma = start.back().filter(|back| back.is_space())?.back()?;
        comma.over(&[','])?;
        falls(comma.back()?.back()?.back()?)
    };
    after().or_else(before)
}

/// True after a space and a name, with a dash and another name before it unless `alone`.
fn is_after_club(space: Cursor<'_>, alone: bool) -> bool {
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let Some(away) = space.back().filter(|_| space.is_space()) else {
        return false;
    };
    let home = away
        .back()
        .filter(|dash| dash.over(DASHES).is_some())
        .and_then(Cursor::back)
        .and_then(Cursor::word);
    away.word().is_some_and(capital) && (alone || home.is_some_and(capital))
}

/// `269–37`: votes for and against, which are larger than scores.
pub(super) fn votes(start: Cursor<'_>) -> Option<Reading> {
    let count = |at: Cursor<'_>| value(at.number().filter(|digits| digits.len() <= 3)?);
    let after = start.next().over(DASHES)?;
    let (ayes, noes) = (count(start)?, count(after)?);
    let end = after.next();
    let voted = start.follows(&[
        "röstade",
        "röstades",
        "rösterna",
        "röstsiffrorna",
        "siffrorna",
        "med",
    ]);
    let plain = end.over(DASHES).is_none() && end.word().is_none() && start.is_detached();
    (voted && plain && noes < ayes).then(|| {
        Reading::one(start, start.next(), say(&cardinal(ayes, Neuter))).then(
            after,
            end,
            say(&cardinal(noes, Neuter)),
        )
    })
}

fn points(at: Cursor<'_>) -> Option<u64> {
    let digits = at.number().filter(|digits| digits.len() <= 2)?;
    value(digits).filter(|_| digits.len() == 1 || !digits.starts_with('0'))
}

/// A counted noun makes two rising numbers a range even in a report on a game.
fn counts(word: &str) -> bool {
    [
        "år", "minuter", "personer", "dagar", "veckor", "procent", "meter", "mål", "poäng",
    ]
    .contains(&word)
}

fn cued(start: Cursor<'_>) -> bool {
    let mut place = start;
    for _ in 0..REACH {
        let Some(back) = place.back() else {
            return false;
        };
        if let Some(word) = back.word() {
            let word = word.to_lowercase();
            if CUES.iter().any(|cue| word.starts_with(cue)) {
                return true;
            }
        }
        if matches!(back.kind(), Some(Kind::Space { paragraph: true })) {
            return false;
        }
        place = back;
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn scores() {
        check(&[
            ("Laget vann med 2-0.", "Laget vann med två-noll."),
            ("Matchen slutade 1–3.", "Matchen slutade ett–tre."),
            ("Det blev 4–1.", "Det blev fyra–ett."),
            ("6-4, 3-6, 7-5", "sex-fyra, tre-sex, sju-fem"),
            (
                "Vi spelar i 2-3 veckor.",
                "Vi spelar i två till tre veckor.",
            ),
            ("3-4 mil", "tre till fyra mil"),
        ]);
    }
}
