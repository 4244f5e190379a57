use crate::text::{PhonesError, Position};

/// Why a lexicon cannot be used, and where.
#[derive(Debug, thiserror::Error)]
#[error("{at}")]
pub struct LexiconError {
    /// Where the fault begins.
    pub at: Position,
    /// What is wrong there.
    #[source]
    pub fault: LexiconFault,
}

/// What is wrong with a lexicon.
#[derive(Debug, thiserror::Error)]
pub enum LexiconFault {
    /// The file is larger than any lexicon in use.
    #[error("the file has more than {limit} bytes")]
    TooLong {
        /// The most that is read.
        limit: usize,
    },
    /// The file is no TOML, or has keys or values that are not known.
    #[error("{0}")]
    Toml(String),
    /// The file is no XML, or has a document type or more nodes than are read.
    #[error("the XML cannot be read")]
    Xml(#[source] roxmltree::Error),
    /// An element has no meaning where it stands.
    #[error("<{0}> does not belong here")]
    Element(String),
    /// The lexicon is of a version that is not read.
    #[error("only version 1.0 is read")]
    Version,
    /// The lexicon is for another language.
    #[error("the lexicon is for {0:?}, not for sv")]
    Language(String),
    /// A lexeme is meant for words of some role only, which nothing here tells apart.
    #[error("lexemes with a role are not supported")]
    Role,
    /// The phones are in an alphabet that is not known.
    #[error("the alphabet {0:?} is not known, only ipa and x-sampa are")]
    Alphabet(String),
    /// The phones cannot be read.
    #[error("the phones {phones:?} cannot be read")]
    Phones {
        /// What was written.
        phones: String,
        /// What is wrong with it.
        #[source]
        source: PhonesError,
    },
    /// An entry has nothing to look for.
    #[error("the entry has no word to look for")]
    NoWord,
    /// An entry looks for more than one phrase can be.
    #[error("the phrase has more than {limit} words, spaces and marks")]
    LongPhrase {
        /// The most that is compared.
        limit: usize,
    },
    /// An entry does not say how its word is read, or says it several times.
    #[error("the entry needs exactly one of say, ipa and letters")]
    NotOneSaying,
    /// What an entry says has no sound.
    #[error("{0:?} says nothing")]
    Silent(String),
    /// Two entries look for the same.
    #[error("{0:?} has an entry already")]
    Twice(String),
}
