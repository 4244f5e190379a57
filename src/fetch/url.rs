//! Which URLs may be fetched, judged by how they are written.

use std::net::{IpAddr, SocketAddr};

use ::url::{Host, Url};

use super::{FetchError, guard};

/// Longest URL taken, in bytes; browsers' address bars and proxies give up near here too.
const MAX_BYTES: usize = 8_192;

/// Ports that the web is served from.
const PORTS: [u16; 2] = [80, 443];

/// Names that no public name server answers for, with all that ends in them.
///
/// RFC 6761 (localhost), RFC 6762 (local), RFC 7686 (onion), RFC 8375 (home.arpa) and what ICANN
/// keeps for private use (internal).
const PRIVATE_NAMES: [&str; 5] = ["localhost", "local", "onion", "home.arpa", "internal"];

/// Where a URL leads, its syntax approved.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// A literal address, approved too.
    Address(SocketAddr),
    /// A name in ASCII without a final dot, whose addresses are still to be approved.
    Name { name: String, port: u16 },
}

/// Reads a URL that a listener gave and checks that it may be fetched.
///
/// White space around it is dropped and so is the fragment, which no server sees. The addresses
/// of its host are checked when it is fetched.
///
/// # Errors
/// The variant of [`FetchError`] that names what is wrong with the URL.
pub fn parse_url(text: &str) -> Result<Url, FetchError> {
    let text = text.trim();
    if text.len() > MAX_BYTES {
        return Err(FetchError::LongUrl { limit: MAX_BYTES });
    }
    let mut url = Url::parse(text).map_err(|source| FetchError::BadUrl {
        url: text.to_owned(),
        source: source.into(),
    })?;
    url.set_fragment(None);
    destination(&url, &[])?;
    Ok(url)
}

/// Judges all of a URL but the addresses of its name; `allowed` are exceptions.
pub(super) fn destination(url: &Url, allowed: &[SocketAddr]) -> Result<Destination, FetchError> {
    if url.as_str().len() > MAX_BYTES {
        return Err(FetchError::LongUrl { limit: MAX_BYTES });
    }
    let (Some(host), Some(port)) = (url.host(), url.port_or_known_default()) else {
        return Err(forbidden_scheme(url));
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Err(forbidden_scheme(url));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(FetchError::Userinfo);
    }
    let address = match host {
        Host::Ipv4(address) => IpAddr::V4(address),
        Host::Ipv6(address) => IpAddr::V6(address),
        Host::Domain(name) => return named(name, port, allowed),
    };
    let address = SocketAddr::new(address, port);
    check_address(&host.to_string(), address, allowed)?;
    Ok(Destination::Address(address))
}

/// Approves an address to dial: public and of the web, or one of `allowed`.
pub(super) fn check_address(
    host: &str,
    address: SocketAddr,
    allowed: &[SocketAddr],
) -> Result<(), FetchError> {
    if allowed.contains(&address) {
        return Ok(());
    }
    if let Some(reserved_for) = guard::reserved_for(address.ip()) {
        return Err(FetchError::ForbiddenAddress {
            host: host.to_owned(),
            address: address.ip(),
            reserved_for,
        });
    }
    if !PORTS.contains(&address.port()) {
        let port = address.port();
        return Err(FetchError::ForbiddenPort { port });
    }
    Ok(())
}

fn named(name: &str, port: u16, allowed: &[SocketAddr]) -> Result<Destination, FetchError> {
    if !PORTS.contains(&port) && !allowed.iter().any(|address| address.port() == port) {
        return Err(FetchError::ForbiddenPort { port });
    }
    let absolute = name.strip_suffix('.').unwrap_or(name);
    if !is_public_name(absolute) {
        return Err(FetchError::ForbiddenHost {
            host: name.to_owned(),
        });
    }
    Ok(Destination::Name {
        name: absolute.to_owned(),
        port,
    })
}

/// Tells whether a public name server could know the name (RFC 1123, 2.1, and underscores).
///
/// One without a dot is refused, since resolvers complete it with names of the local network.
fn is_public_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len()) && label.bytes().all(is_letter)
    };
    let is_private = |private: &&str| {
        name.strip_suffix(private)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && !PRIVATE_NAMES.iter().any(is_private)
}

fn forbidden_scheme(url: &Url) -> FetchError {
    FetchError::ForbiddenScheme {
        scheme: url.scheme().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a case expects: the URL as it is fetched, or the kind of refusal.
    type Expected = Result<&'static str, &'static str>;

    const CASES: &[(&str, Expected)] = &[
        ("http://news.example", Ok("http://news.example/")),
        (
            "  https://news.example/a?b=c#d\n",
            Ok("https://news.example/a?b=c"),
        ),
        ("HTTPS://NEWS.Example:443/", Ok("https://news.example/")),
        ("http://news.example:443/", Ok("http://news.example:443/")),
        ("https://news.example:80/", Ok("https://news.example:80/")),
        (
            "https://räksmörgås.example/å",
            Ok("https://xn--rksmrgs-5wao1o.example/%C3%A5"),
        ),
        ("http://news.example./", Ok("http://news.example./")),
        ("http:news.example", Ok("http://news.example/")),
        (
            "http://news.example\\@evil.example/",
            Ok("http://news.example/@evil.example/"),
        ),
        ("http://8.8.8.8/", Ok("http://8.8.8.8/")),
        ("http://0x08080808/", Ok("http://8.8.8.8/")),
        ("http://[2a00:801::1]/", Ok("http://[2a00:801::1]/")),
        ("http://100.63.255.255/", Ok("http://100.63.255.255/")),
        ("http://a_b.news.example/", Ok("http://a_b.news.example/")),
        (
            "http://mylocalhost.example/",
            Ok("http://mylocalhost.example/"),
        ),
        ("http://notlocal/", Err("host")),
        ("", Err("url")),
        ("news.example", Err("url")),
        ("//news.example/", Err("url")),
        ("/demo/a", Err("url")),
        ("http://", Err("url")),
        ("http://[[::1]]/", Err("url")),
        ("http://[::1", Err("url")),
        ("http://[fe80::1%25eth0]/", Err("url")),
        ("http://1.2.3.4.5/", Err("url")),
        ("http://256.256.256.256/", Err("url")),
        ("http://news.example:65536/", Err("url")),
        ("http://news.example:80:80/", Err("url")),
        ("http://news example/", Err("url")),
        ("http://news.example%00.example/", Err("url")),
        ("file:///etc/passwd", Err("scheme")),
        ("ftp://news.example/", Err("scheme")),
        ("gopher://127.0.0.1:6379/_INFO", Err("scheme")),
        ("data:text/html,hej", Err("scheme")),
        ("javascript:alert(1)", Err("scheme")),
        ("ws://news.example/", Err("scheme")),
        ("unix:/var/run/docker.sock", Err("scheme")),
        ("view-source:http://news.example/", Err("scheme")),
        ("http://user@news.example/", Err("userinfo")),
        ("http://user:secret@news.example/", Err("userinfo")),
        ("http://:secret@news.example/", Err("userinfo")),
        ("http://news.example@127.0.0.1/", Err("userinfo")),
        ("http://news.example:8080/", Err("port")),
        ("http://news.example:0/", Err("port")),
        ("http://news.example:22/", Err("port")),
        ("http://8.8.8.8:25/", Err("port")),
        ("http://127.0.0.1:8080/", Err("loopback")),
        ("http://localhost/", Err("host")),
        ("http://LOCALHOST./", Err("host")),
        ("http://a.b.localhost/", Err("host")),
        ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/", Err("host")),
        ("http://local\u{ad}host/", Err("host")),
        ("http://l%6fcalhost/", Err("host")),
        ("http://printer.local/", Err("host")),
        ("http://metadata.google.internal/", Err("host")),
        ("http://router.home.arpa/", Err("host")),
        ("http://abc.onion/", Err("host")),
        ("http://intranet/", Err("host")),
        ("http://intranet./", Err("host")),
        ("http://news..example/", Err("host")),
        ("http://.news.example/", Err("host")),
        ("http://news.example../", Err("host")),
        ("http://a;b.example/", Err("host")),
        ("http://127.0.0.1/", Err("loopback")),
        ("http://127.0.0.1./", Err("loopback")),
        ("http://127.1/", Err("loopback")),
        ("http://127.0.1/", Err("loopback")),
        ("http://2130706433/", Err("loopback")),
        ("http://017700000001/", Err("loopback")),
        ("http://0177.0.0.1/", Err("loopback")),
        ("http://0x7f.1/", Err("loopback")),
        ("http://0x7F000001/", Err("loopback")),
        ("http://0x7f.0x0.0x0.0x1/", Err("loopback")),
        ("http://1２7.0.0.1/", Err("loopback")),
        ("http://①②⑦.⓪.⓪.①/", Err("loopback")),
        ("http://127。0。0。1/", Err("loopback")),
        ("http://%31%32%37.0.0.1/", Err("loopback")),
        ("http://127.0.0.1#@news.example/", Err("loopback")),
        ("http://127.0.0.1\\@news.example/", Err("loopback")),
        ("http:///127.0.0.1/", Err("loopback")),
        ("http://0/", Err("this network")),
        ("http://0.0.0.0/", Err("this network")),
        ("http://10.1/", Err("private")),
        ("http://0xa9fea9fe/", Err("link-local")),
        (
            "http://169.254.169.254/latest/meta-data/",
            Err("link-local"),
        ),
        ("http://100.64.0.0/", Err("carrier-grade NAT")),
        ("http://4294967295/", Err("broadcast")),
        ("http://[::]/", Err("unspecified")),
        ("http://[::1]/", Err("loopback")),
        ("http://[0:0:0:0:0:0:0:1]/", Err("loopback")),
        ("http://[::10.0.0.1]/", Err("IPv4-compatible")),
        ("http://[::ffff:127.0.0.1]/", Err("IPv4-mapped")),
        ("http://[::ffff:7f00:1]/", Err("IPv4-mapped")),
        ("http://[64:ff9b::10.0.0.1]/", Err("NAT64")),
        ("http://[64:ff9b:1::1]/", Err("local NAT64")),
        ("http://[2002:0a00:0001::]/", Err("6to4")),
        ("http://[2001:0:53aa:64c::1]/", Err("Teredo")),
        ("http://[2a00:801::5efe:10.0.0.1]/", Err("ISATAP")),
        ("http://[fd00:ec2::254]/", Err("unique local")),
    ];

    fn refusal(error: FetchError) -> &'static str {
        match error {
            FetchError::BadUrl { .. } => "url",
            FetchError::ForbiddenScheme { .. } => "scheme",
            FetchError::Userinfo => "userinfo",
            FetchError::ForbiddenPort { .. } => "port",
            FetchError::ForbiddenHost { .. } => "host",
            FetchError::ForbiddenAddress { reserved_for, .. } => reserved_for,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn urls() {
        for (text, expected) in CASES {
            let actual = parse_url(text);
            let actual = actual.as_ref().map(Url::as_str).map_err(|_| ());
            let refused = parse_url(text).err().map(refusal);
            assert_eq!(actual, expected.map_err(|_| ()), "{text:?}: {refused:?}");
            assert_eq!(refused, expected.err(), "{text:?}");
        }
    }

    #[test]
    fn lengths() {
        let name = |labels: usize| format!("http://{}example/", "a23456789.".repeat(labels));
        let label = |bytes: usize| format!("http://{}.example/", "a".repeat(bytes));
        let path = |bytes: usize| format!("http://news.example/{}", "a".repeat(bytes - 20));
        assert!(parse_url(&name(24)).is_ok());
        assert!(matches!(
            parse_url(&name(25)),
            Err(FetchError::ForbiddenHost { .. })
        ));
        assert!(parse_url(&label(63)).is_ok());
        assert!(matches!(
            parse_url(&label(64)),
            Err(FetchError::ForbiddenHost { .. })
        ));
        assert!(parse_url(&path(MAX_BYTES)).is_ok());
        assert!(matches!(
            parse_url(&path(MAX_BYTES + 1)),
            Err(FetchError::LongUrl { .. })
        ));
    }

    #[test]
    fn exceptions_are_exact() {
        let allowed: [SocketAddr; 1] = ["127.0.0.1:8080".parse().unwrap()];
        let cases = [
            ("http://127.0.0.1:8080/", None),
            ("http://127.0.0.1/", Some("loopback")),
            ("http://127.0.0.1:8081/", Some("loopback")),
            ("http://127.0.0.2:8080/", Some("loopback")),
            ("http://8.8.8.8:8080/", Some("port")),
            ("http://news.example:8080/", None),
            ("http://localhost:8080/", Some("host")),
            ("http://user@127.0.0.1:8080/", Some("userinfo")),
        ];
        for (text, expected) in cases {
            let url = Url::parse(text).unwrap();
            let refused = destination(&url, &allowed).err().map(refusal);
            assert_eq!(refused, expected, "{text}");
        }
    }
}
