//! Tells tables of data from tables that lay out a page, and finds each cell's header.

use super::page::Page;
use super::tag::Tag;
use super::title::collapse;

/// Longest text (in bytes) of a cell in a table of data.
const CELL: usize = 300;

/// Longest header (in bytes) that is said before each of its cells.
const HEADER: usize = 60;

/// Longest source (in bytes) of a header, with the white space that markup is indented by.
const SOURCE: usize = 1_000;

/// Columns of a table that can have headers; wider tables are seldom for listening.
const COLUMNS: usize = 50;

/// Rows of headers above each other; a table with more has headers for cells.
const HEADER_ROWS: usize = 3;

/// Whether a row belongs to a table of data, which is read row by row.
pub(super) fn is_data_row(page: &Page<'_>, row: usize) -> bool {
    let presentation = table_of(page, row).is_some_and(|table| {
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

/// The table that a row or cell stands in.
pub(super) fn table_of(page: &Page<'_>, index: usize) -> Option<usize> {
    page.around(index)
        .find(|&index| page.nodes[index].tag == Tag::Table)
}

/// The headers of one table's columns, as far as its rows have been read.
#[derive(Debug, Default)]
pub(super) struct Headers {
    columns: Vec<String>,
    /// For each column, the rows to come in which a cell from above stands.
    taken: Vec<u32>,
    /// The column of the next cell.
    next: usize,
    /// The rows of headers just before the next row.
    header_rows: usize,
}

impl Headers {
    /// Takes a row of headers in; says no when the row is one of data.
    pub(super) fn take_row(&mut self, page: &Page<'_>, row: usize) -> bool {
        self.begin_row();
        let is_header = self.header_rows < HEADER_ROWS && is_header_row(page, row);
        if is_header {
            if self.header_rows == 0 {
                self.columns.clear();
            }
            for cell in cells(page, row) {
                let source = page.short_text(cell, SOURCE).unwrap_or_default();
                let name = collapse(&source);
                for column in self.place(page, cell) {
                    self.add(column, &name);
                }
            }
        }
        self.header_rows = if is_header { self.header_rows + 1 } else { 0 };
        is_header
    }

    pub(super) fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    fn begin_row(&mut self) {
        self.next = 0;
        for rows in &mut self.taken {
            *rows = rows.saturating_sub(1);
        }
    }

    fn add(&mut self, column: usize, name: &str) {
        if self.columns.len() <= column {
            self.columns.resize(column + 1, String::new());
        }
        let header = &mut self.columns[column];
        if header.len() > HEADER {
            return;
        }
        if !header.is_empty() && !name.is_empty() {
            header.push(' ');
        }
        header.push_str(name);
    }

    /// What is said before a cell of data.
    pub(super) fn of(&mut self, page: &Page<'_>, cell: usize) -> Option<String> {
        let column = self.place(page, cell).start;
        let header = self.columns.get(column)?;
        let fits = !header.is_empty() && header.len() <= HEADER;
        fits.then(|| format!("{}:", header.trim_end_matches(':')))
    }

    /// The columns that a cell covers (HTML, section 4.9.12, without its algorithm's errors).
    fn place(&mut self, page: &Page<'_>, cell: usize) -> std::ops::Range<usize> {
        while self.taken.get(self.next).is_some_and(|&rows| rows > 0) {
            self.next += 1;
        }
        let node = &page.nodes[cell];
        let span = |name| node.attr(name).and_then(|span| span.trim().parse().ok());
        let wide: usize = span("colspan").unwrap_or(1);
        let start = self.next.min(COLUMNS);
        let end = start.saturating_add(wide.max(1)).min(COLUMNS);
        let tall = u32::try_from(span("rowspan").unwrap_or(1)).unwrap_or(1);
        if self.taken.len() < end {
            self.taken.resize(end, 0);
        }
        // The row itself takes one off when the next begins.
        self.taken[start..end].fill(if tall > 1 { tall } else { 0 });
        self.next = end;
        start..end
    }
}

/// Whether a row names the columns below it: all its cells are headers.
fn is_header_row(page: &Page<'_>, row: usize) -> bool {
    let table_end = table_of(page, row).map_or(0, |table| page.nodes[table].end);
    let mut below = page.nodes[row].end..table_end;
    let in_head = page.nodes[page.nodes[row].parent].name() == "thead";
    let mut named = 0;
    let all = cells(page, row).all(|cell| {
        let text = page.short_text(cell, SOURCE);
        let blank = text.is_some_and(|text| text.trim().is_empty());
        named += usize::from(!blank);
        blank || page.nodes[cell].name() == "th"
    });
    named > 0 && (in_head || all) && below.any(|i| page.nodes[i].tag == Tag::TableRow)
}

fn cells<'p>(page: &'p Page<'_>, row: usize) -> impl Iterator<Item = usize> + 'p {
    page.inside(row)
        .filter(|&index| page.nodes[index].tag == Tag::TableCell)
}
