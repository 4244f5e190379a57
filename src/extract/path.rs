//! A CSS selector that finds a block's element again in the same page.

use super::page::Page;

/// Longest id or element name (in bytes) that a path contains.
const NAME: usize = 100;

/// Steps of the longest path.
const STEPS: usize = 64;

/// The selector of a node's element: `#id`, or steps down from the nearest id or from `html`.
///
/// An element that lies deeper, or has a longer name, has the path of one around it, so that
/// the paths of a hostile page stay small.
pub(super) fn selector(page: &Page<'_>, index: usize) -> String {
    let mut way = Vec::new();
    let mut at = index;
    while !is_start(page, at) {
        way.push(at);
        if page.nodes[at].name().len() > NAME {
            way.clear();
        }
        at = page.nodes[at].parent;
    }
    let steps = way.iter().rev().take(STEPS).map(|&step| {
        let node = &page.nodes[step];
        format!("{}:nth-of-type({})", escape(node.name()), node.nth)
    });
    std::iter::once(start(page, at))
        .chain(steps)
        .collect::<Vec<_>>()
        .join(" > ")
}

/// Whether a path can begin at an element: one alone has its name or its id.
fn is_start(page: &Page<'_>, index: usize) -> bool {
    let node = &page.nodes[index];
    own_id(page, index).is_some() || matches!(node.name(), "html" | "body" | "head")
}

fn own_id<'a>(page: &Page<'a>, index: usize) -> Option<&'a str> {
    let id = page.nodes[index].attr("id")?;
    ((1..=NAME).contains(&id.len()) && page.is_unique(id)).then_some(id)
}

fn start(page: &Page<'_>, index: usize) -> String {
    match own_id(page, index) {
        Some(id) => format!("#{}", escape(id)),
        None => page.nodes[index].name().to_owned(),
    }
}

/// Writes a name as a CSS identifier (CSS Object Model, section 2.1).
fn escape(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let lone_dash = name == "-";
    for (place, c) in name.chars().enumerate() {
        let after_dash = place == 1 && name.starts_with('-');
        let bare_digit = c.is_ascii_digit() && (place == 0 || after_dash);
        if c.is_control() || bare_digit {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        } else if c == '-' && lone_dash
            || !(c.is_alphanumeric() || "-_".contains(c) || c as u32 >= 0x80)
        {
            out.push('\\');
            out.push(c);
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_identifiers() {
        for (id, expected) in [
            ("huvud", "huvud"),
            ("12a", "\\31 2a"),
            ("-1", "-\\31 "),
            ("-", "\\-"),
            ("a.b:c", "a\\.b\\:c"),
            ("åäö", "åäö"),
        ] {
            assert_eq!(escape(id), expected);
        }
    }
}
