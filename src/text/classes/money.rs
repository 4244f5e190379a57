//! Money: `250 kr`, `12,50 kr`, `99:-`, `$15`, `2,5 mkr`.

use super::unit::{Measure, rate};
use crate::text::amount::Amount;
use crate::text::lexeme::Cursor;
use crate::text::numerals::{Gender, Gender::Common, Gender::Neuter, cardinal};
use crate::text::reading::{Reading, Stop, say};

/// A currency: its names, and those of its hundredth where it has one.
struct Currency {
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    gender: Gender,
    cents: Option<(&'static str, Gender)>,
}

const fn currency(
    signs: &'static [&'static str],
    one: &'static str,
    many: &'static str,
    gender: Gender,
    cents: Option<(&'static str, Gender)>,
) -> Currency {
    Currency {
        signs,
        one,
        many,
        gender,
        cents,
    }
}

/// Currencies by symbol and by ISO 4217 code; unnamed kronor are Swedish.
const CURRENCIES: &[Currency] = &[
    currency(
        &["kr", "SEK", "Kr", "KR", "kronor", "krona"],
        "krona",
        "kronor",
        Common,
        Some(("öre", Neuter)),
    ),
    currency(
        &["€", "EUR", "euro"],
        "euro",
        "euro",
        Common,
        Some(("cent", Common)),
    ),
    currency(
        &["$", "USD", "dollar"],
        "dollar",
        "dollar",
        Common,
        Some(("cent", Common)),
    ),
    currency(
        &["£", "GBP", "pund"],
        "pund",
        "pund",
        Neuter,
        Some(("pence", Common)),
    ),
    currency(
        &["NOK"],
        "norsk krona",
        "norska kronor",
        Common,
        Some(("öre", Neuter)),
    ),
    currency(
        &["DKK"],
        "dansk krona",
        "danska kronor",
        Common,
        Some(("öre", Neuter)),
    ),
    currency(&["ISK"], "isländsk krona", "isländska kronor", Common, None),
    currency(
        &["CHF"],
        "schweizisk franc",
        "schweiziska franc",
        Common,
        None,
    ),
    currency(&["¥", "JPY"], "yen", "yen", Common, None),
    currency(&["CNY"], "yuan", "yuan", Common, None),
    currency(&["PLN"], "zloty", "zloty", Common, None),
    currency(&["CZK"], "tjeckisk krona", "tjeckiska kronor", Common, None),
    currency(&["RUB", "₽"], "rubel", "rubel", Common, None),
    currency(&["INR", "₹"], "rupie", "rupier", Common, None),
    currency(&["TRY"], "turkisk lira", "turkiska lira", Common, None),
    currency(&["UAH"], "hryvnia", "hryvnia", Common, None),
    currency(
        &["CAD"],
        "kanadensisk dollar",
        "kanadensiska dollar",
        Common,
        None,
    ),
    currency(
        &["AUD"],
        "australisk dollar",
        "australiska dollar",
        Common,
        None,
    ),
];

/// Thousands, millions and milliards of a currency in one symbol.
const SCALED: &[(&[&str], &str, &str)] = &[
    (
        &["tkr", "Tkr", "kkr", "KSEK", "kSEK", "TSEK", "tSEK"],
        "tusen kronor",
        "tusen kronor",
    ),
    (
        &[
            "mkr", "Mkr", "mnkr", "Mnkr", "mnkr", "MSEK", "mSEK", "milj.kr",
        ],
        "miljon kronor",
        "miljoner kronor",
    ),
    (
        &["mdkr", "Mdkr", "mdrkr", "mdSEK", "MdSEK", "GSEK", "BSEK"],
        "miljard kronor",
        "miljarder kronor",
    ),
    (&["MEUR", "mEUR", "M€"], "miljon euro", "miljoner euro"),
    (&["KEUR", "kEUR", "TEUR"], "tusen euro", "tusen euro"),
    (&["MUSD", "mUSD"], "miljon dollar", "miljoner dollar"),
    (&["MNOK"], "miljon norska kronor", "miljoner norska kronor"),
    (&["MDKK"], "miljon danska kronor", "miljoner danska kronor"),
];

/// Words that multiply the number between it and its currency.
#[rustfmt::skip]
const MULTIPLIERS: &[&str] = &[
    "tusen", "miljon", "miljoner", "miljard", "miljarder", "biljon", "biljoner",
];

fn find<'a>(start: Cursor<'a>) -> Option<(&'static Currency, Cursor<'a>)> {
    if let Some(sign) = start
        .over_word(&["US"])
        .filter(|sign| sign.mark() == Some('$'))
    {
        return find(sign);
    }
    let sign = start.word().or_else(|| start.marks())?;
    let currency = CURRENCIES
        .iter()
        .find(|currency| currency.signs.contains(&sign))?;
    Some((currency, start.next()))
}

/// The currency that follows a number, over a space.
pub(super) fn measure(after_number: Cursor<'_>) -> Option<Measure<'_>> {
    let start = after_number.over_space();
    let stop = Stop::None;
    if let Some(end) = dash_for_ore(start) {
        return Some(Measure {
            one: "krona",
            many: "kronor",
            gender: Common,
            end,
            stop,
        });
    }
    let end = start.next();
    if let Some((one, many)) = start.word().and_then(scaled) {
        let gender = if one == many { Neuter } else { Common };
        return Some(finish(Measure {
            one,
            many,
            gender,
            end,
            stop,
        }));
    }
    let (
        &Currency {
            one, many, gender, ..
        },
        end,
    ) = find(start)?;
    end.word().is_none().then(|| {
        finish(Measure {
            one,
            many,
            gender,
            end,
            stop,
        })
    })
}

fn scaled(symbol: &str) -> Option<(&'static str, &'static str)> {
    let (_, one, many) = SCALED
        .iter()
        .find(|(symbols, ..)| symbols.contains(&symbol))?;
    Some((one, many))
}

/// Takes the full stop of `kr.` and its like.
fn finish(measure: Measure<'_>) -> Measure<'_> {
    let abbreviated = measure
        .end
        .back()
        .and_then(Cursor::word)
        .is_some_and(|w| w.ends_with("kr"));
    match measure.end.over(&['.']) {
        Some(end) if abbreviated => Measure {
            end,
            stop: Stop::Final,
            ..measure
        },
        _ => measure,
    }
}

/// `:-` and `,-`, which stand for a whole number of kronor.
fn dash_for_ore(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let end = start.over(&[':', ','])?.over(&['-', '–', '—'])?;
    (end.number().is_none() && end.word().is_none()).then_some(end)
}

/// Money with öre, or with its currency before the number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if start.number().is_some() {
        with_cents(start)
    } else {
        prefixed(start).or_else(|| multiplied(start))
    }
}

/// `USD` after `3,2 mdr` or `två miljarder`.
fn multiplied(start: Cursor<'_>) -> Option<Reading> {
    let (currency, end) = find(start)?;
    let word = start
        .back()
        .filter(|back| back.is_space())?
        .back()?
        .word()?;
    let code = start.word()?.chars().all(char::is_uppercase);
    (code && end.word().is_none() && multiplier(word).is_some())
        .then(|| Reading::one(start, end, say(currency.many)))
}

/// `12,50 kr`, `9.99 $`; also `12:50 kr`.
fn with_cents(start: Cursor<'_>) -> Option<Reading> {
    let (whole, cents, after) = kronor_and_ore(start)?;
    let (currency, end) = find(after.over_space())?;
    if end.word().is_some() {
        return None;
    }
    let words = coins(&whole, &cents, currency)?;
    Some(Reading::one(start, end, say(&words)).join(rate(end)))
}

fn kronor_and_ore(start: Cursor<'_>) -> Option<(Amount, String, Cursor<'_>)> {
    let (amount, end) = Amount::read(start)?;
    if let Some(decimals) = amount
        .decimals
        .clone()
        .filter(|decimals| decimals.len() == 2)
    {
        return Some((amount, decimals, end));
    }
    let colon = end.over(&[':'])?;
    let cents = colon
        .number()
        .filter(|digits| digits.len() == 2 && amount.is_whole())?;
    Some((amount, cents.to_owned(), colon.next()))
}

fn coins(amount: &Amount, cents: &str, currency: &Currency) -> Option<String> {
    let (cent, cent_gender) = currency.cents?;
    let whole = amount.without_decimals();
    let name = if whole.is_one() {
        currency.one
    } else {
        currency.many
    };
    let cents: u64 = cents.parse().ok()?;
    let small = format!("{} {cent}", cardinal(cents, cent_gender));
    Some(match (whole.value()?, cents) {
        (_, 0) => format!("{} {name}", whole.said(currency.gender)),
        (0, _) => small,
        _ => format!("{} {name} och {small}", whole.said(currency.gender)),
    })
}

/// The word in full where it multiplies the number before it.
fn multiplier(word: &str) -> Option<&str> {
    match word {
        "mn" | "milj" => Some("miljoner"),
        "mdr" | "md" | "mrd" => Some("miljarder"),
        _ => MULTIPLIERS.contains(&word).then_some(word),
    }
}

/// `$15`, `€ 2,5 miljoner`, `SEK 500`.
fn prefixed(start: Cursor<'_>) -> Option<Reading> {
    let (currency, after) = find(start)?;
    after.over_space().number()?;
    let lower_case = start
        .word()
        .is_some_and(|word| word.starts_with(char::is_lowercase));
    if lower_case || !start.is_detached() {
        return None;
    }
    let (amount, end) = Amount::read(after.over_space())?;
    let cents = amount
        .decimals
        .as_deref()
        .filter(|decimals| decimals.len() == 2);
    if let Some(words) = cents.and_then(|cents| coins(&amount, cents, currency)) {
        return Some(Reading::one(start, end, say(&words)));
    }
    if let Some(word) = end.following_word().and_then(multiplier) {
        let words = format!("{} {word} {}", amount.said(Common), currency.many);
        return Some(Reading::one(start, end.over_space().next(), say(&words)));
    }
    let name = if amount.is_one() {
        currency.one
    } else {
        currency.many
    };
    let words = format!("{} {name}", amount.said(currency.gender));
    Some(Reading::one(start, end, say(&words)))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn money() {
        check(&[
            ("Det kostar 1 kr.", "Det kostar en krona."),
            ("21 kr", "tjugoen kronor"),
            ("1 250 kr/mån", "tusen tvåhundra femtio kronor per månad"),
            ("0,50 kr", "femtio öre"),
            ("1,50 kr", "en krona och femtio öre"),
            ("49,90 kr/kg", "fyrtionio kronor och nittio öre per kilo"),
            ("1 000,00 kr", "tusen kronor"),
            ("12,5 kr", "tolv komma fem kronor"),
            ("99:- styck", "nittionio kronor styck"),
            ("2,5 mkr", "två komma fem miljoner kronor"),
            ("1 mdkr", "en miljard kronor"),
            ("2,5 miljoner kr", "två komma fem miljoner kronor"),
            ("€20", "tjugo euro"),
            ("$1.5 miljarder", "en punkt fem miljarder dollar"),
            ("100 NOK", "hundra norska kronor"),
            ("10-20 kr", "tio till tjugo kronor"),
            ("£9.99", "nio pund och nittionio pence"),
            ("1 cent", "en cent"),
            ("250kr", "tvåhundra femtio kronor"),
        ]);
    }
}
