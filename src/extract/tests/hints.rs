//! What sites say to listening tools, and what is told of the rest.

use super::*;

/// The texts of the blocks after the title and the paragraph of [`page`].
fn texts(body: &str) -> Vec<String> {
    blocks(body).into_iter().map(|block| block.text).collect()
}

#[test]
fn marks_for_listening_tools_are_obeyed() {
    let line = "Vägen öppnar igen.";
    for (attributes, heard) in [
        ("class=rs_skip", false),
        ("class='x rs_skip_always'", false),
        ("class=rs_do_not_process", false),
        ("class=rs_preserve", true),
        ("data-beyondwords-marker=none", false),
        ("data-beyondwords-marker=1a2b", true),
        ("class=teaser", false),
        ("class=teaser data-beyondwords-marker=1a2b", true),
        ("class=mw-editsection", false),
        ("aria-hidden=true", false),
        ("hidden", false),
        ("inert", false),
        ("style='display:none'", false),
        ("role=navigation", false),
        ("role=note", true),
    ] {
        let heard = if heard { vec![line] } else { vec![] };
        assert_eq!(
            texts(&format!("<div {attributes}>{line}</div>")),
            heard,
            "{attributes}"
        );
    }
}

#[test]
fn a_class_says_what_readspeaker_reads() {
    let body =
        "<div>Inte detta.</div><div class='a rs_read_this'>Detta. <p class=rs_skip>Nej.</p></div>";
    let article = read(&page(body)).unwrap();
    assert_eq!(article.text(), "Storm över länet\nDetta.");
}

#[test]
fn what_a_page_calls_speakable_is_read_too() {
    let page = |speakable: &str| {
        let script = format!(
            "<script type='application/ld+json'>{{\"@type\": \"WebPage\", \"speakable\": {speakable}}}</script>"
        );
        let body =
            "Stormen drog in över kusten natten mot tisdagen, och trafiken stod stilla. ".repeat(4);
        format!(
            "{script}<h1>Storm</h1><aside class=puff>Kort sagt: storm.</aside><article><p>{body}</p></article>"
        )
    };
    for (speakable, heard) in [
        (r#"{"cssSelector": [".puff"]}"#, true),
        (r#"{"xpath": ["//aside[@class='puff']"]}"#, true),
        (r#"{"cssSelector": ["html"]}"#, false),
        (r#"{"cssSelector": ["p["]}"#, false),
    ] {
        let text = read(&page(speakable)).unwrap().text();
        assert_eq!(text.contains("Kort sagt"), heard, "{speakable}: {text}");
    }
}

#[test]
fn a_sites_own_selectors_win() {
    let body = "<div id=a hidden class=rs_skip>Dolt. <nav>Meny</nav></div><div id=b>Synligt.</div>";
    let text = |read: &str, skip: &str| {
        let options = Options::default().read(read).unwrap().skip(skip).unwrap();
        extract(&page(body), URL, &options).map(|article| article.text())
    };
    assert_eq!(text("#a", "#c").unwrap(), "Storm över länet\nDolt.");
    assert_eq!(text("#a, #b", "#a").unwrap(), "Storm över länet\nSynligt.");
    assert_eq!(
        text("#b", "main > div").unwrap_err(),
        nothing(Nothing::NoArticle)
    );
}

#[test]
fn a_site_can_have_captions_read() {
    let html = page("<figure><img src=a.jpg><figcaption>Vågor vid piren.</figcaption></figure>");
    let options = Options::default().read("main").unwrap();
    let with_captions = options.clone().read("figcaption").unwrap();
    let kinds = |options: &Options| -> Vec<BlockKind> {
        let article = extract(&html, URL, options).unwrap();
        article.blocks[2..].iter().map(|block| block.kind).collect()
    };
    assert_eq!(kinds(&options), []);
    assert_eq!(kinds(&with_captions), [BlockKind::Caption]);
}

#[test]
fn what_a_button_unfolds_is_read_under_it() {
    let answer = "Ja, men bara efter en ansökan till kommunen.";
    let link = "<a href=/x>En länk till en annan sida på webbplatsen.</a>";
    let both = vec!["Får jag elda?", answer];
    for (button, panel, inner, heard) in [
        ("button", "aria-hidden=true", answer, both.clone()),
        ("button", "hidden", answer, both.clone()),
        ("button", "style='display: none'", answer, both.clone()),
        ("div role=button", "hidden", answer, both.clone()),
        ("a class=btn role=button", "hidden", answer, both),
        ("button", "hidden", link, vec![]),
        ("button", "hidden", "Ja.", vec![]),
    ] {
        let end = button.split(' ').next().unwrap();
        let body = format!(
            "<{button} aria-expanded=false aria-controls=p1>Får jag elda?\
             <i class='material-symbols-outlined'>expand_more</i></{end}>\
             <div id=p1 {panel}><p>{inner}</p></div>"
        );
        assert_eq!(texts(&body), heard, "{body}");
    }
    assert_eq!(
        texts(&format!("<p hidden=until-found>{answer}</p>")),
        [answer]
    );
}

#[test]
fn names_around_the_title_are_not_those_of_furniture() {
    let html = "<html lang=sv><title>Vaktmästare sökes</title><div class=job-ad>\
        <h1>Vaktmästare sökes</h1><div class=job-ad__text><p>Du har körkort och tycker om \
        att hålla ordning på kvastar, lampor och dörrar i skolan.</p></div>\
        <div class=job-ad__share>Tipsa andra om tjänsten.</div></div><p class=ad>Köp nu.</p>\
        <article><p>Kommunen har fyra skolor, och i alla finns det en vaktmästare som \
        lagar det som går sönder och som öppnar när någon har glömt sin nyckel.</p></article>";
    let text = read(html).unwrap().text();
    for (line, heard) in [("körkort", true), ("Tipsa andra", false), ("Köp nu", false)] {
        assert_eq!(text.contains(line), heard, "{line}: {text}");
    }
}

#[test]
fn a_narrow_column_stands_beside_the_article() {
    for (column, heard) in [("col-md-4", false), ("col-md-12", true), ("ruta", true)] {
        let html = format!(
            "<main><div class=row><div class='col-sm-12 col-md-8'><h1>Storm</h1>\
             <p>Stormen drog in över kusten natten mot tisdagen, och trafiken stod stilla.</p></div>\
             <div class='{column}'><p>Biblioteket är öppet varje dag mellan tio och nitton.</p>\
             </div></div></main>"
        );
        let text = read(&html).unwrap().text();
        assert_eq!(text.contains("Biblioteket"), heard, "{column}: {text}");
    }
}

#[test]
fn each_part_that_is_left_out_has_its_reason() {
    let html = page(
        "<nav>Meny</nav><p hidden>Dolt.</p><p class=rs_skip>Hoppa.</p><div class=share>Dela den</div>\
         <p>Läs mer: <a href=/x>om vägen</a></p><p>Skriv ut</p><p>Av Anna Ek</p>\
         <h2>Relaterat</h2><p>Annat.</p><h2>Sist</h2>",
    );
    let found = explain(&html, URL, &Options::default());
    let reasons: Vec<(Why, &str)> = found
        .dropped
        .iter()
        .map(|part| (part.why, part.text.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (Why::Control, "Meny"),
            (Why::Hidden, "Dolt."),
            (Why::Marked, "Hoppa."),
            (Why::Furniture, "Dela den"),
            (Why::LeadsAway, "Läs mer: om vägen"),
            (Why::Label, "Skriv ut"),
            (Why::Byline, "Av Anna Ek"),
            (Why::Title, "Storm över länet"),
            (Why::Section, "Relaterat"),
            (Why::Section, "Annat."),
            (Why::LoneHeading, "Sist"),
        ]
    );
    assert_eq!(
        found.dropped[1].path,
        "body > main:nth-of-type(1) > p:nth-of-type(2)"
    );
    assert_eq!(found.article, read(&html));
}
