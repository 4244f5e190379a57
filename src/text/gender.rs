//! The gender of the noun that a number counts: `en krona`, `ett barn`.
//!
//! In the singular common gender is the default, and neuter is known by the word, the
//! head of a compound, or its ending; in the plural most neuter nouns lack an ending.

use super::lexeme::Cursor;
use super::nouns::{
    COMMON, COMMON_PLURALS, COMMON_WORDS, ENDINGS, HEADS, HOMES, NEUTER_PLURALS, SAME_PLURALS,
    WORDS,
};
use super::numerals::Gender;

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

/// Elements of a word with hyphens that are looked at.
const MOST_ELEMENTS: usize = 4;

/// Endings of adjectives before a neuter noun, which no noun in common gender has.
#[rustfmt::skip]
const ADJECTIVES: &[&str] = &[
    "bart", "ellt", "enskilt", "fritt", "fullt", "gammalt", "italt", "ivt", "kalt", "litet",
    "löst", "malt", "onalt", "ralt", "rött", "samt", "skt", "svart", "vackert", "vitt", "ångt",
    "öppet",
];

/// Words between a number and its noun that are passed over.
const MOST_ADJECTIVES: usize = 3;

/// What a number names rather than counts when it follows: `lag 1`, `sidan 21`.
#[rustfmt::skip]
pub(super) const LABELS: &[&str] = &[
    "alternativ", "akt", "artikel", "avfart", "avsnitt", "bilaga", "bild", "block", "buss", "dag", "del", "delar", "dörr", "enhet", "etapp",
    "fas", "figur", "formel", "fråga", "grad", "grupp", "hållplats", "heat", "kanal", "kategori", "kapitel", "klass", "klockan", "kolumn",
    "kl", "lag", "lektion", "linje", "länsväg", "match", "modul", "nivå", "nr", "nummer", "paragraf", "plan", "plats",
    "portion", "post", "omgång", "prio", "punkt", "riksväg", "rum", "sal", "sid", "sida", "sidan", "skift", "säsong", "spår", "steg", "system",
    "tabell", "terminal", "typ", "vecka", "version", "våning", "väg", "vägen", "zon", "årskurs",
    "åk",
];

/// The gender shown by what follows a number, which is one or ends in it.
///
/// `start` is where the number begins: after `sidan` or `lag` it counts nothing.
pub(super) fn of_counted(start: Cursor<'_>, end: Cursor<'_>, one: bool) -> Gender {
    let Some(word) = end.following_word() else {
        return Gender::Neuter;
    };
    let noun = end.next();
    match word {
        _ if start.follows(LABELS) => Gender::Neuter,
        "av" => of_group(noun.next()),
        "eller" | "till" | "och" => of_series(noun.next()),
        _ if !is_counted(word) => of_hyphenated(noun),
        _ if one => of_one(noun, word),
        _ => of_many(noun, word),
    }
}

/// What is counted may begin with a capital where a hyphen follows: `1 EU-land`.
fn of_hyphenated(noun: Cursor<'_>) -> Gender {
    let head = head(noun);
    match head.word() {
        Some(word) if head.at > noun.at => of_noun(word),
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

/// `1 eller 2 veckor`: the gender of what the second number counts.
fn of_series(after: Cursor<'_>) -> Gender {
    let number = after.over_space();
    match number.number().and(number.next().following_word()) {
        Some(word) if is_counted(word) => of_many(number.next().next(), word),
        _ => Gender::Neuter,
    }
}

/// One of something: the noun, or an adjective with its ending and the noun.
fn of_one(noun: Cursor<'_>, word: &str) -> Gender {
    let gender = of_noun(head(noun).word().unwrap_or(word));
    let ends_in_t = word.ends_with('t') && gender == Gender::Common;
    let adjective = ADJECTIVES.iter().any(|ending| word.ends_with(ending));
    match noun.next().following_word() {
        Some(next) if ends_in_t && is_known_neuter(next) => Gender::Neuter,
        Some(next) if adjective && is_counted(next) => Gender::Neuter,
        _ => gender,
    }
}

/// Twenty-one of something: adverbs and adjectives in the plural, and the noun.
fn of_many(noun: Cursor<'_>, word: &str) -> Gender {
    let (mut noun, mut word) = (noun, word);
    for _ in 0..MOST_ADJECTIVES {
        let adjective = word.ends_with(['a', 'e', 't']) && !is_known_neuter(word);
        match noun.next().following_word() {
            Some(next) if adjective && is_counted(next) => word = next,
            _ => break,
        }
        noun = noun.next().next();
    }
    of_plural(head(noun).word().unwrap_or(word))
}

/// The last element of a word with hyphens.
fn head(noun: Cursor<'_>) -> Cursor<'_> {
    let mut last = noun;
    for _ in 0..MOST_ELEMENTS {
        match last.next().over(&['-']) {
            Some(next) if next.word().is_some() => last = next,
            _ => break,
        }
    }
    last
}

/// The gender of a noun, written in lower case; other words count as neuter.
pub(super) fn of_noun(word: &str) -> Gender {
    if !is_counted(word) || is_known_neuter(word) {
        Gender::Neuter
    } else {
        Gender::Common
    }
}

/// The gender of a noun in the plural, which its ending tells better than the word.
fn of_plural(word: &str) -> Gender {
    let like = |list: &[&str]| list.iter().any(|ending| word.ends_with(ending));
    if like(COMMON_PLURALS) || like(SAME_PLURALS) || like(COMMON) {
        return Gender::Common;
    }
    if like(NEUTER_PLURALS) || is_known_neuter(word) || VERBS.contains(&word) {
        return Gender::Neuter;
    }
    if is_counted(word) && (word.ends_with('r') || word.ends_with('s')) {
        Gender::Common
    } else {
        Gender::Neuter
    }
}

/// True for a neuter noun by the lists, in any form without an article.
fn is_known_neuter(word: &str) -> bool {
    let word = word
        .strip_suffix('s')
        .filter(|_| !is_listed(word))
        .unwrap_or(word);
    let stem = word
        .strip_suffix('n')
        .filter(|stem| stem.ends_with(['a', 'e', 'o', 'i']))
        .unwrap_or(word);
    is_listed(stem) || is_listed(word)
}

fn is_listed(word: &str) -> bool {
    let ends = |list: &[&str]| list.iter().any(|ending| word.ends_with(ending));
    let common = COMMON_WORDS.contains(&word) || ends(COMMON) && !ends(HOMES);
    let heads = || {
        let mut tails = word.char_indices().map(|(at, _)| &word[at..]);
        tails.any(|tail| HEADS.binary_search(&tail).is_ok())
    };
    !common && (WORDS.contains(&word) || heads() || ends(ENDINGS))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heads_are_sorted_for_the_search() {
        assert!(HEADS.is_sorted());
    }

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
