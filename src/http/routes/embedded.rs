use axum::extract::Query;
use axum::http::Uri;
use serde::Deserialize;
use url::Url;
use url::form_urlencoded::Serializer;
use utoipa::IntoParams;

/// What a player in a frame reads, and how.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::http) struct Embedded {
    /// The article.
    #[param(example = "/demo/norrsken")]
    pub(super) url: String,
    /// A voice's id; the site's own by default.
    pub(super) voice: Option<String>,
    /// What `lyssna sign` gives, where the site asks for it.
    pub(super) signature: Option<String>,
    /// Ids of the elements to read, a list with commas.
    pub(super) readid: Option<String>,
    /// Classes of the elements to read, a list with commas.
    pub(super) readclass: Option<String>,
    /// The name of the file that the listener may download.
    pub(super) filename: Option<String>,
}

impl Embedded {
    /// Only an article, with the defaults in all else.
    pub(super) fn about(url: String) -> Self {
        Self {
            url,
            voice: None,
            signature: None,
            readid: None,
            readclass: None,
            filename: None,
        }
    }

    /// What an embed page of our own plays, by its address.
    pub(super) fn read(home: &Url, address: &str) -> Option<Self> {
        let address = Url::parse(address).ok()?;
        let is_own = address.authority() == home.authority() && address.path() == "/embed";
        let uri: Uri = is_own.then(|| address.as_str().parse().ok())??;
        let Query(embedded) = Query::try_from_uri(&uri).ok()?;
        Some(embedded)
    }

    /// The path and query of the embed page.
    pub(super) fn path(&self) -> String {
        self.query("/embed?").finish()
    }

    pub(super) fn address(&self, home: &Url) -> Url {
        let mut address = home.clone();
        address.set_path("/embed");
        address.set_query(Some(&self.query("").finish()));
        address
    }

    /// The sound alone, for browsers without scripts.
    pub(super) fn sound(&self) -> String {
        let sound = self.query("/v1/audio?").finish();
        let file = self
            .query("/v1/audio?")
            .append_pair("download", "1")
            .finish();
        format!(
            "<noscript><p><audio controls preload=\"none\" src=\"{}\"></audio></p>\
             <p><a href=\"{}\">Ladda ner MP3</a></p></noscript>",
            attribute(&sound),
            attribute(&file)
        )
    }

    fn query(&self, path: &str) -> Serializer<'_, String> {
        let named = [
            ("voice", &self.voice),
            ("signature", &self.signature),
            ("readid", &self.readid),
            ("readclass", &self.readclass),
            ("filename", &self.filename),
        ];
        let named = named
            .into_iter()
            .filter_map(|(name, value)| Some((name, value.as_deref()?)));
        let mut query = Serializer::for_suffix(path.to_owned(), path.len());
        query.append_pair("url", &self.url).extend_pairs(named);
        query
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
pub(super) fn attribute(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('"', "&quot;")
        .replace('<', "&lt;")
}
