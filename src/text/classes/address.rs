//! Addresses on the net: `www.umea.se/skola`, `info@umea.se`, `@umea`, `rapport.pdf`.

use crate::text::Word;
use crate::text::lexeme::{Cursor, Kind};
use crate::text::numerals::{Gender::Neuter, by_digit, number};
use crate::text::reading::{Reading, both, say, spell};

/// Top-level domains that end an address without a scheme.
const DOMAINS: &[&str] = &[
    "app", "at", "ax", "be", "biz", "ch", "co", "com", "de", "dev", "dk", "edu", "ee", "es", "eu",
    "fi", "fm", "fr", "gov", "gl", "info", "int", "io", "is", "it", "lt", "lv", "me", "mil",
    "museum", "name", "net", "nl", "no", "nu", "org", "pl", "pt", "ru", "se", "tv", "uk", "us",
    "wiki",
];

/// Endings of file names, which are spelled.
const FILES: &[&str] = &[
    "avi", "bat", "csv", "css", "doc", "docx", "epub", "exe", "gif", "htm", "html", "jpeg", "jpg",
    "js", "json", "mov", "odt", "pdf", "php", "png", "ppt", "pptx", "rtf", "svg", "tiff", "toml",
    "txt", "wav", "webp", "xls", "xlsx", "xml", "zip",
];

/// Lexemes looked at before an address is given up; host names are shorter.
const REACH: usize = 40;

/// Strokes in a path after which the rest is left unsaid.
const SPOKEN_STROKES: usize = 3;

/// Reads an address that begins with a word or a number.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    if !start.is_detached()
        || start
            .back()
            .is_some_and(|back| back.over(&['.', '@', '-', '_']).is_some())
    {
        return None;
    }
    if start.next().is_space() {
        return None;
    }
    if start.mark() == Some('@') {
        return handle(start);
    }
    let host = scheme(start).unwrap_or(start);
    let known = host.at > start.at
        || host
            .word()
            .is_some_and(|word| word.eq_ignore_ascii_case("www"));
    let end = name_end(host)?;
    let (mailed, end) = match end.over(&['@']) {
        Some(domain) => (true, name_end(domain)?),
        None => (false, end),
    };
    let ending = end.back()?.word()?;
    let is_file = FILES.contains(&ending) && !mailed && !known;
    let dotted = end
        .back()
        .and_then(Cursor::back)
        .is_some_and(|dot| dot.mark() == Some('.'));
    if !dotted || !(known || mailed || is_file || DOMAINS.contains(&ending)) {
        return None;
    }
    let to = if mailed || is_file {
        end
    } else {
        path_end(end)
    };
    Some(Reading::one(start, to, said(host, to, is_file)))
}

/// Past `https://` or `mailto:`.
fn scheme(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let colon = start
        .over_word(&["http", "https", "ftp", "mailto", "Http", "Https"])?
        .over(&[':'])?;
    Some(if colon.marks() == Some("//") {
        colon.next()
    } else {
        colon
    })
}

/// The end of letters, digits and the marks that hold a name together.
fn name_end(start: Cursor<'_>) -> Option<Cursor<'_>> {
    let mut place = start;
    let mut end = None;
    for _ in 0..REACH {
        match place.kind()? {
            Kind::Word | Kind::Number => {
                place = place.next();
                end = Some(place);
            }
            Kind::Mark('.' | '-' | '_' | '+') => place = place.next(),
            Kind::Mark(_) | Kind::Space { .. } | Kind::Given(_) => break,
        }
        if place.is_end() {
            break;
        }
    }
    end
}

/// The end of a path: up to a space, without the marks that close a sentence.
fn path_end(start: Cursor<'_>) -> Cursor<'_> {
    if start.over(&['/', ':', '?', '#']).is_none() {
        return start;
    }
    let mut place = start;
    let mut end = start;
    while let Some(kind) = place.kind() {
        let closes = matches!(
            kind,
            Kind::Mark('"' | '”' | '“' | '»' | '<' | '>' | '(' | ')' | '[' | ']')
        );
        if matches!(kind, Kind::Space { .. }) || closes {
            break;
        }
        place = place.next();
        if !matches!(
            kind,
            Kind::Mark('.' | ',' | ';' | ':' | '!' | '?' | '…' | '\'' | '’')
        ) {
            end = place;
        }
    }
    end
}

fn said(start: Cursor<'_>, end: Cursor<'_>, is_file: bool) -> Vec<Word> {
    let mut words = Vec::new();
    let mut strokes = 0;
    let mut place = start;
    while place.at < end.at {
        let last = place.at + 1 == end.at;
        match place.kind() {
            Some(Kind::Mark('?' | '#')) => break,
            Some(Kind::Mark('/')) if last => break,
            Some(Kind::Mark('/')) => strokes += 1,
            _ => {}
        }
        if strokes > SPOKEN_STROKES {
            break;
        }
        words = both(words, piece(place, last && is_file));
        place = place.next();
    }
    words
}

fn piece(place: Cursor<'_>, extension: bool) -> Vec<Word> {
    if let Some(word) = place.word() {
        let lower = word.to_lowercase();
        let foreign_domain = matches!(
            lower.as_str(),
            "eu" | "uk" | "dk" | "de" | "fi" | "us" | "tv" | "fm"
        );
        let no_vowel = !lower.contains(|c: char| "aeiouyåäö".contains(c));
        let spelled = extension || foreign_domain || (no_vowel && lower.len() <= 5);
        return if spelled { spell(word) } else { say(word) };
    }
    if let Some(digits) = place.number() {
        return say(&figures(digits));
    }
    say(match place.mark() {
        Some('.') => "punkt",
        Some('-') => "bindestreck",
        Some('_') => "understreck",
        Some('/') => "snedstreck",
        Some('@') => "snabel-a",
        Some('+') => "plus",
        Some('=') => "lika med",
        Some('&') => "och",
        Some('~') => "tilde",
        Some('%') => "procent",
        Some(':') => "kolon",
        _ => "",
    })
}

/// Figures in an address: four as two pairs, longer ones by digit.
fn figures(digits: &str) -> String {
    match digits.len() {
        0..=3 => number(digits, Neuter),
        4 => format!(
            "{} {}",
            number(&digits[..2], Neuter),
            number(&digits[2..], Neuter)
        ),
        _ => by_digit(digits),
    }
}

/// `@umea`: a name on a social network.
fn handle(start: Cursor<'_>) -> Option<Reading> {
    let name = start.over(&['@'])?;
    name.word()?;
    let end = name_end(name)?;
    Some(Reading::one(start, end, said(start, end, false)))
}

#[cfg(test)]
mod tests {
    use crate::text::classes::tests::check;

    #[test]
    fn addresses() {
        check(&[
            ("Läs på www.umea.se.", "Läs på w w w punkt umea punkt se."),
            (
                "https://www.umea.se/skola/",
                "w w w punkt umea punkt se snedstreck skola",
            ),
            ("info@umea.se", "info snabel-a umea punkt se"),
            ("SVT.se", "S V T punkt se"),
            ("1177.se", "elva sjuttiosju punkt se"),
            ("europa.eu", "europa punkt e u"),
            ("@umea svarar", "snabel-a umea svarar"),
            ("rapport-2.pdf", "rapport bindestreck två punkt p d f"),
            ("Vi kom hem.Det regnade", "Vi kom hem. Det regnade"),
            ("a.b.c.d", "a. b. c. d"),
        ]);
    }
}
