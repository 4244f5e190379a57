//! The service as a process: what its log says.

use std::fs::File;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::Command;

use serde_json::Value;
use tempfile::tempdir;

use crate::support::{BINARY, Served};

/// Serves one request and returns all that was logged.
fn log(variables: &[(&str, &str)]) -> String {
    let folder = tempdir().unwrap();
    let served = Served::start(folder.path(), &[], variables);
    let answer = served.get("/v1/article?url=/demo/norrsken").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
    served.stop()
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

#[test]
fn each_request_has_one_line_that_programs_can_read() {
    let folder = tempdir().unwrap();
    let served = Served::start(folder.path(), &[], &[("LYSSNA_LOG_FORMAT", "json")]);
    for (path, status) in [
        ("/v1/article?url=/demo/norrsken", 200),
        ("/v1/article?url=http://127.0.0.1:9/", 403),
    ] {
        let answer = served.get(path).unwrap();
        assert!(answer.starts_with(format!("HTTP/1.1 {status}").as_bytes()));
    }
    let told = served.stop();
    let lines = told.lines().map(serde_json::from_str::<Value>);
    let requests: Vec<Value> = lines
        .map(Result::unwrap)
        .filter(|line| line["span"]["name"] == "request")
        .collect();
    let statuses: Vec<_> = requests
        .iter()
        .map(|line| line["fields"]["status"].as_u64().unwrap())
        .collect();
    assert_eq!(statuses, [200, 403], "{told}");
    let refused = &requests[1];
    assert_eq!(refused["fields"]["problem"], "address-refused");
    let cause = refused["span"]["cause"].as_str().unwrap();
    assert!(cause.contains("127.0.0.1"), "{cause}");
}

#[test]
fn a_log_on_a_full_disk_keeps_nobody_from_listening() {
    let folder = tempdir().unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    let mut service = Command::new(BINARY)
        .args(["serve", "--listen", &address.to_string()])
        .current_dir(folder.path())
        .stderr(full)
        .spawn()
        .unwrap();
    let mut client = loop {
        assert_eq!(service.try_wait().unwrap(), None, "the service has ended");
        match TcpStream::connect(address) {
            Ok(client) => break client,
            Err(_) => std::thread::sleep(std::time::Duration::from_millis(20)),
        }
    };
    let request =
        "GET /v1/article?url=/demo/norrsken HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    client.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    client.read_to_end(&mut answer).unwrap();
    service.kill().unwrap();
    service.wait().unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
}
