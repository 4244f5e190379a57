//! The pages in tests/fixtures/pages, read as the texts beside them.
//!
//! `page.html` gives `page.txt`, or `page.err` when nothing on it can be read. A page named
//! `.latin1.html` is kept in ISO 8859-1. `LYSSNA_REGENERATE=1 cargo test --test extract`
//! writes the texts anew.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use lyssna::extract::{Article, ExtractError, Options, extract};
use scraper::{Html, Selector};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pages")
}

/// The pages' names and markup.
fn pages() -> Vec<(String, String)> {
    let mut pages = Vec::new();
    for entry in fs::read_dir(folder()).expect("the folder of pages") {
        let path = entry.expect("an entry of the folder").path();
        let file = path
            .file_name()
            .expect("a file name")
            .to_string_lossy()
            .into_owned();
        if let Some(name) = file.strip_suffix(".html") {
            let bytes = fs::read(&path).expect("a page");
            let html = if name.ends_with(".latin1") {
                bytes.into_iter().map(char::from).collect()
            } else {
                String::from_utf8(bytes).expect("a page in UTF-8")
            };
            pages.push((name.to_owned(), html));
        }
    }
    pages.sort();
    pages
}

fn read(html: &str) -> Result<Article, ExtractError> {
    extract(html, "https://exempel.example/sida", &Options::default())
}

/// The file that a page should give, and what it gives.
fn outcome(name: &str, html: &str) -> (String, String) {
    match read(html) {
        Ok(article) => (format!("{name}.txt"), format!("{}\n", article.text())),
        Err(error) => (format!("{name}.err"), format!("{error}\n")),
    }
}

#[test]
fn pages_give_their_texts() {
    let regenerate = std::env::var_os("LYSSNA_REGENERATE").is_some();
    let mut wrong = Vec::new();
    for (name, html) in pages() {
        let (file, text) = outcome(&name, &html);
        let path = folder().join(&file);
        if regenerate {
            fs::write(&path, &text).expect("a text is written");
        } else if fs::read_to_string(&path).ok().as_deref() != Some(text.as_str()) {
            wrong.push(format!("{file} should hold:\n{text}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_text_has_its_page() {
    let expected: BTreeSet<String> = pages()
        .iter()
        .map(|(name, html)| outcome(name, html).0)
        .collect();
    let found: BTreeSet<String> = fs::read_dir(folder())
        .expect("the folder of pages")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|file| !file.ends_with(".html"))
        .collect();
    assert_eq!(found, expected);
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
            let first = words(block.text.split(' ').next().unwrap_or_default());
            assert!(
                words(&whole).contains(&first),
                "{name}: {} lacks {first}",
                block.path
            );
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} blocks");
}
