//! Title, byline, dates, language and addresses of a page.

use std::collections::HashMap;

use url::Url;

use super::jsonld;
use super::page::Page;
use super::seen;
use super::title::{self, collapse, letters};

/// What a page, or one part of it, says about its article.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Metadata {
    /// Empty when there is none.
    pub(super) title: String,
    /// The heading that holds the title, if it stands on the page.
    pub(super) heading: Option<usize>,
    /// Whether the page tells of something new: it has a date, or a news item's address.
    pub(super) is_news: bool,
    /// What was taken off the declared title as the site's name.
    pub(super) cut: Option<String>,
    pub(super) canonical: Option<String>,
    /// The authors' names, joined by commas.
    pub(super) byline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) site: Option<String>,
    pub(super) image: Option<String>,
    /// Whether the whole article is open to everybody (schema.org `isAccessibleForFree`).
    pub(super) free: Option<bool>,
    /// What the article is about, in a sentence or two.
    pub(super) summary: Option<String>,
    /// The article's text as lines, if the page carries it in JSON-LD.
    pub(super) body: Option<String>,
    /// Selectors of what is best for listening (schema.org `speakable`).
    pub(super) speakable: Vec<String>,
}

/// Reads a page's metadata: JSON-LD first, then `<meta>`, then what is seen on the page.
///
/// For names that only sites choose, `<meta>` is the surer source.
pub(super) fn read(page: &Page<'_>, url: &str) -> Metadata {
    let mut linked = jsonld::read(scripts(page));
    let mut shared = shared(page, url);
    let site = shared.site.take().or(linked.site.take());
    let image = shared.image.take().or(linked.image.take());
    let titles = [shared.title.as_str(), linked.title.as_str()];
    let found = title::find(page, titles, site.as_deref());
    let lang = shared.lang.take().or(linked.lang.take());
    let read = linked.or(shared).or(seen::read(page));
    let address = read.canonical.as_deref().unwrap_or(url);
    Metadata {
        title: found.title,
        heading: found.heading,
        cut: found.cut,
        is_news: read.published.is_some() || NEWS.iter().any(|word| address.contains(word)),
        site,
        lang,
        image: image.and_then(|image| absolute(url, &image)),
        ..read
    }
}

/// What the addresses of news items have in them.
const NEWS: &[&str] = &["/nyhet", "/news", "/press", "/aktuellt", "/artik", "/blogg"];

impl Metadata {
    /// Fills in what is missing from a source that is less sure.
    fn or(self, other: Self) -> Self {
        Self {
            title: if self.title.is_empty() {
                other.title
            } else {
                self.title
            },
            heading: self.heading.or(other.heading),
            is_news: self.is_news || other.is_news,
            cut: self.cut.or(other.cut),
            canonical: self.canonical.or(other.canonical),
            byline: self.byline.or(other.byline),
            published: self.published.or(other.published),
            modified: self.modified.or(other.modified),
            lang: self.lang.or(other.lang),
            site: self.site.or(other.site),
            image: self.image.or(other.image),
            free: self.free.or(other.free),
            summary: self.summary.or(other.summary),
            body: self.body.or(other.body),
            speakable: [self.speakable, other.speakable].concat(),
        }
    }

    /// Takes a heading that opens the text for the title, if the declared title holds it.
    ///
    /// Sites without an `<h1>` declare titles such as "Our blog: The heading".
    pub(super) fn adopt(&mut self, heading: usize, text: &str) {
        let part = letters(text);
        let fits =
            self.heading.is_none() && part.len() >= 8 && letters(&self.title).contains(&part);
        if fits {
            self.heading = Some(heading);
            text.clone_into(&mut self.title);
        }
    }

    /// Takes the text that opens the body for the title, where it was cut off for the site's.
    ///
    /// Old pages declare titles such as "The club - The mill", and have no headings.
    pub(super) fn adopt_cut(&mut self, node: usize, text: &str) {
        let is_cut = |cut: &String| letters(cut) == letters(text);
        if self.heading.is_none() && self.cut.as_ref().is_some_and(is_cut) {
            self.heading = Some(node);
            text.clone_into(&mut self.title);
        }
    }
}

/// What the page's head says: Open Graph, Twitter, Dublin Core, and HTML's own names.
fn shared(page: &Page<'_>, url: &str) -> Metadata {
    let metas = metas(page);
    // The names of one thing, from the surest on.
    let meta = |names: &[&str]| names.iter().find_map(|name| metas.get(*name).cloned());
    let author = meta(&["author", "dc.creator", "dcterms.creator", "article:author"]);
    let free = meta(&["isaccessibleforfree", "article:content_tier"]);
    Metadata {
        title: meta(&["og:title", "twitter:title", "dc.title", "dcterms.title"])
            .unwrap_or_default(),
        canonical: canonical(page, url).or_else(|| absolute(url, &meta(&["og:url"])?)),
        byline: author.filter(|name| !name.starts_with("http")),
        published: meta(&[
            "article:published_time",
            "datepublished",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.created",
            "date",
        ]),
        modified: meta(&[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "dc.date.modified",
            "dcterms.modified",
            "last-modified",
        ]),
        lang: lang(page).or_else(|| {
            let declared = meta(&["content-language", "dc.language", "og:locale"])?;
            Some(declared.replace('_', "-"))
        }),
        site: meta(&["og:site_name", "application-name"]),
        image: meta(&["og:image", "twitter:image"]),
        free: free.and_then(|tier| match tier.to_lowercase().as_str() {
            "true" | "free" => Some(true),
            "false" | "locked" | "metered" => Some(false),
            _ => None,
        }),
        summary: meta(&["og:description", "description", "dc.description"]),
        ..Metadata::default()
    }
}

/// The contents of `<meta>`, by name or property in lower case.
fn metas(page: &Page<'_>) -> HashMap<String, String> {
    let mut metas = HashMap::new();
    for node in page.nodes.iter().filter(|node| node.name() == "meta") {
        let name = ["property", "name", "itemprop", "http-equiv"]
            .iter()
            .find_map(|key| node.attr(key));
        let content = node.attr("content").map(collapse).unwrap_or_default();
        if let Some(name) = name
            && !content.is_empty()
        {
            metas.entry(name.trim().to_lowercase()).or_insert(content);
        }
    }
    metas
}

fn scripts<'a>(page: &Page<'a>) -> impl Iterator<Item = &'a str> {
    let of_type = |index: &usize| page.nodes[*index].attr("type") == Some("application/ld+json");
    (0..page.nodes.len())
        .filter(move |index| of_type(index))
        .filter_map(|index| page.nodes.get(index + 1)?.text())
}

fn lang(page: &Page<'_>) -> Option<String> {
    page.nodes
        .iter()
        .filter(|node| matches!(node.name(), "html" | "body"))
        .find_map(|node| node.attr("lang").or_else(|| node.attr("xml:lang")))
        .map(str::trim)
        .filter(|lang| !lang.is_empty())
        .map(str::to_owned)
}

fn canonical(page: &Page<'_>, url: &str) -> Option<String> {
    let link = page
        .nodes
        .iter()
        .find(|node| node.name() == "link" && node.attr("rel") == Some("canonical"))?;
    absolute(url, link.attr("href")?)
}

/// An address made absolute; none when it is not one for the web.
fn absolute(base: &str, address: &str) -> Option<String> {
    let parsed = match Url::parse(base) {
        Ok(base) => base.join(address),
        Err(_) => Url::parse(address),
    };
    let parsed = parsed.ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}
