//! What class names and ids say about an element, in Swedish and English.

use super::page::Node;

/// What an element's class and id say about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Hints {
    /// It is read by no one: "screen readers only", "print only".
    pub(super) unseen: bool,
    /// It surrounds articles: sharing, related links, advertisements.
    pub(super) furniture: bool,
    /// It holds readers' comments.
    pub(super) comments: bool,
    /// It says who wrote the article, or when.
    pub(super) byline: bool,
    /// It is a picture's caption.
    pub(super) caption: bool,
    /// It holds an article's body.
    pub(super) body: bool,
    /// It is the paragraph that opens the article.
    pub(super) ingress: bool,
}

impl Hints {
    pub(super) fn of(node: &Node<'_>) -> Self {
        let mut hints = Self::default();
        for name in ["class", "id", "data-testid", "data-component"] {
            if let Some(value) = node.attr(name) {
                for token in value.split_ascii_whitespace() {
                    hints.token(token);
                }
            }
        }
        if let Some(property) = node.attr("itemprop") {
            hints.body |= property.contains("articleBody");
            hints.byline |= property == "author" || property == "datePublished";
            hints.caption |= property == "caption";
        }
        hints
    }

    fn token(&mut self, token: &str) {
        let words = words(token);
        let joined = words.join("");
        self.unseen |= UNSEEN.contains(&joined.as_str());
        self.body |= BODY.contains(&joined.as_str());
        self.furniture |= FURNITURE_NAMES.contains(&joined.as_str());
        for word in &words {
            let word = word.as_str();
            self.furniture |= FURNITURE.contains(&word);
            self.comments |= COMMENTS.contains(&word);
            self.byline |= BYLINE.contains(&word);
            self.caption |= CAPTION.contains(&word);
            self.ingress |= INGRESS.contains(&word);
        }
    }
}

/// The lower-case words of a name such as `articleBody`, `article-body` or `article_body`.
fn words(token: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in token.chars() {
        let starts = !c.is_alphanumeric() || before.is_lowercase() && c.is_uppercase();
        if starts && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

/// Whole names, joined: kept for assistive technology or for paper.
const UNSEEN: &[&str] = &[
    "visuallyhidden",
    "sronly",
    "screenreadertext",
    "screenreaderonly",
    "screenreader",
    "uhiddenvisually",
    "printonly",
    "onlyprint",
    "visibleprint",
    "offscreen",
    "hiddenaccessible",
    "skiplink",
    "skiplinks",
    "skip",
    "visibleprintblock",
    "hidden",
    "dnone",
];

/// Whole names, joined: around the article, though their words alone would not say so.
const FURNITURE_NAMES: &[&str] = &[
    "readmore",
    "readalso",
    "lasmer",
    "läsmer",
    "lasocksa",
    "mestlast",
    "mestläst",
    "newsletter",
    "nyhetsbrev",
    "skrivut",
    "tipsaoss",
    "seealso",
    "alsoread",
    "morefrom",
    "merfran",
    "recommendedarticles",
    "rsbtn",
    "rsplayer",
    "feedbackform",
    "pagefeedback",
    "followus",
    "aboutauthor",
    "authorbio",
    "socialmedia",
    "tagcloud",
    "signup",
    "entrymeta",
    "postmeta",
    "articlemeta",
    "entryfooter",
    "postfooter",
    "articlefooter",
    "mweditsection",
    "toc",
    "navbox",
    "catlinks",
    "printfooter",
    "sitesub",
    "jumptonav",
    "readingtime",
    "lastid",
    "tableofcontents",
    "postnavigation",
    "jprelatedposts",
    "sharedaddy",
    "outbrain",
    "taboola",
    "tools",
    "articletools",
    "wppostnavigation",
    "moretopics",
    "topicslist",
    "postinfo",
    "listen",
    "inread",
    "rolloverpeopleblock",
];

/// Single words that say that an element stands around the article.
const FURNITURE: &[&str] = &[
    "related",
    "relaterat",
    "relaterade",
    "relaterad",
    "share",
    "sharing",
    "sharebar",
    "shares",
    "social",
    "dela",
    "sidebar",
    "sidomeny",
    "sidokolumn",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "meny",
    "undermeny",
    "submenu",
    "breadcrumb",
    "breadcrumbs",
    "brodsmulor",
    "brödsmulor",
    "cookie",
    "cookies",
    "kakor",
    "consent",
    "gdpr",
    "banner",
    "promo",
    "promos",
    "puff",
    "puffar",
    "teaser",
    "teasers",
    "newsletter",
    "subscribe",
    "subscription",
    "prenumerera",
    "paywall",
    "ad",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "advertising",
    "adslot",
    "annons",
    "annonser",
    "sponsored",
    "recommended",
    "recommendations",
    "recommendation",
    "popular",
    "populart",
    "trending",
    "footer",
    "sidfot",
    "modal",
    "popup",
    "popover",
    "tooltip",
    "dropdown",
    "toolbar",
    "pagination",
    "pager",
    "tags",
    "taggar",
    "tagg",
    "footnotes",
    "fotnoter",
    "references",
    "disclaimer",
    "login",
    "signin",
    "feedback",
    "toast",
    "snackbar",
    "skyscraper",
    "leaderboard",
    "outbrain",
    "taboola",
    "rss",
    "print",
    "skrivut",
    "syndication",
    "carousel",
    "slideshow",
    "noprint",
    "upsell",
    "audio",
    "player",
    "donate",
    "donation",
    "correction",
    "mashsb",
    "addtoany",
    "ssba",
];

const COMMENTS: &[&str] = &[
    "comments",
    "comment",
    "kommentarer",
    "kommentar",
    "disqus",
    "respond",
    "commentlist",
];

const BYLINE: &[&str] = &[
    "byline",
    "bylines",
    "author",
    "authors",
    "skribent",
    "forfattare",
    "författare",
    "dateline",
    "timestamp",
    "published",
    "publicerad",
    "publicerat",
    "pubdate",
    "datum",
    "writer",
    "reporter",
    "avatar",
];

const CAPTION: &[&str] = &[
    "caption",
    "captions",
    "figcaption",
    "bildtext",
    "photocredit",
    "imagecredit",
    "credit",
    "credits",
    "fotograf",
    "photographer",
    "gallery",
    "bildspel",
    "lightbox",
];

/// Whole names, joined: elements that hold an article's body.
const BODY: &[&str] = &[
    "articlebody",
    "articlecontent",
    "articletext",
    "articlebodytext",
    "articlebodycontent",
    "entrycontent",
    "postcontent",
    "postbody",
    "postcontentbody",
    "storybody",
    "storycontent",
    "storytext",
    "newsbody",
    "brodtext",
    "brödtext",
    "bodytext",
    "contentbody",
    "maincontent",
    "articlemaincontent",
    "pagecontent",
    "huvudinnehall",
    "blogpost",
    "blogcontent",
    "newstext",
    "fulltext",
    "bodycontent",
    "storybodytext",
    "richtext",
];

const INGRESS: &[&str] = &[
    "ingress",
    "preamble",
    "lead",
    "lede",
    "standfirst",
    "deck",
    "dek",
    "intro",
    "introduction",
    "excerpt",
    "summary",
    "subheadline",
    "underrubrik",
    "inledning",
    "subtitle",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fall_into_words() {
        for (name, expected) in [
            ("articleBody", vec!["article", "body"]),
            (
                "c-article__body--wide",
                vec!["c", "article", "body", "wide"],
            ),
            ("brödText", vec!["bröd", "text"]),
            ("NEWS", vec!["news"]),
        ] {
            assert_eq!(words(name), expected);
        }
    }
}
