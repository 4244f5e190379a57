//! Nouns whose gender or number their form does not show.

/// Neuter nouns too short or too ambiguous to be looked for at the end of compounds.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "ackord", "annat", "ark", "arv", "bad", "ben", "bi", "blod", "bo", "bud", "bär", "fat", "fort",
    "får", "gap", "gott", "gräs", "hagel", "helt", "hinder", "hopp", "hot", "index", "knä", "kol",
    "kön", "lag", "lamm", "lass", "liv", "lov", "lyft", "lås", "löv", "manus", "medium", "memo",
    "mitt", "mått", "nej", "nytt", "näste", "ord", "par", "pass", "plan", "pund", "radium", "ris",
    "rop", "råd", "rån", "salt", "skal", "skäl", "spö", "stall", "stort", "sår", "tak", "test",
    "ton", "trä", "under", "vad", "val", "veto", "vin", "år", "öre",
];

/// Neuter heads, in the singular, also at the end of compounds; sorted.
#[rustfmt::skip]
pub(super) const HEADS: &[&str] = &[
    "abonnemang", "aggregat", "album", "altare", "alternativ", "anbud", "ansikte", "anspråk",
    "apotek", "arbete", "argument", "arkiv", "arrangemang", "arrende", "astma", "attentat",
    "avlopp", "avsked", "avstånd", "band", "barn", "batteri", "behov", "bekymmer", "belopp", "berg",
    "besked", "besök", "betyg", "bevis", "bibliotek", "bistånd", "blad", "block", "bolag", "bord",
    "borgarråd", "bottenlag", "brev", "brott", "bryggeri", "bröd", "bröst", "budgetår", "bygge",
    "bygglov", "byte", "center", "dagis", "damlag", "decennium", "departement", "dike", "direktiv",
    "diskotek", "distrikt", "djur", "dokument", "drag", "drama", "dussin", "dygn", "däck",
    "element", "evenemang", "exempel", "exemplar", "experiment", "fack", "fall", "fartyg", "fel",
    "fenomen", "filter", "finger", "fiske", "fjäll", "flyg", "flygplan", "fordon", "formulär",
    "foto", "fotografi", "frö", "fynd", "fält", "fängelse", "fäste", "fönster", "förbud", "förbund",
    "företag", "förfarande", "förhållande", "förhör", "förråd", "försök", "förtroende", "garage",
    "gevär", "glas", "golv", "gram", "grepp", "gym", "gymnasium", "gäng", "gårdsbruk", "halvår",
    "handikapp", "handtag", "helgon", "helår", "hem", "herrlag", "hjul", "hjärta", "hotell", "hus",
    "huvud", "hypotek", "häfte", "häkte", "hål", "håll", "hår", "hörn", "höstlov", "inflytande",
    "initiativ", "institut", "instrument", "intervall", "intresse", "intryck", "intyg", "jaktlag",
    "jobb", "jubileum", "juniorlag", "justitieråd", "kabinett", "kafé", "kalas", "kalenderår",
    "kapitel", "kilo", "klimat", "klipp", "kliv", "kloster", "kollektiv", "kommunalråd", "kompani",
    "koncept", "konto", "kontor", "kontrakt", "koppel", "korn", "kors", "kort", "krav", "krig",
    "kriterium", "krucifix", "kryss", "kuvert", "kvarter", "kvitto", "kök", "köp", "labb",
    "laboratorium", "lager", "lakan", "land", "landsting", "larm", "lejon", "ljud", "ljus",
    "ljusår", "lotteri", "läge", "läger", "län", "lärarlag", "läsår", "lån", "löfte", "mandat",
    "mantra", "marklov", "material", "meddelande", "medel", "mejl", "minne", "mirakel", "misstag",
    "moln", "moment", "monument", "mord", "motiv", "motstånd", "museum", "mynt", "mysterium",
    "märke", "mål", "mönster", "möte", "namn", "nederlag", "nummer", "nät", "nöje", "oavgjort",
    "objekt", "offer", "ombud", "omdöme", "område", "omval", "organ", "original", "paket", "palats",
    "papper", "paraply", "parti", "partnerskap", "patent", "pensionat", "pensum", "perspektiv",
    "piano", "piller", "plagg", "planket", "plåster", "podium", "porträtt", "poäng", "prejudikat",
    "pris", "privilegium", "problem", "projekt", "prospekt", "protokoll", "prov", "påhopp",
    "påstående", "recept", "rederi", "referat", "regemente", "regionråd", "register", "rekord",
    "reportage", "reservat", "residens", "resultat", "rike", "rivningslov", "rum", "rykte", "räcke",
    "rör", "röse", "samhälle", "samråd", "samtycke", "samvete", "sanatorium", "schema", "sekel",
    "sekretariat", "seminarium", "set", "sigill", "signalement", "skadestånd", "skafferi", "skepp",
    "skift", "skikt", "skollov", "skott", "skratt", "skrov", "skydd", "skämt", "skåp", "slag",
    "slam", "slott", "slut", "sms", "smycke", "snitt", "spann", "spel", "sportlov", "spår",
    "stadium", "statsråd", "steg", "stift", "stipendium", "stopp", "straff", "streck", "stridsplan",
    "stup", "stycke", "ställ", "ställe", "stöd", "stöldgods", "svar", "svek", "svin", "syfte",
    "symptom", "symtom", "system", "sällskap", "säte", "säteri", "sätt", "tal", "tecken", "tema",
    "tempel", "tidningsbud", "tillbud", "tillfälle", "tillstånd", "tips", "tivoli", "tjog",
    "topplag", "torg", "torn", "torp", "träd", "träde", "tält", "tåg", "undantag", "underlag",
    "universitet", "uppror", "utkast", "utlåtande", "utrop", "utrymme", "utskick", "utsläpp",
    "uttag", "uttryck", "vaccin", "vapen", "varsel", "varv", "vatten", "verk", "verksamhetsår",
    "verktyg", "villkor", "vinterlov", "virke", "virus", "vittne", "vrak", "vräkningshot", "väder",
    "värde", "vårdlag", "yrkande", "yrke", "yttrande", "ägg", "äpple", "ärende", "äventyr",
    "århundrade", "årtionde", "årtusende", "åtagande", "öde", "öga", "öra", "överklagande",
    "överskridande", "övertramp",
];

/// Endings of derived neuter nouns.
pub(super) const ENDINGS: &[&str] = &[
    "ande", "ende", "eri", "gram", "ium", "kilo", "ment", "tek", "um", "igt", "iskt",
];

/// Homes, which end as the persons in [`COMMON`] do.
#[rustfmt::skip]
pub(super) const HOMES: &[&str] = &[
    "gruppboende", "kollektivboende", "korttidsboende", "seniorboende", "stödboende", "särboende",
    "trygghetsboende", "vårdboende", "äldreboende",
];

/// Persons and other common-gender nouns that heads or endings would catch.
#[rustfmt::skip]
pub(super) const COMMON: &[&str] = &[
    "anhörig", "boende", "deltagande", "gående", "hand", "hund", "inneboende", "jord", "ledamot",
    "närstående", "ordförande", "resande", "studerande", "sökande", "lagfart", "bostad",
];

/// Endings of neuter plurals that look common: `museer`, `gymnasier`, `länder`.
#[rustfmt::skip]
pub(super) const NEUTER_PLURALS: &[&str] = &[
    "arier", "asier", "eer", "enter", "erier", "förhör", "hundraden", "italier", "iterier", "jubileer",
    "kollegier", "länder", "medier", "ministerier", "orier", "partier", "podier", "privilegier",
    "stadier", "stipendier", "tivolin", "viner", "värden", "utsläpp", "fängelser",
    "häkten", "priser",
];

/// Common plurals that the endings above would catch, or that look neuter.
#[rustfmt::skip]
pub(super) const COMMON_PLURALS: &[&str] = &[
    "artärier", "bakterier", "historier", "idéer", "kategorier", "klienter", "konsumenter", "kommentarer",
    "patienter", "procenter", "serier", "studenter", "talanger", "teorier", "assistenter", "agenter",
    "docenter", "producenter", "presidenter", "talenter", "arméer", "alléer", "turnéer", "kommittéer",
    "matinéer", "allegorier",
];

/// Common nouns that are the same in the plural.
#[rustfmt::skip]
pub(super) const SAME_PLURALS: &[&str] = &[
    "are", "dollar", "euro", "fot", "gånger", "hektar", "man", "meter", "mil", "liter", "män", "ohm",
    "procent", "promille", "rubel", "tum", "volt", "watt", "kr", "yen", "lira", "franc", "kelvin",
];
