//! Why a page gave no article.

use std::fmt;

/// Why a page gave no article.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExtractError {
    /// The page has more nodes than [`Limits::nodes`](super::Limits::nodes).
    #[error("the page has more than {limit} nodes")]
    TooManyNodes {
        /// The limit that was passed.
        limit: usize,
    },
    /// The page nests deeper than [`Limits::depth`](super::Limits::depth).
    #[error("the page nests elements more than {limit} levels deep")]
    TooDeep {
        /// The limit that was passed.
        limit: usize,
    },
    /// One tag has more attributes than [`Limits::attributes`](super::Limits::attributes).
    #[error("a tag of the page has more than {limit} attributes")]
    TooManyAttributes {
        /// The limit that was passed.
        limit: usize,
    },
    /// The article falls into more blocks than [`Limits::blocks`](super::Limits::blocks).
    #[error("the article has more than {limit} blocks")]
    TooManyBlocks {
        /// The limit that was passed.
        limit: usize,
    },
    /// The caller's time was out before the page was parsed.
    #[error("the page takes too long to parse")]
    TooSlow,
    /// The article is longer than [`Limits::chars`](super::Limits::chars).
    #[error("the article is longer than {limit} characters")]
    TooLong {
        /// The limit that was passed.
        limit: usize,
    },
    /// The page holds no article text.
    #[error("nothing to read: {reason}")]
    NothingToRead {
        /// What the page held instead.
        reason: Nothing,
    },
}

/// What a page without an article held instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Nothing {
    /// No visible text at all.
    Empty,
    /// Scripts that would have made the text in a browser.
    NeedsScripts,
    /// Only menus, links and other furniture.
    NoArticle,
    /// An offer to subscribe, in place of the article.
    Paywall,
    /// A form to log in with.
    Login,
    /// A message that the page is gone or cannot be shown.
    ErrorPage,
    /// A document to download, such as a PDF, or its bytes.
    Document,
}

impl fmt::Display for Nothing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "the page is empty",
            Self::NeedsScripts => "the page makes its text with scripts",
            Self::NoArticle => "the page has only menus and links",
            Self::Paywall => "the article is for subscribers",
            Self::Login => "the page asks for a login",
            Self::ErrorPage => "the page is an error message",
            Self::Document => "the page is a PDF or another file, not HTML text",
        })
    }
}

/// A CSS selector in a site's configuration that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{selector:?} is not a CSS selector: {reason}")]
pub struct SelectorError {
    /// The selector as it was written.
    pub selector: String,
    /// What the CSS parser objected to.
    pub reason: String,
}
