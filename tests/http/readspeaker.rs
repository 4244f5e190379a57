//! Links that were made for ReadSpeaker.

use std::time::Duration;

use lyssna::sites::{self, signature};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};

use crate::support::{Hum, Service, config, header};
use crate::upstream::{Upstream, page};

const PAGE: &str = "<!DOCTYPE html><html lang=\"sv\"><head><title>Anslag</title></head><body>\
    <h1>Anslag</h1><a href=\"/cgi-bin/rsent?customerid=7&amp;readid=ett\">Lyssna</a>\
    <div id=\"ett\"><p>Badet är stängt till i morgon.</p></div>\
    <div class=\"a två\"><p>Bron är öppen igen. Välkommen över.</p></div></body></html>";

const BROWSER: &str = "text/html,application/xhtml+xml,*/*;q=0.8";

async fn follow(service: &Service, path: &str, fields: &[(&str, &str)]) -> Response {
    let client = Client::builder().redirect(Policy::none()).build().unwrap();
    let mut request = client.get(service.url(path));
    for (name, value) in fields {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

/// The type of a problem document.
async fn problem(answer: Response) -> String {
    let text = answer.text().await.unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    document["type"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_gets_the_player_and_others_get_the_sound() {
    let service = Service::start(&Hum::new()).await;
    let link = "/rsent?customerid=7&lang=sv_se&voice=Elin&url=/demo/norrsken";
    let player = Err("/embed?url=%2Fdemo%2Fnorrsken");
    let named = Err("/embed?url=%2Fdemo%2Fnorrsken&filename=norrsken");
    let file = Ok(Some("attachment; filename=\"norrsken.mp3\""));
    let unnamed = Ok(Some("attachment; filename=\"lyssna.mp3\""));
    let cases = [
        ("", BROWSER, player),
        ("", "*/*", Ok(None)),
        ("&audiofilename=norrsken", BROWSER, named),
        ("&audiofilename=norrsken", "audio/*", file),
        ("&audiofilename=norrsken&save=1", BROWSER, file),
        ("&save=1", BROWSER, unnamed),
        ("&audiofilename=norrsken&output=audio", BROWSER, Ok(None)),
    ];
    for path in [link.to_owned(), format!("/cgi-bin{link}")] {
        for (further, accept, expected) in cases {
            let path = format!("{path}{further}");
            let answer = follow(&service, &path, &[("accept", accept)]).await;
            assert_eq!(header(&answer, "vary"), Some("accept, referer"), "{path}");
            match expected {
                Err(location) => {
                    assert_eq!(answer.status(), 303, "{path}");
                    assert_eq!(header(&answer, "location"), Some(location), "{path}");
                }
                Ok(disposition) => {
                    assert_eq!(answer.status(), 200, "{path}");
                    assert_eq!(header(&answer, "content-type"), Some("audio/mpeg"));
                    assert_eq!(header(&answer, "content-disposition"), disposition);
                }
            }
        }
    }
    let voice = follow(
        &service,
        &link.replace("Elin", "hum"),
        &[("accept", BROWSER)],
    )
    .await;
    let location = header(&voice, "location").unwrap();
    assert_eq!(location, "/embed?url=%2Fdemo%2Fnorrsken&voice=hum");
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_address_the_page_that_links_is_read() {
    let service = Service::start(&Hum::new()).await;
    let origin = service.url("");
    let referer = format!("{origin}/demo/norrsken");
    let sound = follow(&service, "/rsent?customerid=7", &[("referer", &referer)]).await;
    assert_eq!(sound.status(), 200);
    let expected = service.body("/v1/audio?url=/demo/norrsken").await;
    assert_eq!(sound.bytes().await.unwrap(), expected);
    let refused = follow(&service, "/rsent?customerid=7&url=", &[]).await;
    assert_eq!(refused.status(), 400);
    assert_eq!(problem(refused).await, "/problems/bad-url");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_chooses_the_part_that_is_read() {
    let upstream = Upstream::start(page("text/html; charset=utf-8", PAGE), Duration::ZERO).await;
    let service = Service::fetching(&Hum::new(), config(), vec![upstream.address]).await;
    let url = upstream.url();
    let cases = [
        ("", vec!["Anslag", "Badet är stängt till i morgon."]),
        (
            "&readclass=tv%C3%A5",
            vec!["Anslag", "Bron är öppen igen. Välkommen över."],
        ),
        (
            "&readid=ett&readclass=tv%C3%A5",
            vec![
                "Anslag",
                "Badet är stängt till i morgon.",
                "Bron är öppen igen. Välkommen över.",
            ],
        ),
    ];
    for (part, expected) in cases {
        let text = service.text(&format!("/v1/article?url={url}{part}")).await;
        let found: serde_json::Value = serde_json::from_str(&text).unwrap();
        let blocks = found["article"]["blocks"].as_array().unwrap();
        let texts: Vec<_> = blocks.iter().map(|block| &block["text"]).collect();
        assert_eq!(texts, expected, "{part}");
        let link = format!("/rsent?customerid=7&url={url}{part}");
        let answer = follow(&service, &link, &[("accept", BROWSER)]).await;
        let location = header(&answer, "location").unwrap();
        let shown = service.text(location).await;
        let sound = shown.split("src=\"/v1").nth(1).unwrap();
        let sound = sound.split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(
            service.body(&format!("/v1{sound}")).await,
            service.body(&link).await,
            "{part}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sites_own_rules_hold() {
    let upstream = Upstream::start(page("text/html; charset=utf-8", PAGE), Duration::ZERO).await;
    let mut config = config();
    config.sites = vec![sites::Config {
        name: "a".to_owned(),
        origins: vec![format!("http://{}", upstream.address)],
        signed: true,
        keys: vec![signature::KeyConfig {
            id: "k".to_owned(),
            secret: "ett hemligt ord som är långt nog".to_owned().into(),
        }],
        ..sites::Config::default()
    }];
    let all = sites::Sites::new(&config.sites, false, Default::default()).unwrap();
    let url = upstream.url().parse().unwrap();
    let signed = all.find(&url).unwrap().sign(&url, 4_000_000_000).unwrap();
    let service = Service::fetching(&Hum::new(), config, vec![upstream.address]).await;
    let link = format!("/rsent?customerid=7&url={url}");
    let cases = [
        (link.clone(), 403, Some("/problems/signature-refused")),
        (format!("{link}&signature={signed}"), 200, None),
        (
            "/rsent?url=https://other.example/".to_owned(),
            403,
            Some("/problems/site-refused"),
        ),
    ];
    for (path, status, kind) in cases {
        let answer = follow(&service, &path, &[]).await;
        assert_eq!(answer.status(), status, "{path}");
        if let Some(kind) = kind {
            assert_eq!(problem(answer).await, kind, "{path}");
        }
    }
}
