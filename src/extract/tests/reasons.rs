//! Pages without an article, and what they say they are.

use super::*;

#[test]
fn pages_without_text_have_a_reason() {
    let shell = "<title>App</title><div id=root></div><noscript>Slå på JavaScript</noscript>";
    let locked = r#"<script type="application/ld+json">{"@type": "NewsArticle",
        "isAccessibleForFree": false, "headline": "Låst"}</script><nav>Meny</nav>"#;
    for (html, reason) in [
        ("", Nothing::Empty),
        ("<title>Tom</title><p> </p>", Nothing::Empty),
        ("<nav><a href=/>Hem</a></nav>", Nothing::NoArticle),
        (
            &format!("{shell}<script src=a.js></script>"),
            Nothing::NeedsScripts,
        ),
        (
            &format!("{shell}<footer>Om oss</footer><script src=a.js></script>"),
            Nothing::NeedsScripts,
        ),
        (locked, Nothing::Paywall),
        (
            "<div class=paywall><button>Bli prenumerant</button></div>",
            Nothing::Paywall,
        ),
        (
            "<title>Logga in | Bladet</title><form><label>Lösenord <input type=password></label></form>",
            Nothing::Login,
        ),
        (
            "<title>Logga in</title><main><p>Du måste logga in för att läsa den här sidan.</p>\
             <input type=password></main>",
            Nothing::Login,
        ),
        (
            "<title>Bladet</title><main><h1>Sidan kunde inte hittas</h1>\
             <p>Den kan ha flyttats eller tagits bort. Pröva att söka efter den i stället.</p></main>",
            Nothing::ErrorPage,
        ),
        (
            "<title>404</title><p>Den här sidan har flyttat.</p>",
            Nothing::ErrorPage,
        ),
        (
            "<title>404 Not Found</title><h1>Not Found</h1><p>nginx</p>",
            Nothing::ErrorPage,
        ),
        ("%PDF-1.7 1 0 obj", Nothing::Document),
        ("<embed src=protokoll.PDF?v=2>", Nothing::Document),
        (
            "<embed type=application/pdf src=about:blank>",
            Nothing::Document,
        ),
    ] {
        assert_eq!(read(html), Err(nothing(reason)), "{html}");
    }
}

#[test]
fn articles_may_have_such_titles() {
    let body =
        "Det var den dagen som sidan försvann, och ingen visste varför den gjorde det. ".repeat(12);
    let news = "<title>500 nya bostäder</title><main><p>Kommunen bygger nya bostäder vid ån, sade borgmästaren i dag.</p></main>";
    assert!(read(news).is_ok());
    let html = format!("<title>404 – felet som blev en film</title><main><p>{body}</p></main>");
    assert!(read(&html).is_ok());
}

#[test]
fn a_text_in_json_is_read_where_the_page_shows_a_teaser() {
    let body = "Stormen kom på natten och gick på morgonen. ".repeat(20);
    let html = |body: &str| {
        format!(
            "<title>Storm</title><main><p>Stormen kom på natten och gick på morgonen, sa vakten.</p></main>\
             <script type='application/ld+json'>{{\"@type\": \"Article\", \"articleBody\": \"{body}\"}}</script>"
        )
    };
    assert_eq!(read(&html(&body)).unwrap().blocks[1].text, body.trim());
    assert_eq!(
        read(&html(&body[..50])).unwrap().blocks[1].path,
        "body > main:nth-of-type(1) > p:nth-of-type(1)"
    );
    let marked = format!("<p>{}</p><p>Slut.</p>", body.trim());
    assert_eq!(read(&html(&marked)).unwrap().blocks[2].text, "Slut.");
}

#[test]
fn a_locked_article_says_so() {
    let html = page(
        "<script type='application/ld+json'>{\"@type\": \"Article\", \"isAccessibleForFree\": \"False\"}</script>",
    );
    assert_eq!(read(&html).unwrap().is_accessible_for_free, Some(false));
    assert_eq!(read(&page("")).unwrap().is_accessible_for_free, None);
}
