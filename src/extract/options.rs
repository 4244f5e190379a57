//! What the caller may decide about extraction.

use scraper::Selector;
use serde::Deserialize;

use super::error::SelectorError;
use super::readspeaker::Part;

/// Limits on what one page may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// `extract.nodes`: elements, texts and comments that the parser makes, and `<` in no tag.
    pub nodes: usize,
    /// `extract.depth`: levels of elements inside each other.
    pub depth: usize,
    /// `extract.attributes`: differently named attributes of one tag; the parser compares each
    /// with each.
    pub attributes: usize,
    /// `extract.blocks`: blocks of the article; each has a path down the page.
    pub blocks: usize,
    /// `extract.chars`: characters (Unicode scalar values) of all blocks together.
    pub chars: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            nodes: 200_000,
            depth: 512,
            attributes: 1_000,
            blocks: 20_000,
            chars: 100_000,
        }
    }
}

/// Limits, a site's own selectors of what to read and what to skip, and the part asked for.
#[derive(Debug, Clone, Default)]
pub struct Options {
    limits: Limits,
    read: Vec<Selector>,
    skip: Vec<Selector>,
    part: Part,
}

impl Options {
    /// Options with other limits than the default.
    pub fn with_limits(limits: Limits) -> Self {
        Self {
            limits,
            ..Self::default()
        }
    }

    /// Adds a CSS selector of elements to read; nothing else is read then.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] when the selector cannot be parsed.
    pub fn read(mut self, selector: &str) -> Result<Self, SelectorError> {
        self.read.push(parse(selector)?);
        Ok(self)
    }

    /// Adds a CSS selector of elements never to read; it wins over all else.
    ///
    /// # Errors
    ///
    /// [`SelectorError`] when the selector cannot be parsed.
    pub fn skip(mut self, selector: &str) -> Result<Self, SelectorError> {
        self.skip.push(parse(selector)?);
        Ok(self)
    }

    /// Asks for a part of the page; where the page has none of it, all of the article is read.
    ///
    /// What a site's own selectors read is its decision, and stays.
    #[must_use]
    pub fn part(mut self, part: Part) -> Self {
        self.part = part;
        self
    }

    pub(super) fn asked(&self) -> &Part {
        &self.part
    }

    pub(super) fn limits(&self) -> &Limits {
        &self.limits
    }

    pub(super) fn read_selectors(&self) -> &[Selector] {
        &self.read
    }

    pub(super) fn skip_selectors(&self) -> &[Selector] {
        &self.skip
    }
}

fn parse(selector: &str) -> Result<Selector, SelectorError> {
    Selector::parse(selector).map_err(|error| SelectorError {
        selector: selector.to_owned(),
        reason: error.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bad_selector_is_named() {
        let error = Options::default().skip("div[").unwrap_err();
        assert_eq!(error.selector, "div[");
    }
}
