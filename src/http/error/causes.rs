//! Which problem each failure of the inside is.

use std::sync::Arc;

use super::Problem;
use crate::clip::{ClipError, TextError};
use crate::extract::{ExtractError, Nothing};
use crate::fetch::{FetchError, TlsFault};
use crate::http::articles::ArticleError;
use crate::render::RenderError;
use crate::sites::signature::SignatureError;
use crate::workers::WorkError;

impl From<&ArticleError> for Problem {
    fn from(error: &ArticleError) -> Self {
        match error {
            ArticleError::Fetch(error) => error.into(),
            ArticleError::Robots(error) => Self::from(error.as_ref()),
            ArticleError::Forbidden { .. } => Self::RobotsRefused,
            ArticleError::Address(_) => Self::BadUrl,
            ArticleError::Listing(_) | ArticleError::Picture { .. } => Self::AnswerMalformed,
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
            E::ForbiddenRedirect { .. } => Self::SiteRefused,
            E::NotHtml { .. }
            | E::NotListing { .. }
            | E::NotPicture { .. }
            | E::Undecodable { .. } => Self::NotAPage,
            E::TooLarge { .. } => Self::PageTooLarge,
            E::Unresolved { .. } => Self::SiteUnknown,
            E::Refused { .. } => Self::SiteUnreachable,
            E::ConnectTimeout { .. } => Self::SiteSilent,
            E::HeaderTimeout { .. } => Self::SiteSlow,
            E::BodyTimeout { .. } => Self::PageSlow,
            E::Tls { fault, .. } => (*fault).into(),
            E::TooManyRedirects { .. } => Self::RedirectedTooOften,
            E::RedirectLoop { .. } => Self::RedirectLoop,
            E::RedirectNowhere { .. } => Self::RedirectNowhere,
            E::InsecureRedirect { .. } => Self::RedirectInsecure,
            E::Status { status, .. } => match status {
                401 | 402 | 403 | 407 | 451 => Self::PageClosed,
                404 | 410 => Self::PageMissing,
                206 => Self::AnswerPartial,
                304 => Self::AnswerUnasked,
                _ => Self::SiteFailed,
            },
            E::CutOff { .. } => Self::AnswerCutOff,
            E::Broken { .. } | E::UnknownCoding { .. } => Self::AnswerMalformed,
            E::Corrupt { .. } => Self::AnswerCorrupt,
        }
    }
}

impl From<TlsFault> for Problem {
    fn from(fault: TlsFault) -> Self {
        match fault {
            TlsFault::Expired => Self::CertificateExpired,
            TlsFault::WrongName => Self::CertificateOfOther,
            TlsFault::Untrusted => Self::CertificateUntrusted,
            TlsFault::Other => Self::TlsFailed,
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
            | ExtractError::TooManyAttributes { .. }
            | ExtractError::TooSlow => Self::PageTooLarge,
            ExtractError::TooLong { .. } | ExtractError::TooManyBlocks { .. } => {
                Self::ArticleTooLong
            }
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

impl From<TextError> for Problem {
    fn from(error: TextError) -> Self {
        match error {
            TextError::Range { .. }
            | TextError::Tag(_)
            | TextError::Audio { .. }
            | TextError::Epub(_) => Self::Internal,
        }
    }
}
