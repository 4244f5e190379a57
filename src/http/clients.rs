//! Who asks: the other end of a connection, or whom a trusted proxy names.

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;

/// The proxies whose word about their clients is taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Proxies(Vec<IpNet>);

/// A text that names no addresses.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an address nor a network such as 10.0.0.0/8")]
pub(super) struct NetworkError(String);

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Client {
    pub(super) address: IpAddr,
    /// Whether nobody stands between, as far as is known.
    is_direct: bool,
}

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

impl Proxies {
    /// Takes addresses and networks as an operator writes them.
    pub(super) fn new(texts: &[String]) -> Result<Self, NetworkError> {
        let network = |text: &String| {
            let address = || text.parse::<IpAddr>().map(IpNet::from);
            text.parse::<IpNet>()
                .or_else(|_| address())
                .map_err(|_| NetworkError(text.clone()))
        };
        texts
            .iter()
            .map(network)
            .collect::<Result<_, _>>()
            .map(Self)
    }

    /// Finds the client behind a connection.
    ///
    /// Each proxy adds the address it was asked from at the end of X-Forwarded-For, so the last
    /// address that is no trusted proxy's is the first that can be believed.
    pub(super) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> Client {
        let peer = peer.to_canonical();
        if !self.trust(peer) {
            let is_forwarded =
                headers.contains_key(FORWARDED_FOR) || headers.contains_key(header::FORWARDED);
            return Client {
                address: peer,
                is_direct: !is_forwarded,
            };
        }
        let mut address = peer;
        for value in headers.get_all(FORWARDED_FOR).iter().rev() {
            for text in value.to_str().unwrap_or_default().rsplit(',') {
                let Some(next) = address_in(text.trim()) else {
                    return Client::behind(address);
                };
                address = next.to_canonical();
                if !self.trust(address) {
                    return Client::behind(address);
                }
            }
        }
        Client::behind(address)
    }

    pub(super) fn trust(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl Client {
    fn behind(address: IpAddr) -> Self {
        Self {
            address,
            is_direct: true,
        }
    }

    /// Tells whether this is the machine itself.
    ///
    /// A proxy on the machine that is not configured as one brings others.
    pub(super) fn is_local(&self) -> bool {
        self.address.is_loopback() && self.is_direct
    }
}

/// Reads an address with or without a port, as proxies write both.
fn address_in(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.split_once(']'));
    let bare = bare.map_or(text, |(address, _)| address);
    let with_port = || {
        text.parse()
            .ok()
            .map(|socket: std::net::SocketAddr| socket.ip())
    };
    bare.parse().ok().or_else(with_port)
}

/// The first 64 bits of an IPv6 address name a subscriber, who has all the others to choose from.
pub(super) fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn proxies(texts: &[&str]) -> Result<Proxies, NetworkError> {
        let texts: Vec<_> = texts.iter().map(|text| (*text).to_owned()).collect();
        Proxies::new(&texts)
    }

    #[test]
    fn clients_behind_proxies() {
        let trusted = proxies(&["10.0.0.0/8", "127.0.0.1", "fd00::/8"]).unwrap();
        let none = Proxies::default();
        let cases: [(&Proxies, &str, &[&str], &str, bool); 16] = [
            (&none, "192.0.2.7", &[], "192.0.2.7", false),
            (&none, "192.0.2.7", &["127.0.0.1"], "192.0.2.7", false),
            (&none, "127.0.0.1", &[], "127.0.0.1", true),
            (&none, "::1", &[], "::1", true),
            (&none, "::ffff:127.0.0.1", &[], "127.0.0.1", true),
            (&none, "127.0.0.1", &["192.0.2.7"], "127.0.0.1", false),
            (&trusted, "192.0.2.7", &["127.0.0.1"], "192.0.2.7", false),
            (&trusted, "127.0.0.1", &["192.0.2.7"], "192.0.2.7", false),
            (&trusted, "127.0.0.1", &[], "127.0.0.1", true),
            (&trusted, "10.1.2.3", &["192.0.2.7"], "192.0.2.7", false),
            (
                &trusted,
                "10.1.2.3",
                &["evil, 192.0.2.7, 10.9.9.9"],
                "192.0.2.7",
                false,
            ),
            (
                &trusted,
                "10.1.2.3",
                &["127.0.0.1, 192.0.2.7"],
                "192.0.2.7",
                false,
            ),
            (
                &trusted,
                "10.1.2.3",
                &["198.51.100.1", "192.0.2.7"],
                "192.0.2.7",
                false,
            ),
            (&trusted, "10.1.2.3", &["nonsense"], "10.1.2.3", false),
            (
                &trusted,
                "10.1.2.3",
                &["192.0.2.7:5123"],
                "192.0.2.7",
                false,
            ),
            (
                &trusted,
                "fd00::1",
                &["[2001:db8::7]:80"],
                "2001:db8::7",
                false,
            ),
        ];
        for (proxies, peer, forwarded, expected, is_local) in cases {
            let mut headers = HeaderMap::new();
            for value in forwarded {
                headers.append(FORWARDED_FOR, value.parse().unwrap());
            }
            let client = proxies.client(peer.parse().unwrap(), &headers);
            let expected: IpAddr = expected.parse().unwrap();
            assert_eq!(client.address, expected, "{peer} {forwarded:?}");
            assert_eq!(client.is_local(), is_local, "{peer} {forwarded:?}");
        }
    }

    #[test]
    fn networks() {
        for text in ["", "proxy", "10.0.0.0/33", "10.0.0", "::1/"] {
            let error = proxies(&["10.0.0.1", text]).unwrap_err();
            assert_eq!(error, NetworkError(text.to_owned()));
        }
    }

    #[test]
    fn neighbours_in_an_ipv6_network_are_one_subscriber() {
        let cases = [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ];
        for (address, expected) in cases {
            let found = subscriber(address.parse().unwrap());
            assert_eq!(found, expected.parse::<IpAddr>().unwrap());
        }
    }
}
