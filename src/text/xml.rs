//! What all documents in XML share.

use roxmltree::TextPos;

/// The namespace of `xml:lang`.
pub(super) const XML_NAMESPACE: &str = "http://www.w3.org/XML/1998/namespace";

/// The byte of a text at a line and column that the parser tells.
pub(super) fn byte(text: &str, place: TextPos) -> usize {
    let mut lines = text.split_inclusive('\n');
    let before = lines.by_ref().take(place.row as usize - 1).map(str::len);
    let before: usize = before.sum();
    let columns = lines.next().unwrap_or_default().chars();
    let within = columns.take(place.col as usize - 1).map(char::len_utf8);
    before + within.sum::<usize>()
}
