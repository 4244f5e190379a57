//! Inflected forms of listed words: the ending adds its sounds and may turn the accent.
//!
//! The rules are those of Riad, *The Phonology of Swedish* (2014), chapters 5 and 9.

use super::dictionary::{Dictionary, Entry};
use super::letters::listed;
use super::{Accent, Pronunciation, Stress, Symbol, phrase, spelling};

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
/// The same where no lexicon tells of a longer whole.
const SHORTEST_ALONE: usize = 4;

/// How a stem is spelt from its lemma.
#[derive(Clone, Copy, Debug)]
enum Stem {
    /// The whole lemma.
    Whole,
    /// With its m or n doubled: *programmet*.
    Doubled,
    /// Without its last vowel: *pojkar*, *flickor*.
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
    sounds: &'static str,
    effect: Effect,
}

/// The sounds of a form whose accent its ending tells; none for other words.
pub(super) fn certain(dictionary: &Dictionary, word: &str) -> Option<Pronunciation> {
    forms(dictionary, word)
        .filter(|form| form.letters >= SHORTEST_ALONE)
        .filter_map(|form| form.pronunciation())
        .find_map(|(word, certain)| certain.then_some(word))
}

/// The readings of a word as a listed one with an ending.
pub(super) fn forms<'a>(dictionary: &'a Dictionary, word: &str) -> impl Iterator<Item = Form<'a>> {
    ENDINGS.iter().filter_map(move |&(ending, sounds, effect)| {
        let stem = word.strip_suffix(ending)?;
        let letters = stem.chars().count();
        let (lemma, stem) = lemma(dictionary, stem, ending)?;
        Some(Form {
            lemma,
            stem,
            letters,
            sounds,
            effect,
        })
    })
}

fn lemma<'a>(dictionary: &'a Dictionary, stem: &str, ending: &str) -> Option<(&'a Entry, Stem)> {
    if stem.chars().count() < SHORTEST {
        return None;
    }
    if follows(stem, ending)
        && let Some(entry) = dictionary.word(stem)
    {
        return Some((entry, Stem::Whole));
    }
    if !ending.starts_with(['a', 'e', 'o']) {
        return None;
    }
    if let Some(single) = stem.strip_suffix(['m', 'n'])
        && single.ends_with(['m', 'n'])
        && let Some(entry) = dictionary.word(single)
    {
        return Some((entry, Stem::Doubled));
    }
    if !ending.starts_with("en") && !ending.starts_with("et") {
        let lemmas = [[stem, "a"].concat(), [stem, "e"].concat()];
        if let Some(entry) = lemmas.iter().find_map(|lemma| dictionary.word(lemma)) {
            return Some((entry, Stem::Cut));
        }
    }
    let (start, last) = stem.split_at_checked(stem.len() - 1)?;
    if ["l", "n", "r"].contains(&last) {
        let entry = dictionary.word(&[start, "e", last].concat())?;
        return Some((entry, Stem::Syncope));
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
    /// How the form sounds, and whether its accent is certain.
    pub(super) fn pronunciation(&self) -> Option<(Pronunciation, bool)> {
        let mut word = self.lemma.pronunciation();
        match self.stem {
            Stem::Whole => {}
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
        let ending = listed(self.sounds);
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
