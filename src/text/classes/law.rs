//! Law references: `3 kap. 2 a §`, `§§ 15–17`, `6–6 c kap.`, `2 § 3 st. 1 p.`
//!
//! The kind of unit is said before its numbers, as lawyers and talking books do.

use super::date::full_year;
use super::quantity::DASHES;
use crate::text::Pause;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, number, ordinal, value, year};
use crate::text::reading::{Reading, Stop, both, say, spell};

/// Sections listed in one reference; real ones have a dozen at most.
const LONGEST_LIST: usize = 40;

/// Words that join the numbers of a list.
const JOINERS: &[&str] = &["och", "eller", "samt", "till", "resp"];

/// A number with its letter, and what led to it.
struct Item<'a> {
    /// The dash or word before it, where there is one.
    joiner: Option<(Cursor<'a>, Cursor<'a>)>,
    after_comma: bool,
    start: Cursor<'a>,
    end: Cursor<'a>,
    digits: &'a str,
    letter: Option<&'a str>,
}

impl Item<'_> {
    fn words(&self) -> Vec<crate::text::Word> {
        let letter = self.letter.map(spell).unwrap_or_default();
        both(say(&number(self.digits, Neuter)), letter)
    }
}

/// Reads a reference that begins with a number or with `§`.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if start.mark() == Some('§') {
        return sign_first(start);
    }
    let continued = || {
        start
            .follows(&["stycket", "meningen"])
            .then(|| subdivisions(start))
    };
    sign_last(start).or_else(|| continued().filter(|reading| !reading.parts.is_empty()))
}

/// `2, 3 och 40 §§`, `17 kap.`
fn sign_last(start: Cursor<'_>) -> Option<Reading> {
    if continues_list(start) {
        return None;
    }
    let items = list(start)?;
    let end = items.last()?.end.over_space();
    if let Some(after) = end.over_word(&["kap", "Kap", "kapitlet"]) {
        let (after, stop) = match after.over(&['.']) {
            Some(stopped) if is_statute(stopped) => (stopped, Stop::Inside),
            Some(stopped) => (stopped, Stop::MayEnd),
            None => (after, Stop::None),
        };
        return Some(parts("kapitel", &items, after).stop(stop));
    }
    let signs = end.marks().filter(|_| end.mark() == Some('§'))?;
    let numbered_after = end.next().over_space().number().is_some();
    if numbered_after && follows_chapter(start) {
        return None;
    }
    let reading = parts(section(signs), &items, end.next());
    Some(reading.join(subdivisions(end.next())))
}

/// True before a statute by its initials: `2 kap. RF`, `6 kap. BrB`.
fn is_statute(after: Cursor<'_>) -> bool {
    let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let initials = |word: &str| (2..=4).contains(&word.len()) && capital(word.chars().last());
    after
        .following_word()
        .is_some_and(|word| capital(word.chars().next()) && initials(word))
}

/// `§ 17`, `§§ 15, 16 och 16 a`
fn sign_first(start: Cursor<'_>) -> Option<Reading> {
    let signs = start.marks()?;
    let first = start.next().over_space();
    let mut items = list(first)?;
    if signs.chars().count() == 1 {
        let dashed = items
            .iter()
            .skip(1)
            .take_while(|item| item.is_dashed())
            .count();
        items.truncate(1 + dashed);
    }
    let end = items.last()?.end;
    let reading = with_sign(parts(section(signs), &items, end), start);
    Some(match of_year(end) {
        Some(minutes) => reading.join(minutes),
        None => reading.join(subdivisions(end)),
    })
}

/// `§ 12/2024`: the section of a year's minutes.
fn of_year(end: Cursor<'_>) -> Option<Reading> {
    let at = end.over(&['/'])?;
    let n = at.number().and_then(full_year)?;
    Some(Reading::one(end, at, say("snedstreck")).then(at, at.next(), say(&year(n))))
}

/// Lets the first part begin at the sign before it.
fn with_sign(mut reading: Reading, start: Cursor<'_>) -> Reading {
    if let Some(first) = reading.parts.first_mut() {
        first.lexemes.start = start.at;
    }
    reading
}

fn section(signs: &str) -> &'static str {
    if signs.chars().count() > 1 {
        "paragraferna"
    } else {
        "paragraf"
    }
}

/// True in `kap. 3 § 5`, where the chapter's number stands after the word.
fn follows_chapter(start: Cursor<'_>) -> bool {
    let Some(mut word) = back_over_space(start) else {
        return false;
    };
    if let Some(before) = word.back().filter(|_| word.mark() == Some('.')) {
        word = before;
    }
    let chapter = matches!(word.word(), Some("kap" | "Kap" | "kapitel" | "Kapitel"));
    chapter && back_over_space(word).is_none_or(|place| place.number().is_none())
}

fn back_over_space(place: Cursor<'_>) -> Option<Cursor<'_>> {
    let back = place.back()?;
    if back.is_space() {
        back.back()
    } else {
        Some(back)
    }
}

/// True inside a list, which was tried from its beginning and found to be none.
fn continues_list(start: Cursor<'_>) -> bool {
    let Some(space) = start.back().filter(|back| back.is_space()) else {
        return false;
    };
    let comma = space.back().filter(|back| back.mark() == Some(','));
    comma
        .and_then(Cursor::back)
        .is_some_and(|before| before.number().is_some())
}

fn list(start: Cursor<'_>) -> Option<Vec<Item<'_>>> {
    let mut items = vec![item(start, None, false)?];
    while items.len() < LONGEST_LIST
        && let Some(next) = items.last().and_then(|last| next_item(last.end))
    {
        items.push(next);
    }
    Some(items)
}

fn next_item(end: Cursor<'_>) -> Option<Item<'_>> {
    if let Some(after) = end.over(&[',']).filter(|after| after.is_space()) {
        return item(after.next(), None, true);
    }
    let joiner = end.over_space();
    let after = match joiner.over(DASHES) {
        Some(after) if end.is_space() == after.is_space() => after,
        Some(_) => return None,
        None => joiner.over_word(JOINERS)?,
    };
    item(after.over_space(), Some((joiner, after)), false)
}

fn is_letter(word: &str) -> bool {
    word.len() == 1 && word.starts_with(|c: char| c.is_ascii_alphabetic()) && word != "i"
}

fn item<'a>(
    start: Cursor<'a>,
    joiner: Option<(Cursor<'a>, Cursor<'a>)>,
    after_comma: bool,
) -> Option<Item<'a>> {
    let dashed = joiner.is_some_and(|(dash, _)| dash.mark().is_some());
    if dashed && let Some(letter) = start.word().filter(|word| is_letter(word)) {
        let digits = "";
        let letter = Some(letter);
        return Some(Item {
            joiner,
            after_comma,
            start,
            end: start.next(),
            digits,
            letter,
        });
    }
    let digits = start.number().filter(|digits| digits.len() <= 3)?;
    let lettered = start.next().over_space();
    let letter = lettered.word().filter(|word| is_letter(word));
    let end = if letter.is_some() {
        lettered.next()
    } else {
        start.next()
    };
    Some(Item {
        joiner,
        after_comma,
        start,
        end,
        digits,
        letter,
    })
}

impl Item<'_> {
    fn is_dashed(&self) -> bool {
        self.joiner.is_some_and(|(dash, _)| dash.mark().is_some())
    }
}

/// One part an item; the first says the unit, the last takes in the sign.
fn parts(unit: &str, items: &[Item<'_>], end: Cursor<'_>) -> Reading {
    let mut reading = Reading::default();
    for (i, item) in items.iter().enumerate() {
        if item.after_comma {
            reading = reading.pause(Pause::Comma);
        }
        if let Some((from, to)) = item.joiner {
            let word = from.word().unwrap_or("till");
            reading = reading.then(from, to, say(word));
        }
        let words = if i == 0 {
            both(say(unit), item.words())
        } else {
            item.words()
        };
        let to = if i + 1 == items.len() { end } else { item.end };
        reading = reading.then(item.start, to, words);
    }
    reading
}

/// `2 st.` and `3 p.` after a section: `andra stycket`, `punkt tre`.
fn subdivisions(start: Cursor<'_>) -> Reading {
    let mut reading = Reading::default();
    let mut place = start;
    for (symbols, unit) in [
        (["st", "stycket"], "stycket"),
        (["p", "punkten"], "punkten"),
    ] {
        let from = place.over_space();
        let digits = from
            .number()
            .and_then(value)
            .filter(|n| (1..100).contains(n));
        let after = from.next().over_space();
        if let Some(n) = digits
            && let Some(symbol) = after.over_word(&symbols)
        {
            let end = symbol.over_stop();
            let words = format!("{} {unit}", ordinal(n, false));
            let stop = match end.at > symbol.at {
                true if is_statute(end) => Stop::Inside,
                true => Stop::MayEnd,
                false => Stop::None,
            };
            reading = reading.then(from, end, say(&words)).stop(stop);
            place = end;
        }
    }
    reading
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn law_references() {
        check(&[
            (
                "3 kap. 2 a § jordabalken",
                "kapitel tre paragraf två a jordabalken",
            ),
            (
                "8 kap. 14 och 15 §§",
                "kapitel åtta paragraferna fjorton och femton",
            ),
            ("7–9 och 12 §§", "paragraferna sju till nio och tolv"),
            ("§§ 4-6", "paragraferna fyra till sex"),
            ("§ 12", "paragraf tolv"),
            ("§ 3, 12 personer", "paragraf tre, tolv personer"),
            ("21§", "paragraf tjugoett"),
            ("5 a–c §§", "paragraferna fem a till c"),
            (
                "2 § 3 st. 1 p. lagen",
                "paragraf två tredje stycket första punkten lagen",
            ),
            (
                "andra stycket 2 p. gäller",
                "andra stycket andra punkten gäller",
            ),
            ("12 och 14 kap.", "kapitel tolv och fjorton"),
            ("4 a kap. 1 §", "kapitel fyra a paragraf ett"),
            (
                "29 kap. 1 § första stycket",
                "kapitel tjugonio paragraf ett första stycket",
            ),
        ]);
    }
}
