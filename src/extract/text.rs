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
    /// And a line ended in it.
    line: bool,
    /// What stands between the last character and the next, when a table's cell ended.
    joint: Option<char>,
    /// Words that were added end here, so that a letter does not follow at once.
    apart: bool,
    /// What is said before the next character.
    label: Option<String>,
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
        for (at, c) in source.char_indices() {
            if c.is_whitespace() {
                self.gap = true;
                self.line |= c == '\n';
            } else if !is_unheard(c) {
                if self.gap && self.line {
                    self.heal(&source[at..]);
                }
                self.line = false;
                match ligature(c) {
                    Some(letters) => letters.chars().for_each(|c| self.push_char(c)),
                    None => self.push_char(c),
                }
            }
        }
    }

    /// Joins a word that a line break cut in two, as in text out of a PDF.
    ///
    /// What goes on with "och" is not one word ("läns- och regionnivå"), and a hyphen after a
    /// single letter belongs to the word ("e-post").
    fn heal(&mut self, rest: &str) {
        let Some(head) = self.text.strip_suffix(['-', '¬']) else {
            return;
        };
        let letters = head.chars().rev().take_while(|c| c.is_lowercase()).count();
        let goes_on = rest.starts_with(char::is_lowercase);
        let next = rest.split(|c: char| !c.is_alphabetic()).next();
        if letters == 0 || !goes_on || next.is_some_and(|next| CONJUNCTIONS.contains(&next)) {
            return;
        }
        self.gap = false;
        if letters > 1 || self.text.ends_with('¬') {
            let end = head.len();
            self.text.truncate(end);
            // A span may end with the hyphen.
            self.spans
                .iter_mut()
                .for_each(|span| span.end = span.end.min(end));
        }
    }

    fn push_char(&mut self, c: char) {
        if let Some(label) = self.label.take() {
            self.add(SpanKind::Added, &label);
            self.gap = true;
        }
        if let Some(joint) = self.joint.take()
            && !self.text.is_empty()
            && !self.text.ends_with([',', '.', ':', ';', '!', '?'])
        {
            let start = self.text.len();
            self.text.push(joint);
            self.spans.push(Span {
                start,
                end: self.text.len(),
                kind: SpanKind::Added,
            });
        }
        let apart = self.apart && c.is_alphanumeric();
        let gap = self.gap || apart || self.seam && self.is_glued(c);
        if gap && !self.text.is_empty() {
            self.text.push(' ');
        }
        self.gap = false;
        self.apart = false;
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
        ends && next.is_uppercase() || next.is_ascii_digit() && self.ends_in_word()
    }

    /// Whether the text ends in a word that is no variable or unit.
    fn ends_in_word(&self) -> bool {
        let letters = self.text.chars().rev().take_while(|c| c.is_lowercase());
        letters.take(WORD).count() == WORD
    }

    /// Notes a line break, which is a space.
    pub(super) fn line_break(&mut self) {
        self.gap = true;
        self.line = true;
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

    /// Begins a table's cell, whose text comes after its header if it has one.
    pub(super) fn begin_cell(&mut self, header: Option<String>) {
        self.gap = true;
        self.label = header;
    }

    /// Ends a table's cell: a mark follows, unless the text already ends in punctuation.
    pub(super) fn end_cell(&mut self, mark: char) {
        self.gap = true;
        self.label = None;
        self.joint.get_or_insert(mark);
    }

    /// Adds words that do not stand on the page.
    pub(super) fn add(&mut self, kind: SpanKind, words: &str) {
        self.apart = true;
        self.open(kind);
        self.push(words);
        self.close();
        self.apart = true;
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn open_spans(&self) -> usize {
        self.open.len()
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
        self.joint = None;
        self.label = None;
        self.apart = false;
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

/// Words that go on with another word's second part.
const CONJUNCTIONS: &[&str] = &[
    "och",
    "eller",
    "samt",
    "respektive",
    "till",
    "men",
    "and",
    "or",
];

/// Letters of a word that is no variable, unit or abbreviation.
const WORD: usize = 5;

/// The letters that a ligature of old type stands for (Unicode, Alphabetic Presentation Forms).
fn ligature(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{fb00}' => "ff",
        '\u{fb01}' => "fi",
        '\u{fb02}' => "fl",
        '\u{fb03}' => "ffi",
        '\u{fb04}' => "ffl",
        _ => return None,
    })
}

/// Characters that are neither seen nor heard: soft hyphens, joiners, marks of direction.
pub(super) fn is_unheard(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffc}' | '\u{fe0e}' | '\u{fe0f}')
}
