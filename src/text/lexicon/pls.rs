//! The W3C's Pronunciation Lexicon Specification 1.0 (2008).

use roxmltree::{Document, Node, ParsingOptions};

use super::LexiconFault;
use super::entry::{Entry, Spoken};
use crate::text::Alphabet;
use crate::text::xml::{self, XML_NAMESPACE};

/// Section 4.1: the elements of a lexicon live here.
const NAMESPACE: &str = "http://www.w3.org/2005/01/pronunciation-lexicon";

/// Elements, attributes and texts that are read.
const MOST_NODES: u32 = 1_000_000;

type Fault = (usize, LexiconFault);

/// The entries of a file, or the byte of a fault.
///
/// A document type is refused, so no entity stands for anything but itself.
pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Fault> {
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| (xml::byte(text, error.pos()), LexiconFault::Xml(error)))?;
    let root = document.root_element();
    check_root(root)?;
    let mut entries = Vec::new();
    for child in elements(root) {
        match name(child)? {
            "lexeme" => lexeme(child, alphabet(root)?, &mut entries)?,
            "meta" | "metadata" => {}
            _ => return Err(misplaced(child)),
        }
    }
    Ok(entries)
}

fn check_root(root: Node<'_, '_>) -> Result<(), Fault> {
    let at = root.range().start;
    if name(root)? != "lexicon" {
        return Err(misplaced(root));
    }
    if root.attribute("version") != Some("1.0") {
        return Err((at, LexiconFault::Version));
    }
    match root.attribute((XML_NAMESPACE, "lang")) {
        Some(language) if !is_swedish(language) => {
            Err((at, LexiconFault::Language(language.to_owned())))
        }
        _ => Ok(()),
    }
}

fn is_swedish(language: &str) -> bool {
    let primary = language.split('-').next().unwrap_or_default();
    primary.eq_ignore_ascii_case("sv")
}

/// The alphabet that an element names, or its own where it names none.
fn alphabet(node: Node<'_, '_>) -> Result<Alphabet, Fault> {
    let name = node.attribute("alphabet").unwrap_or("ipa");
    let unknown = || {
        let at = node.range().start;
        (at, LexiconFault::Alphabet(name.to_owned()))
    };
    Alphabet::from_name(name).ok_or_else(unknown)
}

/// One entry for each grapheme, with the preferred or the first of its sayings (section 4.9).
fn lexeme(lexeme: Node<'_, '_>, usual: Alphabet, entries: &mut Vec<Entry>) -> Result<(), Fault> {
    let at = lexeme.range().start;
    if lexeme.has_attribute("role") {
        return Err((at, LexiconFault::Role));
    }
    let (mut graphemes, mut sayings) = (Vec::new(), Vec::new());
    for child in elements(lexeme) {
        match name(child)? {
            "grapheme" => graphemes.push(child),
            "phoneme" | "alias" => sayings.push(child),
            "example" => {}
            _ => return Err(misplaced(child)),
        }
    }
    let preferred = |node: &&Node<'_, '_>| node.attribute("prefer") == Some("true");
    let saying = sayings.iter().find(preferred).or(sayings.first());
    let saying = *saying.ok_or((at, LexiconFault::NotOneSaying))?;
    if graphemes.is_empty() {
        return Err((at, LexiconFault::NoWord));
    }
    for grapheme in graphemes {
        let text = content(saying)?;
        let spoken = match (saying.tag_name().name(), saying.has_attribute("alphabet")) {
            ("alias", _) => Spoken::As(text),
            (_, true) => Spoken::Phones(alphabet(saying)?, text),
            (_, false) => Spoken::Phones(usual, text),
        };
        entries.push(Entry {
            at: grapheme.range().start,
            phrase: content(grapheme)?,
            case: true,
            genitive: false,
            spoken,
        });
    }
    Ok(())
}

fn elements<'a, 'input>(
    node: Node<'a, 'input>,
) -> impl Iterator<Item = Node<'a, 'input>> + use<'a, 'input> {
    node.children().filter(Node::is_element)
}

/// An element's name, which the specification must know.
fn name<'a>(node: Node<'a, '_>) -> Result<&'a str, Fault> {
    match node.tag_name().namespace() {
        None | Some(NAMESPACE) => Ok(node.tag_name().name()),
        Some(_) => Err(misplaced(node)),
    }
}

fn misplaced(node: Node<'_, '_>) -> Fault {
    let name = node.tag_name().name().to_owned();
    (node.range().start, LexiconFault::Element(name))
}

/// The text of an element that holds nothing else.
fn content(node: Node<'_, '_>) -> Result<String, Fault> {
    if let Some(child) = elements(node).next() {
        return Err(misplaced(child));
    }
    let texts = node
        .children()
        .filter_map(|child| child.text().filter(|_| child.is_text()));
    Ok(texts.collect::<String>().trim().to_owned())
}
