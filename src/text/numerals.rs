//! Swedish numerals in words: cardinals, ordinals, years and digits.
//!
//! Numerals are spelled in the elements that carry them (`nittiosju`, `femhundra`,
//! `tusen`), one word each; compounds join them again with [`compound`].

/// The gender of what is counted, which shows in numbers that end in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    /// `en`
    Common,
    /// `ett`, also for numbers that count nothing
    Neuter,
}

const SMALL: [&str; 20] = [
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv",
    "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
];

const SMALL_ORDINALS: [&str; 20] = [
    "nollte",
    "första",
    "andra",
    "tredje",
    "fjärde",
    "femte",
    "sjätte",
    "sjunde",
    "åttonde",
    "nionde",
    "tionde",
    "elfte",
    "tolfte",
    "trettonde",
    "fjortonde",
    "femtonde",
    "sextonde",
    "sjuttonde",
    "artonde",
    "nittonde",
];

const TENS: [&str; 10] = [
    "", "tio", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio",
];

/// The names of the powers of a thousand from a million up, by the long scale.
const POWERS: [&str; 4] = ["miljon", "miljard", "biljon", "biljard"];

/// Longer numbers are read digit by digit: nobody follows them as one.
const MOST_DIGITS: usize = 18;

fn below_hundred(n: u64, gender: Gender) -> String {
    let one = if gender == Gender::Common {
        "en"
    } else {
        "ett"
    };
    let (tens, unit) = ((n / 10) as usize, (n % 10) as usize);
    match (tens, unit) {
        (0, 1) => one.to_owned(),
        (0 | 1, _) => SMALL[n as usize].to_owned(),
        (_, 0) => TENS[tens].to_owned(),
        (_, 1) => format!("{}{one}", TENS[tens]),
        _ => format!("{}{}", TENS[tens], SMALL[unit]),
    }
}

/// Words for 1 to 999; `leading` leaves out the `ett` of a first `etthundra`.
fn below_thousand(n: u64, gender: Gender, leading: bool) -> Vec<String> {
    let mut words = Vec::new();
    match n / 100 {
        0 => {}
        1 if leading => words.push("hundra".to_owned()),
        hundreds => words.push(format!("{}hundra", SMALL[hundreds as usize])),
    }
    if !n.is_multiple_of(100) {
        words.push(below_hundred(n % 100, gender));
    }
    words
}

/// The words of a whole number.
pub(super) fn cardinal(n: u64, gender: Gender) -> String {
    if n == 0 {
        return SMALL[0].to_owned();
    }
    let mut words: Vec<String> = Vec::new();
    for power in (1..=POWERS.len()).rev() {
        let count = n / 1000_u64.pow(power as u32 + 1) % 1000;
        if count > 0 {
            words.extend(below_thousand(count, Gender::Common, words.is_empty()));
            words.push(format!(
                "{}{}",
                POWERS[power - 1],
                if count == 1 { "" } else { "er" }
            ));
        }
    }
    match n / 1000 % 1000 {
        0 => {}
        1 if words.is_empty() => words.push("tusen".to_owned()),
        1 => words.push("ettusen".to_owned()),
        thousands => {
            words.extend(below_thousand(thousands, Gender::Neuter, words.is_empty()));
            words.push("tusen".to_owned());
        }
    }
    let leading = words.is_empty();
    words.extend(below_thousand(n % 1000, gender, leading));
    words.join(" ")
}

/// The words of a string of digits: a number, or its digits where it is none.
///
/// A leading zero or more than 18 digits mark a code rather than a number.
pub(super) fn number(digits: &str, gender: Gender) -> String {
    match value(digits) {
        Some(n) if !digits.starts_with('0') || digits.len() == 1 => cardinal(n, gender),
        _ => by_digit(digits),
    }
}

/// The value of a string of at most 18 digits.
pub(super) fn value(digits: &str) -> Option<u64> {
    if digits.len() > MOST_DIGITS {
        None
    } else {
        digits.parse().ok()
    }
}

/// Each digit by its name.
pub(super) fn by_digit(digits: &str) -> String {
    let names: Vec<&str> = digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .map(|d| SMALL[d as usize])
        .collect();
    names.join(" ")
}

/// The words of an ordinal; the masculine shows in `förste` and `andre`.
pub(super) fn ordinal(n: u64, masculine: bool) -> String {
    let last = n % 100;
    let (rest, end) = if n >= 1000 && n.is_multiple_of(1000) {
        return format!(
            "{}{}",
            power_stem(n),
            if n.is_multiple_of(1_000_000) {
                "te"
            } else {
                "de"
            }
        );
    } else if last == 0 && n > 0 {
        return format!("{}de", cardinal(n, Gender::Neuter));
    } else if last < 20 {
        (n - last, SMALL_ORDINALS[last as usize].to_owned())
    } else if last.is_multiple_of(10) {
        (n - last, format!("{}nde", TENS[(last / 10) as usize]))
    } else {
        let unit = SMALL_ORDINALS[(last % 10) as usize];
        (n - last, format!("{}{unit}", TENS[(last / 10) as usize]))
    };
    let end = match last % 10 {
        1 | 2 if masculine && last / 10 != 1 => format!("{}e", &end[..end.len() - 1]),
        _ => end,
    };
    if rest == 0 {
        end
    } else {
        format!("{} {end}", cardinal(rest, Gender::Neuter))
    }
}

/// A round number without the plural ending of its power, `ett` or `en`: `miljon`, `tvåtusen`.
fn power_stem(n: u64) -> String {
    let words = cardinal(n, Gender::Neuter);
    let words = words.strip_suffix("er").unwrap_or(&words);
    words.strip_prefix("en ").unwrap_or(words).to_owned()
}

/// The words of a year, by hundreds where Swedish does so (1100 to 1999, 2001 to 2099).
pub(super) fn year(n: u64) -> String {
    let hundreds = match n {
        1100..=1999 => format!("{}hundra", SMALL[(n / 100) as usize]),
        2001..=2099 => "tjugohundra".to_owned(),
        _ => return cardinal(n, Gender::Neuter),
    };
    match n % 100 {
        0 => hundreds,
        rest => format!("{hundreds} {}", below_hundred(rest, Gender::Neuter)),
    }
}

/// Joins the elements of a compound; no letter stands three times in Swedish.
pub(super) fn compound(words: &str, tail: &str) -> String {
    let joined = format!("{words}{tail}").replace(' ', "");
    joined.replace("ttt", "tt")
}

#[cfg(test)]
mod spellout;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cardinals() {
        const CASES: &[(u64, &str)] = &[
            (0, "noll"),
            (1, "ett"),
            (18, "arton"),
            (21, "tjugoett"),
            (40, "fyrtio"),
            (100, "hundra"),
            (345, "trehundra fyrtiofem"),
            (1000, "tusen"),
            (1101, "tusen etthundra ett"),
            (21_000, "tjugoett tusen"),
            (101_000, "hundra ett tusen"),
            (1_000_000, "en miljon"),
            (2_001_100, "två miljoner ettusen etthundra"),
            (21_000_000_000, "tjugoen miljarder"),
            (1_000_000_000_000, "en biljon"),
            (3_000_000_000_000_000, "tre biljarder"),
        ];
        for (n, words) in CASES {
            assert_eq!(cardinal(*n, Gender::Neuter), *words, "{n}");
        }
        assert_eq!(cardinal(1, Gender::Common), "en");
        assert_eq!(cardinal(10_031, Gender::Common), "tio tusen trettioen");
    }

    #[test]
    fn ordinals() {
        const CASES: &[(u64, bool, &str)] = &[
            (1, false, "första"),
            (1, true, "förste"),
            (2, true, "andre"),
            (3, true, "tredje"),
            (12, true, "tolfte"),
            (20, false, "tjugonde"),
            (22, true, "tjugoandre"),
            (31, false, "trettioförsta"),
            (100, false, "hundrade"),
            (103, false, "hundra tredje"),
            (1000, false, "tusende"),
            (1900, false, "tusen niohundrade"),
            (100_000, false, "hundra tusende"),
            (1_000_000, false, "miljonte"),
            (3_000_000, false, "tre miljonte"),
            (5_001, false, "fem tusen första"),
        ];
        for (n, masculine, words) in CASES {
            assert_eq!(ordinal(*n, *masculine), *words, "{n}");
        }
    }

    #[test]
    fn years() {
        const CASES: &[(u64, &str)] = &[
            (800, "åttahundra"),
            (1066, "tusen sextiosex"),
            (1100, "elvahundra"),
            (1897, "artonhundra nittiosju"),
            (1905, "nittonhundra fem"),
            (2000, "två tusen"),
            (2001, "tjugohundra ett"),
            (2012, "tjugohundra tolv"),
            (2100, "två tusen etthundra"),
        ];
        for (n, words) in CASES {
            assert_eq!(year(*n), *words, "{n}");
        }
    }

    #[test]
    fn codes_are_read_by_digit() {
        assert_eq!(number("0580", Gender::Neuter), "noll fem åtta noll");
        assert_eq!(
            number("1234567890123456789", Gender::Neuter)
                .split(' ')
                .count(),
            19
        );
        assert_eq!(number("0", Gender::Neuter), "noll");
    }

    #[test]
    fn compounds_drop_a_third_letter() {
        assert_eq!(compound("ett", "tusen"), "ettusen");
        assert_eq!(compound("artonhundra", "talet"), "artonhundratalet");
    }
}
