use std::collections::HashSet;
use std::num::{NonZeroU64, NonZeroUsize};

use serde::Deserialize;
use url::Url;

use crate::config::Faults;

/// A podcast of a site's articles, as an operator describes it.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// `feeds.name`: what the feed is called in its address: `a-z`, `0-9` and `-`.
    pub name: String,
    /// `feeds.source`: address of the site's own RSS, Atom or sitemap.
    pub source: Option<String>,
    /// `feeds.urls`: addresses of the articles, newest first, instead of a source.
    pub urls: Vec<String>,
    /// `feeds.title`: what the podcast is called.
    pub title: String,
    /// `feeds.description`: what the podcast is about.
    pub description: String,
    /// `feeds.link`: address of the site's page.
    pub link: String,
    /// `feeds.author`: who publishes the podcast.
    pub author: String,
    /// `feeds.email`: where the owner of the podcast is reached; none is told when left out.
    pub email: Option<String>,
    /// `feeds.image`: address of a square picture, .jpg or .png, 1400 to 3000 pixels wide; one of
    /// at most 512 KiB is carried by every file.
    pub image: Option<String>,
    /// `feeds.category`: one of Apple's categories of podcasts.
    pub category: String,
    /// `feeds.voice`: id of the voice that reads, instead of the site's.
    pub voice: Option<String>,
    /// `feeds.episodes`: how many of the newest articles are episodes.
    pub episodes: NonZeroUsize,
    /// `feeds.page_episodes`: episodes on one page of the feed.
    pub page_episodes: NonZeroUsize,
    /// `feeds.refresh_seconds`: time between two looks for new articles.
    pub refresh_seconds: NonZeroU64,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            name: String::new(),
            source: None,
            urls: Vec::new(),
            title: String::new(),
            description: String::new(),
            link: String::new(),
            author: String::new(),
            email: None,
            image: None,
            category: "News".to_owned(),
            voice: None,
            episodes: const { NonZeroUsize::new(50).unwrap() },
            page_episodes: const { NonZeroUsize::new(20).unwrap() },
            refresh_seconds: const { NonZeroU64::new(15 * 60).unwrap() },
        }
    }
}

/// Apple's categories (Apple Podcasts, "Podcast categories").
const CATEGORIES: [&str; 19] = [
    "Arts",
    "Business",
    "Comedy",
    "Education",
    "Fiction",
    "Government",
    "Health & Fitness",
    "History",
    "Kids & Family",
    "Leisure",
    "Music",
    "News",
    "Religion & Spirituality",
    "Science",
    "Society & Culture",
    "Sports",
    "TV & Film",
    "Technology",
    "True Crime",
];

/// Checks all feeds, by themselves and against each other.
pub(crate) fn validate(feeds: &[Config], public_url: Option<&str>, faults: &mut Faults) {
    if !feeds.is_empty() && public_url.is_none() {
        let problem = "must be set where there are feeds: their addresses last";
        faults.add("http.public_url", problem);
    }
    let mut names = HashSet::new();
    for (index, feed) in feeds.iter().enumerate() {
        let mut fault = |key: &str, problem: &str| {
            faults.add(format!("feeds[{index}].{key}"), problem);
        };
        feed.validate(&mut fault);
        if !names.insert(&feed.name) {
            fault("name", "is taken");
        }
    }
}

impl Config {
    fn validate(&self, fault: &mut impl FnMut(&str, &str)) {
        let of_name = |byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-');
        if self.name.is_empty() || !self.name.bytes().all(of_name) {
            fault("name", "must be of a-z, 0-9 and -");
        }
        for (key, text) in [
            ("title", &self.title),
            ("description", &self.description),
            ("author", &self.author),
        ] {
            if text.trim().is_empty() {
                fault(key, "must not be empty");
            }
        }
        match &self.source {
            Some(source) if !is_web(source) => fault("source", ADDRESS),
            Some(_) if !self.urls.is_empty() => fault("urls", "cannot stand beside a source"),
            None if self.urls.is_empty() => fault("source", "must be set, or urls"),
            _ => {}
        }
        // The demo articles are the service's own.
        let is_article = |url: &String| url.starts_with("/demo/") || is_web(url);
        if !self.urls.iter().all(is_article) {
            fault("urls", ADDRESS);
        }
        if !is_web(&self.link) {
            fault("link", ADDRESS);
        }
        if self.image.as_deref().is_some_and(|url| !is_picture(url)) {
            fault("image", "must be an address that ends in .jpg or .png");
        }
        if self
            .email
            .as_ref()
            .is_some_and(|email| !email.contains('@'))
        {
            fault("email", "must be a mail address");
        }
        if !CATEGORIES.contains(&self.category.as_str()) {
            fault("category", "must be one of Apple's, such as News");
        }
    }
}

const ADDRESS: &str = "must be an address such as https://www.example.se/";

fn is_web(text: &str) -> bool {
    Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

/// Whether an address is of a picture that podcast apps show.
pub(super) fn is_picture(text: &str) -> bool {
    let Ok(url) = Url::parse(text) else {
        return false;
    };
    let path = url.path().to_ascii_lowercase();
    is_web(text)
        && [".jpg", ".jpeg", ".png"]
            .iter()
            .any(|end| path.ends_with(end))
}
