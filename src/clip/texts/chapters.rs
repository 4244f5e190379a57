//! Chapters: where an article's headings are read.

use serde::Serialize;
use utoipa::ToSchema;

use super::Milliseconds;
use crate::clip::Manifest;
use crate::extract::BlockKind;

/// The chapters of a clip, as Podcasting 2.0's JSON chapters 1.2.
///
/// There is always one, and the first begins with the clip.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Chapters<'a> {
    version: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    podcast_name: Option<&'a str>,
    /// The chapters in order, without gaps.
    pub chapters: Vec<Chapter>,
}

/// What is read from one heading to the next.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Chapter {
    /// Seconds from the clip's start.
    pub start_time: f64,
    /// Seconds from the clip's start.
    pub end_time: f64,
    /// The heading.
    pub title: String,
}

/// The name of what stands before the first heading of an article without a title.
const OPENING: &str = "Inledning";

impl<'a> Chapters<'a> {
    pub(super) fn of(manifest: &'a Manifest) -> Self {
        let article = &manifest.article;
        Self {
            version: "1.2.0",
            title: &article.title,
            author: article.byline.as_deref(),
            podcast_name: article.site.as_deref(),
            chapters: chapters(manifest),
        }
    }
}

fn chapters(manifest: &Manifest) -> Vec<Chapter> {
    let mut chapters: Vec<Chapter> = Vec::new();
    let end_time = Milliseconds::of(manifest.duration).seconds();
    let mut begin = |start: f64, title: &str| {
        let start_time = Milliseconds::of(start).seconds();
        if let Some(last) = chapters.last_mut() {
            last.end_time = start_time;
        }
        chapters.push(Chapter {
            start_time,
            end_time,
            title: title.to_owned(),
        });
    };
    let mut block = None;
    for segment in &manifest.segments {
        let is_first = block.is_none();
        let is_next = block.replace(segment.block) != Some(segment.block);
        let heading = manifest.article.blocks.get(segment.block);
        let heading = heading.filter(|block| matches!(block.kind, BlockKind::Heading { .. }));
        match heading {
            Some(heading) if is_next => begin(segment.start, &heading.text),
            None if is_first => begin(0.0, opening(manifest)),
            _ => {}
        }
    }
    chapters
}

fn opening(manifest: &Manifest) -> &str {
    match manifest.article.title.as_str() {
        "" => OPENING,
        title => title,
    }
}
