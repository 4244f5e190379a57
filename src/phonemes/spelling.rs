//! From any text to the letters that the model knows.

/// Letters outside Swedish, each followed by what stands for it.
const FOLDED: [(&str, &str); 21] = [
    ("àáâãāăą", "a"),
    ("æ", "ä"),
    ("çćč", "c"),
    ("ďđð", "d"),
    ("èêëēėęě", "e"),
    ("ğģ", "g"),
    ("ìíîïīįı", "i"),
    ("ķ", "k"),
    ("ļľł", "l"),
    ("ñńņň", "n"),
    ("òóôõō", "o"),
    ("øœő", "ö"),
    ("ŕř", "r"),
    ("śşș", "s"),
    ("š", "sj"),
    ("ß", "ss"),
    ("ťțþ", "t"),
    ("ùúûūůų", "u"),
    ("ű", "ü"),
    ("ýÿ", "y"),
    ("źżž", "z"),
];

/// Cyrillic, in the transcription of Swedish newspapers, and Greek.
const TRANSCRIBED: [(&str, &str); 54] = [
    ("аαά", "a"),
    ("б", "b"),
    ("вβ", "v"),
    ("гґγ", "g"),
    ("дδ", "d"),
    ("е", "je"),
    ("эєεέ", "e"),
    ("ё", "jo"),
    ("ж", "zj"),
    ("зζ", "z"),
    ("и", "i"),
    ("ії", "i"),
    ("й", "j"),
    ("ιηίήϊ", "i"),
    ("кκ", "k"),
    ("лλ", "l"),
    ("мμ", "m"),
    ("нν", "n"),
    ("оοωόώ", "o"),
    ("пπ", "p"),
    ("рρ", "r"),
    ("с", "s"),
    ("σς", "s"),
    ("тτ", "t"),
    ("у", "u"),
    ("υύ", "y"),
    ("ф", "f"),
    ("φ", "f"),
    ("х", "ch"),
    ("χ", "ch"),
    ("ц", "ts"),
    ("ч", "tj"),
    ("ш", "sj"),
    ("щ", "sjtj"),
    ("ы", "y"),
    ("ю", "ju"),
    ("я", "ja"),
    ("θ", "t"),
    ("ξ", "x"),
    ("ψ", "ps"),
    ("ј", "j"),
    ("љ", "lj"),
    ("њ", "nj"),
    ("ћ", "tj"),
    ("ђ", "dj"),
    ("џ", "dj"),
    ("ў", "u"),
    ("қ", "k"),
    ("ө", "ö"),
    ("ү", "y"),
    ("ң", "ng"),
    ("һ", "h"),
    ("ғ", "g"),
    ("ә", "ä"),
];

/// What is read of an endless word, in bytes: it bounds the time that a word can take.
const MOST: usize = 1000;

/// The parts of a word that has joints, such as *e-post*; at most its first [`MOST`] bytes.
pub(super) fn parts(text: &str) -> Vec<&str> {
    text[..text.floor_char_boundary(MOST)]
        .split(['-', '\u{2010}', '\u{2011}', '–', ' ', '.', '/', '&'])
        .filter(|part| !part.is_empty())
        .collect()
}

/// Whether a part of a word is said by its letters: two or three capitals, as in *EU-medlem*.
pub(super) fn is_acronym(part: &str) -> bool {
    (2..=3).contains(&part.chars().count()) && part.chars().all(char::is_uppercase)
}

/// The word in lower-case letters of the model.
///
/// Signs that have no sound are left out, so the result of an emoji is empty.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars().flat_map(char::to_lowercase) {
        match sign {
            'a'..='z' | 'å' | 'ä' | 'ö' | 'é' | 'ü' => out.push(sign),
            '\u{300}'..='\u{36f}' => combine(&mut out, sign),
            _ => out.push_str(stand_in(sign)),
        }
    }
    out
}

/// Joins a combining mark to the letter before it, where that gives a letter of the model.
fn combine(out: &mut String, mark: char) {
    let joined = match (out.chars().next_back(), mark) {
        (Some('a'), '\u{30a}') => 'å',
        (Some('a'), '\u{308}') => 'ä',
        (Some('o'), '\u{308}') => 'ö',
        (Some('u'), '\u{308}') => 'ü',
        (Some('e'), '\u{301}') => 'é',
        _ => return,
    };
    out.pop();
    out.push(joined);
}

fn stand_in(sign: char) -> &'static str {
    FOLDED
        .iter()
        .chain(&TRANSCRIBED)
        .find(|(signs, _)| signs.contains(sign))
        .map_or("", |(_, letters)| letters)
}

/// Whether a Swede reads this letter as a vowel.
pub(super) fn is_vowel(letter: char) -> bool {
    "aeiouyåäöéü".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_to_letters() {
        let cases = [
            ("Västerbotten", "västerbotten"),
            ("A\u{30a}re", "åre"),
            ("ide\u{301}", "idé"),
            ("Tromsø", "tromsö"),
            ("Škoda", "sjkoda"),
            ("Dvořák", "dvorak"),
            ("D’Artagnan", "dartagnan"),
            ("👩‍🚀", ""),
            ("漢字", ""),
            ("Москва", "moskva"),
            ("Αθήνα", "atina"),
            ("İzmir", "izmir"),
            ("R2", "r"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected, "{text}");
        }
    }

    #[test]
    fn words_come_apart_at_their_joints() {
        let cases: [(&str, &[&str]); 5] = [
            ("hus", &["hus"]),
            ("p-piller", &["p", "piller"]),
            ("sol–och–vår", &["sol", "och", "vår"]),
            ("jätte-", &["jätte"]),
            ("--", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected);
        }
        assert_eq!(parts(&"ö".repeat(9_999))[0].len(), MOST);
    }

    #[test]
    fn short_capitals_are_letters() {
        for (part, expected) in [
            ("EU", true),
            ("SVT", true),
            ("NATO", false),
            ("Eu", false),
            ("B", false),
        ] {
            assert_eq!(is_acronym(part), expected, "{part}");
        }
    }
}
