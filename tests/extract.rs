//! The pages in tests/golden/extract, read as the files beside them say.
//!
//! Each folder holds a `page.html` in the encoding it was written in, and what it gives:
//! `article.txt`, the text as it is heard, and `article.json`, or `error.txt` where there is
//! nothing to read. `LYSSNA_REGENERATE=1 cargo test --test extract` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use lyssna::extract::{Article, Block, ExtractError, Options, Span, SpanKind, extract};
use lyssna::fetch::decode_html;
use scraper::{Html, Selector};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/extract")
}

/// The names in a folder and their paths, sorted.
fn entries(folder: &Path) -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .map(|path| {
            let name = path.file_name().expect("a file name");
            (name.to_string_lossy().into_owned(), path.clone())
        })
        .collect()
}

/// The pages' names and markup.
fn pages() -> Vec<(String, String)> {
    entries(&folder())
        .into_iter()
        .map(|(name, path)| {
            let page = path.join("page.html");
            let bytes = fs::read(&page).unwrap_or_else(|e| panic!("{}: {e}", page.display()));
            let html = decode_html(&name, &bytes, None).expect("a page of text");
            (name, html)
        })
        .collect()
}

fn read(html: &str) -> Result<Article, ExtractError> {
    extract(html, "https://exempel.example/sida", &Options::default())
}

/// The files that stand beside a page.
fn outcome(html: &str) -> BTreeMap<&'static str, String> {
    match read(html) {
        Ok(article) => {
            let json = serde_json::to_string_pretty(&article).expect("an article is JSON");
            BTreeMap::from([
                ("article.txt", format!("{}\n", article.text())),
                ("article.json", format!("{json}\n")),
            ])
        }
        Err(error) => BTreeMap::from([("error.txt", format!("{error}\n"))]),
    }
}

/// Writes what a page gives in place of what was there.
fn regenerate(folder: &Path, files: &BTreeMap<&'static str, String>) {
    for (name, path) in entries(folder) {
        if name != "page.html" && !files.contains_key(name.as_str()) {
            fs::remove_file(path).expect("an unused golden is removed");
        }
    }
    for (name, text) in files {
        fs::write(folder.join(name), text).expect("a golden is written");
    }
}

#[test]
fn pages_give_their_goldens() {
    let mut wrong = Vec::new();
    for (name, html) in pages() {
        let (folder, files) = (folder().join(&name), outcome(&html));
        if std::env::var_os("LYSSNA_REGENERATE").is_some() {
            regenerate(&folder, &files);
        }
        for (file, text) in &files {
            let golden = fs::read_to_string(folder.join(file));
            if !golden.is_ok_and(|golden| golden == *text) {
                wrong.push(format!("{name}/{file} should hold:\n{text}"));
            }
        }
        for file in entries(&folder).into_keys() {
            if file != "page.html" && !files.contains_key(file.as_str()) {
                wrong.push(format!("{name}/{file} is not used"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first word of a block that stands on the page, if there is one.
fn first_word(block: &Block) -> Option<&str> {
    let added = |span: &&Span| matches!(span.kind, SpanKind::Added | SpanKind::Announcement);
    let leading = block.spans.iter().find(|span| span.start == 0);
    let start = leading.filter(added).map_or(0, |span| span.end);
    block.text[start..].split_whitespace().next()
}

#[test]
fn a_path_finds_the_element_that_holds_the_text() {
    let words = |text: &str| -> String { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let mut checked = 0;
    for (name, html) in pages() {
        let Ok(article) = read(&html) else { continue };
        let document = Html::parse_document(&html);
        for block in &article.blocks {
            let selector = Selector::parse(&block.path).expect("a path is a selector");
            let element = document.select(&selector).next();
            let element = element.unwrap_or_else(|| panic!("{name}: {} finds nothing", block.path));
            let whole: String = element.text().collect();
            let Some(first) = first_word(block) else {
                continue;
            };
            let first = words(first);
            assert!(
                words(&whole).contains(&first),
                "{name}: {} lacks {first}",
                block.path
            );
            checked += 1;
        }
    }
    assert!(checked > 300, "only {checked} blocks");
}

#[test]
fn a_page_in_utf_16_is_read_as_the_same_article() {
    let html = fs::read_to_string(folder().join("sprak/page.html")).expect("a page in UTF-8");
    let html = html.replace("<meta charset=\"utf-8\">", "");
    let expected = read(&html).expect("an article");
    let wide = |units: &dyn Fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        let text = mark.to_owned() + &html;
        text.encode_utf16().flat_map(units).collect()
    };
    for bytes in [
        wide(&u16::to_le_bytes, "\u{feff}"),
        wide(&u16::to_be_bytes, "\u{feff}"),
        wide(&u16::to_le_bytes, ""),
        wide(&u16::to_be_bytes, ""),
    ] {
        let decoded = decode_html("sprak", &bytes, None).expect("a page of text");
        assert_eq!(read(&decoded).as_ref(), Ok(&expected));
    }
}
