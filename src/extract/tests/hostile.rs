//! Pages made to freeze, fill or abort a reader: each ends in an article or a typed error.

use super::*;

const DEEP: ExtractError = ExtractError::TooDeep { limit: 512 };
const NODES: ExtractError = ExtractError::TooManyNodes { limit: 200_000 };
const LONG: ExtractError = ExtractError::TooLong { limit: 100_000 };
const BLOCKS: ExtractError = ExtractError::TooManyBlocks { limit: 20_000 };

/// Runs extraction on a thread whose stack would not hold one frame a level.
fn on_a_small_stack(html: String) -> Result<Article, ExtractError> {
    let thread = std::thread::Builder::new().stack_size(256 * 1024);
    let work = thread.spawn(move || read(&html)).unwrap();
    work.join().unwrap()
}

/// Numbered copies of a piece of markup, joined.
fn numbered(count: usize, copy: impl Fn(usize) -> String) -> String {
    (0..count).map(copy).collect()
}

#[test]
fn what_is_too_much_is_named() {
    let formatting = numbered(1000, |n| format!("<b id=i{n}>"));
    let attributes = numbered(100_000, |n| format!(" a{n}=1"));
    let paragraph = "<p>Stormen drog in över kusten, och trafiken stod stilla i länet.</p>";
    for (html, error) in [
        ("<div>".repeat(200_000), DEEP),
        ("<table><tr><td>".repeat(5_000), DEEP),
        ("<svg><g>".repeat(50_000), DEEP),
        ("<template>".repeat(100_000), DEEP),
        (formatting + &"<p>x".repeat(1000), DEEP),
        ("<p>x</p>".repeat(150_000), NODES),
        ("<x-y>a</x-y>".repeat(150_000), NODES),
        ("<".repeat(9_000_000), NODES),
        ("< a".repeat(3_000_000), NODES),
        (paragraph.repeat(50_000_000 / paragraph.len()), NODES),
        ("<p>a\0b</p>".repeat(100_000), NODES),
        (
            format!("<p{attributes}>x"),
            ExtractError::TooManyAttributes { limit: 1000 },
        ),
        ("å&amp;".repeat(2_000_000), LONG),
        ("<p>".to_owned() + &"a- ".repeat(2_000_000), LONG),
        (
            "<ul><li>".repeat(250) + "xx" + &"<li>a".repeat(60_000),
            BLOCKS,
        ),
    ] {
        let start: String = html.chars().take(20).collect();
        assert_eq!(on_a_small_stack(html), Err(error), "{start}");
    }
}

#[test]
fn what_has_no_text_is_no_article() {
    for html in [
        "<table>".repeat(5_000),
        "&amp;".repeat(2_000_000),
        "\0".repeat(1_000_000),
        "<a b=\"".repeat(500_000),
        "<nobr>".repeat(50_000),
        "<a><div>".repeat(250) + &"</a>".repeat(20_000),
    ] {
        let start: String = html.chars().take(20).collect();
        let found = on_a_small_stack(html);
        let is_nothing = matches!(found, Err(ExtractError::NothingToRead { .. }));
        assert!(is_nothing, "{start}: {found:?}");
    }
}

/// What stands around the page's paragraph may be made to be looked at once for each of the
/// elements in it; none of these takes longer than the parsing.
#[test]
fn small_pages_cannot_make_much_work() {
    let classes = numbered(60_000, |n| format!("c{n},"));
    let button = "<a href='//app.readspeaker.com/cgi-bin/rsent?readclass=";
    let speakable = r#"{"@type": "Article", "speakable": {"cssSelector": "x ~ i, x + i"}}"#;
    for body in [
        format!("{button}{classes}'>Lyssna</a>") + &"<i class=q>x </i>".repeat(40_000),
        format!("<script type=application/ld+json>{speakable}</script>")
            + &"<i>x </i>".repeat(40_000),
        numbered(400, |n| {
            format!("<button aria-expanded=false aria-controls=p{n}>x</button>")
        }) + &numbered(400, |n| format!("<div id=p{n} hidden>"))
            + &" ".repeat(4_000_000)
            + "Storm",
        "<div class=author>".repeat(400) + &"a b ".repeat(20_000),
        "<div><h1>".repeat(200) + &" ".repeat(4_000_000) + "Storm",
        "<h2>".to_owned() + &"<img alt=a>".repeat(100_000),
        format!(
            "<table>{}<tr><td>a<td>b</table>",
            format!("<tr><th colspan=50>{}", "a ".repeat(5_000)).repeat(20)
        ),
    ] {
        let start: String = body.chars().take(50).collect();
        on_a_small_stack(page(&body)).expect(&start);
    }
}

#[test]
fn an_article_is_not_much_longer_than_its_page() {
    let long = "a".repeat(1 << 20);
    let paragraphs = "<p>Ja.</p>".repeat(2_000);
    for body in [
        format!("<div id={long}>{paragraphs}"),
        format!("<x-{long}>{paragraphs}"),
        format!("<span lang={long}>{paragraphs}"),
        format!("<a href={long}>{paragraphs}</a>"),
        format!("<abbr title={long}>{paragraphs}"),
        "<span lang=fi>".repeat(400) + &paragraphs,
        "<div>".repeat(400) + &paragraphs,
    ] {
        let start: String = body.chars().take(20).collect();
        let article = on_a_small_stack(page(&body)).expect(&start);
        let json = serde_json::to_string(&article).unwrap();
        assert!(json.len() < 8 << 20, "{start}: {} bytes", json.len());
    }
}

#[test]
fn a_page_that_is_cut_off_is_read_to_the_cut() {
    let whole = page("<p>Vägen är avstängd.</p><p class=\"note");
    for end in (whole.find("<main>").unwrap()..whole.len()).filter(|&at| whole.is_char_boundary(at))
    {
        match read(&whole[..end]) {
            Ok(article) => {
                assert!(page("<p>Vägen är avstängd.</p>").contains(&article.blocks[1].text));
            }
            Err(error) => assert!(matches!(error, ExtractError::NothingToRead { .. })),
        }
    }
}

#[test]
fn parsing_stops_when_the_time_is_out() {
    let html = "<p>x".repeat(10_000);
    let asked = std::cell::Cell::new(0);
    let has_time = || {
        asked.set(asked.get() + 1);
        asked.get() < 3
    };
    let found = extract_while(&html, URL, &Options::default(), &has_time);
    assert_eq!(found, Err(ExtractError::TooSlow));
    assert_eq!(asked.get(), 3);
}
