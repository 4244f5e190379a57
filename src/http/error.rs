//! The only table of statuses and of what is said to the public.

mod causes;

use std::time::Duration;

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use super::articles::ArticleError;
use super::request_id::RequestId;

/// What a client is told when a request fails (RFC 9457).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Problem {
    BadRequest,
    BadUrl,
    UnknownFormat,
    UnknownVoice,
    UnknownSpeed,
    TextTooLong,
    BadMarkup,
    WordNotThere,
    BadPronunciation,
    NoLexicon,
    KeyRefused,
    OperatorRefused,
    OtherOrigin,
    ClientRefused,
    SiteRefused,
    SignatureRefused,
    SignatureExpired,
    RobotsRefused,
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
    TooManyRequests { retry_after: Duration },
    SiteBusy { retry_after: Duration },
    Internal,
    SiteUnknown,
    SiteUnreachable,
    CertificateExpired,
    CertificateOfOther,
    CertificateUntrusted,
    TlsFailed,
    RedirectedTooOften,
    RedirectLoop,
    RedirectNowhere,
    RedirectInsecure,
    PageMissing,
    PageClosed,
    OnlyJson,
    SiteFailed,
    AnswerPartial,
    AnswerUnasked,
    AnswerMalformed,
    AnswerCutOff,
    AnswerCorrupt,
    Draining,
    StoreAway,
    ReportsFull,
    FeedNotReady { retry_after: Duration },
    Slow,
    SiteSilent,
    SiteSlow,
    PageSlow,
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
                "Okänt ljudformat", "Välj mp3, opus eller wav, eller pcm där bara ljudet behövs."),
            Self::UnknownVoice => Entry("unknown-voice", S::BAD_REQUEST,
                "Okänd röst", "Rösterna som finns visas på /v1/audio/voices."),
            Self::UnknownSpeed => Entry("unknown-speed", S::BAD_REQUEST,
                "Okänd hastighet", "Välj en hastighet från 0.6 till 2 gånger den naturliga."),
            Self::TextTooLong => Entry("text-too-long", S::BAD_REQUEST,
                "För lång text", "Texten har fler tecken än vad tjänsten tar emot åt gången."),
            Self::BadMarkup => Entry("bad-markup", S::BAD_REQUEST,
                "Märkningen går inte att läsa", "Texten är märkt med SSML som inte stöds eller är felaktig."),
            Self::WordNotThere => Entry("word-not-there", S::UNPROCESSABLE_ENTITY,
                "Ordet finns inte i artikeln", "Markera ett ord i artikelns text."),
            Self::BadPronunciation => Entry("bad-pronunciation", S::UNPROCESSABLE_ENTITY,
                "Uttalet går inte att läsa", "Skriv ordet som det låter, eller med giltig IPA, men inte båda."),
            Self::NoLexicon => Entry("no-lexicon", S::CONFLICT,
                "Webbplatsen har inget lexikon", "Ange en fil som slutar på .toml i webbplatsens lexicons."),
            Self::OperatorRefused => Entry("operator-refused", S::UNAUTHORIZED,
                "Nyckeln saknas eller är fel", "Ange nyckeln i http.admin_key som lösenord."),
            Self::OtherOrigin => Entry("other-origin", S::FORBIDDEN,
                "Frågan kommer från en annan webbplats", "Öppna sidan direkt."),
            Self::KeyRefused => Entry("key-refused", S::UNAUTHORIZED,
                "Nyckeln saknas eller är fel", "Skicka en av tjänstens nycklar i fältet Authorization."),
            Self::ClientRefused => Entry("client-refused", S::FORBIDDEN,
                "Tjänsten är inte öppen för andra än den egna datorn",
                "Inga webbplatser är inställda, så bara den egna datorn får lyssna."),
            Self::SiteRefused => Entry("site-refused", S::FORBIDDEN,
                "Webbplatsen läses inte upp", "Tjänsten läser bara upp de webbplatser som den är inställd för."),
            Self::SignatureRefused => Entry("signature-refused", S::FORBIDDEN,
                "Länken är inte signerad", "Webbplatsen låter bara sina egna länkar läsas upp."),
            Self::SignatureExpired => Entry("signature-expired", S::FORBIDDEN,
                "Länken har gått ut", "Ladda om sidan som länken finns på och försök igen."),
            Self::RobotsRefused => Entry("robots-refused", S::FORBIDDEN,
                "Webbplatsen vill inte läsas upp", "Webbplatsens robots.txt säger nej till uppläsning av sidan."),
            Self::AddressRefused => Entry("address-refused", S::FORBIDDEN,
                "Adressen får inte hämtas", "Bara öppna webbplatser på internet kan läsas upp."),
            Self::NotFound => Entry("not-found", S::NOT_FOUND,
                "Sidan finns inte", "Här finns inget att lyssna på."),
            Self::MethodNotAllowed => Entry("method-not-allowed", S::METHOD_NOT_ALLOWED,
                "Fel metod", "Adressen svarar inte på den metoden."),
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
            Self::TooManyRequests { .. } => Entry("too-many-requests", S::TOO_MANY_REQUESTS,
                "För många frågor", "Det kommer för många frågor från samma adress. Försök igen om en liten stund."),
            Self::SiteBusy { .. } => Entry("site-busy", S::TOO_MANY_REQUESTS,
                "Många lyssnar just nu", "Webbplatsen läses upp för så många som den får. Försök igen om en liten stund."),
            Self::Internal => Entry("internal", S::INTERNAL_SERVER_ERROR,
                "Något gick fel", "Felet ligger hos tjänsten. Försök igen senare."),
            Self::SiteUnknown => Entry("site-unknown", S::BAD_GATEWAY,
                "Webbplatsen finns inte", "Ingen webbplats har det namnet. Kontrollera adressen."),
            Self::SiteUnreachable => Entry("site-unreachable", S::BAD_GATEWAY,
                "Webbplatsen går inte att nå", "Webbplatsen tar inte emot anslutningar."),
            Self::CertificateExpired => Entry("certificate-expired", S::BAD_GATEWAY,
                "Webbplatsen är inte säker", "Webbplatsens certifikat gäller inte längre, eller inte än."),
            Self::CertificateOfOther => Entry("certificate-of-other", S::BAD_GATEWAY,
                "Webbplatsen är inte säker", "Webbplatsens certifikat är utfärdat för ett annat namn."),
            Self::CertificateUntrusted => Entry("certificate-untrusted", S::BAD_GATEWAY,
                "Webbplatsen är inte säker", "Webbplatsens certifikat är inte utfärdat av någon betrodd."),
            Self::TlsFailed => Entry("tls-failed", S::BAD_GATEWAY,
                "Webbplatsen är inte säker", "Det gick inte att skapa en säker anslutning till webbplatsen."),
            Self::RedirectedTooOften => Entry("redirected-too-often", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Sidan skickar vidare för många gånger."),
            Self::RedirectLoop => Entry("redirect-loop", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Sidan skickar vidare i en cirkel."),
            Self::RedirectNowhere => Entry("redirect-nowhere", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Sidan skickar vidare till en adress som inte finns."),
            Self::RedirectInsecure => Entry("redirect-insecure", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Sidan skickar vidare från https till http."),
            Self::PageMissing => Entry("page-missing", S::BAD_GATEWAY,
                "Sidan finns inte", "Webbplatsen har ingen sådan sida. Kontrollera adressen."),
            Self::PageClosed => Entry("page-closed", S::BAD_GATEWAY,
                "Sidan är inte öppen", "Webbplatsen visar sidan bara för vissa besökare."),
            Self::OnlyJson => Entry("only-json", S::NOT_IMPLEMENTED,
                "Formatet finns inte", "Svaret finns bara som JSON."),
            Self::SiteFailed => Entry("site-failed", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsen svarade inte som den skulle."),
            Self::AnswerPartial => Entry("answer-partial", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsen skickade bara en del av sidan."),
            Self::AnswerUnasked => Entry("answer-unasked", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsen säger att sidan inte har ändrats, utan att ha visat den."),
            Self::AnswerMalformed => Entry("answer-malformed", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsens svar går inte att förstå."),
            Self::AnswerCutOff => Entry("answer-cut-off", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsens svar tog slut för tidigt."),
            Self::AnswerCorrupt => Entry("answer-corrupt", S::BAD_GATEWAY,
                "Sidan går inte att hämta", "Webbplatsens svar går inte att packa upp."),
            Self::Draining => Entry("stopping", S::SERVICE_UNAVAILABLE,
                "Tjänsten startar om", "Försök igen om en liten stund."),
            Self::StoreAway => Entry("store-away", S::SERVICE_UNAVAILABLE,
                "Ljudet går inte att hämta just nu", "Försök igen om en liten stund."),
            Self::ReportsFull => Entry("reports-full", S::SERVICE_UNAVAILABLE,
                "Listan är full", "Så många ord är redan anmälda att inga fler får plats."),
            Self::FeedNotReady { .. } => Entry("feed-not-ready", S::SERVICE_UNAVAILABLE,
                "Poddflödet är inte klart", "Avsnitten läses in. Försök igen om en liten stund."),
            Self::Slow => Entry("slow", S::SERVICE_UNAVAILABLE,
                "Det tog för lång tid", "Tjänsten hann inte svara. Försök igen om en liten stund."),
            Self::SiteSilent => Entry("site-silent", S::GATEWAY_TIMEOUT,
                "Webbplatsen svarar inte", "Det gick inte att ansluta till webbplatsen i tid. Försök igen om en stund."),
            Self::SiteSlow => Entry("site-slow", S::GATEWAY_TIMEOUT,
                "Webbplatsen svarar inte", "Webbplatsen svarade inte i tid. Försök igen om en stund."),
            Self::PageSlow => Entry("page-slow", S::GATEWAY_TIMEOUT,
                "Sidan kommer för långsamt", "Hela sidan kom inte i tid. Försök igen om en stund."),
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
            request_id: RequestId::current().map(|id| id.as_str().to_owned()),
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

/// The body of a problem (RFC 9457).
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Document {
    /// What happened, the same for all such problems: `/problems/` and a name.
    #[serde(rename = "type")]
    kind: String,
    /// What happened, in Swedish.
    title: &'static str,
    /// The status of the answer.
    status: u16,
    /// What to do about it, in Swedish.
    detail: &'static str,
    /// The name that the log knows the request by.
    #[serde(skip_serializing_if = "Option::is_none")]
    request_id: Option<String>,
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
            Self::Full { retry_after }
            | Self::TooManyRequests { retry_after }
            | Self::SiteBusy { retry_after }
            | Self::FeedNotReady { retry_after } => {
                let seconds = HeaderValue::from(retry_after.as_secs_f64().ceil() as u64);
                headers.insert(header::RETRY_AFTER, seconds);
            }
            Self::RangeNotSatisfiable { size } => {
                if let Ok(range) = HeaderValue::try_from(format!("bytes */{size}")) {
                    headers.insert(header::CONTENT_RANGE, range);
                }
            }
            Self::KeyRefused => {
                let scheme = HeaderValue::from_static("Bearer");
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            Self::OperatorRefused => {
                let scheme = HeaderValue::from_static("Basic realm=\"Lyssna\", charset=\"UTF-8\"");
                headers.insert(header::WWW_AUTHENTICATE, scheme);
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// A problem as clients of OpenAI's speech API read it.
///
/// The document is the problem's, with a member `error` beside its own.
#[derive(Clone, Debug)]
pub(super) struct SpeechProblem {
    pub(super) problem: Problem,
    /// The field of the request that is wrong.
    pub(super) param: Option<&'static str>,
    /// What is wrong with it, in English and for developers.
    reason: Option<String>,
}

impl SpeechProblem {
    pub(super) fn of(problem: Problem, param: &'static str) -> Self {
        Self {
            param: Some(param),
            ..problem.into()
        }
    }

    /// Tells the causes of an error in the client's own request.
    pub(super) fn because(mut self, error: impl std::error::Error) -> Self {
        let mut reason = error.to_string();
        let mut cause = error.source();
        while let Some(next) = cause {
            reason += &format!(": {next}");
            cause = next.source();
        }
        self.reason = Some(reason);
        self
    }

    /// The error object of OpenAI's answers.
    pub(super) fn error(&self) -> Value {
        let Entry(name, status, _, detail) = self.problem.entry();
        let kind = match status {
            StatusCode::TOO_MANY_REQUESTS => "rate_limit_error",
            status if status.is_server_error() => "server_error",
            _ => "invalid_request_error",
        };
        let message = self.reason.as_deref().unwrap_or(detail);
        json!({ "message": message, "type": kind, "param": self.param, "code": name })
    }
}

/// The body of a problem, as clients of OpenAI's speech API read it.
#[derive(Serialize, ToSchema)]
#[schema(as = SpeechProblem)]
pub(super) struct Extended {
    #[serde(flatten)]
    document: Document,
    #[schema(value_type = Object)]
    error: Value,
}

impl From<Problem> for SpeechProblem {
    fn from(problem: Problem) -> Self {
        Self {
            problem,
            param: None,
            reason: None,
        }
    }
}

impl From<ArticleError> for SpeechProblem {
    fn from(error: ArticleError) -> Self {
        Problem::from(&error).into()
    }
}

impl IntoResponse for SpeechProblem {
    fn into_response(self) -> Response {
        let extended = Extended {
            document: self.problem.document(),
            error: self.error(),
        };
        let (mut parts, _) = self.problem.into_response().into_parts();
        parts.headers.remove(header::CONTENT_LENGTH);
        let body = axum::Json(extended).into_response().into_body();
        Response::from_parts(parts, body)
    }
}
