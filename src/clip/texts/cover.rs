//! The picture that a file carries in its tag.

use bytes::Bytes;

/// First bytes of the pictures that podcast apps show (WHATWG MIME Sniffing, section 6.1).
const KINDS: [(&[u8], &str); 2] = [
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
];

/// A JPEG or PNG picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cover {
    bytes: Bytes,
    kind: &'static str,
    id: String,
}

impl Cover {
    /// The most bytes of a picture, which every file repeats (Apple Podcasts, "Artwork requirements").
    pub const MAX_BYTES: usize = 512 << 10;

    /// Takes a picture by its first bytes; `None` for a file of another kind.
    pub fn new(bytes: Bytes) -> Option<Self> {
        let (_, kind) = KINDS.iter().find(|(start, _)| bytes.starts_with(start))?;
        let id = blake3::hash(&bytes).to_hex()[..32].to_owned();
        Some(Self { bytes, kind, id })
    }

    /// Returns the file.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// Returns the media type.
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// Returns a name that tells this picture from all others.
    pub fn id(&self) -> &str {
        &self.id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pictures_are_covers() {
        let cases: [(&[u8], Option<&str>); 5] = [
            (b"\x89PNG\r\n\x1a\n\0", Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", None),
            (b"<!DOCTYPE html>", None),
            (b"", None),
        ];
        for (bytes, kind) in cases {
            let cover = Cover::new(Bytes::from_static(bytes));
            assert_eq!(cover.map(|cover| cover.kind()), kind, "{bytes:?}");
        }
    }
}
