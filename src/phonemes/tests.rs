//! Words and phrases through the whole of letter-to-sound, with the model that ships.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::*;

const MODEL: &[u8] = include_bytes!("../../voices/models/g2p.bin");

/// Words that the model is measured on, transcribed by hand; none is in the exceptions.
const WORDS: &str = include_str!("words.tsv");

/// Words that listeners to speech synthesis complain about, transcribed by hand.
const COMPLAINTS: &str = include_str!("complaints.tsv");

/// Compounds, transcribed by hand.
const COMPOUNDS: &str = include_str!("compounds.tsv");

/// The share of [`WORDS`] that must be right: what the shipped model reaches, less three words.
const FLOOR: f64 = 0.95;

/// The same of [`COMPOUNDS`], in which any weak e will do.
const COMPOUNDS_FLOOR: f64 = 0.97;

fn phonemes() -> Phonemes {
    Phonemes::new(MODEL).expect("the shipped model")
}

fn word(text: &str) -> Word {
    Word::new(text)
}

/// Words apart by spaces; one in capitals is a run of letters, perhaps with an ending.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    for part in text.split(' ') {
        let (acronym, _) = part.split_once(':').unwrap_or((part, ""));
        if acronym.len() < 2 || acronym.chars().any(char::is_lowercase) {
            words.push(word(part));
            continue;
        }
        let last = acronym.len() - 1;
        words.extend(acronym.char_indices().map(|(at, letter)| {
            Word::letter(if at == last {
                part[last..].to_owned()
            } else {
                letter.to_string()
            })
        }));
    }
    words
}

fn said(phonemes: &Phonemes, text: &str) -> String {
    let phrase = phonemes.phrase(&words(text), Style::Neutral);
    phrase
        .iter()
        .map(Pronunciation::ipa)
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a listener would call right or wrong: phones, vowel length, main stress, accent.
fn essence(word: &Pronunciation) -> (Vec<(Symbol, bool)>, Option<usize>, Accent) {
    let phones = word
        .phones
        .iter()
        .map(|phone| (phone.symbol, phone.long && phone.is_vowel()))
        .collect();
    (phones, word.stressed(), word.accent)
}

/// The share of the lines of a table that are said as it has them, and the others.
fn right<E: PartialEq>(table: &str, essence: impl Fn(&Pronunciation) -> E) -> (f64, String) {
    let phonemes = phonemes();
    let mut wrong = Vec::new();
    for line in table.lines() {
        let (text, ipa) = line.split_once('\t').expect(line);
        let gold: Pronunciation = ipa.parse().expect(line);
        assert!(phonemes.lexicon.get(text).is_none(), "{text} is listed");
        let got = phonemes.word(&word(text));
        if essence(&got) != essence(&gold) {
            wrong.push(format!("{text}: {} for {ipa}", got.ipa()));
        }
    }
    let share = 1.0 - wrong.len() as f64 / table.lines().count() as f64;
    (share, wrong.join("\n"))
}

#[test]
fn most_words_are_right() {
    let (share, wrong) = right(WORDS, essence);
    assert!(share >= FLOOR, "{share:.3} right; wrong:\n{wrong}");
}

#[test]
fn nearly_all_compounds_are_right() {
    let (share, wrong) = right(COMPOUNDS, |word| {
        let (mut phones, main, accent) = essence(word);
        for (symbol, _) in &mut phones {
            if *symbol == Symbol::Schwa {
                *symbol = Symbol::Epsilon;
            }
        }
        let secondary = word
            .phones
            .iter()
            .position(|p| p.stress == Stress::Secondary);
        (phones, main, accent, secondary)
    });
    assert!(
        share >= COMPOUNDS_FLOOR,
        "{share:.3} right; wrong:\n{wrong}"
    );
}

#[test]
fn words_that_listeners_complain_about_are_right() {
    let phonemes = phonemes();
    for line in COMPLAINTS.lines() {
        let (text, ipa) = line.split_once('\t').expect(line);
        let gold: Pronunciation = ipa.parse().expect(line);
        let got = phonemes.word(&word(text));
        assert_eq!(essence(&got), essence(&gold), "{text}: {}", got.ipa());
    }
}

#[test]
fn listed_words_are_said_as_listed() {
    let phonemes = phonemes();
    let cases = [
        ("och", "ˈɔkː"),
        ("Göteborg", "jøtəˈbɔrːj"),
        ("Göteborgs", "jøtəˈbɔrːjs"),
        ("Lars", "ˈlɑːʂ"),
        ("Kalmars", "ˈkalːmaʂ"),
        ("Växjö", "²ˈvɛkːɧøː"),
        ("UMEÅ", "²ˈʉːməˌoː"),
        ("A\u{30a}r", "ˈoːr"),
        ("Tom", "ˈtɔmː"),
        ("Toms", "ˈtɔmːs"),
        ("Hans", "ˈhɑːns"),
        ("hans", "ˈhanːs"),
        ("Upplands-Bro", "ɵplandsˈbruː"),
        ("Jean-Pierre", "²ˈɧaŋːˌpjæːr"),
    ];
    for (text, expected) in cases {
        assert_eq!(phonemes.word(&word(text)).ipa(), expected, "{text}");
    }
}

#[test]
fn words_with_joints_are_compounds() {
    let phonemes = phonemes();
    let cases = [
        ("e-post", "²ˈeːˌpɔsːt"),
        ("p-bot", "²ˈpeːˌbuːt"),
        ("TV-hus", "²ˈteːveːˌhʉːs"),
        ("Malmö-", "²ˈmalːmøː"),
    ];
    for (text, expected) in cases {
        assert_eq!(phonemes.word(&word(text)).ipa(), expected, "{text}");
    }
}

#[test]
fn phrases_reduce_melt_and_spell() {
    let phonemes = phonemes();
    let cases = [
        ("du och jag", "dʉ ɔ ja"),
        ("och", "ˈɔkː"),
        ("har du", "ha ɖʉ"),
        ("de är här", "dɔm ær ˈhæːr"),
        ("för stora barn", "fœ ²ˈʂʈuːra ˈbɑːɳ"),
        ("SVT", "ˌɛsː ˌveː ˈteː"),
        ("SKR:s", "ˌɛsː ˌkoː ˈærːs"),
        ("TV", "²ˈteː ˌveː"),
        ("Hans barn", "hans ˈbɑːɳ"),
        ("Hans Andersson", "ˈhɑːns ˈanːdəˌʂɔn"),
        ("det är Hans", "de ær ˈhɑːns"),
        ("det är hans", "de ær hans"),
    ];
    for (text, expected) in cases {
        assert_eq!(said(&phonemes, text), expected, "{text}");
    }
}

#[test]
fn homographs_are_told_apart_by_their_neighbours() {
    let phonemes = phonemes();
    let cases = [
        ("det tredje kön", 2, "ˈɕøːn"),
        ("stod i kön", 2, "ˈkøːn"),
        ("en gul banan", 2, "baˈnɑːn"),
        ("bilar på banan", 2, "²ˈbɑːnan"),
        ("en enkel formel", 2, "ˈfɔrːməl"),
        ("rent formel kritik", 1, "fɔrˈmɛlː"),
        ("anden i dammen", 0, "ˈanːdən"),
        ("den helige anden", 2, "²ˈanːdən"),
        ("huset på tomten", 2, "ˈtɔmːtən"),
        ("tomten med julklappar", 0, "²ˈtɔmːtən"),
        ("fågeln i buren", 2, "ˈbʉːrən"),
        ("hon blev buren ut", 2, "²ˈbʉːrən"),
        ("de facto", 0, "ˈdeː"),
        ("Charles de Gaulle", 1, "ˈdeː"),
        ("de sjunger", 0, "dɔm"),
        ("en gammal man", 2, "ˈmanː"),
        ("man sjunger", 0, "man"),
        ("modern sade nej", 0, "ˈmuːdəɳ"),
        ("en modern skola", 1, "mʊˈdæːɳ"),
        ("planet landade", 0, "ˈplɑːnət"),
        ("en okänd planet", 2, "plaˈneːt"),
        ("betalade med kort", 2, "ˈkʊʈː"),
        ("gick i borgen för", 2, "²ˈbɔrːjən"),
        ("gick i mål", 1, "i"),
        ("var ligger skolan", 0, "ˈvɑː"),
        ("mitt i natten", 0, "ˈmɪtː"),
    ];
    for (text, at, expected) in cases {
        let phrase = phonemes.phrase(&words(text), Style::Neutral);
        assert_eq!(phrase[at].ipa(), expected, "{text}");
    }
}

#[test]
fn words_that_a_hyphen_joins_are_stressed_as_one() {
    let phonemes = phonemes();
    let cases = [
        ("e-post", "²ˈeː ˌpɔsːt"),
        ("p-piller", "²ˈpeː ˌpɪlːər"),
        ("IT-stöd", "²ˈiː teː ˌstøːd"),
        ("SVT-chefen", "ɛsː veː ²ˈteː ˌɧeːfən"),
        ("sommar- och vintertid", "²ˈsɔmːar ɔ ²ˈvɪnːtəˌʈiːd"),
        ("kanon- och", "ka²ˈnuːn ɔ"),
    ];
    for (text, expected) in cases {
        let tokens = crate::text::sentences(text)
            .into_iter()
            .flat_map(|s| s.tokens);
        let words: Vec<Word> = tokens.flat_map(|token| token.words).collect();
        let said: Vec<_> = phonemes
            .phrase(&words, Style::Neutral)
            .iter()
            .map(Pronunciation::ipa)
            .collect();
        assert_eq!(said.join(" "), expected, "{text}");
    }
}

#[test]
fn english_is_read_where_it_is_marked() {
    let phonemes = phonemes();
    let english = |text: &str| Word {
        saying: Saying::English,
        ..Word::new(text)
    };
    assert_eq!(phonemes.word(&english("nice")).ipa(), "ˈnajːs");
    assert_eq!(
        phonemes.word(&english("Årsta")),
        phonemes.word(&word("Årsta"))
    );
}

#[test]
fn short_words_keep_their_sounds_in_their_forms() {
    let phonemes = phonemes();
    for (text, expected) in [("chanser", "ɧaŋːsər"), ("chansen", "ɧaŋːsən")] {
        let said = phonemes.word(&word(text)).ipa();
        assert_eq!(said.trim_start_matches(['²', 'ˈ']), expected, "{text}");
    }
}

#[test]
fn a_phrase_is_said_in_the_style_asked_for() {
    let phonemes = phonemes();
    let cases = [
        (Style::Clear, "har dʉ ˈsɛtː ɔk ˈhœʈː det"),
        (Style::Neutral, "ha ɖʉ ˈsɛtː ɔ ˈhœʈː de"),
        (Style::Casual, "har ʉ ˈsɛtː ɔ ˈhœʈː de"),
    ];
    for (style, expected) in cases {
        let said = phonemes.phrase(&words("har du sett och hört det"), style);
        let said: Vec<_> = said.iter().map(Pronunciation::ipa).collect();
        assert_eq!(said.join(" "), expected, "{style:?}");
    }
}

#[test]
fn function_words_carry_their_mark_in_phrases_only() {
    let phonemes = phonemes();
    let marks: Vec<bool> = phonemes
        .phrase(&words("jag ser dig"), Style::Neutral)
        .iter()
        .map(|word| word.function)
        .collect();
    assert_eq!(marks, [true, false, true]);
    assert!(!phonemes.word(&word("jag")).function);
}

#[test]
fn strange_words_are_survived() {
    let phonemes = phonemes();
    let long = "överraskning".repeat(900);
    let cases = [
        ("", 0..=0),
        (" ", 0..=0),
        ("👩‍🚀", 0..=0),
        ("漢字", 0..=0),
        ("\u{300}\u{301}", 0..=0),
        ("-", 0..=0),
        ("Москва", 5..=7),
        ("brrr", 1..=20),
        ("hm", 2..=6),
        (long.as_str(), 500..=1_000),
    ];
    for (text, phones) in cases {
        for word in [Word::new(text), Word::letter(text)] {
            let start: String = text.chars().take(12).collect();
            let count = phonemes.word(&word).phones.len();
            assert!(phones.contains(&count), "{start}: {count}");
        }
    }
}

#[test]
fn one_main_stress_a_word() {
    let phonemes = phonemes();
    for line in WORDS.lines() {
        let (text, _) = line.split_once('\t').expect(line);
        let word = phonemes.word(&word(text));
        let main = word.phones.iter().filter(|p| p.stress == Stress::Primary);
        assert_eq!(main.count(), 1, "{text}");
        assert!(
            word.phones
                .iter()
                .all(|p| p.is_vowel() || p.stress == Stress::None)
        );
    }
}

proptest! {
    #[test]
    fn any_phrase_is_sound(texts in prop::collection::vec((".{0,12}", 0..4), 0..5)) {
        static PHONEMES: LazyLock<Phonemes> = LazyLock::new(phonemes);
        let words: Vec<Word> = texts.into_iter().map(|(text, saying)| Word {
            joint: if text.len() % 3 == 0 { Joint::Before } else { Joint::None },
            saying: match saying {
                0 => Saying::Swedish,
                1 => Saying::Letter,
                2 => Saying::English,
                _ => Saying::Ipa(text.clone()),
            },
            text,
        }).collect();
        let said = PHONEMES.phrase(&words, Style::Neutral);
        prop_assert_eq!(said.len(), words.len());
        for word in said {
            let main = word.phones.iter().filter(|p| p.stress == Stress::Primary).count();
            let vowels = word.phones.iter().filter(|p| p.is_vowel()).count();
            prop_assert!(main <= 1 && main <= vowels);
            prop_assert_eq!(word.ipa().parse(), Ok(Pronunciation { function: false, ..word }));
        }
    }
}

#[test]
fn damaged_models_are_refused() {
    let mut newer = MODEL.to_vec();
    newer[4] = 9;
    let mut changed = MODEL.to_vec();
    changed[MODEL.len() / 2] ^= 1;
    let cases = [
        (&b""[..], ModelError::Magic),
        (b"LG2", ModelError::Magic),
        (b"RIFF0000", ModelError::Magic),
        (b"LG2P", ModelError::Checksum),
        (&newer, ModelError::Version(9)),
        (&changed, ModelError::Checksum),
        (&MODEL[..MODEL.len() - 1], ModelError::Checksum),
    ];
    for (bytes, error) in cases {
        assert_eq!(Phonemes::new(bytes).err(), Some(error));
    }
}

#[test]
fn models_of_bad_content_are_refused() {
    let longer = [&MODEL[14..], &[0]].concat();
    let cases = [
        (&MODEL[14..MODEL.len() - 1], "memory"),
        (&longer, "length"),
        (&MODEL[14..20], "length"),
    ];
    for (content, what) in cases {
        let hash = content.iter().fold(0xcbf2_9ce4_8422_2325, |hash, &byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let file = [&MODEL[..6], &u64::to_le_bytes(hash), content].concat();
        assert_eq!(
            Phonemes::new(&file).err(),
            Some(ModelError::Content(what)),
            "{} bytes",
            content.len()
        );
    }
}
