//! Parts of a page that the site itself has marked as good to listen to.

use scraper::{Html, Selector};

use super::page::Page;
use super::readspeaker;

/// The attribute that names the BeyondWords segment which speaks an element.
const SEGMENT: &str = "data-beyondwords-marker";

/// Selectors of a page that are looked for.
const SELECTORS: usize = 8;

/// Longest selector of a page, in bytes.
const LENGTH: usize = 200;

/// Nodes of a page whose own selectors are looked for; each is matched against each node.
const NODES: usize = 20_000;

/// Whether a page's selector looks at an element and those around it alone.
fn is_simple(selector: &str) -> bool {
    let joins_siblings = selector.contains(['~', '+', '|']);
    let asks_more = [":has", ":not", ":is", ":where"]
        .iter()
        .any(|name| selector.to_ascii_lowercase().contains(name));
    selector.len() <= LENGTH && !joins_siblings && !asks_more
}

/// The elements that the page marks as spoken, in document order.
///
/// They are those of schema.org's `speakable`, which are seldom the whole article, and those
/// that BeyondWords has made speech of. A selector that cannot be parsed, or that could take
/// long to look for, names nothing.
pub(super) fn elements(page: &Page<'_>, document: &Html, speakable: &[String]) -> Vec<usize> {
    let selectors: Vec<Selector> = speakable
        .iter()
        .filter(|selector| page.nodes.len() <= NODES && is_simple(selector))
        .take(SELECTORS)
        .filter_map(|selector| Selector::parse(selector).ok())
        .collect();
    let mut found = page.select(document, &selectors);
    let is_segment = |index: &usize| page.nodes[*index].attr(SEGMENT).is_some();
    found.extend((0..page.nodes.len()).filter(is_segment));
    found.sort_unstable();
    found.dedup();
    found.retain(|&index| is_seen(page, index));
    found
}

/// Whether nothing at or around an element keeps it from being read.
pub(super) fn is_seen(page: &Page<'_>, index: usize) -> bool {
    std::iter::once(index)
        .chain(page.around(index))
        .all(|index| page.nodes[index].skip.is_none())
}

/// The roots with the spoken elements beside them; those around a root say nothing new.
pub(super) fn join(page: &Page<'_>, mut roots: Vec<usize>, spoken: &[usize]) -> Vec<usize> {
    let found = roots.clone();
    roots.extend(spoken.iter().copied().filter(|&index| {
        let next = found.partition_point(|&root| root < index);
        let around_root = found
            .get(next)
            .is_some_and(|&root| root < page.nodes[index].end);
        !around_root
    }));
    roots.sort_unstable();
    roots.dedup();
    readspeaker::outermost(page, roots)
}
