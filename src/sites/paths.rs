//! Patterns of the paths that a site lets be read.

use url::Url;

/// A path, or a path with stars in it.
///
/// Without a star it stands for itself and all that lies below it. `*` stands for any part of
/// one segment, `**` for any run of segments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(String);

/// Why a text is no pattern.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum PatternError {
    #[error("{0:?} must begin with /")]
    NoSlash(String),
    #[error("{0:?} has more than {MAX_STARS} stars")]
    Stars(String),
}

/// Each star may double the work of a comparison.
const MAX_STARS: usize = 8;

impl Pattern {
    pub(super) fn new(text: &str) -> Result<Self, PatternError> {
        if !text.starts_with('/') {
            return Err(PatternError::NoSlash(text.to_owned()));
        }
        if text.bytes().filter(|byte| *byte == b'*').count() > MAX_STARS {
            return Err(PatternError::Stars(text.to_owned()));
        }
        Ok(Self(encoded(text)))
    }

    /// Compares with a path as a URL holds it, percent-encoded.
    ///
    /// A path with an encoded slash fits no pattern: some servers take it for a slash, and the
    /// path for another one.
    pub(super) fn fits(&self, path: &str) -> bool {
        let lower = path.to_ascii_lowercase();
        if lower.contains("%2f") || lower.contains("%5c") {
            return false;
        }
        if self.0.contains('*') {
            return fits(self.0.as_bytes(), path.as_bytes());
        }
        let folder = self.0.trim_end_matches('/');
        path == self.0
            || path
                .strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Writes a path as URLs do: `/övrigt` is `/%C3%B6vrigt`.
fn encoded(path: &str) -> String {
    let mut url = Url::parse("http://a/").expect("an address");
    url.set_path(path);
    url.path().to_owned()
}

fn fits(pattern: &[u8], path: &[u8]) -> bool {
    match pattern {
        [] => path.is_empty(),
        [b'*', b'*', rest @ ..] => (0..=path.len()).any(|at| fits(rest, &path[at..])),
        [b'*', rest @ ..] => {
            let segment = path.iter().position(|byte| *byte == b'/');
            let end = segment.unwrap_or(path.len());
            (0..=end).any(|at| fits(rest, &path[at..]))
        }
        [byte, rest @ ..] => path
            .split_first()
            .is_some_and(|(first, path)| first == byte && fits(rest, path)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_and_patterns() {
        let cases = [
            ("/", "/", true),
            ("/", "/nyheter/a", true),
            ("/nyheter", "/nyheter", true),
            ("/nyheter", "/nyheter/", true),
            ("/nyheter", "/nyheter/2026/bro", true),
            ("/nyheter", "/nyheterna", false),
            ("/nyheter/", "/nyheter", false),
            ("/nyheter/", "/nyheter/a", true),
            ("/nyheter", "/intern/nyheter", false),
            ("/nyheter", "/nyheter%2f..%2fintern", false),
            ("/nyheter", "/nyheter/..%5Cintern", false),
            ("/*/artikel", "/sport/artikel", true),
            ("/*/artikel", "/sport/hockey/artikel", false),
            ("/**/artikel", "/sport/hockey/artikel", true),
            ("/**/artikel", "/sport/artiklar", false),
            ("/artikel-*.html", "/artikel-7.html", true),
            ("/artikel-*.html", "/artikel-7/8.html", false),
            ("/**", "/a/b", true),
            ("/a*", "/b", false),
            ("/övrigt", "/%C3%B6vrigt/a", true),
            ("/%C3%B6vrigt", "/%C3%B6vrigt", true),
            ("/två ord*", "/tv%C3%A5%20ord-3", true),
        ];
        for (pattern, path, expected) in cases {
            let fits = Pattern::new(pattern).unwrap().fits(path);
            assert_eq!(fits, expected, "{pattern} {path}");
        }
    }

    #[test]
    fn texts_that_are_no_pattern() {
        let stars = "/*".repeat(9);
        assert_eq!(
            Pattern::new("nyheter"),
            Err(PatternError::NoSlash("nyheter".to_owned()))
        );
        assert_eq!(Pattern::new(&stars), Err(PatternError::Stars(stars)));
    }
}
