use std::collections::HashMap;

/// Phrases by their lexemes.
#[derive(Clone, Debug, Default)]
pub(super) struct Trie {
    next: HashMap<Box<str>, Trie>,
    found: Option<Found>,
}

/// What a phrase leads to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) entry: usize,
    /// It is the genitive of the entry's phrase, not the phrase.
    pub(super) genitive: bool,
}

impl Trie {
    /// Adds a phrase; false where it was there already.
    ///
    /// A phrase of its own takes the place of another's genitive.
    pub(super) fn insert(&mut self, keys: &[String], found: Found) -> bool {
        let mut place = self;
        for key in keys {
            place = place.next.entry(key.as_str().into()).or_default();
        }
        let free = place
            .found
            .is_none_or(|other| other.genitive && !found.genitive);
        if free {
            place.found = Some(found);
        }
        free
    }

    /// The place one lexeme further, and what ends there.
    pub(super) fn step(&self, key: &str) -> Option<(&Self, Option<Found>)> {
        let place = self.next.get(key)?;
        Some((place, place.found))
    }
}
