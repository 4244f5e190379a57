//! What a page says about itself in JSON-LD (schema.org).

use serde_json::Value;

use super::metadata::Metadata;
use super::xpath;

/// Types that name an article, from the surest on.
const TYPES: &[&str] = &["Article", "Posting", "Recipe", "Report", "WebPage"];

/// Longest JSON-LD (in bytes) of a page that is read; as values it takes some fifty times that.
const LENGTH: usize = 1 << 20;

/// Reads the article out of a page's scripts of type `application/ld+json`.
///
/// A script that is not JSON says nothing; many sites have one.
pub(super) fn read<'s>(scripts: impl Iterator<Item = &'s str>) -> Metadata {
    let mut left = LENGTH;
    let values: Vec<Value> = scripts
        .filter(|script| {
            let fits = script.len() <= left;
            left -= if fits { script.len() } else { 0 };
            fits
        })
        .filter_map(|script| serde_json::from_str(script.trim()).ok())
        .collect();
    let mut things = Vec::new();
    values.iter().for_each(|value| gather(value, &mut things));
    let article = TYPES
        .iter()
        .find_map(|kind| things.iter().find(|thing| is_type(thing, kind)));
    let mut found = article.map(|thing| fields(thing)).unwrap_or_default();
    // A page's speakable parts may be those of the page or of the article on it.
    found.speakable = things.iter().flat_map(|thing| speakable(thing)).collect();
    found
}

/// The objects at the top, in arrays, in `@graph` and in `mainEntity`.
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
    several(&thing["@type"]).any(ends)
}

fn fields(thing: &Value) -> Metadata {
    let text = |key: &str| string(&thing[key]);
    let authors: Vec<String> = several(&thing["author"]).filter_map(name).collect();
    Metadata {
        title: text("headline")
            .or_else(|| text("name").filter(|_| is_type(thing, "Recipe")))
            .unwrap_or_default(),
        byline: Some(authors.join(", ")).filter(|names| !names.is_empty()),
        // An advertisement for a job has a date of its own kind.
        published: text("datePublished").or_else(|| text("datePosted")),
        modified: text("dateModified").or_else(|| text("lastReviewed")),
        lang: text("inLanguage"),
        site: several(&thing["publisher"]).find_map(name),
        image: several(&thing["image"])
            .next()
            .and_then(|image| string(image).or_else(|| string(&image["url"]))),
        free: truth(&thing["isAccessibleForFree"]),
        body: text("articleBody").or_else(|| recipe(thing)),
        ..Metadata::default()
    }
}

/// The values of a property that may have one or several.
fn several(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::Array(items) => items.iter(),
        one => std::slice::from_ref(one).iter(),
    }
}

fn string(value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A truth value, which many sites write as the string "False".
fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(word) if word.eq_ignore_ascii_case("true") => Some(true),
        Value::String(word) if word.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// The name of a person or an organisation, given as a string or an object.
fn name(value: &Value) -> Option<String> {
    let name = string(value).or_else(|| string(&value["name"]))?;
    (!name.starts_with("http")).then_some(name)
}

/// A recipe's ingredients and steps, one a line.
fn recipe(thing: &Value) -> Option<String> {
    let ingredients = several(&thing["recipeIngredient"]).filter_map(string);
    let steps = several(&thing["recipeInstructions"]).flat_map(|step| {
        let inner = several(&step["itemListElement"]).filter_map(|step| string(&step["text"]));
        let own = string(step).or_else(|| string(&step["text"]));
        own.into_iter().chain(inner)
    });
    let lines: Vec<String> = ingredients.chain(steps).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The CSS selectors of `speakable`, those of its XPaths that are simple among them.
fn speakable(thing: &Value) -> Vec<String> {
    let mut selectors = Vec::new();
    for part in several(&thing["speakable"]) {
        selectors.extend(several(&part["cssSelector"]).filter_map(string));
        let paths = several(&part["xpath"]).filter_map(Value::as_str);
        selectors.extend(paths.filter_map(xpath::to_css));
    }
    selectors
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_is_found_in_a_graph() {
        let script = r#"{"@graph": [{"@type": "WebPage", "headline": "Fel",
              "speakable": {"cssSelector": [".ingress"], "xpath": "//p[@id='a']"}},
            {"@type": ["NewsArticle"], "headline": "Rätt", "author": [{"name": "Eva"}, "Per"],
             "publisher": {"name": "Bladet"}, "image": [{"url": "/a.jpg"}],
             "isAccessibleForFree": "False"}]}"#;
        let found = read([script, "inte json"].into_iter());
        assert_eq!(found.title, "Rätt");
        assert_eq!(found.byline.as_deref(), Some("Eva, Per"));
        assert_eq!(found.site.as_deref(), Some("Bladet"));
        assert_eq!(found.image.as_deref(), Some("/a.jpg"));
        assert_eq!(found.free, Some(false));
        assert_eq!(found.speakable, [".ingress", "p[id='a']"]);
    }

    #[test]
    fn a_recipe_gives_its_lines() {
        let script = r#"{"@type": "Recipe", "name": "Bullar", "recipeIngredient": ["5 dl mjöl"],
            "recipeInstructions": [{"@type": "HowToStep", "text": "Baka."},
              {"@type": "HowToSection", "itemListElement": [{"text": "Grädda."}]}, "Ät."]}"#;
        let found = read([script].into_iter());
        assert_eq!(
            found.body.as_deref(),
            Some("5 dl mjöl\nBaka.\nGrädda.\nÄt.")
        );
    }
}
