//! Byte ranges of requests (RFC 9110, section 14).

use std::ops::Range;

/// A range that lies outside the audio.
#[derive(Debug, PartialEq, Eq)]
pub struct Unsatisfiable;

/// Finds the bytes that a Range header asks for, of `size` in all.
///
/// `None` means the whole: for other units, malformed values and several
/// ranges, which a server may ignore (section 14.2).
///
/// # Errors
/// [`Unsatisfiable`] when none of the bytes asked for exists.
pub fn parse(header: &str, size: u64) -> Result<Option<Range<u64>>, Unsatisfiable> {
    let Some((first, last)) = spec(header) else {
        return Ok(None);
    };
    let range = match (first, last) {
        (Some(first), Some(last)) if last < first => return Ok(None),
        (Some(first), last) => first..last.map_or(size, |last| last.saturating_add(1).min(size)),
        (None, Some(suffix)) => size.saturating_sub(suffix)..size,
        (None, None) => return Ok(None),
    };
    if range.is_empty() {
        return Err(Unsatisfiable);
    }
    Ok(Some(range))
}

/// Tells whether the header asks for everything from the first byte on.
pub(super) fn is_from_start(header: &str) -> bool {
    spec(header) == Some((Some(0), None))
}

/// The two numbers of a single range in bytes, each of which may be missing.
fn spec(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (unit, spec) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let (first, last) = spec.trim().split_once('-')?;
    Some((position(first.trim())?, position(last.trim())?))
}

/// Digits as a number; one too great for 64 bits lies beyond any file.
fn position(digits: &str) -> Option<Option<u64>> {
    if digits.is_empty() {
        return Some(None);
    }
    digits
        .bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| Some(digits.parse().unwrap_or(u64::MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_the_bytes_they_ask_for() {
        let cases = [
            ("bytes=0-", Ok(Some(0..1000))),
            ("bytes=0-1", Ok(Some(0..2))),
            ("Bytes = 5-9", Ok(Some(5..10))),
            ("bytes=999-999", Ok(Some(999..1000))),
            ("bytes=900-99999", Ok(Some(900..1000))),
            ("bytes=900-99999999999999999999999", Ok(Some(900..1000))),
            ("bytes=-1", Ok(Some(999..1000))),
            ("bytes=-5000", Ok(Some(0..1000))),
            ("bytes=1000-", Err(Unsatisfiable)),
            ("bytes=99999999999999999999999-", Err(Unsatisfiable)),
            ("bytes=-0", Err(Unsatisfiable)),
            ("bytes=9-5", Ok(None)),
            ("bytes=0-1,5-6", Ok(None)),
            ("bytes=-", Ok(None)),
            ("bytes=a-b", Ok(None)),
            ("bytes=+1-2", Ok(None)),
            ("bytes", Ok(None)),
            ("seconds=0-1", Ok(None)),
            ("", Ok(None)),
        ];
        for (header, expected) in cases {
            assert_eq!(parse(header, 1000), expected, "{header:?}");
        }
        assert_eq!(parse("bytes=0-", 0), Err(Unsatisfiable));
    }

    #[test]
    fn from_the_start_means_nothing_else() {
        let cases = [
            ("bytes=0-", true),
            ("bytes=0-1", false),
            ("bytes=1-", false),
            ("bytes=-0", false),
        ];
        for (header, expected) in cases {
            assert_eq!(is_from_start(header), expected, "{header}");
        }
    }
}
