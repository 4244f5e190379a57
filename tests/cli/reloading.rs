//! The service as a process that reads its sites and lexicons again while it serves.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::time::Duration;

use tempfile::tempdir;

use crate::support::Served;

const SITE: &str = "[[sites]]\nname = \"a\"\norigins = [\"https://finns-inte.invalid\"]\n";
const OTHER: &str = "[[sites]]\nname = \"b\"\norigins = [\"https://saknas.invalid\"]\n";

/// Asks for the answer's head and body, as text.
fn answer(served: &Served, path: &str) -> String {
    let answer = served.get(path).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

/// Tells by which rules articles are read: who may embed, which sites, which sounds.
fn rules(served: &Served) -> (bool, bool, String) {
    let embeds = answer(served, "/embed").contains("frame-ancestors 'self' https://saknas.invalid");
    let reads = answer(served, "/v1/article?url=https://saknas.invalid/");
    (embeds, !reads.contains("site-refused"), clip(served))
}

/// The name of an article's clip, which changes with its sounds.
fn clip(served: &Served) -> String {
    let answer = answer(served, "/v1/article?url=/demo/norrsken");
    let (_, rest) = answer.split_once("\"id\":\"").unwrap();
    rest[..32].to_owned()
}

fn write(folder: &Path, file: &str, text: &str) {
    std::fs::write(folder.join(file), text).unwrap();
}

#[test]
fn sites_and_lexicons_are_read_again_and_nobody_notices() {
    let folder = tempdir().unwrap();
    let folder = folder.path();
    write(folder, "names.toml", "");
    let lexicons = "lexicons = [\"names.toml\"]\n";
    write(folder, "lyssna.toml", &format!("{lexicons}{SITE}"));
    let mut served = Served::start(folder, &["--config", "lyssna.toml"], &[]);
    let (embeds, reads, before) = rules(&served);
    assert!(!embeds && !reads);

    let mut listener = TcpStream::connect(&served.address).unwrap();
    let request = "GET /v1/audio?url=/demo/budget&format=wav HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    listener.write_all(request.as_bytes()).unwrap();
    let mut heard = vec![0; 1000];
    listener.read_exact(&mut heard).unwrap();

    write(
        folder,
        "names.toml",
        "[[word]]\nmatch = 'norrsken'\nsay = 'himlaljus'\n",
    );
    write(folder, "lyssna.toml", &format!("{lexicons}{OTHER}"));
    served.signal("-HUP");
    served.await_log("sites and lexicons are read again");
    let (embeds, reads, after) = rules(&served);
    assert!(embeds && reads);
    assert_ne!(before, after, "the lexicon has not changed the sounds");

    // Each of these is one of several faults, and none of the file may come into force.
    let site = "[[sites]]\nname = \"c\"\norigins = [\"c.se\"]\nvoice = \"sven\"\n";
    write(
        folder,
        "lyssna.toml",
        &format!("lexicons = [\"none.toml\"]\nlisen = 1\n{site}"),
    );
    served.signal("-HUP");
    served.await_log("the old sites and lexicons stay");
    for fault in [
        "lisen: ",
        "sites[0].origins: ",
        "sites[0].voice: ",
        "lexicons: ",
    ] {
        assert!(served.told.contains(fault), "{fault}: {}", served.told);
    }
    write(folder, "lyssna.toml", "lexicons = [");
    served.signal("-HUP");
    served.await_log("the old sites and lexicons stay");
    assert_eq!(rules(&served), (true, true, after));

    listener.read_to_end(&mut heard).unwrap();
    let split = heard
        .windows(4)
        .position(|four| four == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8_lossy(&heard[..split]).to_lowercase();
    let (_, length) = head.split_once("\r\ncontent-length: ").unwrap();
    let length: usize = length.split("\r\n").next().unwrap().parse().unwrap();
    assert_eq!(heard.len() - split - 4, length, "the listener was dropped");
    served.stop();
}

#[test]
fn systemd_is_told_when_the_service_is_ready_reloads_and_stops() {
    let folder = tempdir().unwrap();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket
        .set_read_timeout(Some(Duration::from_secs(30)))
        .unwrap();
    let told = || {
        let mut message = [0; 512];
        let length = socket.recv(&mut message).unwrap();
        String::from_utf8(message[..length].to_vec()).unwrap()
    };
    let variables = [("NOTIFY_SOCKET", path.to_str().unwrap())];
    let served = Served::start(folder.path(), &[], &variables);
    assert_eq!(told(), "READY=1\n");
    served.signal("-HUP");
    assert!(told().starts_with("RELOADING=1\nMONOTONIC_USEC="));
    assert_eq!(told(), "READY=1\n");
    let log = served.stop();
    assert_eq!(told(), "STOPPING=1\n", "{log}");
}
