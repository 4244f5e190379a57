//! The gender of the noun that a number counts: `en krona`, `ett barn`.
//!
//! Common gender is the default; neuter is known by the word, by the head of a
//! compound, or by its ending.

use super::lexeme::Cursor;
use super::numerals::Gender;

/// Neuter nouns too short or too ambiguous to be looked for at the end of compounds.
const WORDS: &[&str] = &[
    "annat", "ark", "arv", "bad", "ben", "bi", "bo", "bud", "dygn", "får", "fel", "fynd", "gott",
    "helt", "hem", "hål", "kol", "kön", "lag", "lamm", "land", "lass", "liv", "lån", "lås", "mitt",
    "mål", "nej", "nät", "nytt", "näste", "ord", "par", "plagg", "plan", "pris", "pund", "rån",
    "råd", "rop", "rum", "skäl", "slag", "ställe", "stopp", "stort", "sår", "sätt", "tak", "tal",
    "test", "tips", "ton", "torg", "trä", "tåg", "vad", "val", "varv", "vin", "år", "öde", "öre",
];

/// Neuter heads, in the singular and the plural, also at the end of compounds.
#[rustfmt::skip]
const HEADS: &[&str] = &[
    "album", "altare", "ansikte", "antal", "anbud", "apotek", "arbete", "avsnitt", "avtal",
    "badrum", "band", "barn", "belopp", "berg", "besked", "beslut", "besök", "betyg", "bevis",
    "bidrag", "blad", "block", "bolag", "bord", "brev", "brott", "byte", "centrum", "decennium",
    "djur", "dokument", "dussin", "exempel", "exemplar", "fall", "finger", "flyg", "fordon",
    "foto", "frö", "fönster", "förbund", "fördrag", "företag", "förråd", "förslag", "försök",
    "gram", "gym", "helår", "hjul", "hjärta", "hotell", "hundratal", "hus", "huvud", "håll",
    "inbrott", "inslag", "instrument", "jobb", "kafé", "kapitel", "kilo", "kliv", "klipp",
    "klockslag", "konto", "kontor", "kors", "kort", "krav", "kvarter", "kvartal", "kök",
    "landsting", "lejon", "ljud", "ljus", "län", "läger", "lägenhetshus", "läkemedel", "medel",
    "mord", "museum", "mynt", "möte", "namn", "nummer", "nätverk", "offer", "ombud", "område",
    "paket", "papper", "parti", "piano", "piller", "poäng", "problem", "program", "projekt",
    "prov", "rekord", "resultat", "rike", "samhälle", "samtal", "sekel", "set", "skepp", "skift",
    "skott", "skratt", "skydd", "slott", "sms", "snitt", "spel", "spår", "steg", "stift", "streck",
    "straff", "stycke", "stöd", "träde", "svar", "svin", "syfte", "symtom", "symptom", "system",
    "tecken", "tillfälle", "tillstånd", "tiotal", "torn", "torp", "tillägg", "tips", "träd",
    "tusental", "undantag", "universitet", "uppdrag", "utdrag", "utkast", "uttag", "vaccin",
    "varsel", "verk", "verktyg", "villkor", "virus", "vittne", "ägg", "äpple", "ärende", "öga",
    "öra", "överfall", "bolån", "kalas", "yrke", "slagsmål", "glas", "inlägg", "utlåtande",
];

/// Endings of derived neuter nouns, singular and plural.
const ENDINGS: &[&str] = &[
    "ande", "anden", "ende", "enden", "eri", "erier", "gram", "ium", "kilo", "ment", "tek", "um",
    "igt", "iskt", "sigt", "ligt",
];

/// Persons and other common-gender nouns that the endings above would catch.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "boende", "gående", "hund", "hand", "jord", "ordförande", "sökande", "resande", "ledamot",
    "studerande", "inneboende", "närstående", "anhörig",
];

/// Words that show that the number counts nothing.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "alltså", "att", "av", "blev", "blir", "både", "de", "den", "denna", "det", "detta", "dock",
    "då", "efter", "eftersom", "eller", "emot", "enligt", "från", "för", "före", "får", "fick",
    "gäller", "ger", "gick", "går", "han", "har", "hade", "hon", "hos", "i", "inför", "innan",
    "inte", "inom", "kan", "kom", "kommer", "kunde", "med", "medan", "mellan", "men", "mot", "nu",
    "när", "och", "om", "per", "på", "redan", "resp", "respektive", "samt", "se", "ska", "skall",
    "skulle", "som", "så", "sedan", "till", "tills", "under", "upp", "ut", "utan", "var", "vi",
    "via", "vid", "vill", "är", "åt", "än", "över", "procentenhet", "tusen", "hundra", "komma",
    "noll", "plus",
];

/// What a number names rather than counts when it follows: `lag 1`, `sidan 21`.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "alternativ", "artikel", "avsnitt", "bilaga", "buss", "del", "delar", "dörr", "enhet", "etapp",
    "fas", "figur", "fråga", "grad", "grupp", "hållplats", "kanal", "kapitel", "klass", "klockan",
    "kl", "lag", "linje", "länsväg", "nivå", "nr", "nummer", "paragraf", "plan", "plats",
    "portion", "punkt", "riksväg", "rum", "sal", "sid", "sida", "sidan", "spår", "steg", "system",
    "tabell", "terminal", "typ", "vecka", "version", "våning", "väg", "vägen", "zon", "årskurs",
    "åk",
];

/// The gender shown by the word after a number that ends at this place.
///
/// `start` is where the number begins: after `sidan` or `lag` it counts nothing.
pub(super) fn of_counted(start: Cursor<'_>, end: Cursor<'_>) -> Gender {
    match end.following_word() {
        Some("av") => of_group(end.over_space().next()),
        Some(word) if !start.follows(LABELS) => of_noun(word),
        _ => Gender::Neuter,
    }
}

/// `1 av 3 företag`: the gender of the group after `av`; people where it is not named.
fn of_group(after: Cursor<'_>) -> Gender {
    let number = after.over_space();
    match number.number().and(number.next().following_word()) {
        Some(word) if is_counted(word) => of_noun(word),
        _ => Gender::Common,
    }
}

/// The gender of a noun, written in lower case; other words count as neuter.
pub(super) fn of_noun(word: &str) -> Gender {
    let is_noun = word.len() > 1 && word.starts_with(char::is_lowercase);
    if !is_noun || FUNCTION_WORDS.contains(&word) {
        return Gender::Neuter;
    }
    if COMMON.iter().any(|noun| word.ends_with(noun)) {
        return Gender::Common;
    }
    let neuter = WORDS.contains(&word)
        || HEADS.iter().any(|head| ends_in_head(word, head))
        || ENDINGS.iter().any(|ending| word.ends_with(ending));
    if neuter {
        Gender::Neuter
    } else {
        Gender::Common
    }
}

/// Nouns and adjectives in the plural whose form does not show it.
#[rustfmt::skip]
const PLURALS: &[&str] = &[
    "anställda", "arbetslösa", "barn", "dagar", "döda", "extra", "flera", "fler", "gamla",
    "gånger", "hem", "hushåll", "hus", "inskrivna", "invånare", "jobb", "kronor", "kvinnor", "km",
    "kvadratmeter", "liter", "medlemmar", "meter", "mil", "miljarder", "miljoner", "män",
    "människor", "nya", "olika", "personer", "platser", "poäng", "procent", "skadade", "sökande",
    "ton", "träd", "unga", "utländska", "vuxna", "år", "åringar", "ägg", "äldre", "bästa",
    "största", "första", "sista", "svenska", "företag", "djur", "röster", "kilo", "fall", "får",
    "lägenheter", "exemplar", "besökare", "man", "st", "stycken", "ord", "tecken",
];

/// Verbs in the present that end as plurals do and often follow a year.
#[rustfmt::skip]
const VERBS: &[&str] = &[
    "ansöker", "anser", "arbetar", "avgår", "avslutas", "beslutar", "beslutade", "bildar",
    "bjuder", "blir", "bor", "bygger", "börjar", "dör", "efter", "eller", "faller", "fattar",
    "finner", "fortsätter", "fyller", "får", "föder", "följer", "före", "förlorar", "förväntar",
    "gifter", "ger", "gäller", "går", "gör", "hamnar", "handlar", "har", "heter", "hittar",
    "hoppas", "hör", "införs", "inför", "inleder", "innebär", "innehåller", "kallar", "kommer",
    "kostar", "kräver", "lanserar", "leder", "ligger", "lämnar", "menar", "minskar", "motsvarar",
    "når", "planerar", "presenterar", "påbörjar", "räknar", "samlar", "satsar", "sedermera", "ser",
    "skapar", "skriver", "slutar", "spelar", "startar", "stiger", "står", "säger", "söker",
    "sänder", "tar", "tillhör", "träder", "under", "utgör", "var", "vinner", "visar", "väljer",
    "väntar", "över", "är", "öppnar", "ökar", "öppnade", "tillträder", "återvänder", "flyttar",
    "utser",
];

/// True for a word that can be noun or adjective after a number.
pub(super) fn is_counted(word: &str) -> bool {
    word.len() > 1 && word.starts_with(char::is_lowercase) && !FUNCTION_WORDS.contains(&word)
}

/// True for what looks like a noun in the plural, which four digits count rather than date.
pub(super) fn is_plural(word: &str) -> bool {
    let ending = [
        "er", "or", "ar", "are", "arna", "erna", "orna", "arnas", "ers",
    ];
    is_counted(word)
        && !VERBS.contains(&word)
        && (PLURALS.contains(&word) || ending.iter().any(|ending| word.ends_with(ending)))
}

/// True where the word ends in the head, or in its plural in -n or -r.
fn ends_in_head(word: &str, head: &str) -> bool {
    let plural = word
        .strip_suffix('n')
        .filter(|stem| stem.ends_with(['a', 'e']));
    word.ends_with(head) || plural.is_some_and(|stem| stem.ends_with(head))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn genders() {
        #[rustfmt::skip]
        const NEUTER: &[&str] = &[
            "barn", "år", "hus", "sjukhus", "län", "äpple", "äpplen", "förslag", "museum", "av",
            "och", "hjärtan", "dokument", "sammanträde", "yttrande", "bibliotek", "rum", "nytt",
            "nämndemöten",
        ];
        #[rustfmt::skip]
        const COMMON: &[&str] = &[
            "krona", "vuxen", "kommun", "kommuner", "elev", "dag", "person", "jord", "studerande",
            "hand", "bil", "lag\u{E5}t", "vecka", "månad", "timme", "biljett",
        ];
        for word in NEUTER {
            assert_eq!(of_noun(word), Gender::Neuter, "{word}");
        }
        for word in COMMON {
            assert_eq!(of_noun(word), Gender::Common, "{word}");
        }
    }
}
