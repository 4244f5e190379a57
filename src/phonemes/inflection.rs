//! Inflected forms of listed words: the ending adds its sounds and may turn the accent.
//!
//! The rules are those of Riad, *The Phonology of Swedish* (2014), chapters 5 and 9.

use super::dictionary::{Dictionary, Entry};
use super::letters::listed;
use super::{Accent, Pronunciation, Stress, Symbol, loans, phrase, spelling};

/// What an ending does to the accent of a word that it is added to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// The accent stays: *anden* from *and*, *anden* from *ande*.
    Stays,
    /// A word of one syllable becomes grave: *bilar*.
    Turns,
    /// Words of one syllable differ: *saker* and *läser*.
    Open,
}

use Effect::{Open, Stays, Turns};

const ENDINGS: [(&str, &str, Effect); 40] = [
    ("s", "s", Stays),
    ("n", "n", Stays),
    ("en", "ən", Stays),
    ("et", "ət", Stays),
    ("t", "t", Stays),
    ("ns", "ns", Stays),
    ("ens", "əns", Stays),
    ("ets", "əts", Stays),
    ("ts", "ts", Stays),
    ("a", "a", Turns),
    ("as", "as", Turns),
    ("ar", "ar", Turns),
    ("ars", "aʂ", Turns),
    ("or", "ʊr", Turns),
    ("ors", "ʊʂ", Turns),
    ("are", "arə", Turns),
    ("ares", "arəs", Turns),
    ("aren", "arən", Turns),
    ("ast", "ast", Turns),
    ("aste", "astə", Turns),
    ("ad", "ad", Turns),
    ("ade", "adə", Turns),
    ("ades", "adəs", Turns),
    ("at", "at", Turns),
    ("ats", "ats", Turns),
    ("arna", "aɳa", Turns),
    ("arnas", "aɳas", Turns),
    ("orna", "ʊɳa", Turns),
    ("ornas", "ʊɳas", Turns),
    ("ande", "andə", Turns),
    ("andet", "andət", Turns),
    ("andes", "andəs", Turns),
    ("er", "ər", Open),
    ("ers", "əʂ", Open),
    ("erna", "əɳa", Open),
    ("ernas", "əɳas", Open),
    ("r", "r", Open),
    ("rs", "ʂ", Open),
    ("na", "na", Stays),
    ("nas", "nas", Stays),
];

/// The shortest stem that an ending is taken from, in letters.
const SHORTEST: usize = 2;
/// The same where no lexicon tells of a longer whole; nouns of one syllable may be shorter.
const SHORTEST_ALONE: usize = 4;
const SHORTEST_DEFINITE: usize = 3;

/// How a stem is spelt from its lemma.
#[derive(Clone, Copy, Debug)]
enum Stem {
    /// The whole lemma.
    Whole,
    /// With its m or n doubled: *programmet*.
    Doubled,
    /// Without its last vowel: *pojkar*, *flickor*, *lärarna*.
    Cut,
    /// Without the e of its last syllable: *cyklar*, *vackra*.
    Syncope,
}

/// A form: the lemma and the ending that it is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form<'a> {
    pub(super) lemma: &'a Entry,
    stem: Stem,
    /// Of the stem.
    letters: usize,
    /// Whether the lemma is written with an e at its end, said or not.
    ends_in_e: bool,
    sounds: &'static str,
    effect: Effect,
}

/// The sounds of a form whose accent its ending tells; none for other words.
pub(super) fn certain(dictionary: &Dictionary, word: &str) -> Option<Pronunciation> {
    forms(dictionary, word)
        .filter(|form| form.letters >= form.shortest())
        .filter_map(|form| form.pronunciation())
        .find_map(|(word, certain)| certain.then_some(word))
}

/// The sounds of a form whose accent its ending does not tell: *chanser*; none for other words.
pub(super) fn without_accent(dictionary: &Dictionary, word: &str) -> Option<Pronunciation> {
    let mut whole = forms(dictionary, word)
        .filter(|form| form.letters >= SHORTEST_ALONE && matches!(form.stem, Stem::Whole));
    whole.find_map(|form| Some(form.pronunciation()?.0))
}

/// The readings of a word as a listed one with an ending.
pub(super) fn forms<'a>(dictionary: &'a Dictionary, word: &str) -> impl Iterator<Item = Form<'a>> {
    ENDINGS.iter().filter_map(move |&(ending, sounds, effect)| {
        let stem = word.strip_suffix(ending)?;
        let letters = stem.chars().count();
        let (lemma, stem, ends_in_e) = lemma(dictionary, stem, ending)?;
        Some(Form {
            lemma,
            stem,
            letters,
            ends_in_e,
            sounds,
            effect,
        })
    })
}

/// The lemma of a stem, how the stem is spelt from it, and whether it is written with an e last.
fn lemma<'a>(
    dictionary: &'a Dictionary,
    stem: &str,
    ending: &str,
) -> Option<(&'a Entry, Stem, bool)> {
    if stem.chars().count() < SHORTEST {
        return None;
    }
    if follows(stem, ending)
        && let Some(entry) = dictionary.word(stem)
    {
        return Some((entry, Stem::Whole, stem.ends_with('e')));
    }
    if ["na", "nas"].contains(&ending) && stem.ends_with("ar") {
        let entry = dictionary.word(&[stem, "e"].concat())?;
        return Some((entry, Stem::Cut, true));
    }
    if !ending.starts_with(['a', 'e', 'o']) {
        return None;
    }
    if let Some(single) = stem.strip_suffix(['m', 'n'])
        && single.ends_with(['m', 'n'])
        && let Some(entry) = dictionary.word(single)
    {
        return Some((entry, Stem::Doubled, false));
    }
    if !ending.starts_with("en") && !ending.starts_with("et") {
        for last in ["a", "e"] {
            if let Some(entry) = dictionary.word(&[stem, last].concat()) {
                return Some((entry, Stem::Cut, last == "e"));
            }
        }
    }
    let (start, last) = stem.split_at_checked(stem.len() - 1)?;
    if ["l", "n", "r"].contains(&last) {
        let entry = dictionary.word(&[start, "e", last].concat())?;
        return Some((entry, Stem::Syncope, false));
    }
    None
}

/// Whether an ending may be added to these letters as they are.
fn follows(stem: &str, ending: &str) -> bool {
    let vowel = stem.ends_with(spelling::is_vowel);
    match ending {
        "n" | "ns" => vowel || stem.ends_with(['l', 'r']),
        "t" | "ts" => ["a", "e", "o", "ig", "sk"]
            .iter()
            .any(|end| stem.ends_with(end)),
        "r" | "rs" => vowel,
        "na" | "nas" => stem.ends_with('r'),
        "or" | "ors" | "orna" | "ornas" => false,
        "er" | "erna" | "ers" | "ernas" => !stem.ends_with("ik"),
        _ => true,
    }
}

impl Form<'_> {
    fn shortest(&self) -> usize {
        match self.sounds {
            "ən" | "ət" | "əns" | "əts" => SHORTEST_DEFINITE,
            _ => SHORTEST_ALONE,
        }
    }

    /// How the form sounds, and whether its accent is certain.
    pub(super) fn pronunciation(&self) -> Option<(Pronunciation, bool)> {
        let mut word = self.lemma.pronunciation();
        let mut ending = listed(self.sounds);
        let is_mute = self.ends_in_e && !word.phones.last()?.is_vowel();
        match self.stem {
            Stem::Whole if is_mute && ending.phones.first()?.symbol != Symbol::S => {
                ending.phones.splice(0..0, listed("ə").phones);
            }
            Stem::Whole => {}
            Stem::Cut if is_mute => {}
            Stem::Doubled if word.phones.last()?.long => {}
            Stem::Doubled => return None,
            Stem::Cut => drop(word.phones.pop()),
            Stem::Syncope => {
                let weak = word.phones.len().checked_sub(2)?;
                if word.phones[weak].symbol != Symbol::Schwa {
                    return None;
                }
                word.phones.remove(weak);
            }
        }
        let main = word.stressed()?;
        let mut vowels = word.phones.iter().enumerate().filter(|(_, p)| p.is_vowel());
        let first = vowels.next().is_some_and(|(at, _)| at == main);
        let one = vowels.next().is_none();
        let certain = self.turn(&mut word, one, first);
        if self.effect == Open && self.sounds.starts_with('ə') {
            word = moved(word);
        }
        if self.clashes(&word, &ending) {
            return None;
        }
        Some((attach(word, ending), certain))
    }

    /// Sets the accent; false where the ending alone does not tell.
    fn turn(&self, word: &mut Pronunciation, one: bool, first: bool) -> bool {
        if word.accent == Accent::Grave {
            return !(self.sounds.starts_with("ər") && matches!(self.stem, Stem::Cut));
        }
        if self.effect == Stays {
            return true;
        }
        if one && self.effect == Turns {
            word.accent = Accent::Grave;
            return true;
        }
        !one && !first
    }

    /// Whether two vowels would meet that no inflection brings together.
    fn clashes(&self, word: &Pronunciation, ending: &Pronunciation) -> bool {
        let (Some(last), Some(next)) = (word.phones.last(), ending.phones.first()) else {
            return true;
        };
        last.is_vowel() && next.is_vowel() && last.stress != Stress::Primary
    }
}

/// Moves the stress of a learned noun in *-or* to that syllable, as its plural has it: *motor*,
/// *motorer*; in a compound the secondary stress (*hemdatorer*).
fn moved(mut word: Pronunciation) -> Pronunciation {
    let place = match &word.phones[..] {
        [first @ .., vowel, r]
            if vowel.symbol == Symbol::Upsilon
                && vowel.stress == Stress::None
                && r.symbol == Symbol::R
                && first.iter().any(|phone| phone.is_vowel()) =>
        {
            first.len()
        }
        _ => return word,
    };
    word.phones[place].symbol = Symbol::U;
    word.phones[place].long = true;
    let before = &word.phones[..place];
    let secondary = before
        .iter()
        .rposition(|phone| phone.stress == Stress::Secondary);
    match secondary {
        Some(from) => loans::move_stress(word, from, place, Stress::Secondary),
        None => Pronunciation {
            accent: Accent::Acute,
            ..loans::move_stress(word, 0, place, Stress::Primary)
        },
    }
}

/// Adds an ending, which melts with an r before it.
fn attach(mut word: Pronunciation, mut ending: Pronunciation) -> Pronunciation {
    if let (Some(last), Some(next)) = (word.phones.last_mut(), ending.phones.first_mut()) {
        if last.symbol == Symbol::G && next.symbol == Symbol::T {
            last.symbol = Symbol::K;
        }
        if last.symbol.is_retroflex()
            && let Some(retroflex) = next.symbol.retroflex()
        {
            next.symbol = retroflex;
        }
    }
    let mut both = [word, ending];
    phrase::melt(&mut both);
    let [mut word, ending] = both;
    word.phones.extend(ending.phones);
    word
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_follow_their_lemma() {
        let cases = [
            ("skolorna", "²ˈskuːlʊɳa"),
            ("cyklarna", "²ˈsʏkːlaɳa"),
            ("vackra", "²ˈvakːra"),
            ("programmet", "prʊˈɡramːət"),
            ("pojkarna", "²ˈpɔjːkaɳa"),
            ("fågelns", "ˈfoːɡəlns"),
            ("hästarna", "²ˈhɛsːtaɳa"),
            ("arbetarens", "²ˈarːbˌeːtarəns"),
            ("kungens", "ˈkɵŋːəns"),
            ("tecknet", "ˈtɛkːnət"),
            ("snabbast", "²ˈsnabːast"),
            ("dansade", "²ˈdanːsadə"),
            ("dansad", "²ˈdanːsad"),
            ("organiserad", "ɔrɡanɪˈseːrad"),
            ("studenter", "stɵˈdɛnːtər"),
            ("studenterna", "stɵˈdɛnːtəɳa"),
            ("barnets", "ˈbɑːɳəts"),
            ("hjärtats", "²ˈjæʈːats"),
            ("pianot", "pɪˈɑːnʊt"),
            ("böckerna", "ˈbœkːəɳa"),
            ("motorer", "mʊˈtuːrər"),
            ("datorernas", "daˈtuːrəɳas"),
            ("hemdatorer", "²ˈhɛmːdaˌtuːrər"),
            ("motorn", "²ˈmuːtʊɳ"),
            ("lärarnas", "²ˈlæːraɳas"),
            ("sonens", "ˈsoːnəns"),
            ("garaget", "ɡaˈrɑːɧət"),
            ("massagens", "maˈsɑːɧəns"),
            ("reportages", "rɛpʊˈʈɑːɧs"),
        ];
        let dictionary = Dictionary::new();
        for (word, expected) in cases {
            let expected: Pronunciation = expected.parse().expect(expected);
            let form = certain(&dictionary, word).map(|form| form.ipa());
            assert_eq!(form, Some(expected.ipa()), "{word}");
        }
    }

    #[test]
    fn what_is_no_form_is_left_alone() {
        let dictionary = Dictionary::new();
        for word in ["bult", "takt", "hann", "kritiker", "saker", "xyz", "s", ""] {
            assert_eq!(certain(&dictionary, word), None, "{word}");
        }
    }
}
