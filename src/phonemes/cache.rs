//! The sounds of words that the model has read lately.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Pronunciation;

/// Words that are kept: more than any article has, in about 3 MiB.
const MOST: usize = 8192;
/// Longer words do not come back, in bytes.
const LONGEST: usize = 64;

/// A bounded memory; what it answers is what reading the word again would.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<HashMap<Box<str>, Pronunciation>>);

impl Cache {
    /// What is kept for a word, or what `read` makes of it.
    pub(super) fn get_or(
        &self,
        letters: &str,
        read: impl FnOnce() -> Pronunciation,
    ) -> Pronunciation {
        if letters.len() > LONGEST {
            return read();
        }
        if let Some(kept) = self.words().get(letters) {
            return kept.clone();
        }
        let said = read();
        let mut words = self.words();
        if words.len() >= MOST {
            words.clear();
        }
        words.insert(letters.into(), said.clone());
        said
    }

    /// A thread that panicked left whole entries, so a poisoned lock is no harm.
    fn words(&self) -> MutexGuard<'_, HashMap<Box<str>, Pronunciation>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_once_and_long_ones_each_time() {
        let cache = Cache::default();
        let long = "ö".repeat(LONGEST);
        for (word, expected) in [("hus", 1), (long.as_str(), 3)] {
            let mut times = 0;
            for _ in 0..3 {
                cache.get_or(word, || {
                    times += 1;
                    Pronunciation::default()
                });
            }
            assert_eq!(times, expected, "{word}");
        }
    }

    #[test]
    fn no_more_than_its_share_is_kept() {
        let cache = Cache::default();
        for number in 0..2 * MOST {
            cache.get_or(&number.to_string(), Pronunciation::default);
        }
        assert!(cache.words().len() <= MOST);
    }
}
