use std::collections::HashSet;
use std::io::Read;

use roxmltree::{Document, Node, ParsingOptions};
use zip::ZipArchive;

use super::*;
use crate::clip::Manifest;
use crate::clip::tests::{article, whole, whole_of};
use crate::extract::{Article, Block, BlockKind};

const HEADING: BlockKind = BlockKind::Heading { level: 2 };
const BULLET: BlockKind = BlockKind::ListItem { number: None };

fn with_blocks(blocks: &[(BlockKind, &str)]) -> Article {
    let block = |(kind, text): &(BlockKind, &str)| Block {
        kind: *kind,
        text: (*text).to_owned(),
        path: String::new(),
        spans: Vec::new(),
    };
    Article {
        blocks: blocks.iter().map(block).collect(),
        ..article("")
    }
}

/// The kinds of blocks, and what text may hold.
fn rich() -> Article {
    let numbered = |n| BlockKind::ListItem { number: Some(n) };
    Article {
        title: "Bo & Eva <3".to_owned(),
        byline: Some("Eva \"Ek\"".to_owned()),
        published: Some("2026-03-01T10:00:00+01:00".to_owned()),
        lang: Some("sv-SE".to_owned()),
        ..with_blocks(&[
            (BlockKind::Heading { level: 1 }, "Bo & Eva <3"),
            (BlockKind::Ingress, "De ses 🎉 i kväll. Klockan är 19.30!"),
            (HEADING, "Var & när"),
            (BULLET, "I parken."),
            (BULLET, "På torget."),
            (numbered(1), "Gå dit."),
            (numbered(2), "Gå hem. Sov\u{b} gott."),
            (BlockKind::Quote, "”Vi ses”, säger Bo."),
            (BlockKind::Attribution, "Bo Ek"),
            (BlockKind::Paragraph, "—"),
            (BlockKind::Row, "Ort: Umeå, Vind: 21 m/s"),
            (BlockKind::Caption, "Bo i parken."),
            (BlockKind::Code, "Kod."),
            (BULLET, "Slut."),
        ])
    }
}

struct Book {
    names: Vec<String>,
    files: ZipArchive<Cursor<Vec<u8>>>,
}

impl Book {
    fn of(whole: &Whole) -> Self {
        let made = DateTime::from_timestamp(1_772_000_000, 0).unwrap();
        let files = ZipArchive::new(Cursor::new(whole.epub(made).unwrap())).unwrap();
        let mut book = Self {
            names: Vec::new(),
            files,
        };
        for index in 0..book.files.len() {
            let name = book
                .files
                .by_index(index)
                .unwrap()
                .name()
                .unwrap()
                .into_owned();
            book.names.push(name);
        }
        book
    }

    fn bytes(&mut self, name: &str) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut file = self.files.by_name(name).unwrap();
        file.read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn text(&mut self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).unwrap()
    }
}

fn parse(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn named<'a>(document: &'a Document<'a>, name: &str) -> Vec<Node<'a, 'a>> {
    let nodes = document.descendants();
    nodes
        .filter(|node| node.tag_name().name() == name)
        .collect()
}

fn attributes<'a>(document: &'a Document<'a>, name: &str, attribute: &str) -> Vec<&'a str> {
    let nodes = named(document, name).into_iter();
    nodes.filter_map(|node| node.attribute(attribute)).collect()
}

#[test]
fn every_sentence_of_the_page_sounds_once_and_in_order() {
    for whole in [whole_of(rich()), whole("En mening. Och en till.")] {
        let mut book = Book::of(&whole);
        let (page, overlay) = (
            book.text("EPUB/article.xhtml"),
            book.text("EPUB/article.smil"),
        );
        let (page, overlay) = (parse(&page), parse(&overlay));
        let ids = attributes(&page, "span", "id");
        let all: Vec<_> = page
            .descendants()
            .filter_map(|node| node.attribute("id"))
            .collect();
        assert_eq!(ids, all, "every name in the page is a sentence's");
        let sounding: Vec<_> = attributes(&overlay, "text", "src");
        let targets: Vec<_> = ids.iter().map(|id| format!("article.xhtml#{id}")).collect();
        assert_eq!(sounding, targets);
        assert_eq!(ids.len(), whole.manifest.segments.len());

        let begins = attributes(&overlay, "audio", "clipBegin");
        let ends = attributes(&overlay, "audio", "clipEnd");
        assert_eq!(begins[0], "00:00:00.000");
        assert_eq!(begins[1..], ends[..ends.len() - 1], "no gap, no overlap");
        let all = clock(Milliseconds::of(whole.manifest.duration));
        assert_eq!(*ends.last().unwrap(), all);
        assert!(ends.is_sorted() && HashSet::<&&str>::from_iter(&ends).len() == ends.len());
        assert_eq!(book.bytes("EPUB/article.mp3"), whole.audio);
    }
}

#[test]
fn the_page_holds_the_article_as_it_is_written() {
    let whole = whole_of(rich());
    let page = Book::of(&whole).text("EPUB/article.xhtml");
    let page = parse(&page);
    let shown: Vec<_> = ["h1", "h2", "p", "li"]
        .iter()
        .flat_map(|name| named(&page, name))
        .map(|node| {
            let texts = node
                .descendants()
                .filter_map(|node| node.text().filter(|_| node.is_text()));
            texts.collect::<String>()
        })
        .collect();
    let blocks = &whole.manifest.article.blocks;
    assert_eq!(shown.len(), blocks.len());
    for block in blocks {
        let text = block.text.replace('\u{b}', "");
        assert!(shown.contains(&text), "{text} in {shown:?}");
    }
    let lists = |name| {
        named(&page, name)
            .iter()
            .map(|list| list.children().filter(Node::is_element).count())
            .collect::<Vec<_>>()
    };
    assert_eq!((lists("ul"), lists("ol")), (vec![2, 1], vec![2]));
    assert_eq!(page.root_element().attribute("lang"), Some("sv-SE"));
}

#[test]
fn the_table_of_contents_leads_to_headings_or_to_the_article() {
    let links = |whole: &Whole| -> Vec<(String, String)> {
        let text = Book::of(whole).text("EPUB/nav.xhtml");
        let document = parse(&text);
        let link = |node: Node<'_, '_>| {
            (
                node.attribute("href").unwrap().to_owned(),
                node.text().unwrap().to_owned(),
            )
        };
        named(&document, "a").into_iter().map(link).collect()
    };
    let link = |target: &str, text: &str| (format!("article.xhtml{target}"), text.to_owned());
    let expected = [link("#s0", "Bo & Eva <3"), link("#s3", "Var & när")];
    assert_eq!(links(&whole_of(rich())), expected);
    assert_eq!(links(&whole("En mening.")), [link("", "Titel")]);
}

#[test]
fn the_package_names_every_file_and_says_what_the_book_is() {
    let whole = whole_of(rich());
    let mut book = Book::of(&whole);
    let text = book.text("EPUB/package.opf");
    let package = parse(&text);
    let hrefs = attributes(&package, "item", "href");
    let listed: HashSet<_> = hrefs.iter().map(|href| format!("EPUB/{href}")).collect();
    let outside = ["mimetype", "META-INF/container.xml", "EPUB/package.opf"];
    let inside = book
        .names
        .iter()
        .filter(|name| !outside.contains(&name.as_str()));
    assert_eq!(listed, inside.cloned().collect());

    let meta = |property: &str| -> Vec<&str> {
        let nodes = named(&package, "meta").into_iter();
        let nodes = nodes.filter(|node| node.attribute("property") == Some(property));
        nodes.filter_map(|node| node.text()).collect()
    };
    let one = |name: &str| named(&package, name)[0].text().unwrap();
    assert_eq!(one("title"), "Bo & Eva <3");
    assert_eq!(one("creator"), "Eva \"Ek\"");
    assert_eq!(one("language"), "sv-SE");
    assert_eq!(one("date"), "2026-03-01");
    assert!(one("identifier").starts_with("urn:uuid:"));
    assert_eq!(meta("dcterms:modified"), ["2026-02-25T06:13:20Z"]);
    let all = clock(Milliseconds::of(whole.manifest.duration));
    assert_eq!(
        meta("media:duration"),
        [&all, &all],
        "of all overlays, and of the one"
    );
    assert_eq!(meta("media:active-class"), [ACTIVE_CLASS]);
    assert!(STYLE.contains(&format!(".{ACTIVE_CLASS} {{")));
    assert_eq!(meta("schema:accessMode"), ["textual", "auditory"]);
    for property in [
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ] {
        assert!(
            !meta(&format!("schema:{property}")).is_empty(),
            "{property}"
        );
    }
}

#[test]
fn its_type_stands_first_as_it_is() {
    let made = DateTime::from_timestamp(0, 0).unwrap();
    let book = whole("En mening.").epub(made).unwrap();
    // A local file header without an extra field (EPUB 3.3, section 4.2.3).
    assert_eq!(book[..4], *b"PK\x03\x04");
    assert_eq!(book[8..10], [0, 0], "stored");
    assert_eq!(book[28..30], [0, 0], "no extra field");
    assert_eq!(book[30..58], *b"mimetypeapplication/epub+zip");
}

#[test]
fn another_format_than_mp3_is_refused() {
    let mut whole = whole("En mening.");
    whole.manifest.format = Format::Wav;
    let refused = whole.epub(DateTime::from_timestamp(0, 0).unwrap());
    assert!(matches!(
        refused,
        Err(TextError::Audio {
            format: Format::Wav
        })
    ));
}

#[test]
fn other_audio_makes_another_book_of_the_same_article() {
    let id = |manifest: &Manifest| {
        let package = package::package(manifest, DateTime::from_timestamp(0, 0).unwrap());
        let parsed = parse(&package);
        named(&parsed, "identifier")[0].text().unwrap().to_owned()
    };
    let (one, other) = (whole("En mening."), whole("En annan mening."));
    assert_eq!(id(&one.manifest), id(&one.manifest));
    assert_ne!(id(&one.manifest), id(&other.manifest));
}
