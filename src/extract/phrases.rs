//! Lines that stand on article pages without belonging to the article.

use std::sync::LazyLock;

use super::dates;
use super::lists;

/// Longest line, in characters, that is taken for one of these.
const LINE: usize = 120;

/// Longest caption, in characters, that is known by the photographer's name at its end.
const CAPTION: usize = 300;

/// The lists in `phrases.txt`, which says what each is.
#[derive(Default)]
struct Lists {
    label: Vec<&'static str>,
    away: Vec<&'static str>,
    promotion: Vec<&'static str>,
    credit: Vec<&'static str>,
    section: Vec<&'static str>,
    section_start: Vec<&'static str>,
    end: Vec<&'static str>,
    link_list: Vec<&'static str>,
    contact: Vec<&'static str>,
    source: Vec<&'static str>,
    small: Vec<&'static str>,
    error: Vec<&'static str>,
    login: Vec<&'static str>,
}

impl Lists {
    fn named(&mut self, section: &str) -> Option<&mut Vec<&'static str>> {
        Some(match section {
            "label" => &mut self.label,
            "away" => &mut self.away,
            "promotion" => &mut self.promotion,
            "credit" => &mut self.credit,
            "section" => &mut self.section,
            "section start" => &mut self.section_start,
            "end" => &mut self.end,
            "link list" => &mut self.link_list,
            "contact" => &mut self.contact,
            "source" => &mut self.source,
            "small" => &mut self.small,
            "error" => &mut self.error,
            "login" => &mut self.login,
            _ => return None,
        })
    }
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for (section, phrase) in lists::entries(include_str!("phrases.txt"), " / ") {
        if let Some(list) = lists.named(section) {
            list.push(phrase);
        }
    }
    lists
});

/// Whether a whole line is a button or a label.
pub(super) fn is_label(text: &str) -> bool {
    LISTS.label.contains(&bare(&text.to_lowercase()))
}

/// Whether a line sends the reader elsewhere; `linked` is the share of it in links, `link`
/// the text of the first of them.
pub(super) fn leads_away(text: &str, linked: f32, link: &str) -> bool {
    let line = text.to_lowercase();
    let begins = [&line, &link.to_lowercase()]
        .iter()
        .any(|words| starts(&LISTS.away, words));
    let promotes = starts(&LISTS.promotion, &line);
    (begins && linked > 0.4 || promotes && linked > 0.0) && text.chars().count() <= 2 * LINE
}

/// Whether a heading opens a section that does not belong to the article.
pub(super) fn opens_other_section(heading: &str) -> bool {
    let line = heading.to_lowercase();
    LISTS.section.contains(&bare(&line)) || starts(&LISTS.section_start, &line)
}

/// Whether a heading opens a section after which nothing belongs to the article.
pub(super) fn ends_article(heading: &str) -> bool {
    LISTS.end.contains(&bare(&heading.to_lowercase()))
}

/// Whether a heading opens a section that says whom to ask.
pub(super) fn opens_contact(heading: &str) -> bool {
    LISTS.contact.contains(&bare(&heading.to_lowercase()))
}

/// Whether a heading stands over a list of links that is no part of the article.
pub(super) fn opens_link_list(heading: &str) -> bool {
    LISTS.link_list.contains(&bare(&heading.to_lowercase()))
}

/// Whether a title is that of an error message.
pub(super) fn names_an_error(title: &str) -> bool {
    let title = title.to_lowercase();
    starts(&LISTS.error, &title) || matches!(bare(&title), "403" | "404" | "410" | "500" | "503")
}

/// Whether a title is that of a page to log in on.
pub(super) fn names_a_login(title: &str) -> bool {
    starts(&LISTS.login, &title.to_lowercase())
}

/// Whether a line says who made the page or when, and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    let line = text.to_lowercase();
    if starts(&LISTS.source, &line) {
        return true;
    }
    let chars = text.chars().count();
    if chars <= CAPTION && ends_in_credit(text) {
        return true;
    }
    if chars > LINE {
        return false;
    }
    if starts(&LISTS.credit, &line) && !is_sentence(text) || is_count(&line) {
        return true;
    }
    match dates::find(text) {
        Some(found) => !text.ends_with('.') && is_names(&found.rest),
        None => is_by(text),
    }
}

/// Whether a line is a time of day and nothing else, such as "14.20".
pub(super) fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once([':', '.']) else {
        return false;
    };
    let is_below = |digits: &str, end: u32| {
        let two = (1..=2).contains(&digits.len());
        two && digits.parse().is_ok_and(|number: u32| number < end)
    };
    is_below(hour, 24) && minute.len() == 2 && is_below(minute, 60)
}

/// A line such as "2 kommentarer | Kommentera", "3 min läsning" or "Visar 5 av 12 frågor".
fn is_count(line: &str) -> bool {
    let is_number = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    let words: Vec<&str> = line.split_whitespace().map(bare).collect();
    match words.as_slice() {
        ["visar" | "showing", shown, "av" | "of", all, rest @ ..] => {
            is_number(shown) && is_number(all) && rest.len() <= 2
        }
        [minutes, "min" | "minuter" | "minuters" | "minute", reading] => {
            is_number(minutes) && ["läsning", "lästid", "read"].contains(reading)
        }
        [number, counted, ..] => {
            is_number(number)
                && (counted.starts_with("kommentar") || counted.starts_with("comment"))
        }
        _ => false,
    }
}

/// Whether a line is a caption by the photographer's name after it: "Torget. Foto: Eva Ek".
fn ends_in_credit(text: &str) -> bool {
    let credit = ["Foto: ", "FOTO: ", "Bild: ", "Photo: "]
        .iter()
        .find_map(|mark| text.rsplit_once(mark));
    credit.is_some_and(|(_, name)| !name.is_empty() && is_names(name))
}

/// The name after "Av" or "By", when the line is no more than that.
pub(super) fn author(text: &str) -> Option<&str> {
    let name = [
        "Av ",
        "AV ",
        "av ",
        "By ",
        "BY ",
        "by ",
        "Av: ",
        "Text: ",
        "Text och foto: ",
    ]
    .iter()
    .find_map(|start| text.trim().strip_prefix(start))?;
    Some(name.trim())
}

fn is_by(text: &str) -> bool {
    text.chars().count() < 60 && author(text).is_some_and(is_names)
}

/// Whether all words are names, times or the small words between them.
fn is_names(text: &str) -> bool {
    let mut names = 0;
    for word in text.split_whitespace().map(bare) {
        let small = LISTS.small.contains(&word.to_lowercase().as_str());
        let time = word.chars().all(|c| c.is_ascii_digit() || ".:".contains(c));
        if small || time {
            continue;
        }
        if !word.starts_with(char::is_uppercase) {
            return false;
        }
        names += 1;
    }
    names <= 5 && !is_sentence(text)
}

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?']) && text.split_whitespace().count() > 5
}

/// A line without what is not a letter or digit at its ends.
fn bare(line: &str) -> &str {
    line.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Whether a line in lower case begins with one of the phrases, as whole words.
fn starts(phrases: &[&str], line: &str) -> bool {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    phrases.iter().any(|phrase| {
        let rest = line.strip_prefix(phrase);
        rest.is_some_and(|rest| phrase.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_and_sentences_are_told_apart() {
        for (line, expected) in [
            ("12 oktober, 2012 | Jörgen Boström", true),
            (
                "Av Anna Öberg · Publicerad 3 februari 2026 08.15 · 4 min läsning",
                true,
            ),
            ("Publicerad: 2024-05-01", true),
            ("Foto: Erik Mårtensson/TT", true),
            ("Av Anna Öberg", true),
            ("Av de sökande kom hälften från Umeå", false),
            ("Den 12 oktober 2012 möttes alla i Umeå", false),
            ("Publicerad blev den aldrig, säger hon i dag.", false),
            ("Inspelat: 2019-05-21. Längd: 00:12:28.", false),
            ("2 kommentarer | Kommentera", true),
            ("3 kommuner deltog", false),
            ("3 min läsning", true),
            ("3 minuter senare kom bussen", false),
            ("Visar 5 av 12 frågor", true),
            ("Torget i går. Foto: Eva Ek/TT", true),
            ("Hon skrev boken Foto: en handbok i två delar", false),
            ("2022:418", false),
        ] {
            assert_eq!(is_credit(line), expected, "{line}");
        }
    }

    #[test]
    fn times_of_day_are_told_from_numbers() {
        for (text, expected) in [
            ("14.20", true),
            ("08:05", true),
            ("24.00", false),
            ("2022:418", false),
            ("1.5", false),
            ("12.30.", false),
        ] {
            assert_eq!(is_time(text), expected, "{text}");
        }
    }

    #[test]
    fn every_section_of_the_list_is_read() {
        let mut lists = Lists::default();
        for (section, _) in lists::entries(include_str!("phrases.txt"), " / ") {
            assert!(lists.named(section).is_some(), "{section}");
        }
    }

    #[test]
    fn lines_that_lead_away_are_links() {
        for (line, linked, link, expected) in [
            ("Läs mer: Så klarar du kylan", 1.0, "", true),
            ("LÄS OCKSÅ: Isen bär inte", 0.7, "Isen bär inte", true),
            (
                "I fredags: Läs mer om stormen",
                0.7,
                "Läs mer om stormen",
                true,
            ),
            ("Läs mer i boken, som kom i fjol", 0.0, "", false),
            ("Hela länet drabbas", 1.0, "Hela länet drabbas", false),
        ] {
            assert_eq!(leads_away(line, linked, link), expected, "{line}");
        }
    }
}
