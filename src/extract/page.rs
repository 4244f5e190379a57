//! The page as a flat list of nodes in document order.
//!
//! Invariant: a node's descendants are exactly the nodes between it and its `end`, so that
//! every walk is a loop, however deep the page is.

use std::collections::{HashMap, HashSet};

use ego_tree::NodeId;
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{Html, Node as DomNode, Selector};

use super::dropped::Why;
use super::hints::Hints;
use super::tag::Tag;

/// Longest language tag, in bytes (RFC 5646, section 4.4.1, asks for room for 35).
const LANGUAGE_TAG: usize = 35;

/// One element or text of the page.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) data: Data<'a>,
    pub(super) tag: Tag,
    /// What its names say about it.
    pub(super) hints: Hints,
    /// The element around it; the root is its own parent.
    pub(super) parent: usize,
    /// The node after its last descendant.
    pub(super) end: usize,
    /// Its place among the siblings of the same name, from 1.
    pub(super) nth: u32,
    /// Why it and all in it is left unread.
    pub(super) skip: Option<Why>,
    /// It is to be read, whatever its names say.
    pub(super) kept: bool,
    id: NodeId,
}

/// What a node holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Data<'a> {
    Text(&'a str),
    Element(&'a Element),
}

/// A page's elements and texts in document order; the first is `<html>`.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    /// The first element with each id, and whether it is the only one.
    ids: HashMap<&'a str, (usize, bool)>,
}

impl<'a> Page<'a> {
    pub(super) fn new(document: &'a Html) -> Self {
        let mut page = Self {
            nodes: Vec::with_capacity(document.tree.nodes().len()),
            ids: HashMap::new(),
        };
        let mut open = Vec::new();
        let mut places: HashMap<(usize, &str), u32> = HashMap::new();
        for edge in document.tree.root().traverse() {
            match edge {
                Edge::Open(node) => {
                    let parent = open.last().copied().unwrap_or(0);
                    let here = page.nodes.len();
                    match node.value() {
                        DomNode::Text(text) if !open.is_empty() => {
                            page.push(Data::Text(text), Tag::Inline, parent, node.id());
                        }
                        DomNode::Element(element) => {
                            let name = element.name();
                            page.push(Data::Element(element), Tag::of(name), parent, node.id());
                            let place = places.entry((parent, name)).or_default();
                            *place += 1;
                            page.nodes[here].nth = *place;
                            open.push(here);
                        }
                        _ => {}
                    }
                }
                Edge::Close(node) => {
                    if node.value().is_element()
                        && let Some(closed) = open.pop()
                    {
                        page.nodes[closed].end = page.nodes.len();
                    }
                }
            }
        }
        page.note_ids();
        page
    }

    fn push(&mut self, data: Data<'a>, tag: Tag, parent: usize, id: NodeId) {
        let end = self.nodes.len() + 1;
        let hints = match data {
            Data::Element(element) => Hints::of(element),
            Data::Text(_) => Hints::default(),
        };
        self.nodes.push(Node {
            data,
            tag,
            hints,
            parent,
            end,
            nth: 1,
            skip: None,
            kept: false,
            id,
        });
    }

    fn note_ids(&mut self) {
        for (index, node) in self.nodes.iter().enumerate() {
            if let Some(id) = node.attr("id") {
                self.ids
                    .entry(id)
                    .and_modify(|(_, only)| *only = false)
                    .or_insert((index, true));
            }
        }
    }

    /// The first element with an id, as `getElementById` finds it.
    pub(super) fn by_id(&self, id: &str) -> Option<usize> {
        self.ids.get(id).map(|(index, _)| *index)
    }

    /// Whether exactly one element has the id.
    pub(super) fn is_unique(&self, id: &str) -> bool {
        self.ids.get(id).is_some_and(|(_, only)| *only)
    }

    /// The elements that any of the selectors matches, in document order.
    pub(super) fn select(&self, document: &Html, selectors: &[Selector]) -> Vec<usize> {
        let found: HashSet<NodeId> = selectors
            .iter()
            .flat_map(|selector| document.select(selector))
            .map(|element| element.id())
            .collect();
        (0..self.nodes.len())
            .filter(|&index| found.contains(&self.nodes[index].id))
            .collect()
    }

    /// Keeps an element, and what it stands in, from being taken for furniture.
    pub(super) fn keep(&mut self, index: usize) {
        let mut at = index;
        while !self.nodes[at].kept {
            self.nodes[at].kept = true;
            at = self.nodes[at].parent;
        }
    }

    /// The nodes inside one, without itself.
    pub(super) fn inside(&self, index: usize) -> std::ops::Range<usize> {
        index + 1..self.nodes[index].end
    }

    /// The elements around a node, from the nearest out to `<html>`.
    pub(super) fn around(&self, index: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(index), |&i| (i > 0).then(|| self.nodes[i].parent)).skip(1)
    }

    /// The text inside a node as the source has it, or none when it is longer than `bytes`.
    ///
    /// Elements in each other share their text, which would else be gathered once for each.
    pub(super) fn short_text(&self, index: usize, bytes: usize) -> Option<String> {
        let mut text = String::new();
        for part in self.nodes[index..self.nodes[index].end]
            .iter()
            .filter_map(Node::text)
        {
            if text.len() + part.len() > bytes {
                return None;
            }
            text.push_str(part);
        }
        Some(text)
    }

    /// All the text inside a node, as the source has it.
    pub(super) fn text(&self, index: usize) -> String {
        self.nodes[index..self.nodes[index].end]
            .iter()
            .filter_map(Node::text)
            .collect()
    }
}

impl<'a> Node<'a> {
    pub(super) fn element(&self) -> Option<&'a Element> {
        match self.data {
            Data::Element(element) => Some(element),
            Data::Text(_) => None,
        }
    }

    pub(super) fn text(&self) -> Option<&'a str> {
        match self.data {
            Data::Text(text) => Some(text),
            Data::Element(_) => None,
        }
    }

    /// The element's name in lower case; empty for text.
    pub(super) fn name(&self) -> &'a str {
        self.element().map_or("", Element::name)
    }

    /// The value of an attribute, looked for one by one: elements have few of them, and a
    /// look-up by name would intern the name each time.
    pub(super) fn attr(&self, name: &str) -> Option<&'a str> {
        self.element()?
            .attrs()
            .find(|(key, _)| *key == name)
            .map(|(_, value)| value)
    }

    /// The language that an element declares for its text.
    pub(super) fn lang(&self) -> Option<&'a str> {
        self.attr("lang")
            .filter(|lang| (1..=LANGUAGE_TAG).contains(&lang.len()))
    }
}
