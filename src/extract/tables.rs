//! Tells tables of data from tables that lay out a page.

use super::page::Page;
use super::tag::Tag;

/// Longest text (in bytes) of a cell in a table of data.
const CELL: usize = 300;

/// Whether a row belongs to a table of data, which is read row by row.
pub(super) fn is_data_row(page: &Page<'_>, row: usize) -> bool {
    let table = page
        .around(row)
        .find(|&index| page.nodes[index].tag == Tag::Table);
    let presentation = table.is_some_and(|table| {
        matches!(
            page.nodes[table].attr("role"),
            Some("presentation" | "none")
        )
    });
    let mut cells = 0;
    let mut bytes = 0;
    for index in page.inside(row) {
        let node = &page.nodes[index];
        bytes += node.text().map_or(0, |text| text.trim().len());
        match node.tag {
            Tag::TableCell => {
                cells += 1;
                bytes = 0;
            }
            Tag::Table | Tag::Heading(_) | Tag::List | Tag::NumberedList => return false,
            _ if bytes > CELL => return false,
            _ => {}
        }
    }
    cells > 1 && !presentation
}
