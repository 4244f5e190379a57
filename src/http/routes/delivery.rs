use std::ops::Range;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::clip::{ClipId, Growing, Whole};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::range::{self, Unsatisfiable};

/// A clip's audio on its way to a client.
pub(super) struct Delivery<'a> {
    id: &'a ClipId,
    format: Format,
    /// Bytes in all, once they are known.
    size: Option<u64>,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(id: &'a ClipId, format: Format, size: Option<u64>) -> Self {
        Self { id, format, size }
    }

    pub(super) fn of(whole: &'a Whole) -> Self {
        let manifest = &whole.manifest;
        Self::new(&manifest.id, manifest.format, Some(manifest.bytes))
    }

    /// Answers with a finished clip, naming its lasting address.
    pub(super) fn whole(&self, whole: &Whole, headers: &HeaderMap) -> Result<Response, Problem> {
        let mut response = self.answer(headers, |range| {
            Body::from(whole.audio.slice(range.start as usize..range.end as usize))
        })?;
        let location = format!("/v1/clips/{}.{}", self.id, self.format.extension());
        set(&mut response, header::CONTENT_LOCATION, location);
        Ok(response)
    }

    /// Answers with a clip that is still being spoken.
    pub(super) fn growing(&self, clip: Growing, headers: &HeaderMap) -> Result<Response, Problem> {
        self.answer(headers, |range| Body::from_stream(clip.bytes(range)))
    }

    fn answer(
        &self,
        headers: &HeaderMap,
        body: impl FnOnce(Range<u64>) -> Body,
    ) -> Result<Response, Problem> {
        let etag = etag(self.id.as_str());
        if is_unchanged(headers, &etag) {
            return Ok(unchanged(etag));
        }
        let part = self.part(headers, &etag)?;
        let all = 0..self.size.unwrap_or(u64::MAX);
        let status = match part {
            Some(_) => StatusCode::PARTIAL_CONTENT,
            None => StatusCode::OK,
        };
        let range = part.clone().unwrap_or(all);
        let length = self.size.map(|_| range.end - range.start);
        let mut response = (status, body(range)).into_response();
        set(
            &mut response,
            header::CONTENT_TYPE,
            self.format.content_type(),
        );
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        set(&mut response, header::ETAG, etag);
        if let Some(length) = length {
            set(&mut response, header::CONTENT_LENGTH, length.to_string());
        }
        if let (Some(part), Some(size)) = (part, self.size) {
            let shown = format!("bytes {}-{}/{size}", part.start, part.end - 1);
            set(&mut response, header::CONTENT_RANGE, shown);
        }
        Ok(response)
    }

    /// Finds the part asked for; a part of another version means the whole
    /// (RFC 9110, section 13.1.5).
    fn part(&self, headers: &HeaderMap, etag: &str) -> Result<Option<Range<u64>>, Problem> {
        let other_version = headers.get(header::IF_RANGE).is_some_and(|tag| tag != etag);
        let range = headers.get(header::RANGE).map(HeaderValue::to_str);
        match (range, self.size) {
            (Some(Ok(range)), Some(size)) if !other_version => range::parse(range, size)
                .map_err(|Unsatisfiable| Problem::RangeNotSatisfiable { size }),
            _ => Ok(None),
        }
    }
}

/// A strong entity tag (RFC 9110, section 8.8.3).
pub(super) fn etag(name: &str) -> String {
    format!("\"{name}\"")
}

/// Tells whether the client has this version already (section 13.1.2).
pub(super) fn is_unchanged(headers: &HeaderMap, etag: &str) -> bool {
    headers
        .get_all(header::IF_NONE_MATCH)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

pub(super) fn unchanged(etag: String) -> Response {
    (StatusCode::NOT_MODIFIED, [(header::ETAG, etag)]).into_response()
}

fn set(response: &mut Response, name: HeaderName, value: impl AsRef<str>) {
    let value = HeaderValue::from_str(value.as_ref()).expect("ids and numbers are ASCII");
    response.headers_mut().insert(name, value);
}
