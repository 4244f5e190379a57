//! What sites ask of robots, and what becomes of it.

use std::sync::Arc;

use ::url::Url;
use futures_util::future::join_all;

use super::server::{Server, Step, answer, redirect};
use super::{client, variant};
use crate::fetch::Config;
use crate::fetch::robots::Robots;

async fn robots(server: &Server) -> Robots {
    let config = Config {
        user_agent: "Lyssna/9".to_owned(),
        ..Config::default()
    };
    Robots::new(Arc::new(client(config, &[server.address])))
}

fn text(body: &str) -> Vec<Step> {
    answer("200 OK", &["Content-Type: text/plain"], body.as_bytes())
}

#[tokio::test]
async fn the_file_decides() {
    const RULES: &str = "User-agent: lyssna\nDisallow: /intern\nUser-agent: *\nDisallow: /";
    type Answer = fn(&str) -> Vec<Step>;
    let cases: [(Answer, Result<bool, &str>); 6] = [
        (|_| text(RULES), Ok(false)),
        (|_| text(""), Ok(true)),
        (
            |_| answer("404 Not Found", &[], b"User-agent: *\nDisallow: /"),
            Ok(true),
        ),
        (
            |path| match path {
                "/robots.txt" => redirect("/rules"),
                _ => text(RULES),
            },
            Ok(false),
        ),
        (|_| answer("503 Busy", &[], b""), Err("Status")),
        (|_| redirect("/robots.txt"), Err("RedirectLoop")),
    ];
    for (index, (answer, expected)) in cases.into_iter().enumerate() {
        let server = Server::start(answer).await;
        let page = Url::parse(&format!("http://{}/intern?a#b", server.address)).unwrap();
        let allowed = robots(&server).await.allow(&page).await;
        let allowed = allowed.map_err(|error| variant(&error));
        assert_eq!(
            allowed.as_ref().map_err(String::as_str),
            expected.as_ref().map_err(|e| *e),
            "{index}"
        );
    }
}

#[tokio::test]
async fn it_is_fetched_once_for_a_site() {
    let server = Server::start(|_| text("User-agent: *\nDisallow: /intern")).await;
    let robots = robots(&server).await;
    let pages = ["/", "/a?b", "/intern/c"]
        .map(|path| Url::parse(&format!("http://{}{path}", server.address)).unwrap());
    let allowed = join_all(pages.iter().map(|page| robots.allow(page))).await;
    let allowed: Vec<_> = allowed
        .into_iter()
        .map(|allowed| allowed.unwrap())
        .collect();
    assert_eq!(allowed, [true, true, false]);
    assert_eq!(server.requests().len(), 1);
    assert!(server.requests()[0].starts_with("GET /robots.txt HTTP/1.1\r\n"));
}
