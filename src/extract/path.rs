//! A CSS selector that finds a block's element again in the same page.

use super::page::Page;

/// The selector of a node's element: `#id`, or steps down from the nearest id or from `html`.
pub(super) fn selector(page: &Page<'_>, index: usize) -> String {
    let mut steps = Vec::new();
    let mut at = index;
    loop {
        let node = &page.nodes[at];
        match node.attr("id") {
            Some(id) if !id.is_empty() && page.is_unique(id) => {
                steps.push(format!("#{}", escape(id)));
                break;
            }
            _ if matches!(node.name(), "html" | "body" | "head") => {
                steps.push(node.name().to_owned());
                break;
            }
            _ => steps.push(format!("{}:nth-of-type({})", escape(node.name()), node.nth)),
        }
        at = node.parent;
    }
    steps.reverse();
    steps.join(" > ")
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
