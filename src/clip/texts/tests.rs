use id3::TagLike;
use id3::frame::Content;

use super::*;
use crate::clip::tests::{article, whole, whole_of};
use crate::extract::{Block, BlockKind};

#[test]
fn cues_carry_rising_timestamps_and_escaped_words() {
    let mut clip = whole("Ett & två <tre>, fyra. Fem 🎉 sex!").manifest;
    // Two words that begin together share one timestamp.
    clip.segments[0].words[3].start = clip.segments[0].words[2].start;
    let bare = timeless(&clip.vtt().unwrap(), '.');
    assert_eq!(
        bare,
        "WEBVTT\n\n1\nT --> T\n<T>Ett <T>&amp; <T>två &lt;tre&gt;, <T>fyra.\n\n\
         2\nT --> T\n<T>Fem 🎉 <T>sex!\n"
    );
}

/// Puts a T in place of each time of the form 00:00:00.000.
fn timeless(captions: &str, point: char) -> String {
    let mut out = captions.to_owned();
    while let Some(at) = out.find("00:") {
        assert_eq!(out[at + 8..].chars().next(), Some(point), "{captions}");
        out.replace_range(at..at + 12, "T");
    }
    out
}

#[test]
fn captions_hold_two_short_lines_and_follow_each_other() {
    let long = "Donaudampfschifffahrtsgesellschaftskapitän";
    let text = format!("Ett två tre fyra fem sex sju åtta nio tio elva tolv tretton. {long} Bo.");
    let clip = whole(&text).manifest;
    let srt = clip.srt().unwrap();
    assert_eq!(
        timeless(&srt, ','),
        format!(
            "1\nT --> T\nEtt två tre fyra fem sex sju\nåtta nio tio elva tolv tretton.\n\n\
             2\nT --> T\n{long}\nBo.\n"
        )
    );
    let clip = whole(&text.replace("tretton", "tretton fjorton")).manifest;
    let srt = clip.srt().unwrap();
    let times: Vec<&str> = srt.lines().filter(|line| line.contains(" --> ")).collect();
    let [first, second, third] = times[..] else {
        panic!("{srt}");
    };
    assert!(first.starts_with("00:00:00,000 --> "), "{srt}");
    for (before, after) in [(first, second), (second, third)] {
        let (start, end) = before.split_once(" --> ").unwrap();
        assert!(start < end, "{srt}");
        assert_eq!(end, after.split_once(" --> ").unwrap().0, "{srt}");
    }
    let fourteenth = clip.segments[0].words[13].start;
    assert!(second.starts_with(&Milliseconds::of(fourteenth).clock(',')));
}

#[test]
fn a_range_that_is_no_text_is_an_error() {
    let clip = whole("Fem 🎉 sex!").manifest;
    let broken = |change: &dyn Fn(&mut Segment)| {
        let mut clip = clip.clone();
        change(&mut clip.segments[0]);
        clip
    };
    let cases = [
        broken(&|segment| segment.to += 1),
        broken(&|segment| segment.block = 1),
        broken(&|segment| segment.from = segment.to + 1),
        // Between the halves of a surrogate pair.
        broken(&|segment| segment.from = 5),
    ];
    for clip in cases {
        let is_range = |error| matches!(error, TextError::Range { sentence: 0, .. });
        assert!(is_range(clip.vtt().unwrap_err()), "{clip:?}");
        assert!(is_range(clip.srt().unwrap_err()), "{clip:?}");
        assert!(is_range(clip.transcript().unwrap_err()), "{clip:?}");
    }
    let word = broken(&|segment| segment.words[0].to = 40);
    assert!(matches!(word.vtt(), Err(TextError::Range { to: 40, .. })));
}

#[test]
fn the_transcript_has_the_names_of_podcasting_beside_its_own() {
    let clip = whole("Ett två. Tre!").manifest;
    let json = serde_json::to_value(clip.transcript().unwrap()).unwrap();
    assert_eq!(json["version"], "1.0.0");
    assert_eq!(json["segments"][1]["body"], "Tre!");
    assert_eq!(
        json["segments"][1]["startTime"],
        json["segments"][0]["endTime"]
    );
    assert_eq!(json["segments"][1]["words"][0]["text"], "Tre");
    let again: Manifest = serde_json::from_value(json).unwrap();
    assert_eq!(again, clip);
}

/// An article of blocks, those that begin with # being headings.
fn with_headings(blocks: &[&str]) -> Manifest {
    let mut article = article("");
    let block = |text: &&str| Block {
        kind: match text.strip_prefix('#') {
            Some(_) => BlockKind::Heading { level: 2 },
            None => BlockKind::Paragraph,
        },
        text: text.trim_start_matches('#').to_owned(),
        path: String::new(),
        spans: Vec::new(),
    };
    article.blocks = blocks.iter().map(block).collect();
    whole_of(article).manifest
}

#[test]
fn headings_begin_chapters() {
    let cases: [(&[&str], &[&str]); 4] = [
        (
            &["#Ett. Två", "Text.", "#Tre", "Mer."],
            &["Ett. Två", "Tre"],
        ),
        (&["Text.", "#Ett", "Mer."], &["Titel", "Ett"]),
        (&["Text. Mer."], &["Titel"]),
        (&["#Ett", "#Två", "Text."], &["Ett", "Två"]),
    ];
    for (blocks, expected) in cases {
        let clip = with_headings(blocks);
        let chapters = clip.chapters().chapters;
        let titles: Vec<_> = chapters.iter().map(|c| c.title.as_str()).collect();
        assert_eq!(titles, expected);
        assert_eq!(chapters[0].start_time, 0.0);
        for pair in chapters.windows(2) {
            assert_eq!(pair[0].end_time, pair[1].start_time, "{expected:?}");
        }
        let end = chapters.last().unwrap().end_time;
        assert!((end - clip.duration).abs() < 0.001, "{expected:?}");
    }
    let mut untitled = with_headings(&["Text.", "#Ett", "Mer."]);
    untitled.article.title.clear();
    assert_eq!(untitled.chapters().chapters[0].title, "Inledning");
}

#[test]
fn chapters_are_written_as_version_1_2() {
    let mut clip = with_headings(&["#Ett", "Text."]);
    clip.article.byline = Some("Eva Ek".to_owned());
    let json = serde_json::to_value(clip.chapters()).unwrap();
    let chapter = &json["chapters"][0];
    assert_eq!(json["version"], "1.2.0");
    assert_eq!(json["title"], "Titel");
    assert_eq!(json["author"], "Eva Ek");
    assert!(json.get("podcastName").is_none());
    assert_eq!(chapter["startTime"], 0.0);
    assert_eq!(chapter["title"], "Ett");
}

#[test]
fn a_tag_tells_what_the_file_is_and_where_its_chapters_begin() {
    let mut clip = with_headings(&["#Ett", "Text.", "#Två", "Mer."]);
    let article = &mut clip.article;
    article.byline = Some("Eva Ek".to_owned());
    article.site = Some("Norra Posten".to_owned());
    article.published = Some("2026-03-01T10:20:30+01:00".to_owned());
    article.image = Some("https://example.se/bild.jpg".to_owned());
    let bytes = clip.tag().unwrap();
    assert_eq!(bytes, clip.tag().unwrap(), "a tag is the same each time");

    let tag = id3::Tag::read_from2(std::io::Cursor::new(&bytes)).unwrap();
    assert_eq!(tag.version(), id3::Version::Id3v24);
    assert_eq!(tag.title(), Some("Titel"));
    assert_eq!(tag.artist(), Some("Eva Ek"));
    assert_eq!(tag.album(), Some("Norra Posten"));
    let date = tag.date_recorded().unwrap().to_string();
    assert_eq!(date, "2026-03-01T10:20:30");
    let picture = tag.pictures().next().unwrap();
    assert_eq!(picture.data, b"https://example.se/bild.jpg");
    let contents = tag.tables_of_contents().next().unwrap();
    let chapters: Vec<_> = tag.chapters().collect();
    assert_eq!(contents.elements, ["chp0", "chp1"]);
    assert_eq!(chapters.len(), 2);
    for ((chapter, expected), id) in chapters
        .iter()
        .zip(clip.chapters().chapters)
        .zip(["chp0", "chp1"])
    {
        assert_eq!(chapter.element_id, id);
        let [title] = &chapter.frames[..] else {
            panic!("{chapter:?}");
        };
        assert_eq!(title.content(), &Content::Text(expected.title));
        let start = Milliseconds::of(expected.start_time).0;
        assert_eq!(u64::from(chapter.start_time), start);
        assert!(chapter.start_time < chapter.end_time);
    }
}

#[test]
fn a_date_in_words_is_left_out_of_the_tag() {
    let cases = [
        ("2026-03-01", Some("2026-03-01")),
        ("2026-03-01T10:20", Some("2026-03-01T10:20")),
        ("2026-03-01T10:20:30Z", Some("2026-03-01T10:20:30")),
        ("1 mars 2026", None),
        ("söndagen den 1 mars", None),
        ("", None),
    ];
    for (published, expected) in cases {
        let mut article = article("Hej.");
        article.published = Some(published.to_owned());
        let bytes = tag(&article, &[], None).unwrap();
        let tag = id3::Tag::read_from2(std::io::Cursor::new(&bytes)).unwrap();
        let date = tag.date_recorded().map(|date| date.to_string());
        assert_eq!(date.as_deref(), expected, "{published}");
    }
}
