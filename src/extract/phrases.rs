//! Lines that stand on article pages without belonging to the article.

use super::dates;

/// Longest line, in characters, that is taken for one of these.
const LINE: usize = 120;

/// Whole lines that are buttons or labels, without their punctuation.
const LABELS: &[&str] = &[
    "skriv ut",
    "dela",
    "dela artikeln",
    "dela sidan",
    "dela inlägget",
    "dela på facebook",
    "dela på twitter",
    "lyssna",
    "lyssna på sidan",
    "tipsa",
    "tipsa en vän",
    "kommentera",
    "kommentarer",
    "annons",
    "annonser",
    "reklam",
    "till toppen",
    "tillbaka till toppen",
    "upp",
    "stäng",
    "visa mer",
    "läs mer",
    "gå med",
    "logga in",
    "prenumerera",
    "följ",
    "följ oss",
    "sök",
    "meny",
    "spara",
    "spara artikeln",
    "gilla",
    "print",
    "share",
    "share this",
    "share this article",
    "advertisement",
    "related",
    "read more",
    "comments",
    "subscribe",
    "save",
    "back to top",
    "log in",
    "sign up",
    "anmäl fel",
    "loading",
    "laddar",
    "laddar ned",
    "öppna i app",
    "kopiera länk",
    "kopiera länken",
    "e-post",
    "facebook",
    "twitter",
    "linkedin",
    "whatsapp",
    "mer om ämnet",
    "foto",
    "bild",
    "ad",
    "tweet",
    "email",
    "follow us",
    "sponsored",
    "continue reading",
    "story continues",
    "article continues below",
    "scroll to continue",
    "x",
    "hide caption",
    "toggle caption",
];

/// Beginnings of lines that send the reader elsewhere when the rest is a link.
const LEADS_AWAY: &[&str] = &[
    "läs mer",
    "läs också",
    "läs även",
    "läs vidare",
    "läs hela",
    "se även",
    "se också",
    "mer om",
    "missa inte",
    "read more",
    "read also",
    "also read",
    "read next",
    "related",
    "see also",
    "more:",
    "read:",
    "watch:",
    "läs:",
    "se:",
    "relaterat",
    "tidigare artikel",
    "läs om",
    "more on",
    "more from",
    "see more",
    "click here",
    "sign up",
    "subscribe",
    "don't miss",
    "dela",
    "download",
    "ladda ner",
    "watch",
    "listen",
    "following",
];

/// Beginnings of lines in which a site speaks of itself, when there is a link in them.
const PROMOTIONS: &[&str] = &[
    "vill du veta mer om hur",
    "prenumerera på",
    "följ oss på",
    "följ ",
    "anmäl dig till",
    "få nyheter",
    "tipsa oss",
    "har du tips",
    "follow ",
    "subscribe to",
    "sign up for",
    "get our",
    "download our",
    "this article originally appeared",
    "this story originally",
    "this article was originally",
];

/// Beginnings of lines that tell who made the page, or when.
const CREDITS: &[&str] = &[
    "publicerad",
    "publicerat",
    "publicerades",
    "uppdaterad",
    "uppdaterat",
    "uppdaterades",
    "senast uppdaterad",
    "senast ändrad",
    "senast granskad",
    "sidan uppdaterades",
    "sidan uppdaterad",
    "sidan publicerades",
    "sidan granskad",
    "sidan granskades",
    "granskad",
    "skapad",
    "published",
    "updated",
    "last updated",
    "posted",
    "foto:",
    "foto ",
    "bild:",
    "bilder:",
    "text:",
    "text och foto",
    "text & foto",
    "fotograf:",
    "skribent:",
    "författare:",
    "photo:",
    "image:",
    "credit:",
    "photo by",
    "image by",
    "taggar:",
    "etiketter:",
    "kategorier:",
    "kategori:",
    "tags:",
    "filed under",
    "categories:",
    "ämnen:",
    "lästid",
    "lästid:",
    "redaktör:",
    "sidansvarig",
    "ansvarig:",
    "ansvarig utgivare",
    "first published",
    "source:",
];

/// Headings of sections that do not belong to the article.
const SECTIONS: &[&str] = &[
    "relaterat",
    "relaterade artiklar",
    "relaterade länkar",
    "relaterad information",
    "relaterat innehåll",
    "läs mer",
    "läs också",
    "läs även",
    "mer läsning",
    "kommentarer",
    "senaste nytt",
    "senaste nyheterna",
    "mest läst",
    "mest lästa",
    "dela",
    "dela sidan",
    "dela artikeln",
    "hjälpte sidan dig",
    "hjälpte informationen dig",
    "var informationen till hjälp",
    "lämna en kommentar",
    "skriv en kommentar",
    "fler artiklar",
    "fler nyheter",
    "liknande artiklar",
    "andra läser",
    "du kanske också gillar",
    "nyhetsbrev",
    "senaste inläggen",
    "related",
    "related articles",
    "related posts",
    "related stories",
    "related content",
    "read more",
    "more stories",
    "most read",
    "most popular",
    "comments",
    "leave a comment",
    "leave a reply",
    "share this",
    "share this article",
    "you may also like",
    "recommended",
    "recommended stories",
    "latest news",
    "trending",
    "newsletter",
    "more from",
    "see also",
    "about the author",
    "om författaren",
    "fler inlägg",
    "senaste",
    "kontakta oss",
    "följ oss",
    "fotnoter",
    "noter",
    "footnotes",
    "what to read next",
    "mer från",
    "share",
    "tags",
    "taggar",
    "topics",
    "reviews",
    "recensioner",
    "omdömen",
    "ämnen",
    "topics in this article",
    "more on this story",
    "skriv ut",
];

/// Headings over lists of links; text after the list belongs to the article again.
const LINK_LISTS: &[&str] = &[
    "ladda ner",
    "ladda ned",
    "hitta på sidan",
    "på den här sidan",
    "innehåll på sidan",
    "länkar",
    "downloads",
    "on this page",
];

/// Whether a heading stands over a list of links that is no part of the article.
pub(super) fn opens_link_list(heading: &str) -> bool {
    let line = lower(heading);
    LINK_LISTS.contains(&line.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a whole line is a button, a label or a credit.
pub(super) fn is_label(text: &str) -> bool {
    let line = lower(text);
    LABELS.contains(&line.trim_matches(|c: char| !c.is_alphanumeric()))
}

/// Whether a line sends the reader elsewhere; `linked` is the share of it in links, `link`
/// the text of the first of them.
pub(super) fn leads_away(text: &str, linked: f32, link: &str) -> bool {
    let line = lower(text);
    let begins = [&line, &lower(link)].iter().any(|words| {
        let words = words.trim_start_matches(|c: char| !c.is_alphanumeric());
        LEADS_AWAY.iter().any(|start| words.starts_with(start))
    });
    let promotes = PROMOTIONS.iter().any(|start| line.starts_with(start));
    (begins && linked > 0.4 || promotes && linked > 0.0) && text.chars().count() <= 2 * LINE
}

/// Beginnings of such headings.
const SECTION_STARTS: &[&str] = &[
    "liknande ",
    "mer från ",
    "fler artiklar ",
    "senaste från ",
    "more from ",
    "aktuellt om ",
];

/// Whether a heading opens a section that does not belong to the article.
pub(super) fn opens_other_section(heading: &str) -> bool {
    let line = lower(heading);
    let line = line.trim_matches(|c: char| !c.is_alphanumeric());
    SECTIONS.contains(&line) || SECTION_STARTS.iter().any(|start| line.starts_with(start))
}

/// Whether a line says who made the page or when, and nothing else.
pub(super) fn is_credit(text: &str) -> bool {
    if text.chars().count() > LINE {
        return false;
    }
    let line = lower(text);
    if CREDITS.iter().any(|start| line.starts_with(start)) && !is_sentence(text) {
        return true;
    }
    if text.chars().all(|c| c.is_ascii_digit() || c == ':') && text.contains(':') {
        return true;
    }
    if let Some(found) = dates::find(text) {
        return is_names(&found.rest);
    }
    is_by(text)
}

/// The name after "Av" or "By", when the line is no more than that.
pub(super) fn author(text: &str) -> Option<&str> {
    let name = [
        "Av ",
        "AV ",
        "av ",
        "By ",
        "BY ",
        "by ",
        "Av: ",
        "Text: ",
        "Text och foto: ",
    ]
    .iter()
    .find_map(|start| text.trim().strip_prefix(start))?;
    Some(name.trim())
}

fn is_by(text: &str) -> bool {
    text.chars().count() < 60 && author(text).is_some_and(is_names)
}

/// Whether all words are names, times or the small words between them.
fn is_names(text: &str) -> bool {
    let mut names = 0;
    for word in text.split_whitespace() {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let first = word.chars().next();
        let small = SMALL.contains(&word.to_lowercase().as_str());
        let time = word.chars().all(|c| c.is_ascii_digit() || ".:".contains(c));
        if small || time {
            continue;
        }
        if !first.is_some_and(char::is_uppercase) {
            return false;
        }
        names += 1;
    }
    names <= 5 && !is_sentence(text)
}

const SMALL: &[&str] = &[
    "av",
    "by",
    "och",
    "and",
    "kl",
    "klockan",
    "den",
    "at",
    "on",
    "publicerad",
    "publicerat",
    "uppdaterad",
    "uppdaterat",
    "skapad",
    "published",
    "updated",
    "posted",
    "am",
    "pm",
    "min",
    "läsning",
    "lästid",
    "read",
    "minutes",
    "senast",
    "last",
    "in",
    "i",
    "et",
    "est",
    "senast",
    "ändrad",
];

fn is_sentence(text: &str) -> bool {
    text.ends_with(['.', '!', '?']) && text.split_whitespace().count() > 5
}

fn lower(text: &str) -> String {
    text.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credits_and_sentences_are_told_apart() {
        for (line, expected) in [
            ("12 oktober, 2012 | Jörgen Boström", true),
            (
                "Av Anna Öberg · Publicerad 3 februari 2026 08.15 · 4 min läsning",
                true,
            ),
            ("Publicerad: 2024-05-01", true),
            ("Foto: Erik Mårtensson/TT", true),
            ("Av Anna Öberg", true),
            ("Av de sökande kom hälften från Umeå", false),
            ("Den 12 oktober 2012 möttes alla i Umeå", false),
            ("Publicerad blev den aldrig, säger hon i dag.", false),
            (
                "Inspelat: 2019-05-21. Längd: 00:12:28 totalt för hela avsnittet.",
                false,
            ),
        ] {
            assert_eq!(is_credit(line), expected, "{line}");
        }
    }

    #[test]
    fn lines_that_lead_away_are_links() {
        for (line, linked, link, expected) in [
            ("Läs mer: Så klarar du kylan", 1.0, "", true),
            ("LÄS OCKSÅ: Isen bär inte", 0.7, "Isen bär inte", true),
            (
                "I fredags: Läs mer om stormen",
                0.7,
                "Läs mer om stormen",
                true,
            ),
            ("Läs mer i boken, som kom i fjol", 0.0, "", false),
            ("Hela länet drabbas", 1.0, "Hela länet drabbas", false),
        ] {
            assert_eq!(leads_away(line, linked, link), expected, "{line}");
        }
    }
}
