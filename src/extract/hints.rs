//! What class names and ids say about an element, in Swedish and English.

use std::collections::HashMap;
use std::sync::LazyLock;

use scraper::node::Element;

use super::lists;

/// One thing that a name says about its element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Hint {
    /// It is for screen readers only, or for paper only.
    Unseen,
    /// It stands around articles: sharing, related links, advertisements.
    Furniture,
    /// It holds readers' comments.
    Comments,
    /// It says who wrote the article, or when.
    Byline,
    /// It is a picture's caption.
    Caption,
    /// It holds a picture, perhaps with its caption.
    Picture,
    /// It holds an article's body.
    Body,
    /// It is the paragraph that opens the article.
    Ingress,
    /// It asks for a subscription.
    Paywall,
    /// It looks like a button.
    Button,
}

/// What an element's class, id and schema.org property say about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints(u16);

impl Hints {
    pub(super) fn of(element: &Element) -> Self {
        Self::of_part(element, &[])
    }

    /// The hints of an element inside blocks whose names say nothing of their parts.
    ///
    /// Class names such as `job-ad__text` begin with the name of the block around (BEM).
    pub(super) fn of_part(element: &Element, blocks: &[&str]) -> Self {
        let own = |token: &'_ str| -> usize {
            let parts = blocks.iter().filter_map(|block| token.strip_prefix(block));
            let rest = parts.filter(|rest| rest.is_empty() || rest.starts_with("__"));
            token.len() - rest.map(str::len).min().unwrap_or(token.len())
        };
        let mut hints = Self::default();
        for (key, value) in element.attrs() {
            match key {
                "class" | "id" | "data-testid" | "data-component" => {
                    value
                        .split_ascii_whitespace()
                        .for_each(|token| hints.name(&token[own(token)..]));
                }
                "itemprop" => hints.property(value),
                _ => {}
            }
        }
        hints
    }

    fn property(&mut self, property: &str) {
        match property {
            "author" | "datePublished" => self.add(Hint::Byline),
            "caption" => self.add(Hint::Caption),
            _ if property.contains("articleBody") => self.add(Hint::Body),
            _ => {}
        }
    }

    pub(super) fn has(self, hint: Hint) -> bool {
        self.0 & 1 << hint as u8 != 0
    }

    fn add(&mut self, hint: Hint) {
        self.0 |= 1 << hint as u8;
    }

    fn name(&mut self, token: &str) {
        let words = words(token);
        for word in words.split(' ') {
            self.join(LISTS.words.get(word));
        }
        self.join(LISTS.names.get(words.replace(' ', "").as_str()));
    }

    pub(super) fn remove(&mut self, hint: Hint) {
        self.0 &= !(1 << hint as u8);
    }

    fn join(&mut self, other: Option<&Self>) {
        self.0 |= other.map_or(0, |other| other.0);
    }
}

/// The lower-case words of a name such as `articleBody`, `article-body` or `article_body`.
fn words(token: &str) -> String {
    let mut words = String::with_capacity(token.len() + 4);
    let mut before = ' ';
    for c in token.chars() {
        let starts = !c.is_alphanumeric() || before.is_lowercase() && c.is_uppercase();
        if starts && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    words.truncate(words.trim_end().len());
    words
}

/// The lists in `hints.txt`.
struct Lists {
    words: HashMap<&'static str, Hints>,
    names: HashMap<&'static str, Hints>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists {
        words: HashMap::new(),
        names: HashMap::new(),
    };
    for (section, entry) in lists::entries(include_str!("hints.txt"), " ") {
        let (kind, map) = match section.strip_suffix(" name") {
            Some(kind) => (kind, &mut lists.names),
            None => (section, &mut lists.words),
        };
        if let Some(hint) = kind_named(kind) {
            map.entry(entry).or_default().add(hint);
        }
    }
    lists
});

fn kind_named(kind: &str) -> Option<Hint> {
    Some(match kind {
        "unseen" => Hint::Unseen,
        "furniture" => Hint::Furniture,
        "comments" => Hint::Comments,
        "byline" => Hint::Byline,
        "caption" => Hint::Caption,
        "picture" => Hint::Picture,
        "body" => Hint::Body,
        "ingress" => Hint::Ingress,
        "paywall" => Hint::Paywall,
        "button" => Hint::Button,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (name, expected) in [
            ("articleBody", "article body"),
            ("c-article__body--wide", "c article body wide"),
            ("brödText", "bröd text"),
            ("NEWS", "news"),
        ] {
            assert_eq!(words(name), expected);
        }
    }

    #[test]
    fn names_give_hints() {
        for (name, hint) in [
            ("visually-hidden", Hint::Unseen),
            ("article-share", Hint::Furniture),
            ("lasMer", Hint::Furniture),
            ("article-body", Hint::Body),
            ("c-ingress", Hint::Ingress),
        ] {
            let mut hints = Hints::default();
            hints.name(name);
            assert!(hints.has(hint), "{name}");
        }
    }

    #[test]
    fn every_section_of_the_list_is_a_kind() {
        for (section, _) in lists::entries(include_str!("hints.txt"), " ") {
            let kind = section.strip_suffix(" name").unwrap_or(section);
            assert!(kind_named(kind).is_some(), "{section}");
        }
    }
}
