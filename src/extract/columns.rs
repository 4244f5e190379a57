//! The columns that grids set beside the article.

use super::page::{Node, Page};
use super::weigh::Weight;

/// Columns of the grids of Bootstrap, Foundation, 960.gs and those made after them.
const GRID: u32 = 12;

/// The narrowest column that holds an article, and the widest that stands beside one.
const WIDE: u32 = 6;
const NARROW: u32 = 4;

/// The narrow columns beside the column that has the title, or most of the running text.
pub(super) fn beside_article(
    page: &Page<'_>,
    weights: &[Weight],
    heading: Option<usize>,
) -> Vec<usize> {
    let total = weights.first().map_or(0.0, |weight| weight.mass);
    let holds_article = |index: usize| {
        let holds_title = heading.is_some_and(|heading| page.inside(index).contains(&heading));
        holds_title || weights[index].mass > 0.5 * total
    };
    let mut found = Vec::new();
    for index in 1..page.nodes.len() {
        let is_wide = holds_article(index)
            && width(&page.nodes[index]).is_some_and(|width| (WIDE..GRID).contains(&width));
        if !is_wide {
            continue;
        }
        let around = &page.nodes[index].parent;
        let mut sibling = around + 1;
        while sibling < page.nodes[*around].end {
            let node = &page.nodes[sibling];
            let is_narrow = width(node).is_some_and(|width| width <= NARROW);
            if is_narrow && !node.kept && !holds_article(sibling) {
                found.push(sibling);
            }
            sibling = node.end;
        }
    }
    found
}

/// How many of the grid's columns an element takes, by class names such as `col-md-8`.
///
/// Where it takes fewer on wider screens, it is the fewest that tell what stands beside what.
fn width(node: &Node<'_>) -> Option<u32> {
    let class = node.attr("class")?;
    class.split_ascii_whitespace().filter_map(columns).min()
}

fn columns(name: &str) -> Option<u32> {
    let name = name.split('@').next()?;
    let start = name.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (grid, number) = name.split_at(start);
    let mut words = grid.split(['-', '_']);
    let is_grid = words.clone().any(|word| GRIDS.contains(&word));
    let is_width = !words.any(|word| MOVES.contains(&word));
    let number = number.parse().ok()?;
    (is_grid && is_width && (1..=GRID).contains(&number)).then_some(number)
}

/// Words in the names of grids' columns.
const GRIDS: &[&str] = &["col", "column", "grid", "large", "medium", "span"];

/// Words in names that move a column without making it wide.
const MOVES: &[&str] = &[
    "gap", "gutter", "offset", "order", "pull", "push", "row", "start",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_grids_tell_widths() {
        for (name, expected) in [
            ("col-md-8", Some(8)),
            ("col-4", Some(4)),
            ("o-grid-3@md", Some(3)),
            ("grid_9", Some(9)),
            ("span4", Some(4)),
            ("large-8", Some(8)),
            ("col-md-offset-2", None),
            ("column-14", None),
            ("columns", None),
            ("item-3", None),
        ] {
            assert_eq!(columns(name), expected, "{name}");
        }
    }
}
