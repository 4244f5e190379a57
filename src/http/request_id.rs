//! What each request is called, in the log, in answers and by proxies.

use std::future::Future;

use axum::http::{HeaderName, HeaderValue};
use uuid::Uuid;

/// The field that carries the name.
pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Longest name that is taken over, in characters.
const LONGEST: usize = 64;

tokio::task_local! {
    static CURRENT: RequestId;
}

/// The name of one request; a random UUID by default.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RequestId(String);

impl Default for RequestId {
    fn default() -> Self {
        Self(Uuid::new_v4().to_string())
    }
}

impl RequestId {
    /// Takes over a name of letters, digits and what stands between them.
    pub(super) fn read(field: &HeaderValue) -> Option<Self> {
        let text = field.to_str().ok()?;
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.:/+=".contains(c);
        let fits = (1..=LONGEST).contains(&text.len()) && text.chars().all(is_plain);
        fits.then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// Makes the name that of the request whose answer `work` makes.
    pub(super) async fn scope<T>(self, work: impl Future<Output = T>) -> T {
        CURRENT.scope(self, work).await
    }

    /// The name of the request that is being answered; none outside of one.
    pub(super) fn current() -> Option<Self> {
        CURRENT.try_with(Clone::clone).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_names_are_taken_over() {
        let long = "a".repeat(65);
        for (told, taken) in [
            ("7f3c-01.a", true),
            ("Root=1-67:2/x+", true),
            ("", false),
            ("a b", false),
            ("a\"b", false),
            ("å", false),
            (&long, false),
        ] {
            let field = HeaderValue::from_bytes(told.as_bytes()).unwrap();
            let read = RequestId::read(&field);
            let text = read.as_ref().map(RequestId::as_str);
            assert_eq!(text, taken.then_some(told), "{told}");
        }
    }

    #[tokio::test]
    async fn a_name_holds_within_its_request() {
        let id = RequestId::default();
        let work = async { RequestId::current() };
        assert_eq!(id.clone().scope(work).await, Some(id));
        assert_eq!(RequestId::current(), None);
    }
}
