//! The service as a process: what its log says.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::tempdir;

use crate::support::BINARY;

/// Serves one request and returns all that was logged.
fn log(variables: &[(&str, &str)]) -> String {
    let folder = tempdir().unwrap();
    let mut served = Command::new(BINARY)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .envs(variables.iter().copied())
        .current_dir(folder.path())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut log = BufReader::new(served.stderr.take().unwrap());
    let mut told = String::new();
    while !told.contains("listening on http://") {
        assert_ne!(log.read_line(&mut told).unwrap(), 0, "{told}");
    }
    let address = told.trim_end().rsplit("http://").next().unwrap();
    let request =
        "GET /v1/article?url=/demo/norrsken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    let mut client = TcpStream::connect(address).unwrap();
    client.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    client.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    terminate(&mut served);
    log.read_to_string(&mut told).unwrap();
    assert!(served.wait().unwrap().success(), "{told}");
    told
}

fn terminate(child: &mut Child) {
    let process = child.id().to_string();
    let sent = Command::new("kill").args(["-TERM", &process]).status();
    assert!(sent.unwrap().success());
}

#[test]
fn the_log_tells_who_may_listen_and_not_who_does() {
    let site = "[{ name = \"a\", origins = [\"https://a.se\"] }]";
    let local = "only this machine may listen";
    let cases = [
        (&[][..], true, false),
        (&[("LYSSNA_SITES", site)], false, false),
        (&[("LYSSNA_HTTP__LOG_CLIENTS", "true")], true, true),
    ];
    for (variables, is_local, names_client) in cases {
        let told = log(variables);
        assert_eq!(told.contains(local), is_local, "{told}");
        assert!(told.contains("/v1/article"), "{told}");
        assert!(!told.contains("norrsken"), "what is listened to: {told}");
        assert_eq!(told.contains("client=127.0.0.1"), names_client, "{told}");
        let named = told.matches("127.0.0.1").count();
        assert!(names_client || named == 1, "its own address only: {told}");
    }
}
