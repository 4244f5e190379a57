//! Reads the lists of words and phrases that are kept as text files beside the code.

/// The entries of a list with the section each stands in; `#` begins a comment line.
pub(super) fn entries<'t>(
    text: &'t str,
    separator: &'t str,
) -> impl Iterator<Item = (&'t str, &'t str)> {
    let mut section = "";
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .filter_map(move |line| match heading(line) {
            Some(name) => {
                section = name;
                None
            }
            None => Some((section, line)),
        })
        .flat_map(move |(section, line)| line.split(separator).map(move |entry| (section, entry)))
}

fn heading(line: &str) -> Option<&str> {
    line.strip_prefix('[')?.strip_suffix(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_know_their_section() {
        let list = "# A comment\n[one]\na b\nc\n\n[two]\nd\n";
        let found: Vec<_> = entries(list, " ").collect();
        assert_eq!(
            found,
            [("one", "a"), ("one", "b"), ("one", "c"), ("two", "d")]
        );
    }
}
