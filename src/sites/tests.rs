use url::Url;

use super::{Config, Sites};

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
    let sites = Sites::new(&[news, rest], false).unwrap();
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
        let sites = Sites::new(&configs, any).unwrap();
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
    let sites = Sites::new(&[config], false).unwrap();
    let site = sites.iter().next().unwrap();
    let expected = ["https://xn--5ca.se", "http://localhost:3000"];
    assert_eq!(site.embedders(), expected);
}

#[test]
fn every_fault_of_every_site_is_named() {
    let bad = Config {
        name: "Å".to_owned(),
        origins: owned(&["www.a.se", "https://a.se/nyheter", "https://u@a.se"]),
        paths: owned(&["nyheter"]),
        read: owned(&["main >"]),
        skip: owned(&["p["]),
        embedders: owned(&["ftp://a.se", ""]),
        ..Config::default()
    };
    let good = site("b", &["https://b.se"]);
    let faults = Sites::new(&[bad, good.clone(), good], false).unwrap_err();
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
        "sites[2].name",
    ];
    assert_eq!(keys, expected, "{faults}");
}
