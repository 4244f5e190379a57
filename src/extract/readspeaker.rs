//! What a ReadSpeaker link says is to be read: the one that is followed, or the page's own.

use std::collections::HashSet;

use super::page::Page;

/// The class of what ReadSpeaker reads where its button names nothing.
const READ_CLASS: &str = "rs_read_this";

/// The part of a page that a ReadSpeaker link names, by ids and classes of elements.
///
/// Empty where it names none: then the page itself tells what is read of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Part {
    ids: Vec<String>,
    classes: Vec<String>,
}

impl Part {
    /// Adds what a parameter of the link names; both kinds may be lists with commas.
    ///
    /// Parameters other than `readid` and `readclass` name nothing (ReadSpeaker webReader,
    /// parameters of `rsent`).
    #[must_use]
    pub fn with(mut self, parameter: &str, value: &str) -> Self {
        let names = value.split(',').map(str::trim);
        let names = names.filter(|name| !name.is_empty()).map(str::to_owned);
        match parameter {
            "readid" => self.ids.extend(names),
            "readclass" => self.classes.extend(names),
            _ => {}
        }
        self
    }

    /// The outermost of the named elements, in document order.
    pub(super) fn elements(&self, page: &Page<'_>) -> Vec<usize> {
        let mut found: Vec<usize> = self.ids.iter().filter_map(|id| page.by_id(id)).collect();
        if !self.classes.is_empty() {
            let classes = self.classes.iter().map(String::as_str).collect();
            found.extend(with_class(page, &classes));
        }
        found.sort_unstable();
        outermost(page, found)
    }
}

/// The elements that the page has ReadSpeaker read, in document order.
pub(super) fn roots(page: &Page<'_>) -> Vec<usize> {
    let named = of_button(page).elements(page);
    if named.is_empty() {
        outermost(page, with_class(page, &HashSet::from([READ_CLASS])))
    } else {
        named
    }
}

/// The part that the page's own button names.
fn of_button(page: &Page<'_>) -> Part {
    let query = page.nodes.iter().find_map(|node| {
        let href = node.attr("href")?;
        let (address, query) = href.split_once('?')?;
        (address.contains("readspeaker.com") || address.contains("/rsent")).then_some(query)
    });
    let parameters = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
    parameters.fold(Part::default(), |part, (key, value)| {
        part.with(&key, &value)
    })
}

fn with_class(page: &Page<'_>, classes: &HashSet<&str>) -> Vec<usize> {
    let has = |index: &usize| {
        let own = page.nodes[*index].attr("class").unwrap_or_default();
        own.split_ascii_whitespace()
            .any(|name| classes.contains(name))
    };
    (0..page.nodes.len()).filter(has).collect()
}

/// Leaves out elements inside an earlier one; the list is in document order.
pub(super) fn outermost(page: &Page<'_>, sorted: Vec<usize>) -> Vec<usize> {
    let mut end = 0;
    sorted
        .into_iter()
        .filter(|&index| {
            let outer = index >= end;
            if outer {
                end = page.nodes[index].end;
            }
            outer
        })
        .collect()
}
