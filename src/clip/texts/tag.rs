//! The tag of an audio file: ID3v2.4, with the chapters of the ID3v2 Chapter Frame Addendum 1.0.

use id3::frame::{self, Content, ExtendedLink, Frame, Picture, PictureType, TableOfContents};
use id3::{Encoder, Tag, TagLike, Timestamp, Version};

use super::{Chapter, Cover, Milliseconds, TextError};
use crate::extract::Article;

/// Stands for a place that is told in time and not in bytes (addendum, section 3.1).
const NO_OFFSET: u32 = u32::MAX;

/// Stands for a picture of which only the address is given (ID3v2.4, section 4.14).
const LINKED: &str = "-->";

/// Writes the tag of an article that is read aloud; without chapters it has no table of them.
///
/// Without a cover it tells the address of the article's picture.
///
/// # Errors
/// [`TextError::Tag`] when a frame cannot be encoded.
pub(crate) fn tag(
    article: &Article,
    chapters: &[Chapter],
    cover: Option<&Cover>,
) -> Result<Vec<u8>, TextError> {
    let mut tag = Tag::new();
    tag.set_title(&*article.title);
    if let Some(author) = article.byline.as_ref().or(article.site.as_ref()) {
        tag.set_artist(author);
    }
    if let Some(site) = &article.site {
        tag.set_album(site);
    }
    if let Some(date) = article.published.as_deref().and_then(timestamp) {
        tag.set_date_recorded(date);
        tag.set_date_released(date);
    }
    tag.set_genre("Speech");
    // ISO 639-2, as ID3 wants it: it is Swedish voices that read.
    tag.set_text("TLAN", "swe");
    tag.add_frame(Frame::with_content(
        "WOAF",
        Content::Link(article.url.clone()),
    ));
    tag.add_frame(ExtendedLink {
        description: "Artikel".to_owned(),
        link: article.canonical.as_ref().unwrap_or(&article.url).clone(),
    });
    let carried = cover.map(|cover| (cover.kind(), cover.bytes().to_vec()));
    let linked = || Some((LINKED, article.image.clone()?.into_bytes()));
    if let Some((mime_type, data)) = carried.or_else(linked) {
        tag.add_frame(Picture {
            mime_type: mime_type.to_owned(),
            picture_type: PictureType::CoverFront,
            description: String::new(),
            data,
        });
    }
    add_chapters(&mut tag, chapters);
    let mut out = Vec::new();
    Encoder::new()
        .version(Version::Id3v24)
        .encode(&tag, &mut out)
        .map_err(TextError::Tag)?;
    Ok(out)
}

/// The start of an ISO 8601 date; one that a page wrote in words is not told.
fn timestamp(published: &str) -> Option<Timestamp> {
    const LONGEST: usize = "2026-01-02T03:04:05".len();
    let year = published.get(..4)?;
    let start = published.get(..published.len().min(LONGEST))?;
    let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
    is_year.then(|| start.parse().ok())?
}

fn add_chapters(tag: &mut Tag, chapters: &[Chapter]) {
    if chapters.is_empty() {
        return;
    }
    let elements = (0..chapters.len()).map(|index| format!("chp{index}"));
    let elements: Vec<String> = elements.collect();
    tag.add_frame(TableOfContents {
        element_id: "toc".to_owned(),
        top_level: true,
        ordered: true,
        elements: elements.clone(),
        frames: Vec::new(),
    });
    for (chapter, element_id) in chapters.iter().zip(elements) {
        let milliseconds = |seconds| Milliseconds::of(seconds).0 as u32;
        tag.add_frame(frame::Chapter {
            element_id,
            start_time: milliseconds(chapter.start_time),
            end_time: milliseconds(chapter.end_time),
            start_offset: NO_OFFSET,
            end_offset: NO_OFFSET,
            frames: vec![Frame::text("TIT2", &chapter.title)],
        });
    }
}
