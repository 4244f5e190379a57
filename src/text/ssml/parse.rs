use roxmltree::{Document, Node, ParsingOptions};

use super::{
    Break, DEEPEST, LONGEST_BREAK, MOST_BYTES, MOST_NODES, RATES, Speech, SsmlFault, say_as,
};
use crate::text::lexicon::sounds;
use crate::text::xml::{self, XML_NAMESPACE};
use crate::text::{Alphabet, Language, Span, Transcribe, Word, plain_words};

/// Section 2 of the recommendation: the elements live here.
const NAMESPACE: &str = "http://www.w3.org/2001/10/synthesis";

pub(super) type Fault = (usize, SsmlFault);

pub(super) fn parse(text: &str, transcribe: Transcribe<'_>) -> Result<Speech, Fault> {
    if text.len() > MOST_BYTES {
        return Err((0, SsmlFault::TooLong { limit: MOST_BYTES }));
    }
    let options = ParsingOptions {
        nodes_limit: MOST_NODES,
        ..ParsingOptions::default()
    };
    let document = Document::parse_with_options(text, options)
        .map_err(|error| (xml::byte(text, error.pos()), SsmlFault::Xml(error)))?;
    let root = document.root_element();
    if name(root)? != "speak" {
        return Err(unsupported(root));
    }
    let mut writer = Writer {
        speech: Speech::default(),
        given: false,
        transcribe,
    };
    writer.element(root, 0)?;
    Ok(writer.speech)
}

/// The name of an element, which must be one of SSML's.
fn name<'a>(node: Node<'a, '_>) -> Result<&'a str, Fault> {
    match node.tag_name().namespace() {
        None | Some(NAMESPACE) => Ok(node.tag_name().name()),
        Some(_) => Err(unsupported(node)),
    }
}

fn unsupported(node: Node<'_, '_>) -> Fault {
    let name = node.tag_name().name().to_owned();
    (node.range().start, SsmlFault::Element(name))
}

fn attribute<'a>(node: Node<'a, '_>, attribute: &'static str) -> Result<&'a str, Fault> {
    let missing = || SsmlFault::Missing {
        element: node.tag_name().name().to_owned(),
        attribute,
    };
    node.attribute(attribute)
        .ok_or_else(|| (node.range().start, missing()))
}

fn bad_value(node: Node<'_, '_>, attribute: &'static str, value: &str) -> Fault {
    let value = value.to_owned();
    (node.range().start, SsmlFault::Value { attribute, value })
}

struct Writer<'a> {
    speech: Speech,
    /// What was written last has words of its own, and stands apart from what follows.
    given: bool,
    transcribe: Transcribe<'a>,
}

impl Writer<'_> {
    fn element(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Fault> {
        if depth == DEEPEST {
            return Err((node.range().start, SsmlFault::TooDeep { limit: DEEPEST }));
        }
        let start = self.speech.text.len();
        match name(node)? {
            "speak" if depth == 0 => self.inside(node, depth)?,
            "p" | "s" => {
                self.part();
                self.inside(node, depth)?;
                self.part();
            }
            "prosody" => self.prosody(node, depth)?,
            "emphasis" | "lang" => self.inside(node, depth)?,
            "break" => self.pause(node)?,
            "sub" => {
                let alias = attribute(node, "alias")?;
                self.give(node, |_| Ok(plain_words(alias)))?;
            }
            "say-as" => {
                let kind = attribute(node, "interpret-as")?;
                let format = node.attribute("format");
                self.give(node, |text| say_as::words(text, kind, format))?;
            }
            "phoneme" => self.phoneme(node)?,
            "mark" | "meta" | "metadata" => {}
            _ => return Err(unsupported(node)),
        }
        let language = node.attribute((XML_NAMESPACE, "lang"));
        if let Some(tag) = language.filter(|_| depth > 0) {
            self.speech.spans.push(Span {
                source: start..self.speech.text.len(),
                language: Language::of_tag(tag),
            });
        }
        if depth == 0 {
            self.sort();
        }
        Ok(())
    }

    /// Outer stretches are written after those inside them; they are read the other way.
    fn sort(&mut self) {
        let speech = &mut self.speech;
        let order = |range: &std::ops::Range<usize>| (range.start, std::cmp::Reverse(range.end));
        speech.spans.reverse();
        speech.spans.sort_by_key(|span| order(&span.source));
        speech.rates.reverse();
        speech.rates.sort_by_key(|(range, _)| order(range));
    }

    fn inside(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Fault> {
        for child in node.children() {
            if child.is_element() {
                self.element(child, depth + 1)?;
            } else if let Some(text) = child.text().filter(|_| child.is_text()) {
                self.write(text);
            }
        }
        Ok(())
    }

    /// Writes text with its white space collapsed, which means nothing in markup.
    fn write(&mut self, text: &str) {
        if std::mem::take(&mut self.given) && text.starts_with(char::is_alphanumeric) {
            self.apart();
        }
        let out = &mut self.speech.text;
        for piece in text.split_inclusive(char::is_whitespace) {
            let word = piece.trim_end();
            out.push_str(word);
            if word.len() < piece.len() && !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        }
    }

    /// Begins a sentence of its own.
    fn part(&mut self) {
        let out = &mut self.speech.text;
        out.truncate(out.trim_end_matches(' ').len());
        if !out.is_empty() && !out.ends_with('\n') {
            out.push_str("\n\n");
        }
    }

    /// Writes an element's text, for which words are given.
    fn give(
        &mut self,
        node: Node<'_, '_>,
        words: impl FnOnce(&str) -> Result<Vec<Word>, SsmlFault>,
    ) -> Result<(), Fault> {
        if let Some(child) = node.children().find(Node::is_element) {
            return Err(unsupported(child));
        }
        let at = node.range().start;
        let text: String = node.children().filter_map(|child| child.text()).collect();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let empty = || (at, SsmlFault::Empty(node.tag_name().name().to_owned()));
        if !text.contains(char::is_alphanumeric) {
            return Err(empty());
        }
        let words = words(&text).map_err(|fault| (at, fault))?;
        if words.is_empty() {
            return Err(empty());
        }
        self.apart();
        let start = self.speech.text.len();
        self.speech.text.push_str(&text);
        self.speech.given.push((start..start + text.len(), words));
        self.given = true;
        Ok(())
    }

    /// Given words stand apart from what is written before and after them.
    fn apart(&mut self) {
        if self.speech.text.ends_with(|c: char| !c.is_whitespace()) {
            self.speech.text.push(' ');
        }
    }

    fn phoneme(&mut self, node: Node<'_, '_>) -> Result<(), Fault> {
        let name = node.attribute("alphabet").unwrap_or("ipa");
        let alphabet =
            Alphabet::from_name(name).ok_or_else(|| bad_value(node, "alphabet", name))?;
        let (phones, transcribe) = (attribute(node, "ph")?, self.transcribe);
        let fault = |source| SsmlFault::Phones {
            phones: phones.to_owned(),
            source,
        };
        self.give(node, |text| {
            sounds(text, alphabet, phones, transcribe).map_err(fault)
        })
    }

    fn pause(&mut self, node: Node<'_, '_>) -> Result<(), Fault> {
        let seconds = match (node.attribute("time"), node.attribute("strength")) {
            (Some(time), _) => seconds(time).ok_or_else(|| bad_value(node, "time", time))?,
            (None, Some(strength)) => {
                strength_seconds(strength).ok_or_else(|| bad_value(node, "strength", strength))?
            }
            (None, None) => MEDIUM,
        };
        self.speech.breaks.push(Break {
            at: self.speech.text.len(),
            seconds,
        });
        Ok(())
    }

    fn prosody(&mut self, node: Node<'_, '_>, depth: usize) -> Result<(), Fault> {
        let start = self.speech.text.len();
        self.inside(node, depth)?;
        if let Some(value) = node.attribute("rate") {
            let rate = rate(value).ok_or_else(|| bad_value(node, "rate", value))?;
            self.speech
                .rates
                .push((start..self.speech.text.len(), rate));
        }
        Ok(())
    }
}

/// Seconds of a pause that is as long as the one at a clause.
const MEDIUM: f32 = 0.3;

/// Section 3.2.3 names the strengths and leaves their lengths to the voice.
fn strength_seconds(strength: &str) -> Option<f32> {
    Some(match strength {
        "none" => 0.0,
        "x-weak" => 0.08,
        "weak" => 0.15,
        "medium" => MEDIUM,
        "strong" => 0.6,
        "x-strong" => 1.0,
        _ => return None,
    })
}

/// Reads a time of CSS: `250ms`, `1.5s`.
fn seconds(time: &str) -> Option<f32> {
    let seconds = match time.strip_suffix("ms") {
        Some(thousandths) => number(thousandths)? / 1000.0,
        None => number(time.strip_suffix('s')?)?,
    };
    (0.0..=LONGEST_BREAK).contains(&seconds).then_some(seconds)
}

/// Reads a rate: a percentage of the usual one, or a name (section 3.2.4).
fn rate(value: &str) -> Option<f32> {
    let rate = match value {
        "x-slow" => 0.6,
        "slow" => 0.8,
        "medium" | "default" => 1.0,
        "fast" => 1.25,
        "x-fast" => 1.6,
        _ => number(value.strip_suffix('%')?)? / 100.0,
    };
    RATES.contains(&rate).then_some(rate)
}

/// A decimal number without a sign, as CSS writes it.
fn number(text: &str) -> Option<f32> {
    let plain = |c: char| c.is_ascii_digit() || c == '.';
    text.parse().ok().filter(|_| text.chars().all(plain))
}
