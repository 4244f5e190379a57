//! Collecting a page's bytes: decompressed, and never more than the limit.

use std::io::{self, ErrorKind, Write};

use brotli_decompressor::DecompressorWriter;
use flate2::write::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// Decompressed bytes that a decoder may hold before it passes them on.
const BUFFER: usize = 4096;

/// How a page's bytes are compressed (RFC 9110, 8.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Coding {
    Identity,
    Gzip,
    Deflate,
    Brotli,
}

/// The codings that are asked for.
pub(super) const ACCEPTED: &str = "gzip, br, deflate";

impl Coding {
    /// Reads a Content-Encoding field; `None` is a coding that was not asked for.
    pub(super) fn from_field(field: Option<&str>) -> Option<Self> {
        let coding = field.unwrap_or_default().trim().to_ascii_lowercase();
        match coding.as_str() {
            "" | "identity" => Some(Self::Identity),
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "deflate" => Some(Self::Deflate),
            "br" => Some(Self::Brotli),
            _ => None,
        }
    }
}

/// A page on its way in.
pub(super) struct Body {
    coding: Coding,
    limit: usize,
    received: usize,
    decoder: Option<Decoder>,
}

enum Decoder {
    Identity(Bounded),
    Gzip(MultiGzDecoder<Bounded>),
    Zlib(ZlibDecoder<Bounded>),
    Deflate(DeflateDecoder<Bounded>),
    Brotli(Box<DecompressorWriter<Bounded>>),
}

/// Bytes up to a limit.
struct Bounded {
    bytes: Vec<u8>,
    limit: usize,
}

impl Body {
    /// An empty page that may grow to `limit` bytes.
    pub(super) fn new(coding: Coding, limit: usize) -> Self {
        Self {
            coding,
            limit,
            received: 0,
            decoder: None,
        }
    }

    /// Takes the next bytes as the server sent them.
    ///
    /// # Errors
    /// `FileTooLarge` when the page outgrows its limit, compressed or not; any other kind when
    /// the bytes are not compressed as declared.
    pub(super) fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        // Compressed bytes that give nothing could otherwise come without end.
        self.received += bytes.len();
        if self.received > self.limit {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let Some(&first) = bytes.first() else {
            return Ok(());
        };
        let (coding, limit) = (self.coding, self.limit);
        let decoder = self
            .decoder
            .get_or_insert_with(|| Decoder::new(coding, first, limit));
        decoder.writer().write_all(bytes)
    }

    /// Gives the whole page.
    ///
    /// # Errors
    /// As for [`Self::push`], and when the compressed bytes end too early.
    pub(super) fn finish(self) -> io::Result<Vec<u8>> {
        self.decoder.map_or(Ok(Vec::new()), Decoder::finish)
    }
}

impl Decoder {
    fn new(coding: Coding, first: u8, limit: usize) -> Self {
        /// The method in the low half of zlib's first byte (RFC 1950, 2.2).
        const ZLIB: u8 = 8;
        let bounded = Bounded {
            bytes: Vec::new(),
            limit,
        };
        match coding {
            Coding::Identity => Self::Identity(bounded),
            Coding::Gzip => Self::Gzip(MultiGzDecoder::new(bounded)),
            Coding::Deflate if first & 0x0f == ZLIB => Self::Zlib(ZlibDecoder::new(bounded)),
            // What some servers send instead; no such stream of theirs begins like zlib.
            Coding::Deflate => Self::Deflate(DeflateDecoder::new(bounded)),
            Coding::Brotli => Self::Brotli(Box::new(DecompressorWriter::new(bounded, BUFFER))),
        }
    }

    fn writer(&mut self) -> &mut dyn Write {
        match self {
            Self::Identity(writer) => writer,
            Self::Gzip(writer) => writer,
            Self::Zlib(writer) => writer,
            Self::Deflate(writer) => writer,
            Self::Brotli(writer) => writer,
        }
    }

    fn finish(self) -> io::Result<Vec<u8>> {
        let bounded = match self {
            Self::Identity(bounded) => bounded,
            Self::Gzip(decoder) => decoder.finish()?,
            Self::Zlib(decoder) => decoder.finish()?,
            Self::Deflate(decoder) => decoder.finish()?,
            Self::Brotli(mut decoder) => {
                decoder.close()?;
                decoder
                    .into_inner()
                    .map_err(|_| io::Error::from(ErrorKind::UnexpectedEof))?
            }
        };
        Ok(bounded.bytes)
    }
}

impl Write for Bounded {
    fn write(&mut self, part: &[u8]) -> io::Result<usize> {
        if part.len() > self.limit - self.bytes.len() {
            return Err(ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(part);
        Ok(part.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(page: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(page).unwrap();
        encoder.finish().unwrap()
    }

    fn zlib(page: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(page).unwrap();
        encoder.finish().unwrap()
    }

    fn deflate(page: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(page).unwrap();
        encoder.finish().unwrap()
    }

    fn brotli(page: &[u8]) -> Vec<u8> {
        let mut encoder = brotli::CompressorWriter::new(Vec::new(), BUFFER, 5, 22);
        encoder.write_all(page).unwrap();
        encoder.into_inner()
    }

    fn collect(coding: Coding, limit: usize, parts: &[&[u8]]) -> Result<Vec<u8>, ErrorKind> {
        let mut body = Body::new(coding, limit);
        for part in parts {
            body.push(part).map_err(|error| error.kind())?;
        }
        body.finish().map_err(|error| error.kind())
    }

    fn coded(page: &[u8]) -> [(Coding, Vec<u8>); 5] {
        [
            (Coding::Identity, page.to_vec()),
            (Coding::Gzip, gzip(page)),
            (Coding::Deflate, zlib(page)),
            (Coding::Deflate, deflate(page)),
            (Coding::Brotli, brotli(page)),
        ]
    }

    #[test]
    fn fields() {
        let cases = [
            (None, Some(Coding::Identity)),
            (Some("identity"), Some(Coding::Identity)),
            (Some("GZIP"), Some(Coding::Gzip)),
            (Some("x-gzip"), Some(Coding::Gzip)),
            (Some(" br "), Some(Coding::Brotli)),
            (Some("deflate"), Some(Coding::Deflate)),
            (Some("zstd"), None),
            (Some("gzip, br"), None),
        ];
        for (field, expected) in cases {
            assert_eq!(Coding::from_field(field), expected, "{field:?}");
        }
    }

    #[test]
    fn pages_come_back_from_any_parts() {
        let page = "Hyttfogden räknade slaggkärl. ".repeat(300).into_bytes();
        for (coding, bytes) in coded(&page) {
            for size in [1, 2, 10, 1_000, bytes.len()] {
                let parts: Vec<&[u8]> = bytes.chunks(size).collect();
                assert!(
                    collect(coding, page.len(), &parts).as_ref() == Ok(&page),
                    "{coding:?} {size}"
                );
            }
            assert_eq!(collect(coding, 10, &[]), Ok(Vec::new()));
        }
        let twice = [gzip(b"a"), gzip(b"b")].concat();
        assert_eq!(collect(Coding::Gzip, 100, &[&twice]), Ok(b"ab".to_vec()));
    }

    #[test]
    fn bombs_stop_at_the_limit() {
        let page = vec![b' '; 20 << 20];
        for (coding, bytes) in coded(&page) {
            let result = collect(coding, 1 << 20, &[&bytes]);
            assert_eq!(result.err(), Some(ErrorKind::FileTooLarge), "{coding:?}");
        }
        let nothing = gzip(b"");
        let endless: Vec<&[u8]> = std::iter::repeat_n(nothing.as_slice(), 1_000).collect();
        assert_eq!(
            collect(Coding::Gzip, 10_000, &endless),
            Err(ErrorKind::FileTooLarge)
        );
    }

    #[test]
    fn what_is_cut_off_or_damaged_is_an_error() {
        let page = b"Hyttfogden. ".repeat(100);
        for (coding, mut bytes) in coded(&page) {
            if coding == Coding::Identity {
                continue;
            }
            let cut = &bytes[..bytes.len() - 9];
            assert!(collect(coding, 10_000, &[cut]).is_err(), "{coding:?} cut");
            let middle = bytes.len() / 2;
            bytes[middle..].fill(0xff);
            assert!(
                collect(coding, 10_000, &[&bytes]).is_err(),
                "{coding:?} damaged"
            );
        }
    }
}
