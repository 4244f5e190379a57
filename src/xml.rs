//! Text that goes into XML.

/// Leaves out the characters that XML 1.0 cannot hold (section 2.2).
pub(crate) fn cleaned(text: &str) -> String {
    text.chars().filter(|&c| is_held(c)).collect()
}

/// Writes a text for an element, or for an attribute in double quotes.
pub(crate) fn escaped(text: &str) -> String {
    cleaned(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

fn is_held(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_without_what_xml_cannot_hold() {
        let cases = [
            ("Bo & Eva <1> \"2\" 'å'", "Bo & Eva <1> \"2\" 'å'"),
            ("a\u{0}b\u{8}c\u{b}\td\u{1f}", "abc\td"),
            ("\u{fffe}a\u{ffff}🎉\u{10ffff}", "a🎉\u{10ffff}"),
        ];
        for (text, expected) in cases {
            let document = format!("<a b=\"{0}\">{0}</a>", escaped(text));
            let document = roxmltree::Document::parse(&document).unwrap();
            assert_eq!(document.root_element().text(), Some(expected), "{text:?}");
            // White space in attributes is read as spaces (section 3.3.3).
            let of_attribute = expected.replace('\t', " ");
            let attribute = document.root_element().attribute("b");
            assert_eq!(attribute, Some(&*of_attribute), "{text:?}");
        }
    }
}
