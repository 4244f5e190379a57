//! The only table of statuses and of what is said to the public.

use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;

use super::articles::ArticleError;
use crate::clip::ClipError;
use crate::extract::{ExtractError, Nothing};
use crate::fetch::FetchError;
use crate::render::RenderError;
use crate::sites::signature::SignatureError;
use crate::workers::WorkError;

/// What a client is told when a request fails (RFC 9457).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    BadRequest,
    BadUrl,
    UnknownFormat,
    UnknownVoice,
    UnknownSpeed,
    ClientRefused,
    SiteRefused,
    SignatureRefused,
    SignatureExpired,
    AddressRefused,
    NotFound,
    MethodNotAllowed,
    BodyTooLarge,
    UrlTooLong,
    RangeNotSatisfiable { size: u64 },
    NothingToRead,
    NotAPage,
    NeedsScripts,
    Paywall,
    Login,
    ErrorPage,
    PageTooLarge,
    ArticleTooLong,
    Full { retry_after: Duration },
    Internal,
    SiteFailed,
    Draining,
    Slow,
    SiteSlow,
}

/// A problem's type, status, title and detail.
struct Entry(&'static str, StatusCode, &'static str, &'static str);

impl Problem {
    #[rustfmt::skip]
    fn entry(self) -> Entry {
        use StatusCode as S;
        match self {
            Self::BadRequest => Entry("bad-request", S::BAD_REQUEST,
                "Frågan går inte att förstå", "Kontrollera adressens parametrar."),
            Self::BadUrl => Entry("bad-url", S::BAD_REQUEST,
                "Ogiltig adress", "Ange artikelns hela adress, med http:// eller https://."),
            Self::UnknownFormat => Entry("unknown-format", S::BAD_REQUEST,
                "Okänt ljudformat", "Välj mp3 eller wav."),
            Self::UnknownVoice => Entry("unknown-voice", S::BAD_REQUEST,
                "Okänd röst", "Rösterna som finns visas på /v1/audio/voices."),
            Self::UnknownSpeed => Entry("unknown-speed", S::BAD_REQUEST,
                "Okänd hastighet", "Välj en hastighet från 0.6 till 2 gånger den naturliga."),
            Self::ClientRefused => Entry("client-refused", S::FORBIDDEN,
                "Tjänsten är inte öppen för andra än den egna datorn",
                "Inga webbplatser är inställda, så bara den egna datorn får lyssna."),
            Self::SiteRefused => Entry("site-refused", S::FORBIDDEN,
                "Webbplatsen läses inte upp", "Tjänsten läser bara upp de webbplatser som den är inställd för."),
            Self::SignatureRefused => Entry("signature-refused", S::FORBIDDEN,
                "Länken är inte signerad", "Webbplatsen låter bara sina egna länkar läsas upp."),
            Self::SignatureExpired => Entry("signature-expired", S::FORBIDDEN,
                "Länken har gått ut", "Ladda om sidan som länken finns på och försök igen."),
            Self::AddressRefused => Entry("address-refused", S::FORBIDDEN,
                "Adressen får inte hämtas", "Bara öppna webbplatser på internet kan läsas upp."),
            Self::NotFound => Entry("not-found", S::NOT_FOUND,
                "Sidan finns inte", "Här finns inget att lyssna på."),
            Self::MethodNotAllowed => Entry("method-not-allowed", S::METHOD_NOT_ALLOWED,
                "Fel metod", "Adressen kan bara hämtas."),
            Self::BodyTooLarge => Entry("body-too-large", S::PAYLOAD_TOO_LARGE,
                "För stor fråga", "Frågans innehåll är för stort."),
            Self::UrlTooLong => Entry("url-too-long", S::URI_TOO_LONG,
                "För lång adress", "Adressen är längre än vad tjänsten tar emot."),
            Self::RangeNotSatisfiable { .. } => Entry("range-not-satisfiable", S::RANGE_NOT_SATISFIABLE,
                "Stället finns inte i ljudet", "Ljudet är kortare än det efterfrågade stället."),
            Self::NothingToRead => Entry("nothing-to-read", S::UNPROCESSABLE_ENTITY,
                "Det finns inget att läsa upp", "Sidan innehåller ingen text som går att läsa upp."),
            Self::NotAPage => Entry("not-a-page", S::UNPROCESSABLE_ENTITY,
                "Adressen är ingen webbsida", "Bara vanliga webbsidor kan läsas upp, inte bilder, PDF:er eller andra filer."),
            Self::NeedsScripts => Entry("needs-scripts", S::UNPROCESSABLE_ENTITY,
                "Det finns inget att läsa upp", "Sidans text visas bara med skript, och de körs inte här."),
            Self::Paywall => Entry("paywall", S::UNPROCESSABLE_ENTITY,
                "Artikeln är bara för prenumeranter", "Texten är låst, och det som är låst läses inte upp."),
            Self::Login => Entry("login", S::UNPROCESSABLE_ENTITY,
                "Sidan kräver inloggning", "Bara sidor som är öppna för alla kan läsas upp."),
            Self::ErrorPage => Entry("error-page", S::UNPROCESSABLE_ENTITY,
                "Artikeln finns inte på sidan",
                "Webbplatsen visar ett felmeddelande i stället. Kontrollera adressen."),
            Self::PageTooLarge => Entry("page-too-large", S::UNPROCESSABLE_ENTITY,
                "Sidan är för stor", "Sidan är större än vad tjänsten läser."),
            Self::ArticleTooLong => Entry("article-too-long", S::UNPROCESSABLE_ENTITY,
                "Artikeln är för lång", "Uppläsningen skulle bli längre än vad tjänsten tillåter."),
            Self::Full { .. } => Entry("queue-full", S::TOO_MANY_REQUESTS,
                "Många lyssnar just nu", "Försök igen om en liten stund."),
            Self::Internal => Entry("internal", S::INTERNAL_SERVER_ERROR,
                "Något gick fel", "Felet ligger hos tjänsten. Försök igen senare."),
            Self::SiteFailed => Entry("site-failed", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsen svarade inte som den skulle."),
            Self::Draining => Entry("stopping", S::SERVICE_UNAVAILABLE,
                "Tjänsten startar om", "Försök igen om en liten stund."),
            Self::Slow => Entry("slow", S::SERVICE_UNAVAILABLE,
                "Det tog för lång tid", "Tjänsten hann inte svara. Försök igen om en liten stund."),
            Self::SiteSlow => Entry("site-slow", S::GATEWAY_TIMEOUT,
                "Sidan svarar inte", "Webbplatsen svarade inte i tid. Försök igen om en stund."),
        }
    }

    /// The last part of the problem's type.
    pub(super) fn name(self) -> &'static str {
        self.entry().0
    }

    pub(super) fn document(self) -> Document {
        let Entry(name, status, title, detail) = self.entry();
        Document {
            kind: format!("/problems/{name}"),
            title,
            status: status.as_u16(),
            detail,
        }
    }

    /// The problem that a bare status of a router or a layer stands for.
    pub(super) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::PAYLOAD_TOO_LARGE => Self::BodyTooLarge,
            StatusCode::SERVICE_UNAVAILABLE => Self::Slow,
            status if status.is_client_error() => Self::BadRequest,
            _ => Self::Internal,
        }
    }
}

/// The body of a problem.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Document {
    #[serde(rename = "type")]
    kind: String,
    title: &'static str,
    status: u16,
    detail: &'static str,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.entry().1;
        let mut response = (status, axum::Json(self.document())).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        let language = HeaderValue::from_static("sv");
        headers.insert(header::CONTENT_LANGUAGE, language);
        let uncached = HeaderValue::from_static("no-store");
        headers.insert(header::CACHE_CONTROL, uncached);
        match self {
            Self::Full { retry_after } => {
                let seconds = HeaderValue::from(retry_after.as_secs().max(1));
                headers.insert(header::RETRY_AFTER, seconds);
            }
            Self::RangeNotSatisfiable { size } => {
                if let Ok(range) = HeaderValue::try_from(format!("bytes */{size}")) {
                    headers.insert(header::CONTENT_RANGE, range);
                }
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

impl From<&ArticleError> for Problem {
    fn from(error: &ArticleError) -> Self {
        match error {
            ArticleError::Fetch(error) => error.into(),
            ArticleError::Extract(error) => error.into(),
            ArticleError::Render(error) => error.into(),
            ArticleError::Work(error) => error.into(),
        }
    }
}

impl From<&FetchError> for Problem {
    fn from(error: &FetchError) -> Self {
        use FetchError as E;
        match error {
            E::Config(_) | E::TlsSetup(_) => Self::Internal,
            E::BadUrl { .. } | E::ForbiddenScheme { .. } | E::Userinfo => Self::BadUrl,
            E::LongUrl { .. } => Self::UrlTooLong,
            E::ForbiddenPort { .. } | E::ForbiddenHost { .. } | E::ForbiddenAddress { .. } => {
                Self::AddressRefused
            }
            E::ConnectTimeout { .. } | E::TotalTimeout { .. } => Self::SiteSlow,
            E::NotHtml { .. } | E::Undecodable { .. } => Self::NotAPage,
            E::TooLarge { .. } => Self::PageTooLarge,
            E::Unresolved { .. }
            | E::Refused { .. }
            | E::Tls { .. }
            | E::TooManyRedirects { .. }
            | E::RedirectLoop { .. }
            | E::RedirectNowhere { .. }
            | E::Status { .. }
            | E::Broken { .. }
            | E::UnknownCoding { .. }
            | E::Corrupt { .. } => Self::SiteFailed,
        }
    }
}

impl From<SignatureError> for Problem {
    fn from(error: SignatureError) -> Self {
        match error {
            SignatureError::Missing | SignatureError::Wrong => Self::SignatureRefused,
            SignatureError::Expired => Self::SignatureExpired,
        }
    }
}

impl From<&ExtractError> for Problem {
    fn from(error: &ExtractError) -> Self {
        match error {
            ExtractError::TooManyNodes { .. }
            | ExtractError::TooDeep { .. }
            | ExtractError::TooManyAttributes { .. } => Self::PageTooLarge,
            ExtractError::TooLong { .. } => Self::ArticleTooLong,
            ExtractError::NothingToRead { reason } => match reason {
                Nothing::NeedsScripts => Self::NeedsScripts,
                Nothing::Paywall => Self::Paywall,
                Nothing::Login => Self::Login,
                Nothing::ErrorPage => Self::ErrorPage,
                Nothing::Document => Self::NotAPage,
                Nothing::Empty | Nothing::NoArticle => Self::NothingToRead,
            },
        }
    }
}

impl From<&RenderError> for Problem {
    fn from(error: &RenderError) -> Self {
        match error {
            RenderError::NoWords => Self::NothingToRead,
            RenderError::Voice { .. } | RenderError::Words { .. } | RenderError::Encode { .. } => {
                Self::Internal
            }
        }
    }
}

impl From<&WorkError> for Problem {
    fn from(error: &WorkError) -> Self {
        match *error {
            WorkError::Full { retry_after, .. } => Self::Full { retry_after },
            WorkError::Panicked { .. } => Self::Internal,
        }
    }
}

impl From<&ClipError> for Problem {
    fn from(error: &ClipError) -> Self {
        match error {
            ClipError::Work(error) => error.into(),
            ClipError::Render(error) => Self::from(error.as_ref()),
            ClipError::TooLong { .. } => Self::ArticleTooLong,
            ClipError::Length { .. } | ClipError::Abandoned | ClipError::Stopped => Self::Internal,
        }
    }
}

impl From<Arc<ArticleError>> for Problem {
    fn from(error: Arc<ArticleError>) -> Self {
        Self::from(error.as_ref())
    }
}

impl From<ClipError> for Problem {
    fn from(error: ClipError) -> Self {
        Self::from(&error)
    }
}
