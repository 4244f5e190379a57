//! The title, as the page declares it and as it shows it.

use super::page::Page;
use super::tag::Tag;
use super::text::is_unheard;

/// The title as it was found.
#[derive(Debug)]
pub(super) struct Found {
    /// Empty when there is none.
    pub(super) title: String,
    /// The heading on the page that holds it.
    pub(super) heading: Option<usize>,
    /// What was taken off a declared title as the site's name.
    pub(super) cut: Option<String>,
}

/// Finds the title, on the page or else as it is declared.
///
/// `declared` are titles that the page gives for sharing and searching, the surest first.
pub(super) fn find(page: &Page<'_>, declared: [&str; 2], site: Option<&str>) -> Found {
    let document = (0..page.nodes.len())
        .find(|&i| page.nodes[i].name() == "title")
        .map(|i| collapse(&page.text(i)))
        .unwrap_or_default();
    let [shared, linked] = declared;
    let whole = [shared, linked, &document].map(letters);
    let mut declared = vec![
        without_site(shared, site),
        (linked, None),
        without_site(&document, site),
    ];
    declared.retain(|(title, _)| !title.is_empty());
    let known: Vec<String> = declared.iter().map(|(title, _)| letters(title)).collect();
    let headings: Vec<(usize, String)> = (0..page.nodes.len())
        .filter(|&i| page.nodes[i].tag == Tag::Heading(1))
        .map(|i| (i, visible_text(page, i)))
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let agrees = |(_, text): &&(usize, String)| {
        let own = letters(text);
        known.iter().any(|title| is_alike(&own, title))
    };
    let only = match headings.as_slice() {
        [one] => Some(one),
        _ => None,
    };
    match headings.iter().find(agrees).or(only) {
        Some((heading, own)) if site != Some(own) => {
            // A heading that goes on after the declared title holds a label beside it.
            let begun = declared
                .iter()
                .map(|(title, _)| *title)
                .find(|title| own.starts_with(title) && !whole.contains(&letters(own)));
            Found {
                title: begun.unwrap_or(own).to_owned(),
                heading: Some(*heading),
                cut: None,
            }
        }
        _ => {
            let (title, cut) = declared.first().copied().unwrap_or_default();
            Found {
                title: title.to_owned(),
                heading: None,
                cut: cut.map(str::to_owned),
            }
        }
    }
}

/// Longest heading (in bytes of its source) that is looked at as a title.
const TITLE: usize = 10_000;

/// A heading's text, without what is hidden in it.
fn visible_text(page: &Page<'_>, index: usize) -> String {
    let mut text = String::new();
    let mut at = index;
    while at < page.nodes[index].end && text.len() < TITLE {
        let node = &page.nodes[at];
        if node.skip.is_some() && at != index {
            at = node.end;
            continue;
        }
        if let Some(part) = node.text() {
            text.push_str(&part[..part.floor_char_boundary(TITLE)]);
        } else if node.tag == Tag::Break || !node.tag.is_inline() {
            text.push(' ');
        }
        at += 1;
    }
    collapse(&text)
}

/// Whether two titles have the same letters, or one begins with the other.
fn is_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !short.is_empty() && (short == long || short.len() >= 12 && long.starts_with(short))
}

/// A document's title without the site's name, and what was taken for that name.
fn without_site<'t>(title: &'t str, site: Option<&str>) -> (&'t str, Option<&'t str>) {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " • ", " · ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let named = site.is_some_and(|site| letters(site) == letters(tail));
            let shorter =
                tail.split_whitespace().count() <= 4 && head.chars().count() > tail.chars().count();
            if named || shorter {
                return (head.trim(), Some(tail.trim()));
            }
        }
    }
    (title.trim(), None)
}

/// The letters and digits of a text in lower case, for comparing.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// White space collapsed to single spaces, none at the ends, and no soft hyphens.
pub(super) fn collapse(text: &str) -> String {
    let visible = |word: &str| -> String { word.chars().filter(|&c| !is_unheard(c)).collect() };
    let words = text.split_whitespace().map(visible);
    let heard: Vec<String> = words.filter(|word| !word.is_empty()).collect();
    heard.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unheard_characters_leave_no_space() {
        assert_eq!(collapse("\u{ad}\n Is\u{ad}tid \u{200b} nu "), "Istid nu");
    }

    #[test]
    fn a_title_loses_the_name_of_its_site() {
        for (title, site, expected) in [
            ("Stormen drog in | Exempelbladet", None, "Stormen drog in"),
            ("Exempel – en kort sida", None, "Exempel – en kort sida"),
            ("Is - Exempelkommunen", Some("Exempelkommunen"), "Is"),
        ] {
            assert_eq!(without_site(title, site).0, expected);
        }
    }
}
