//! EPUB 3 with a media overlay: the article, its sound, and which sentence sounds when.

mod content;
mod package;
#[cfg(test)]
mod tests;

use std::io::{Cursor, Write};

use chrono::{DateTime, Utc};
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Milliseconds, TextError};
use crate::clip::Whole;
use crate::encode::Format;

const CONTAINER: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"#;

/// The class that reading systems give the sentence that sounds.
const ACTIVE_CLASS: &str = "sounding";

/// Black on pale yellow is 19:1, in themes of any colour (WCAG 2.2, criterion 1.4.3).
const STYLE: &str = ".sounding { background-color: #fff3a3; color: #000 }
.ingress { font-weight: bold }
.caption, .attribution { font-size: smaller }
";

impl Whole {
    /// Writes the clip as EPUB 3.3, its text marked by sentence as it sounds.
    ///
    /// `made` is told as the time of the book's last change.
    ///
    /// # Errors
    /// [`TextError::Audio`] when the clip is not MP3, which is what reading systems must play
    /// (section 3.2); [`TextError::Range`] when a sentence does not lie in the article.
    pub fn epub(&self, made: DateTime<Utc>) -> Result<Vec<u8>, TextError> {
        let manifest = &self.manifest;
        if manifest.format != Format::Mp3 {
            let format = manifest.format;
            return Err(TextError::Audio { format });
        }
        let files = [
            ("META-INF/container.xml", CONTAINER.to_owned()),
            ("EPUB/package.opf", package::package(manifest, made)),
            ("EPUB/nav.xhtml", content::navigation(manifest)),
            ("EPUB/article.xhtml", content::page(manifest)?),
            ("EPUB/article.smil", content::overlay(manifest)),
            ("EPUB/style.css", STYLE.to_owned()),
        ];
        packed(&files, &self.audio).map_err(TextError::Epub)
    }
}

/// Packs the files of a book; its type stands first, as it is (EPUB 3.3, section 4.2.3).
fn packed(files: &[(&str, String)], audio: &[u8]) -> Result<Vec<u8>, ZipError> {
    let as_it_is = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let deflated = as_it_is.compression_method(CompressionMethod::Deflated);
    let mut book = ZipWriter::new(Cursor::new(Vec::new()));
    book.start_file("mimetype", as_it_is)?;
    book.write_all(b"application/epub+zip")?;
    for (name, text) in files {
        book.start_file(*name, deflated)?;
        book.write_all(text.as_bytes())?;
    }
    book.start_file("EPUB/article.mp3", as_it_is)?;
    book.write_all(audio)?;
    Ok(book.finish()?.into_inner())
}

/// The language of a text whose page does not tell it: it is Swedish voices that read.
fn language(article: &crate::extract::Article) -> &str {
    article.lang.as_deref().unwrap_or("sv")
}

/// A clock value of SMIL, such as 00:01:02.345.
fn clock(time: Milliseconds) -> String {
    time.clock('.')
}
