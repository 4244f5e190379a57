//! What a page's own ReadSpeaker button says is to be read.

use std::collections::HashSet;

use super::page::Page;

/// The class of what ReadSpeaker reads where its button names nothing.
const READ_CLASS: &str = "rs_read_this";

/// The elements that the page has ReadSpeaker read, in document order.
pub(super) fn roots(page: &Page<'_>) -> Vec<usize> {
    let named = named_by_button(page);
    if named.is_empty() {
        let class = HashSet::from([READ_CLASS.to_owned()]);
        outermost(page, with_class(page, &class))
    } else {
        named
    }
}

/// The elements that the button's `readid` or `readclass` names.
///
/// Both may be lists with commas (ReadSpeaker webReader, parameters of `rsent`).
fn named_by_button(page: &Page<'_>) -> Vec<usize> {
    let Some(query) = page.nodes.iter().find_map(|node| {
        let href = node.attr("href")?;
        let (address, query) = href.split_once('?')?;
        (address.contains("readspeaker.com") || address.contains("/rsent")).then_some(query)
    }) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut classes = HashSet::new();
    for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
        let names = value
            .split(',')
            .map(str::trim)
            .filter(|name| !name.is_empty());
        match key.as_ref() {
            "readid" => found.extend(names.filter_map(|id| page.by_id(id))),
            "readclass" => classes.extend(names.map(str::to_owned)),
            _ => {}
        }
    }
    found.extend(with_class(page, &classes));
    found.sort_unstable();
    outermost(page, found)
}

fn with_class(page: &Page<'_>, classes: &HashSet<String>) -> Vec<usize> {
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
