//! No text that passes for a URL leads to an address or port that is not public.
#![no_main]

use std::net::IpAddr;

use libfuzzer_sys::fuzz_target;
use lyssna::fetch::{guard, parse_url};

fuzz_target!(|text: &str| {
    let Ok(url) = parse_url(text) else { return };
    assert!(matches!(url.scheme(), "http" | "https"));
    assert!(matches!(url.port_or_known_default(), Some(80 | 443)));
    assert!(url.username().is_empty() && url.password().is_none());
    assert_eq!(url.fragment(), None);

    let host = url.host_str().expect("a host");
    match host.trim_matches(['[', ']']).parse::<IpAddr>() {
        Ok(address) => assert_eq!(guard::reserved_for(address), None, "{url}"),
        Err(_) => assert!(host.contains('.'), "{url}"),
    }
    // What is fetched is what was checked, however often it is read again.
    assert_eq!(parse_url(url.as_str()).expect("the same URL"), url);
});
