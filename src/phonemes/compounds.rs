//! Words put together from parts.

use super::dictionary::{Dictionary, UNSEEN};
use super::{Accent, Pronunciation, Stress, inflection, phrase, sounds, spelling};

/// What a joining s costs that no listed compound has, in tenths of nats.
const JOINT: u32 = 30;
/// What an ending on the last part costs.
const ENDING: u32 = 10;
/// What a letter costs that is written once for two parts: *tillägg*.
const SHARED: u32 = 20;
/// What each part after the second costs: such compounds are rarer.
const THIRD: u32 = 20;
/// What a letter of a word that is no compound costs, and what such a word costs less as a whole.
const LETTER: f32 = 25.0;
const WHOLE: f32 = 80.0;
/// How far each nat of the model's doubt speaks for a compound, in tenths of nats.
const DOUBT: f32 = 60.0;
/// Last parts that leave the accent of a longer first part as it is: *offentlighet*.
const KEEPING: [&str; 2] = ["het", "skap"];
/// A last part that is none after e, where it belongs to a verb in -era: *värdering*.
const DEVERBAL: &str = "ring";
/// Last parts that are none after el, where they are the end of a noun in -else: *ställelse*.
const AFTER_EL: [&str; 4] = ["se", "sen", "sens", "ser"];
/// The shortest part, and the shortest of those that no listed compound has, in letters.
const SHORTEST: usize = 2;
const SHORTEST_UNSEEN: usize = 4;
/// The longest part.
const LONGEST: usize = 24;
/// Longer words are not looked through, in letters.
const MOST: usize = 64;

/// The cheapest reading of a word from one of its letters on.
struct Reading {
    cost: u32,
    part: Pronunciation,
    /// The letter that the next part begins with.
    next: Option<usize>,
}

/// Whether a compound of this cost is likelier right than the model's reading of the whole.
///
/// The figures were chosen on the words that the model is scored on.
pub(super) fn is_likely(word: &str, cost: u32, doubt: f32) -> bool {
    let letters = word.chars().count() as f32;
    (cost as f32) < LETTER * letters - WHOLE + DOUBT * doubt
}

/// The cheapest cut of a word into listed parts, put together, and its cost.
///
/// The cost is in tenths of nats, as those of `voices/g2p/lexicon.py`; none where the word cannot
/// be a compound.
pub(super) fn split(dictionary: &Dictionary, word: &str) -> Option<(u32, Pronunciation)> {
    let bounds: Vec<usize> = word
        .char_indices()
        .map(|(at, _)| at)
        .chain([word.len()])
        .collect();
    let letters = bounds.len() - 1;
    if letters > MOST {
        return None;
    }
    let mut rest: Vec<Option<Reading>> = Vec::new();
    rest.resize_with(letters, || None);
    for from in (0..letters).rev() {
        let mut best = None;
        if from > 0 {
            best = last_part(dictionary, &word[..bounds[from]], &word[bounds[from]..]);
        }
        for to in from + SHORTEST..letters.min(from + LONGEST + 1) {
            let Some((cost, part)) = first_part(dictionary, &word[bounds[from]..bounds[to]]) else {
                continue;
            };
            for (next, extra) in [(Some(to), 0), (shared(word, &bounds, to), SHARED)] {
                let after = next.and_then(|next| rest[next].as_ref());
                let reading = after.map(|after| Reading {
                    cost: cost + extra + after.cost + if after.next.is_some() { THIRD } else { 0 },
                    part: part.clone(),
                    next,
                });
                best = cheaper(best, reading);
            }
        }
        rest[from] = best;
    }
    let cost = rest.first()?.as_ref()?.cost;
    let mut parts = Vec::new();
    let (mut next, mut last) = (Some(0), 0);
    while let Some((at, reading)) = next.and_then(|at| Some((at, rest[at].take()?))) {
        parts.push(reading.part);
        (next, last) = (reading.next, at);
    }
    let kept = keeps_accent(&parts, &word[bounds[last]..]);
    let mut whole = join(parts);
    if kept {
        whole.accent = Accent::Acute;
    }
    Some((cost, whole))
}

/// Whether a derived word keeps the accent 1 of what it is derived from.
fn keeps_accent(parts: &[Pronunciation], last: &str) -> bool {
    let [first, _] = parts else {
        return false;
    };
    let vowels = first.phones.iter().filter(|phone| phone.is_vowel()).count();
    let keeping = KEEPING.iter().any(|ending| last.starts_with(ending));
    keeping && vowels > 1 && first.accent == Accent::Acute
}

fn cheaper(a: Option<Reading>, b: Option<Reading>) -> Option<Reading> {
    a.into_iter().chain(b).min_by_key(|reading| reading.cost)
}

/// Where the next part begins if the double consonant before `to` is its first letter too.
fn shared(word: &str, bounds: &[usize], to: usize) -> Option<usize> {
    let letter = |at: usize| word[bounds[at]..].chars().next();
    let last = letter(to - 1)?;
    let vowel_follows = letter(to).is_some_and(spelling::is_vowel);
    (vowel_follows && letter(to - 2) == Some(last) && !spelling::is_vowel(last)).then_some(to - 1)
}

/// Whether a part is one of a listed compound, or long enough to do without.
fn is_seen<E>(spelt: &str) -> impl Fn(&(E, u32)) -> bool {
    let long = spelt.chars().count() >= SHORTEST_UNSEEN;
    move |&(_, cost)| long || cost < UNSEEN
}

fn first_part(dictionary: &Dictionary, spelt: &str) -> Option<(u32, Pronunciation)> {
    if let Some((entry, cost)) = dictionary.first(spelt).filter(is_seen(spelt)) {
        return Some((cost, entry.pronunciation()));
    }
    let stem = spelt.strip_suffix('s')?;
    let (entry, cost) = dictionary.first(stem).filter(is_seen(stem))?;
    let mut part = entry.pronunciation();
    sounds::add_genitive(&mut part);
    Some((cost + JOINT, part))
}

fn last_part(dictionary: &Dictionary, before: &str, spelt: &str) -> Option<Reading> {
    let derived = (before.ends_with('e') && spelt.starts_with(DEVERBAL))
        || (before.ends_with("el") && AFTER_EL.contains(&spelt));
    if derived {
        return None;
    }
    let whole = dictionary
        .last(spelt)
        .filter(is_seen(spelt))
        .map(|(entry, cost)| (cost, entry.pronunciation()));
    let forms = inflection::forms(dictionary, spelt).filter_map(|form| {
        let cost = form.lemma.last? + ENDING;
        let (word, _) = form.pronunciation()?;
        Some((cost, word))
    });
    let (cost, part) = whole
        .into_iter()
        .chain(forms)
        .min_by_key(|(cost, _)| *cost)?;
    Some(Reading {
        cost,
        part,
        next: None,
    })
}

/// One word of several: the first part keeps the main stress, the whole gets the grave accent.
///
/// The main stress of the last part becomes the word's secondary stress.
pub(super) fn join(mut parts: Vec<Pronunciation>) -> Pronunciation {
    parts.retain(|part| !part.phones.is_empty());
    phrase::melt(&mut parts);
    merge_doubles(&mut parts);
    let mut whole = Pronunciation::default();
    let mut stressed = 0;
    for part in parts {
        if part.stressed().is_some() {
            stressed += 1;
        }
        if stressed == 1 && part.stressed().is_some() {
            whole.accent = part.accent;
        }
        whole
            .phones
            .extend(part.phones.into_iter().map(|mut phone| {
                if stressed > 1 && phone.stress == Stress::Primary {
                    phone.stress = Stress::Secondary;
                }
                phone
            }));
    }
    if stressed > 1 {
        whole.accent = Accent::Grave;
    }
    sounds::keep_last_secondary(&mut whole.phones);
    whole
}

/// Stresses words that a hyphen joins as one compound: *e-post*, *IT-stöd*.
pub(super) fn stress(words: &mut [Pronunciation]) {
    let mut stressed = words.iter_mut().filter(|word| word.stressed().is_some());
    let Some(first) = stressed.next() else {
        return;
    };
    let mut several = false;
    for word in stressed {
        several = true;
        word.accent = Accent::Acute;
        for phone in &mut word.phones {
            if phone.stress == Stress::Primary {
                phone.stress = Stress::Secondary;
            }
        }
    }
    if several {
        first.accent = Accent::Grave;
    }
    let mut phones = words
        .iter_mut()
        .rev()
        .flat_map(|word| word.phones.iter_mut().rev());
    phones
        .by_ref()
        .find(|phone| phone.stress == Stress::Secondary);
    for phone in phones.filter(|phone| phone.stress == Stress::Secondary) {
        phone.stress = Stress::None;
    }
}

/// Says a consonant once that ends one part and begins the next: *ljuddämpare*.
fn merge_doubles(parts: &mut [Pronunciation]) {
    for at in 1..parts.len() {
        let (before, after) = parts.split_at_mut(at);
        let (Some(word), Some(next)) = (before.last_mut(), after.first()) else {
            return;
        };
        let double = match (word.phones.last(), next.phones.first()) {
            (Some(last), Some(first)) => last.symbol == first.symbol && !first.is_vowel(),
            _ => false,
        };
        if double && word.phones.len() > 1 {
            word.phones.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_become_one_word() {
        let cases: [(&[&str], &str); 6] = [
            (&["ˈpeː", "pɪˈlɛrː"], "²ˈpeːpɪˌlɛrː"),
            (&["ˈsuːl", "ɔ", "ˈvoːr"], "²ˈsuːlɔˌvoːr"),
            (&["²ˈvɑːtənˌfalː", "²ˈkrafːt"], "²ˈvɑːtənfalːˌkrafːt"),
            (&["ˈfœːr", "ˈdeːl"], "²ˈfœːˌɖeːl"),
            (&["²ˈjɛtːə", ""], "²ˈjɛtːə"),
            (&[], ""),
        ];
        for (parts, expected) in cases {
            let parts = parts.iter().map(|ipa| ipa.parse().expect(ipa)).collect();
            assert_eq!(join(parts).ipa(), expected);
        }
    }
}
