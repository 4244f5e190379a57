use std::convert::Infallible;
use std::ops::Range;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use futures_util::{StreamExt, stream};

use crate::clip::{ClipId, Growing, Whole};
use crate::encode::Format;
use crate::http::error::Problem;
use crate::http::range::{self, Unsatisfiable};

/// A clip's audio on its way to a client.
pub(super) struct Delivery<'a> {
    id: &'a ClipId,
    format: Format,
    /// Bytes of audio, once they are known.
    audio: Option<u64>,
    /// What a file has before its audio; nothing where the clip itself is asked for.
    tag: Bytes,
}

impl<'a> Delivery<'a> {
    pub(super) fn new(id: &'a ClipId, format: Format, audio: Option<u64>) -> Self {
        Self {
            id,
            format,
            audio,
            tag: Bytes::new(),
        }
    }

    pub(super) fn of(whole: &'a Whole) -> Self {
        let manifest = &whole.manifest;
        Self::new(&manifest.id, manifest.format, Some(manifest.bytes))
    }

    /// Makes a file of the clip, with a tag before the audio.
    pub(super) fn tagged(self, tag: Vec<u8>) -> Self {
        let tag = tag.into();
        Self { tag, ..self }
    }

    /// Names all that the bytes depend on: the clip, and its tag by the tag's hash.
    pub(super) fn name(&self) -> String {
        match self.tag.as_ref() {
            [] => self.id.to_string(),
            tag => format!("{}-{}", self.id, &blake3::hash(tag).to_hex()[..TAG_DIGITS]),
        }
    }

    /// Bytes in all, once they are known.
    pub(super) fn size(&self) -> Option<u64> {
        Some(self.audio? + self.tag.len() as u64)
    }

    /// Answers with a finished clip; without a tag, it names its lasting address.
    pub(super) fn whole(&self, whole: &Whole, headers: &HeaderMap) -> Result<Response, Problem> {
        let mut response = self.answer(headers, |range| {
            let (tag, audio) = self.split(range);
            let audio = whole.audio.slice(audio.start as usize..audio.end as usize);
            if tag.is_empty() {
                return Body::from(audio);
            }
            Body::from_stream(stream::iter([tag, audio].map(Ok::<_, Infallible>)))
        })?;
        if self.tag.is_empty() {
            let location = format!("/v1/clips/{}.{}", self.id, self.format.extension());
            set(&mut response, header::CONTENT_LOCATION, location);
        }
        Ok(response)
    }

    /// Answers with a clip that is still being spoken.
    pub(super) fn growing(&self, clip: &Growing, headers: &HeaderMap) -> Result<Response, Problem> {
        self.answer(headers, |range| {
            let (tag, audio) = self.split(range);
            let tag = (!tag.is_empty()).then_some(Ok(tag));
            Body::from_stream(stream::iter(tag).chain(clip.clone().bytes(audio)))
        })
    }

    /// What a range of the file holds of its tag, and of its audio.
    fn split(&self, range: Range<u64>) -> (Bytes, Range<u64>) {
        let tag = self.tag.len() as u64;
        let of_tag = range.start.min(tag) as usize..range.end.min(tag) as usize;
        let audio = range.start.saturating_sub(tag)..range.end.saturating_sub(tag);
        (self.tag.slice(of_tag), audio)
    }

    fn answer(
        &self,
        headers: &HeaderMap,
        body: impl Fn(Range<u64>) -> Body,
    ) -> Result<Response, Problem> {
        let etag = etag(&self.name());
        if is_unchanged(headers, &etag) {
            return Ok(unchanged(etag));
        }
        let kind = self.format.content_type();
        let mut response = match (&self.parts(headers, &etag)?[..], self.size()) {
            ([part], Some(size)) => {
                let mut response = full(body(part.clone()), part.end - part.start, kind);
                *response.status_mut() = StatusCode::PARTIAL_CONTENT;
                set(
                    &mut response,
                    header::CONTENT_RANGE,
                    content_range(part, size),
                );
                response
            }
            ([], Some(size)) => full(body(0..size), size, kind),
            (_, None) => {
                let mut response = body(0..u64::MAX).into_response();
                set(&mut response, header::CONTENT_TYPE, kind);
                response
            }
            (parts, Some(size)) => self.multipart(parts, size, &body),
        };
        set(&mut response, header::ACCEPT_RANGES, "bytes");
        set(&mut response, header::ETAG, etag);
        Ok(response)
    }

    /// Answers with several parts (section 14.6).
    fn multipart(
        &self,
        parts: &[Range<u64>],
        size: u64,
        body: impl Fn(Range<u64>) -> Body,
    ) -> Response {
        let kind = self.format.content_type();
        // The clip's name is a hash, which is not found in its audio.
        let boundary = format!("lyssna-{}", self.id);
        let head = |part: &Range<u64>| {
            let range = content_range(part, size);
            format!("\r\n--{boundary}\r\nContent-Type: {kind}\r\nContent-Range: {range}\r\n\r\n")
        };
        let end = format!("\r\n--{boundary}--\r\n");
        let mut length = end.len() as u64;
        let mut bodies = Vec::with_capacity(2 * parts.len() + 1);
        for part in parts {
            let head = head(part);
            length += head.len() as u64 + (part.end - part.start);
            bodies.push(Body::from(head));
            bodies.push(body(part.clone()));
        }
        bodies.push(Body::from(end));
        let stream = stream::iter(bodies).flat_map(Body::into_data_stream);
        let kind = format!("multipart/byteranges; boundary={boundary}");
        let mut response = full(Body::from_stream(stream), length, &kind);
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        response
    }

    /// Finds the parts asked for, none for the whole; parts of another version mean the whole
    /// (section 13.1.5).
    fn parts(&self, headers: &HeaderMap, etag: &str) -> Result<Vec<Range<u64>>, Problem> {
        let other_version = headers.get(header::IF_RANGE).is_some_and(|tag| tag != etag);
        let range = headers.get(header::RANGE).map(HeaderValue::to_str);
        match (range, self.size()) {
            (Some(Ok(range)), Some(size)) if !other_version => range::parse(range, size)
                .map_err(|Unsatisfiable| Problem::RangeNotSatisfiable { size }),
            _ => Ok(Vec::new()),
        }
    }
}

/// Ranges are for GET alone (RFC 9110, section 14.2).
pub(super) fn for_method(method: &Method, mut headers: HeaderMap) -> HeaderMap {
    if method != Method::GET {
        headers.remove(header::RANGE);
    }
    headers
}

fn full(body: Body, length: u64, kind: &str) -> Response {
    let mut response = body.into_response();
    set(&mut response, header::CONTENT_TYPE, kind);
    set(&mut response, header::CONTENT_LENGTH, length.to_string());
    response
}

fn content_range(part: &Range<u64>, size: u64) -> String {
    format!("bytes {}-{}/{size}", part.start, part.end - 1)
}

/// 64 bits tell the tags of one clip apart.
const TAG_DIGITS: usize = 16;

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
