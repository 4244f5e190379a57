//! X-SAMPA: phones in ASCII, as lexica and markup may have them.

use super::{Accent, IpaError, Phone, Pronunciation, Stress, Symbol};

/// Reads X-SAMPA (Wells, 1995) as IPA is read; `""` is the stress of the grave accent.
///
/// # Errors
/// [`IpaError`] names the first sign that cannot be read.
pub(super) fn parse(written: &str) -> Result<Pronunciation, IpaError> {
    let mut word = Pronunciation::default();
    let mut stress = None;
    let mut rest = written;
    while let Some(sign) = rest.chars().next() {
        let mut taken = sign.len_utf8();
        match sign {
            '"' if rest.starts_with("\"\"") => {
                word.accent = Accent::Grave;
                taken = 2;
                stress = Some((sign, Stress::Primary));
            }
            '"' => stress = Some((sign, Stress::Primary)),
            '%' => stress = Some((sign, Stress::Secondary)),
            ':' => word.phones.last_mut().ok_or(IpaError::Dangling(':'))?.long = true,
            '.' => {}
            _ => {
                let symbol = longest(rest).ok_or(IpaError::Sign(sign))?;
                taken = symbol.xsampa().len();
                let mut phone = Phone::new(symbol);
                if phone.is_vowel()
                    && let Some((_, level)) = stress.take()
                {
                    phone.stress = level;
                }
                word.phones.push(phone);
            }
        }
        rest = &rest[taken..];
    }
    match stress {
        Some((mark, _)) => Err(IpaError::Dangling(mark)),
        None => Ok(word),
    }
}

/// The symbol with the longest sign that the text begins with: `s\` before `s`.
fn longest(text: &str) -> Option<Symbol> {
    Symbol::all()
        .filter(|symbol| text.starts_with(symbol.xsampa()))
        .max_by_key(|symbol| symbol.xsampa().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xsampa_is_read() {
        let cases = [
            ("", ""),
            ("\"sO:N", "ˈsɔːŋ"),
            ("\"\"flIk:a", "²ˈflɪkːa"),
            ("x\\}:s\\9t`.%b{r", "ɧʉːɕœʈˌbær"),
        ];
        for (written, expected) in cases {
            assert_eq!(parse(written).expect(written).ipa(), expected);
        }
        for symbol in Symbol::all() {
            let read = parse(symbol.xsampa()).expect("a sign of the table");
            assert_eq!(read.phones, [Phone::new(symbol)]);
        }
    }

    #[test]
    fn unreadable_xsampa_names_its_sign() {
        let cases = [
            ("QIN", IpaError::Sign('Q')),
            ("a_0", IpaError::Sign('_')),
            (":a", IpaError::Dangling(':')),
            ("a\"", IpaError::Dangling('"')),
            ("%s", IpaError::Dangling('%')),
        ];
        for (written, error) in cases {
            assert_eq!(parse(written), Err(error), "{written}");
        }
    }
}
