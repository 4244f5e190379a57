//! Amounts: numbers as they are written, with groups, decimals and fractions.

use super::fold::vulgar_fraction;
use super::lexeme::Cursor;
use super::numerals::{Gender, by_digit, cardinal, number, ordinal, value};

/// A number as written, not yet in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Amount {
    /// The digits before the decimals, without separators; empty before a bare fraction.
    pub(super) whole: String,
    /// The digits after the decimal comma.
    pub(super) decimals: Option<String>,
    /// The decimals follow a full stop, as in English and in version numbers.
    pointed: bool,
    fraction: Option<(u32, u32)>,
    /// Thousands are set apart, so that it is a number and neither year nor code.
    pub(super) grouped: bool,
}

impl Amount {
    /// Reads an amount: `12`, `1 250,50`, `293.000`, `2 ½`, `¾`.
    pub(super) fn read(start: Cursor<'_>) -> Option<(Self, Cursor<'_>)> {
        if let Some(fraction) = start.mark().and_then(vulgar_fraction) {
            let amount = Amount {
                fraction: Some(fraction),
                ..Self::whole("")
            };
            return Some((amount, start.next()));
        }
        let mut amount = Self::whole(start.number()?);
        let mut end = amount.groups(start.next());
        if let Some(after) = amount.decimals(end) {
            return Some((amount, after));
        }
        if let Some(fraction) = end.over_space().mark().and_then(vulgar_fraction) {
            amount.fraction = Some(fraction);
            end = end.over_space().next();
        }
        Some((amount, end))
    }

    fn whole(digits: &str) -> Self {
        Amount {
            whole: digits.to_owned(),
            decimals: None,
            pointed: false,
            fraction: None,
            grouped: false,
        }
    }

    /// Takes groups of three digits after thin spaces or after full stops, never both.
    fn groups<'a>(&mut self, start: Cursor<'a>) -> Cursor<'a> {
        if self.whole.len() > 3 || self.whole.starts_with('0') {
            return start;
        }
        let separators: [fn(Cursor<'a>) -> Option<Cursor<'a>>; 2] =
            [Cursor::over_thin_space, |c| c.over(&['.'])];
        for over in separators {
            let mut end = start;
            while self.whole.len() <= 15
                && let Some(group) = over(end)
                && let Some(digits) = group.number().filter(|digits| digits.len() == 3)
            {
                self.whole.push_str(digits);
                self.grouped = true;
                end = group.next();
            }
            if self.grouped {
                return end;
            }
        }
        start
    }

    /// Takes decimals after a comma or a full stop; none in lists and dotted chains.
    fn decimals<'a>(&mut self, start: Cursor<'a>) -> Option<Cursor<'a>> {
        let separator = start.mark()?;
        let after = start.over(&[',', '.'])?;
        let digits = after.number()?;
        let end = after.next();
        let listed = end
            .over(&[',', '.'])
            .is_some_and(|next| next.number().is_some());
        if listed || (separator == '.' && self.grouped) {
            return None;
        }
        self.decimals = Some(digits.to_owned());
        self.pointed = separator == '.';
        Some(end)
    }

    /// The same amount without its decimals.
    pub(super) fn without_decimals(&self) -> Self {
        Amount {
            decimals: None,
            ..self.clone()
        }
    }

    /// True for a number without decimals or fraction.
    pub(super) fn is_whole(&self) -> bool {
        self.decimals.is_none() && self.fraction.is_none()
    }

    /// True where what is counted stands in the singular, as it does after a half.
    pub(super) fn is_one(&self) -> bool {
        self.fraction.is_some() || (self.whole == "1" && self.is_whole())
    }

    /// The value of a whole number.
    pub(super) fn value(&self) -> Option<u64> {
        if self.is_whole() {
            value(&self.whole)
        } else {
            None
        }
    }

    /// The words of the amount, for something of this gender.
    ///
    /// Only a bare one before decimals shows it: `en komma fem grader`, `tjugoett komma fem`.
    pub(super) fn said(&self, gender: Gender) -> String {
        let gender = match self.decimals {
            Some(_) if self.whole != "1" => Gender::Neuter,
            _ => gender,
        };
        let whole = match value(&self.whole) {
            Some(n) if self.grouped => cardinal(n, gender),
            _ => number(&self.whole, gender),
        };
        if let Some(decimals) = &self.decimals {
            let separator = if self.pointed { "punkt" } else { "komma" };
            return format!("{whole} {separator} {}", decimal_digits(decimals));
        }
        match self.fraction {
            None => whole,
            Some(fraction) if self.whole.is_empty() => part(fraction, gender),
            Some(fraction) => format!("{whole} och {}", part(fraction, gender)),
        }
    }
}

/// Two decimals are said as a number, more as digits: `tre komma fjorton`.
pub(super) fn decimal_digits(digits: &str) -> String {
    if digits.len() <= 2 {
        number(digits, Gender::Neuter)
    } else {
        by_digit(digits)
    }
}

/// A fraction before what it is a part of: `en halv`, `tre fjärdedels`.
pub(super) fn part((over, under): (u32, u32), gender: Gender) -> String {
    match (over, under) {
        (1, 2) if gender == Gender::Common => "en halv".to_owned(),
        (1, 2) => "ett halvt".to_owned(),
        (1, 4) => "en kvarts".to_owned(),
        _ => format!("{} {}s", over_words(over), part_name(under)),
    }
}

/// A fraction by itself: `en tredjedel`, `tre fjärdedelar`.
pub(super) fn fraction(over: u32, under: u32) -> String {
    let ending = match (over, under) {
        (1, _) => "",
        (_, 2) => "a",
        _ => "ar",
    };
    format!("{} {}{ending}", over_words(over), part_name(under))
}

fn over_words(over: u32) -> String {
    cardinal(u64::from(over), Gender::Common)
}

/// `tredjedel`, `åttondel`, `hundradel`: made from the ordinal, whose ending it may lose.
fn part_name(under: u32) -> String {
    if under == 2 {
        return "halv".to_owned();
    }
    let ordinal = ordinal(u64::from(under), false).replace(' ', "");
    let short = ["nde", "ade"].iter().find_map(|ending| {
        let stem = ordinal.strip_suffix(ending)?;
        Some(format!("{stem}{}del", &ending[..1]))
    });
    short.unwrap_or_else(|| format!("{ordinal}del"))
}

#[cfg(test)]
mod tests {
    use super::super::lexeme::Line;
    use super::*;

    #[test]
    fn amounts_in_words() {
        const CASES: &[(&str, &str)] = &[
            ("12", "tolv"),
            ("1 250", "tusen tvåhundra femtio"),
            ("293.000", "tvåhundra nittiotre tusen"),
            ("1\u{202F}000\u{202F}000", "en miljon"),
            ("0,5", "noll komma fem"),
            ("3,14", "tre komma fjorton"),
            ("2,05", "två komma noll fem"),
            ("3,142", "tre komma ett fyra två"),
            ("2.0", "två punkt noll"),
            ("2 ½", "två och ett halvt"),
            ("1½", "ett och ett halvt"),
            ("¾", "tre fjärdedels"),
            ("0580", "noll fem åtta noll"),
        ];
        for (text, words) in CASES {
            let line = Line::new(text);
            let (amount, end) = Amount::read(line.cursor(0)).expect(text);
            assert_eq!(amount.said(Gender::Neuter), *words);
            assert!(end.is_end(), "{text}");
        }
    }

    #[test]
    fn separators_of_other_things_are_left() {
        for (text, left) in [
            ("12, 13", 1),
            ("1,2,3", 1),
            ("1.2.3", 1),
            ("12 3456", 1),
            ("2012 350", 1),
        ] {
            let line = Line::new(text);
            let (_, end) = Amount::read(line.cursor(0)).expect(text);
            assert_eq!(end.at, left, "{text}");
        }
    }

    #[test]
    fn fractions_by_themselves() {
        const CASES: &[(u32, u32, &str)] = &[
            (1, 3, "en tredjedel"),
            (3, 4, "tre fjärdedelar"),
            (5, 8, "fem åttondelar"),
            (1, 10, "en tiondel"),
            (2, 5, "två femtedelar"),
            (3, 2, "tre halva"),
            (1, 100, "en hundradel"),
        ];
        for (over, under, words) in CASES {
            assert_eq!(fraction(*over, *under), *words);
        }
    }
}
