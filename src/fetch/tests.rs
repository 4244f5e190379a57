mod names;
mod server;

use std::io::Write;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use ::url::Url;
use flate2::Compression;
use flate2::write::GzEncoder;

use self::server::{Server, Step, answer, page, redirect};
use super::{Client, Config, FetchError, Network, Page};

const HTML: &str = "Content-Type: text/html; charset=utf-8";

fn client(config: Config, allowed: &[SocketAddr]) -> Client {
    let network = Network {
        allowed: allowed.to_vec(),
        ..Network::default()
    };
    Client::with_network(config, network).unwrap()
}

async fn get(server: &Server, path: &str) -> Result<Page, FetchError> {
    get_with(Config::default(), server, path).await
}

async fn get_with(config: Config, server: &Server, path: &str) -> Result<Page, FetchError> {
    let url = Url::parse(&format!("http://{}{path}", server.address)).unwrap();
    client(config, &[server.address]).get(&url).await
}

/// The name of the error's variant.
fn variant(error: &FetchError) -> String {
    let debug = format!("{error:?}");
    let end = debug.find(|char: char| !char.is_alphanumeric());
    debug[..end.unwrap_or(debug.len())].to_owned()
}

fn gzip(page: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(page).unwrap();
    encoder.finish().unwrap()
}

/// An answer whose end is the connection's, or never told.
fn unbounded(fields: &str, steps: Vec<Step>) -> Vec<Step> {
    let head = format!("HTTP/1.1 200 OK\r\n{HTML}\r\n{fields}\r\n");
    let mut all = vec![Step::Send(head.into_bytes())];
    all.extend(steps);
    all
}

#[tokio::test]
async fn a_page_and_what_was_asked() {
    let fields = [
        HTML,
        "ETag: W/\"7\"",
        "Last-Modified: Fri, 12 Oct 2012 08:00:00 GMT",
    ];
    let server =
        Server::start(move |_| answer("200 OK", &fields, "<p>Hör på!</p>".as_bytes())).await;
    let config = Config {
        contact: Some("https://lyssna.example/om".to_owned()),
        ..Config::default()
    };
    let page = get_with(config, &server, "/a/b?c=d&e=%20#f").await.unwrap();
    assert_eq!(page.html, "<p>Hör på!</p>");
    assert_eq!(page.etag.as_deref(), Some("W/\"7\""));
    assert_eq!(
        page.last_modified.as_deref(),
        Some("Fri, 12 Oct 2012 08:00:00 GMT")
    );
    let url = format!("http://{}/a/b?c=d&e=%20", server.address);
    assert_eq!(page.url.as_str(), url);

    let requests = server.requests();
    let lines: Vec<&str> = requests[0].lines().collect();
    assert_eq!(lines[0], "GET /a/b?c=d&e=%20 HTTP/1.1");
    let agent = concat!(
        "Lyssna/",
        env!("CARGO_PKG_VERSION"),
        " (+https://lyssna.example/om)"
    );
    for line in [
        format!("host: {}", server.address),
        format!("user-agent: {agent}"),
        "accept-encoding: gzip, br, deflate".to_owned(),
        "accept-language: sv,en;q=0.5".to_owned(),
    ] {
        assert!(lines.contains(&line.as_str()), "{line} is not in {lines:?}");
    }
}

#[tokio::test]
async fn every_path_can_be_asked_for() {
    let server = Server::start(|path| page(path)).await;
    for path in [
        "/|^[]{}\"<>`\\",
        "/%zz%",
        "/?a[]={}|^`'\"<>\\",
        "/å ä\u{fffd}?ö 🙂",
        "//a//../b",
    ] {
        let page = get(&server, path).await.unwrap();
        assert!(
            page.url.as_str().ends_with(&page.html),
            "{path}: {}",
            page.html
        );
    }
}

#[tokio::test]
async fn pages_in_all_their_writings() {
    let cases: [(&[&str], Vec<u8>, &str); 8] = [
        (
            &["Content-Type: text/html; charset=iso-8859-1"],
            b"sm\xf6r".to_vec(),
            "smör",
        ),
        (&["Content-Type: text/html"], b"sm\xf6r".to_vec(), "smör"),
        (
            &["Content-Type: text/html"],
            b"<meta charset=latin1>\xf6".to_vec(),
            "<meta charset=latin1>ö",
        ),
        (
            &[HTML],
            b"sm\xc3\xb6r och gr\xc3\xb6\xff".to_vec(),
            "smör och grö\u{fffd}",
        ),
        (&[], "smör".into(), "smör"),
        (
            &["Content-Type: application/xhtml+xml"],
            "smör".into(),
            "smör",
        ),
        (
            &[HTML, "Content-Encoding: gzip"],
            gzip("smör".as_bytes()),
            "smör",
        ),
        (&[HTML], vec![], ""),
    ];
    for (fields, body, expected) in cases {
        let server = Server::start(move |_| answer("200 OK", fields, &body)).await;
        let page = get(&server, "/").await.unwrap();
        assert_eq!(page.html, expected, "{fields:?}");
    }
}

#[tokio::test]
async fn a_page_in_chunks_or_to_the_end_of_the_connection() {
    let server = Server::start(|path| match path {
        "/chunked" => unbounded(
            "Transfer-Encoding: chunked\r\n",
            vec![Step::Send(
                b"3\r\nHej\r\n1\r\n!\r\n0\r\nTrailer: a\r\n\r\n".to_vec(),
            )],
        ),
        _ => unbounded("", vec![Step::Send(b"Hej!".to_vec())]),
    })
    .await;
    for path in ["/chunked", "/closed"] {
        assert_eq!(get(&server, path).await.unwrap().html, "Hej!", "{path}");
    }
}

/// Answers of many faults, by their path.
fn faulty(path: &str) -> Vec<Step> {
    let send = |text: &str| Step::Send(text.as_bytes().to_vec());
    match path {
        "/404" => answer("404 Not Found", &[HTML], b"<p>Finns inte.</p>"),
        "/500" => answer("500 Internal Server Error", &[HTML], b"<p>Hoppsan.</p>"),
        "/204" => vec![send("HTTP/1.1 204 No Content\r\n\r\n")],
        "/206" => answer("206 Partial Content", &[HTML], b"<p>Halv"),
        "/304" => vec![send("HTTP/1.1 304 Not Modified\r\n\r\n")],
        "/pdf" => answer("200 OK", &["Content-Type: application/pdf"], b"%PDF-1.7"),
        "/hidden-pdf" => answer("200 OK", &[HTML], b"%PDF-1.7"),
        "/nameless-png" => answer("200 OK", &[], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "/jpeg" => answer("200 OK", &["Content-Type: image/jpeg"], b"\xff\xd8\xff\xe0"),
        "/plain" => answer("200 OK", &["Content-Type: text/plain"], b"Hej"),
        "/korean" => answer(
            "200 OK",
            &["Content-Type: text/html; charset=iso-2022-kr"],
            b"Hej",
        ),
        "/told-50-mb" => vec![
            send(&format!(
                "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 52428800\r\n\r\n"
            )),
            Step::Hang,
        ],
        "/untold-50-mb" => unbounded("", vec![Step::Flood(vec![b'a'; 1 << 16])]),
        "/bomb" => answer(
            "200 OK",
            &[HTML, "Content-Encoding: gzip"],
            &gzip(&vec![b' '; 50 << 20]),
        ),
        "/empty-blocks" => unbounded(
            "Content-Encoding: gzip\r\n",
            vec![Step::Flood(gzip(b"").repeat(1_000))],
        ),
        "/zstd" => answer(
            "200 OK",
            &[HTML, "Content-Encoding: zstd"],
            b"\x28\xb5\x2f\xfd",
        ),
        "/not-gzip" => answer("200 OK", &[HTML, "Content-Encoding: gzip"], b"<p>Hej</p>"),
        "/cut-gzip" => {
            let whole = gzip("Hej på dig. ".repeat(50).as_bytes());
            answer(
                "200 OK",
                &[HTML, "Content-Encoding: gzip"],
                &whole[..whole.len() / 2],
            )
        }
        "/cut" => vec![send(&format!(
            "HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 100\r\n\r\n<p>"
        ))],
        "/cut-chunk" => unbounded("Transfer-Encoding: chunked\r\n", vec![send("5\r\nHe")]),
        "/bad-chunk" => unbounded("Transfer-Encoding: chunked\r\n", vec![send("x\r\nHej")]),
        "/silent" => vec![],
        "/ssh" => vec![send("SSH-2.0-OpenSSH_9.2\r\n")],
        "/long-head" => vec![
            send("HTTP/1.1 200 OK\r\nA: "),
            Step::Flood(vec![b'a'; 1 << 16]),
        ],
        "/many-fields" => vec![
            send("HTTP/1.1 200 OK\r\n"),
            Step::Flood(b"A: b\r\n".repeat(1_000)),
        ],
        "/nowhere" => vec![send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")],
        "/to-no-url" => redirect("http://[::1"),
        "/loop" => redirect("/loop2"),
        "/loop2" => redirect("/loop#again"),
        "/to-file" => redirect("file:///etc/passwd"),
        "/to-userinfo" => redirect("http://a:b@news.example/"),
        "/to-port" => redirect("http://8.8.8.8:22/"),
        "/to-metadata" => redirect("http://169.254.169.254/latest/meta-data/"),
        "/to-octal" => redirect("//0177.1/"),
        "/to-localhost" => redirect("http://localhost/"),
        "/hop1" => redirect("/hop2"),
        "/hop2" => redirect("hop3"),
        "/hop3" => redirect("http://[::ffff:10.0.0.1]/"),
        _ => {
            let number: usize = path[1..].parse().unwrap();
            redirect(&format!("/{}", number + 1))
        }
    }
}

#[tokio::test]
async fn faulty_answers() {
    let cases = [
        ("/404", "Status"),
        ("/500", "Status"),
        ("/204", "Status"),
        ("/206", "Status"),
        ("/304", "Status"),
        ("/pdf", "NotHtml"),
        ("/hidden-pdf", "NotHtml"),
        ("/nameless-png", "NotHtml"),
        ("/jpeg", "NotHtml"),
        ("/plain", "NotHtml"),
        ("/korean", "Undecodable"),
        ("/told-50-mb", "TooLarge"),
        ("/untold-50-mb", "TooLarge"),
        ("/bomb", "TooLarge"),
        ("/empty-blocks", "TooLarge"),
        ("/zstd", "UnknownCoding"),
        ("/not-gzip", "Corrupt"),
        ("/cut-gzip", "Corrupt"),
        ("/cut", "Broken"),
        ("/cut-chunk", "Broken"),
        ("/bad-chunk", "Broken"),
        ("/silent", "Broken"),
        ("/ssh", "Broken"),
        ("/long-head", "Broken"),
        ("/many-fields", "Broken"),
        ("/nowhere", "RedirectNowhere"),
        ("/to-no-url", "RedirectNowhere"),
        ("/loop", "RedirectLoop"),
        ("/1", "TooManyRedirects"),
        ("/to-file", "ForbiddenScheme"),
        ("/to-userinfo", "Userinfo"),
        ("/to-port", "ForbiddenPort"),
        ("/to-metadata", "ForbiddenAddress"),
        ("/to-octal", "ForbiddenAddress"),
        ("/to-localhost", "ForbiddenHost"),
        ("/hop1", "ForbiddenAddress"),
    ];
    let server = Server::start(faulty).await;
    for (path, expected) in cases {
        let error = get(&server, path).await.unwrap_err();
        assert_eq!(variant(&error), expected, "{path}: {error}");
    }
}

#[tokio::test]
async fn redirects_are_counted_exactly() {
    let server = Server::start(|path| match path {
        "/6" => page("Framme"),
        path => faulty(path),
    })
    .await;
    let page = get(&server, "/1").await.unwrap();
    assert_eq!((page.html.as_str(), page.url.path()), ("Framme", "/6"));
    assert_eq!(
        variant(&get(&server, "/0").await.unwrap_err()),
        "TooManyRedirects"
    );
}

#[tokio::test]
async fn sizes_are_counted_exactly() {
    let body = "å".repeat(500);
    let plain = body.clone();
    let server = Server::start(move |path| match path {
        "/gzip" => answer(
            "200 OK",
            &[HTML, "Content-Encoding: gzip"],
            &gzip(plain.as_bytes()),
        ),
        _ => page(&plain),
    })
    .await;
    for path in ["/gzip", "/plain"] {
        for (max_bytes, fits) in [(1_000, true), (999, false)] {
            let config = Config {
                max_bytes,
                ..Config::default()
            };
            match get_with(config, &server, path).await {
                Ok(page) => assert!(fits && page.html == body, "{path} {max_bytes}"),
                Err(error) => {
                    assert!(!fits, "{path} {max_bytes}: {error}");
                    assert_eq!(variant(&error), "TooLarge");
                }
            }
        }
    }
}

#[tokio::test]
async fn slow_answers_end_at_the_limit() {
    let server = Server::start(|path| match path {
        "/head" => vec![Step::Send(b"HTTP/1.1 200 OK\r\n".to_vec()), Step::Hang],
        "/body" => unbounded("", vec![Step::Send(b"<p>".to_vec()), Step::Hang]),
        "/redirect" => redirect("/nothing"),
        _ => vec![Step::Hang],
    })
    .await;
    let limit = Duration::from_millis(300);
    let config = Config {
        connect_timeout: limit,
        total_timeout: limit,
        ..Config::default()
    };
    for path in ["/nothing", "/head", "/body", "/redirect"] {
        let start = Instant::now();
        let error = get_with(config.clone(), &server, path).await.unwrap_err();
        assert_eq!(variant(&error), "TotalTimeout", "{path}: {error}");
        let taken = start.elapsed();
        assert!(taken >= limit && taken < limit * 10, "{path}: {taken:?}");
    }
}
