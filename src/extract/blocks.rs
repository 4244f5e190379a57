//! Reads blocks off the page in document order.

use std::collections::HashMap;

use super::announce;
use super::article::{BlockKind, Span, SpanKind};
use super::page::Page;
use super::tables::Headers;
use super::tag::Tag;
use super::text::Text;

mod elements;

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

/// Marks of the items in lists that are made of line breaks.
const BULLETS: &[char] = &['•', '●', '▪', '‣'];

impl Raw {
    /// Cuts bytes off the beginning of the text.
    pub(super) fn cut_front(&mut self, bytes: usize) {
        self.text.drain(..bytes);
        for span in &mut self.spans {
            span.start = span.start.saturating_sub(bytes);
            span.end = span.end.saturating_sub(bytes);
        }
        self.spans.retain(|span| span.start < span.end);
    }

    /// Makes a line that begins with a bullet the item that it looks like.
    fn take_bullet(&mut self) {
        let bare = self.text.trim_start_matches(BULLETS).trim_start();
        let cut = self.text.len() - bare.len();
        if self.kind == BlockKind::Paragraph && cut > 0 && !bare.is_empty() {
            self.kind = BlockKind::ListItem { number: None };
            self.cut_front(cut);
        }
    }
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
        headers: HashMap::new(),
        pictured: None,
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
    /// For each table, the headers of its columns.
    headers: HashMap<usize, Headers>,
    /// The last heading or cell in which a picture stood for words.
    pictured: Option<usize>,
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
    /// A table's cell, and the mark after it.
    Cell(char),
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
            if node.skip.is_some() {
                self.pass_over(index);
                index = node.end;
                continue;
            }
            index = match node.text() {
                Some(text) => {
                    self.push_text(text);
                    index + 1
                }
                None => self.enter(index),
            };
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
        if self.breaks > 0 && text.trim_start().starts_with(BULLETS) {
            self.break_block();
        }
        if !text.trim().is_empty() {
            self.breaks = 0;
        }
        self.text.push(text);
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
                Closes::Cell(mark) => self.text.end_cell(mark),
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
        let is_formula = collected.text == announce::FORMULA
            && matches!(collected.spans.as_slice(), [only] if only.kind == SpanKind::Announcement);
        let mut raw = Raw {
            kind: if is_formula {
                BlockKind::Formula
            } else {
                block.kind
            },
            text: collected.text,
            spans: collected.spans,
            linked: collected.linked,
            node: block.node,
        };
        raw.take_bullet();
        self.out.push(raw);
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
