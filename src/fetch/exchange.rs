//! One request and its answer, over HTTP/1.1 or HTTP/2.

use http::header::{CONNECTION, HOST};
use http::{HeaderMap, HeaderValue, Request, Response, Uri};
use http_body_util::Empty;
use hyper::body::{Bytes, Incoming};
use hyper::client::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::task::JoinSet;
use url::{Position, Url};

use super::FetchError;
use super::connect::{Connection, Protocol};

/// Most header bytes of one answer; servers themselves take 8 to 64 KiB.
const MAX_HEADER_BYTES: usize = 64 << 10;

/// Drives a connection; when it goes away, the connection ends.
pub(super) type Driver = JoinSet<Result<(), hyper::Error>>;

/// Sends one request and waits for the answer's header.
pub(super) async fn exchange(
    connection: Connection,
    url: &Url,
    headers: HeaderMap,
) -> Result<(Response<Incoming>, Driver), FetchError> {
    let broken = |source| FetchError::broken(url, source);
    let request = request(url, connection.protocol, headers)?;
    let stream = TokioIo::new(connection.stream);
    let mut driver = Driver::new();
    let response = match connection.protocol {
        Protocol::Http1 => {
            let (mut sender, connection) = http1::Builder::new()
                .max_buf_size(MAX_HEADER_BYTES)
                .handshake(stream)
                .await
                .map_err(broken)?;
            // Its error reaches the reader of the response too.
            driver.spawn(connection);
            sender.send_request(request).await
        }
        Protocol::Http2 => {
            let (mut sender, connection) = http2::Builder::new(TokioExecutor::new())
                .max_header_list_size(MAX_HEADER_BYTES as u32)
                .handshake(stream)
                .await
                .map_err(broken)?;
            driver.spawn(connection);
            sender.send_request(request).await
        }
    };
    Ok((response.map_err(broken)?, driver))
}

fn request(
    url: &Url,
    protocol: Protocol,
    headers: HeaderMap,
) -> Result<Request<Empty<Bytes>>, FetchError> {
    let bad = |source: http::Error| FetchError::BadUrl {
        url: url.to_string(),
        source: source.into(),
    };
    let target = match protocol {
        Protocol::Http1 => &url[Position::BeforePath..Position::AfterQuery],
        Protocol::Http2 => &url[..Position::AfterQuery],
    };
    let target: Uri = target
        .parse()
        .map_err(|error| bad(http::Error::from(error)))?;
    let mut request = Request::new(Empty::new());
    *request.uri_mut() = target;
    *request.headers_mut() = headers;
    if protocol == Protocol::Http1 {
        let host = &url[Position::BeforeHost..Position::AfterPort];
        let host = HeaderValue::from_str(host).map_err(|error| bad(error.into()))?;
        request.headers_mut().insert(HOST, host);
        let close = HeaderValue::from_static("close");
        request.headers_mut().insert(CONNECTION, close);
    }
    Ok(request)
}
