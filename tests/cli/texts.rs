use std::fs;

use tempfile::tempdir;

use crate::support::{project, said};

#[test]
fn one_line_in_one_line_out() {
    let folder = tempdir().unwrap();
    let lines = "Den 3 maj kl. 19.30\n\nSKR:s 12-åring\n";
    let normalised = said(folder.path(), &["normalise"], lines);
    let expected = [
        "Den tredje maj klockan nitton trettio",
        "",
        "S K R:s tolvåring",
    ];
    let got: Vec<_> = normalised.split('\n').collect();
    assert_eq!(got, [expected[0], expected[1], expected[2], ""]);
    let phonemes = said(folder.path(), &["phonemes"], "anden\n\nflicka\n");
    assert_eq!(phonemes.split('\n').count(), 4, "{phonemes}");
    assert!(phonemes.contains("²ˈflɪ"), "{phonemes}");
}

#[test]
fn phones_are_written_in_other_alphabets_and_with_their_sources() {
    let folder = tempdir().unwrap();
    let said = |args: &[&str]| said(folder.path(), args, "En 🦆 flicka, barn\n");
    let cases = [
        (vec!["phonemes"], "ɛn ²ˈflɪkːa ˈbɑːɳ\n"),
        (
            vec!["phonemes", "--alphabet", "x-sampa"],
            "En \"\"flIk:a \"bA:n`\n",
        ),
        (
            vec!["phonemes", "--alphabet", "espeak"],
            "En 'flIka 'bA:n.\n",
        ),
    ];
    for (args, expected) in cases {
        assert_eq!(said(&args), expected, "{args:?}");
    }
    let json = said(&["phonemes", "--format", "json"]);
    let line: serde_json::Value = serde_json::from_str(&json).unwrap();
    let word = &line["words"][1];
    assert_eq!(word["text"], "flicka");
    assert_eq!(word["accent"], "grave");
    assert_eq!(word["bytes"], serde_json::json!({"start": 8, "end": 14}));
    assert_eq!(word["utf16"], serde_json::json!({"start": 6, "end": 12}));
    assert_eq!(word["syllables"][0]["stress"], "primary");
    assert_eq!(
        word["syllables"][0]["phones"][2],
        serde_json::json!({"sign": "ɪ", "long": false})
    );
    assert_eq!(line["words"][0]["function"], true);
}

#[test]
fn lexica_go_before_the_rules() {
    let folder = tempdir().unwrap();
    let own = "[[word]]\nmatch = 'SKR'\nsay = 'kommunerna'\n";
    let pls = "<lexicon version='1.0' alphabet='ipa' xml:lang='sv'><lexeme>\
        <grapheme>Ekerö</grapheme><phoneme>ˈeːkəˌrøː</phoneme></lexeme>\
        <lexeme><grapheme>SKR</grapheme><alias>regionerna</alias></lexeme></lexicon>";
    fs::write(folder.path().join("a.toml"), own).unwrap();
    fs::write(folder.path().join("b.pls"), pls).unwrap();
    let lexica = ["--lexicon", "a.toml", "--lexicon", "b.pls"];
    let run = |command: &str| {
        let arguments = [&[command], &lexica[..]].concat();
        said(folder.path(), &arguments, "SKR i Ekerö\n")
    };
    assert_eq!(run("normalise"), "kommunerna i Ekerö\n");
    assert!(run("phonemes").ends_with(" ˈeːkəˌrøː\n"));
}

#[test]
fn extract_prints_the_article_alone() {
    let folder = tempdir().unwrap();
    let page = project("examples/articles/biblioteket.html");
    let page = page.to_str().unwrap();
    let text = said(folder.path(), &["extract", page], "");
    assert!(text.starts_with("Biblioteket i Storsele öppnar igen\nEfter två års renovering"));
    assert!(text.ends_with("biblioteket@storsele.example.\n"));
    for unread in [
        "Till sidans början",
        "Huvudmeny",
        "Teckning",
        "Alla demoartiklar",
    ] {
        assert!(!text.contains(unread), "{unread} is read");
    }
    let json = said(folder.path(), &["extract", page, "--format", "json"], "");
    let article: lyssna::extract::Article = serde_json::from_str(&json).unwrap();
    assert_eq!(article.text() + "\n", text);
    assert_eq!(article.site.as_deref(), Some("Storsele kommun"));
}

#[test]
fn extract_explains_what_it_leaves_out() {
    let folder = tempdir().unwrap();
    let page = project("examples/articles/biblioteket.html");
    let page = page.to_str().unwrap();
    let text = said(folder.path(), &["extract", page, "--explain"], "");
    assert!(
        text.contains("\ncaption: Hyllorna är fyllda igen."),
        "{text}"
    );
    let json = said(
        folder.path(),
        &["extract", page, "--explain", "--format", "json"],
        "",
    );
    let found: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(found["article"]["site"], "Storsele kommun");
    let dropped = found["dropped"].as_array().unwrap();
    let header = dropped
        .iter()
        .find(|part| part["path"] == "body > header:nth-of-type(1)");
    assert_eq!(header.unwrap()["why"], "aside", "{json}");
}

#[test]
fn voices_are_listed_with_licences_and_checked() {
    let folder = tempdir().unwrap();
    let list = said(folder.path(), &["voices"], "");
    for voice in ["alva", "nils"] {
        assert!(list.contains(voice), "{list}");
    }
    assert!(list.contains("CC0-1.0"), "{list}");
    let check = said(folder.path(), &["voices", "check"], "");
    assert_eq!(check.lines().count(), 2, "{check}");
}

#[test]
fn help_is_there_for_every_command() {
    let folder = tempdir().unwrap();
    let help = said(folder.path(), &["--help"], "");
    for command in [
        "serve",
        "read",
        "say",
        "extract",
        "normalise",
        "phonemes",
        "voices",
        "feed",
    ] {
        assert!(help.contains(command), "{help}");
        let own = said(folder.path(), &[command, "--help"], "");
        assert!(own.contains("Example"), "{own}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
