//! What a page says about itself in JSON-LD (schema.org).

use serde_json::Value;

/// The fields of an article's JSON-LD that are of use here.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) published: Option<String>,
    pub(super) modified: Option<String>,
    pub(super) lang: Option<String>,
    pub(super) site: Option<String>,
    pub(super) image: Option<String>,
    pub(super) body: Option<String>,
}

/// Types that name an article, from the surest on.
const TYPES: &[&str] = &["Article", "Posting", "Recipe", "Report", "WebPage"];

/// Reads the article out of a page's scripts of type `application/ld+json`.
///
/// A script that is not JSON says nothing; many sites have one.
pub(super) fn read<'s>(scripts: impl Iterator<Item = &'s str>) -> Linked {
    let values: Vec<Value> = scripts
        .filter_map(|script| serde_json::from_str(script.trim()).ok())
        .collect();
    let mut things = Vec::new();
    values.iter().for_each(|value| gather(value, &mut things));
    let article = TYPES
        .iter()
        .find_map(|kind| things.iter().find(|thing| is_type(thing, kind)));
    article.map(|thing| fields(thing)).unwrap_or_default()
}

/// The objects at the top, in arrays and in `@graph`.
fn gather<'v>(value: &'v Value, things: &mut Vec<&'v Value>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(items) => waiting.extend(items.iter().rev()),
            Value::Object(object) => {
                things.push(value);
                waiting.extend(object.get("@graph"));
                waiting.extend(object.get("mainEntity"));
            }
            _ => {}
        }
    }
}

fn is_type(thing: &Value, kind: &str) -> bool {
    let ends = |value: &Value| value.as_str().is_some_and(|name| name.ends_with(kind));
    match &thing["@type"] {
        Value::Array(types) => types.iter().any(ends),
        one => ends(one),
    }
}

fn fields(thing: &Value) -> Linked {
    let text = |key: &str| string(&thing[key]);
    Linked {
        headline: text("headline"),
        authors: names(&thing["author"]),
        published: text("datePublished"),
        modified: text("dateModified"),
        lang: text("inLanguage"),
        site: names(&thing["publisher"]).into_iter().next(),
        image: image(&thing["image"]),
        body: text("articleBody"),
    }
}

fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The names in a string, an object with a name, or an array of them.
fn names(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().flat_map(one_name).collect(),
        one => one_name(one).into_iter().collect(),
    }
}

fn one_name(value: &Value) -> Option<String> {
    let name = string(value).or_else(|| string(&value["name"]))?;
    (!name.starts_with("http")).then_some(name)
}

fn image(value: &Value) -> Option<String> {
    let first = match value {
        Value::Array(items) => items.first()?,
        one => one,
    };
    string(first).or_else(|| string(&first["url"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let script = r#"{"@graph": [{"@type": "WebPage", "headline": "Fel"},
            {"@type": ["NewsArticle"], "headline": "Rätt", "author": [{"name": "Eva"}, "Per"],
             "publisher": {"name": "Bladet"}, "image": [{"url": "/a.jpg"}]}]}"#;
        let linked = read([script, "inte json"].into_iter());
        assert_eq!(linked.headline.as_deref(), Some("Rätt"));
        assert_eq!(linked.authors, ["Eva", "Per"]);
        assert_eq!(linked.site.as_deref(), Some("Bladet"));
        assert_eq!(linked.image.as_deref(), Some("/a.jpg"));
    }
}
