//! The web assets: the player element, the service's own pages, the demo articles.
//!
//! Everything is embedded in the binary, so that the pages work offline.

/// A file that the service hands out as it stands.
#[derive(Clone, Copy, Debug)]
pub struct Asset {
    /// The path it is served at, with its leading slash.
    pub path: &'static str,
    /// Its media type with charset, for the Content-Type field.
    pub media_type: &'static str,
    /// Its text.
    pub body: &'static str,
}

impl Asset {
    /// What a browser is sent: the text without the lines that are comments.
    ///
    /// They are for those who read the scripts here, and a fifth of what a page would pay.
    pub fn sent(&self) -> String {
        let mut is_doc = false;
        let mut sent = String::with_capacity(self.body.len());
        for line in self.body.lines() {
            let start = line.trim_start();
            is_doc |= start.starts_with("/**");
            if !is_doc && !start.starts_with("//") {
                sent.push_str(line);
                sent.push('\n');
            }
            is_doc &= !line.contains("*/");
        }
        sent
    }
}

const SCRIPT: &str = "text/javascript; charset=utf-8";
const SHEET: &str = "text/css; charset=utf-8";

/// The scripts and the style sheet, each at a path of its own.
pub const ASSETS: &[Asset] = &[
    asset("/player.js", SCRIPT, include_str!("player.js")),
    asset("/player/auto.js", SCRIPT, include_str!("modules/auto.js")),
    asset("/player/dock.js", SCRIPT, include_str!("modules/dock.js")),
    asset(
        "/player/element.js",
        SCRIPT,
        include_str!("modules/element.js"),
    ),
    asset(
        "/player/events.js",
        SCRIPT,
        include_str!("modules/events.js"),
    ),
    asset(
        "/player/marker.js",
        SCRIPT,
        include_str!("modules/marker.js"),
    ),
    asset("/player/page.js", SCRIPT, include_str!("modules/page.js")),
    asset("/player/frame.js", SCRIPT, include_str!("modules/frame.js")),
    asset(
        "/player/reading.js",
        SCRIPT,
        include_str!("modules/reading.js"),
    ),
    asset(
        "/player/session.js",
        SCRIPT,
        include_str!("modules/session.js"),
    ),
    asset(
        "/player/settings.js",
        SCRIPT,
        include_str!("modules/settings.js"),
    ),
    asset("/player/style.js", SCRIPT, include_str!("modules/style.js")),
    asset(
        "/player/timeline.js",
        SCRIPT,
        include_str!("modules/timeline.js"),
    ),
    asset("/player/view.js", SCRIPT, include_str!("modules/view.js")),
    asset("/player/words.js", SCRIPT, include_str!("modules/words.js")),
    asset("/index.js", SCRIPT, include_str!("index.js")),
    asset("/embed.js", SCRIPT, include_str!("embed.js")),
    asset("/site.css", SHEET, include_str!("site.css")),
];

const fn asset(path: &'static str, media_type: &'static str, body: &'static str) -> Asset {
    Asset {
        path,
        media_type,
        body,
    }
}

const EMBED_PAGE: &str = include_str!("embed.html");
const EMBED_LINKS: &str = "<!-- discovery -->";
const EMBED_SOUND: &str = "<!-- sound -->";

const INDEX_PAGE: &str = include_str!("index.html");
const INDEX_LIST: &str = "<!-- demo articles -->";

/// An article of our own to try the voice on.
#[derive(Clone, Copy, Debug)]
pub struct DemoArticle {
    /// Its name in addresses: `/demo/<slug>`.
    pub slug: &'static str,
    /// Its title, for the list on the first page.
    pub title: &'static str,
    /// The whole page.
    pub html: &'static str,
}

impl DemoArticle {
    /// The page with more in its head; `links` is HTML.
    pub fn page(&self, links: &str) -> String {
        self.html
            .replacen(END_OF_HEAD, &format!("{links}\n{END_OF_HEAD}"), 1)
    }
}

const END_OF_HEAD: &str = "</head>";

/// The demo articles, in the order in which the first page lists them.
pub const DEMO_ARTICLES: &[DemoArticle] = &[
    DemoArticle {
        slug: "norrsken",
        title: "Så blir norrskenet till",
        html: include_str!("../../examples/articles/norrsken.html"),
    },
    DemoArticle {
        slug: "biblioteket",
        title: "Biblioteket i Storsele öppnar igen",
        html: include_str!("../../examples/articles/biblioteket.html"),
    },
    DemoArticle {
        slug: "budget",
        title: "Kommunen sänker avgiften för musikskolan",
        html: include_str!("../../examples/articles/budget.html"),
    },
];

/// The demo article of that name, if there is one.
pub fn demo_article(slug: &str) -> Option<&'static DemoArticle> {
    DEMO_ARTICLES.iter().find(|article| article.slug == slug)
}

/// The page for iframes, `/embed?url=…`: one player and nothing else.
///
/// `links` is HTML for its head, and `sound` for those who have no scripts.
pub fn embed_page(links: &str, sound: &str) -> String {
    EMBED_PAGE
        .replace(EMBED_LINKS, links)
        .replace(EMBED_SOUND, sound)
}

/// The first page, with its list of demo articles filled in.
pub fn index_page() -> String {
    let items: Vec<String> = DEMO_ARTICLES
        .iter()
        .map(|article| {
            let DemoArticle { slug, title, .. } = article;
            format!("      <li><a href=\"/demo/{slug}\">{title}</a></li>")
        })
        .collect();
    INDEX_PAGE.replace(INDEX_LIST, &items.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demo_article_holds_its_title_and_its_own_player() {
        for article in DEMO_ARTICLES {
            let DemoArticle { slug, title, html } = article;
            assert!(html.contains(&format!("<h1>{title}</h1>")), "{slug}");
            let player = format!("<lyssna-player url=\"/demo/{slug}\">");
            assert!(html.contains(&player), "{slug}");
        }
    }

    #[test]
    fn the_first_page_links_every_demo_article() {
        let page = index_page();
        assert!(!page.contains(INDEX_LIST));
        for article in DEMO_ARTICLES {
            assert!(page.contains(&format!("href=\"/demo/{}\"", article.slug)));
        }
    }

    #[test]
    fn comments_stay_at_home() {
        let body = "// Reads.\n\n/**\n * Adds.\n */\nexport const add = 1; // one\n  /** Doc. */\n  add();\n";
        let script = asset("/add.js", SCRIPT, body);
        assert_eq!(script.sent(), "\nexport const add = 1; // one\n  add();\n");
    }

    #[test]
    fn every_module_that_a_script_imports_is_an_asset() {
        for asset in ASSETS {
            let imports = asset.body.lines().filter_map(|line| {
                let (_, module) = line.split_once(" from \"./")?;
                module.strip_suffix("\";")
            });
            let folder = asset.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            for module in imports {
                let path = format!("{folder}/{module}");
                assert!(ASSETS.iter().any(|a| a.path == path), "{path}");
            }
        }
    }
}
