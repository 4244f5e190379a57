use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;

use super::query::Asked;
use crate::clip::Order;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;
use crate::render::Line;
use crate::reports::Report;

/// A word that a listener says is pronounced wrong.
///
/// It is read as JSON whatever its type, so that pages of other origins need not ask first.
#[derive(Debug, Deserialize, ToSchema)]
pub(in crate::http) struct Reported {
    /// The word, as it stands in the article.
    #[schema(min_length = 1, max_length = 64, example = "norrskenet")]
    word: String,
    /// Index of the sentence in the clip, where the listener heard it.
    segment: Option<usize>,
}

/// Characters of a word, or of a name of some words.
const LONGEST_WORD: usize = 64;

/// Characters of a sentence that are kept on each side of the word.
const AROUND: usize = 160;

/// Takes a report; only what stands in the article is kept of it.
#[utoipa::path(
    post, path = "/v1/reports", operation_id = "report", tag = "speech",
    params(Asked),
    request_body(content((Reported = "application/json"))),
    responses((status = 204, description = "The report is kept"), Problems)
)]
pub(in crate::http) async fn post(
    State(service): State<Service>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let reported: Reported = serde_json::from_slice(&body).map_err(|_| Problem::BadRequest)?;
    let word = reported.word.trim();
    if word.is_empty() || word.chars().nth(LONGEST_WORD).is_some() {
        return Err(Problem::WordNotThere);
    }
    let order = asked.order(&service, &headers).await?;
    let sentence = sentence(&order, word, reported.segment).ok_or(Problem::WordNotThere)?;
    let report = Report {
        url: order.article.url.clone(),
        word: word.to_owned(),
        sentence,
        times: 1,
    };
    service.reports.add(report).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The sentence that was heard, or the first of the article that holds the word.
fn sentence(order: &Order, word: &str, heard: Option<usize>) -> Option<String> {
    let lines = &order.script.lines;
    let heard = heard.and_then(|index| lines.get(index));
    let mut texts = heard
        .into_iter()
        .chain(lines)
        .filter_map(|line| text(order, line));
    texts.find_map(|text| around(&text, word))
}

fn text(order: &Order, line: &Line) -> Option<String> {
    let block = order.article.blocks.get(line.block)?;
    let units: Vec<u16> = block.text.encode_utf16().collect();
    String::from_utf16(units.get(line.source.clone())?).ok()
}

/// The part of a sentence around a word in it.
fn around(text: &str, word: &str) -> Option<String> {
    let at = text.find(word)?;
    let (before, after) = text.split_at(at);
    let start = before.char_indices().rev().nth(AROUND - 1);
    let end = after.char_indices().nth(AROUND + word.chars().count());
    let start = start.map_or(0, |(start, _)| start);
    let end = end.map_or(text.len(), |(end, _)| at + end);
    Some(text[start..end].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_sentences_are_kept_around_the_word() {
        let long = "å ".repeat(500);
        let cases = [
            ("En mening om Skanör.".to_owned(), Some(20)),
            ("En mening.".to_owned(), None),
            (format!("{long}Skanör{long}"), Some(6 + 2 * AROUND)),
            (format!("Skanör{long}"), Some(6 + AROUND)),
        ];
        for (text, expected) in cases {
            let kept = around(&text, "Skanör");
            assert_eq!(kept.map(|kept| kept.chars().count()), expected, "{text}");
        }
    }
}
