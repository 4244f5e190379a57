use std::ops::RangeInclusive;
use std::sync::Arc;

use axum::http::{HeaderMap, header};
use serde::Deserialize;
use tracing::Span;
use utoipa::IntoParams;

use super::embedded::Embedded;
use crate::clip::Order;
use crate::encode::Format;
use crate::extract::Part;
use crate::http::articles::Prepared;
use crate::http::error::Problem;
use crate::http::layers::CAUSE;
use crate::http::service::Service;

/// What a request for speech says.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Asked {
    /// The article: an absolute address, or the path of a demo article.
    #[param(required, example = "/demo/norrsken")]
    url: Option<String>,
    /// A voice's id; the site's own by default.
    voice: Option<String>,
    /// The form of the sound; MP3 by default.
    #[param(value_type = Option<Format>, inline)]
    format: Option<String>,
    /// What `lyssna sign` gives, where the site asks for it.
    signature: Option<String>,
    /// Times the natural speed, rounded to steps of 0.05.
    #[param(value_type = Option<f32>, minimum = 0.6, maximum = 2.0)]
    speed: Option<String>,
    /// Ids of the elements to read, a list with commas.
    readid: Option<String>,
    /// Classes of the elements to read, a list with commas.
    readclass: Option<String>,
}

impl Asked {
    /// Asks for what a player in a frame is to read, with the defaults in all else.
    pub(super) fn by(embedded: Embedded) -> Self {
        Self {
            url: Some(embedded.url),
            voice: embedded.voice,
            format: None,
            signature: embedded.signature,
            speed: None,
            readid: embedded.readid,
            readclass: embedded.readclass,
        }
    }

    /// Finds the article and who is to read it.
    pub(super) async fn order(
        &self,
        service: &Service,
        headers: &HeaderMap,
    ) -> Result<Order, Problem> {
        let format = match self.format.as_deref() {
            None => Format::Mp3,
            Some(name) => Format::from_extension(name).ok_or(Problem::UnknownFormat)?,
        };
        let speed = self.speed.as_deref().map_or(Ok(NATURAL), speed)?;
        let text = self.url.as_deref().ok_or(Problem::BadUrl)?;
        let host = headers
            .get(header::HOST)
            .and_then(|value| value.to_str().ok());
        let source = service
            .access
            .source(text.trim(), self.signature.as_deref(), host)?
            .part(self.part());
        service.rates.check_site(&service.rules.get(), &source)?;
        let voice = service.voice(self.voice.as_deref(), &source)?;
        let prepared = service.articles.get(&source).await.map_err(|error| {
            let cause = &*error as &(dyn std::error::Error + 'static);
            Span::current().record(CAUSE, cause);
            Problem::from(error)
        })?;
        let Prepared { article, script } = &*prepared;
        Ok(Order {
            article: Arc::clone(article),
            script: Arc::clone(script),
            speaker: Arc::clone(&voice.speaker),
            speed,
            format,
        })
    }

    fn part(&self) -> Part {
        let named = [("readid", &self.readid), ("readclass", &self.readclass)];
        named
            .into_iter()
            .fold(Part::default(), |part, (name, value)| {
                part.with(name, value.as_deref().unwrap_or_default())
            })
    }
}

/// Times as fast as the voice speaks by itself.
pub(super) const NATURAL: f32 = 1.0;

/// What listeners choose between; the voice could go somewhat further.
const SPEEDS: RangeInclusive<f32> = 0.6..=2.0;

/// Nearby speeds share their clips.
const STEPS: f32 = 20.0;

fn speed(text: &str) -> Result<f32, Problem> {
    offered(text.parse().map_err(|_| Problem::UnknownSpeed)?)
}

/// The offered speed that is nearest to one within the bounds.
pub(super) fn offered(asked: f32) -> Result<f32, Problem> {
    if SPEEDS.contains(&asked) {
        Ok((asked * STEPS).round() / STEPS)
    } else {
        Err(Problem::UnknownSpeed)
    }
}
