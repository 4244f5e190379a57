//! Numerals written as one word: *nittonhundranittiotvå*.

use super::letters::listed;
use super::{Pronunciation, Stress, phrase};

/// Which numbers an element counts; it decides what may follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rank {
    Unit,
    Teen,
    Ten,
    Hundred,
    Thousand,
}

use Rank::{Hundred, Teen, Ten, Thousand, Unit};

/// The elements of numerals, cardinal and ordinal.
const ELEMENTS: [(&str, Rank, &str); 67] = [
    ("ett", Unit, "ˈɛtː"),
    ("en", Unit, "ˈɛnː"),
    ("två", Unit, "ˈtvoː"),
    ("tre", Unit, "ˈtreː"),
    ("fyra", Unit, "²ˈfyːra"),
    ("fem", Unit, "ˈfɛmː"),
    ("sex", Unit, "ˈsɛkːs"),
    ("sju", Unit, "ˈɧʉː"),
    ("åtta", Unit, "²ˈɔtːa"),
    ("nio", Unit, "²ˈniːʊ"),
    ("första", Unit, "²ˈfœʂːʈa"),
    ("förste", Unit, "²ˈfœʂːʈə"),
    ("andra", Unit, "²ˈanːdra"),
    ("andre", Unit, "²ˈanːdrə"),
    ("tredje", Unit, "²ˈtreːdjə"),
    ("fjärde", Unit, "²ˈfjæːɖə"),
    ("femte", Unit, "²ˈfɛmːtə"),
    ("sjätte", Unit, "²ˈɧɛtːə"),
    ("sjunde", Unit, "²ˈɧɵnːdə"),
    ("åttonde", Unit, "²ˈɔtːɔndə"),
    ("nionde", Unit, "²ˈniːɔndə"),
    ("tio", Teen, "²ˈtiːʊ"),
    ("elva", Teen, "²ˈɛlːva"),
    ("tolv", Teen, "ˈtɔlːv"),
    ("tretton", Teen, "²ˈtrɛtːɔn"),
    ("fjorton", Teen, "²ˈfjuːʈɔn"),
    ("femton", Teen, "²ˈfɛmːtɔn"),
    ("sexton", Teen, "²ˈsɛkːstɔn"),
    ("sjutton", Teen, "²ˈɧɵtːɔn"),
    ("arton", Teen, "²ˈɑːʈɔn"),
    ("nitton", Teen, "²ˈnɪtːɔn"),
    ("tionde", Teen, "²ˈtiːɔndə"),
    ("elfte", Teen, "²ˈɛlːftə"),
    ("tolfte", Teen, "²ˈtɔlːftə"),
    ("trettonde", Teen, "²ˈtrɛtːɔndə"),
    ("fjortonde", Teen, "²ˈfjuːʈɔndə"),
    ("femtonde", Teen, "²ˈfɛmːtɔndə"),
    ("sextonde", Teen, "²ˈsɛkːstɔndə"),
    ("sjuttonde", Teen, "²ˈɧɵtːɔndə"),
    ("artonde", Teen, "²ˈɑːʈɔndə"),
    ("nittonde", Teen, "²ˈnɪtːɔndə"),
    ("tjugo", Ten, "²ˈɕʉːɡʊ"),
    ("trettio", Ten, "²ˈtrɛtːɪ"),
    ("fyrtio", Ten, "²ˈfœʈːɪ"),
    ("femtio", Ten, "²ˈfɛmːtɪ"),
    ("sextio", Ten, "²ˈsɛkːstɪ"),
    ("sjuttio", Ten, "²ˈɧɵtːɪ"),
    ("åttio", Ten, "²ˈɔtːɪ"),
    ("nittio", Ten, "²ˈnɪtːɪ"),
    ("tjugonde", Ten, "²ˈɕʉːɡɔndə"),
    ("trettionde", Ten, "²ˈtrɛtːɪɔndə"),
    ("fyrtionde", Ten, "²ˈfœʈːɪɔndə"),
    ("femtionde", Ten, "²ˈfɛmːtɪɔndə"),
    ("sextionde", Ten, "²ˈsɛkːstɪɔndə"),
    ("sjuttionde", Ten, "²ˈɧɵtːɪɔndə"),
    ("åttionde", Ten, "²ˈɔtːɪɔndə"),
    ("nittionde", Ten, "²ˈnɪtːɪɔndə"),
    ("hundra", Hundred, "²ˈhɵnːdra"),
    ("hundrade", Hundred, "²ˈhɵnːdradə"),
    ("tusen", Thousand, "ˈtʉːsən"),
    ("tusende", Thousand, "ˈtʉːsəndə"),
    ("ettusen", Thousand, "ɛˈtʉːsən"),
    ("ettusende", Thousand, "ɛˈtʉːsəndə"),
    ("miljon", Thousand, "mɪlˈjuːn"),
    ("miljoner", Thousand, "mɪlˈjuːnər"),
    ("miljard", Thousand, "mɪlˈjɑːɖ"),
    ("miljarder", Thousand, "mɪlˈjɑːɖər"),
];

/// The pronunciation of a numeral; none for any other word.
///
/// The last element carries the main stress with its own accent; those before it are unstressed
/// and keep the length of their sounds.
pub(super) fn numeral(word: &str) -> Option<Pronunciation> {
    let mut said: Vec<Pronunciation> = elements(word)?.into_iter().map(listed).collect();
    let (last, before) = said.split_last_mut()?;
    let accent = last.accent;
    for phone in before.iter_mut().flat_map(|element| &mut element.phones) {
        phone.stress = Stress::None;
    }
    phrase::melt(&mut said);
    Some(Pronunciation {
        phones: said.into_iter().flat_map(|part| part.phones).collect(),
        accent,
        function: false,
    })
}

/// The elements that make up a whole word, each the longest that fits.
fn elements(word: &str) -> Option<Vec<&'static str>> {
    let mut rest = word;
    let mut before: Option<Rank> = None;
    let mut found = Vec::new();
    while !rest.is_empty() {
        let (spelt, rank, ipa) = ELEMENTS
            .iter()
            .filter(|(spelt, rank, _)| {
                rest.starts_with(spelt) && before.is_none_or(|before| may_follow(before, *rank))
            })
            .max_by_key(|(spelt, _, _)| spelt.len())?;
        rest = &rest[spelt.len()..];
        before = Some(*rank);
        found.push(*ipa);
    }
    Some(found)
}

fn may_follow(before: Rank, rank: Rank) -> bool {
    match before {
        Unit | Teen => matches!(rank, Hundred | Thousand),
        Ten => matches!(rank, Unit | Hundred | Thousand),
        Hundred => rank != Hundred,
        Thousand => rank != Thousand,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_read_by_their_elements() {
        let cases = [
            ("fem", Some("ˈfɛmː")),
            ("tjugotre", Some("ɕʉːɡʊˈtreː")),
            ("trettioåtta", Some("trɛtːɪ²ˈɔtːa")),
            ("tvåhundra", Some("tvoː²ˈhɵnːdra")),
            ("ettusen", Some("ɛˈtʉːsən")),
            ("nittonhundranittiotvå", Some("nɪtːɔnhɵnːdranɪtːɪˈtvoː")),
            ("tjugoförsta", Some("ɕʉːɡʊ²ˈfœʂːʈa")),
            ("trettonde", Some("²ˈtrɛtːɔndə")),
            ("miljarder", Some("mɪlˈjɑːɖər")),
            ("entre", None),
            ("femsex", None),
            ("fembarnsfar", None),
            ("", None),
        ];
        for (word, expected) in cases {
            let said = numeral(word).map(|numeral| numeral.ipa());
            assert_eq!(said.as_deref(), expected, "{word}");
        }
    }

    #[test]
    fn every_element_is_readable() {
        for (spelt, _, ipa) in ELEMENTS {
            assert!(listed(ipa).stressed().is_some(), "{spelt}");
        }
    }
}
