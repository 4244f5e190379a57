use axum::Json;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use url::Url;

use super::query::Asked;
use crate::http::error::Problem;
use crate::http::service::Service;

/// What a consumer of oEmbed 1.0 asks.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Wish {
    url: Option<String>,
    format: Option<String>,
    maxwidth: Option<u32>,
    maxheight: Option<u32>,
}

/// The player in a frame (oEmbed 1.0, section 2.3.4.4).
#[derive(Debug, Serialize)]
struct Rich {
    version: &'static str,
    r#type: &'static str,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    author_name: Option<String>,
    provider_name: &'static str,
    provider_url: String,
    cache_age: u32,
    width: u32,
    height: u32,
    html: String,
}

/// CSS pixels: the player with its status line and one sentence.
const WIDTH: u32 = 640;
const HEIGHT: u32 = 180;

/// On narrow screens the controls take two rows more.
const NARROW: u32 = 480;
const NARROW_HEIGHT: u32 = 260;

/// Seconds that a consumer may keep the answer.
const CACHE_AGE: u32 = 86_400;

pub(in crate::http) async fn get(
    State(service): State<Service>,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if wish
        .format
        .as_deref()
        .is_some_and(|format| format != "json")
    {
        return Err(Problem::OnlyJson);
    }
    let home = service.home(&headers)?;
    let asked = wish.url.as_deref().ok_or(Problem::BadUrl)?.trim();
    let embedded = Embedded::read(&home, asked).unwrap_or_else(|| Embedded {
        url: asked.to_owned(),
        signature: None,
    });
    let order = Asked::about(embedded.url.clone(), embedded.signature.clone())
        .order(&service, &headers)
        .await?;
    let width = wish.maxwidth.unwrap_or(WIDTH).min(WIDTH);
    let wanted = if width < NARROW {
        NARROW_HEIGHT
    } else {
        HEIGHT
    };
    let height = wish.maxheight.unwrap_or(wanted).min(wanted);
    let frame = embedded.address(&home);
    let rich = Rich {
        version: "1.0",
        r#type: "rich",
        title: order.article.title.clone(),
        author_name: order.article.byline.clone(),
        provider_name: "Lyssna",
        provider_url: home.into(),
        cache_age: CACHE_AGE,
        width,
        height,
        html: format!(
            "<iframe src=\"{}\" title=\"Lyssna på artikeln\" width=\"{width}\" height=\"{height}\" \
             style=\"border:0\" allow=\"autoplay; clipboard-write\" loading=\"lazy\"></iframe>",
            attribute(frame.as_str())
        ),
    };
    Ok(Json(rich).into_response())
}

/// The article that an embed page plays.
#[derive(Debug, Deserialize)]
pub(in crate::http) struct Embedded {
    url: String,
    signature: Option<String>,
}

impl Embedded {
    /// The article of an embed page of our own, by its address.
    fn read(home: &Url, address: &str) -> Option<Self> {
        let address = Url::parse(address).ok()?;
        let is_own = address.authority() == home.authority() && address.path() == "/embed";
        let uri: Uri = is_own.then(|| address.as_str().parse().ok())??;
        let Query(embedded) = Query::try_from_uri(&uri).ok()?;
        Some(embedded)
    }

    /// The embed page's address.
    pub(super) fn address(&self, home: &Url) -> Url {
        let mut address = home.clone();
        address.set_path("/embed");
        let mut query = address.query_pairs_mut();
        query.append_pair("url", &self.url);
        if let Some(signature) = &self.signature {
            query.append_pair("signature", signature);
        }
        drop(query);
        address
    }
}

/// The link by which consumers find the answer for a page of ours (oEmbed 1.0, section 4).
pub(super) fn discovery(home: &Url, page: &Url) -> String {
    let mut address = home.clone();
    address.set_path("/oembed");
    address.query_pairs_mut().append_pair("url", page.as_str());
    format!(
        "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{}\" \
         title=\"Lyssna på artikeln\">",
        attribute(address.as_str())
    )
}

/// Text for an attribute in double quotes (HTML, section 13.3).
fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
