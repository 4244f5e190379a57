//! Connections to what an operator names: a bucket, a collector.
//!
//! They are trusted, so that no guard stands before them; pages come by [`crate::fetch`].

use std::sync::Arc;

use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::connect::HttpConnector;

/// HTTP/1.1 over TCP or TLS, with the certificates of the machine where it has any.
///
/// # Errors
/// When TLS cannot be set up.
pub(crate) fn connector() -> Result<HttpsConnector<HttpConnector>, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = HttpsConnectorBuilder::new;
    let builder = match builder().with_provider_and_native_roots(Arc::clone(&provider)) {
        Ok(builder) => builder,
        Err(_) => builder().with_provider_and_webpki_roots(provider)?,
    };
    Ok(builder.https_or_http().enable_http1().build())
}
