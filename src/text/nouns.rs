//! Nouns whose gender or number their form does not show.

/// Neuter nouns too short or too ambiguous to be looked for at the end of compounds.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "annat", "ark", "arv", "bi", "bo", "fort", "får", "gap", "gott", "helt", "kar", "kol", "lag",
    "lass", "lov", "medium", "mitt", "nej", "nytt", "näste", "par", "pass", "plan", "radium", "ris",
    "rop", "salt", "stort", "svärd", "test", "ton", "under", "vad", "veto", "öre",
];

/// Neuter heads, in the singular, also at the end of compounds; sorted.
#[rustfmt::skip]
pub(super) const HEADS: &[&str] = &[
    "abonnemang", "ackord", "aggregat", "album", "alfabet", "allvar", "altare", "alternativ",
    "ambulatorium", "anbud", "anlag", "ansikte", "anspråk", "antibiotikum", "apotek", "arbete",
    "argument", "arkiv", "armband", "arrangemang", "arrende", "astma", "ateljé", "attentat",
    "avbrott", "avlopp", "avsked", "avstånd", "avtryck", "bad", "badkar", "bakhåll", "band", "barn",
    "barr", "batteri", "behov", "bekymmer", "belopp", "ben", "berg", "besked", "bestick", "bestånd",
    "besvär", "besök", "betyg", "bevis", "bibliotek", "bidrag", "bistånd", "blad", "block", "blod",
    "blodtryck", "blomster", "bly", "bläck", "bolag", "bord", "borgarråd", "bortalag", "bottenlag",
    "brev", "brott", "bryggeri", "bränsle", "bråck", "bråk", "bröd", "bröllop", "bröst", "bud",
    "budgetår", "budskap", "bygge", "bygglov", "byte", "bäcken", "bälte", "bär", "center",
    "centrum", "certifikat", "citat", "dagis", "damlag", "decennium", "dekret", "departement",
    "derby", "diagram", "dike", "diplom", "direktiv", "diskotek", "distrikt", "djur", "dokument",
    "dop", "dopp", "drag", "drama", "drogmissbruk", "dussin", "dygn", "däck", "element", "elände",
    "embargo", "emblem", "engagemang", "epos", "etablissemang", "evangelium", "evenemang",
    "exempel", "exemplar", "experiment", "fabrikat", "facit", "fack", "faktum", "fall", "fartyg",
    "fat", "fel", "fenomen", "fett", "fiasko", "filter", "finger", "fiske", "fjäll", "flyg",
    "flygplan", "fläsk", "flöde", "foder", "folk", "fordon", "format", "formulär", "forum",
    "fosfat", "foto", "fotografi", "friluftsliv", "frö", "fynd", "fält", "fängelse", "fäste",
    "fönster", "förakt", "förband", "förbud", "förbund", "fördrag", "fördärv", "företag",
    "förfarande", "förhållande", "förhör", "förlag", "förlopp", "förmak", "förnuft", "förråd",
    "förslag", "förspel", "försvar", "försök", "förtroende", "förtryck", "förvar", "galler",
    "garage", "garn", "genombrott", "gevär", "glas", "gods", "golv", "gram", "grannskap", "grepp",
    "grin", "grus", "gryn", "gräl", "gräs", "guld", "gummi", "gym", "gymnasium", "gäng",
    "gårdsbruk", "hagel", "halvår", "handikapp", "handtag", "hav", "helgon", "helvete", "helår",
    "hem", "hemmalag", "herravälde", "herrlag", "herrskap", "himmelrike", "hinder", "hjul",
    "hjärta", "honorar", "hopp", "horn", "hot", "hotell", "hus", "hushåll", "huvud", "hygge",
    "hypotek", "häfte", "häkte", "hål", "håll", "hår", "hölje", "hörn", "höstlov", "imperium",
    "inbrott", "index", "indicium", "inflytande", "ingrepp", "initiativ", "inköp", "inlägg",
    "innehav", "innehåll", "inslag", "institut", "instrument", "internat", "intervall", "intresse",
    "intryck", "intrång", "intyg", "jaktlag", "jobb", "jordbruk", "jubel", "jubileum", "juniorlag",
    "justitieråd", "järn", "kabinett", "kadaver", "kaffe", "kafé", "kalas", "kalenderår",
    "kamratskap", "kansli", "kapital", "kapitel", "kasino", "kast", "kilo", "klimat", "klipp",
    "klister", "kliv", "kloster", "knä", "kollegium", "kollektiv", "kollo", "kommando",
    "kommunalråd", "kommuniké", "kompani", "kompendium", "koncentrat", "koncept", "konsulat",
    "konto", "kontor", "kontrakt", "koppel", "korn", "kors", "kort", "kraftverk", "krav", "kreatur",
    "krematorium", "krig", "kriterium", "krucifix", "krus", "kryddmått", "krypin", "kryss",
    "kungarike", "kuvert", "kvartal", "kvarter", "kvitto", "kärl", "kärr", "kök", "kön", "köp",
    "kött", "labb", "laboratorium", "lager", "lakan", "lamm", "land", "landskap", "landslag",
    "landsting", "larm", "lasarett", "ledarskap", "lejon", "liv", "ljud", "ljus", "ljusår", "lopp",
    "lotteri", "lugn", "lyft", "läder", "läge", "läger", "läkemedel", "län", "lärarlag", "lärosäte",
    "läsår", "lån", "lår", "lås", "löfte", "löv", "magasin", "mandat", "manskap", "mantra", "manus",
    "marklov", "material", "medborgarskap", "meddelande", "medel", "medlemskap", "medvetande",
    "mejl", "mellanrum", "memo", "mikroskop", "minne", "mirakel", "missbruk", "misstag", "mjöl",
    "moderskap", "moln", "moment", "monopol", "monument", "moras", "mord", "motiv", "motstånd",
    "museum", "mynt", "mysterium", "märke", "mästerskap", "mål", "mått", "mönster", "mörker",
    "möte", "namn", "nederlag", "nedslag", "nummer", "nyår", "näringsliv", "nät", "nöje",
    "oavgjort", "objekt", "observatorium", "offer", "oljud", "ombud", "ombyte", "omdöme", "omen",
    "område", "omslag", "omval", "ord", "organ", "original", "oskick", "oväsen", "paket", "palats",
    "papper", "paradigm", "paradis", "paraply", "parlament", "parti", "partnerskap", "patent",
    "pensionat", "pensum", "perspektiv", "piano", "piller", "plagg", "plakat", "planket", "plenum",
    "plåster", "podium", "poem", "porto", "porträtt", "poäng", "prat", "prejudikat", "preparat",
    "pris", "privatliv", "privilegium", "problem", "program", "projekt", "prospekt", "protokoll",
    "prov", "puder", "pund", "pussel", "päron", "påhopp", "pålägg", "påslag", "påstående",
    "ramverk", "recept", "rederi", "redskap", "referat", "referendum", "regelverk", "regemente",
    "regionråd", "register", "regn", "rekord", "reportage", "reservat", "residens", "resonemang",
    "resultat", "rike", "rivningslov", "rum", "rykte", "räcke", "råd", "rån", "rör", "röse",
    "sakrament", "samarbete", "samband", "samfund", "samförstånd", "samhälle", "samliv", "samråd",
    "samtycke", "samvete", "samvälde", "sanatorium", "schema", "segel", "sekel", "sekretariat",
    "semikolon", "seminarium", "set", "sigill", "signalement", "sikte", "sinne", "skadestånd",
    "skafferi", "skaft", "skal", "skalv", "skede", "skelett", "sken", "skepp", "skift", "skikt",
    "skimmer", "skinn", "skollov", "skott", "skratt", "skrot", "skrov", "skräp", "skydd", "skyfall",
    "skägg", "skäl", "skämt", "skådespel", "skåp", "slag", "slam", "slammer", "slott", "slut",
    "släkte", "släp", "släpp", "sms", "smycke", "smör", "snitt", "snöre", "socker", "solsken",
    "spann", "spannmål", "spektakel", "spektrum", "spel", "spex", "spjut", "spjäll", "sportlov",
    "språk", "spår", "spö", "spörsmål", "stadium", "staket", "stall", "statsråd", "steg", "stift",
    "stim", "stipendium", "stoff", "stopp", "straff", "streck", "stridsplan", "stråk", "stup",
    "stycke", "ställ", "ställe", "stål", "stånd", "stöd", "stöldgods", "surrogat", "svammel",
    "svar", "svek", "svin", "syfte", "symptom", "symtom", "syre", "system", "sällskap", "säte",
    "säteri", "sätt", "sår", "tak", "tal", "tandkött", "tecken", "teleskop", "tema", "tempel",
    "tempo", "territorium", "testamente", "tidningsbud", "tillbehör", "tillbud", "tillfälle",
    "tillskott", "tillstånd", "tillägg", "tips", "tivoli", "tjat", "tjog", "tjut", "topplag",
    "torg", "torn", "torp", "trauma", "troll", "tryck", "trä", "träd", "träde", "träsk", "träsnitt",
    "tumult", "tvivel", "tvång", "tyg", "täcke", "tält", "tåg", "umgänge", "undantag", "underlag",
    "underskott", "universitet", "universum", "uppdrag", "uppehåll", "upphov", "upplopp", "uppror",
    "uppslag", "uppsving", "ursprung", "urval", "utbrott", "utbud", "utdrag", "utkast", "utlåtande",
    "utrop", "utrymme", "utskick", "utskott", "utslag", "utsläpp", "utspel", "uttag", "uttryck",
    "vaccin", "val", "vapen", "varsel", "varv", "vatten", "vax", "verk", "verksamhetsår", "verktyg",
    "vete", "villkor", "vin", "vinterlov", "virke", "virus", "visum", "vittne", "vrak",
    "vräkningshot", "vrål", "vykort", "väder", "välde", "välstånd", "värde", "värv", "väsen",
    "våld", "vårdlag", "yrkande", "yrke", "yttrande", "ägg", "äktenskap", "ämbete", "ämne",
    "ändamål", "äpple", "ärende", "äventyr", "år", "århundrade", "årtionde", "årtusende",
    "åtagande", "öde", "öga", "ögonblick", "öra", "överfall", "överklagande", "överskott",
    "överskridande", "överslag", "övertag", "övertramp", "övertryck",
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
    "anhörig", "biskop", "boende", "bostad", "brudgum", "bår", "deltagande", "festival", "fiende",
    "fiskal", "fjord", "galopp", "gående", "hand", "hund", "inneboende", "jord", "karneval",
    "kompass", "konsument", "kristall", "kår", "lagfart", "lavin", "ledamot", "närstående", "oliv",
    "ordförande", "pingvin", "portal", "provins", "ravin", "resande", "rival", "saliv", "skår",
    "studerande", "sökande", "tråd", "tår", "vår",
];

/// Common-gender nouns that are the ends of neuter ones.
pub(super) const COMMON_WORDS: &[&str] = &["tum"];

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
