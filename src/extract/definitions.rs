//! Joins the terms of a definition list with what is said of them.

use super::article::{BlockKind, Span, SpanKind};
use super::blocks::Raw;
use super::page::Page;
use super::tag::Tag;

/// Makes one block of each term and the first paragraph of its description.
pub(super) fn pair(page: &Page<'_>, blocks: Vec<Raw>) -> Vec<Raw> {
    let mut paired: Vec<Raw> = Vec::with_capacity(blocks.len());
    for block in blocks {
        match paired.last_mut() {
            Some(term) if is_term(page, term) && belongs(page, term, &block) => {
                if is_term(page, &block) {
                    join(term, ",", block);
                } else {
                    join(term, ":", block);
                    term.node = page.nodes[term.node].parent;
                }
            }
            _ => paired.push(block),
        }
    }
    paired
}

fn is_term(page: &Page<'_>, block: &Raw) -> bool {
    page.nodes[block.node].tag == Tag::Term
}

/// Whether a block is the description of the term before it, or another term for the same.
fn belongs(page: &Page<'_>, term: &Raw, block: &Raw) -> bool {
    let parent = |index: usize| page.nodes[index].parent;
    block.kind == BlockKind::Definition
        && entry(page, block.node).is_some_and(|entry| parent(entry) == parent(term.node))
}

/// The `<dt>` or `<dd>` that a block stands in.
fn entry(page: &Page<'_>, node: usize) -> Option<usize> {
    let is_entry = |&index: &usize| matches!(page.nodes[index].tag, Tag::Term | Tag::Description);
    std::iter::once(node)
        .chain(page.around(node))
        .find(is_entry)
}

fn join(term: &mut Raw, mark: &str, block: Raw) {
    let at = term.text.len();
    if !term.text.ends_with(['.', ':', '?', '!', ',']) {
        term.text.push_str(mark);
        term.spans.push(Span {
            start: at,
            end: at + mark.len(),
            kind: SpanKind::Added,
        });
    }
    term.text.push(' ');
    let shift = term.text.len();
    term.text.push_str(&block.text);
    term.spans.extend(block.spans.into_iter().map(|span| Span {
        start: span.start + shift,
        end: span.end + shift,
        kind: span.kind,
    }));
    term.linked += block.linked;
}
