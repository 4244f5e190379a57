//! Byline and dates as a page shows them to its readers.

use super::dates;
use super::hints::Hint;
use super::metadata::Metadata;
use super::page::Page;
use super::phrases;
use super::title::collapse;

/// Longest line (in bytes) that is taken for a byline or a date line.
const LINE: usize = 200;

/// Longest source (in bytes) of a byline, with the white space that markup is indented by.
const SOURCE: usize = 2_000;

/// Nodes between "Uppdaterad" and its date, where the two stand in elements of their own.
const NEAR: usize = 6;

/// Byline and dates, from what the page shows.
pub(super) fn read(page: &Page<'_>) -> Metadata {
    let mut seen = Seen::default();
    for index in 0..page.nodes.len() {
        let node = &page.nodes[index];
        if node.name() == "time" {
            seen.time(page, index);
        } else if let Some(text) = node.text() {
            seen.line(index, text.trim());
        } else if seen.found.byline.is_none()
            && (node.attr("rel") == Some("author") || node.hints.has(Hint::Byline))
        {
            seen.found.byline = author(page, index);
        }
    }
    seen.found
}

#[derive(Default)]
struct Seen {
    found: Metadata,
    /// The last label without a date, such as "Uppdaterad:", and which date it announces.
    label: Option<(usize, Moment)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Moment {
    Published,
    Modified,
}

impl Seen {
    fn note(&mut self, moment: Moment, date: &str) {
        let place = match moment {
            Moment::Published => &mut self.found.published,
            Moment::Modified => &mut self.found.modified,
        };
        place.get_or_insert_with(|| date.to_owned());
    }

    fn announced(&self, index: usize) -> Option<Moment> {
        let (label, moment) = self.label?;
        (index - label <= NEAR).then_some(moment)
    }

    fn time(&mut self, page: &Page<'_>, index: usize) {
        let node = &page.nodes[index];
        let Some(stamp) = node.attr("datetime").map(str::trim) else {
            return;
        };
        if dates::find(stamp).is_none() {
            return;
        }
        let class = page.nodes[node.parent].attr("class").unwrap_or_default();
        let own = match node.attr("itemprop") {
            Some("dateModified") => Some(Moment::Modified),
            Some("datePublished") => Some(Moment::Published),
            _ => moment(&class.to_lowercase()),
        };
        let moment = own.or_else(|| self.announced(index));
        self.note(moment.unwrap_or(Moment::Published), stamp);
    }

    /// A line such as "Publicerad 3 februari 2026" or "12 oktober, 2012 | ".
    fn line(&mut self, index: usize, text: &str) {
        if text.is_empty() || text.len() > LINE || !phrases::is_credit(text) {
            return;
        }
        let said = moment(&text.to_lowercase());
        match dates::find(text) {
            Some(found) => {
                let moment = said.or_else(|| self.announced(index));
                self.note(moment.unwrap_or(Moment::Published), &found.date);
            }
            None => self.label = said.map(|moment| (index, moment)),
        }
    }
}

/// The date that a label in lower case announces, if it is one of those read here.
fn moment(label: &str) -> Option<Moment> {
    let has = |words: &[&str]| words.iter().any(|word| label.contains(word));
    if has(&["uppdat", "updat", "ändra", "granska", "modif", "reviewed"]) {
        Some(Moment::Modified)
    } else if has(&["publi", "skapa", "posted"]) {
        Some(Moment::Published)
    } else {
        None
    }
}

/// The author's name in an element that holds it among dates and labels.
fn author(page: &Page<'_>, index: usize) -> Option<String> {
    let text = collapse(&page.short_text(index, SOURCE)?);
    if text.is_empty() || text.len() > LINE {
        return None;
    }
    let rest = dates::find(&text).map_or(text.clone(), |found| found.rest);
    let name = phrases::author(&rest).unwrap_or(&rest);
    let name = name
        .split(['|', '·', '•', ',', '('])
        .next()
        .unwrap_or_default()
        .trim();
    let words = name.split_whitespace().count();
    let named = name
        .split_whitespace()
        .all(|word| word.chars().next().is_some_and(char::is_uppercase));
    ((2..=4).contains(&words) && named).then(|| name.to_owned())
}
