//! Tests of the whole of extraction: limits, kinds of block, metadata, properties.

use proptest::prelude::*;

use super::*;

mod hints;
mod hostile;
mod model;
mod reasons;

const URL: &str = "https://bladet.example/nyheter/storm";

fn read(html: &str) -> Result<Article, ExtractError> {
    extract(html, URL, &Options::default())
}

/// A page with one article, around the markup given.
fn page(body: &str) -> String {
    format!(
        "<html lang=sv><title>Storm över länet</title><main><h1>Storm över länet</h1>\
         <p>Stormen drog in över kusten natten mot tisdagen, och trafiken stod stilla.</p>{body}</main>"
    )
}

fn nothing(reason: Nothing) -> ExtractError {
    ExtractError::NothingToRead { reason }
}

/// The blocks after the title and the paragraph of [`page`].
fn blocks(body: &str) -> Vec<Block> {
    let article = read(&page(body)).unwrap();
    assert_eq!(article.blocks[0].kind, BlockKind::Heading { level: 1 });
    article.blocks[2..].to_vec()
}

#[test]
fn blocks_have_kinds() {
    let item = |number| BlockKind::ListItem { number };
    for (html, kinds) in [
        (
            "<h2>Läget</h2><p>Vägen är avstängd.</p>",
            vec![BlockKind::Heading { level: 2 }, BlockKind::Paragraph],
        ),
        (
            "<h1>Läget</h1><p>Vägen är avstängd.</p>",
            vec![BlockKind::Heading { level: 2 }, BlockKind::Paragraph],
        ),
        ("<ul><li>En väg</li></ul>", vec![item(None)]),
        (
            "<ol start=4><li>En<li value=9>Två<li>Tre</ol>",
            vec![item(Some(4)), item(Some(9)), item(Some(10))],
        ),
        (
            "<ol><li>Ett<ul><li>inuti</ul><li>Två</ol>",
            vec![item(Some(1)), item(None), item(Some(2))],
        ),
        (
            "<p>Du ska:<br>• städa<br>• laga <i lang=fr>quiche</i></p>",
            vec![BlockKind::Paragraph, item(None), item(None)],
        ),
        (
            "<blockquote>Så var det.</blockquote>",
            vec![BlockKind::Quote],
        ),
        (
            "<table><tr><th>Ort<th>Vind<tr><td>Umeå<td>21</table>",
            vec![BlockKind::Row],
        ),
        (
            "<table><tr><td><p>Texten i en tabell</p></table>",
            vec![BlockKind::Paragraph],
        ),
        ("<pre><code>let x = 1;</code></pre>", vec![BlockKind::Code]),
        ("<h2>Ingenting följer</h2>", vec![]),
        (
            "<h2>3 mars 2026</h2><p>Vägen öppnar.</p>",
            vec![BlockKind::Heading { level: 2 }, BlockKind::Paragraph],
        ),
        ("<p>3 mars 2026</p>", vec![]),
        (
            "<p>Av Anna Ek</p><p>Läs mer: <a href=/x>om vägen</a></p><p>Skriv ut</p>",
            vec![],
        ),
        (
            "<ul><li><a href=/a>Så gick det</a><li><a href=/b>Så blev det</a>\
             <li><a href=/c>Så är det</a></ul>",
            vec![],
        ),
        (
            "<p>Du kan söka:</p><ul><li><a href=/a>Bidrag</a><li><a href=/b>Lov</a></ul>",
            vec![BlockKind::Paragraph, item(None), item(None)],
        ),
        (
            "<h2>Kommentarer</h2><p>Bra skrivet.</p><h2>Frågor</h2><p>Vad är en app?</p>",
            vec![],
        ),
        (
            "<figure><img src=a.jpg><figcaption>En plog</figcaption></figure>",
            vec![],
        ),
    ] {
        let found: Vec<BlockKind> = blocks(html).iter().map(|block| block.kind).collect();
        assert_eq!(found, kinds, "{html}");
    }
}

#[test]
fn spans_mark_their_words() {
    let found = &blocks(
        "<p>Som <i lang=fr>c'est <b>la</b> vie</i>, sa <abbr title=myndigheten>SMHI</abbr> <a href=/x>i går</a>.</p>",
    )[0];
    let marked: Vec<&str> = found
        .spans
        .iter()
        .map(|s| &found.text[s.start..s.end])
        .collect();
    assert_eq!(marked, ["c'est la vie", "SMHI", "i går"]);
    assert_eq!(found.spans[0].kind, SpanKind::Lang { lang: "fr".into() });
}

#[test]
fn limits_are_named() {
    let options = Options::with_limits(Limits {
        nodes: 500,
        depth: 40,
        attributes: 8,
        blocks: 30,
        chars: 200,
    });
    let cases = [
        (
            "<i>x</i>".repeat(600),
            ExtractError::TooManyNodes { limit: 500 },
        ),
        ("<div>".repeat(300), ExtractError::TooDeep { limit: 40 }),
        (
            format!(
                "<p {}>",
                (0..10).map(|n| format!("a{n}=1 ")).collect::<String>()
            ),
            ExtractError::TooManyAttributes { limit: 8 },
        ),
        (
            page(&"<p>Ja.</p>".repeat(40)),
            ExtractError::TooManyBlocks { limit: 30 },
        ),
        (
            page(&format!("<p>{}</p>", "Så var det. ".repeat(40))),
            ExtractError::TooLong { limit: 200 },
        ),
    ];
    for (html, error) in cases {
        assert_eq!(extract(&html, URL, &options), Err(error));
    }
}

#[test]
fn scripts_and_long_values_are_not_attributes() {
    let words: String = (0..3000).map(|n| format!("w{n} ")).collect();
    for body in [
        format!("<script>if (i <n && {words}) {{}}</script>"),
        format!("<!-- <p {words}> -->"),
        format!("<div data-x='{words}'>Vägen öppnar igen på fredag.</div>"),
        format!("<p>Det är 3 < 4 och {words}</p>"),
    ] {
        assert!(read(&page(&body)).is_ok(), "{}", &body[..30]);
    }
}

#[test]
fn a_readspeaker_button_says_what_is_read() {
    let body = "<div id=ett><p>Ett.</p></div><div id=två><p>Två.</p></div><div class='a b'><p>Tre.</p></div>";
    for (query, text) in [
        ("readid=två", "Två."),
        ("lang=sv_se&amp;readid=två,ett", "Ett.\nTvå."),
        ("readid=tv%C3%A5&amp;readclass=b", "Två.\nTre."),
    ] {
        let button = format!("<a href='//app.readspeaker.com/cgi-bin/rsent?{query}'>Lyssna</a>");
        let article = read(&page(&(button + body))).unwrap();
        assert_eq!(
            article.text(),
            format!("Storm över länet\n{text}"),
            "{query}"
        );
    }
    let lost = "<a href='//app.readspeaker.com/cgi-bin/rsent?readid=borta'>Lyssna</a>";
    assert_eq!(read(&page(lost)).unwrap().blocks.len(), 2);
}

#[test]
fn a_readspeaker_link_says_what_is_read_before_the_pages_own_button() {
    let body = "<a href='/cgi-bin/rsent?readid=ett'>Lyssna</a>\
        <script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":\
        \"Hela texten står här, och den är mycket längre än delarna på sidan var för sig.\"}</script>\
        <div id=ett><p>Ett.</p></div><div id=två class=b><p>Två.</p></div><div class='a b'><p>Tre.</p></div>";
    for (asked, selector, text) in [
        (("readid", "två"), None, "Två."),
        (("readid", " två, ett ,"), None, "Ett.\nTvå."),
        (("readclass", "a,b"), None, "Två.\nTre."),
        (("lang", "två"), None, "Ett."),
        (("readid", "borta"), None, "Ett."),
        (("readid", "två"), Some(".a"), "Tre."),
    ] {
        let mut options = Options::default().part(Part::default().with(asked.0, asked.1));
        if let Some(selector) = selector {
            options = options.read(selector).unwrap();
        }
        let mut html = page(body);
        if asked == ("lang", "två") || asked == ("readid", "borta") || selector.is_some() {
            html = html.replace("articleBody", "about");
        }
        let article = extract(&html, URL, &options).unwrap();
        let expected = format!("Storm över länet\n{text}");
        assert_eq!(article.text(), expected, "{asked:?} {selector:?}");
    }
}

#[test]
fn paths_pass_by_ids_that_are_not_unique() {
    let found = blocks("<div id=a><p>Ett.</p></div><div id=a><p>Två.</p><p id=b>Tre.</p></div>");
    let paths: Vec<&str> = found.iter().map(|block| block.path.as_str()).collect();
    let main = "body > main:nth-of-type(1)";
    let [first, second] =
        [1, 2].map(|n| format!("{main} > div:nth-of-type({n}) > p:nth-of-type(1)"));
    assert_eq!(paths, [first.as_str(), second.as_str(), "#b"]);
}

#[test]
fn a_site_can_say_what_to_read() {
    let html =
        page("<div class=fakta><p>Fakta om stormen.</p><p class=kalla>Källa: länet.</p></div>");
    let options = Options::default()
        .read(".fakta")
        .unwrap()
        .skip(".kalla")
        .unwrap();
    let article = extract(&html, URL, &options).unwrap();
    assert_eq!(article.text(), "Storm över länet\nFakta om stormen.");
}

#[test]
fn metadata_is_found_where_sites_put_it() {
    let article = |head: &str, line: &str| {
        let html = page(line).replace("<main>", &format!("{head}<main>"));
        read(&html).unwrap()
    };
    let found = article(
        "<meta property=og:image content=/a.jpg><link rel=canonical href=/b>",
        "",
    );
    assert_eq!(found.image.as_deref(), Some("https://bladet.example/a.jpg"));
    assert_eq!(found.canonical.as_deref(), Some("https://bladet.example/b"));
    assert_eq!(found.lang.as_deref(), Some("sv"));
    for (line, published, modified) in [
        (
            "<p>Publicerad 3 februari 2026</p>",
            Some("2026-02-03"),
            None,
        ),
        (
            "<p>Senast uppdaterad: 2026-02-04</p>",
            None,
            Some("2026-02-04"),
        ),
        (
            "<p><span>Publicerad:</span> <span>3 februari 2026</span></p>\
             <p><span>Senast granskad</span> <b>4 februari 2026</b></p>",
            Some("2026-02-03"),
            Some("2026-02-04"),
        ),
        (
            "<p>Uppdaterad <time datetime=2026-02-04>i går</time></p>",
            None,
            Some("2026-02-04"),
        ),
        (
            "<time datetime=2026-02-03T08:15>i dag</time>",
            Some("2026-02-03T08:15"),
            None,
        ),
    ] {
        let found = article("", line);
        assert_eq!(
            (found.published.as_deref(), found.modified.as_deref()),
            (published, modified)
        );
    }
}

#[test]
fn a_page_without_text_is_read_from_its_json() {
    let html = r#"<title>Storm</title><div id=app></div><script type="application/ld+json">
        {"@type": "NewsArticle", "articleBody": "Stormen kom.\n\nDen gick."}</script>"#;
    let article = read(html).unwrap();
    assert_eq!(article.text(), "Storm\nStormen kom.\nDen gick.");
    assert_eq!(article.blocks[1].path, "body");
}

#[test]
fn an_article_survives_json() {
    let article = read(&page(
        "<ol><li>Ett <sub>2</sub></ol><h2>Mer</h2><blockquote>Ja.</blockquote>",
    ))
    .unwrap();
    let json = serde_json::to_string(&article).unwrap();
    assert!(
        json.contains(r#""kind":"list_item","number":1,"text""#),
        "{json}"
    );
    assert_eq!(serde_json::from_str::<Article>(&json).unwrap(), article);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_gives_collapsed_blocks(parts in prop::collection::vec(markup(), 0..60)) {
        let html = parts.concat();
        prop_assert_eq!(explain(&html, URL, &Options::default()).article, read(&html));
        if let Ok(article) = read(&html) {
            for block in &article.blocks {
                prop_assert_eq!(&title::collapse(&block.text), &block.text);
                prop_assert!(!block.text.is_empty());
                prop_assert!(block.spans.is_sorted_by_key(|span| span.start));
                for span in &block.spans {
                    prop_assert!(block.text.get(span.start..span.end).is_some_and(|text| !text.is_empty()));
                }
            }
        }
    }
}

/// Scraps of markup that meet in every wrong order.
fn markup() -> impl Strategy<Value = String> {
    let tag = prop::sample::select(vec![
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "table",
        "tr",
        "td",
        "a href=/x",
        "b",
        "h1",
        "h2",
        "br",
        "blockquote",
        "pre",
        "sup",
        "span lang=en",
        "article",
        "form",
        "template",
        "svg",
        "select",
        "title",
        "script",
        "details",
        "dl",
        "dt",
        "dd",
        "tr><th",
        "td colspan=3 rowspan=2",
        "math display=block",
        "mi",
        "figure",
        "figcaption",
        "cite",
        "img alt=Bild",
        "p lang=fi",
        "p data-beyondwords-marker=a",
    ]);
    prop_oneof![
        tag.prop_map(|tag| format!("<{tag}>")),
        "</(p|div|ul|li|table|td|a|b|h1|blockquote|pre|span|svg|script|form)>",
        "[a-zåäö ,.\u{a0}\u{ad}\u{200b}\n–-]{0,80}",
        "\\PC{0,10}",
    ]
}
