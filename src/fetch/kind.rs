//! Whether an answer is a web page, by its type and its first bytes.

/// Media types that are read as HTML.
pub(super) const HTML: &[&str] = &["text/html", "application/xhtml+xml"];

/// Media types of RSS, Atom and sitemaps.
pub(super) const LISTINGS: &[&str] = &[
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/xml",
    "text/xml",
];

/// Media types of pictures that a file of sound may carry.
pub(super) const PICTURES: &[&str] = &["image/jpeg", "image/png"];

/// First bytes of files that servers send under HTML's name, by their offset.
///
/// From the WHATWG MIME Sniffing Standard, sections 6 and 7.1.
const SIGNATURES: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "application/pdf"),
    (0, b"%!PS-Adobe-", "application/postscript"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (8, b"WEBPVP", "image/webp"),
    (8, b"WAVE", "audio/wave"),
    (4, b"ftyp", "video/mp4"),
    (0, b"\x1a\x45\xdf\xa3", "video/webm"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS\0", "application/ogg"),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
];

/// Checks that a Content-Type field names one of `kinds`; what has none is judged by its bytes.
///
/// # Errors
/// The media type that is none of them.
pub(super) fn check_declared(content_type: Option<&str>, kinds: &[&str]) -> Result<(), String> {
    let Some(declared) = content_type else {
        return Ok(());
    };
    let essence = declared.split(';').next().unwrap_or_default().trim();
    if kinds.iter().any(|kind| essence.eq_ignore_ascii_case(kind)) {
        return Ok(());
    }
    Err(essence.to_ascii_lowercase())
}

/// Checks the first bytes of a page against those of other files.
///
/// # Errors
/// The media type that the bytes are of.
pub(super) fn check_bytes(bytes: &[u8]) -> Result<(), String> {
    let is_of = |(at, signature, _): &&(usize, &[u8], &str)| {
        bytes
            .get(*at..)
            .is_some_and(|rest| rest.starts_with(signature))
    };
    match SIGNATURES.iter().find(is_of) {
        Some((_, _, kind)) => Err((*kind).to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared() {
        let cases = [
            (None, None),
            (Some("text/html"), None),
            (Some("TEXT/HTML ;charset=utf-8"), None),
            (Some("application/xhtml+xml"), None),
            (Some("application/pdf"), Some("application/pdf")),
            (Some("text/plain; charset=utf-8"), Some("text/plain")),
            (Some("text/htmlx"), Some("text/htmlx")),
            (Some("image/PNG"), Some("image/png")),
            (Some(""), Some("")),
        ];
        for (declared, expected) in cases {
            assert_eq!(
                check_declared(declared, HTML).err().as_deref(),
                expected,
                "{declared:?}"
            );
        }
    }

    #[test]
    fn first_bytes() {
        let cases: [(&[u8], Option<&str>); 8] = [
            (b"", None),
            (b"<!doctype html><p>%PDF-", None),
            (b"PK is a name", None),
            (b"%PDF-1.7\n", Some("application/pdf")),
            (b"\x89PNG\r\n\x1a\n\0\0", Some("image/png")),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Some("image/webp")),
            (b"\0\0\0\x20ftypavif", Some("video/mp4")),
            (b"\x1f\x8b\x08\0", Some("application/gzip")),
        ];
        for (bytes, expected) in cases {
            assert_eq!(check_bytes(bytes).err().as_deref(), expected, "{bytes:?}");
        }
    }
}
