//! The kinds of block beyond paragraphs, and what is said of them.

use super::*;

/// Each block's kind and text, after the title and the paragraph of [`page`].
fn said(body: &str) -> Vec<(BlockKind, String)> {
    let blocks = blocks(body).into_iter();
    blocks.map(|block| (block.kind, block.text)).collect()
}

#[test]
fn rows_are_read_with_their_headers() {
    for (table, rows) in [
        (
            "<tr><th>Ort<th>Vind<tr><td>Umeå<td>21 m/s<tr><td>Lycksele<td>",
            vec!["Ort: Umeå, Vind: 21 m/s", "Ort: Lycksele"],
        ),
        (
            "<thead><tr><td><td>Pris</thead><tr><th>Vuxen<td>250 kronor",
            vec!["Vuxen, Pris: 250 kronor"],
        ),
        ("<tr><th>Pris<td>250 kronor", vec!["Pris: 250 kronor"]),
        ("<tr><td>Pris<td>250 kronor", vec!["Pris, 250 kronor"]),
        (
            "<tr><th rowspan=2>Ort<th colspan=2>Tid<tr><th>Från<th>Till<tr><td>Umeå<td>9<td>10",
            vec!["Ort: Umeå, Tid Från: 9, Tid Till: 10"],
        ),
        (
            "<tr><th>Dag<th>Tid<tr><td rowspan=2>Måndag<td>9<tr><td>10",
            vec!["Dag: Måndag, Tid: 9"],
        ),
        (
            "<tr><th>Krav<th>Uppfyllt<tr><td>Ramp<td><img src=ja.png alt=Ja>",
            vec!["Krav: Ramp, Uppfyllt: Ja"],
        ),
    ] {
        let found = said(&format!("<table>{table}</table>"));
        let texts: Vec<&str> = found
            .iter()
            .filter(|(kind, _)| *kind == BlockKind::Row)
            .map(|(_, text)| text.as_str())
            .collect();
        assert_eq!(texts, rows, "{table}");
    }
}

#[test]
fn words_that_are_not_on_the_page_are_marked() {
    let block = &blocks("<table><tr><th>Ort<th>Vind<tr><td>Umeå<td>21</table>")[0];
    let added: Vec<&str> = block
        .spans
        .iter()
        .filter(|span| span.kind == SpanKind::Added)
        .map(|span| &block.text[span.start..span.end])
        .collect();
    assert_eq!(added, ["Ort:", ",", "Vind:"]);
    assert_eq!(block.path.rsplit(" > ").next(), Some("tr:nth-of-type(2)"));
}

#[test]
fn terms_are_joined_with_their_descriptions() {
    use BlockKind::Definition;
    for (list, texts) in [
        ("<dt>Gul</dt><dd>Var beredd.</dd>", vec!["Gul: Var beredd."]),
        (
            "<dt>Gul<dt>Orange<dd>Var beredd.<dd>Håll dig inne.",
            vec!["Gul, Orange: Var beredd.", "Håll dig inne."],
        ),
        (
            "<div><dt>Vad kostar det?<dd><p>Ingenting.</p><p>Eller lite.</p></div>",
            vec!["Vad kostar det? Ingenting. Eller lite."],
        ),
        ("<dt>Gul<dt>Röd", vec!["Gul, Röd"]),
    ] {
        let expected: Vec<(BlockKind, String)> = texts
            .into_iter()
            .map(|text| (Definition, text.to_owned()))
            .collect();
        assert_eq!(said(&format!("<dl>{list}</dl>")), expected, "{list}");
    }
}

#[test]
fn quotations_keep_their_source() {
    let both = [
        (BlockKind::Quote, "Så var det.".to_owned()),
        (BlockKind::Attribution, "Karin Lindgren".to_owned()),
    ];
    for html in [
        "<blockquote><p>Så var det.</p><footer>Karin Lindgren</footer></blockquote>",
        "<blockquote><p>Så var det.</p><cite>Karin Lindgren</cite></blockquote>",
        "<figure><blockquote>Så var det.</blockquote><figcaption>Karin Lindgren</figcaption></figure>",
    ] {
        assert_eq!(said(html), both, "{html}");
    }
}

#[test]
fn code_and_formulas_are_announced() {
    for (html, kind, text) in [
        (
            "<pre><code>let x = 1;\n\nlet y = 2;</code></pre>",
            BlockKind::Code,
            "Programkod, 2 rader",
        ),
        (
            "<pre class=language-sh>ls</pre>",
            BlockKind::Code,
            "Programkod, en rad",
        ),
        (
            "<p>Formeln<math><mi>E</mi><mo>=</mo><mi>m</mi></math>, som gäller.</p>",
            BlockKind::Paragraph,
            "Formeln formel, som gäller.",
        ),
        (
            "<p>Talet <math><semantics><mi>x</mi><annotation>x</annotation></semantics></math> är stort.</p>",
            BlockKind::Paragraph,
            "Talet x är stort.",
        ),
        (
            "<p><math display=block><mi>a</mi><mo>+</mo><mi>b</mi></math></p>",
            BlockKind::Formula,
            "formel",
        ),
        (
            "<p>Här är <span style='display: none'><math><mi>a</mi></math></span>\
             <img class=mwe-math-fallback-image-inline alt='{a}'> också.</p>",
            BlockKind::Paragraph,
            "Här är formel också.",
        ),
    ] {
        assert_eq!(said(html), [(kind, text.to_owned())], "{html}");
    }
}

#[test]
fn ingredients_are_items() {
    let item = BlockKind::ListItem { number: None };
    assert_eq!(
        said(
            "<div itemprop=recipeIngredient>5 dl mjöl</div><div itemprop=recipeIngredient><b>1</b> ägg</div>"
        ),
        [(item, "5 dl mjöl".to_owned()), (item, "1 ägg".to_owned())]
    );
}

#[test]
fn pictures_are_read_where_they_stand_for_words() {
    for (html, texts) in [
        (
            "<h2><img alt='Läget nu'></h2><p>Lugnt.</p>",
            vec!["Läget nu", "Lugnt."],
        ),
        (
            "<h2>Läget <img alt=ikon></h2><p>Lugnt.</p>",
            vec!["Läget", "Lugnt."],
        ),
        ("<p>Lugnt. <img alt='En båt i hamnen'></p>", vec!["Lugnt."]),
        (
            "<h2><img alt=Dold aria-hidden=true></h2><p>Lugnt.</p>",
            vec!["Lugnt."],
        ),
    ] {
        let found: Vec<String> = said(html).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found, texts, "{html}");
    }
}

#[test]
fn what_comes_twice_is_read_once() {
    let caption = "Vågorna slog över piren hela natten.";
    for (html, kinds) in [
        (
            format!("<figure><figcaption>{caption}</figcaption></figure><p>{caption}</p>"),
            vec![],
        ),
        (
            format!("<p>{caption} Så var det.</p><blockquote>Vågorna slog över piren</blockquote>"),
            vec![BlockKind::Paragraph],
        ),
        (
            format!("<p>Så var det.</p><blockquote>{caption}</blockquote>"),
            vec![BlockKind::Paragraph, BlockKind::Quote],
        ),
        (
            "<p>Ja.</p><p>Ja.</p>".to_owned(),
            vec![BlockKind::Paragraph; 2],
        ),
    ] {
        let found: Vec<BlockKind> = blocks(&html).iter().map(|block| block.kind).collect();
        assert_eq!(found, kinds, "{html}");
    }
}

#[test]
fn links_that_are_no_text_are_not_read() {
    for (html, heard) in [
        ("<a class=btn href=/x>Ansök om plats</a>", ""),
        (
            "<p>Du kan <a class=btn-link href=/x>ansöka om plats</a> här.</p>",
            "Du kan ansöka om plats här.",
        ),
        ("<p><a href=/a>Start</a> | <a href=/b>Program</a></p>", ""),
        (
            "<p>Se <a href=/a>start</a> | <a href=/b>program</a></p>",
            "Se start | program",
        ),
        ("<p>Ämnen</p><ul><li><a href=/a>Väder</a></ul>", ""),
        (
            "<p>Ämnen</p><p>Jag läste fysik.</p>",
            "Ämnen Jag läste fysik.",
        ),
    ] {
        let found: Vec<String> = said(html).into_iter().map(|(_, text)| text).collect();
        assert_eq!(found.join(" "), heard, "{html}");
    }
}

#[test]
fn whom_to_ask_is_read_where_it_is_no_news() {
    let contact = "<h2>Kontakt</h2><p>Ring 090-12 34 56.</p>";
    for (url, before, heard) in [
        ("https://kommunen.example/sotning", "", true),
        ("https://kommunen.example/nyheter/sotning", "", false),
        (
            "https://kommunen.example/sotning",
            "<p>Publicerad 3 februari 2026</p>",
            false,
        ),
    ] {
        let html = page(&format!("{before}{contact}"));
        let text = extract(&html, url, &Options::default()).unwrap().text();
        assert_eq!(text.contains("090"), heard, "{url}: {text}");
    }
}

#[test]
fn a_title_is_cut_where_the_page_shows_it() {
    for (html, title) in [
        (
            "<title>Nya bostäder byggs – grannar klagar | Bladet</title><h1>Nya bostäder byggs – grannar klagar</h1>",
            "Nya bostäder byggs – grannar klagar",
        ),
        (
            "<title>Nya bostäder byggs i staden | Bladet</title><h1>Nya bostäder byggs i staden Prenumerant</h1>",
            "Nya bostäder byggs i staden",
        ),
        (
            "<title>Åby Hembygdsförening - Kvarnen</title><p><b>Kvarnen</b></p>",
            "Kvarnen",
        ),
    ] {
        let text =
            "<p>Den byggdes av en mjölnare, som malde råg och korn åt bönderna i socknen.</p>";
        let article = read(&format!("{html}{text}")).unwrap();
        assert_eq!(article.title, title);
        assert_eq!(article.blocks.len(), 2, "{}", article.text());
    }
}

#[test]
fn an_opening_paragraph_that_the_page_sums_itself_up_by_is_the_ingress() {
    let summary = "Stormen drog in över kusten natten mot tisdagen, och trafiken stod stilla.";
    let html = page("<p>Mer att läsa.</p>");
    let html = format!("<meta name=description content='{summary}'>{html}");
    let kinds: Vec<BlockKind> = read(&html).unwrap().blocks.iter().map(|b| b.kind).collect();
    assert_eq!(kinds[1..], [BlockKind::Ingress, BlockKind::Paragraph]);
}

#[test]
fn passages_in_another_language_are_marked() {
    let english = "We have never seen a storm like this one in all our years at sea.";
    for (html, passage, lang) in [
        (format!("<p>{english}</p>"), english, "en"),
        (
            format!(
                "<p>Så sa hon, och vi lyssnade på det. {english} Sedan gick vi hem till oss.</p>"
            ),
            english,
            "en",
        ),
        (
            "<p lang=fr>C'est la vie.</p>".to_owned(),
            "C'est la vie.",
            "fr",
        ),
        (
            "<blockquote lang=fi><p>Hyvää päivää</p></blockquote>".to_owned(),
            "Hyvää päivää",
            "fi",
        ),
    ] {
        let block = &blocks(&html)[0];
        let marked: Vec<(&str, &SpanKind)> = block
            .spans
            .iter()
            .map(|span| (&block.text[span.start..span.end], &span.kind))
            .collect();
        let kind = SpanKind::Lang { lang: lang.into() };
        assert_eq!(marked, [(passage, &kind)], "{html}");
    }
    assert!(
        blocks("<p lang=sv-SE>Inget främmande här.</p>")[0]
            .spans
            .is_empty()
    );
}

#[test]
fn the_text_overrules_a_declared_language() {
    let swedish =
        "Det är en lång text på svenska, som handlar om stormen och om hur den drabbade länet. ";
    let long = format!(
        "<html lang=en><title>Stormen</title><main><p>{}</p></main>",
        swedish.repeat(4)
    );
    let article = read(&long).unwrap();
    assert_eq!(article.lang.as_deref(), Some("sv"));
    assert_eq!(article.declared_lang.as_deref(), Some("en"));
    assert_eq!(read(&page("")).unwrap().lang.as_deref(), Some("sv"));
}

#[test]
fn ranges_in_utf_16_name_the_same_words() {
    let html = page("<p>🌊 Våg <abbr title=meter>m</abbr> och <a href=/x>hav 🌊</a>.</p>");
    let article = read(&html).unwrap();
    let shown = article.with_utf16_spans();
    for (ours, theirs) in article.blocks.iter().zip(&shown.blocks) {
        let units: Vec<u16> = theirs.text.encode_utf16().collect();
        for (span, other) in ours.spans.iter().zip(&theirs.spans) {
            let words = String::from_utf16(&units[other.start..other.end]).unwrap();
            assert_eq!(words, &ours.text[span.start..span.end]);
        }
    }
    assert_eq!(shown.blocks[2].spans.len(), 2);
}
