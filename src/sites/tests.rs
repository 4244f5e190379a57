use std::time::SystemTime;

use url::Url;

use super::signature::{KeyConfig, SignatureError};
use super::{Config, Sites};
use crate::extract::Limits;

fn site(name: &str, origins: &[&str]) -> Config {
    Config {
        name: name.to_owned(),
        origins: owned(origins),
        ..Config::default()
    }
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn pages_and_their_sites() {
    let news = Config {
        paths: owned(&["/nyheter", "/*/artikel-*"]),
        ..site("news", &["https://www.a.se", "https://a.se"])
    };
    let rest = site("rest", &["https://a.se", "http://b.se:8080"]);
    let sites = Sites::new(&[news, rest], false, Limits::default()).unwrap();
    let cases = [
        ("https://www.a.se/nyheter/bro", Some("news")),
        ("https://www.a.se:443/nyheter", Some("news")),
        ("https://a.se/sport/artikel-7", Some("news")),
        ("https://a.se/om", Some("rest")),
        ("https://www.a.se/om", None),
        ("http://www.a.se/nyheter", None),
        ("https://www.a.se/nyheter/../intern", None),
        ("https://www.a.se/nyheter/%2e%2e/intern", None),
        ("http://b.se:8080/", Some("rest")),
        ("http://b.se/", None),
        ("https://a.se.evil.se/", None),
        ("https://a.se@evil.se/", None),
    ];
    for (url, expected) in cases {
        let url = Url::parse(url).unwrap();
        let found = sites.find(&url).map(|site| site.name());
        assert_eq!(found, expected, "{url}");
        assert_eq!(sites.permits(&url), expected.is_some(), "{url}");
    }
}

#[test]
fn whose_pages_are_read() {
    let url = Url::parse("https://other.se/").unwrap();
    let cases = [
        (false, vec![], true, true),
        (true, vec![], true, false),
        (false, vec![site("a", &["https://a.se"])], false, false),
        (true, vec![site("a", &["https://a.se"])], true, false),
    ];
    for (any, configs, permitted, local_only) in cases {
        let sites = Sites::new(&configs, any, Limits::default()).unwrap();
        assert_eq!(sites.permits(&url), permitted, "{sites:?}");
        assert_eq!(sites.is_local_only(), local_only, "{sites:?}");
    }
}

#[test]
fn a_sites_own_origins_may_embed_it() {
    let config = Config {
        embedders: owned(&["http://localhost:3000/"]),
        ..site("a", &["https://å.se"])
    };
    let sites = Sites::new(&[config], false, Limits::default()).unwrap();
    let site = sites.iter().next().unwrap();
    let expected = ["https://xn--5ca.se", "http://localhost:3000"];
    assert_eq!(site.embedders(), expected);
}

#[test]
fn a_redirect_opens_no_signed_site() {
    let signed = Config {
        signed: true,
        keys: vec![key("a", &"s".repeat(32))],
        ..site("signed", &["https://signed.se"])
    };
    let open = site("open", &["https://open.se"]);
    let cases = [
        (false, "https://open.se/", "https://open.se/b", true),
        (false, "https://open.se/", "https://other.se/", false),
        (false, "https://open.se/", "https://signed.se/", false),
        (false, "https://signed.se/", "https://signed.se/b", true),
        (false, "https://signed.se/", "https://open.se/", true),
        (true, "https://other.se/", "https://more.se/", true),
        (true, "https://other.se/", "https://signed.se/", false),
    ];
    for (any, from, to, expected) in cases {
        let sites = Sites::new(&[signed.clone(), open.clone()], any, Limits::default()).unwrap();
        let from = sites.find(&Url::parse(from).unwrap());
        let to = Url::parse(to).unwrap();
        assert_eq!(sites.permits_redirect(from, &to), expected, "{from:?} {to}");
    }
}

fn key(id: &str, secret: &str) -> KeyConfig {
    KeyConfig {
        id: id.to_owned(),
        secret: secret.to_owned().into(),
    }
}

#[test]
fn only_signed_links_of_a_signed_site_are_read() {
    let secret = "s".repeat(32);
    let keyed = Config {
        keys: vec![key("new", &secret), key("old", &secret)],
        ..site("a", &["https://a.se"])
    };
    let signed = Config {
        signed: true,
        ..keyed.clone()
    };
    let now = SystemTime::UNIX_EPOCH;
    let url = Url::parse("https://a.se/nyhet").unwrap();
    for (config, unsigned) in [(keyed, Ok(())), (signed, Err(SignatureError::Missing))] {
        let sites = Sites::new(&[config], false, Limits::default()).unwrap();
        let site = sites.find(&url).unwrap();
        let signature = site.sign(&url, 60).unwrap();
        assert!(signature.starts_with("new.60."), "{signature}");
        assert_eq!(site.verify(&url, Some(&signature), now), Ok(()));
        assert_eq!(site.verify(&url, None, now), unsigned);
    }
}

#[test]
fn every_fault_of_every_site_is_named() {
    let long = "s".repeat(32);
    let bad = Config {
        name: "Å".to_owned(),
        origins: owned(&["www.a.se", "https://a.se/nyheter", "https://u@a.se"]),
        paths: owned(&["nyheter"]),
        read: owned(&["main >"]),
        skip: owned(&["p["]),
        embedders: owned(&["ftp://a.se", ""]),
        keys: vec![
            key("", &long),
            key("a", "short"),
            key("b", &long),
            key("b", &long),
        ],
        ..Config::default()
    };
    let good = site("b", &["https://b.se"]);
    let keyless = Config {
        signed: true,
        ..good.clone()
    };
    let faults = Sites::new(&[bad, good, keyless], false, Limits::default()).unwrap_err();
    let keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
    let expected = [
        "sites[0].name",
        "sites[0].origins",
        "sites[0].origins",
        "sites[0].origins",
        "sites[0].embedders",
        "sites[0].embedders",
        "sites[0].paths",
        "sites[0].read",
        "sites[0].skip",
        "sites[0].keys[0].id",
        "sites[0].keys[1].secret",
        "sites[0].keys[3].id",
        "sites[2].keys",
        "sites[2].name",
    ];
    assert_eq!(keys, expected, "{faults}");
}
