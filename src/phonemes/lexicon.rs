//! Words whose sounds do not follow from their letters, and function words with their weak forms.
//!
//! The tables are written for Lyssna, from knowledge of the language.

use std::collections::HashMap;

use super::letters::listed;
use super::{Pronunciation, Stress};
use crate::text::Style;

/// Function words: the form said alone, and the weak one inside a sentence.
const FUNCTION: [(&str, &str, &str); 104] = [
    ("alla", "²ˈalːa", "²ˈalːa"),
    ("att", "ˈatː", "at"),
    ("av", "ˈɑːv", "ɑv"),
    ("blev", "ˈbleːv", "blev"),
    ("bli", "ˈbliː", "bli"),
    ("blir", "ˈbliːr", "blir"),
    ("blivit", "²ˈbliːvɪt", "²ˈbliːvɪt"),
    ("bland", "ˈblanːd", "bland"),
    ("borde", "²ˈbuːɖə", "²ˈbuːɖə"),
    ("bör", "ˈbœːr", "bœr"),
    ("de", "ˈdɔmː", "dɔm"),
    ("dem", "ˈdɔmː", "dɔm"),
    ("den", "ˈdɛnː", "dɛn"),
    ("denna", "²ˈdɛnːa", "²ˈdɛnːa"),
    ("dess", "ˈdɛsː", "dɛs"),
    ("dessa", "²ˈdɛsːa", "²ˈdɛsːa"),
    ("det", "ˈdeːt", "de"),
    ("detta", "²ˈdɛtːa", "²ˈdɛtːa"),
    ("dig", "ˈdɛjː", "dɛj"),
    ("din", "ˈdɪnː", "dɪn"),
    ("dina", "²ˈdiːna", "²ˈdiːna"),
    ("ditt", "ˈdɪtː", "dɪt"),
    ("du", "ˈdʉː", "dʉ"),
    ("där", "ˈdæːr", "dær"),
    ("då", "ˈdoː", "do"),
    ("efter", "ˈɛfːtər", "ˈɛfːtər"),
    ("eftersom", "ˈɛfːtəˌʂɔmː", "ˈɛfːtəʂɔm"),
    ("eller", "ˈɛlːər", "ˈɛlːər"),
    ("en", "ˈɛnː", "ɛn"),
    ("er", "ˈeːr", "er"),
    ("ett", "ˈɛtː", "ɛt"),
    ("fast", "ˈfasːt", "fast"),
    ("fick", "ˈfɪkː", "fɪk"),
    ("från", "ˈfroːn", "fron"),
    ("få", "ˈfoː", "fo"),
    ("får", "ˈfoːr", "for"),
    ("för", "ˈfœːr", "fœr"),
    ("före", "²ˈfœːrə", "²ˈfœːrə"),
    ("genom", "²ˈjeːnɔm", "²ˈjeːnɔm"),
    ("ha", "ˈhɑː", "hɑ"),
    ("hade", "²ˈhadːə", "hadə"),
    ("haft", "ˈhafːt", "haft"),
    ("han", "ˈhanː", "han"),
    ("hans", "ˈhanːs", "hans"),
    ("har", "ˈhɑːr", "har"),
    ("hennes", "²ˈhɛnːəs", "²ˈhɛnːəs"),
    ("hon", "ˈhʊnː", "hʊn"),
    ("honom", "²ˈhɔnːɔm", "²ˈhɔnːɔm"),
    ("hos", "ˈhuːs", "hʊs"),
    ("hur", "ˈhʉːr", "hʉr"),
    ("i", "ˈiː", "i"),
    ("innan", "²ˈɪnːan", "²ˈɪnːan"),
    ("jag", "ˈjɑːɡ", "ja"),
    ("kan", "ˈkanː", "kan"),
    ("kunde", "²ˈkɵnːdə", "kɵndə"),
    ("man", "ˈmanː", "man"),
    ("med", "ˈmeːd", "me"),
    ("mellan", "²ˈmɛlːan", "²ˈmɛlːan"),
    ("men", "ˈmɛnː", "mɛn"),
    ("mig", "ˈmɛjː", "mɛj"),
    ("min", "ˈmɪnː", "mɪn"),
    ("mina", "²ˈmiːna", "²ˈmiːna"),
    ("mitt", "ˈmɪtː", "mɪt"),
    ("mot", "ˈmuːt", "mut"),
    ("ni", "ˈniː", "ni"),
    ("när", "ˈnæːr", "nær"),
    ("och", "ˈɔkː", "ɔ"),
    ("om", "ˈɔmː", "ɔm"),
    ("oss", "ˈɔsː", "ɔs"),
    ("på", "ˈpoː", "po"),
    ("ska", "ˈskɑː", "ska"),
    ("skulle", "²ˈskɵlːə", "skɵlə"),
    ("sig", "ˈsɛjː", "sɛj"),
    ("sin", "ˈsɪnː", "sɪn"),
    ("sina", "²ˈsiːna", "²ˈsiːna"),
    ("sitt", "ˈsɪtː", "sɪt"),
    ("skall", "ˈskalː", "skal"),
    ("som", "ˈsɔmː", "sɔm"),
    ("så", "ˈsoː", "so"),
    ("till", "ˈtɪlː", "tɪl"),
    ("trots", "ˈtrɔtːs", "trɔts"),
    ("under", "ˈɵnːdər", "ˈɵnːdər"),
    ("ur", "ˈʉːr", "ʉr"),
    ("utan", "²ˈʉːtan", "²ˈʉːtan"),
    ("vad", "ˈvɑːd", "va"),
    ("var", "ˈvɑːr", "var"),
    ("vara", "²ˈvɑːra", "vara"),
    ("varit", "²ˈvɑːrɪt", "²ˈvɑːrɪt"),
    ("vars", "ˈvɑːʂ", "vaʂ"),
    ("vem", "ˈvɛmː", "vɛm"),
    ("vi", "ˈviː", "vi"),
    ("via", "²ˈviːa", "²ˈviːa"),
    ("vid", "ˈviːd", "vid"),
    ("vilka", "²ˈvɪlːka", "²ˈvɪlːka"),
    ("vilken", "²ˈvɪlːkən", "²ˈvɪlːkən"),
    ("vilket", "²ˈvɪlːkət", "²ˈvɪlːkət"),
    ("vill", "ˈvɪlː", "vɪl"),
    ("ville", "²ˈvɪlːə", "²ˈvɪlːə"),
    ("vår", "ˈvoːr", "vor"),
    ("våra", "²ˈvoːra", "²ˈvoːra"),
    ("vårt", "ˈvoːʈ", "voʈ"),
    ("är", "ˈæːr", "ær"),
    ("över", "ˈøːvər", "ˈøːvər"),
    ("åt", "ˈoːt", "ot"),
];

/// Words that the letters mislead about: loans and common words.
const EXCEPTIONS: [(&str, &str); 71] = [
    ("annons", "aˈnɔŋːs"),
    ("april", "aˈprɪlː"),
    ("augusti", "aˈɡɵsːtɪ"),
    ("balans", "baˈlaŋːs"),
    ("champagne", "ɧamˈpanːj"),
    ("champion", "ˈɧamːpɪɔn"),
    ("chans", "ˈɧaŋːs"),
    ("chaufför", "ɧɔˈfœːr"),
    ("december", "dɛˈsɛmːbər"),
    ("dotter", "²ˈdɔtːər"),
    ("eget", "²ˈeːɡət"),
    ("energi", "ɛnærˈɧiː"),
    ("februari", "fɛbrɵˈɑːrɪ"),
    ("flera", "²ˈfleːra"),
    ("fredag", "ˈfreːda"),
    ("fåtölj", "fɔˈtœlːj"),
    ("genre", "ˈɧaŋːər"),
    ("gest", "ˈɧɛsːt"),
    ("göteborgare", "jøtə²ˈbɔrːjarə"),
    ("hallå", "haˈloː"),
    ("hej", "ˈhɛjː"),
    ("högt", "ˈhœkːt"),
    ("idag", "ɪˈdɑːɡ"),
    ("igår", "ɪˈɡoːr"),
    ("ikväll", "ɪˈkvɛlː"),
    ("imorgon", "ɪˈmɔrːɔn"),
    ("ingen", "²ˈɪŋːən"),
    ("ingenjör", "ɪnɧənˈjœːr"),
    ("inget", "²ˈɪŋːət"),
    ("inte", "²ˈɪnːtə"),
    ("januari", "janɵˈɑːrɪ"),
    ("jeans", "ˈjiːns"),
    ("jeep", "ˈjiːp"),
    ("juice", "ˈjuːs"),
    ("juli", "ˈjʉːlɪ"),
    ("juni", "ˈjʉːnɪ"),
    ("just", "ˈjɵsːt"),
    ("kiosk", "ˈɕɔsːk"),
    ("lasagne", "laˈsanːjə"),
    ("liten", "²ˈliːtən"),
    ("lördag", "ˈlœːɖa"),
    ("mars", "ˈmaʂː"),
    ("morgon", "²ˈmɔrːɔn"),
    ("museum", "mɵ²ˈseːɵm"),
    ("måndag", "ˈmɔnːda"),
    ("nej", "ˈnɛjː"),
    ("november", "nʊˈvɛmːbər"),
    ("någon", "²ˈnoːɡɔn"),
    ("något", "²ˈnoːɡɔt"),
    ("några", "²ˈnoːɡra"),
    ("också", "²ˈɔkːsɔ"),
    ("oktober", "ɔkˈtuːbər"),
    ("omkring", "ɔmˈkrɪŋː"),
    ("onsdag", "ˈʊnːsda"),
    ("orm", "ˈʊrːm"),
    ("osthyvel", "²ˈʊsːtˌhyːvəl"),
    ("passagerare", "pasa²ˈɧeːrarə"),
    ("per", "ˈpærː"),
    ("restaurang", "rɛstɵˈraŋː"),
    ("sedan", "²ˈseːdan"),
    ("september", "sɛpˈtɛmːbər"),
    ("service", "ˈsœrːvɪs"),
    ("son", "ˈsoːn"),
    ("säga", "²ˈsɛjːa"),
    ("säger", "ˈsɛjːər"),
    ("sägs", "ˈsɛjːs"),
    ("söndag", "ˈsœnːda"),
    ("team", "ˈtiːm"),
    ("tisdag", "ˈtiːsda"),
    ("torsdag", "ˈtuːʂɖa"),
    ("tsar", "ˈtsɑːr"),
];

/// A listed word: how it is said alone, and inside a sentence.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) alone: Pronunciation,
    pub(super) weak: Option<Pronunciation>,
}

impl Entry {
    /// How a function word is said inside a sentence; clear speech keeps all its sounds.
    pub(super) fn within(&self, style: Style) -> Option<Pronunciation> {
        let weak = self.weak.as_ref()?;
        if style != Style::Clear || weak.phones.len() == self.alone.phones.len() {
            return Some(weak.clone());
        }
        let mut word = self.alone.clone();
        word.function = true;
        for phone in &mut word.phones {
            phone.stress = Stress::None;
            phone.long = false;
        }
        Some(word)
    }
}

/// The tables, ready to be searched by lower-case spelling.
#[derive(Debug)]
pub(super) struct Lexicon(HashMap<&'static str, Entry>);

impl Lexicon {
    pub(super) fn new() -> Self {
        let function = FUNCTION.iter().map(|&(word, alone, weak)| {
            let mut weak = listed(weak);
            weak.function = true;
            let alone = listed(alone);
            (
                word,
                Entry {
                    alone,
                    weak: Some(weak),
                },
            )
        });
        let exceptions = EXCEPTIONS.iter().map(|&(word, ipa)| {
            (
                word,
                Entry {
                    alone: listed(ipa),
                    weak: None,
                },
            )
        });
        Self(function.chain(exceptions).collect())
    }

    pub(super) fn get(&self, word: &str) -> Option<&Entry> {
        self.0.get(word)
    }

    /// The weak form of a function word.
    pub(super) fn weak(&self, word: &str) -> Option<&Pronunciation> {
        self.0.get(word)?.weak.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::phonemes::spelling;

    #[test]
    fn tables_are_readable_and_their_words_are_found_once() {
        let lexicon = Lexicon::new();
        assert_eq!(lexicon.0.len(), FUNCTION.len() + EXCEPTIONS.len());
        for (word, entry) in &lexicon.0 {
            assert_eq!(spelling::fold(word), *word);
            assert!(entry.alone.stressed().is_some(), "{word}");
        }
    }
}
