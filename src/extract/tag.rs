//! What the element names of HTML mean to a reader.

/// An element's part in the reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// Runs on in the text around it.
    Inline,
    Link,
    Sup,
    Sub,
    /// Stands by itself without a meaning of its own.
    Block,
    Article,
    Main,
    Header,
    Paragraph,
    Heading(u8),
    List,
    NumberedList,
    Item,
    /// A term of a definition list.
    Term,
    /// What is said of such a term.
    Description,
    Quote,
    Figure,
    FigureCaption,
    Table,
    TableRow,
    TableCell,
    TableCaption,
    Preformatted,
    Formula,
    Break,
    /// Never text to read, whatever the page is.
    Never,
    /// Seldom text to read, unless most of the page's text is in it.
    Seldom,
}

impl Tag {
    pub(super) fn of(name: &str) -> Self {
        match name {
            "a" => Self::Link,
            "sup" => Self::Sup,
            "sub" => Self::Sub,
            "article" => Self::Article,
            "main" => Self::Main,
            "header" => Self::Header,
            "p" => Self::Paragraph,
            "h1" => Self::Heading(1),
            "h2" => Self::Heading(2),
            "h3" => Self::Heading(3),
            "h4" => Self::Heading(4),
            "h5" => Self::Heading(5),
            "h6" => Self::Heading(6),
            "ul" | "dir" => Self::List,
            "ol" => Self::NumberedList,
            "li" => Self::Item,
            "dt" => Self::Term,
            "dd" => Self::Description,
            "blockquote" => Self::Quote,
            "figure" => Self::Figure,
            "figcaption" => Self::FigureCaption,
            "table" => Self::Table,
            "tr" => Self::TableRow,
            "td" | "th" => Self::TableCell,
            "caption" => Self::TableCaption,
            "pre" | "listing" | "xmp" => Self::Preformatted,
            "math" => Self::Formula,
            "br" => Self::Break,
            "html" | "body" | "div" | "section" | "hgroup" | "address" | "center" | "dl"
            | "details" | "summary" | "fieldset" | "legend" | "tbody" | "thead" | "tfoot"
            | "colgroup" | "col" | "hr" | "search" | "noframes" | "frameset" => Self::Block,
            "head" | "script" | "style" | "noscript" | "template" | "nav" | "dialog" | "button"
            | "input" | "select" | "option" | "datalist" | "textarea" | "label" | "iframe"
            | "frame" | "object" | "embed" | "svg" | "canvas" | "audio" | "video" | "map"
            | "menu" | "progress" | "meter" | "picture" | "img" | "rp" | "rt" | "link" | "meta"
            | "title" | "annotation" | "annotation-xml" => Self::Never,
            "aside" | "footer" | "form" => Self::Seldom,
            _ => Self::Inline,
        }
    }

    /// Whether it runs on in the text around it.
    pub(super) fn is_inline(self) -> bool {
        matches!(
            self,
            Self::Inline | Self::Link | Self::Sup | Self::Sub | Self::Formula | Self::Break
        )
    }

    /// Whether an element that is never read nevertheless breaks the paragraph it stands in.
    pub(super) fn name_is_block(name: &str) -> bool {
        matches!(
            name,
            "nav" | "dialog" | "menu" | "iframe" | "video" | "textarea"
        )
    }
}
