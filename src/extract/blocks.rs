//! Reads blocks off the page in document order.

use super::article::{BlockKind, Span, SpanKind};
use super::page::Page;
use super::tables;
use super::tag::Tag;
use super::text::Text;

/// A block as the page has it, before the furniture between blocks is cleared.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) kind: BlockKind,
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    /// Bytes of the text that stand in links.
    pub(super) linked: usize,
    /// The element that holds the text.
    pub(super) node: usize,
}

/// The blocks inside the given elements.
pub(super) fn collect(page: &Page<'_>, roots: &[usize]) -> Vec<Raw> {
    let mut walk = Walk {
        page,
        out: Vec::new(),
        text: Text::default(),
        open: Vec::new(),
        blocks: Vec::new(),
        lists: Vec::new(),
        breaks: 0,
    };
    for &root in roots {
        walk.run(root);
    }
    walk.out
}

/// A walk over the nodes, with the elements that are open at the node it stands on.
struct Walk<'p, 'a> {
    page: &'p Page<'a>,
    out: Vec<Raw>,
    text: Text,
    open: Vec<Open>,
    blocks: Vec<Block>,
    /// For each list around, the number of its next item if it has numbers.
    lists: Vec<Option<u32>>,
    /// Line breaks since the last text.
    breaks: u32,
}

/// An open element, and what its end does.
struct Open {
    end: usize,
    closes: Closes,
}

enum Closes {
    Span,
    Block,
    List,
    Cell,
    /// A block element inside a heading, a row or a short item.
    Part,
    Inline,
}

/// A block element that is open, and the kind of block that text in it becomes.
#[derive(Clone, Copy)]
struct Block {
    node: usize,
    kind: BlockKind,
    /// The elements in it do not break its text.
    whole: bool,
}

impl Walk<'_, '_> {
    fn run(&mut self, root: usize) {
        let end = self.page.nodes[root].end;
        let mut index = root;
        self.blocks.push(Block {
            node: root,
            kind: BlockKind::Paragraph,
            whole: false,
        });
        while index < end {
            self.close_before(index);
            let node = &self.page.nodes[index];
            if node.skip {
                self.pass_over(index);
                index = node.end;
                continue;
            }
            match node.text() {
                Some(text) => self.push_text(text),
                None => self.enter(index),
            }
            index += 1;
        }
        self.close_before(end);
        self.flush();
        self.blocks.pop();
    }

    fn push_text(&mut self, text: &str) {
        let preformatted = matches!(self.blocks.last(), Some(b) if self.page.nodes[b.node].tag == Tag::Preformatted);
        if preformatted {
            for (place, part) in text.split("\n\n").enumerate() {
                if place > 0 {
                    self.flush();
                }
                self.text.push(part);
            }
            return;
        }
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        self.text.push(text);
    }

    /// Breaks the text where a skipped element breaks it on the page.
    fn pass_over(&mut self, index: usize) {
        let node = &self.page.nodes[index];
        let breaks = match node.tag {
            Tag::Never => Tag::name_is_block(node.name()),
            tag => !tag.is_inline(),
        };
        if breaks {
            self.flush();
        }
    }

    fn enter(&mut self, index: usize) {
        let tag = self.page.nodes[index].tag;
        if tag == Tag::Break {
            self.line_break();
        } else if tag.is_inline() {
            self.enter_inline(index);
        } else {
            self.enter_block(index);
        }
    }

    /// One line break is a space, two end the paragraph.
    fn line_break(&mut self) {
        self.text.space();
        self.breaks += 1;
        if self.breaks > 1 {
            self.flush();
        }
    }

    fn enter_inline(&mut self, index: usize) {
        let end = self.page.nodes[index].end;
        self.text.begin();
        match span_kind(self.page, index) {
            Some(kind) => {
                self.text.open(kind);
                self.open.push(Open {
                    end,
                    closes: Closes::Span,
                });
            }
            None => self.open.push(Open {
                end,
                closes: Closes::Inline,
            }),
        }
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
            Tag::Quote => BlockKind::Quote,
            Tag::TableCaption => BlockKind::Caption,
            Tag::Preformatted if is_code(self.page, index) => BlockKind::Code,
            Tag::TableRow if tables::is_data_row(self.page, index) => {
                whole = true;
                BlockKind::Row
            }
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
            Closes::Cell
        } else {
            self.text.space();
            Closes::Part
        };
        self.open.push(Open {
            end: node.end,
            closes,
        });
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

    /// Ends the elements that end before a node.
    fn close_before(&mut self, index: usize) {
        while let Some(open) = self.open.pop_if(|open| open.end <= index) {
            match open.closes {
                Closes::Span => {
                    self.text.close();
                    self.text.finish();
                }
                Closes::Inline => self.text.finish(),
                Closes::Cell => self.text.cell(),
                Closes::Part => self.text.space(),
                Closes::Block | Closes::List => {
                    self.flush();
                    self.blocks.pop();
                    if matches!(open.closes, Closes::List) {
                        self.lists.pop();
                    }
                }
            }
        }
    }

    fn flush(&mut self) {
        self.breaks = 0;
        let Some(block) = self.blocks.last_mut() else {
            return;
        };
        if self.text.is_empty() {
            self.text.take();
            return;
        }
        let collected = self.text.take();
        self.out.push(Raw {
            kind: block.kind,
            text: collected.text,
            spans: collected.spans,
            linked: collected.linked,
            node: block.node,
        });
        self.number_once();
    }

    /// Only the first paragraph of an item carries its number.
    fn number_once(&mut self) {
        for block in self.blocks.iter_mut().rev() {
            if let BlockKind::ListItem { number } = &mut block.kind {
                *number = None;
            } else {
                break;
            }
        }
    }
}

fn span_kind(page: &Page<'_>, index: usize) -> Option<SpanKind> {
    let node = &page.nodes[index];
    if let Some(lang) = node.attr("lang").filter(|lang| !lang.is_empty()) {
        return Some(SpanKind::Lang {
            lang: lang.to_owned(),
        });
    }
    match node.tag {
        Tag::Link => node.attr("href").map(|href| SpanKind::Link {
            href: href.to_owned(),
        }),
        Tag::Sup => Some(SpanKind::Superscript),
        Tag::Sub => Some(SpanKind::Subscript),
        _ if matches!(node.name(), "abbr" | "acronym") => {
            node.attr("title").map(|title| SpanKind::Abbreviation {
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

/// Whether preformatted text is program code rather than prose of an old site.
fn is_code(page: &Page<'_>, index: usize) -> bool {
    let marked = page.nodes[index].attr("class").is_some_and(|class| {
        class.contains("lang") || class.contains("code") || class.contains("highlight")
    });
    marked || page.inside(index).any(|i| page.nodes[i].name() == "code")
}
