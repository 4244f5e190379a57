use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::tempdir;

use crate::support::{BINARY, lyssna, project, said};

/// Asserts that the run fails with one clear line and leaves no new file.
fn refused(folder: &Path, arguments: &[&str], expected: &str) {
    let before = files(folder);
    let output = lyssna(folder, arguments, "");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{arguments:?} succeeds");
    assert_eq!(
        errors.trim_end().lines().count(),
        1,
        "{arguments:?}: {errors}"
    );
    assert!(errors.starts_with("lyssna: "), "{errors}");
    assert!(errors.contains(expected), "{arguments:?}: {errors}");
    assert_eq!(files(folder), before, "{arguments:?}");
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn pages_that_cannot_be_read() {
    let folder = tempdir().unwrap();
    let page = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    page("empty.html", b"");
    page("signs.html", "<p>*** — ♥</p>".as_bytes());
    page("file.pdf", b"%PDF-1.7\n1 0 obj");
    page("picture.html", b"\x89PNG\r\n\x1a\n\0\0\0");
    let cases = [
        ("missing.html", "cannot read missing.html"),
        ("empty.html", "empty.html"),
        ("signs.html", "signs.html"),
        ("file.pdf", "application/pdf"),
        ("picture.html", "image/png"),
        ("http://127.0.0.1:8080/", "127.0.0.1"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://10.0.0.1/", "10.0.0.1"),
        ("http://[::ffff:192.168.0.1]/", "192.168.0.1"),
        ("http://finns-inte.invalid/", "finns-inte.invalid"),
        ("http://user:secret@example.com/", "user"),
        ("https://", "https://"),
    ];
    for (source, expected) in cases {
        refused(folder.path(), &["read", source, "-o", "out.mp3"], expected);
        refused(folder.path(), &["extract", source], expected);
    }
}

#[test]
fn books_of_other_sound_than_mp3() {
    let folder = tempdir().unwrap();
    let page = project("examples/articles/budget.html");
    let arguments = ["read", page.to_str().unwrap(), "-o", "out.wav", "--epub"];
    refused(folder.path(), &arguments, "a book holds MP3");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn outputs_that_cannot_be_written() {
    let folder = tempdir().unwrap();
    let page = project("examples/articles/budget.html");
    let page = page.to_str().unwrap();
    for (output, expected) in [
        ("out.ogg", "must end in .mp3, .opus or .wav"),
        ("out", "must end in .mp3, .opus or .wav"),
        ("no/such/folder/out.mp3", "no/such/folder/out.mp3"),
    ] {
        refused(folder.path(), &["say", "Hej!", "-o", output], expected);
    }
    refused(folder.path(), &["read", page, "-o", "out.txt"], "out.txt");
}

#[test]
fn a_disk_without_room_leaves_the_old_file_whole() {
    let folder = tempdir().unwrap();
    let output = folder.path().join("out.wav");
    fs::write(&output, "the old one").unwrap();
    // A file size limit of 8 blocks fails a write as a full disk does.
    let limited = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 8; exec \"$0\" say 'Hej på dig!' -o out.wav",
        ])
        .arg(BINARY)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&limited.stderr);
    assert!(!limited.status.success());
    assert!(errors.contains("cannot write out.wav"), "{errors}");
    assert_eq!(fs::read_to_string(&output).unwrap(), "the old one");
    assert_eq!(files(folder.path()), ["out.wav"]);
}

#[test]
fn speech_that_cannot_be_made() {
    let folder = tempdir().unwrap();
    refused(folder.path(), &["say", "...", "-o", "a.wav"], "no words");
    refused(
        folder.path(),
        &["say", "Hej", "-o", "a.wav", "--voice", "sven"],
        "there are: alva, nils",
    );
    for (markup, expected) in [
        ("<speak>\n<x/></speak>", "line 2, column 1: <x> is not"),
        ("Hej <b>du</b>", "line 1, column 1: the XML cannot be read"),
        (
            "<speak><prosody rate='200%'>Hej</prosody></speak>",
            "is not from 0.5 to 2",
        ),
    ] {
        let say = ["say", "--ssml", markup, "-o", "a.wav", "--speed", "1.5"];
        refused(folder.path(), &say, expected);
    }
    let output = lyssna(folder.path(), &["say", "Hej", "--speed", "9"], "");
    assert!(String::from_utf8_lossy(&output.stderr).contains("0.5 to 2"));
}

#[test]
fn a_voice_file_missing_or_damaged_is_named_at_the_start() {
    let folder = tempdir().unwrap();
    let voices = folder.path().join("voices");
    copy(&project("voices/alva"), &voices.join("alva"));
    copy(&project("voices/models"), &voices.join("models"));
    let decoder = voices.join("models/decoder.onnx");
    let whole = fs::read(&decoder).unwrap();
    let mut damaged = whole.clone();
    damaged[whole.len() / 2] ^= 1;
    for bytes in [Some(damaged), Some(whole[..1000].to_vec()), None] {
        match bytes {
            Some(bytes) => fs::write(&decoder, bytes).unwrap(),
            None => fs::remove_file(&decoder).unwrap(),
        }
        for arguments in [
            &["voices", "check", "--voices", "voices"][..],
            &["say", "Hej", "-o", "a.wav", "--voices", "voices"],
        ] {
            refused(folder.path(), arguments, "models/decoder.onnx");
        }
        let served = Command::new(BINARY)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .env("LYSSNA_VOICES", &voices)
            .current_dir(folder.path())
            .output()
            .unwrap();
        let errors = String::from_utf8_lossy(&served.stderr);
        assert!(!served.status.success());
        assert!(errors.contains("models/decoder.onnx"), "{errors}");
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn a_bad_configuration_names_its_key() {
    let folder = tempdir().unwrap();
    fs::write(
        folder.path().join("lyssna.toml"),
        "[fetch]\nmax_redirect = 3\n",
    )
    .unwrap();
    refused(
        folder.path(),
        &["serve", "--config", "lyssna.toml"],
        "max_redirect",
    );
    refused(
        folder.path(),
        &["serve", "--config", "none.toml"],
        "none.toml",
    );
}

#[test]
fn a_check_names_all_that_is_wrong_and_serves_nothing() {
    let folder = tempdir().unwrap();
    let check = ["serve", "--config", "lyssna.toml", "--check"];
    let file = folder.path().join("lyssna.toml");
    let site = "[[sites]]\nname = \"a\"\norigins = [\"https://a.se\"]\n";
    fs::write(&file, site).unwrap();
    assert_eq!(
        said(folder.path(), &check, ""),
        "the configuration is valid\n"
    );

    let bad = format!("[store]\ndir = \"lyssna.toml\"\n{site}voice = \"sven\"\n");
    fs::write(&file, bad).unwrap();
    for key in ["store.dir: ", "sites[0].voice: there is no voice \"sven\""] {
        refused(folder.path(), &check, key);
    }
    fs::write(folder.path().join("a.toml"), "[[word]]\nmatch = 'a'\n").unwrap();
    fs::write(&file, format!("{site}lexicons = [\"a.toml\"]\n")).unwrap();
    refused(
        folder.path(),
        &check,
        "a.toml is no lexicon: line 2, column 9: ",
    );
    fs::write(&file, format!("lexicons = [\"b.pls\"]\n{site}")).unwrap();
    refused(folder.path(), &check, "b.pls cannot be read");
    let worse = format!("listen = 1\n[workers]\nqueue = 0\n{site}voice = \"sven\"\n");
    fs::write(&file, worse).unwrap();
    for key in ["listen: ", "workers.queue: ", "sites[0].voice: "] {
        refused(folder.path(), &check, key);
    }
    fs::write(&file, site).unwrap();
    let told = Command::new(BINARY)
        .args(check)
        .current_dir(folder.path())
        .env("LYSSNA_LOG", "a=b=c")
        .output()
        .unwrap();
    let told = String::from_utf8(told.stderr).unwrap();
    assert!(told.contains("LYSSNA_LOG: "), "{told}");
}

#[test]
fn links_are_signed_with_their_sites_key() {
    let folder = tempdir().unwrap();
    let secret = "0123456789abcdef0123456789abcdef";
    fs::write(
        folder.path().join("lyssna.toml"),
        format!(
            "[[sites]]\nname = \"a\"\norigins = [\"https://a.se\"]\n\
             keys = [{{ id = \"k\", secret = \"{secret}\" }}]\n\
             [[sites]]\nname = \"b\"\norigins = [\"https://b.se\"]\n"
        ),
    )
    .unwrap();
    let sign = |url| ["sign", url, "--config", "lyssna.toml"];
    let signature = said(folder.path(), &sign("https://a.se/nyhet"), "");
    let parts: Vec<_> = signature.trim_end().split('.').collect();
    assert_eq!((parts[0], parts[2].len()), ("k", 43), "{signature}");
    assert!(parts[1].parse::<u64>().unwrap() > 1_795_000_000);
    refused(folder.path(), &sign("https://b.se/nyhet"), "b has no keys");
    refused(folder.path(), &sign("https://c.se/"), "no configured site");
}

#[test]
fn feeds_that_are_not_configured() {
    let folder = tempdir().unwrap();
    let feed = "[http]\npublic_url = \"https://lyssna.example.se/\"\n[store]\ndir = \".\"\n\
        [[feeds]]\nname = \"nytt\"\nurls = [\"/demo/budget\"]\ntitle = \"Nytt\"\n\
        description = \"Allt.\"\nlink = \"https://example.se/\"\nauthor = \"Example\"\n";
    fs::write(folder.path().join("lyssna.toml"), feed).unwrap();
    fs::write(folder.path().join("bad.toml"), feed.replace("urls", "url")).unwrap();
    let cases = [
        (
            &["feed", "annat", "--config", "lyssna.toml"][..],
            "there are: nytt",
        ),
        (&["feed", "nytt", "--config", "bad.toml"], "feeds[0].url"),
        (&["feed", "nytt", "--config", "none.toml"], "none.toml"),
    ];
    for (arguments, expected) in cases {
        refused(folder.path(), arguments, expected);
    }
}
