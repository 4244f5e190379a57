use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use rss::extension::atom::{AtomExtension, Link};
use rss::extension::itunes::{
    ITunesCategory, ITunesChannelExtension, ITunesItemExtension, ITunesOwner,
};
use rss::extension::{Extension, ExtensionMap};
use rss::{Channel, Enclosure, Guid, Image, Item};
use serde::{Deserialize, Serialize};
use url::Url;
use uuid::Uuid;

use super::config::{Config, is_picture};
use super::guid;
use crate::xml::cleaned;

/// The namespace of Podcasting 2.0.
const PODCAST: &str = "https://podcastindex.org/namespace/1.0";

/// The language of all voices.
const LANGUAGE: &str = "sv";

/// One article that can be heard.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Episode {
    /// Where the article stands.
    pub url: Url,
    /// The article's headline.
    pub title: String,
    /// The article's authors.
    pub author: Option<String>,
    /// What it is about, in plain text.
    pub summary: String,
    /// Address of the article's picture.
    pub image: Option<String>,
    /// When the article was published.
    pub published: Option<DateTime<FixedOffset>>,
    /// Seconds of sound.
    pub duration: f64,
    /// The clip's name, under which its texts are found.
    pub clip: String,
    /// Name of the audio file, which changes with its bytes.
    pub file: String,
    /// Bytes of the audio file.
    pub bytes: u64,
    /// What the audio file says of the podcast.
    pub label: Label,
}

/// What an audio file says of the podcast that it belongs to, as it was when the file was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The podcast's title.
    pub podcast: String,
    /// Who publishes it, named where the article names no author.
    pub author: String,
    /// Name of the cover that the file carries.
    pub cover: Option<String>,
    /// Version of the program that wrote it; another may write the same otherwise.
    pub program: String,
}

/// A podcast: its description, its place, and its episodes, newest first.
#[derive(Clone, Copy, Debug)]
pub struct Show<'a> {
    /// What the operator says of it.
    pub config: &'a Config,
    /// Where listeners reach the service.
    pub home: &'a Url,
    /// All its episodes.
    pub episodes: &'a [Episode],
}

/// Why a feed cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum ShowError {
    /// An address does not join.
    #[error("the feed has no address below {home}")]
    Address {
        /// Where listeners reach the service.
        home: Url,
        /// Why it does not join.
        #[source]
        source: url::ParseError,
    },
    /// The document cannot be written.
    #[error("the feed cannot be written")]
    Write(#[source] rss::Error),
    /// The document is not text.
    #[error("the feed is not UTF-8")]
    Text(#[source] std::string::FromUtf8Error),
}

impl Show<'_> {
    /// The number of the last page; the first is 1.
    pub fn pages(&self) -> usize {
        let on_each = self.config.page_episodes.get();
        self.episodes.len().div_ceil(on_each).max(1)
    }

    /// Writes one page as RSS 2.0, with links to the others (RFC 5005, section 3).
    ///
    /// A page beyond the last has no episodes.
    ///
    /// # Errors
    /// When an address cannot be made, or the document cannot be written.
    pub fn page(&self, number: usize) -> Result<String, ShowError> {
        let config = self.config;
        let on_each = config.page_episodes.get();
        let shown = self.episodes.iter().skip((number - 1) * on_each);
        let items = shown.take(on_each).map(|episode| self.item(episode));
        let newest = self.episodes.iter().filter_map(|episode| episode.published);
        let channel = Channel {
            title: config.title.clone(),
            link: config.link.clone(),
            description: config.description.clone(),
            language: Some(LANGUAGE.to_owned()),
            generator: Some(concat!("Lyssna/", env!("CARGO_PKG_VERSION")).to_owned()),
            pub_date: newest.max().map(|date| date.to_rfc2822()),
            image: config.image.as_ref().map(|url| Image {
                url: url.clone(),
                title: config.title.clone(),
                link: config.link.clone(),
                ..Image::default()
            }),
            items: items.collect::<Result<_, _>>()?,
            extensions: self.podcast()?,
            itunes_ext: Some(itunes(config)),
            atom_ext: Some(AtomExtension {
                links: self.links(number)?,
            }),
            // Those of the other elements are declared where they are used.
            namespaces: BTreeMap::from([("podcast".to_owned(), PODCAST.to_owned())]),
            ..Channel::default()
        };
        let bytes = channel.write_to(Vec::new()).map_err(ShowError::Write)?;
        String::from_utf8(bytes).map_err(ShowError::Text)
    }

    fn address(&self, path: &str) -> Result<Url, ShowError> {
        self.home.join(path).map_err(|source| ShowError::Address {
            home: self.home.clone(),
            source,
        })
    }

    /// The address of a page; the first is the feed's own.
    fn page_address(&self, number: usize) -> Result<Url, ShowError> {
        let mut address = self.address(&format!("/feeds/{}.xml", self.config.name))?;
        if number > 1 {
            address.set_query(Some(&format!("page={number}")));
        }
        Ok(address)
    }

    fn links(&self, number: usize) -> Result<Vec<Link>, ShowError> {
        let last = self.pages();
        let before = (number > 1).then(|| ("previous", number - 1));
        let after = (number < last).then(|| ("next", number + 1));
        let around = [("self", number), ("first", 1), ("last", last)];
        let link = |(rel, number): (&str, usize)| {
            Ok(Link {
                rel: rel.to_owned(),
                href: self.page_address(number)?.into(),
                mime_type: Some("application/rss+xml".to_owned()),
                ..Link::default()
            })
        };
        around
            .into_iter()
            .chain(before)
            .chain(after)
            .map(link)
            .collect()
    }

    /// The channel's elements of Podcasting 2.0.
    fn podcast(&self) -> Result<ExtensionMap, ShowError> {
        let address = self.page_address(1)?;
        let mut locked = element("locked", Some("yes"), &[]);
        if let Some(email) = &self.config.email {
            locked.attrs.insert("owner".to_owned(), email.clone());
        }
        Ok(extensions(vec![
            element("guid", Some(&guid(&address).to_string()), &[]),
            locked,
            element("medium", Some("podcast"), &[]),
            // Said to people in the description of each episode too.
            element("txt", Some("synthetic-voice"), &[("purpose", "ai-content")]),
        ]))
    }

    fn item(&self, episode: &Episode) -> Result<Item, ShowError> {
        let file = |name: &str| self.address(&format!("/feeds/{}/{name}", self.config.name));
        let text = |extension: &str| file(&format!("{}.{extension}", episode.clip));
        let mut texts = Vec::new();
        for (extension, kind) in [
            ("vtt", "text/vtt"),
            ("srt", "application/x-subrip"),
            ("json", "application/json"),
        ] {
            let url = text(extension)?;
            let attributes = [
                ("url", url.as_str()),
                ("type", kind),
                ("language", LANGUAGE),
            ];
            texts.push(element("transcript", None, &attributes));
        }
        let chapters = text("chapters.json")?;
        let attributes = [
            ("url", chapters.as_str()),
            ("type", "application/json+chapters"),
        ];
        texts.push(element("chapters", None, &attributes));
        Ok(Item {
            title: Some(cleaned(&episode.title)),
            link: Some(episode.url.to_string()),
            description: Some(format!("{}\n\n{SYNTHETIC}", cleaned(&episode.summary))),
            guid: Some(Guid {
                value: Uuid::new_v5(&Uuid::NAMESPACE_URL, episode.url.as_str().as_bytes())
                    .urn()
                    .to_string(),
                permalink: false,
            }),
            pub_date: episode.published.map(|date| date.to_rfc2822()),
            enclosure: Some(Enclosure {
                url: file(&episode.file)?.into(),
                length: episode.bytes.to_string(),
                mime_type: "audio/mpeg".to_owned(),
            }),
            itunes_ext: Some(ITunesItemExtension {
                author: episode.author.as_deref().map(cleaned),
                duration: Some(format!("{:.0}", episode.duration.ceil())),
                explicit: Some("false".to_owned()),
                episode_type: Some("full".to_owned()),
                image: episode.image.clone().filter(|url| is_picture(url)),
                ..ITunesItemExtension::default()
            }),
            extensions: extensions(texts),
            ..Item::default()
        })
    }
}

/// What listeners are told of every episode.
const SYNTHETIC: &str = "Artikeln läses upp av en syntetisk röst.";

fn itunes(config: &Config) -> ITunesChannelExtension {
    ITunesChannelExtension {
        author: Some(config.author.clone()),
        categories: vec![ITunesCategory {
            text: config.category.clone(),
            subcategory: None,
        }],
        explicit: Some("false".to_owned()),
        r#type: Some("episodic".to_owned()),
        image: config.image.clone(),
        owner: config.email.as_ref().map(|email| ITunesOwner {
            name: Some(config.author.clone()),
            email: Some(email.clone()),
        }),
        ..ITunesChannelExtension::default()
    }
}

fn element(name: &str, value: Option<&str>, attributes: &[(&str, &str)]) -> Extension {
    let attribute = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    Extension {
        name: format!("podcast:{name}"),
        value: value.map(str::to_owned),
        attrs: attributes.iter().map(attribute).collect(),
        ..Extension::default()
    }
}

/// Sorts elements of Podcasting 2.0 as the `rss` crate keeps them.
fn extensions(elements: Vec<Extension>) -> ExtensionMap {
    let mut of_podcast: BTreeMap<String, Vec<Extension>> = BTreeMap::new();
    for element in elements {
        let name = element.name.trim_start_matches("podcast:").to_owned();
        of_podcast.entry(name).or_default().push(element);
    }
    BTreeMap::from([("podcast".to_owned(), of_podcast)])
}
