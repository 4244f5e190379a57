//! Words put together from parts.

use super::{Accent, Pronunciation, Stress, phrase, sounds};

/// One word of several: the first part keeps the main stress, the whole gets the grave accent.
///
/// The main stress of the last part becomes the word's secondary stress.
pub(super) fn join(mut parts: Vec<Pronunciation>) -> Pronunciation {
    parts.retain(|part| !part.phones.is_empty());
    phrase::melt(&mut parts);
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
