//! What each element does to the text and the blocks around it.

use super::{Block, Closes, Open, Walk};
use crate::extract::announce;
use crate::extract::article::{BlockKind, SpanKind};
use crate::extract::dropped::Why;
use crate::extract::furniture;
use crate::extract::page::Page;
use crate::extract::tables;
use crate::extract::tag::Tag;

/// Spans inside each other; each goes on in every block that it holds.
const SPANS: usize = 16;

impl Walk<'_, '_> {
    /// Breaks the text where a skipped element breaks it on the page.
    pub(super) fn pass_over(&mut self, index: usize) {
        let node = &self.page.nodes[index];
        if node.name() == "img" && node.skip == Some(Why::Control) {
            self.picture(index);
            return;
        }
        let breaks = match node.tag {
            Tag::Never => Tag::name_is_block(node.name()),
            tag => !tag.is_inline(),
        };
        if breaks {
            self.flush();
        }
    }

    /// Says a picture's text where the picture stands for words: as a formula, or alone in a
    /// heading or a cell.
    fn picture(&mut self, index: usize) {
        if announce::is_formula_picture(self.page, index) {
            self.text.add(SpanKind::Announcement, announce::FORMULA);
            return;
        }
        let Some(block) = self.blocks.last().filter(|block| block.whole) else {
            return;
        };
        let holder = match block.kind {
            BlockKind::Heading { .. } => Some(block.node),
            BlockKind::Row => self
                .page
                .around(index)
                .find(|&i| self.page.nodes[i].tag == Tag::TableCell),
            _ => None,
        };
        let words = self.page.nodes[index].attr("alt").unwrap_or_default();
        let Some(holder) = holder.filter(|_| words.contains(char::is_alphanumeric)) else {
            return;
        };
        // The first picture speaks for all in its heading or cell.
        let first = self.pictured.replace(holder) != Some(holder);
        if first && self.page.text(holder).trim().is_empty() {
            self.text.add(SpanKind::Added, words);
        }
    }

    /// Enters an element, and gives the node to go on with.
    pub(super) fn enter(&mut self, index: usize) -> usize {
        let node = &self.page.nodes[index];
        match node.tag {
            Tag::Break => self.line_break(),
            Tag::Formula if !announce::is_name(self.page, index) => {
                self.formula(index);
                return node.end;
            }
            Tag::Preformatted if announce::is_code(self.page, index) => {
                self.code(index);
                return node.end;
            }
            Tag::TableRow if self.is_row(index) => {
                let table = tables::table_of(self.page, index).unwrap_or(index);
                let headers = self.headers.entry(table).or_default();
                if headers.take_row(self.page, index) {
                    return node.end;
                }
                self.enter_block(index);
            }
            tag if tag.is_inline() && !is_attribution(self.page, index) => self.enter_inline(index),
            _ => self.enter_block(index),
        }
        index + 1
    }

    /// Whether a row is read as one block: it is one of data, and stands in no other block.
    fn is_row(&self, index: usize) -> bool {
        let in_whole = self.blocks.last().is_some_and(|block| block.whole);
        !in_whole && tables::is_data_row(self.page, index)
    }

    fn formula(&mut self, index: usize) {
        let displayed = announce::is_displayed(self.page, index);
        if displayed {
            self.break_block();
        }
        self.text.add(SpanKind::Announcement, announce::FORMULA);
        if displayed {
            self.break_block();
        }
    }

    /// Ends the paragraph, except in an element that is read as one.
    pub(super) fn break_block(&mut self) {
        if !self.blocks.last().is_some_and(|block| block.whole) {
            self.flush();
        }
    }

    fn code(&mut self, index: usize) {
        let words = announce::code(self.page, index);
        self.break_block();
        self.blocks.push(Block {
            node: index,
            kind: BlockKind::Code,
            whole: false,
        });
        self.text.add(SpanKind::Announcement, &words);
        self.break_block();
        self.blocks.pop();
    }

    /// One line break is a space, two end the paragraph.
    fn line_break(&mut self) {
        self.text.line_break();
        self.breaks += 1;
        if self.breaks > 1 {
            self.flush();
        }
    }

    fn enter_inline(&mut self, index: usize) {
        let end = self.page.nodes[index].end;
        if self.is_next_part(index) {
            self.text.space();
        }
        if !matches!(self.page.nodes[index].tag, Tag::Sup | Tag::Sub) {
            self.text.begin();
        }
        match span_kind(self.page, index) {
            Some(kind) if self.text.open_spans() < SPANS => {
                self.text.open(kind);
                self.open.push(Open {
                    end,
                    closes: Closes::Span,
                });
            }
            _ => self.open.push(Open {
                end,
                closes: Closes::Inline,
            }),
        }
    }

    /// Whether an element follows another as a part of its own in a short item.
    ///
    /// An ingredient's name and what is said of it are set apart by a style sheet.
    fn is_next_part(&self, index: usize) -> bool {
        let nodes = &self.page.nodes;
        let is_part =
            |index: usize| nodes[index].name() == "span" && nodes[index].attr("class").is_some();
        let in_short_item = self
            .blocks
            .last()
            .is_some_and(|block| block.whole && matches!(block.kind, BlockKind::ListItem { .. }));
        if !in_short_item || !is_part(index) {
            return false;
        }
        let parent = nodes[index].parent;
        let mut before = index - 1;
        while before > parent && nodes[before].parent != parent {
            before = nodes[before].parent;
        }
        before > parent && is_part(before)
    }

    fn enter_block(&mut self, index: usize) {
        let node = &self.page.nodes[index];
        let around = self.blocks.last().copied();
        if let Some(around) = around
            && around.whole
        {
            self.enter_in_whole(index);
            return;
        }
        self.flush();
        let inherited = around.map_or(BlockKind::Paragraph, |block| block.kind);
        let is_list = matches!(node.tag, Tag::List | Tag::NumberedList);
        if is_list {
            self.lists.push(first_number(self.page, index));
        }
        let block = self.block(index, inherited);
        self.blocks.push(block);
        self.open.push(Open {
            end: node.end,
            closes: if is_list { Closes::List } else { Closes::Block },
        });
    }

    fn block(&mut self, index: usize, inherited: BlockKind) -> Block {
        let node = &self.page.nodes[index];
        let mut whole = false;
        let kind = match node.tag {
            Tag::Heading(level) => {
                whole = true;
                BlockKind::Heading {
                    level: level.max(2),
                }
            }
            Tag::Item => {
                whole = is_short_item(self.page, index);
                BlockKind::ListItem {
                    number: self.next_number(index),
                }
            }
            Tag::Term => {
                whole = true;
                BlockKind::Definition
            }
            Tag::Description => {
                whole = is_short_item(self.page, index);
                BlockKind::Definition
            }
            Tag::Quote => BlockKind::Quote,
            Tag::TableCaption => BlockKind::Caption,
            Tag::TableRow if tables::is_data_row(self.page, index) => {
                whole = true;
                BlockKind::Row
            }
            _ if is_attribution(self.page, index) => {
                whole = true;
                BlockKind::Attribution
            }
            Tag::FigureCaption => BlockKind::Caption,
            _ if is_ingredient(self.page, index) => BlockKind::ListItem { number: None },
            _ => inherited,
        };
        Block {
            node: index,
            kind,
            whole,
        }
    }

    /// A block element inside a heading, a row or a short item.
    fn enter_in_whole(&mut self, index: usize) {
        let node = &self.page.nodes[index];
        let closes = if node.tag == Tag::TableCell {
            Closes::Cell(self.begin_cell(index))
        } else {
            self.text.space();
            Closes::Part
        };
        self.open.push(Open {
            end: node.end,
            closes,
        });
    }

    /// Begins a cell with its header; gives the mark that follows the cell.
    fn begin_cell(&mut self, index: usize) -> char {
        let table = tables::table_of(self.page, index);
        let headers = table.and_then(|table| self.headers.get_mut(&table));
        let is_name = self.page.nodes[index].name() == "th";
        let mark = match &headers {
            Some(headers) if is_name && headers.is_empty() => ':',
            _ => ',',
        };
        let header = headers.and_then(|headers| headers.of(self.page, index));
        self.text.begin_cell(header);
        mark
    }

    fn next_number(&mut self, index: usize) -> Option<u32> {
        let next = self.lists.last_mut()?.as_mut()?;
        let given = self.page.nodes[index].attr("value");
        if let Some(value) = given.and_then(|value| value.trim().parse().ok()) {
            *next = value;
        }
        let number = *next;
        *next = next.saturating_add(1);
        Some(number)
    }
}

/// Longest spelt-out abbreviation or address (in bytes) that a span carries.
const VALUE: usize = 2_000;

fn span_kind(page: &Page<'_>, index: usize) -> Option<SpanKind> {
    let node = &page.nodes[index];
    let short = |name| node.attr(name).filter(|value| value.len() <= VALUE);
    if let Some(lang) = node.lang() {
        return Some(SpanKind::Lang {
            lang: lang.to_owned(),
        });
    }
    match node.tag {
        Tag::Link => short("href").map(|href| SpanKind::Link {
            href: href.to_owned(),
        }),
        Tag::Sup => Some(SpanKind::Superscript),
        Tag::Sub => Some(SpanKind::Subscript),
        _ if matches!(node.name(), "abbr" | "acronym") => {
            short("title").map(|title| SpanKind::Abbreviation {
                title: title.to_owned(),
            })
        }
        _ => None,
    }
}

fn first_number(page: &Page<'_>, index: usize) -> Option<u32> {
    let node = &page.nodes[index];
    let start = node
        .attr("start")
        .and_then(|start| start.trim().parse().ok());
    (node.tag == Tag::NumberedList).then(|| start.unwrap_or(1))
}

/// Longest text (in bytes) of a list item whose parts are read as one.
const ITEM: usize = 80;

/// Whether an item is a line of parts side by side, such as an ingredient and its amount.
fn is_short_item(page: &Page<'_>, index: usize) -> bool {
    let mut bytes = 0;
    page.inside(index).all(|inside| {
        let node = &page.nodes[inside];
        bytes += node.text().map_or(0, |text| text.trim().len());
        let is_part =
            node.tag.is_inline() || matches!(node.tag, Tag::Block | Tag::Paragraph | Tag::Never);
        is_part && bytes <= ITEM
    })
}

/// Whether an element says whose the quotation around it or beside it is.
fn is_attribution(page: &Page<'_>, index: usize) -> bool {
    let node = &page.nodes[index];
    node.name() == "cite" && page.nodes[node.parent].tag == Tag::Quote
        || matches!(node.tag, Tag::Seldom | Tag::FigureCaption) && furniture::is_source(page, index)
}

/// Whether an element is an ingredient by its schema.org property.
fn is_ingredient(page: &Page<'_>, index: usize) -> bool {
    let property = page.nodes[index].attr("itemprop");
    matches!(property, Some("recipeIngredient" | "ingredients"))
}
