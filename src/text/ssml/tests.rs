use super::*;
use crate::phonemes::transcribe;
use crate::text::{Reader, Saying};

fn pieces(markup: &str) -> Vec<Piece> {
    let speech = Speech::parse(markup, &transcribe);
    Reader::default().pieces(&speech.unwrap_or_else(|error| panic!("{markup}: {error:?}")))
}

/// The words of a piece: letters with a stop, IPA in strokes, English in brackets.
fn said(piece: &Piece) -> String {
    let words = piece.sentence.tokens.iter().flat_map(|token| &token.words);
    let shown = words.map(|word| match &word.saying {
        Saying::Ipa(ipa) => format!("/{ipa}/"),
        Saying::Letter => format!("{}.", word.text),
        Saying::English => format!("[{}]", word.text),
        Saying::Swedish => word.text.clone(),
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn elements_say_what_they_are_given() {
    let cases = [
        ("Hej &amp; h<emphasis>å</emphasis>.", "Hej och hå"),
        (
            "<sub alias=\"Sveriges radio 2\">SR</sub> i dag",
            "Sveriges radio två i dag",
        ),
        ("i<sub alias=\"år\">år</sub>gång", "i år gång"),
        (
            "<say-as interpret-as=\"characters\">E4b</say-as>",
            "E. fyra b.",
        ),
        (
            "<say-as interpret-as=\"cardinal\">1 250</say-as>",
            "tusen tvåhundra femtio",
        ),
        ("<say-as interpret-as=\"ordinal\">3</say-as>", "tredje"),
        (
            "<say-as interpret-as=\"telephone\">1177</say-as>",
            "ett ett sju sju",
        ),
        (
            "<say-as interpret-as=\"date\" format=\"dmy\">3/5-1997</say-as>",
            "tredje maj nittonhundra nittiosju",
        ),
        (
            "<say-as interpret-as=\"date\" format=\"md\">12.24</say-as>",
            "tjugofjärde december",
        ),
        (
            "<say-as interpret-as=\"date\">2024-03-15</say-as>",
            "femtonde mars tjugohundra tjugofyra",
        ),
        (
            "<say-as interpret-as=\"time\">19:30</say-as>",
            "nitton trettio",
        ),
        ("<phoneme ph=\"ˈhɛjː\">hej</phoneme>!", "/ˈhɛjː/"),
        (
            "<phoneme alphabet=\"x-sampa\" ph='\"hEj:'>hej</phoneme>",
            "/ˈhɛjː/",
        ),
        (
            "rätt <lang xml:lang=\"en\">mindset</lang> nu",
            "rätt [mindset] nu",
        ),
        ("<s xml:lang=\"en-GB\">Hello EU</s>", "[Hello] E. U."),
        (
            "<meta name=\"a\" content=\"b\"/>Hej<mark name=\"a\"/>.",
            "Hej",
        ),
        ("<![CDATA[vi & ni]]>", "vi och ni"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(inside, expected)| {
            (
                inside,
                expected,
                pieces(&format!("<speak>{inside}</speak>")),
            )
        })
        .filter(|(_, expected, pieces)| pieces.iter().map(said).collect::<Vec<_>>() != [**expected])
        .map(|(inside, _, pieces)| {
            format!(
                "{inside}\n  {:?}",
                pieces.iter().map(said).collect::<Vec<_>>()
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_are_parted_where_the_markup_pauses_or_turns() {
    let markup = "<?xml version=\"1.0\"?>
        <speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" xml:lang=\"sv-SE\">
        <break/><p><s>Ett</s><s>två <break time=\"1.5s\"/><break strength=\"weak\"/>tre</s></p>
        <p>Fyra, <prosody rate=\"80%\">fem <prosody rate=\"fast\">sex.</prosody> Sju</prosody>
        <break strength=\"none\"/>, åtta. <break time=\"250ms\"/> Nio.<break strength=\"strong\"/></p>
        </speak>";
    let found: Vec<(String, Option<f32>, f32)> = pieces(markup)
        .iter()
        .map(|piece| (said(piece), piece.rest, piece.rate))
        .collect();
    let expected = [
        ("Ett", None, 1.0),
        ("två", Some(1.5), 1.0),
        ("tre", None, 1.0),
        ("Fyra", Some(0.15), 1.0),
        ("fem", Some(0.0), 0.8),
        ("sex", None, 1.25),
        ("Sju", Some(0.0), 0.8),
        ("åtta", Some(0.25), 1.0),
        ("Nio", Some(0.6), 1.0),
    ];
    let expected = expected.map(|(words, rest, rate)| (words.to_owned(), rest, rate));
    assert_eq!(found, expected);
}

#[test]
fn given_words_go_before_a_lexicon() {
    let lexicon = "word = [{ match = 'SR', say = 'radion' }, { match = 'hej SR', say = 'ja' }]";
    let form = crate::text::lexicon::Form::Toml;
    let lexicon = crate::text::Lexicon::parse(lexicon, form, &transcribe).unwrap();
    let reader = Reader {
        lexicon,
        ..Reader::default()
    };
    let markup = "<speak>SR, hej <sub alias=\"P ett\">SR</sub></speak>";
    let pieces = reader.pieces(&Speech::parse(markup, &transcribe).unwrap());
    assert_eq!(said(&pieces[0]), "radion hej P. ett");
}

#[test]
fn markup_is_told_from_text() {
    let cases = [
        (" <speak>", true),
        ("<speak xml:lang='sv'/>", true),
        ("<?xml version='1.0'?>", true),
        ("<p>", false),
        ("Hej <speak>", false),
    ];
    for (text, expected) in cases {
        assert_eq!(Speech::is_markup(text), expected, "{text}");
    }
}

#[test]
fn faults_are_told_with_their_place() {
    let deep = "<s>".repeat(DEEPEST) + &"</s>".repeat(DEEPEST);
    let cases = [
        (
            "<speak>\n<foo/></speak>",
            "line 2, column 1: <foo> is not supported here",
        ),
        (
            "<speak><audio src='a'/></speak>",
            "<audio> is not supported",
        ),
        (
            "<speak><speak/></speak>",
            "line 1, column 8: <speak> is not supported",
        ),
        ("<p>Hej</p>", "<p> is not supported"),
        ("<speak>", "line 1, column 1: the XML cannot be read"),
        (
            "<speak>å&b;</speak>",
            "line 1, column 9: the XML cannot be read",
        ),
        ("<!DOCTYPE speak [<!ENTITY a 'b'>]><speak/>", "DTD"),
        (
            "<speak><sub>a</sub></speak>",
            "<sub> needs the attribute alias",
        ),
        ("<speak><sub alias='.'>a</sub></speak>", "<sub> has no text"),
        (
            "<speak><sub alias='a'>a<break/></sub></speak>",
            "column 24: <break> is not",
        ),
        (
            "<speak><phoneme ph='ʘ'>a</phoneme></speak>",
            "'ʘ' is not a Swedish phone",
        ),
        (
            "<speak><phoneme alphabet='x' ph='a'>a</phoneme></speak>",
            "alphabet=\"x\"",
        ),
        (
            "<speak><break time='11s'/></speak>",
            "time=\"11s\" is not supported",
        ),
        ("<speak><break time='-1s'/></speak>", "time=\"-1s\""),
        ("<speak><break time='NaNs'/></speak>", "time=\"NaNs\""),
        (
            "<speak><break strength='mild'/></speak>",
            "strength=\"mild\"",
        ),
        (
            "<speak><prosody rate='300%'>a</prosody></speak>",
            "rate=\"300%\"",
        ),
        (
            "<speak><say-as interpret-as='cardinal'>x1</say-as></speak>",
            "\"x1\" cannot be said as cardinal",
        ),
        (
            "<speak><say-as interpret-as='date' format='dmy'>32/1-20</say-as></speak>",
            "as date",
        ),
        (
            "<speak><say-as interpret-as='time'>25:00</say-as></speak>",
            "as time",
        ),
        (
            "<speak><say-as interpret-as='currency'>1</say-as></speak>",
            "interpret-as=\"currency\"",
        ),
        (&format!("<speak>{deep}</speak>"), "more than 32 deep"),
        (&" ".repeat(MOST_BYTES + 1), "more than 65536 bytes"),
        (
            &format!("<speak>{}</speak>", "<s/>".repeat(10_000)),
            "the XML cannot be read",
        ),
    ];
    for (markup, part) in cases {
        let error = Speech::parse(markup, &transcribe).expect_err(markup);
        let mut told = error.to_string();
        let mut cause: &dyn std::error::Error = &error;
        while let Some(next) = cause.source() {
            told += &format!(": {next}");
            cause = next;
        }
        assert!(told.contains(part), "{part:?} is not in {told:?}");
    }
}
