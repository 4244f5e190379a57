//! Names: places, people, parties, authorities, companies, and the foreign ones in the news.
//!
//! The tables in `names/` are written for Lyssna, from knowledge of the language: a spelling in the
//! model's letters, a tab, the IPA. They follow Central Swedish. Surnames of two stressed parts
//! (*Lindström*) have accent 2, as most Swedes say them, though accent 1 is also heard; those in
//! -son keep the accent of the first name in them.

use std::collections::HashMap;

use super::Pronunciation;
use super::letters::listed;

/// Names that hold in any spelling of theirs, capital or not.
const TABLES: [&str; 5] = [
    include_str!("names/places.tsv"),
    include_str!("names/first_names.tsv"),
    include_str!("names/surnames.tsv"),
    include_str!("names/organisations.tsv"),
    include_str!("names/world.tsv"),
];

/// Names that sound unlike a common word of the same letters: *Tom*, *Rom*, *Hans*.
const CAPITALISED: &str = include_str!("names/capitalised.tsv");

/// The names, ready to be searched by folded spelling; their IPA is read when one is found.
#[derive(Debug)]
pub(super) struct Names {
    any: HashMap<&'static str, &'static str>,
    capitalised: HashMap<&'static str, &'static str>,
}

impl Names {
    pub(super) fn new() -> Self {
        Self {
            any: TABLES.into_iter().flat_map(rows).collect(),
            capitalised: rows(CAPITALISED).collect(),
        }
    }

    /// The name that is spelt so; one that is also a common word only if written with a capital.
    pub(super) fn get(&self, letters: &str, capital: bool) -> Option<Pronunciation> {
        let capitalised = self.capitalised.get(letters).filter(|_| capital);
        let ipa = capitalised.or_else(|| self.any.get(letters))?;
        Some(listed(ipa))
    }

    /// Whether a name is told from a common word by its capital alone.
    pub(super) fn needs_capital(&self, letters: &str) -> bool {
        self.capitalised.contains_key(letters)
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use std::collections::{HashMap, HashSet};

    use super::*;
    use crate::phonemes::lexicon::Lexicon;
    use crate::phonemes::{Accent, Stress, spelling};

    /// Every municipality with its county, in the order of the counties' codes (SCB, 2025).
    const MUNICIPALITIES: &str = include_str!("names/municipalities.tsv");

    const COUNTIES: [(&str, usize); 21] = [
        ("Stockholm", 26),
        ("Uppsala", 8),
        ("Södermanland", 9),
        ("Östergötland", 13),
        ("Jönköping", 13),
        ("Kronoberg", 8),
        ("Kalmar", 12),
        ("Gotland", 1),
        ("Blekinge", 5),
        ("Skåne", 33),
        ("Halland", 6),
        ("Västra Götaland", 49),
        ("Värmland", 16),
        ("Örebro", 12),
        ("Västmanland", 10),
        ("Dalarna", 15),
        ("Gävleborg", 10),
        ("Västernorrland", 7),
        ("Jämtland", 8),
        ("Västerbotten", 15),
        ("Norrbotten", 14),
    ];

    const PROVINCES: &str = "Blekinge Bohuslän Dalarna Dalsland Gotland Gästrikland Halland \
        Hälsingland Härjedalen Jämtland Lappland Medelpad Norrbotten Närke Skåne Småland \
        Södermanland Uppland Värmland Västerbotten Västergötland Västmanland Ångermanland Öland \
        Östergötland";

    fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
        TABLES.into_iter().chain([CAPITALISED]).flat_map(rows)
    }

    /// The words of a name that no table has.
    fn missing<'a>(names: &Names, name: &'a str) -> Vec<&'a str> {
        name.split([' ', '-'])
            .filter(|part| names.get(&spelling::fold(part), true).is_none())
            .collect()
    }

    #[test]
    fn every_line_is_a_spelling_and_its_ipa() {
        for table in TABLES.into_iter().chain([CAPITALISED]) {
            assert_eq!(table.lines().count(), rows(table).count());
            for (word, ipa) in rows(table) {
                assert_eq!(spelling::fold(word), word);
                let said: Pronunciation = ipa.parse().expect(word);
                assert_eq!(said.ipa(), ipa, "{word}");
            }
        }
    }

    #[test]
    fn lines_are_sorted_and_no_word_has_two() {
        for table in TABLES.into_iter().chain([CAPITALISED]) {
            let words: Vec<&str> = rows(table).map(|(word, _)| word).collect();
            assert!(words.is_sorted());
        }
        let lexicon = Lexicon::new();
        let mut seen = HashSet::new();
        for (word, _) in all() {
            assert!(seen.insert(word), "{word} stands twice");
        }
        for (word, _) in TABLES.into_iter().flat_map(rows) {
            assert!(lexicon.get(word).is_none(), "{word} is in the lexicon");
        }
    }

    #[test]
    fn stress_accent_and_length_agree() {
        for (word, ipa) in all() {
            let said = listed(ipa);
            let phones = &said.phones;
            let count = |stress| phones.iter().filter(|p| p.stress == stress).count();
            assert_eq!(count(Stress::Primary), 1, "{word} {ipa}");
            assert!(count(Stress::Secondary) <= 1, "{word} {ipa}");
            let vowels = phones.iter().filter(|p| p.is_vowel()).count();
            assert!(said.accent == Accent::Acute || vowels > 1, "{word} {ipa}");
            let at = said.stressed().expect("one stress");
            let closed = phones.get(at + 1).is_some_and(|p| p.long || p.is_vowel());
            assert!(phones[at].long || closed, "{word} {ipa}");
        }
    }

    #[test]
    fn every_municipality_county_and_province_has_a_name() {
        let names = Names::new();
        let mut counties: HashMap<&str, usize> = HashMap::new();
        for (municipality, county) in rows(MUNICIPALITIES) {
            assert!(missing(&names, municipality).is_empty(), "{municipality}");
            *counties.entry(county).or_default() += 1;
        }
        assert_eq!(counties, HashMap::from(COUNTIES));
        assert_eq!(counties.values().sum::<usize>(), 290);
        for (county, _) in COUNTIES {
            assert!(missing(&names, county).is_empty(), "{county}");
        }
        assert_eq!(PROVINCES.split(' ').count(), 25);
        assert_eq!(missing(&names, PROVINCES), [""; 0]);
    }

    #[test]
    fn the_tables_are_as_long_as_promised() {
        let counts = TABLES.map(|table| rows(table).count());
        let least = [600, 500, 500, 150, 500];
        assert!(
            counts
                .iter()
                .zip(least)
                .all(|(&count, least)| count >= least),
            "{counts:?}"
        );
    }

    #[test]
    fn a_capital_tells_a_name_from_a_word() {
        let names = Names::new();
        let cases = [
            ("göteborg", false, Some("jøtəˈbɔrːj")),
            ("sten", false, Some("ˈsteːn")),
            ("tom", true, Some("ˈtɔmː")),
            ("tom", false, None),
            ("hund", true, None),
            ("", true, None),
        ];
        for (letters, capital, expected) in cases {
            let said = names.get(letters, capital).map(|name| name.ipa());
            assert_eq!(said.as_deref(), expected, "{letters}");
        }
        assert!(names.needs_capital("hans"));
        assert!(!names.needs_capital("sten"));
    }
}
