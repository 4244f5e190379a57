use std::io::Write;

use super::*;

fn load(file: &str, variables: &[(&str, &str)]) -> Result<Config, String> {
    let mut named = tempfile::NamedTempFile::new().unwrap();
    named.write_all(file.as_bytes()).unwrap();
    let variables = variables
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::load(Some(named.path()), variables).map_err(|error| {
        let mut text = error.to_string();
        let mut cause: &dyn std::error::Error = &error;
        while let Some(next) = cause.source() {
            text += &format!(": {next}");
            cause = next;
        }
        text
    })
}

#[test]
fn variables_overrule_the_file_and_the_file_the_defaults() {
    let file = "listen = \"127.0.0.1:1\"\n[store]\ndir = \"/a\"\n[workers]\nqueue = 7";
    let variables = [
        ("LYSSNA_LISTEN", "[::1]:2"),
        ("LYSSNA_STORE__DIR", "/b c"),
        ("LYSSNA_ALLOW_ANY_SITE", "true"),
        ("LYSSNA_LOG", "debug"),
        ("PATH", "/bin"),
    ];
    let config = load(file, &variables).unwrap();
    assert_eq!(config.listen, "[::1]:2".parse().unwrap());
    assert_eq!(config.store.dir, Path::new("/b c"));
    assert_eq!(config.workers.queue.get(), 7);
    assert!(config.allow_any_site);
    assert_eq!(
        config.store.memory_bytes,
        store::Config::default().memory_bytes
    );
}

#[test]
fn a_bad_configuration_names_the_key() {
    let none = &[][..];
    let cases = [
        ("lisen = 1", none, "lisen: "),
        ("listen = \"nowhere\"", none, "listen: "),
        ("traces_endpoint = \"host:4317\"", none, "traces_endpoint: "),
        ("[workers]\nqueue = 0", none, "workers.queue: "),
        ("[store]\nmemory = 1", none, "store.memory: "),
        ("[store]\nmax_bytes = 0", none, "store.max_bytes: "),
        ("[store]\nurl = \"clips\"", none, "store.url: "),
        ("[fetch]\nmax_bytes = 0", none, "fetch.max_bytes: "),
        ("[extract]\ndepth = 0", none, "extract.depth: "),
        ("[http]\nheader_bytes = 1", none, "http.header_bytes: "),
        (
            "[http]\narticle_max_seconds = 1",
            none,
            "http.article_max_seconds: ",
        ),
        (
            "[http]\ntrusted_proxies = [\"proxy\"]",
            none,
            "http.trusted_proxies: ",
        ),
        ("[[sites]]\nname = \"a\"", none, "sites[0].origins: "),
        (
            "[[sites]]\nname = \"a\"\nvoice = 1",
            none,
            "sites[0].voice: ",
        ),
        ("sites = 3", none, "sites: "),
        (
            "[http]\nadmin_key = \"alltför kort\"",
            none,
            "http.admin_key: ",
        ),
        ("[[feeds]]\nname = \"a\"", none, "http.public_url: "),
        ("[[feeds]]\nname = \"å\"", none, "feeds[0].name: "),
        ("[[feeds]]\nname = \"a\"", none, "feeds[0].title: "),
        ("[[feeds]]\nname = \"a\"", none, "feeds[0].description: "),
        ("[[feeds]]\nname = \"a\"", none, "feeds[0].author: "),
        ("[[feeds]]\nname = \"a\"", none, "feeds[0].link: "),
        ("[[feeds]]\nname = \"a\"", none, "feeds[0].source: "),
        ("[[feeds]]\nsource = \"/rss\"", none, "feeds[0].source: "),
        ("[[feeds]]\nurls = [\"a.se\"]", none, "feeds[0].urls: "),
        ("[[feeds]]\nemail = \"a\"", none, "feeds[0].email: "),
        (
            "[[feeds]]\nimage = \"https://a.se/a.svg\"",
            none,
            "feeds[0].image: ",
        ),
        (
            "[[feeds]]\ncategory = \"Nyheter\"",
            none,
            "feeds[0].category: ",
        ),
        ("[[feeds]]\nepisodes = 0", none, "feeds[0].episodes: "),
        ("sites = [3]", none, "sites[0]: "),
        (
            "",
            &[("LYSSNA_HTTP__URL_BYTES", "many")][..],
            "http.url_bytes: ",
        ),
        ("", &[("LYSSNA_HTTPS__URL_BYTES", "1")], "https: "),
        ("", &[("LYSSNA_SITES", "[{ nam = 1 }]")], "sites[0].nam: "),
        (
            "listen = \"[::1]:2\"",
            &[("LYSSNA_LISTEN__PORT", "1")],
            "LYSSNA_LISTEN__PORT: ",
        ),
    ];
    for (file, variables, key) in cases {
        let error = load(file, variables).unwrap_err();
        assert!(error.contains(key), "{key} is not named: {error}");
    }
}

#[test]
fn every_fault_is_named_once() {
    let file = "lisen = 1\nallow_any_site = 7\n[store]\ndir = 8\n[fetch]\nmax_bytes = 0\n\
        connect_timeout = 0\n[[sites]]\nname = \"Å\"\norigins = [\"a.se\", \"b.se\"]\n\
        [[sites]]\nname = \"b\"\norigins = [3]\nskip = [\"p[\"]\nread = 1";
    let mut named = tempfile::NamedTempFile::new().unwrap();
    named.write_all(file.as_bytes()).unwrap();
    let Err(ConfigError::Faults(faults)) = Config::load(Some(named.path()), []) else {
        panic!("the faults were overlooked");
    };
    let mut keys: Vec<_> = faults.iter().map(|fault| fault.key.as_str()).collect();
    keys.sort_unstable();
    let expected = [
        "allow_any_site",
        "fetch.connect_timeout",
        "fetch.max_bytes",
        "lisen",
        "sites[0].name",
        "sites[0].origins",
        "sites[0].origins",
        "sites[1].origins[0]",
        "sites[1].read",
        "sites[1].skip",
        "store.dir",
    ];
    assert_eq!(keys, expected, "{faults}");
}

#[test]
fn lexicons_lie_beside_the_file_that_names_them() {
    let file = "lexicons = [\"c.toml\"]\n[[sites]]\nname = \"a\"\n\
        origins = [\"https://a.se\"]\nlexicons = [\"a.pls\", \"/etc/b.pls\"]";
    let mut named = tempfile::NamedTempFile::new().unwrap();
    named.write_all(file.as_bytes()).unwrap();
    let config = Config::load(Some(named.path()), []).unwrap();
    let folder = named.path().parent().unwrap();
    assert_eq!(config.lexicons, [folder.join("c.toml")]);
    assert_eq!(
        config.sites[0].lexicons,
        [folder.join("a.pls"), PathBuf::from("/etc/b.pls")]
    );
}

#[test]
fn a_file_that_is_not_toml_is_named_with_the_line() {
    let error = load("listen = ", &[]).unwrap_err();
    assert!(error.contains("line 1"), "{error}");
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_example_holds_the_defaults() {
    let example = Config::load(Some(&project("deploy/lyssna.toml")), []).unwrap();
    assert_eq!(format!("{example:#?}"), format!("{:#?}", Config::default()));
}

#[test]
fn the_containers_set_keys_that_there_are() {
    let mut variables = Vec::new();
    for file in ["deploy/compose.yaml", "deploy/Dockerfile"] {
        for line in std::fs::read_to_string(project(file)).unwrap().lines() {
            let line = line
                .trim_start_matches("ENV")
                .trim()
                .trim_end_matches(" \\");
            if line.starts_with("LYSSNA_") {
                let (name, value) = line.split_once([':', '=']).unwrap();
                variables.push((name.to_owned(), value.trim().trim_matches('\'').to_owned()));
            }
        }
    }
    assert_eq!(variables.len(), 5, "{variables:?}");
    Config::load(None, variables).unwrap();
}

#[test]
fn every_place_of_the_proxy_tells_who_asks_for_what() {
    let conf = std::fs::read_to_string(project("deploy/nginx.conf")).unwrap();
    let fields =
        ["Connection", "Host", "X-Forwarded-For"].map(|name| format!("proxy_set_header {name} "));
    let (server, places) = conf.split_once("location ").unwrap();
    assert!(fields.iter().all(|field| server.contains(field)));
    // One field of its own takes away all that a place inherits.
    for place in places
        .split("location ")
        .filter(|place| place.contains("proxy_set_header"))
    {
        assert!(fields.iter().all(|field| place.contains(field)), "{place}");
    }
}

#[test]
fn the_example_names_every_key() {
    let example = std::fs::read_to_string(project("deploy/lyssna.toml")).unwrap();
    let mut found = Vec::new();
    let mut section = String::new();
    for line in example.lines() {
        let line = line.trim_start_matches("# ");
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_matches(['[', ']']).to_owned() + ".";
        } else if let Some((key, _)) = line.split_once(" = ") {
            found.push(format!("{section}{key}"));
        }
    }
    let sources = ["clip", "feed", "fetch", "http", "sites", "store"]
        .map(|module| format!("src/{module}/config.rs"))
        .into_iter()
        .chain(["src/config.rs", "src/extract/options.rs", "src/workers.rs"].map(str::to_owned));
    for path in sources {
        let source = std::fs::read_to_string(project(&path)).unwrap();
        let keys = source.lines().filter_map(|line| {
            let (key, _) = line.trim().strip_prefix("/// `")?.split_once('`')?;
            Some(key.to_owned())
        });
        for key in keys {
            let is_section = found
                .iter()
                .any(|other| other.starts_with(&format!("{key}.")));
            assert!(is_section || found.contains(&key), "{key} of {path}");
        }
    }
}
