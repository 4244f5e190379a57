use super::*;
use crate::phonemes::transcribe;
use crate::text::{Reader, Saying};

fn reader(file: &str, form: Form) -> Reader {
    let lexicon = Lexicon::parse(file, form, &transcribe);
    Reader {
        lexicon: lexicon.unwrap_or_else(|error| panic!("{}", told(&error))),
        ..Reader::default()
    }
}

fn told(error: &LexiconError) -> String {
    let mut text = error.to_string();
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        text += &format!(": {next}");
        cause = next;
    }
    text
}

/// How each token is said: words, letters with a stop after them, IPA in strokes.
fn said(reader: &Reader, text: &str) -> String {
    let sentences = reader.sentences(text);
    let words = sentences
        .iter()
        .flat_map(|sentence| &sentence.tokens)
        .flat_map(|token| &token.words);
    let shown = words.map(|word| match &word.saying {
        Saying::Ipa(ipa) => format!("/{ipa}/"),
        Saying::Letter => format!("{}.", word.text),
        Saying::Swedish | Saying::English => word.text.clone(),
    });
    shown.collect::<Vec<_>>().join(" ")
}

const LEXICON: &str = r#"
[[word]]
match = "SKR"
say = "Sveriges Kommuner och Regioner"
genitive = true

[[word]]
match = "Skanör"
ipa = "ˈskɑːnœr"
genitive = true

[[word]]
match = "Ekerö  buss"
ipa = "²ˈeːkərˌøː ˈbɵsː"

[[word]]
match = "svd"
ipa = "ˈsvɛnska ²ˈdɑːɡˌblɑː"
case = true

[[word]]
match = "S:t Knut"
say = "Sankte Knut"

[[word]]
match = "S:t Knuts torg"
say = "Knutan"

[[word]]
match = "Nato"
letters = true

[[word]]
match = "E4B"
letters = true
case = true

[[word]]
match = "12 kr"
say = "en tolva"

[[word]]
match = "Natos"
say = "pakten"
case = true
"#;

#[test]
fn entries_go_before_the_rules() {
    let reader = reader(LEXICON, Form::Toml);
    let cases = [
        ("SKR:s råd", "Sveriges Kommuner och Regioners råd"),
        (
            "skr och SKRs",
            "Sveriges Kommuner och Regioner och Sveriges Kommuner och Regioners",
        ),
        ("SKRa", "SKRa"),
        ("I Skanör, Skanörs hamn", "I /ˈskɑːnœr/ /ˈskɑːnœʂ/ hamn"),
        ("Skano\u{308}r", "/ˈskɑːnœr/"),
        ("Skanörsbo", "Skanörsbo"),
        ("Ekerö\nbuss går", "/²ˈeːkəˌrøː/ /ˈbɵsː/ går"),
        ("Ekerö\n\nbuss går", "Ekerö buss går"),
        ("svd skrev", "/ˈsvɛnska/ /²ˈdɑːɡˌblɑː/ skrev"),
        ("SvD skrev", "S. v. D. skrev"),
        ("Vid S:t Knuts torg. S:t Knut", "Vid Knutan Sankte Knut"),
        ("NATO och Natos", "N. a. t. o. och pakten"),
        ("E4B och e4b", "E. fyra B. och e. fyra b."),
        ("12 kr, 312 kr", "en tolva trehundra tolv kronor"),
        (
            "Se nato.int och a@nato.int.",
            "Se nato punkt int och a snabel-a nato punkt int",
        ),
        ("(Nato). Nato-land", "N. a. t. o. N. a. t. o. land"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|&(text, expected)| (text, expected, said(&reader, text)))
        .filter(|(_, expected, said)| expected != said)
        .map(|(text, expected, said)| format!("{text}\n  said     {said}\n  expected {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tokens_of_entries_keep_their_source() {
    let text = "Vid S:t Knuts torg står Ekerö\u{A0}buss.";
    let sentences = reader(LEXICON, Form::Toml).sentences(text);
    let sources: Vec<&str> = sentences[0]
        .tokens
        .iter()
        .map(|token| &text[token.source.clone()])
        .collect();
    assert_eq!(
        sources,
        ["Vid", "S:t Knuts torg", "står", "Ekerö\u{A0}buss"]
    );
}

#[test]
fn the_written_form_shows_what_was_written_for_sounds() {
    let reader = reader(LEXICON, Form::Toml);
    let line = reader.normalise("svd: Ekerö buss kostar 12 kr i Skanör.");
    assert_eq!(line, "svd: Ekerö buss kostar en tolva i Skanör.");
}

#[test]
fn the_first_of_two_lexica_wins() {
    let first = reader("word = [{ match = 'ab', say = 'ett' }]", Form::Toml);
    let both = "word = [{ match = 'ab', case = true, say = 'två' }, { match = 'cd', say = 'tre' }]";
    let second = reader(both, Form::Toml);
    let joined = Reader {
        lexicon: first.lexicon.join(second.lexicon),
        ..Reader::default()
    };
    assert_eq!(said(&joined, "ab cd"), "ett tre");
}

const PLS: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon"
    alphabet="x-sampa" xml:lang="sv-SE">
  <meta name="author" content="x"/>
  <lexeme>
    <grapheme>Kivik</grapheme>
    <grapheme>Kiviks</grapheme>
    <!-- the fair -->
    <phoneme>"s\i:vIk</phoneme>
    <phoneme alphabet="ipa" prefer="true">ˈɕiːvɪk</phoneme>
    <example>Kiviks marknad</example>
  </lexeme>
  <lexeme>
    <grapheme>bl.&#97;.</grapheme>
    <alias>bland annat 3 <![CDATA[&]]> fler</alias>
  </lexeme>
  <lexeme><grapheme>sjö</grapheme><phoneme>"x\2:</phoneme></lexeme>
</lexicon>"#;

#[test]
fn pls_is_read() {
    let reader = reader(PLS, Form::Pls);
    let text = "I Kivik, kivik, bl.a. på en sjö, Kiviks";
    let expected = "I /ˈɕiːvɪk/ kivik bland annat tre och fler på en /ˈɧøː/ /ˈɕiːvɪk/";
    assert_eq!(said(&reader, text), expected);
}

#[test]
fn faults_are_told_with_their_place() {
    let root = "<lexicon version='1.0' xml:lang='sv' alphabet='ipa'>";
    let xml = |file: &str| (file.to_owned(), Form::Pls);
    let pls = |inside: &str| xml(&format!("{root}\n{inside}\n</lexicon>"));
    let toml = |rows: &str| (rows.to_owned(), Form::Toml);
    let long = "a ".repeat(20);
    let cases = [
        (toml("[[word]]\nmatch = 'a'\nsay = "), "line 3, column 7"),
        (
            toml("[[word]]\nmatch = 'a'\nsay = 'b'\nfoo = 1"),
            "unknown field `foo`",
        ),
        (toml("[[word]]\nsay = 'b'"), "missing field `match`"),
        (
            toml("[[word]]\nmatch = 'a'"),
            "line 2, column 9: the entry needs exactly one",
        ),
        (
            toml("[[word]]\nmatch = 'a'\nsay = 'b'\nipa = 'a'"),
            "needs exactly one",
        ),
        (
            toml("[[word]]\nmatch = ' '\nsay = 'b'"),
            "no word to look for",
        ),
        (
            toml("[[word]]\nmatch = 'a'\nsay = '.'"),
            "\".\" says nothing",
        ),
        (toml("[[word]]\nmatch = 'a'\nipa = ''"), "says nothing"),
        (
            toml("[[word]]\nmatch = '&'\nletters = true"),
            "says nothing",
        ),
        (
            toml("[[word]]\nmatch = 'a'\nipa = 'ʘa'"),
            "'ʘ' is not a Swedish phone",
        ),
        (
            toml(&format!("[[word]]\nmatch = '{long}'\nletters = true")),
            "more than 32",
        ),
        (
            toml("[[word]]\nmatch = 'ö'\nsay = 'b'\n[[word]]\nmatch = 'Ö'\nsay = 'c'"),
            "line 5, column 9: \"Ö\" has an entry already",
        ),
        (pls("<lexeme>"), "line 3, column 1: the XML cannot be read"),
        (pls("<x/>"), "line 2, column 1: <x> does not belong here"),
        (
            pls("<lexeme><phoneme>a</phoneme></lexeme>"),
            "no word to look for",
        ),
        (
            pls("<lexeme><grapheme>a</grapheme></lexeme>"),
            "needs exactly one",
        ),
        (pls("<lexeme role='n'/>"), "a role are not supported"),
        (
            pls("<lexeme><grapheme>a</grapheme><phoneme alphabet='arpabet'>a</phoneme></lexeme>"),
            "line 2, column 31: the alphabet \"arpabet\" is not known",
        ),
        (
            pls("<lexeme><grapheme>a<b/></grapheme><alias>c</alias></lexeme>"),
            "line 2, column 20: <b> does not belong here",
        ),
        (
            xml("<lexicon version='1.0' xml:lang='en'/>"),
            "is for \"en\", not for sv",
        ),
        (xml("<lexicon version='2.0'/>"), "only version 1.0"),
        (xml("<speak version='1.0'/>"), "<speak> does not belong"),
        (
            xml("<!DOCTYPE lexicon [<!ENTITY a 'b'>]>\n<lexicon version='1.0'/>"),
            "the XML cannot be read",
        ),
        (pls("&a;"), "line 2, column 1: the XML cannot be read"),
        (xml(&" ".repeat(MOST_BYTES + 1)), "more than 4194304 bytes"),
    ];
    for ((file, form), part) in cases {
        let error = Lexicon::parse(&file, form, &transcribe).expect_err(&file);
        assert!(
            told(&error).contains(part),
            "{part:?} is not in {:?}",
            told(&error)
        );
    }
}
