//! Pages that were fetched before, and whether they have changed.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ::url::Url;

use super::server::{Server, answer, page, redirect};
use super::{HTML, client, variant};
use crate::fetch::{Client, Config, Fetched, Page, Validators};

const MODIFIED: &str = "Last-Modified: Fri, 12 Oct 2012 08:00:00 GMT";

async fn first(client: &Client, url: &Url) -> Page {
    client.fetch(url, &|_| true).await.unwrap()
}

async fn again(client: &Client, url: &Url, known: &Validators) -> Fetched {
    client.refetch(url, &|_| true, known).await.unwrap()
}

#[tokio::test]
async fn a_page_is_asked_for_by_what_is_known_of_it() {
    let cases: [(&[&str], &[&str]); 4] = [
        (&["ETag: W/\"7\""], &["if-none-match: W/\"7\""]),
        (
            &[MODIFIED],
            &["if-modified-since: Fri, 12 Oct 2012 08:00:00 GMT"],
        ),
        (
            &["ETag: \"å\"", MODIFIED],
            &[
                "if-none-match: \"å\"",
                "if-modified-since: Fri, 12 Oct 2012 08:00:00 GMT",
            ],
        ),
        (&[], &[]),
    ];
    for (fields, asked) in cases {
        let fields = [&[HTML], fields].concat();
        let server = Server::start(move |_| answer("200 OK", &fields, b"Hej")).await;
        let url = Url::parse(&format!("http://{}/", server.address)).unwrap();
        let client = client(Config::default(), &[server.address]);
        let page = first(&client, &url).await;
        assert_eq!(page.validators.is_none(), asked.is_empty());
        let Some(known) = page.validators else {
            continue;
        };
        assert!(matches!(
            again(&client, &url, &known).await,
            Fetched::Page(_)
        ));
        let requests = server.requests();
        assert!(!requests[0].contains("\r\nif-"), "{requests:?}");
        for line in asked {
            assert!(requests[1].contains(line), "{line}: {requests:?}");
        }
    }
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let asked = AtomicUsize::new(0);
    let server = Server::start(move |_| match asked.fetch_add(1, Ordering::SeqCst) {
        0 => answer("200 OK", &[HTML, "ETag: \"1\""], b"Hej"),
        _ => answer("304 Not Modified", &["Cache-Control: max-age=9"], b""),
    })
    .await;
    let client = client(Config::default(), &[server.address]);
    let url = Url::parse(&format!("http://{}/", server.address)).unwrap();
    let known = first(&client, &url).await.validators.unwrap();
    match again(&client, &url, &known).await {
        Fetched::Unchanged(freshness) => {
            assert_eq!(freshness.lifetime, Some(Duration::from_secs(9)));
        }
        Fetched::Page(page) => panic!("{page:?}"),
    }
    let error = client.fetch(&url, &|_| true).await.unwrap_err();
    assert_eq!(variant(&error), "Status", "a 304 that was not asked for");
}

#[tokio::test]
async fn what_is_known_of_one_page_is_not_told_of_another() {
    let server = Server::start(|path| match path {
        "/old" => redirect("/new"),
        "/other" => page("Annan"),
        _ => answer("200 OK", &[HTML, "ETag: \"1\""], b"Ny"),
    })
    .await;
    let at = |path| Url::parse(&format!("http://{}{path}", server.address)).unwrap();
    let client = client(Config::default(), &[server.address]);
    let known = first(&client, &at("/old")).await.validators.unwrap();
    again(&client, &at("/old"), &known).await;
    again(&client, &at("/other"), &known).await;
    let asked: Vec<_> = server
        .requests()
        .iter()
        .map(|head| (head[4..8].to_owned(), head.contains("if-none-match")))
        .collect();
    let expected = [
        ("/old", false),
        ("/new", false),
        ("/old", false),
        ("/new", true),
        ("/oth", false),
    ];
    assert_eq!(
        asked,
        expected.map(|(path, known)| (path.to_owned(), known))
    );
}
