//! Swedish letter-to-sound: words in, phones with stress and word accent out.

mod alphabet;
mod pronunciation;
mod syllables;

pub use alphabet::Symbol;
pub use pronunciation::{Accent, IpaError, Phone, Pronunciation, Stress};
