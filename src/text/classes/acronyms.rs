//! The acronyms whose shape does not tell how they are read.

/// Acronyms that are spelled out, also in headings in capitals; sorted.
#[rustfmt::skip]
pub(super) const SPELLED: &[&str] = &[
    "aa", "ab", "abb", "abf", "ac", "ad", "adhd", "adsl", "aed", "af", "afc", "ai", "aik", "ams",
    "ap", "api", "arn", "atg", "atm", "au", "bb", "bbc", "bbr", "bk", "bmi", "bmw", "bnp", "brf",
    "bt", "bup", "bvc", "cad", "cbs", "cd", "cdu", "ce", "ceo", "cfo", "chf", "cia", "cnn", "co",
    "cpu", "crm", "csn", "cv", "dc", "dhl", "di", "dif", "dj", "dk", "dkk", "dn", "dna", "dns",
    "do", "dsm", "dvd", "ebu", "ec", "ecb", "ecdc", "eeg", "ehec", "ehm", "eib", "eif", "ekg",
    "ekn", "em", "emu", "eo", "esa", "esf", "esv", "eu", "eur", "fao", "fbi", "fbk", "fc", "fda",
    "ff", "fhi", "fhm", "fi", "fk", "fm", "fmv", "fn", "foi", "fou", "fr", "fsc", "ftp", "gbp",
    "gd", "gdp", "gdpr", "gmo", "gmt", "gp", "gps", "gt", "gw", "hbk", "hbo", "hbt", "hbtq",
    "hbtqi", "hd", "hdmi", "hfd", "hif", "hk", "hkk", "hl", "hr", "hs", "hsb", "html", "http",
    "hvb", "hvc", "iaea", "ibm", "icc", "id", "idf", "ifk", "iis", "il", "ilo", "imf", "imy", "io",
    "ioc", "ip", "ipcc", "iq", "isbn", "isp", "issn", "it", "itp", "ivf", "ivl", "jk", "jkl",
    "jll", "jo", "jpy", "js", "kb", "kbt", "kd", "kdu", "kf", "kgb", "ki", "kk", "kmh", "knx",
    "ks", "ksk", "ksl", "kth", "kva", "lcd", "lf", "lfv", "lgbt", "lh", "lkab", "lo", "lou", "lrf",
    "lss", "ltr", "ltu", "lu", "luf", "lvm", "lvu", "mau", "mb", "mc", "mdh", "mff", "mfof", "mit",
    "mms", "mp", "mr", "mrf", "mri", "msb", "msn", "msp", "mtg", "mtr", "muf", "mvg", "myh", "naf",
    "nba", "nbc", "nfa", "nfl", "ngo", "nhl", "nkvd", "nll", "nok", "npf", "npo", "nrk", "nsa",
    "nsd", "ntf", "ntm", "nva", "nwt", "nypd", "ob", "oecd", "ofk", "omx", "omxs", "os", "osa", "ovk", "pbl",
    "pc", "pcb", "pcr", "pdf", "php", "pkk", "plo", "pm", "pmu", "pr", "prv", "ps", "ptk", "pts",
    "ptsd", "pvc", "qr", "rf", "rfid", "rfs", "rfsl", "rfsu", "rkh", "rkl", "rkm", "rm", "rmv",
    "rna", "rp", "rpg", "rsv", "sbab", "sbf", "sca", "scb", "scf", "sd", "sdf", "sek", "sf", "sfi",
    "sfs", "sgi", "sgu", "shb", "shl", "sis", "sj", "skf", "skl", "skr", "sl", "sll", "slu", "sm",
    "smhi", "smp", "sms", "sn", "sos", "sou", "sp", "spf", "spp", "sr", "ss", "ssf", "ssi", "ssm",
    "ssu", "std", "su", "suf", "suv", "sv", "sva", "svd", "svt", "tbe", "tco", "tcp", "tf", "th",
    "tlv", "tmf", "tpb", "tt", "tui", "tv", "uae", "ub", "ud", "uf", "uhf", "uhr", "uk", "uka",
    "ukk", "ukä", "umu", "uri", "url", "us", "usa", "usb", "usd", "utc", "uu", "uv", "vc", "vd",
    "vg", "vgr", "vhs", "vip", "vk", "vkl", "vll", "vm", "voc", "vpn", "vr", "vvs", "wc", "wcag",
    "wfp", "who", "wma", "wmo", "wto", "wwf", "www", "xl", "xml", "äm", "åf", "öb", "öf", "öfk",
    "öis", "öit", "öm", "öp",
];

/// Words in capitals of three letters or of odd shape that are read as words; sorted.
#[rustfmt::skip]
pub(super) const SPOKEN: &[&str] = &[
    "abba", "aids", "akka", "akut", "alf", "alfa", "alla", "arla", "asea", "att", "av", "bli",
    "bra", "bris", "cern", "cov", "covid", "den", "det", "dig", "du", "en", "eniro", "ett", "fifa",
    "från", "för", "gais", "gif", "gis", "har", "hiv", "hur", "här", "iban", "ica", "ifau", "ikea",
    "imax", "inera", "interpol", "ipred", "isis", "iso", "iva", "ivo", "ja", "jas", "kan",
    "komvux", "krav", "kulturama", "köp", "las", "laser", "lasu", "led", "lov", "läs", "med",
    "men", "mer", "mig", "moms", "nafta", "nasa", "nasdaq", "nato", "nej", "ni", "nimby", "nox",
    "nu", "ny", "nya", "obs", "och", "opec", "opel", "oss", "osse", "pet", "pin", "pisa", "pub",
    "puls", "på", "radar", "ram", "rea", "ring", "rot", "rut", "saab", "sabo", "saco", "sas", "se",
    "seko", "siba", "sida", "sipri", "sisu", "ska", "soc", "som", "spss", "stim", "svea", "swot",
    "sydved", "säpo", "sök", "taco", "till", "timss", "uefa", "ufo", "unesco", "unicef", "unrwa",
    "vab", "vad", "vi", "vinnova", "visa", "volvo", "vår", "våra", "wada", "wifi", "yle", "yolo",
    "zoo", "är", "öbo",
];
