//! Acronyms: by letters (`SKR:s`, `VD:n`, `FoU`), or as words (`NATO`), and words in capitals.

use super::acronyms::{SPELLED, SPOKEN};
use crate::text::Word;
use crate::text::lexeme::Cursor;
use crate::text::reading::{Reading, both, lowered, say, spell};

/// Endings that follow an acronym after a colon.
const ENDINGS: &[&str] = &[
    "s", "n", "en", "ens", "et", "ets", "er", "ers", "erna", "ar", "arna", "or", "na", "ns", "t",
    "ts", "an", "are", "aren", "aste", "ad", "a", "as", "ade", "ades", "arens", "ernas", "arnas",
];

/// Endings that are written onto an acronym in capitals: `VDn`.
const GLUED: &[&str] = &["s", "n", "en", "et", "er", "ar", "erna", "ens"];

/// Acronyms with a vowel that are also written in small letters and are no words then.
const LOWER_CASE: &[&str] = &[
    "adhd", "adsl", "aed", "ai", "api", "cia", "dna", "ec", "eeg", "ehec", "ekg", "eu", "fbi",
    "hbtqi", "id", "io", "iq", "isbn", "ivf", "mri", "ob", "ptsd", "rna", "sfi", "suv", "ub",
    "url", "usa", "usb", "uv", "åf",
];

/// Acronyms in small letters only where a hyphen follows; alone they are other words.
const JOINED: &[&str] = &["em", "it", "os", "pr"];

/// Words and names without a vowel, which are no acronyms.
const VOWELLESS: &[&str] = &[
    "brr", "hm", "hmm", "hrm", "jr", "mhm", "mm", "mr", "mrs", "ms", "ng", "pff", "pst", "sch",
    "schh", "shh", "st", "tss",
];

/// Consonants that a Swedish word may begin with, besides single ones.
const ONSETS: &[&str] = &[
    "bj", "bl", "br", "ch", "dj", "dr", "dv", "fj", "fl", "fn", "fr", "gj", "gl", "gn", "gr", "hj",
    "kj", "kl", "kn", "kr", "kv", "lj", "mj", "nj", "ph", "pj", "pl", "pr", "ps", "sc", "sch",
    "sh", "sj", "sk", "skj", "skr", "skv", "sl", "sm", "sn", "sp", "spj", "spl", "spr", "st",
    "stj", "str", "sv", "th", "tj", "tr", "tv", "vr",
];

/// Reads a word that is spelled out, or that capitals disguise.
pub(super) fn read(start: Cursor<'_>) -> Option<Reading> {
    let word = start.word()?;
    if word == "OK" {
        return Some(Reading::one(start, start.next(), say("okej")));
    }
    if let Some((words, end)) = letters(start) {
        return Some(Reading::one(start, end, words));
    }
    if let Some((name, capitals)) = tail_of_capitals(word) {
        return Some(Reading::one(
            start,
            start.next(),
            both(say(name), spell(capitals)),
        ));
    }
    let plain = as_word(word);
    let ending = colon_ending(start.next()).filter(|_| is_capitals(word));
    match ending {
        Some((ending, end)) => Some(Reading::one(start, end, say(&format!("{plain}{ending}")))),
        None => Some(Reading::one(start, start.next(), say(&plain))),
    }
}

/// Splits `ChatGPT` before capitals that are spelled.
fn tail_of_capitals(word: &str) -> Option<(&str, &str)> {
    let split = word.rfind(char::is_lowercase)? + 1;
    let (name, capitals) = (word.get(..split)?, word.get(split..)?);
    let spelled = capitals.len() > 1 && !is_pronounceable(&capitals.to_lowercase());
    (name.len() > 1 && spelled && capitals.chars().all(is_latin_letter)).then_some((name, capitals))
}

/// The word as it is said when it is no acronym: capitals become an initial one.
pub(super) fn as_word(word: &str) -> String {
    if !is_capitals(word) {
        return word.to_owned();
    }
    let mut letters = word.chars();
    letters
        .next()
        .into_iter()
        .chain(letters.flat_map(char::to_lowercase))
        .collect()
}

/// The letters of a word that is spelled out, with its ending, and where they end.
pub(super) fn letters(start: Cursor<'_>) -> Option<(Vec<Word>, Cursor<'_>)> {
    let word = start.word()?;
    let mut length = word.chars().take(9).count();
    let mut acronym = word;
    let mut ending = "";
    let mut end = start.next();
    if let Some((after_colon, to)) = colon_ending(end) {
        (ending, end) = (after_colon, to);
    } else if let Some((capitals, glued)) = glued(word) {
        (acronym, ending) = (capitals, glued);
        length = capitals.chars().count();
    }
    let spelled = match length {
        1 => {
            word.starts_with(char::is_alphabetic) && (is_letter(start, word) || !ending.is_empty())
        }
        2..=8 => is_spelled(acronym, start),
        _ => false,
    };
    if !spelled {
        return None;
    }
    let mut words = spell(acronym);
    if let Some(last) = words.last_mut().filter(|_| !ending.is_empty()) {
        last.text = format!("{}:{ending}", last.text);
    }
    Some((words, end))
}

/// An ending after a colon: `:s`, `:erna`.
fn colon_ending(start: Cursor<'_>) -> Option<(&str, Cursor<'_>)> {
    let after = start.over(&[':'])?;
    let ending = after.word().filter(|word| ENDINGS.contains(word))?;
    Some((ending, after.next()))
}

/// Splits `VDn` into its capitals and its ending.
fn glued(word: &str) -> Option<(&str, &str)> {
    let split = word.find(char::is_lowercase)?;
    let (capitals, ending) = word.split_at(split);
    (capitals.chars().count() > 1 && GLUED.contains(&ending)).then_some((capitals, ending))
}

/// A single letter that is said by its name; `i`, `å` and `ö` are words.
fn is_letter(start: Cursor<'_>, word: &str) -> bool {
    let after_number = start.back().is_some_and(|back| back.number().is_some());
    let hyphen = start
        .next()
        .over(&['-'])
        .is_some_and(|after| after.word().is_some());
    after_number || hyphen || !matches!(word, "i" | "I" | "å" | "Å" | "ö" | "Ö" | "à" | "o")
}

fn is_capitals(word: &str) -> bool {
    word.chars().nth(1).is_some() && word.chars().all(char::is_uppercase)
}

/// Decides by the lists, by the words around it, and by its shape.
fn is_spelled(word: &str, start: Cursor<'_>) -> bool {
    if !word.chars().all(is_latin_letter) {
        return false;
    }
    let lower = lowered(word);
    let listed = |list: &[&str]| list.binary_search(&lower.as_ref()).is_ok();
    if !is_capitals(word) {
        let bare = has_no_vowel(&lower) && lower.len() <= 5 && !VOWELLESS.contains(&lower.as_ref());
        let small = word.chars().skip(1).all(char::is_lowercase);
        let joined = listed(JOINED)
            && start
                .next()
                .over(&['-'])
                .is_some_and(|c| c.word().is_some());
        return (is_mixed(word) && !listed(SPOKEN))
            || (small && (listed(LOWER_CASE) || bare || joined));
    }
    let numbered = start.next().number().is_some() && lower.len() < 4;
    if numbered || listed(SPOKEN) || listed(SPELLED) {
        return numbered || listed(SPELLED);
    }
    if is_shouted(start) {
        return has_no_vowel(&lower);
    }
    lower.chars().count() < 4 || !is_pronounceable(&lower)
}

fn is_latin_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, 'å' | 'ä' | 'ö' | 'é' | 'Å' | 'Ä' | 'Ö' | 'É')
}

/// `FoU`, `SvD`, `pH`, `iOS`: small letters that a capital follows, in at most four.
fn is_mixed(word: &str) -> bool {
    let count = word.chars().count();
    if count <= 3 && word.starts_with(char::is_lowercase) {
        return word.chars().skip(1).all(char::is_uppercase);
    }
    let ends = |c: Option<char>| c.is_some_and(char::is_uppercase);
    (3..=4).contains(&count)
        && ends(word.chars().next())
        && ends(word.chars().last())
        && word.chars().filter(|c| c.is_lowercase()).count() == 1
}

fn is_vowel(c: char) -> bool {
    "aeiouyåäöé".contains(c)
}

fn has_no_vowel(lower: &str) -> bool {
    !lower.contains(is_vowel)
}

/// True beside another long word in capitals, as in a heading set in capitals.
fn is_shouted(start: Cursor<'_>) -> bool {
    let loud = |word: &str| {
        word.chars().count() >= 4 && is_capitals(word) && is_pronounceable(&word.to_lowercase())
    };
    let after = start.next().following_word();
    let before = start
        .back()
        .filter(|back| back.is_space())
        .and_then(Cursor::back)
        .and_then(Cursor::word);
    after.is_some_and(loud) || before.is_some_and(loud)
}

/// True for letters that can be a Swedish word: an onset, vowels, no long clusters.
fn is_pronounceable(lower: &str) -> bool {
    let Some(vowel) = lower.find(is_vowel) else {
        return false;
    };
    let onset = &lower[..vowel];
    let coda: String = lower.chars().rev().take_while(|c| !is_vowel(*c)).collect();
    let onset_fits = onset.len() <= 1 || ONSETS.contains(&onset);
    let coda_fits = match coda.chars().rev().collect::<Vec<_>>()[..] {
        [] | [_] => true,
        [a, b] => a == b || "lrnms".contains(a) || "skt".contains(b),
        [a, .., c] => coda.len() <= 4 && "lrnmskpft".contains(a) && "skt".contains(c),
    };
    let consonants = longest_run(lower, |c| !is_vowel(c));
    onset_fits && coda_fits && consonants <= 4 && longest_run(lower, is_vowel) <= 2
}

fn longest_run(word: &str, like: impl Fn(char) -> bool) -> usize {
    word.split(|c| !like(c))
        .map(|run| run.chars().count())
        .max()
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::classes::tests::check;

    #[test]
    fn acronyms() {
        check(&[
            ("SKR:s ordförande", "S K R:s ordförande"),
            ("VD:n avgår", "V D:n avgår"),
            ("VDn avgår", "V D:n avgår"),
            ("vd:ns lön", "v d:ns lön"),
            ("NATO och Nato", "Nato och Nato"),
            ("UNESCO:s lista", "Unescos lista"),
            ("FoU", "F o U"),
            ("SvD", "S v D"),
            ("pH-värdet", "p H värdet"),
            ("SMHI varnar", "S M H I varnar"),
            ("LKAB i Kiruna", "L K A B i Kiruna"),
            ("NY SKOLA I UMEÅ", "Ny Skola I Umeå"),
            ("SVT NYHETER", "S V T Nyheter"),
            ("I oktober", "I oktober"),
            ("elområde SE3", "elområde S E tre"),
            ("plan B", "plan B"),
            ("pdf:en", "p d f:en"),
            ("Tv-tittare och Mr Bean", "T v tittare och Mr Bean"),
            ("hbtq-frågor", "h b t q frågor"),
            ("Hm, det var it", "Hm, det var it"),
        ]);
    }

    #[test]
    fn the_lists_are_sorted_for_the_search() {
        for list in [SPELLED, SPOKEN, LOWER_CASE] {
            assert!(list.is_sorted());
        }
    }

    #[test]
    fn pronounceable_shapes() {
        for word in [
            "nato",
            "krav",
            "bris",
            "stockholm",
            "umeå",
            "öppettider",
            "viktigt",
            "landskap",
        ] {
            assert!(is_pronounceable(word), "{word}");
        }
        for word in ["lkab", "smhi", "adhd", "mucf", "rfsu", "hbtq", "wto"] {
            assert!(!is_pronounceable(word), "{word}");
        }
    }
}
