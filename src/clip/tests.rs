mod priority;

use std::sync::Arc;

use bytes::Bytes;
use futures_util::{StreamExt, TryStreamExt};

use super::growing::{Grower, growing};
use super::*;
use crate::encode::Format;
use crate::extract::{Article, Block, BlockKind};
use crate::render::tests::{Hum, phonemes};
use crate::render::{Extent, Script, Spoken, read, speak};
use crate::text::Reader;

pub(crate) fn article(text: &str) -> Article {
    Article {
        url: "https://example.se/".to_owned(),
        canonical: None,
        title: "Titel".to_owned(),
        byline: None,
        published: None,
        modified: None,
        lang: None,
        declared_lang: None,
        is_accessible_for_free: None,
        site: None,
        image: None,
        blocks: vec![Block {
            kind: BlockKind::Paragraph,
            text: text.to_owned(),
            path: "p".to_owned(),
            spans: Vec::new(),
        }],
    }
}

fn order(text: &str) -> Order {
    order_of(article(text))
}

fn order_of(article: Article) -> Order {
    order_read_by(&Reader::default(), article)
}

pub(super) fn order_read_by(reader: &Reader, article: Article) -> Order {
    let script = Script::read_by(reader, &article, &phonemes()).unwrap();
    Order {
        article: Arc::new(article),
        script: Arc::new(script),
        speaker: Arc::new(Hum {
            id: "hum",
            version: "1",
        }),
        speed: 1.0,
        format: Format::Mp3,
    }
}

/// A finished clip of one paragraph.
pub(crate) fn whole(text: &str) -> Whole {
    whole_and_segments(text).0
}

/// A finished clip of one paragraph, and the speech of its sentences.
pub(crate) fn whole_and_segments(text: &str) -> (Whole, Vec<Spoken>) {
    let order = order(text);
    let lines = order.script.lines.iter().enumerate();
    let segments = lines
        .map(|(index, line)| speak(&*order.speaker, 1.0, order.format, index, line).unwrap())
        .collect();
    (whole_of(article(text)), segments)
}

/// A finished clip of an article.
pub(crate) fn whole_of(article: Article) -> Whole {
    let order = order_of(article);
    let reading = read(&order.script, &*order.speaker, 1.0, order.format, |_| {}).unwrap();
    let audio = Bytes::from(reading.audio);
    Whole::new(
        order.id(),
        &order,
        audio,
        reading.segments,
        reading.duration,
    )
}

#[test]
fn ids_depend_on_all_that_is_heard_or_shown() {
    let one = order("Hej där. Vi ses.");
    assert_eq!(one.id(), order("Hej där. Vi ses.").id());
    let mut elsewhere = one.clone();
    Arc::make_mut(&mut elsewhere.article).url.push('x');
    let hum = |id, version| Arc::new(Hum { id, version });
    let changed = [
        Order {
            format: Format::Wav,
            ..one.clone()
        },
        Order {
            speed: 0.8,
            ..one.clone()
        },
        Order {
            speaker: hum("other", "1"),
            ..one.clone()
        },
        Order {
            speaker: hum("hum", "2"),
            ..one.clone()
        },
        elsewhere,
        order("Hej där! Vi ses."),
        order("Vi ses. Hej där."),
    ];
    for (index, other) in changed.iter().enumerate() {
        assert_ne!(other.id(), one.id(), "change {index}");
    }
}

#[test]
fn names_of_clips_have_one_form() {
    let good = "0123456789abcdef0123456789abcdef";
    assert_eq!(ClipId::parse(good).unwrap().as_str(), good);
    let bad = [
        "",
        "0123",
        "0123456789ABCDEF0123456789ABCDEF",
        "../../../../../../../../etc/pass",
    ];
    for text in bad {
        assert!(ClipId::parse(text).is_none(), "{text}");
    }
}

fn readers() -> (Grower, Growing) {
    growing(ClipId::parse(&"0".repeat(32)).unwrap())
}

fn push(grower: &Grower, bytes: &'static [u8]) {
    grower.push(Bytes::from_static(bytes), None);
}

async fn collect(clip: Growing, range: std::ops::Range<u64>) -> Result<Vec<u8>, ClipError> {
    let parts: Vec<Bytes> = clip.bytes(range).try_collect().await?;
    Ok(parts.concat())
}

#[tokio::test]
async fn readers_get_any_range_of_a_growing_clip() {
    let cases = [
        (0..9, "abcdefghi"),
        (0..1, "a"),
        (2..3, "c"),
        (2..7, "cdefg"),
        (8..9, "i"),
        (4..4, ""),
    ];
    for (range, expected) in cases {
        let (grower, clip) = readers();
        push(&grower, b"abc");
        let reading = tokio::spawn(collect(clip, range.clone()));
        tokio::task::yield_now().await;
        push(&grower, b"def");
        push(&grower, b"ghi");
        let got = reading.await.unwrap().unwrap();
        assert_eq!(got, expected.as_bytes(), "{range:?}");
    }
}

#[tokio::test]
async fn a_range_without_end_ends_with_the_clip() {
    let (grower, clip) = readers();
    push(&grower, b"abc");
    let reading = tokio::spawn(collect(clip, 1..u64::MAX));
    tokio::task::yield_now().await;
    let mut clip = whole("Hej.");
    clip.audio = Bytes::from_static(b"abcdef");
    grower.finish(Ok(Arc::new(clip)));
    assert_eq!(reading.await.unwrap().unwrap(), b"bcdef");
}

#[tokio::test]
async fn a_failure_reaches_every_reader_after_what_was_spoken() {
    let (grower, clip) = readers();
    push(&grower, b"abc");
    let mut early = Box::pin(clip.clone().bytes(0..9));
    assert_eq!(early.next().await.unwrap().unwrap(), "abc");
    grower.finish(Err(ClipError::Abandoned));
    let failed =
        |got: Option<Result<Bytes, ClipError>>| matches!(got, Some(Err(ClipError::Abandoned)));
    assert!(failed(early.next().await));
    assert!(failed(Box::pin(clip.clone().bytes(0..9)).next().await));
    assert!(matches!(
        clip.clone().total().await,
        Err(ClipError::Abandoned)
    ));
    assert!(clip.finished().is_none());
}

#[tokio::test]
async fn a_writer_that_goes_away_is_a_failure_too() {
    let (grower, clip) = readers();
    let waiting = tokio::spawn(collect(clip.clone(), 0..9));
    tokio::task::yield_now().await;
    drop(grower);
    assert!(matches!(waiting.await.unwrap(), Err(ClipError::Stopped)));
    assert!(clip.has_stopped());
}

#[tokio::test]
async fn the_total_is_known_before_the_end() {
    let (grower, mut clip) = readers();
    let extent = Extent {
        bytes: 288,
        samples: 24_000,
    };
    grower.set_total(Total::new(Format::Wav, extent));
    let total = clip.total().await.unwrap();
    assert_eq!(
        total,
        Total {
            bytes: 332,
            seconds: 1.0
        }
    );
}
