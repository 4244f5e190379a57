//! What identifies and is read by digit: personal numbers, post codes, plates, codes.

use super::phone::grouped;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender::Neuter, by_digit, number};
use crate::text::reading::{Reading, both, say, spell};

/// Words before a code, whatever its length.
#[rustfmt::skip]
const CUES: &[&str] = &[
    "artikelnr", "artikelnummer", "bokningsnummer", "clearing", "clearingnummer", "fakturanummer",
    "id", "kod", "koden", "kundnr", "kundnummer", "lösenord", "lösenordet", "medlemsnummer", "ocr",
    "ordernummer", "pin", "pinkod", "pinkoden", "portkod", "portkoden", "referensnummer",
    "serienummer",
];

/// Words before a plate whose letters and figures stand apart.
#[rustfmt::skip]
const PLATED: &[&str] = &[
    "nr", "registreringsnummer", "registreringsnumret", "regnr", "regnummer", "skylt", "skylten",
    "skyltarna",
];

/// Countries that write their letters before a post code.
const COUNTRIES: &[&str] = &["AX", "D", "DK", "FI", "FIN", "N", "NO", "S", "SE"];

/// Groups of an account's number: Norway's has three, and none more than eight (ISO 13616).
const LEAST_GROUPS: usize = 3;
const MOST_GROUPS: usize = 8;

/// Letters that no Swedish plate has (Transportstyrelsen, since 1973).
const NOT_ON_PLATES: &[char] = &['I', 'Q', 'V', 'Å', 'Ä', 'Ö'];

/// Reads a code that begins with a number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if !start.is_detached() {
        return glued(start);
    }
    identity(start)
        .or_else(|| checked(start))
        .or_else(|| postcode(start))
        .or_else(|| cued(start))
}

/// Reads a code that begins with letters.
pub(super) fn lettered(start: Cursor<'_>) -> Option<Reading> {
    plate(start)
        .or_else(|| foreign_postcode(start))
        .or_else(|| account(start))
}

/// `SE556677889901`: digits that letters begin, too many for a year or a size.
fn glued(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number().filter(|digits| digits.len() > 4)?;
    start.back()?.word()?;
    Some(Reading::one(start, start.next(), say(&by_digit(digits))))
}

/// `75200000-8`: a number of eight digits with its check digit (Common Procurement Vocabulary).
fn checked(start: Cursor<'_>) -> Option<Reading> {
    let first = start.number().filter(|digits| digits.len() == 8)?;
    let dash = start.next();
    let check = dash.over(&['-'])?;
    let last = check.number().filter(|digits| digits.len() == 1)?;
    Some(
        Reading::one(start, dash, say(&by_digit(first)))
            .then(dash, check, say("streck"))
            .then(check, check.next(), say(&by_digit(last))),
    )
}

/// `SE45 5000 0000 0583 9825 7466`: an account by its country (ISO 13616).
fn account(start: Cursor<'_>) -> Option<Reading> {
    let country = start.word().filter(|word| {
        let capital = |c: char| c.is_ascii_uppercase();
        word.len() == 2 && word.chars().all(capital)
    })?;
    let check = start.next();
    let digits = check.number().filter(|digits| digits.len() == 2)?;
    let mut groups = Vec::new();
    let mut place = check.next();
    while let Some(group) = place.over_thin_space()
        && let Some(digits) = group.number().filter(|digits| digits.len() <= 4)
        && groups.len() < MOST_GROUPS
    {
        groups.push((group, group.next(), digits));
        place = group.next();
    }
    let words = both(spell(country), say(&by_digit(digits)));
    (groups.len() >= LEAST_GROUPS).then(|| grouped(start, check.next(), words, &groups))
}

/// Personal and organisation numbers: six or eight digits, a dash, four digits.
fn identity(start: Cursor<'_>) -> Option<Reading> {
    let first = start
        .number()
        .filter(|digits| matches!(digits.len(), 6 | 8))?;
    let second = start.next().over(&['-', '+'])?;
    let words = say(&by_digit(first));
    if let Some(hidden) = second.over_word(&["XXXX", "xxxx", "NNNN"]) {
        let letters = spell(second.word()?);
        return Some(Reading::one(start, start.next(), words).then(second, hidden, letters));
    }
    let last = second.number().filter(|digits| digits.len() == 4)?;
    Some(grouped(
        start,
        start.next(),
        words,
        &[(second, second.next(), last)],
    ))
}

/// `901 84 Umeå`: the post code of an address.
fn postcode(start: Cursor<'_>) -> Option<Reading> {
    let (second, town) = post_groups(start)?;
    let named = || {
        let after = town
            .following_word()
            .or_else(|| town.over_space().following_word());
        after.is_some_and(|word| word.starts_with(char::is_uppercase))
    };
    if !start.follows(&["postnummer", "postnr"]) && !named() {
        return None;
    }
    Some(post_reading(start, start, second))
}

/// `SE-901 84 Umeå`
fn foreign_postcode(start: Cursor<'_>) -> Option<Reading> {
    let first = start.over_word(COUNTRIES)?.over(&['-'])?;
    let (second, _) = post_groups(first)?;
    let country = Reading::one(start, start.next(), spell(start.word()?));
    Some(country.join(post_reading(first, first, second)))
}

/// The second group of a post code, and the place after it.
fn post_groups(start: Cursor<'_>) -> Option<(Cursor<'_>, Cursor<'_>)> {
    start
        .number()
        .filter(|digits| digits.len() == 3 && !digits.starts_with('0'))?;
    let second = start.next().over_thin_space()?;
    second.number().filter(|digits| digits.len() == 2)?;
    Some((second, second.next()))
}

fn post_reading<'a>(start: Cursor<'a>, first: Cursor<'a>, second: Cursor<'a>) -> Reading {
    let digits = |place: Cursor<'_>| say(&by_digit(place.number().unwrap_or_default()));
    Reading::one(start, first.next(), digits(first)).then(second, second.next(), digits(second))
}

/// `koden 4711`, `OCR-nummer 1234567890`
fn cued(start: Cursor<'_>) -> Option<Reading> {
    let digits = start.number().filter(|digits| digits.len() > 2)?;
    let end = start.next();
    let compound = || {
        let word = start.back().filter(|back| back.is_space())?.back()?;
        let hyphen = word.back()?.over(&['-']);
        hyphen.filter(|_| matches!(word.word(), Some("nummer" | "numret" | "nr" | "kod")))
    };
    let alone = end.word().is_none() && end.over(&['-', ',', '.', '/', ':']).is_none_or(is_pause);
    let grouped = end
        .over_thin_space()
        .is_some_and(|next| next.number().is_some());
    let box_number = || digits.len() > 4 && start.follows(&["box"]);
    let coded = start.follows(CUES) || compound().is_some() || box_number();
    (coded && alone && !grouped).then(|| Reading::one(start, end, say(&by_digit(digits))))
}

fn is_pause(after: Cursor<'_>) -> bool {
    after.number().is_none() && after.word().is_none()
}

/// `ABC 123`, `ABC12D`: the registration of a vehicle.
fn plate(start: Cursor<'_>) -> Option<Reading> {
    let letters = start.word().filter(|word| {
        let fits = |c: char| c.is_uppercase() && !NOT_ON_PLATES.contains(&c);
        word.len() == 3 && word.chars().all(fits)
    })?;
    let spaced = start.next().over_thin_space();
    if spaced.is_some() && !start.follows(PLATED) {
        return None;
    }
    let figures = spaced.unwrap_or(start.next());
    let digits = figures.number()?;
    let end = figures.next();
    let (last, to) = match (digits.len(), end.word()) {
        (3, None) => ("", end),
        (2, Some(last)) if last.len() == 1 && last.starts_with(char::is_uppercase) => {
            (last, end.next())
        }
        _ => return None,
    };
    let goes_on = to.over(&['-', '.', ',', '/', ':']);
    if !start.is_detached() || goes_on.is_some_and(|next| !is_pause(next)) {
        return None;
    }
    let words = both(spell(letters), say(&by_digit(digits)));
    Some(Reading::one(start, to, both(words, spell(last))))
}

/// `Boeing 737-800`: types of aeroplanes, which pilots read by digit.
pub(super) fn aeroplane(start: Cursor<'_>) -> Option<Reading> {
    let digits = start
        .number()
        .filter(|digits| digits.len() == 3 && start.follows(&["boeing"]))?;
    let end = start.next();
    let reading = Reading::one(start, end, say(&by_digit(digits)));
    let Some(variant) = end.over(&['-']) else {
        return Some(reading);
    };
    match variant.number() {
        Some(digits) => Some(reading.then(variant, variant.next(), say(&number(digits, Neuter)))),
        None => Some(reading),
    }
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn codes() {
        check(&[
            ("901 84 Umeå", "nio noll ett åtta fyra Umeå"),
            ("901 84 kronor", "niohundra ett åttiofyra kronor"),
            ("556036-0793", "fem fem sex noll tre sex-noll sju nio tre"),
            (
                "ABC123 och SAS 123",
                "A B C ett två tre och Sas hundra tjugotre",
            ),
            ("regnr ABC 12D", "registreringsnummer A B C ett två D"),
            ("portkod 4711.", "portkod fyra sju ett ett."),
            ("Boeing 737-800", "Boeing sju tre sju åttahundra"),
        ]);
    }
}
