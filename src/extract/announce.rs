//! Words for what cannot be read out: program code and formulas.

use super::page::Page;
use super::tag::Tag;

/// What is said for a formula.
pub(super) const FORMULA: &str = "formel";

/// Longest formula (in characters) that is read as it stands: a name or a number.
const NAME: usize = 3;

/// What is said for program code, with the number of its lines.
pub(super) fn code(page: &Page<'_>, index: usize) -> String {
    let text = page.text(index);
    match text.lines().filter(|line| !line.trim().is_empty()).count() {
        0 | 1 => "Programkod, en rad".to_owned(),
        lines => format!("Programkod, {lines} rader"),
    }
}

/// Whether preformatted text is program code rather than prose of an old site.
pub(super) fn is_code(page: &Page<'_>, index: usize) -> bool {
    let marked = page.nodes[index].attr("class").is_some_and(|class| {
        class.contains("lang") || class.contains("code") || class.contains("highlight")
    });
    marked || page.inside(index).any(|i| page.nodes[i].name() == "code")
}

/// Whether a formula is a lone name or number, which is read as it stands.
pub(super) fn is_name(page: &Page<'_>, index: usize) -> bool {
    let shown = |&inside: &usize| {
        let node = &page.nodes[inside];
        node.text().is_some() && page.nodes[node.parent].tag != Tag::Never
    };
    let texts = page.inside(index).filter(shown);
    let text: String = texts.filter_map(|i| page.nodes[i].text()).collect();
    let text = text.trim();
    let mut chars = text.chars();
    !text.is_empty() && chars.all(char::is_alphanumeric) && text.chars().count() <= NAME
}

/// Whether a formula stands on a line of its own (MathML Core, section 2.1.3).
pub(super) fn is_displayed(page: &Page<'_>, index: usize) -> bool {
    page.nodes[index].attr("display") == Some("block")
}

/// Whether a picture shows a formula, as where MediaWiki hides the formula itself.
pub(super) fn is_formula_picture(page: &Page<'_>, index: usize) -> bool {
    let class = page.nodes[index].attr("class").unwrap_or_default();
    page.nodes[index].name() == "img" && class.contains("mwe-math-fallback-image")
}
