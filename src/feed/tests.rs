use std::collections::HashSet;

use roxmltree::{Document, Node};
use rss::validation::Validate;

use super::*;
use crate::config::Faults;

fn url(text: &str) -> Url {
    Url::parse(text).unwrap()
}

#[test]
fn guids_are_those_of_podcasting() {
    let cases = [
        (
            "https://podnews.net/rss",
            "9b024349-ccf0-5f69-a609-6b82873eab3c",
        ),
        (
            "https://podnews.net/rss/",
            "9b024349-ccf0-5f69-a609-6b82873eab3c",
        ),
        (
            "https://mp3s.nashownotes.com/pc20rss.xml",
            "917393e3-1b1e-5cef-ace4-edaa54e1f810",
        ),
    ];
    for (address, expected) in cases {
        assert_eq!(guid(&url(address)).to_string(), expected, "{address}");
    }
}

/// The addresses that a document lists, each with its date.
fn listed(text: &str) -> Vec<String> {
    let base = url("https://a.se/list.xml");
    match Listing::parse(text, &base).unwrap() {
        Listing::Articles(entries) => {
            let shown = |entry: &Entry| match entry.published {
                Some(date) => format!("{} {}", entry.url, date.to_rfc3339()),
                None => entry.url.to_string(),
            };
            entries.iter().map(shown).collect()
        }
        Listing::Sitemaps(urls) => urls.iter().map(|url| format!("list {url}")).collect(),
    }
}

#[test]
fn every_kind_of_list_gives_its_articles_newest_first() {
    let cases: [(&str, &[&str]); 11] = [
        (
            "<rss version='2.0'><channel><link>https://a.se/</link>\
             <item><link>https://a.se/1</link><pubDate>Sun, 01 Mar 2026 10:00:00 +0100</pubDate></item>\
             <item><link> /2 </link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate></item>\
             </channel></rss>",
            &[
                "https://a.se/2 2026-03-02T10:00:00+00:00",
                "https://a.se/1 2026-03-01T10:00:00+01:00",
            ],
        ),
        (
            "<rss xmlns:atom='http://www.w3.org/2005/Atom'><channel><item>\
             <atom:link href='https://b.se/'/><guid>https://a.se/1</guid></item>\
             <item><guid isPermaLink='false'>2</guid></item></channel></rss>",
            &["https://a.se/1"],
        ),
        (
            "<rss><channel><item><link>https://a.se/1</link></item>\
             <item><link>https://a.se/1</link></item>\
             <item><link>mailto:a@a.se</link></item><item/></channel></rss>",
            &["https://a.se/1"],
        ),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
             xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>\
             <item><link>https://a.se/1</link><dc:date>2026-03-01</dc:date></item></rdf:RDF>",
            &["https://a.se/1 2026-03-01T00:00:00+00:00"],
        ),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://a.se/'/>\
             <entry><link rel='edit' href='/edit'/><link href='/1'/>\
             <updated>2026-03-02T00:00:00Z</updated><published>2026-03-01T00:00:00Z</published></entry>\
             <entry><link rel='alternate' href='/2'/><updated>2026-03-03T00:00:00Z</updated></entry>\
             <entry><id>3</id></entry></feed>",
            &[
                "https://a.se/2 2026-03-03T00:00:00+00:00",
                "https://a.se/1 2026-03-01T00:00:00+00:00",
            ],
        ),
        (
            "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9' \
             xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'>\
             <url><loc>https://a.se/1</loc></url>\
             <url><loc>https://a.se/2</loc><lastmod>2026-03-05</lastmod><n:news>\
             <n:publication_date>2026-03-01</n:publication_date></n:news></url></urlset>",
            &["https://a.se/2 2026-03-01T00:00:00+00:00", "https://a.se/1"],
        ),
        (
            "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\
             <sitemap><loc>https://a.se/1.xml</loc><lastmod>2025-01-01</lastmod></sitemap>\
             <sitemap><loc>https://a.se/2.xml</loc><lastmod>2026-01-01</lastmod></sitemap>\
             </sitemapindex>",
            &["list https://a.se/2.xml", "list https://a.se/1.xml"],
        ),
        (
            "<rss><channel><item><link><![CDATA[https://a.se/?a=1&b=2]]></link>\
             <pubDate>i går</pubDate></item></channel></rss>",
            &["https://a.se/?a=1&b=2"],
        ),
        ("<rss><channel/></rss>", &[]),
        ("<urlset/>", &[]),
        ("<?xml version='1.0' encoding='iso-8859-1'?><rss/>", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(listed(text), expected, "{text}");
    }
}

#[test]
fn what_is_no_list_is_refused() {
    let bomb = "<!DOCTYPE rss [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss>&b;</rss>";
    let deep = "<a>".repeat(100_000);
    let wide = format!("<rss>{}</rss>", "<a/>".repeat(1_000_001));
    for text in ["", "hej", "<rss>", bomb, &deep, &wide] {
        let error = Listing::parse(text, &url("https://a.se/")).unwrap_err();
        assert!(matches!(error, ListingError::Xml { .. }), "{error}");
    }
    let page = Listing::parse("<html/>", &url("https://a.se/")).unwrap_err();
    assert!(matches!(page, ListingError::Root { root, .. } if root == "html"));
}

fn config() -> Config {
    Config {
        name: "nyheter".to_owned(),
        source: Some("https://a.se/rss".to_owned()),
        title: "Nytt & <nära>".to_owned(),
        description: "Det som händer.".to_owned(),
        link: "https://a.se/".to_owned(),
        author: "Norra Posten".to_owned(),
        email: Some("podd@a.se".to_owned()),
        image: Some("https://a.se/podd.jpg".to_owned()),
        page_episodes: std::num::NonZeroUsize::new(2).unwrap(),
        ..Config::default()
    }
}

fn episode(number: u32) -> Episode {
    Episode {
        url: url(&format!("https://a.se/{number}?a=1&b=2")),
        title: format!("Bo & Eva <{number}>\u{8}"),
        author: Some("Eva Ek".to_owned()),
        summary: "Ett & två.".to_owned(),
        image: Some(format!("https://a.se/{number}.svg")),
        published: date(&format!("2026-03-0{number}T10:00:00+01:00")),
        duration: 61.2,
        clip: format!("{number:032}"),
        file: format!("{number:032}-0123456789abcdef.mp3"),
        bytes: 12_345,
        label: Label {
            podcast: "Nytt".to_owned(),
            author: "Redaktionen".to_owned(),
            cover: None,
            program: "0.1.0".to_owned(),
        },
    }
}

fn pages(episodes: &[Episode]) -> Vec<String> {
    let (config, home) = (config(), url("https://lyssna.a.se/"));
    let show = Show {
        config: &config,
        home: &home,
        episodes,
    };
    (1..=show.pages())
        .map(|page| show.page(page).unwrap())
        .collect()
}

fn child<'a>(node: Node<'a, 'a>, name: &str) -> Node<'a, 'a> {
    children(node, name)
        .next()
        .unwrap_or_else(|| panic!("no {name}"))
}

/// The children of a name; one with a colon is in the namespace of that prefix.
fn children<'a>(node: Node<'a, 'a>, name: &str) -> impl Iterator<Item = Node<'a, 'a>> {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let namespace = match prefix {
        "" => None,
        "atom" => Some("http://www.w3.org/2005/Atom"),
        "itunes" => Some("http://www.itunes.com/dtds/podcast-1.0.dtd"),
        "podcast" => Some("https://podcastindex.org/namespace/1.0"),
        other => panic!("{other}"),
    };
    node.children().filter(move |child| {
        child.tag_name().name() == local && child.tag_name().namespace() == namespace
    })
}

fn text<'a>(node: Node<'a, 'a>, name: &str) -> &'a str {
    child(node, name).text().unwrap_or_default()
}

/// What the W3C's feed validator, RSS 2.0 and Apple ask of every page.
fn assert_is_valid(document: &str) {
    rss::Channel::read_from(document.as_bytes())
        .unwrap()
        .validate()
        .unwrap();
    let parsed = Document::parse(document).unwrap();
    let root = parsed.root_element();
    assert_eq!(
        (root.tag_name().name(), root.attribute("version")),
        ("rss", Some("2.0"))
    );
    let channel = child(root, "channel");
    assert_eq!(root.children().filter(Node::is_element).count(), 1);
    for required in ["title", "link", "description", "language", "itunes:author"] {
        assert!(!text(channel, required).trim().is_empty(), "{required}");
        assert_eq!(
            children(channel, required).count(),
            1,
            "{required} is there once"
        );
    }
    let image = child(channel, "image");
    assert_eq!(text(image, "title"), text(channel, "title"));
    assert_eq!(text(image, "link"), text(channel, "link"));
    assert!(matches!(text(channel, "itunes:explicit"), "true" | "false"));
    assert!(
        child(channel, "itunes:category")
            .attribute("text")
            .is_some()
    );
    let of_self = children(channel, "atom:link").filter(|l| l.attribute("rel") == Some("self"));
    assert_eq!(of_self.count(), 1, "one atom:link is the feed itself");
    for link in children(channel, "atom:link") {
        assert_eq!(link.attribute("type"), Some("application/rss+xml"));
        Url::parse(link.attribute("href").unwrap()).unwrap();
    }
    let mut guids = HashSet::new();
    for item in children(channel, "item") {
        assert!(!text(item, "title").is_empty() || !text(item, "description").is_empty());
        Url::parse(text(item, "link")).unwrap();
        let guid = child(item, "guid");
        assert_eq!(guid.attribute("isPermaLink"), Some("false"));
        assert!(guids.insert(guid.text().unwrap()), "guids differ");
        DateTime::parse_from_rfc2822(text(item, "pubDate")).unwrap();
        let enclosures: Vec<_> = children(item, "enclosure").collect();
        let [enclosure] = enclosures[..] else {
            panic!("one enclosure an item");
        };
        Url::parse(enclosure.attribute("url").unwrap()).unwrap();
        assert!(
            enclosure
                .attribute("length")
                .unwrap()
                .parse::<u64>()
                .unwrap()
                > 0
        );
        assert_eq!(enclosure.attribute("type"), Some("audio/mpeg"));
        assert!(
            text(item, "itunes:duration")
                .bytes()
                .all(|byte| byte.is_ascii_digit())
        );
    }
}

#[test]
fn every_page_is_valid_and_leads_to_the_next() {
    let episodes: Vec<_> = (1..=5).map(episode).collect();
    let pages = pages(&episodes);
    let feed = "https://lyssna.a.se/feeds/nyheter.xml";
    let expected: [&[(&str, &str)]; 3] = [
        &[
            ("self", ""),
            ("first", ""),
            ("last", "?page=3"),
            ("next", "?page=2"),
        ],
        &[
            ("self", "?page=2"),
            ("first", ""),
            ("last", "?page=3"),
            ("previous", ""),
            ("next", "?page=3"),
        ],
        &[
            ("self", "?page=3"),
            ("first", ""),
            ("last", "?page=3"),
            ("previous", "?page=2"),
        ],
    ];
    let mut titles = Vec::new();
    assert_eq!(pages.len(), expected.len());
    for (page, expected) in pages.iter().zip(expected) {
        assert_is_valid(page);
        let parsed = Document::parse(page).unwrap();
        let channel = child(parsed.root_element(), "channel");
        let links = children(channel, "atom:link");
        let links: HashSet<_> = links
            .map(|link| {
                (
                    link.attribute("rel").unwrap(),
                    link.attribute("href").unwrap().to_owned(),
                )
            })
            .collect();
        let expected = expected
            .iter()
            .map(|(rel, page)| (*rel, format!("{feed}{page}")));
        assert_eq!(links, expected.collect());
        titles.extend(children(channel, "item").map(|item| text(item, "title").to_owned()));
    }
    let all: Vec<_> = (1..=5)
        .map(|number| format!("Bo & Eva <{number}>"))
        .collect();
    assert_eq!(titles, all);
}

#[test]
fn a_feed_without_episodes_has_one_page() {
    let [page] = &pages(&[])[..] else {
        panic!("one page");
    };
    assert_is_valid(page);
}

#[test]
fn podcast_apps_find_the_texts_and_what_the_voice_is() {
    let [page] = &pages(&[episode(1)])[..] else {
        panic!("one page");
    };
    let parsed = Document::parse(page).unwrap();
    let channel = child(parsed.root_element(), "channel");
    let address = url("https://lyssna.a.se/feeds/nyheter.xml");
    assert_eq!(text(channel, "podcast:guid"), guid(&address).to_string());
    assert_eq!(text(channel, "podcast:locked"), "yes");
    let owner = child(channel, "podcast:locked").attribute("owner");
    assert_eq!(owner, Some("podd@a.se"));
    assert_eq!(text(channel, "podcast:medium"), "podcast");
    let voice = child(channel, "podcast:txt").attribute("purpose");
    assert_eq!(voice, Some("ai-content"));
    let item = child(channel, "item");
    assert!(text(item, "description").contains("syntetisk röst"));
    assert!(
        children(item, "itunes:image").next().is_none(),
        "an SVG is no cover"
    );
    let transcripts: Vec<_> = children(item, "podcast:transcript")
        .map(|t| (t.attribute("url").unwrap(), t.attribute("type").unwrap()))
        .collect();
    let base = format!("https://lyssna.a.se/feeds/nyheter/{:032}", 1);
    let [vtt, srt, json] = ["vtt", "srt", "json"].map(|end| format!("{base}.{end}"));
    let expected = [
        (vtt.as_str(), "text/vtt"),
        (&srt, "application/x-subrip"),
        (&json, "application/json"),
    ];
    assert_eq!(transcripts, expected);
    let chapters = child(item, "podcast:chapters");
    let shown = (chapters.attribute("url"), chapters.attribute("type"));
    let expected = format!("{base}.chapters.json");
    assert_eq!(shown, (Some(&*expected), Some("application/json+chapters")));
}

#[test]
fn an_article_that_is_corrected_stays_the_same_episode() {
    let before = episode(1);
    let after = Episode {
        title: "Rättat".to_owned(),
        clip: "f".repeat(32),
        ..before.clone()
    };
    let guid = |episode: Episode| {
        let page = pages(&[episode]).remove(0);
        let parsed = Document::parse(&page).unwrap();
        let item = child(child(parsed.root_element(), "channel"), "item");
        text(item, "guid").to_owned()
    };
    assert_eq!(guid(before.clone()), guid(after));
    assert_ne!(guid(before), guid(episode(2)));
}

#[test]
fn a_good_configuration_has_no_faults_and_names_are_taken_once() {
    let faults = |feeds: &[Config], home| {
        let mut faults = Faults::default();
        validate(feeds, home, &mut faults);
        faults
            .iter()
            .map(|fault| fault.key.clone())
            .collect::<Vec<_>>()
    };
    let home = Some("https://lyssna.a.se/");
    assert!(faults(&[], None).is_empty());
    assert!(faults(&[config()], home).is_empty());
    assert_eq!(faults(&[config()], None), ["http.public_url"]);
    assert_eq!(faults(&[config(), config()], home), ["feeds[1].name"]);
    let both = Config {
        urls: vec!["https://a.se/1".to_owned()],
        ..config()
    };
    assert_eq!(faults(&[both], home), ["feeds[0].urls"]);
}
