//! Title, byline, dates, language and addresses of a page.

use std::collections::HashMap;

use url::Url;

use super::dates;
use super::hints::Hint;
use super::jsonld::{self, Linked};
use super::page::Page;
use super::phrases;
use super::tag::Tag;

/// What a page says about its article.
#[derive(Debug, Default)]
pub(super) struct Metadata {
    pub(super) title: String,
    /// The heading that holds the title, if it stands on the page.
    pub(super) heading: Option<usize>,
    pub(super) canonical: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) site: Option<String>,
    pub(super) image: Option<String>,
    /// The article's text, if the page carries it in JSON-LD.
    pub(super) body: Option<String>,
}

/// Reads a page's metadata: JSON-LD first, then `<meta>`, then what is seen on the page.
pub(super) fn read(page: &Page<'_>, url: &str) -> Metadata {
    let metas = metas(page);
    let meta = |names: &[&str]| names.iter().find_map(|name| metas.get(*name).cloned());
    let linked = jsonld::read(scripts(page));
    let site = meta(&["og:site_name", "application-name"]).or(linked.site.clone());
    let (title, heading) = title(page, &linked, meta(TITLE), site.as_deref());
    let seen = Seen::on(page);
    let image = meta(IMAGE).or(linked.image.clone());
    Metadata {
        title,
        heading,
        canonical: canonical(page, url).or_else(|| absolute(url, &meta(&["og:url"])?)),
        byline: byline(&linked, meta(AUTHOR), seen.byline),
        published: linked
            .published
            .or_else(|| meta(PUBLISHED))
            .or(seen.published),
        modified: linked.modified.or_else(|| meta(MODIFIED)).or(seen.modified),
        lang: lang(page).or_else(|| meta(&["og:locale"])).or(linked.lang),
        site,
        image: image.and_then(|image| absolute(url, &image)),
        body: linked.body,
    }
}

/// Names of `<meta>` of Open Graph, Twitter and Dublin Core, from the surest on.
const TITLE: &[&str] = &["og:title", "twitter:title"];
const IMAGE: &[&str] = &["og:image", "twitter:image"];
const AUTHOR: &[&str] = &["author", "dc.creator", "article:author"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "dc.date",
    "dcterms.created",
    "date",
];
const MODIFIED: &[&str] = &[
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "last-modified",
];

impl Metadata {
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

/// The title, and the heading on the page that holds it.
fn title(
    page: &Page<'_>,
    linked: &Linked,
    shared: Option<String>,
    site: Option<&str>,
) -> (String, Option<usize>) {
    let document = (0..page.nodes.len())
        .find(|&i| page.nodes[i].name() == "title")
        .map(|i| without_site(&collapse(&page.text(i)), site));
    let shared = shared.map(|title| without_site(&title, site));
    let declared: Vec<String> = [shared, linked.headline.clone(), document]
        .into_iter()
        .flatten()
        .filter(|title| !title.is_empty())
        .collect();
    let headings: Vec<usize> = (0..page.nodes.len())
        .filter(|&i| page.nodes[i].tag == Tag::Heading(1))
        .filter(|&i| !visible_text(page, i).is_empty())
        .collect();
    let agrees = |&i: &usize| {
        let heading = visible_text(page, i);
        declared.iter().any(|title| is_alike(&heading, title))
    };
    let only = match headings.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    let heading = headings.iter().copied().find(|i| agrees(i)).or(only);
    let own = heading.map(|i| {
        let own = visible_text(page, i);
        // A heading that goes on after the declared title holds a label beside it.
        let begun = declared
            .iter()
            .find(|title| own.starts_with(title.as_str()));
        begun.cloned().unwrap_or(own)
    });
    let is_site = own.as_deref().is_some_and(|own| site == Some(own));
    match own {
        Some(own) if !is_site => (own, heading),
        _ => (declared.into_iter().next().unwrap_or_default(), None),
    }
}

/// A heading's text, without what is hidden in it.
fn visible_text(page: &Page<'_>, index: usize) -> String {
    let mut text = String::new();
    let mut at = index;
    while at < page.nodes[index].end {
        let node = &page.nodes[at];
        if node.skip && at != index {
            at = node.end;
            continue;
        }
        if let Some(part) = node.text() {
            text.push_str(part);
        } else if node.tag == Tag::Break || !node.tag.is_inline() {
            text.push(' ');
        }
        at += 1;
    }
    collapse(&text)
}

/// Whether two titles are the same, or one begins with the other.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    let (one, other) = (letters(one), letters(other));
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    !short.is_empty() && (short == long || short.len() >= 12 && long.starts_with(&short))
}

/// The letters and digits of a text in lower case, for comparing.
pub(super) fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// A document's title without the site's name, which stands last or first.
fn without_site(title: &str, site: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " • ", " · ", " » "] {
        if let Some((head, tail)) = title.rsplit_once(separator) {
            let named = site.is_some_and(|site| letters(site) == letters(tail));
            let shorter =
                tail.split_whitespace().count() <= 4 && head.chars().count() > tail.chars().count();
            if named || shorter {
                return head.trim().to_owned();
            }
        }
    }
    title.trim().to_owned()
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

fn byline(linked: &Linked, meta: Option<String>, seen: Option<String>) -> Option<String> {
    let joined = linked.authors.join(", ");
    let declared = meta.filter(|name| !name.starts_with("http"));
    Some(joined)
        .filter(|names| !names.is_empty())
        .or(declared)
        .or(seen)
}

/// Byline and dates as the page shows them.
#[derive(Debug, Default)]
struct Seen {
    byline: Option<String>,
    published: Option<String>,
    modified: Option<String>,
}

/// Longest line (in bytes) that is taken for a byline or a date line.
const LINE: usize = 200;

impl Seen {
    fn on(page: &Page<'_>) -> Self {
        let mut seen = Self::default();
        for index in 0..page.nodes.len() {
            let node = &page.nodes[index];
            if node.name() == "time" {
                seen.time(page, index);
            } else if let Some(text) = node.text() {
                seen.line(text);
            } else if seen.byline.is_none()
                && (node.attr("rel") == Some("author") || node.hints.has(Hint::Byline))
            {
                seen.author(page, index);
            }
        }
        seen
    }

    fn time(&mut self, page: &Page<'_>, index: usize) {
        let node = &page.nodes[index];
        let stamp = node
            .attr("datetime")
            .map(str::trim)
            .filter(|stamp| dates::find(stamp).is_some());
        let about = page.nodes[node.parent]
            .attr("class")
            .unwrap_or_default()
            .to_lowercase();
        let is_update = node.attr("itemprop") == Some("dateModified")
            || about.contains("updat")
            || about.contains("uppdat");
        let place = if is_update {
            &mut self.modified
        } else {
            &mut self.published
        };
        if let (None, Some(stamp)) = (&place, stamp) {
            *place = Some(stamp.to_owned());
        }
    }

    /// A line such as "Publicerad 3 februari 2026" or "12 oktober, 2012 | ".
    fn line(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty()
            || text.len() > LINE
            || !text.contains(|c: char| c.is_ascii_digit())
            || !phrases::is_credit(text)
        {
            return;
        }
        let Some(found) = dates::find(text) else {
            return;
        };
        let lower = text.to_lowercase();
        let is_update = ["uppdater", "ändrad", "granskad", "updated"]
            .iter()
            .any(|word| lower.contains(word));
        let place = if is_update {
            &mut self.modified
        } else {
            &mut self.published
        };
        place.get_or_insert(found.date);
    }

    fn author(&mut self, page: &Page<'_>, index: usize) {
        let text = collapse(&page.text(index));
        if text.is_empty() || text.len() > LINE {
            return;
        }
        let rest = dates::find(&text).map_or(text.clone(), |found| found.rest);
        let name = phrases::author(&rest).unwrap_or(&rest);
        let name = name
            .split(['|', '·', '•', ',', '('])
            .next()
            .unwrap_or_default()
            .trim();
        let words = name.split_whitespace().count();
        let named = name
            .split_whitespace()
            .all(|word| word.chars().next().is_some_and(char::is_uppercase));
        if (2..=4).contains(&words) && named {
            self.byline = Some(name.to_owned());
        }
    }
}

/// White space collapsed to single spaces, none at the ends.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
