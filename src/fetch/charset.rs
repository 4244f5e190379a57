//! From the bytes of a page to its text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, REPLACEMENT, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes in which a page must declare its encoding (HTML Standard, 4.2.5.4).
const PRESCAN: usize = 1024;

/// Bytes that are enough to recognise a language by, and few enough to look at.
const SAMPLE: usize = 256 * 1024;

/// The top-level domain whose likely encodings are guessed first: pages are read in Swedish.
const DOMAIN: &[u8] = b"se";

/// Decodes a page, replacing what cannot be read by U+FFFD.
///
/// A byte order mark decides, then the Content-Type field, then a `meta` element, unless the
/// bytes show that it is wrong; where these are silent, the bytes decide. `None` stands for an
/// encoding that the Encoding Standard forbids to decode.
pub(super) fn decode(bytes: &[u8], content_type: Option<&str>) -> Option<String> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or_else(|| {
        let declared = content_type
            .and_then(|field| label(field.as_bytes()))
            .and_then(Encoding::for_label)
            .or_else(|| declared_in_page(bytes))
            .filter(|encoding| fits(encoding, bytes));
        (declared.unwrap_or_else(|| detect(bytes)), 0)
    });
    if encoding == REPLACEMENT {
        return None;
    }
    let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
    Some(text.into_owned())
}

/// Whether the bytes may well be of the encoding that a page declares.
///
/// UTF-8 is declared by servers of pages in anything, windows-1252 by those that have moved to
/// UTF-8 since, and UTF-16 by pages that were saved in something else: its markup has NULs.
fn fits(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_8 {
        false
    } else if encoding == WINDOWS_1252 {
        bytes.is_ascii() || std::str::from_utf8(bytes).is_err()
    } else if [UTF_16BE, UTF_16LE].contains(&encoding) {
        wide(bytes).is_some()
    } else {
        true
    }
}

/// The encoding that the bytes look like.
///
/// By chance, text of another encoding is hardly ever valid UTF-8; a page of UTF-8 with a few
/// broken bytes stays one of UTF-8.
fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some(wide) = wide(bytes) {
        return wide;
    }
    let (mut valid, mut broken, mut first) = (0, 0, None);
    let mut at = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk
            .valid()
            .chars()
            .filter(|char| !char.is_ascii())
            .count();
        broken += usize::from(!chunk.invalid().is_empty());
        at += chunk.valid().len();
        first.get_or_insert(at);
        at += chunk.invalid().len();
    }
    if broken <= valid {
        return UTF_8;
    }
    let strange = &bytes[first.unwrap_or(0)..];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&strange[..strange.len().min(SAMPLE)], true);
    detector.guess(Some(DOMAIN), Utf8Detection::Deny)
}

/// The byte order of UTF-16, by the NULs in the markup at the start of a page.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(PRESCAN) & !1];
    let (mut even, mut odd) = (0, 0);
    for pair in start.chunks_exact(2) {
        even += usize::from(pair[0] == 0);
        odd += usize::from(pair[1] == 0);
    }
    let most = start.len() / 4;
    match (even > most, odd > most) {
        (true, false) if odd == 0 => Some(UTF_16BE),
        (false, true) if even == 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// Finds the encoding in a `meta` element (HTML Standard, 13.2.3.2).
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let mut rest = &bytes[..bytes.len().min(PRESCAN)];
    while let Some(start) = rest.iter().position(|byte| *byte == b'<') {
        rest = &rest[start + 1..];
        if rest.starts_with(b"!--") {
            rest = &rest[find(rest, b"-->")?..];
        } else if starts_meta(rest) {
            let end = find(rest, b">").unwrap_or(rest.len());
            if let Some(encoding) = label(&rest[..end]).and_then(Encoding::for_label) {
                // A page whose meta element can be read as ASCII is not of UTF-16.
                let is_wide = [UTF_16BE, UTF_16LE].contains(&encoding);
                return Some(if is_wide { UTF_8 } else { encoding });
            }
        }
    }
    None
}

fn starts_meta(tag: &[u8]) -> bool {
    let is_meta = tag.len() > 4 && tag[..4].eq_ignore_ascii_case(b"meta");
    is_meta && (tag[4].is_ascii_whitespace() || tag[4] == b'/')
}

/// Finds the value of the first `charset=`, quoted or not.
fn label(text: &[u8]) -> Option<&[u8]> {
    const NAME: &[u8] = b"charset";
    let mut rest = text;
    loop {
        let at = rest
            .windows(NAME.len())
            .position(|window| window.eq_ignore_ascii_case(NAME))?;
        rest = rest[at + NAME.len()..].trim_ascii_start();
        let Some(value) = rest.strip_prefix(b"=") else {
            continue;
        };
        let is_quote = |byte: &u8| matches!(byte, b'"' | b'\'');
        let value = value.trim_ascii_start();
        let value = match value.first() {
            Some(first) if is_quote(first) => &value[1..],
            _ => value,
        };
        let is_end = |byte: &u8| is_quote(byte) || byte.is_ascii_whitespace() || *byte == b';';
        let end = value.iter().position(is_end).unwrap_or(value.len());
        return Some(&value[..end]);
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::decode;

    const LATIN: &str = "text/html; charset=iso-8859-1";

    /// Bytes, their Content-Type, and the text they are read as.
    const CASES: &[(&[u8], Option<&str>, &str)] = &[
        (b"", None, ""),
        ("så".as_bytes(), None, "så"),
        ("så".as_bytes(), Some("text/html; charset=utf-8"), "så"),
        (b"s\xe5", None, "så"),
        (b"\x93s\xe5\x94 \x96 \x80", None, "“så” – €"),
        (b"s\xe5", Some(LATIN), "så"),
        (b"s\xe5", Some("text/html;charset=\"ISO-8859-1\""), "så"),
        (b"s\xe5", Some("text/html; charset = latin1 ; x=y"), "så"),
        (b"s\xe5", Some("text/html; charset=utf-8"), "så"),
        (b"s\xe5", Some("text/html; charset=nonsense"), "så"),
        (b"\xc1", Some("text/html; charset=koi8-r"), "а"),
        // Broken UTF-8 among valid, declared or not.
        (b"r\xc3\xa4ksm\xc3\xb6rg\xc3", None, "räksmörg\u{fffd}"),
        (
            b"r\xc3\xa4k\xff",
            Some("text/html; charset=utf-8"),
            "räk\u{fffd}",
        ),
        // Byte order marks win over all else.
        (b"\xef\xbb\xbfs\xc3\xa5", Some(LATIN), "så"),
        (b"\xff\xfes\0\xe5\0", Some("text/html; charset=utf-8"), "så"),
        (b"\xfe\xff\0s\0\xe5", None, "så"),
        (b"s\0\xe5\0", Some("text/html; charset=utf-16le"), "så"),
        // UTF-16 without a mark, declared or not, and declared where it is not.
        (b"<\0p\0>\0\xe5\0", None, "<p>å"),
        (b"\0<\0p\0>\0\xe5", Some("text/html; charset=utf-8"), "<p>å"),
        (b"<p>\xe5", Some("text/html; charset=utf-16"), "<p>å"),
        (b"<p>\0\0\0\0", None, "<p>\0\0\0\0"),
        (b"\0", None, "\0"),
        // Declared as what it is not.
        ("så".as_bytes(), Some(LATIN), "så"),
        (
            "<meta charset=windows-1252>så".as_bytes(),
            None,
            "<meta charset=windows-1252>så",
        ),
        // Other languages, undeclared.
        (
            b"\xcf\xf0\xe8\xe2\xe5\xf2, \xec\xe8\xf0! \xca\xe0\xea \xe4\xe5\xeb\xe0?",
            None,
            "Привет, мир! Как дела?",
        ),
        (b"Gr\xfc\xdfe aus K\xf6ln", None, "Grüße aus Köln"),
        (
            b"\xc5land, \xd6land och H\xe4lsingland",
            None,
            "Åland, Öland och Hälsingland",
        ),
        // What the page says of itself.
        (b"<meta charset=koi8-r>\xc1", None, "<meta charset=koi8-r>а"),
        (
            b"<META Charset='KOI8-R'>\xc1",
            None,
            "<META Charset='KOI8-R'>а",
        ),
        (
            b"<meta http-equiv=content-type content=\"text/html; charset=koi8-r\">\xc1",
            None,
            "<meta http-equiv=content-type content=\"text/html; charset=koi8-r\">а",
        ),
        (
            b"<meta charset=koi8-r>s\xe5",
            Some(LATIN),
            "<meta charset=koi8-r>så",
        ),
        (
            b"<!-- <meta charset=koi8-r> -->\xe5",
            None,
            "<!-- <meta charset=koi8-r> -->å",
        ),
        (
            b"<metadata charset=koi8-r>\xe5",
            None,
            "<metadata charset=koi8-r>å",
        ),
        (
            b"<meta charset=utf-16>\xc3\xa5",
            None,
            "<meta charset=utf-16>å",
        ),
        (
            b"<meta name=charset><meta charset=koi8-r>\xc1",
            None,
            "<meta name=charset><meta charset=koi8-r>а",
        ),
        (b"<!-- \xe5", None, "<!-- å"),
        (b"<meta", None, "<meta"),
        (b"<meta charset=", None, "<meta charset="),
    ];

    #[test]
    fn pages() {
        for (bytes, content_type, expected) in CASES {
            let text = decode(bytes, *content_type);
            assert_eq!(text.as_deref(), Some(*expected), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn a_page_declares_its_encoding_in_time() {
        let page = |spaces: usize| {
            let start = " ".repeat(spaces);
            decode(format!("{start}<meta charset=koi8-r>å").as_bytes(), None)
        };
        assert!(page(1_003).unwrap().ends_with("ц╔"));
        assert!(page(1_024).unwrap().ends_with("å"));
    }

    #[test]
    fn forbidden_encodings() {
        assert_eq!(decode(b"hej", Some("text/html; charset=iso-2022-kr")), None);
        assert_eq!(decode(b"<meta charset=hz-gb-2312>", None), None);
    }
}
