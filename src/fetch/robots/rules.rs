use std::borrow::Cow;

/// What one robots.txt asks of one robot.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rules(Vec<Rule>);

#[derive(Debug, PartialEq, Eq)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// The group that a line belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Other,
    Any,
    Own,
}

impl Rules {
    /// Collects the rules for a robot of this product token (RFC 9309, 2.2.1).
    ///
    /// Groups that name it are joined; where none does, those of `*` hold.
    pub fn of(text: &str, token: &str) -> Self {
        let mut best = Group::Other;
        let mut found: Vec<(Group, Rule)> = Vec::new();
        let (mut group, mut named) = (Group::Other, false);
        let lines = text.trim_start_matches('\u{feff}').split(['\r', '\n']);
        for (key, value) in lines.filter_map(line) {
            let allow = match key.to_ascii_lowercase().as_str() {
                "user-agent" => {
                    let of_line = Group::of(value, token);
                    group = if named { group.max(of_line) } else { of_line };
                    best = best.max(group);
                    named = true;
                    continue;
                }
                "allow" => true,
                "disallow" => false,
                _ => continue,
            };
            named = false;
            if !value.is_empty() {
                let pattern = decoded(value).into_owned();
                found.push((group, Rule { allow, pattern }));
            }
        }
        let of_best = found.into_iter().filter(|(group, _)| *group == best);
        match best {
            Group::Other => Self::default(),
            Group::Any | Group::Own => Self(of_best.map(|(_, rule)| rule).collect()),
        }
    }

    /// Judges a path and its query; the longest rule that fits decides, and of two
    /// the one that allows (RFC 9309, 2.2.2).
    pub fn allow(&self, path: &str) -> bool {
        if path == "/robots.txt" {
            return true;
        }
        let path = decoded(path);
        self.0
            .iter()
            .filter(|rule| fits(&rule.pattern, &path))
            .max_by_key(|rule| (rule.pattern.len(), rule.allow))
            .is_none_or(|rule| rule.allow)
    }
}

impl Group {
    fn of(value: &str, token: &str) -> Self {
        let is_letter = |letter: char| letter.is_ascii_alphabetic() || matches!(letter, '-' | '_');
        let end = value.find(|letter| !is_letter(letter));
        let name = &value[..end.unwrap_or(value.len())];
        if !name.is_empty() && name.eq_ignore_ascii_case(token) {
            Self::Own
        } else if value.starts_with('*') {
            Self::Any
        } else {
            Self::Other
        }
    }
}

/// A line's key and value, without its comment.
fn line(text: &str) -> Option<(&str, &str)> {
    let text = text.split('#').next().unwrap_or_default();
    let (key, value) = text.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// Takes percent-encoded letters for what they stand for, and writes all that is not ASCII
/// encoded, so that the two spellings of a path compare alike (RFC 9309, 2.2.2).
fn decoded(path: &str) -> Cow<'_, str> {
    if path.is_ascii() && !path.contains('%') {
        return Cow::Borrowed(path);
    }
    let bytes = path.as_bytes();
    let mut plain = String::with_capacity(path.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = path.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        let encoded = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let byte = encoded.unwrap_or(bytes[at]);
        let stays = matches!(byte, b'%' | b'/' | b'*' | b'$' | b'?') && encoded.is_some();
        if byte.is_ascii_graphic() && !stays {
            plain.push(char::from(byte));
        } else {
            plain.push_str(&format!("%{byte:02X}"));
        }
        at += if encoded.is_some() { 3 } else { 1 };
    }
    Cow::Owned(plain)
}

/// Tells whether a path begins as the pattern says: `*` stands for anything, a last `$` for
/// the end.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = path.strip_prefix(first) else {
        return false;
    };
    let Some(last) = parts.next_back() else {
        return !to_end || rest.is_empty();
    };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    if to_end {
        return rest.ends_with(last);
    }
    rest.contains(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_and_what_they_allow() {
        let own = "User-agent: *\nDisallow: /\n\nUser-Agent: lyssna/1.0 # we\nAllow: /";
        let shared =
            "user-agent: a\nuser-agent: LYSSNA\ndisallow: /x\n\nuser-agent: b\ndisallow: /y";
        let twice = "user-agent: lyssna\ndisallow: /x\nuser-agent: a\ndisallow: /\n\
            user-agent: lyssna\ndisallow: /y";
        let longest = "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c$";
        let tie = "User-agent: *\nDisallow: /a\nAllow: /a";
        let cases = [
            ("", "/a", true),
            ("Disallow: /", "/a", true),
            ("User-agent: *\nDisallow:", "/a", true),
            ("User-agent: *\nDisallow: /", "/a", false),
            ("User-agent: *\nDisallow: /", "/robots.txt", true),
            ("User-agent: *\rDisallow: /a\r", "/b", true),
            ("\u{feff}User-agent:*\r\nDisallow:/a", "/ab", false),
            ("User-agent: other\nDisallow: /", "/a", true),
            ("User-agent: lyssnare\nDisallow: /", "/a", true),
            (own, "/a", true),
            (shared, "/x", false),
            (shared, "/y", true),
            (twice, "/x", false),
            (twice, "/y", false),
            (twice, "/z", true),
            (longest, "/a/", false),
            (longest, "/a/b/", true),
            (longest, "/a/b/c", false),
            (longest, "/a/b/cd", true),
            (tie, "/a", true),
            ("User-agent: *\nSitemap: /x\nDisallow: /a", "/a", false),
        ];
        for (text, path, expected) in cases {
            let allowed = Rules::of(text, "lyssna").allow(path);
            assert_eq!(allowed, expected, "{text:?} {path}");
        }
    }

    #[test]
    fn patterns() {
        let cases = [
            ("/a", "/a?b", true),
            ("/a*c", "/abbbc/d", true),
            ("/a*c$", "/abcbc", true),
            ("/a*c$", "/abcd", false),
            ("/*.pdf$", "/x/y.pdf", true),
            ("/*.pdf$", "/x/y.pdf?z", false),
            ("*", "/", true),
            ("/a$", "/a", true),
            ("/a$", "/ab", false),
            ("/a*a$", "/a", false),
            ("/*?", "/a?b", true),
            ("/*?", "/a", false),
            ("/å", "/%C3%A5", true),
            ("/%c3%a5", "/%C3%A5", true),
            ("/%7Ejoe", "/~joe", true),
            ("/a%2Fb", "/a/b", false),
            ("/a%2fb", "/a%2Fb", true),
            ("a", "/a", false),
        ];
        for (pattern, path, expected) in cases {
            let text = format!("User-agent: *\nDisallow: {pattern}");
            let allowed = Rules::of(&text, "lyssna").allow(path);
            assert_eq!(!allowed, expected, "{pattern} {path}");
        }
    }
}
