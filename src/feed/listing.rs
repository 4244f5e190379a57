use std::cmp::Reverse;
use std::collections::HashSet;

use chrono::{DateTime, FixedOffset};
use roxmltree::{Document, Node, ParsingOptions};
use url::Url;

use super::date;

/// What a site lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Articles, newest first; those without a date come last, in the site's own order.
    Articles(Vec<Entry>),
    /// Further sitemaps, the one changed last first.
    Sitemaps(Vec<Url>),
}

/// An article that a site lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the article is.
    pub url: Url,
    /// When it was published, or changed last where only that is told.
    pub published: Option<DateTime<FixedOffset>>,
}

/// Why a document lists nothing.
#[derive(Debug, thiserror::Error)]
pub enum ListingError {
    /// It is not XML; a document type is refused too.
    #[error("{url} is not well-formed XML")]
    Xml {
        /// The document's address.
        url: String,
        /// Where and why.
        #[source]
        source: roxmltree::Error,
    },
    /// It is XML of another kind.
    #[error("{url} is neither RSS, Atom nor a sitemap but <{root}>")]
    Root {
        /// The document's address.
        url: String,
        /// Name of its root element.
        root: String,
    },
    /// A sitemap of sitemaps lists only such.
    #[error("{url} lists no articles, only further lists")]
    Nested {
        /// The document's address.
        url: String,
    },
}

/// Elements, attributes and texts that are read: a sitemap has at most 50 000 addresses.
const MOST_NODES: u32 = 1_000_000;

impl Listing {
    /// Reads RSS 2.0 and 1.0, Atom 1.0, or a sitemap of protocol 0.9.
    ///
    /// Entries whose address is not of the web are left out.
    ///
    /// # Errors
    /// When the document is not XML, or of another kind.
    pub fn parse(text: &str, url: &Url) -> Result<Self, ListingError> {
        let options = ParsingOptions {
            nodes_limit: MOST_NODES,
            ..ParsingOptions::default()
        };
        let document =
            Document::parse_with_options(text, options).map_err(|source| ListingError::Xml {
                url: url.to_string(),
                source,
            })?;
        let root = document.root_element();
        let entries = |name, entry: fn(Node<'_, '_>, &Url) -> Option<Entry>| {
            let nodes = root.descendants().filter(|node| is(*node, name));
            sorted(nodes.filter_map(|node| entry(node, url)).collect())
        };
        match root.tag_name().name() {
            "rss" | "RDF" => Ok(Self::Articles(entries("item", item))),
            "feed" => Ok(Self::Articles(entries("entry", atom))),
            "urlset" => Ok(Self::Articles(entries("url", location))),
            "sitemapindex" => {
                let further = entries("sitemap", location);
                Ok(Self::Sitemaps(further.into_iter().map(|e| e.url).collect()))
            }
            root => Err(ListingError::Root {
                url: url.to_string(),
                root: root.to_owned(),
            }),
        }
    }
}

/// Puts the newest first, and keeps the first of those with one address.
fn sorted(mut entries: Vec<Entry>) -> Vec<Entry> {
    let mut seen = HashSet::new();
    entries.retain(|entry| seen.insert(entry.url.clone()));
    entries.sort_by_key(|entry| Reverse(entry.published));
    entries
}

fn is(node: Node<'_, '_>, name: &str) -> bool {
    node.is_element() && node.tag_name().name() == name
}

/// An item of RSS; what is in another namespace is not its own link.
fn item(node: Node<'_, '_>, base: &Url) -> Option<Entry> {
    let namespace = node.tag_name().namespace();
    let own = |name| {
        let mut children = node.children();
        children.find(|child| is(*child, name) && child.tag_name().namespace() == namespace)
    };
    let permalink = || own("guid").filter(|guid| guid.attribute("isPermaLink") != Some("false"));
    let link = own("link").or_else(permalink)?;
    entry(&text(link), base, &node, &["pubDate", "date"])
}

fn atom(node: Node<'_, '_>, base: &Url) -> Option<Entry> {
    let is_alternate = |link: &Node<'_, '_>| {
        is(*link, "link") && matches!(link.attribute("rel"), None | Some("alternate"))
    };
    let link = node.children().find(is_alternate)?.attribute("href")?;
    entry(link, base, &node, &["published", "updated"])
}

/// An address of a sitemap, with the date that Google's extension for news gives before its own.
fn location(node: Node<'_, '_>, base: &Url) -> Option<Entry> {
    let location = node.children().find(|child| is(*child, "loc"))?;
    let dates = ["publication_date", "lastmod"];
    entry(&text(location), base, &node, &dates)
}

fn entry(address: &str, base: &Url, node: &Node<'_, '_>, dates: &[&str]) -> Option<Entry> {
    let url = base.join(address.trim()).ok()?;
    let published = dates.iter().find_map(|name| {
        let mut near = node.children().flat_map(with_children);
        date(&text(near.find(|child| is(*child, name))?))
    });
    matches!(url.scheme(), "http" | "https").then_some(Entry { url, published })
}

/// News sitemaps have their dates a level below; looking further down, a document of nested items
/// would be walked once for each of them.
fn with_children<'a, 'input>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    std::iter::once(node).chain(node.children())
}

fn text(node: Node<'_, '_>) -> String {
    let texts = node.children().filter(Node::is_text);
    texts.filter_map(|text| text.text()).collect()
}
