//! Where redirects lead, and where they must not.

use ::url::Url;

use super::server::{Server, page, redirect};
use super::{check_faults, client, get, send, variant};
use crate::fetch::Config;

#[tokio::test]
async fn redirects_that_are_refused() {
    let nowhere = vec![send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")];
    check_faults(vec![
        ("nowhere", nowhere, "RedirectNowhere"),
        ("no URL", redirect("http://[::1"), "RedirectNowhere"),
        ("itself", redirect("/#again"), "RedirectLoop"),
        ("file", redirect("file:///etc/passwd"), "ForbiddenScheme"),
        ("userinfo", redirect("http://a:b@news.example/"), "Userinfo"),
        ("port", redirect("http://8.8.8.8:22/"), "ForbiddenPort"),
        (
            "metadata",
            redirect("http://169.254.169.254/latest/"),
            "ForbiddenAddress",
        ),
        ("octal", redirect("//0177.1/"), "ForbiddenAddress"),
        ("localhost", redirect("http://localhost/"), "ForbiddenHost"),
    ])
    .await;
}

#[tokio::test]
async fn redirects_are_followed() {
    let server = Server::start(|path| match path {
        "/to/5" => page("Framme"),
        "/circle" => redirect("/circle/a"),
        "/circle/a" => redirect("../circle"),
        "/inwards/3" => redirect("http://[::ffff:10.0.0.1]/"),
        path => {
            let (place, number) = path.rsplit_once('/').unwrap();
            let next = number.parse::<i32>().unwrap() + 1;
            redirect(&format!("{place}/{next}"))
        }
    })
    .await;
    let cases = [
        ("/to/5", Ok("/to/5")),
        ("/to/0", Ok("/to/5")),
        ("/to/-1", Err("TooManyRedirects")),
        ("/circle", Err("RedirectLoop")),
        ("/inwards/1", Err("ForbiddenAddress")),
    ];
    for (path, expected) in cases {
        let result = get(&server, path).await;
        let actual = result.as_ref().map(|page| page.url.path()).map_err(variant);
        assert_eq!(
            actual.as_deref().map_err(String::as_str),
            expected,
            "{path}"
        );
    }
}

#[tokio::test]
async fn redirects_lead_only_where_they_may() {
    let server = Server::start(|path| match path {
        "/a" => redirect("/b"),
        "/b" => redirect("/c"),
        _ => page("Framme"),
    })
    .await;
    let url = Url::parse(&format!("http://{}/a", server.address)).unwrap();
    let client = client(Config::default(), &[server.address]);
    let page = client.fetch(&url, &|to| to.path() != "/d").await.unwrap();
    assert_eq!(page.html().unwrap(), "Framme");
    let error = client.fetch(&url, &|to| to.path() != "/c").await;
    assert_eq!(variant(&error.unwrap_err()), "ForbiddenRedirect");
    let asked: Vec<_> = server
        .requests()
        .iter()
        .map(|head| head[..6].to_owned())
        .collect();
    assert_eq!(asked, ["GET /a", "GET /b", "GET /c", "GET /a", "GET /b"]);
}
