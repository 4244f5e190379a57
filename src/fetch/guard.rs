//! Which network addresses may be dialled: the public ones and no others.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// A block of addresses that are never dialled.
struct Block {
    /// The bits of its first address, the most significant first.
    network: u128,
    prefix: u32,
    name: &'static str,
}

const fn v4(a: u8, b: u8, c: u8, d: u8, prefix: u32, name: &'static str) -> Block {
    let network = leading_bits(Ipv4Addr::new(a, b, c, d));
    Block {
        network,
        prefix,
        name,
    }
}

const fn v6(network: Ipv6Addr, prefix: u32, name: &'static str) -> Block {
    Block {
        network: network.to_bits(),
        prefix,
        name,
    }
}

/// Puts an address's 32 bits where those of IPv6 begin: prefixes then compare alike.
const fn leading_bits(address: Ipv4Addr) -> u128 {
    (address.to_bits() as u128) << 96
}

/// IANA's IPv4 Special-Purpose Address Registry, multicast (RFC 5771) and one cloud's own.
///
/// The first that matches names the address, so the narrower stand first.
const V4: &[Block] = &[
    v4(0, 0, 0, 0, 8, "this network"),
    v4(10, 0, 0, 0, 8, "private"),
    v4(100, 64, 0, 0, 10, "carrier-grade NAT"),
    v4(127, 0, 0, 0, 8, "loopback"),
    // Azure answers every virtual machine here, with its secrets.
    v4(168, 63, 129, 16, 32, "cloud platform"),
    v4(169, 254, 0, 0, 16, "link-local"),
    v4(172, 16, 0, 0, 12, "private"),
    v4(192, 0, 0, 0, 24, "protocol assignments"),
    v4(192, 0, 2, 0, 24, "documentation"),
    v4(192, 52, 193, 0, 24, "multicast relay"),
    v4(192, 88, 99, 0, 24, "6to4 relay"),
    v4(192, 168, 0, 0, 16, "private"),
    v4(198, 18, 0, 0, 15, "benchmarking"),
    v4(198, 51, 100, 0, 24, "documentation"),
    v4(203, 0, 113, 0, 24, "documentation"),
    v4(224, 0, 0, 0, 4, "multicast"),
    v4(255, 255, 255, 255, 32, "broadcast"),
    v4(240, 0, 0, 0, 4, "reserved"),
];

/// IANA's IPv6 Special-Purpose Address Registry, and what was deprecated before it.
const V6: &[Block] = &[
    v6(Ipv6Addr::UNSPECIFIED, 128, "unspecified"),
    v6(Ipv6Addr::LOCALHOST, 128, "loopback"),
    v6(
        Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0),
        96,
        "IPv4-mapped",
    ),
    v6(
        Ipv6Addr::new(0, 0, 0, 0, 0xffff, 0, 0, 0),
        96,
        "IPv4-translated",
    ),
    v6(Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 96, "IPv4-compatible"),
    v6(Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, "NAT64"),
    v6(
        Ipv6Addr::new(0x64, 0xff9b, 1, 0, 0, 0, 0, 0),
        48,
        "local NAT64",
    ),
    v6(Ipv6Addr::new(0x100, 0, 0, 0, 0, 0, 0, 0), 64, "discard"),
    v6(Ipv6Addr::new(0x100, 0, 0, 1, 0, 0, 0, 0), 64, "dummy"),
    v6(Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 32, "Teredo"),
    v6(
        Ipv6Addr::new(0x2001, 2, 0, 0, 0, 0, 0, 0),
        48,
        "benchmarking",
    ),
    v6(
        Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0),
        32,
        "documentation",
    ),
    v6(
        Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0),
        23,
        "protocol assignments",
    ),
    v6(Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4"),
    v6(
        Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0),
        20,
        "documentation",
    ),
    v6(
        Ipv6Addr::new(0x5f00, 0, 0, 0, 0, 0, 0, 0),
        16,
        "segment routing",
    ),
    v6(
        Ipv6Addr::new(0xfc00, 0, 0, 0, 0, 0, 0, 0),
        7,
        "unique local",
    ),
    v6(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link-local"),
    v6(Ipv6Addr::new(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, "site-local"),
    v6(Ipv6Addr::new(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast"),
    v6(Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0), 8, "reserved"),
];

/// All that IANA has given out for global unicast; the rest of IPv6 is nobody's.
const GLOBAL_UNICAST: Block = v6(
    Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0),
    3,
    "global unicast",
);

/// Names what an address is reserved for, or `None` when it is public.
///
/// IPv4 inside IPv6 is refused in every form, even where the inner address is public: such an
/// address is dialled by a translator whose view of the network is not known here.
pub fn reserved_for(address: IpAddr) -> Option<&'static str> {
    match address {
        IpAddr::V4(address) => name_of(V4, leading_bits(address)),
        IpAddr::V6(address) => reserved_v6(address),
    }
}

fn reserved_v6(address: Ipv6Addr) -> Option<&'static str> {
    let bits = address.to_bits();
    name_of(V6, bits)
        .or_else(|| is_isatap(address).then_some("ISATAP"))
        .or_else(|| (!GLOBAL_UNICAST.contains(bits)).then_some("unassigned"))
}

fn name_of(blocks: &[Block], bits: u128) -> Option<&'static str> {
    let block = blocks.iter().find(|block| block.contains(bits))?;
    Some(block.name)
}

/// Tells an ISATAP interface identifier (RFC 5214, 6.1), which any prefix can carry.
fn is_isatap(address: Ipv6Addr) -> bool {
    /// The "universal" and "group" bits, which do not change what the address means.
    const FLAGS: u16 = 0x0300;
    let groups = address.segments();
    groups[4] & !FLAGS == 0 && groups[5] == 0x5efe
}

impl Block {
    fn contains(&self, bits: u128) -> bool {
        (bits ^ self.network).leading_zeros() >= self.prefix
    }
}

#[cfg(test)]
mod tests {
    use super::reserved_for;

    /// The first and last address of every block, and their public neighbours.
    const CASES: &[(&str, Option<&str>)] = &[
        ("0.0.0.0", Some("this network")),
        ("0.255.255.255", Some("this network")),
        ("1.0.0.0", None),
        ("9.255.255.255", None),
        ("10.0.0.0", Some("private")),
        ("10.255.255.255", Some("private")),
        ("11.0.0.0", None),
        ("100.63.255.255", None),
        ("100.64.0.0", Some("carrier-grade NAT")),
        ("100.127.255.255", Some("carrier-grade NAT")),
        ("100.128.0.0", None),
        ("126.255.255.255", None),
        ("127.0.0.1", Some("loopback")),
        ("127.255.255.255", Some("loopback")),
        ("128.0.0.0", None),
        ("168.63.129.15", None),
        ("168.63.129.16", Some("cloud platform")),
        ("168.63.129.17", None),
        ("169.253.255.255", None),
        ("169.254.0.0", Some("link-local")),
        ("169.254.169.254", Some("link-local")),
        ("169.255.0.0", None),
        ("172.15.255.255", None),
        ("172.16.0.0", Some("private")),
        ("172.31.255.255", Some("private")),
        ("172.32.0.0", None),
        ("191.255.255.255", None),
        ("192.0.0.0", Some("protocol assignments")),
        ("192.0.0.255", Some("protocol assignments")),
        ("192.0.1.0", None),
        ("192.0.1.255", None),
        ("192.0.2.0", Some("documentation")),
        ("192.0.2.255", Some("documentation")),
        ("192.0.3.0", None),
        ("192.52.192.255", None),
        ("192.52.193.0", Some("multicast relay")),
        ("192.52.193.255", Some("multicast relay")),
        ("192.52.194.0", None),
        ("192.88.98.255", None),
        ("192.88.99.0", Some("6to4 relay")),
        ("192.88.99.255", Some("6to4 relay")),
        ("192.88.100.0", None),
        ("192.167.255.255", None),
        ("192.168.0.0", Some("private")),
        ("192.168.255.255", Some("private")),
        ("192.169.0.0", None),
        ("198.17.255.255", None),
        ("198.18.0.0", Some("benchmarking")),
        ("198.19.255.255", Some("benchmarking")),
        ("198.20.0.0", None),
        ("198.51.99.255", None),
        ("198.51.100.0", Some("documentation")),
        ("198.51.100.255", Some("documentation")),
        ("198.51.101.0", None),
        ("203.0.112.255", None),
        ("203.0.113.0", Some("documentation")),
        ("203.0.113.255", Some("documentation")),
        ("203.0.114.0", None),
        ("223.255.255.255", None),
        ("224.0.0.0", Some("multicast")),
        ("239.255.255.255", Some("multicast")),
        ("240.0.0.0", Some("reserved")),
        ("255.255.255.254", Some("reserved")),
        ("255.255.255.255", Some("broadcast")),
        ("8.8.8.8", None),
        ("193.181.14.10", None),
        ("::", Some("unspecified")),
        ("::1", Some("loopback")),
        ("::2", Some("IPv4-compatible")),
        ("::10.0.0.1", Some("IPv4-compatible")),
        ("::ffff:ffff", Some("IPv4-compatible")),
        ("::ffff:127.0.0.1", Some("IPv4-mapped")),
        ("::ffff:8.8.8.8", Some("IPv4-mapped")),
        ("::ffff:0:127.0.0.1", Some("IPv4-translated")),
        ("::1:0:0:0", Some("reserved")),
        ("64:ff9b::", Some("NAT64")),
        ("64:ff9b::10.0.0.1", Some("NAT64")),
        ("64:ff9b::8.8.8.8", Some("NAT64")),
        ("64:ff9b:0:1::1", Some("reserved")),
        ("64:ff9b:1::", Some("local NAT64")),
        ("64:ff9b:1:ffff:ffff:ffff:ffff:ffff", Some("local NAT64")),
        ("64:ff9b:2::1", Some("reserved")),
        ("100::1", Some("discard")),
        ("100::ffff:ffff:ffff:ffff", Some("discard")),
        ("100:0:0:1::1", Some("dummy")),
        ("100:0:0:2::1", Some("unassigned")),
        ("200::1", Some("unassigned")),
        ("1fff:ffff::1", Some("unassigned")),
        ("2000::1", None),
        ("2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", None),
        ("2001::", Some("Teredo")),
        ("2001::1", Some("Teredo")),
        ("2001:0:53aa:64c:0:1234:f5ff:fffe", Some("Teredo")),
        ("2001:1::1", Some("protocol assignments")),
        ("2001:2::1", Some("benchmarking")),
        ("2001:2:1::1", Some("protocol assignments")),
        ("2001:10::1", Some("protocol assignments")),
        ("2001:20::1", Some("protocol assignments")),
        ("2001:1ff:ffff::1", Some("protocol assignments")),
        ("2001:200::1", None),
        ("2001:6b0:8:2::232", None),
        ("2001:db7:ffff::1", None),
        ("2001:db8::", Some("documentation")),
        (
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            Some("documentation"),
        ),
        ("2001:db9::1", None),
        ("2001:4860:4860::8888", None),
        ("2001:ffff::1", None),
        ("2002::", Some("6to4")),
        ("2002:a00:1::", Some("6to4")),
        ("2002:7f00:1::1", Some("6to4")),
        ("2002:ffff:ffff::1", Some("6to4")),
        ("2003::1", None),
        ("2a00:801:f0::1", None),
        ("2606:4700::1111", None),
        ("2a00:801::5efe:10.0.0.1", Some("ISATAP")),
        ("2a00:801::200:5efe:8.8.8.8", Some("ISATAP")),
        ("2a00:801::100:5efe:10.0.0.1", Some("ISATAP")),
        ("2a00:801::5eff:10.0.0.1", None),
        ("2a00:801::400:5efe:10.0.0.1", None),
        ("3ffe:ffff::1", None),
        ("3fff::1", Some("documentation")),
        ("3fff:fff:ffff::1", Some("documentation")),
        ("3fff:1000::1", None),
        ("3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", None),
        ("4000::1", Some("unassigned")),
        ("5f00::1", Some("segment routing")),
        ("5f01::1", Some("unassigned")),
        ("fbff::1", Some("unassigned")),
        ("fc00::", Some("unique local")),
        ("fd00:ec2::254", Some("unique local")),
        (
            "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            Some("unique local"),
        ),
        ("fe00::1", Some("unassigned")),
        ("fe7f::1", Some("unassigned")),
        ("fe80::1", Some("link-local")),
        ("fe80::5efe:10.0.0.1", Some("link-local")),
        ("febf::1", Some("link-local")),
        ("fec0::1", Some("site-local")),
        ("feff::1", Some("site-local")),
        ("ff00::", Some("multicast")),
        ("ff02::1", Some("multicast")),
        ("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", Some("multicast")),
    ];

    #[test]
    fn addresses() {
        for (address, expected) in CASES {
            let address = address.parse().unwrap();
            assert_eq!(reserved_for(address), *expected, "{address}");
        }
    }
}
