//! Turns the simple XPaths that pages use into CSS selectors.

/// A CSS selector for the same elements; none for what CSS has no words for.
///
/// Read are paths of element names and `*`, with predicates that are a place (`div[2]`) or
/// an attribute's value (`p[@id='lead']`), as in XPath 1.0, section 2.5.
pub(super) fn to_css(path: &str) -> Option<String> {
    let mut css = String::new();
    let mut rest = path.trim();
    while !rest.is_empty() {
        let (joint, after) = match rest.strip_prefix("//") {
            Some(after) => (" ", after),
            None => (" > ", rest.strip_prefix('/')?),
        };
        if !css.is_empty() {
            css.push_str(joint);
        }
        let end = step_end(after)?;
        css.push_str(&step(&after[..end])?);
        rest = &after[end..];
    }
    (!css.is_empty()).then_some(css)
}

/// The bytes of the first step; a slash in a predicate's value does not end it.
fn step_end(path: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in path.char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if matches!(c, '\'' | '"') => quote = Some(c),
            None if c == '/' => return Some(at),
            None => {}
        }
    }
    quote.is_none().then_some(path.len())
}

fn step(step: &str) -> Option<String> {
    let (name, predicates) = step.split_at(step.find('[').unwrap_or(step.len()));
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !plain && name != "*" {
        return None;
    }
    let mut css = if name == "*" && !predicates.is_empty() {
        String::new()
    } else {
        name.to_owned()
    };
    let mut rest = predicates;
    while let Some(inner) = rest.strip_prefix('[') {
        let (predicate, after) = inner.split_once(']')?;
        if let Some(attribute) = predicate.strip_prefix('@') {
            css.push_str(&format!("[{attribute}]"));
        } else {
            let place: u32 = predicate.parse().ok()?;
            let among = if name == "*" { "child" } else { "of-type" };
            css.push_str(&format!(":nth-{among}({place})"));
        }
        rest = after;
    }
    rest.is_empty().then_some(css)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn simple_paths_have_selectors() {
        for (path, css) in [
            ("/html/head/title", Some("html > head > title")),
            ("//*[@id='ingress']", Some("[id='ingress']")),
            (
                "/html/body/div[2]//p[@class=\"a/b\"]",
                Some("html > body > div:nth-of-type(2) p[class=\"a/b\"]"),
            ),
            ("//p[contains(@class, 'x')]", None),
            ("//p/text()", None),
            ("p", None),
            ("", None),
        ] {
            assert_eq!(to_css(path).as_deref(), css, "{path}");
        }
    }
}
