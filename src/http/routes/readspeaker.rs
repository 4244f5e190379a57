//! Links made for ReadSpeaker, for sites that move over without touching their pages.

use axum::extract::{Query, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use utoipa::IntoParams;

use super::audio;
use super::embedded::Embedded;
use super::query::Asked;
use crate::http::error::Problem;
use crate::http::openapi::Problems;
use crate::http::service::Service;

/// The parameters of ReadSpeaker's `rsent`.
///
/// `customerid` and `lang` are ignored: the site is known by its address, the language by its text.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Link {
    /// The article; the page that the link stands on by default.
    #[param(example = "/demo/norrsken")]
    url: Option<String>,
    /// Ids of the elements to read, a list with commas.
    readid: Option<String>,
    /// Classes of the elements to read, a list with commas.
    readclass: Option<String>,
    /// A voice's id; those of ReadSpeaker stand for the site's own voice.
    voice: Option<String>,
    /// The name of the file to download.
    audiofilename: Option<String>,
    /// `audio` for the sound itself.
    output: Option<String>,
    /// 1 for a file to keep.
    save: Option<String>,
    /// Lyssna's own, for sites whose links must be signed.
    signature: Option<String>,
}

/// What a link leads to.
enum Leads {
    /// A page with the player.
    Player,
    Sound,
    File,
}

/// Answers with the player's page where a browser shows the answer, or else with the sound.
///
/// `/cgi-bin/rsent` is the same.
#[utoipa::path(
    get, path = "/rsent", operation_id = "rsent", tag = "pages",
    params(Link),
    responses(
        (status = 200, description = "The clip", content(("audio/mpeg")),
            headers(("ETag"), ("Accept-Ranges"))),
        (status = 206, description = "Parts of the clip (RFC 9110, section 14)",
            content(("audio/mpeg"), ("multipart/byteranges"))),
        (status = 303, description = "To the page with the player", headers(("Location"))),
        (status = 304, description = "The client has it already", headers(("ETag"))),
        Problems
    )
)]
pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(link): Query<Link>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let leads = link.leads(&headers);
    let embedded = link.embedded(&service, &headers)?;
    let mut response = match leads {
        Leads::Player => Redirect::to(&embedded.path()).into_response(),
        Leads::Sound | Leads::File => {
            let name = embedded.filename.clone().unwrap_or_default();
            let download = matches!(leads, Leads::File).then_some(name.as_str());
            let asked = Asked::by(embedded);
            audio::answer(&service, &asked, download, &method, headers).await?
        }
    };
    let varies = HeaderValue::from_static("accept, referer");
    response.headers_mut().append(header::VARY, varies);
    Ok(response)
}

impl Link {
    /// ReadSpeaker's own modules put `audiofilename` on the links that listeners press: alone it
    /// names the file, but does not ask a browser to save it.
    fn leads(&self, headers: &HeaderMap) -> Leads {
        let accepts = headers.get(header::ACCEPT).map(HeaderValue::to_str);
        let shows_pages = matches!(accepts, Some(Ok(kinds)) if kinds.contains("text/html"));
        match (self.save.as_deref(), self.output.as_deref()) {
            (Some("1"), _) => Leads::File,
            (_, Some("audio")) => Leads::Sound,
            _ if shows_pages => Leads::Player,
            _ if self.audiofilename.is_some() => Leads::File,
            _ => Leads::Sound,
        }
    }

    /// A link without an address is about the page that it stands on.
    fn embedded(self, service: &Service, headers: &HeaderMap) -> Result<Embedded, Problem> {
        let referer = headers
            .get(header::REFERER)
            .and_then(|value| value.to_str().ok());
        let named = self.url.filter(|url| !url.trim().is_empty());
        let url = named.or_else(|| referer.map(str::to_owned));
        Ok(Embedded {
            url: url.ok_or(Problem::BadUrl)?,
            // ReadSpeaker's voices are not ours: the site's own voice reads instead.
            voice: self.voice.filter(|id| service.voices.find(id).is_some()),
            signature: self.signature,
            readid: self.readid,
            readclass: self.readclass,
            filename: self.audiofilename,
        })
    }
}
