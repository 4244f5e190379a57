//! Which status and type each failure becomes.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::response::IntoResponse;

use super::articles::ArticleError;
use super::error::Problem;
use crate::clip::ClipError;
use crate::extract::{ExtractError, Nothing};
use crate::fetch::{FetchError, TlsFault};
use crate::render::RenderError;
use crate::workers::WorkError;

fn check(error: &ArticleError, status: u16, name: &str) {
    let problem = Problem::from(error);
    assert_eq!(problem.name(), name, "{error:?}");
    assert_eq!(problem.into_response().status(), status, "{error:?}");
}

#[test]
fn fetching() {
    let text = || "secret".to_owned();
    let source = || io::Error::other("secret");
    let second = Duration::from_secs(1);
    let cases = [
        (FetchError::Userinfo, 400, "bad-url"),
        (
            FetchError::ForbiddenScheme { scheme: text() },
            400,
            "bad-url",
        ),
        (
            FetchError::BadUrl {
                url: text(),
                source: "x".into(),
            },
            400,
            "bad-url",
        ),
        (FetchError::LongUrl { limit: 1 }, 414, "url-too-long"),
        (
            FetchError::ForbiddenPort { port: 22 },
            403,
            "address-refused",
        ),
        (
            FetchError::ForbiddenHost { host: text() },
            403,
            "address-refused",
        ),
        (
            FetchError::Unresolved {
                host: text(),
                source: source(),
            },
            502,
            "site-unknown",
        ),
        (
            FetchError::Refused {
                host: text(),
                source: source(),
            },
            502,
            "site-unreachable",
        ),
        (
            FetchError::Tls {
                host: text(),
                fault: TlsFault::Expired,
                source: source(),
            },
            502,
            "certificate-expired",
        ),
        (
            FetchError::Tls {
                host: text(),
                fault: TlsFault::WrongName,
                source: source(),
            },
            502,
            "certificate-of-other",
        ),
        (
            FetchError::Tls {
                host: text(),
                fault: TlsFault::Untrusted,
                source: source(),
            },
            502,
            "certificate-untrusted",
        ),
        (
            FetchError::Tls {
                host: text(),
                fault: TlsFault::Other,
                source: source(),
            },
            502,
            "tls-failed",
        ),
        (
            FetchError::RedirectLoop { url: text() },
            502,
            "redirect-loop",
        ),
        (
            FetchError::RedirectNowhere { url: text() },
            502,
            "redirect-nowhere",
        ),
        (
            FetchError::InsecureRedirect { url: text() },
            502,
            "redirect-insecure",
        ),
        (
            FetchError::ForbiddenRedirect { url: text() },
            403,
            "site-refused",
        ),
        (
            FetchError::TooManyRedirects {
                url: text(),
                limit: 5,
            },
            502,
            "redirected-too-often",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 404,
            },
            502,
            "page-missing",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 410,
            },
            502,
            "page-missing",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 403,
            },
            502,
            "page-closed",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 206,
            },
            502,
            "answer-partial",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 304,
            },
            502,
            "answer-unasked",
        ),
        (
            FetchError::Status {
                url: text(),
                status: 503,
            },
            502,
            "site-failed",
        ),
        (
            FetchError::UnknownCoding {
                url: text(),
                coding: text(),
            },
            502,
            "answer-malformed",
        ),
        (
            FetchError::Corrupt {
                url: text(),
                source: source(),
            },
            502,
            "answer-corrupt",
        ),
        (
            FetchError::ConnectTimeout {
                host: text(),
                limit: second,
            },
            504,
            "site-silent",
        ),
        (
            FetchError::HeaderTimeout {
                url: text(),
                limit: second,
            },
            504,
            "site-slow",
        ),
        (
            FetchError::BodyTimeout {
                url: text(),
                limit: second,
            },
            504,
            "page-slow",
        ),
        (
            FetchError::NotHtml {
                url: text(),
                kind: text(),
            },
            422,
            "not-a-page",
        ),
        (FetchError::Undecodable { url: text() }, 422, "not-a-page"),
        (
            FetchError::TooLarge {
                url: text(),
                limit: 1,
            },
            422,
            "page-too-large",
        ),
    ];
    for (error, status, name) in cases {
        check(&error.into(), status, name);
    }
}

#[test]
fn reading() {
    let nothing = |reason| ExtractError::NothingToRead { reason };
    let cases = [
        (nothing(Nothing::Empty), 422, "nothing-to-read"),
        (nothing(Nothing::NoArticle), 422, "nothing-to-read"),
        (nothing(Nothing::NeedsScripts), 422, "needs-scripts"),
        (nothing(Nothing::Paywall), 422, "paywall"),
        (nothing(Nothing::Login), 422, "login"),
        (nothing(Nothing::ErrorPage), 422, "error-page"),
        (nothing(Nothing::Document), 422, "not-a-page"),
        (
            ExtractError::TooManyNodes { limit: 1 },
            422,
            "page-too-large",
        ),
        (ExtractError::TooDeep { limit: 1 }, 422, "page-too-large"),
        (ExtractError::TooLong { limit: 1 }, 422, "article-too-long"),
    ];
    for (error, status, name) in cases {
        check(&error.into(), status, name);
    }
    check(&RenderError::NoWords.into(), 422, "nothing-to-read");
}

#[test]
fn speaking() {
    let full = WorkError::Full {
        queue: 1,
        retry_after: Duration::from_secs(7),
    };
    let panicked = WorkError::Panicked {
        message: "secret".to_owned(),
    };
    let voice = RenderError::Voice {
        voice: "alva".to_owned(),
        line: 3,
        source: "secret".into(),
    };
    let too_long = ClipError::TooLong {
        seconds: 2,
        limit: 1,
    };
    let length = ClipError::Length {
        promised: 2,
        spoken: 1,
    };
    let cases = [
        (ClipError::Work(full), 429, "queue-full"),
        (ClipError::Work(panicked), 500, "internal"),
        (ClipError::Render(Arc::new(voice)), 500, "internal"),
        (too_long, 422, "article-too-long"),
        (length, 500, "internal"),
        (ClipError::Abandoned, 500, "internal"),
        (ClipError::Stopped, 500, "internal"),
    ];
    for (error, status, name) in cases {
        let problem = Problem::from(&error);
        assert_eq!(problem.name(), name, "{error:?}");
        let response = problem.into_response();
        assert_eq!(response.status(), status, "{error:?}");
        let retry = response.headers().get("retry-after");
        assert_eq!(retry.is_some(), status == 429, "{error:?}");
    }
}
