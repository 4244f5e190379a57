//! Where on the page the article is.

use super::hints::Hint;
use super::page::{Node, Page};
use super::readspeaker;
use super::tag::Tag;
use super::weigh::Weight;

/// What a paragraph's weight counts for, one container further out.
const DECAY: f32 = 0.6;

/// A container around the best may add this share of text and still be the article.
const ROOM: f32 = 0.4;

/// A container around the best must add this share of running text to go on with it.
const GOES_ON: f32 = 0.1;

/// The text that it adds may have this share of links.
const LINKED: f32 = 0.25;

/// Longest text (in characters) between a title and its article.
const LEAD: u32 = 1500;

/// A sibling of the best joins it with this share of its running text.
const SIBLING: f32 = 0.1;

/// The elements to read, in document order; `heading` holds the title.
pub(super) fn roots(page: &Page<'_>, weights: &[Weight], heading: Option<usize>) -> Vec<usize> {
    let Some(best) = best(page, weights) else {
        return Vec::new();
    };
    let mut roots = parts(page, weights, best);
    if roots.len() == 1 {
        roots = join(page, weights, widen(page, weights, best));
    }
    if let (Some(heading), Some(&first)) = (heading, roots.first()) {
        roots.extend(lead(page, weights, heading, first));
    }
    roots.sort_unstable();
    roots.dedup();
    roots
}

/// The elements of the same name and class as the best, where a body falls into several.
fn parts(page: &Page<'_>, weights: &[Weight], best: usize) -> Vec<usize> {
    let node = &page.nodes[best];
    if !node.hints.has(Hint::Body) {
        return vec![best];
    }
    let article = |index: usize| {
        page.around(index)
            .find(|&i| page.nodes[i].tag == Tag::Article)
    };
    let own = article(best);
    let alike = (0..page.nodes.len()).filter(|&index| {
        let other = &page.nodes[index];
        other.name() == node.name()
            && other.attr("class") == node.attr("class")
            && weights[index].mass > 0.0
            && article(index) == own
    });
    readspeaker::outermost(page, alike.collect())
}

/// The running text between the title and the article, such as an ingress beside the title.
fn lead(page: &Page<'_>, weights: &[Weight], heading: usize, article: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut chars = 0;
    let mut index = page.nodes[heading].end;
    while index < article {
        let node = &page.nodes[index];
        if node.end > article {
            index += 1;
            continue;
        }
        let weight = weights[index];
        if node.skip.is_none() && weight.mass > 0.0 && weight.link_share() < LINKED {
            found.push(index);
            chars += weight.chars;
        }
        index = node.end;
    }
    if chars > LEAD { Vec::new() } else { found }
}

/// The container with most running text close inside it.
fn best(page: &Page<'_>, weights: &[Weight]) -> Option<usize> {
    let mut scores: Vec<f32> = own_masses(page, weights);
    let own = scores.clone();
    for index in (1..page.nodes.len()).rev() {
        let node = &page.nodes[index];
        let passed = if node.tag.is_inline() {
            scores[index]
        } else {
            own[index] + DECAY * scores[index]
        };
        scores[node.parent] += passed;
    }
    let mut best = None;
    let mut top = 0.0;
    for (index, score) in scores.iter().enumerate() {
        let node = &page.nodes[index];
        if node.skip.is_some() || !is_container(node) {
            continue;
        }
        let score = score * (1.0 - weights[index].link_share()) * factor(node);
        if score > top {
            top = score;
            best = Some(index);
        }
    }
    best
}

/// The running text that stands directly in each node.
fn own_masses(page: &Page<'_>, weights: &[Weight]) -> Vec<f32> {
    let mut own: Vec<f32> = weights.iter().map(|w| w.mass).collect();
    for index in 1..page.nodes.len() {
        own[page.nodes[index].parent] -= weights[index].mass;
    }
    own.iter_mut().for_each(|mass| *mass = mass.max(0.0));
    own
}

fn is_container(node: &Node<'_>) -> bool {
    matches!(
        node.tag,
        Tag::Block
            | Tag::Article
            | Tag::Main
            | Tag::TableCell
            | Tag::Seldom
            | Tag::Inline
            | Tag::Preformatted
    ) && node.element().is_some()
}

fn factor(node: &Node<'_>) -> f32 {
    let by_tag = match node.tag {
        Tag::Article => 1.3,
        Tag::Main => 1.2,
        _ if matches!(node.name(), "html" | "body") => 0.6,
        _ => 1.0,
    };
    if node.hints.has(Hint::Body) {
        by_tag * 1.4
    } else {
        by_tag
    }
}

/// Takes in what surrounds the best container, as long as it goes on with the text.
fn widen(page: &Page<'_>, weights: &[Weight], best: usize) -> usize {
    let mut article = best;
    // Beyond an element that calls itself the article, only its like is taken in.
    let mut is_whole =
        page.nodes[best].tag == Tag::Article || page.nodes[best].hints.has(Hint::Body);
    for index in page.around(best) {
        let node = &page.nodes[index];
        if node.name() == "html" {
            break;
        }
        let (inner, outer) = (weights[article], weights[index]);
        let chars = outer.chars - inner.chars;
        let free = chars - (outer.linked - inner.linked);
        let named = matches!(node.tag, Tag::Article | Tag::Main) || node.hints.has(Hint::Body);
        let little = (free as f32) < inner.chars as f32 * ROOM + 200.0;
        let goes_on = (!is_whole || node.tag == Tag::Article)
            && outer.mass - inner.mass > GOES_ON * inner.mass
            && free as f32 > (1.0 - LINKED) * chars as f32
            && !has_other_article(page, index, article);
        if named && little || goes_on {
            article = index;
        }
        is_whole |= node.tag == Tag::Article || node.hints.has(Hint::Body);
    }
    article
}

/// Whether there is an `<article>` inside the outer element but beside the inner.
fn has_other_article(page: &Page<'_>, outer: usize, inner: usize) -> bool {
    let own = inner..page.nodes[inner].end;
    page.inside(outer).any(|index| {
        let node = &page.nodes[index];
        node.tag == Tag::Article && (node.end <= own.start || index >= own.end)
    })
}

/// Adds siblings that go on with the text.
fn join(page: &Page<'_>, weights: &[Weight], article: usize) -> Vec<usize> {
    let node = &page.nodes[article];
    if article == 0 || matches!(node.tag, Tag::Article | Tag::Main) {
        return vec![article];
    }
    let mut roots = Vec::new();
    let mut index = node.parent + 1;
    while index < page.nodes[node.parent].end {
        let sibling = &page.nodes[index];
        let weight = weights[index];
        let same = sibling.name() == node.name() && sibling.attr("class") == node.attr("class");
        let goes_on = sibling.skip.is_none()
            && weight.link_share() < 0.3
            && (sibling.tag == Tag::Paragraph && weight.mass > 0.0
                || same
                    && node.attr("class").is_some()
                    && weight.mass > SIBLING * weights[article].mass);
        if index == article || goes_on {
            roots.push(index);
        }
        index = sibling.end;
    }
    roots
}
