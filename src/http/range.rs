//! Byte ranges of requests (RFC 9110, section 14).

use std::ops::Range;

/// Ranges that all lie outside the audio.
#[derive(Debug, PartialEq, Eq)]
pub struct Unsatisfiable;

/// Ranges of one request; a header with more is ignored, as one that does harm (section 14.2).
const MOST: usize = 16;

/// Bytes between two ranges that cost less than the head of a part between them.
const GAP: u64 = 80;

/// Finds the bytes that a Range header asks for, of `size` in all.
///
/// They are in the order of the request, but where two overlap or nearly touch, all are joined
/// and in the order of the bytes (section 15.3.7.2). None means the whole: for other units,
/// malformed values and too many ranges, which a server may ignore (section 14.2).
///
/// # Errors
/// [`Unsatisfiable`] when none of the bytes asked for exists.
pub fn parse(header: &str, size: u64) -> Result<Vec<Range<u64>>, Unsatisfiable> {
    let Some(specs) = specs(header) else {
        return Ok(Vec::new());
    };
    let ranges = specs.iter().map(|spec| match *spec {
        Spec::From(first) => first..size,
        Spec::Between(first, last) => first..last.saturating_add(1).min(size),
        Spec::Last(suffix) => size.saturating_sub(suffix)..size,
    });
    let ranges: Vec<_> = ranges.filter(|range| !range.is_empty()).collect();
    if ranges.is_empty() {
        return Err(Unsatisfiable);
    }
    Ok(joined(ranges))
}

/// Tells whether the header asks for everything from the first byte on.
pub(super) fn is_from_start(header: &str) -> bool {
    specs(header).is_some_and(|specs| specs == [Spec::From(0)])
}

/// One range as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spec {
    From(u64),
    Between(u64, u64),
    /// So many bytes before the end.
    Last(u64),
}

/// All ranges in bytes of a header; empty members of a list are allowed (section 5.6.1).
fn specs(header: &str) -> Option<Vec<Spec>> {
    let (unit, set) = header.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let members = set
        .split(',')
        .map(str::trim)
        .filter(|text| !text.is_empty());
    let specs: Vec<_> = members.take(MOST + 1).map(spec).collect::<Option<_>>()?;
    (1..=MOST).contains(&specs.len()).then_some(specs)
}

fn spec(text: &str) -> Option<Spec> {
    let (first, last) = text.split_once('-')?;
    match (position(first.trim())?, position(last.trim())?) {
        (Some(first), Some(last)) => (first <= last).then_some(Spec::Between(first, last)),
        (Some(first), None) => Some(Spec::From(first)),
        (None, Some(suffix)) => Some(Spec::Last(suffix)),
        (None, None) => None,
    }
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

/// Joins ranges, if two of them overlap or nearly touch.
fn joined(ranges: Vec<Range<u64>>) -> Vec<Range<u64>> {
    let mut sorted = ranges.clone();
    sorted.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<u64>> = Vec::with_capacity(sorted.len());
    for range in sorted {
        match joined.last_mut() {
            Some(last) if range.start <= last.end.saturating_add(GAP) => {
                last.end = last.end.max(range.end);
            }
            _ => joined.push(range),
        }
    }
    if joined.len() < ranges.len() {
        joined
    } else {
        ranges
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_and_the_bytes_they_ask_for() {
        let cases: [(&str, &[(u64, u64)]); 29] = [
            ("bytes=0-", &[(0, 1000)]),
            ("bytes=0-1", &[(0, 2)]),
            ("Bytes = 5-9", &[(5, 10)]),
            ("bytes=999-999", &[(999, 1000)]),
            ("bytes=900-99999", &[(900, 1000)]),
            ("bytes=900-99999999999999999999999", &[(900, 1000)]),
            ("bytes=-1", &[(999, 1000)]),
            ("bytes=-5000", &[(0, 1000)]),
            ("bytes=0-1,500-501", &[(0, 2), (500, 502)]),
            ("bytes=500-501 , 0-1", &[(500, 502), (0, 2)]),
            ("bytes=,0-1,,-10,", &[(0, 2), (990, 1000)]),
            ("bytes=0-1,5-6", &[(0, 7)]),
            ("bytes=0-99,50-149", &[(0, 150)]),
            ("bytes=0-,-1", &[(0, 1000)]),
            ("bytes=500-600,0-1,550-700", &[(0, 2), (500, 701)]),
            ("bytes=0-1,1000-", &[(0, 2)]),
            ("bytes=-0,200-201", &[(200, 202)]),
            ("bytes=9-5", &[]),
            ("bytes=0-1,9-5", &[]),
            ("bytes=0-1,x", &[]),
            ("bytes=-", &[]),
            ("bytes=,", &[]),
            ("bytes=", &[]),
            ("bytes=a-b", &[]),
            ("bytes=+1-2", &[]),
            ("bytes=1-2-3", &[]),
            ("bytes", &[]),
            ("seconds=0-1", &[]),
            ("", &[]),
        ];
        for (header, expected) in cases {
            let ranges = parse(header, 1000).unwrap();
            let found: Vec<_> = ranges
                .iter()
                .map(|range| (range.start, range.end))
                .collect();
            assert_eq!(found, expected, "{header:?}");
        }
        for header in [
            "bytes=1000-",
            "bytes=99999999999999999999999-",
            "bytes=-0",
            "bytes=1000-,2000-3000,-0",
        ] {
            assert_eq!(parse(header, 1000), Err(Unsatisfiable), "{header}");
        }
        assert_eq!(parse("bytes=0-", 0), Err(Unsatisfiable));
    }

    #[test]
    fn too_many_ranges_mean_the_whole() {
        let header = |number: u64| {
            let ranges: Vec<_> = (0..number).map(|n| format!("{0}-{0}", n * 100)).collect();
            format!("bytes={}", ranges.join(","))
        };
        assert_eq!(parse(&header(16), 10_000).unwrap().len(), 16);
        assert_eq!(parse(&header(17), 10_000), Ok(Vec::new()));
        assert_eq!(parse(&header(100_000), u64::MAX), Ok(Vec::new()));
    }

    #[test]
    fn from_the_start_means_nothing_else() {
        let cases = [
            ("bytes=0-", true),
            ("bytes=0-1", false),
            ("bytes=1-", false),
            ("bytes=-0", false),
            ("bytes=0-,0-", false),
        ];
        for (header, expected) in cases {
            assert_eq!(is_from_start(header), expected, "{header}");
        }
    }
}
