//! Sentences, their tokens, and what must hold for any text.

use super::*;
use proptest::prelude::*;

fn sources(text: &str) -> Vec<&str> {
    sentences(text)
        .into_iter()
        .map(|sentence| &text[sentence.source])
        .collect()
}

#[test]
fn boundaries() {
    const CASES: &[(&str, &[&str])] = &[
        ("Hej. Hej då!", &["Hej.", "Hej då!"]),
        (
            "Det gäller t.ex. barn. De är små.",
            &["Det gäller t.ex. barn.", "De är små."],
        ),
        (
            "Barn, unga m.fl. Sedan vuxna.",
            &["Barn, unga m.fl.", "Sedan vuxna."],
        ),
        (
            "Barn, unga m.fl. i staden.",
            &["Barn, unga m.fl. i staden."],
        ),
        (
            "J. R. R. Tolkien skrev. Han dog.",
            &["J. R. R. Tolkien skrev.", "Han dog."],
        ),
        (
            "Han åt C-vitamin. Vitamin C. Det hjälpte.",
            &["Han åt C-vitamin.", "Vitamin C.", "Det hjälpte."],
        ),
        (
            "Den 3. maj kl. 20.00 stänger vi.",
            &["Den 3. maj kl. 20.00 stänger vi."],
        ),
        (
            "Det kostar 1.500 kr. Det är 2,5 % mer.",
            &["Det kostar 1.500 kr.", "Det är 2,5 % mer."],
        ),
        (
            "1. Öppna dörren. 2. Gå in.",
            &["1. Öppna dörren.", "2. Gå in."],
        ),
        (
            "Jag vet inte … kanske. Eller?",
            &["Jag vet inte … kanske.", "Eller?"],
        ),
        ("Vänta... Nu!", &["Vänta...", "Nu!"]),
        (
            "”Kom hit!” sa hon. ”Nej.”",
            &["”Kom hit!” sa hon.", "”Nej.”"],
        ),
        (
            "– Vi hittade kläder, säger hon. – Var?",
            &["– Vi hittade kläder, säger hon.", "– Var?"],
        ),
        ("–Efter det gick vi. –Ja.", &["–Efter det gick vi.", "–Ja."]),
        (
            "(Se sid. 4.) Sedan kom vi.",
            &["(Se sid. 4.)", "Sedan kom vi."],
        ),
        (
            "Priset: 12 kr. 12 personer kom.",
            &["Priset: 12 kr.", "12 personer kom."],
        ),
        (
            "Vi mötte prof. Lind i St. Ives. Sedan dr. Ek.",
            &["Vi mötte prof. Lind i St. Ives.", "Sedan dr. Ek."],
        ),
        ("Vad? sa han.", &["Vad? sa han."]),
        ("Rubrik utan punkt", &["Rubrik utan punkt"]),
        ("Rubrik\n\nText", &["Rubrik", "Text"]),
        ("Vi kom hem.Det regnade.", &["Vi kom hem.", "Det regnade."]),
        ("Läs på umea.se. Hej.", &["Läs på umea.se.", "Hej."]),
        ("Han mötte S. Berg i dag.", &["Han mötte S. Berg i dag."]),
        ("Kom hit!! Nu!? Ja.", &["Kom hit!!", "Nu!?", "Ja."]),
        ("...", &[]),
        ("§ & %", &[]),
        ("😀 Hej 😀", &["Hej"]),
        ("", &[]),
    ];
    for (text, expected) in CASES {
        let expected: Vec<&str> = expected
            .iter()
            .map(|sentence| sentence.trim_start_matches(['–', ' ']))
            .collect();
        assert_eq!(sources(text), expected, "{text}");
    }
}

#[test]
fn moods() {
    const CASES: &[(&str, Mood)] = &[
        ("Hej.", Mood::Statement),
        ("Hej", Mood::Statement),
        ("Kommer du?", Mood::Question),
        ("”Kommer du?”", Mood::Question),
        ("Kom!", Mood::Exclamation),
        ("Kom!?", Mood::Question),
    ];
    for (text, mood) in CASES {
        assert_eq!(sentences(text)[0].mood, *mood, "{text}");
    }
}

#[test]
fn tokens_keep_their_source() {
    const CASES: &[(&str, &[(&str, &str)])] = &[
        ("12 kr", &[("12", "tolv"), ("kr", "kronor")]),
        ("$15", &[("$15", "femton dollar")]),
        (
            "3 kap. 2 § lagen",
            &[
                ("3 kap.", "kapitel tre"),
                ("2 §", "paragraf två"),
                ("lagen", "lagen"),
            ],
        ),
        (
            "5–7 %",
            &[("5", "fem"), ("–", "till"), ("7", "sju"), ("%", "procent")],
        ),
        ("SKR:s", &[("SKR:s", "S K R:s")]),
        ("IT-stöd", &[("IT-stöd", "I T stöd")]),
        ("12-a\u{30A}ring", &[("12-a\u{30A}ring", "tolvåring")]),
        ("in\u{AD}fo", &[("in\u{AD}fo", "info")]),
        ("½ dl", &[("½", "en halv"), ("dl", "deciliter")]),
        ("1897", &[("1897", "artonhundra nittiosju")]),
    ];
    for (text, expected) in CASES {
        let spoken: Vec<(&str, String)> = sentences(text)[0]
            .tokens
            .iter()
            .map(|token| {
                let words: Vec<&str> = token.words.iter().map(|word| word.text.as_str()).collect();
                (&text[token.source.clone()], words.join(" "))
            })
            .collect();
        let expected: Vec<(&str, String)> = expected
            .iter()
            .map(|&(source, words)| (source, words.to_owned()))
            .collect();
        assert_eq!(spoken, expected, "{text}");
    }
}

#[test]
fn letters_are_words_of_their_own() {
    let words = sentences("SVT:s tv").remove(0).tokens.remove(0).words;
    let letters: Vec<(&str, bool)> = words
        .iter()
        .map(|w| (w.text.as_str(), w.is_letter()))
        .collect();
    assert_eq!(letters, [("S", true), ("V", true), ("T:s", true)]);
}

#[test]
fn pauses() {
    const CASES: &[(&str, &[Pause])] = &[
        (
            "ja, nej: kanske",
            &[Pause::Comma, Pause::Clause, Pause::Sentence],
        ),
        (
            "mål – klimat (nu)",
            &[Pause::Clause, Pause::Clause, Pause::Sentence],
        ),
        (
            "Sverige–Norge spelar",
            &[Pause::Comma, Pause::None, Pause::Sentence],
        ),
        (
            "utvecklings- och tillväxt",
            &[Pause::None, Pause::None, Pause::Sentence],
        ),
        ("ring 090-16", &[Pause::None, Pause::Comma, Pause::Sentence]),
    ];
    for (text, expected) in CASES {
        let pauses: Vec<Pause> = sentences(text)
            .iter()
            .flat_map(|s| s.tokens.iter().map(|t| t.pause))
            .collect();
        assert_eq!(pauses, *expected, "{text}");
    }
}

#[test]
fn long_sentences_are_cut_at_clauses() {
    let list = "kommunikation, kollektivtrafik, förnyelse och samhällsservice, ".repeat(10);
    let text = format!("Vi arbetar med {list}samt kultur.");
    let pieces = sentences(&text);
    assert_eq!(pieces.len(), 3);
    for piece in &pieces[..2] {
        assert!(
            text[piece.source.clone()].ends_with(','),
            "{:?}",
            &text[piece.source.clone()]
        );
        assert_eq!(
            piece.tokens.last().map(|token| token.pause),
            Some(Pause::Comma)
        );
    }
    assert!(
        pieces
            .iter()
            .all(|piece| text[piece.source.clone()].chars().count() <= 252)
    );
}

/// Checks everything that the module promises about any text.
fn check(text: &str) -> Result<(), TestCaseError> {
    check_read(&Reader::default(), text)?;
    if !text.contains(char::is_alphanumeric) {
        prop_assert!(sentences(text).is_empty());
    }
    let emoji = Emoji::Name;
    check_read(
        &Reader {
            emoji,
            ..Reader::default()
        },
        text,
    )
}

fn check_read(reader: &Reader, text: &str) -> Result<(), TestCaseError> {
    let sentences = reader.sentences(text);
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut free_from = 0;
    let mut covered = vec![false; text.len()];
    for sentence in &sentences {
        prop_assert!(sentence.source.start >= free_from);
        prop_assert!(
            text.get(sentence.source.clone()).is_some(),
            "{:?}",
            sentence.source
        );
        prop_assert!(!sentence.tokens.is_empty());
        let mut token_from = sentence.source.start;
        for token in &sentence.tokens {
            prop_assert!(token.source.start >= token_from && !token.source.is_empty());
            prop_assert!(
                text.get(token.source.clone()).is_some(),
                "{:?}",
                token.source
            );
            let unit = |byte: usize| text[..byte].encode_utf16().count();
            let in_units = &units[unit(token.source.start)..unit(token.source.end)];
            prop_assert!(
                String::from_utf16(in_units).is_ok_and(|said| said == text[token.source.clone()])
            );
            prop_assert!(!token.words.is_empty());
            prop_assert!(token.words.iter().all(|word| !word.text.is_empty()));
            token_from = token.source.end;
            covered[token.source.clone()].fill(true);
        }
        prop_assert!(token_from <= sentence.source.end);
        free_from = sentence.source.end;
    }
    let skipped = |c: char| {
        fold::superscript(c).is_some() || unicode_normalization::char::is_combining_mark(c)
    };
    for (at, c) in text.char_indices() {
        prop_assert!(
            !c.is_alphanumeric() || skipped(c) || covered[at],
            "{c:?} at {at} is not said"
        );
    }
    prop_assert!(!reader.normalise(text).contains('\n'));
    Ok(())
}

/// Pieces of Swedish text in which the classes meet each other.
fn swedish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,9}",
        "[.,:;/%§&+=–-]",
        "[ \u{A0}\u{2009}]",
        "[a-zåäö]{1,9}",
        "[A-ZÅÄÖ]{1,5}",
        prop::sample::select(vec![
            "kr",
            "kap.",
            "kl.",
            "t.ex.",
            "m.fl.",
            "maj",
            "-talet",
            "-åring",
            ":e",
            ":an",
            "Karl",
            "XII",
            "½",
            "²",
            "°C",
            "km/h",
            ":-",
            "$",
            "www.",
            ".se",
            "@",
            "och",
            "den",
            "\u{308}",
            "\u{AD}",
            "\n\n",
            "”",
            "(",
            ")",
            "…",
            "tel.",
            "070-",
            "2012",
            "–",
            "st.",
            "mån",
            "fre",
            "1:",
            "§§",
            "\u{200D}",
            "ﬁ",
            "Ⅻ",
            "①",
            "٣",
            "😀",
            "👍🏽",
            "🇸🇪",
            "❤️‍🔥",
            "°",
            "'",
            "112",
            "N",
            "120/80",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn invariants_hold_for_any_text(text in any::<String>()) {
        check(&text)?;
    }

    #[test]
    fn invariants_hold_for_swedish_fragments(text in swedish()) {
        check(&text)?;
    }

    #[test]
    fn decomposed_text_is_said_the_same(text in "[a-zåäöéA-ZÅÄÖ0-9 .,-]{0,60}") {
        use unicode_normalization::char::decompose_canonical;
        let mut decomposed = String::new();
        text.chars().for_each(|c| decompose_canonical(c, |part| decomposed.push(part)));
        prop_assert_eq!(normalise(&text), normalise(&decomposed));
        check(&decomposed)?;
    }
}

/// A megabyte of one kind; what takes more than linear time for one never ends.
#[test]
fn adversarial_texts_end() {
    let pieces = [
        ".",
        "1",
        "a",
        "1 ",
        "1, ",
        "1 och ",
        "1-",
        "a-",
        "a.",
        "a.a.a. ",
        "1/",
        "1/1/1/",
        "§ ",
        "A ",
        "😀",
        "\u{301}",
        "kr/",
        "(",
        "[(",
        " ",
        "\n\n",
        "1.1.",
        "t.ex. ",
        "1 maj – ",
        "1, 2 och ",
        "2024-03-15 – ",
        "2024-03-15–",
        "@a",
        "a@",
        "http://",
        "1 2/3 ",
        "½",
        "²",
        "3/4–",
        "I ",
        "\"",
        "1\"",
        "”1",
        "1:",
        "A-1",
        "ABC123",
        "kl. 1–",
        "1-0, ",
        "a, ",
        "Umeå-Luleå-",
        "1 nya ",
        "ring 112 ",
        "120/80 ",
        "59°1'",
        "N 1–1 ",
        "24-03-15-",
        "SE45 1234 ",
        "a/vecka/",
    ];
    for piece in pieces {
        let text = piece.repeat(1_000_000_usize.div_ceil(piece.len()));
        let said = sentences(&text)
            .iter()
            .map(|sentence| sentence.tokens.len())
            .sum::<usize>();
        let spoken = |c: char| c.is_alphabetic() || c.is_ascii_digit();
        assert!(said > 0 || !text.contains(spoken), "{piece:?}");
    }
}
