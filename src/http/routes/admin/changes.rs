//! What an operator does about a word: hears it otherwise, writes it down, or lets it be.

use std::path::PathBuf;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use tokio::task;
use url::Url;

use crate::clip::Order;
use crate::encode::Format;
use crate::http::articles::{Prepared, Source};
use crate::http::error::Problem;
use crate::http::routes::query::NATURAL;
use crate::http::routes::speech::Input;
use crate::http::rules::Rules;
use crate::http::service::Service;
use crate::lexica::{self, LexicaError, Saying};
use crate::reports::Report;
use crate::text::Reader;

/// A word of an article, and how it is to be said.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Change {
    url: String,
    word: String,
    #[serde(default)]
    say: String,
    #[serde(default)]
    ipa: String,
}

/// A sentence to be heard with a change in it.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Trial {
    #[serde(flatten)]
    change: Change,
    sentence: String,
}

/// A word of an article that is said well enough.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Settled {
    url: String,
    word: String,
}

impl Change {
    fn saying(&self) -> Result<Saying, Problem> {
        match (self.say.trim(), self.ipa.trim()) {
            ("", "") => Err(Problem::BadPronunciation),
            (say, "") => Ok(Saying::Text(say.to_owned())),
            ("", ipa) => Ok(Saying::Ipa(ipa.to_owned())),
            _ => Err(Problem::BadPronunciation),
        }
    }
}

/// Speaks a sentence as the site would with the change.
pub(in crate::http) async fn hear(
    State(service): State<Service>,
    Query(trial): Query<Trial>,
    headers: HeaderMap,
) -> Result<impl IntoResponse, Problem> {
    let Trial { change, sentence } = &trial;
    let source = article(&service, &change.url, &headers)?;
    let trial = lexica::of_word(&change.word, &change.saying()?).map_err(refused)?;
    let rules = service.rules.get();
    let reader = rules.readers.of(source.site().map(Arc::as_ref));
    let reader = Arc::new(Reader {
        lexicon: trial.join(reader.lexicon.clone()),
        ..Reader::clone(reader)
    });
    let input = Input::Plain(sentence.clone());
    let prepared = service.articles.of_text_by(reader, input).await;
    let Prepared { article, script } = prepared.map_err(|error| Problem::from(&error))?;
    let order = Order {
        article,
        script,
        speaker: Arc::clone(&service.voice(None, &source)?.speaker),
        speed: NATURAL,
        format: Format::Mp3,
    };
    let whole = service.clips.open(order).await.whole().await?;
    let kind = [(header::CONTENT_TYPE, Format::Mp3.content_type())];
    Ok((kind, whole.audio.clone()))
}

/// Writes the change to the site's lexicon, which is in force at once.
pub(in crate::http) async fn save(
    State(service): State<Service>,
    headers: HeaderMap,
    Json(change): Json<Change>,
) -> Result<StatusCode, Problem> {
    let source = article(&service, &change.url, &headers)?;
    let saying = change.saying()?;
    let changing = service.reports.changing.lock().await;
    let rules = service.rules.get();
    let file = file_of(&rules, &source).ok_or(Problem::NoLexicon)?;
    // Files are written and read, which must not hold up the listeners.
    task::block_in_place(|| {
        lexica::save(&file, &change.word, &saying).map_err(refused)?;
        let rules = Rules::load(&rules.config).map_err(|faults| {
            tracing::error!(
                error = &faults as &dyn std::error::Error,
                "lexicons not read"
            );
            Problem::Internal
        })?;
        service.rules.replace(rules);
        Ok::<_, Problem>(())
    })?;
    drop(changing);
    tracing::info!(word = change.word, file = %file.display(), "a lexicon has changed");
    let is_of_site =
        |report: &Report| is_settled(&service, report, &source, &change.word, &headers);
    service.reports.forget(is_of_site).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Forgets the reports of a word on one site.
pub(in crate::http) async fn dismiss(
    State(service): State<Service>,
    headers: HeaderMap,
    Json(settled): Json<Settled>,
) -> Result<StatusCode, Problem> {
    let Settled { url, word } = &settled;
    let is_settled = |report: &Report| match article(&service, url, &headers) {
        Ok(source) => is_settled(&service, report, &source, word, &headers),
        // What is not read any more can still be put away.
        Err(_) => report.url == *url && report.word == *word,
    };
    service.reports.forget(is_settled).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Finds the article of a report, as it is read now.
fn article(service: &Service, url: &str, headers: &HeaderMap) -> Result<Source, Problem> {
    let home = service.home(headers)?;
    let url: Url = home.join(url).map_err(|_| Problem::BadUrl)?;
    service.access.listed(url, &home)
}

/// Tells whether a report is of a word on the same site.
fn is_settled(
    service: &Service,
    report: &Report,
    source: &Source,
    word: &str,
    headers: &HeaderMap,
) -> bool {
    let name = |source: &Source| source.site().map(|site| site.name().to_owned());
    let of_report = article(service, &report.url, headers);
    report.word == word && of_report.is_ok_and(|other| name(&other) == name(source))
}

/// The file that a site's own words are written to: the first of its own in TOML, or else of the
/// common ones.
fn file_of(rules: &Rules, source: &Source) -> Option<PathBuf> {
    let site = source.site().map(|site| site.name());
    let mut sites = rules.config.sites.iter();
    let own = sites.find(|config| Some(config.name.as_str()) == site);
    let own = own.into_iter().flat_map(|config| &config.lexicons);
    let mut files = own.chain(&rules.config.lexicons);
    files.find(|file| lexica::is_own_form(file)).cloned()
}

/// What is said is wrong, or the file cannot be used, which is the service's own fault.
#[expect(clippy::needless_pass_by_value, reason = "the form of map_err")]
fn refused(error: LexicaError) -> Problem {
    if let LexicaError::Fault { .. } = error {
        return Problem::BadPronunciation;
    }
    tracing::error!(
        error = &error as &dyn std::error::Error,
        "lexicon not written"
    );
    Problem::Internal
}
