mod again;
mod names;
mod redirects;
mod robots;
mod secure;
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
    client(config, &[server.address])
        .fetch(&url, &|_| true)
        .await
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
    let server = Server::start(|_| page("<p>Hör på!</p>")).await;
    let config = Config {
        contact: Some("https://lyssna.example/om".to_owned()),
        ..Config::default()
    };
    let page = get_with(config, &server, "/a/b?c=d&e=%20#f").await.unwrap();
    assert_eq!(page.html().unwrap(), "<p>Hör på!</p>");
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
    let server = Server::start(page).await;
    for path in [
        "/|^[]{}\"<>`\\",
        "/%zz%",
        "/?a[]={}|^`'\"<>\\",
        "/å ä\u{fffd}?ö 🙂",
        "//a//../b",
    ] {
        let page = get(&server, path).await.unwrap();
        let asked = page.html().unwrap();
        assert!(page.url.as_str().ends_with(&asked), "{path}: {asked}");
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
        assert_eq!(page.html().unwrap(), expected, "{fields:?}");
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
        let page = get(&server, path).await.unwrap();
        assert_eq!(page.html().unwrap(), "Hej!", "{path}");
    }
}

fn send(text: &str) -> Step {
    Step::Send(text.as_bytes().to_vec())
}

/// Limits that no load of the machine reaches.
fn patient() -> Config {
    Config {
        total_timeout: Duration::from_secs(300),
        ..Config::default()
    }
}

/// Checks that each answer, whatever is asked, ends in that error.
async fn check_faults(cases: Vec<(&str, Vec<Step>, &str)>) {
    for (name, steps, expected) in cases {
        let server = Server::start(move |_| steps.clone()).await;
        let page = get_with(patient(), &server, "/").await;
        let text = page.and_then(|page| page.html());
        let error = text.unwrap_err();
        assert_eq!(variant(&error), expected, "{name}: {error}");
    }
}

#[tokio::test]
async fn answers_without_a_page() {
    let bare = |status: &str| vec![send(&format!("HTTP/1.1 {status}\r\n\r\n"))];
    check_faults(vec![
        (
            "404",
            answer("404 Not Found", &[HTML], b"<p>Borta"),
            "Status",
        ),
        ("500", answer("500 Oops", &[HTML], b"<p>Hoppsan"), "Status"),
        (
            "206",
            answer("206 Partial Content", &[HTML], b"<p>Halv"),
            "Status",
        ),
        ("204", bare("204 No Content"), "Status"),
        ("304", bare("304 Not Modified"), "Status"),
    ])
    .await;
}

#[tokio::test]
async fn files_that_are_no_page() {
    let file = |fields: &[&str], body: &[u8]| answer("200 OK", fields, body);
    check_faults(vec![
        (
            "PDF",
            file(&["Content-Type: application/pdf"], b"%PDF-1.7"),
            "NotHtml",
        ),
        (
            "JPEG",
            file(&["Content-Type: image/jpeg"], b"\xff\xd8\xff\xe0"),
            "NotHtml",
        ),
        (
            "text",
            file(&["Content-Type: text/plain"], b"Hej"),
            "NotHtml",
        ),
        ("PDF as HTML", file(&[HTML], b"%PDF-1.7"), "NotHtml"),
        (
            "PNG as nothing",
            file(&[], b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
            "NotHtml",
        ),
        (
            "charset",
            file(&["Content-Type: text/html; charset=iso-2022-kr"], b"a"),
            "Undecodable",
        ),
    ])
    .await;
}

#[tokio::test]
async fn answers_that_are_too_large() {
    let gzip_field = "Content-Encoding: gzip";
    let told = format!("HTTP/1.1 200 OK\r\n{HTML}\r\nContent-Length: 52428800\r\n\r\n");
    let flood = vec![Step::Flood(vec![b'a'; 1 << 16])];
    let bomb = gzip(&vec![b' '; 50 << 20]);
    let hollow = Step::Flood(gzip(b"").repeat(1_000));
    check_faults(vec![
        ("told", vec![send(&told), Step::Hang], "TooLarge"),
        ("untold", unbounded("", flood), "TooLarge"),
        (
            "bomb",
            answer("200 OK", &[HTML, gzip_field], &bomb),
            "TooLarge",
        ),
        (
            "hollow",
            unbounded(&format!("{gzip_field}\r\n"), vec![hollow]),
            "TooLarge",
        ),
    ])
    .await;
}

#[tokio::test]
async fn answers_that_are_cut_off_or_damaged() {
    let zipped = gzip("Hej på dig. ".repeat(50).as_bytes());
    let half = &zipped[..zipped.len() / 2];
    let coded = |coding: &str, body: &[u8]| {
        let field = format!("Content-Encoding: {coding}");
        answer("200 OK", &[HTML, &field], body)
    };
    let chunked = |text: &str| unbounded("Transfer-Encoding: chunked\r\n", vec![send(text)]);
    let long_field = Step::Flood(vec![b'a'; 1 << 16]);
    let many_fields = Step::Flood(b"A: b\r\n".repeat(1_000));
    check_faults(vec![
        ("zstd", coded("zstd", b"\x28\xb5\x2f\xfd"), "UnknownCoding"),
        ("not gzip", coded("gzip", b"<p>Hej</p>"), "Corrupt"),
        ("half of gzip", coded("gzip", half), "Corrupt"),
        (
            "cut",
            unbounded("Content-Length: 100\r\n", vec![send("<p>")]),
            "CutOff",
        ),
        ("cut in a chunk", chunked("5\r\nHe"), "CutOff"),
        ("no chunk", chunked("x\r\nHej"), "Broken"),
        ("nothing", vec![], "CutOff"),
        (
            "another protocol",
            vec![send("SSH-2.0-OpenSSH_9.2\r\n")],
            "Broken",
        ),
        (
            "a long field",
            vec![send("HTTP/1.1 200 OK\r\nA: "), long_field],
            "Broken",
        ),
        (
            "many fields",
            vec![send("HTTP/1.1 200 OK\r\n"), many_fields],
            "Broken",
        ),
    ])
    .await;
}

#[tokio::test]
async fn what_comes_after_the_told_length_is_not_read() {
    let server =
        Server::start(|_| unbounded("Content-Length: 3\r\n", vec![send("Hej, och mer därtill")]))
            .await;
    let page = get(&server, "/").await.unwrap();
    assert_eq!(page.html().unwrap(), "Hej");
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
                Ok(page) => assert!(fits && page.html().unwrap() == body, "{path} {max_bytes}"),
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
    let cases = [
        ("/nothing", "HeaderTimeout"),
        ("/head", "HeaderTimeout"),
        ("/redirect", "HeaderTimeout"),
        ("/body", "BodyTimeout"),
    ];
    for (path, expected) in cases {
        let start = Instant::now();
        let error = get_with(config.clone(), &server, path).await.unwrap_err();
        assert_eq!(variant(&error), expected, "{path}: {error}");
        let taken = start.elapsed();
        assert!(taken >= limit && taken < limit * 10, "{path}: {taken:?}");
    }
}
