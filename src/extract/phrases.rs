//! Lines that stand on article pages without belonging to the article.

use std::sync::LazyLock;

use super::dates;
use super::lists;

/// Longest line, in characters, that is taken for one of these.
const LINE: usize = 120;

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
    if text.chars().count() > LINE {
        return false;
    }
    if starts(&LISTS.credit, &line) && !is_sentence(text) || is_comment_count(&line) {
        return true;
    }
    let is_time = text.contains(':') && text.chars().all(|c| c.is_ascii_digit() || c == ':');
    match dates::find(text) {
        Some(found) => !text.ends_with('.') && is_names(&found.rest),
        None => is_time || is_by(text),
    }
}

/// A line such as "2 kommentarer | Kommentera".
fn is_comment_count(line: &str) -> bool {
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    rest.len() < line.len() && (rest.starts_with("kommentar") || rest.starts_with("comment"))
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
        ] {
            assert_eq!(is_credit(line), expected, "{line}");
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
