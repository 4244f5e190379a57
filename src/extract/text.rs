//! Collects the text of one block, with white space collapsed and its spans.

use super::article::{Span, SpanKind};

/// The text of a block while it is being read off the page.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    spans: Vec<Span>,
    open: Vec<Open>,
    /// White space was met since the last character.
    gap: bool,
    /// A table's cell ended since the last character.
    comma: bool,
    /// An inline element ended since the last character.
    ended: bool,
    /// And another began.
    seam: bool,
    links: usize,
    linked: usize,
}

/// A span that has not ended.
#[derive(Debug)]
struct Open {
    kind: SpanKind,
    /// Where its first character stands, once there is one.
    start: Option<usize>,
}

/// A block's collected text.
#[derive(Debug)]
pub(super) struct Collected {
    pub(super) text: String,
    pub(super) spans: Vec<Span>,
    /// Bytes of the text that stand in links.
    pub(super) linked: usize,
}

impl Text {
    pub(super) fn push(&mut self, source: &str) {
        for c in source.chars() {
            if c.is_whitespace() {
                self.gap = true;
            } else if !is_unheard(c) {
                self.push_char(c);
            }
        }
    }

    fn push_char(&mut self, c: char) {
        if self.comma && self.text.ends_with(char::is_alphanumeric) {
            self.text.push(',');
        }
        let gap = self.gap || self.seam && self.is_glued(c);
        if gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
        self.comma = false;
        self.ended = false;
        self.seam = false;
        let at = self.text.len();
        for span in self.open.iter_mut().rev() {
            if span.start.is_some() {
                break;
            }
            span.start = Some(at);
        }
        self.text.push(c);
        if self.links > 0 {
            self.linked += c.len_utf8();
        }
    }

    /// Whether two elements' words meet without a space, which a style sheet puts between.
    fn is_glued(&self, next: char) -> bool {
        let last = self.text.chars().next_back().unwrap_or(' ');
        let ends = last.is_lowercase() || last.is_ascii_digit() || ".:;!?)»”".contains(last);
        ends && next.is_uppercase()
    }

    pub(super) fn space(&mut self) {
        self.gap = true;
    }

    /// Notes that an inline element begins.
    pub(super) fn begin(&mut self) {
        self.seam |= self.ended;
    }

    /// Notes that an inline element ends.
    pub(super) fn finish(&mut self) {
        self.ended = true;
    }

    /// Ends a table's cell: a comma, unless the text already ends in punctuation.
    pub(super) fn cell(&mut self) {
        self.gap = true;
        self.comma = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn open(&mut self, kind: SpanKind) {
        self.links += usize::from(matches!(kind, SpanKind::Link { .. }));
        self.open.push(Open { kind, start: None });
    }

    pub(super) fn close(&mut self) {
        if let Some(span) = self.open.pop() {
            self.links -= usize::from(matches!(span.kind, SpanKind::Link { .. }));
            self.end(span);
        }
    }

    fn end(&mut self, span: Open) {
        if let Some(start) = span.start {
            let end = self.text.len();
            self.spans.push(Span {
                start,
                end,
                kind: span.kind,
            });
        }
    }

    /// Takes the text out; spans that are open go on in the next block.
    pub(super) fn take(&mut self) -> Collected {
        for index in 0..self.open.len() {
            let span = &mut self.open[index];
            let begun = Open {
                kind: span.kind.clone(),
                start: span.start.take(),
            };
            self.end(begun);
        }
        self.gap = false;
        self.comma = false;
        self.ended = false;
        self.seam = false;
        let mut spans = std::mem::take(&mut self.spans);
        spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        Collected {
            text: std::mem::take(&mut self.text),
            spans,
            linked: std::mem::take(&mut self.linked),
        }
    }
}

/// Characters that are neither seen nor heard: soft hyphens, joiners, marks of direction.
fn is_unheard(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffc}' | '\u{fe0e}' | '\u{fe0f}')
}
