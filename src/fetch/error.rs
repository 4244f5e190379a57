//! Why a page could not be fetched.

use std::error::Error as _;
use std::io;
use std::net::IpAddr;
use std::time::Duration;

use ::url::Url;

use crate::config::Faults;

/// Why a page could not be fetched, or a client not be made.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// Configuration values are out of their ranges.
    #[error("pages cannot be fetched with these settings")]
    Config(#[source] Faults),
    /// The TLS library refused its own settings.
    #[error("TLS could not be set up")]
    TlsSetup(#[source] rustls::Error),

    /// The text is no absolute URL.
    #[error("{url:?} is not a URL")]
    BadUrl {
        /// The text given.
        url: String,
        /// What is wrong with it.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The URL is longer than any article's.
    #[error("the URL is longer than {limit} bytes")]
    LongUrl {
        /// The most bytes allowed.
        limit: usize,
    },
    /// The URL is of another kind than http and https.
    #[error("URLs of the kind {scheme}: are not fetched")]
    ForbiddenScheme {
        /// The scheme, without its colon.
        scheme: String,
    },
    /// The URL names a port other than 80 and 443.
    #[error("port {port} is not fetched from")]
    ForbiddenPort {
        /// The port named.
        port: u16,
    },
    /// The URL holds a user name or a password.
    #[error("URLs with a user name or password are not fetched")]
    Userinfo,
    /// The host's name cannot be that of a public site.
    #[error("{host} is not the name of a public site")]
    ForbiddenHost {
        /// The host as the URL spells it.
        host: String,
    },
    /// The host is, or resolves to, an address that is not public.
    #[error("{host} has the address {address}, which is not public but {reserved_for}")]
    ForbiddenAddress {
        /// The host as the URL spells it.
        host: String,
        /// The address refused.
        address: IpAddr,
        /// What the address is reserved for.
        reserved_for: &'static str,
    },

    /// The host's name has no address.
    #[error("{host} does not resolve")]
    Unresolved {
        /// The host looked up.
        host: String,
        /// The resolver's answer.
        #[source]
        source: io::Error,
    },
    /// None of the host's addresses took the connection.
    #[error("{host} does not take connections")]
    Refused {
        /// The host dialled.
        host: String,
        /// The answer of the last address.
        #[source]
        source: io::Error,
    },
    /// Lookup, TCP and TLS took too long.
    #[error("{host} did not answer within {limit:?}")]
    ConnectTimeout {
        /// The host dialled.
        host: String,
        /// `fetch.connect_timeout`.
        limit: Duration,
    },
    /// No header of an answer came in time, redirects included.
    #[error("{url} was not answered within {limit:?}")]
    HeaderTimeout {
        /// The URL asked for.
        url: String,
        /// `fetch.total_timeout`.
        limit: Duration,
    },
    /// The answer began, but did not end in time.
    #[error("{url} was not complete within {limit:?}")]
    BodyTimeout {
        /// The URL that answered so.
        url: String,
        /// `fetch.total_timeout`.
        limit: Duration,
    },
    /// The server's certificate or its TLS is not acceptable.
    #[error("{host} has no valid TLS connection")]
    Tls {
        /// The host dialled.
        host: String,
        /// What kind of fault it is.
        fault: TlsFault,
        /// The TLS library's answer.
        #[source]
        source: io::Error,
    },

    /// The page was redirected too many times.
    #[error("{url} was redirected more than {limit} times")]
    TooManyRedirects {
        /// The URL asked for.
        url: String,
        /// `fetch.max_redirects`.
        limit: usize,
    },
    /// A redirect led to a page already seen.
    #[error("{url} is redirected in a circle")]
    RedirectLoop {
        /// The URL met twice.
        url: String,
    },
    /// A redirect leads to no URL.
    #[error("{url} is redirected to no address")]
    RedirectNowhere {
        /// The URL that answered so.
        url: String,
    },
    /// A redirect leads from https to http.
    #[error("{url} would be fetched without TLS after a redirect")]
    InsecureRedirect {
        /// Where it leads.
        url: String,
    },
    /// A redirect leads to a page that is not to be read.
    #[error("{url} is not read, though a redirect leads there")]
    ForbiddenRedirect {
        /// Where it leads.
        url: String,
    },
    /// The server answered with a status that carries no page.
    #[error("{url} was answered with status {status}")]
    Status {
        /// The URL that answered so.
        url: String,
        /// The HTTP status.
        status: u16,
    },
    /// The answer is a file of another kind than HTML.
    #[error("{url} is not a web page but {kind}")]
    NotHtml {
        /// The URL that answered so.
        url: String,
        /// The media type that was declared, or found in the first bytes.
        kind: String,
    },
    /// The document is of another kind than RSS, Atom and sitemaps.
    #[error("{url} is {kind}, not a feed or a sitemap")]
    NotListing {
        /// The URL that answered.
        url: String,
        /// Its media type.
        kind: String,
    },
    /// The file is no picture in JPEG or PNG.
    #[error("{url} is {kind}, not a JPEG or PNG picture")]
    NotPicture {
        /// The URL that answered.
        url: String,
        /// Its media type.
        kind: String,
    },
    /// The page is too large, compressed or not.
    #[error("{url} is larger than {limit} bytes")]
    TooLarge {
        /// The URL that answered so.
        url: String,
        /// The most bytes allowed: of a page, `fetch.max_bytes`.
        limit: usize,
    },
    /// The answer ended too early.
    #[error("{url} was cut off")]
    CutOff {
        /// The URL asked for.
        url: String,
        /// What the HTTP library met.
        #[source]
        source: hyper::Error,
    },
    /// The answer is not HTTP.
    #[error("{url} was answered brokenly")]
    Broken {
        /// The URL asked for.
        url: String,
        /// What the HTTP library met.
        #[source]
        source: hyper::Error,
    },
    /// The page was compressed in a way that was not asked for.
    #[error("{url} is compressed with {coding:?}")]
    UnknownCoding {
        /// The URL that answered so.
        url: String,
        /// The Content-Encoding field.
        coding: String,
    },
    /// The compressed page is damaged or cut off.
    #[error("{url} is not compressed as it says")]
    Corrupt {
        /// The URL that answered so.
        url: String,
        /// What the decompressor met.
        #[source]
        source: io::Error,
    },
    /// The page declares an encoding of characters that nobody may decode.
    #[error("{url} is written in an encoding that cannot be decoded")]
    Undecodable {
        /// The URL that answered so.
        url: String,
    },
}

/// What is wrong with a server's TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TlsFault {
    /// The certificate holds no more, or not yet.
    Expired,
    /// The certificate is of another host.
    WrongName,
    /// No authority that is known vouches for the certificate.
    Untrusted,
    /// The handshake failed otherwise.
    Other,
}

impl FetchError {
    pub(super) fn tls(host: &str, source: io::Error) -> Self {
        Self::Tls {
            host: host.to_owned(),
            fault: TlsFault::of(&source),
            source,
        }
    }

    pub(super) fn broken(url: &Url, source: hyper::Error) -> Self {
        let url = url.to_string();
        if is_cut_off(&source) {
            return Self::CutOff { url, source };
        }
        Self::Broken { url, source }
    }
}

impl TlsFault {
    fn of(error: &io::Error) -> Self {
        use rustls::CertificateError as C;
        let inner = error.get_ref().and_then(|inner| inner.downcast_ref());
        let Some(rustls::Error::InvalidCertificate(error)) = inner else {
            return Self::Other;
        };
        match error {
            C::Expired
            | C::ExpiredContext { .. }
            | C::NotValidYet
            | C::NotValidYetContext { .. } => Self::Expired,
            C::NotValidForName | C::NotValidForNameContext { .. } => Self::WrongName,
            _ => Self::Untrusted,
        }
    }
}

fn is_cut_off(error: &hyper::Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = error.source();
    while let Some(next) = cause {
        let kind = next.downcast_ref().map(io::Error::kind);
        if matches!(
            kind,
            Some(io::ErrorKind::UnexpectedEof | io::ErrorKind::ConnectionReset)
        ) {
            return true;
        }
        cause = next.source();
    }
    error.is_incomplete_message()
}
