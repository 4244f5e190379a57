//! Dates as Swedish and English pages write them.

/// A date found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    /// ISO 8601, such as `2012-10-12`.
    pub(super) date: String,
    /// The text around the date, without the date.
    pub(super) rest: String,
}

/// Finds the first date in a short text such as a byline.
pub(super) fn find(text: &str) -> Option<Found> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for at in 0..words.len() {
        if let Some((date, used)) = date_at(&words[at..]) {
            let rest: Vec<&str> = words[..at]
                .iter()
                .chain(&words[at + used..])
                .copied()
                .collect();
            return Some(Found {
                date,
                rest: rest.join(" "),
            });
        }
    }
    None
}

/// The date that begins at the first word, and how many words it takes.
fn date_at(words: &[&str]) -> Option<(String, usize)> {
    let first = bare(words.first()?);
    if let Some(date) = numeric(first) {
        return Some((date, 1));
    }
    let second = bare(words.get(1)?);
    let third = words.get(2).map(|word| bare(word)).unwrap_or_default();
    let year = third.parse().ok().filter(|y| (1900..2100).contains(y))?;
    let day_first = first.trim_start_matches("den").trim().parse().ok();
    let (day, month) = match (day_first, month(second)) {
        (Some(day), Some(month)) => (day, month),
        _ => (second.parse().ok()?, month(first)?),
    };
    iso(year, month, day).map(|date| (date, 3))
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// `2012-10-12`, with or without a time, or `12/10/2012`, day first as in Sweden.
fn numeric(word: &str) -> Option<String> {
    let day_part = word.split('T').next()?;
    let parts: Vec<&str> = day_part.split(['-', '/', '.']).collect();
    let &[a, b, c] = parts.as_slice() else {
        return None;
    };
    let (year, day) = if a.len() == 4 { (a, c) } else { (c, a) };
    if year.len() != 4 {
        return None;
    }
    iso(year.parse().ok()?, b.parse().ok()?, day.parse().ok()?)
}

fn iso(year: u32, month: u32, day: u32) -> Option<String> {
    let valid =
        (1900..2100).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
    valid.then(|| format!("{year}-{month:02}-{day:02}"))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let starts = [
        "jan", "feb", "mar", "apr", "ma", "jun", "jul", "aug", "sep", "o", "nov", "dec",
    ];
    let names = [
        "januari",
        "februari",
        "mars",
        "april",
        "maj",
        "juni",
        "juli",
        "augusti",
        "september",
        "oktober",
        "november",
        "december",
    ];
    let english = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let place = (0..12).find(|&m| {
        let long_enough = word.len() >= 3 && word.starts_with(starts[m]);
        long_enough && (names[m].starts_with(&word) || english[m].starts_with(&word))
    })?;
    u32::try_from(place + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_with_what_stands_around_them() {
        for (text, date, rest) in [
            (
                "12 oktober, 2012 | Jörgen Boström",
                "2012-10-12",
                "| Jörgen Boström",
            ),
            (
                "Publicerad 3 februari 2026 08.15",
                "2026-02-03",
                "Publicerad 08.15",
            ),
            ("Uppdaterad: 2025-01-31", "2025-01-31", "Uppdaterad:"),
            ("March 5, 2019 by Ann", "2019-03-05", "by Ann"),
            ("5 maj 2020", "2020-05-05", ""),
            ("31/12/1999", "1999-12-31", ""),
        ] {
            let found = find(text).unwrap();
            assert_eq!((found.date.as_str(), found.rest.as_str()), (date, rest));
        }
    }

    #[test]
    fn other_numbers_are_not_dates() {
        for text in [
            "3 av 2026 elever",
            "1.2.3",
            "00-00-2020",
            "40 mars 2020",
            "mars 2020",
            "",
        ] {
            assert_eq!(find(text), None, "{text}");
        }
    }
}
