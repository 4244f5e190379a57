/// A way of writing phones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alphabet {
    /// The International Phonetic Alphabet.
    Ipa,
    /// X-SAMPA (Wells, 1995), the same in ASCII.
    XSampa,
}

impl Alphabet {
    /// Finds an alphabet by the name that PLS and SSML have for it.
    pub(super) fn from_name(name: &str) -> Option<Self> {
        match name {
            "ipa" => Some(Self::Ipa),
            "x-sampa" => Some(Self::XSampa),
            _ => None,
        }
    }
}

/// Why written phones have no sound.
pub type PhonesError = Box<dyn std::error::Error + Send + Sync>;

/// Turns the phones of one word into the IPA of [`Saying::Ipa`](super::Saying::Ipa).
///
/// The step after this one knows which phones the voice has; `phonemes::transcribe` asks it.
pub type Transcribe<'a> = &'a dyn Fn(Alphabet, &str) -> Result<String, PhonesError>;
