//! The article: what a listener wants to hear, as typed blocks in reading order.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A page's article, with its metadata and its blocks in reading order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Article {
    /// The address that the page was asked for under.
    pub url: String,
    /// The absolute address that the page calls its own.
    pub canonical: Option<String>,
    /// The headline without the site's name; empty when the page has none.
    pub title: String,
    /// The authors' names, joined by commas.
    pub byline: Option<String>,
    /// When it was published, as ISO 8601 or as the page wrote it.
    pub published: Option<String>,
    /// When it was last changed, as ISO 8601 or as the page wrote it.
    pub modified: Option<String>,
    /// The text's language, as a BCP 47 tag such as `sv` or `sv-SE`.
    ///
    /// The declared one, unless the text is plainly in another.
    pub lang: Option<String>,
    /// The language that the page declares, as it writes it.
    #[serde(default)]
    pub declared_lang: Option<String>,
    /// Whether everybody may read all of it (schema.org `isAccessibleForFree`).
    #[serde(default)]
    pub is_accessible_for_free: Option<bool>,
    /// The publication's name.
    pub site: Option<String>,
    /// The absolute address of the article's main picture.
    pub image: Option<String>,
    /// What is read; the title, where there is one, is the first block.
    pub blocks: Vec<Block>,
}

impl Article {
    /// Makes an article of bare text: every line with something in it is a paragraph.
    pub fn plain(text: &str) -> Self {
        let lines = text
            .lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        let blocks = lines.filter(|line| !line.is_empty()).map(|text| Block {
            kind: BlockKind::Paragraph,
            text,
            path: String::new(),
            spans: Vec::new(),
        });
        Self {
            url: String::new(),
            canonical: None,
            title: String::new(),
            byline: None,
            published: None,
            modified: None,
            lang: None,
            declared_lang: None,
            is_accessible_for_free: None,
            site: None,
            image: None,
            blocks: blocks.collect(),
        }
    }

    /// The same article with its spans in UTF-16 code units, as scripts in browsers count.
    pub fn with_utf16_spans(&self) -> Self {
        let mut article = self.clone();
        for block in &mut article.blocks {
            let units = units_before(&block.text, &block.spans);
            for span in &mut block.spans {
                span.start = units[&span.start];
                span.end = units[&span.end];
            }
        }
        article
    }

    /// The blocks' texts, one block a line, without a line break at the end.
    pub fn text(&self) -> String {
        let lines: Vec<&str> = self.blocks.iter().map(|b| b.text.as_str()).collect();
        lines.join("\n")
    }
}

/// The UTF-16 code units before each end of the spans, by its byte.
fn units_before(text: &str, spans: &[Span]) -> BTreeMap<usize, usize> {
    let ends = spans.iter().flat_map(|span| [span.start, span.end]);
    let mut units: BTreeMap<usize, usize> = ends.map(|byte| (byte, 0)).collect();
    let (mut from, mut count) = (0, 0);
    for (&byte, before) in &mut units {
        let byte = text.floor_char_boundary(byte);
        count += text[from..byte].encode_utf16().count();
        *before = count;
        from = byte;
    }
    units
}

/// One block of an article, such as a heading or a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Block {
    /// What the block is; in JSON its fields stand beside `text`.
    #[serde(flatten)]
    pub kind: BlockKind,
    /// The text on one line: no double, leading or trailing white space, never empty.
    pub text: String,
    /// A CSS selector of the element on the page that holds the text.
    ///
    /// Several blocks share a path where an element holds several paragraphs.
    pub path: String,
    /// Stretches of the text that a reader treats in a special way, by start.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading; something to read follows it, unless it is the title.
    Heading {
        /// 1 for the title, otherwise 2 to 6.
        level: u8,
    },
    /// The opening paragraph that sums the article up.
    Ingress,
    /// A paragraph of running text.
    Paragraph,
    /// An item of a list, or an ingredient of a recipe.
    ListItem {
        /// The number shown before the item, in numbered lists.
        number: Option<u32>,
    },
    /// A term and its description, as "term: description", or a further description.
    Definition,
    /// A quotation that stands by itself.
    Quote,
    /// Whose the quotation before it is.
    Attribution,
    /// A table's row, each cell after its header: "Ort: Umeå, Vind: 21 m/s".
    Row,
    /// The caption of a table, or of a picture where a site has captions read.
    Caption,
    /// Program code; the text announces it.
    Code,
    /// A formula that stands by itself; the text announces it.
    Formula,
}

/// A stretch of a block's text that a reader treats in a special way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Span {
    /// First byte of the stretch in the block's text, in UTF-8.
    pub start: usize,
    /// The byte after its last, in UTF-8.
    pub end: usize,
    /// What is special about it; in JSON its fields stand beside `start`.
    #[serde(flatten)]
    pub kind: SpanKind,
}

/// What is special about a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[non_exhaustive]
pub enum SpanKind {
    /// Text in another language.
    Lang {
        /// The language as the page declares it, such as `fr`.
        lang: String,
    },
    /// An abbreviation that the page spells out.
    Abbreviation {
        /// The spelt-out form.
        title: String,
    },
    /// A link.
    Link {
        /// The address as the page writes it, which may be relative.
        href: String,
    },
    /// Raised text, such as an exponent.
    Superscript,
    /// Lowered text, as in a chemical formula.
    Subscript,
    /// Words that announce a formula or program code, and do not stand on the page.
    Announcement,
    /// Words that do not stand here on the page, such as a header before its cell.
    Added,
}
