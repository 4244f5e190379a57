use crate::text::{PhonesError, Position};

/// Why marked-up speech cannot be said, and where.
#[derive(Debug, thiserror::Error)]
#[error("{at}")]
pub struct SsmlError {
    /// Where the fault begins.
    pub at: Position,
    /// What is wrong there.
    #[source]
    pub fault: SsmlFault,
}

/// What is wrong with marked-up speech.
#[derive(Debug, thiserror::Error)]
pub enum SsmlFault {
    /// It is larger than anything that is said in one go.
    #[error("there are more than {limit} bytes")]
    TooLong {
        /// The most that is read.
        limit: usize,
    },
    /// It is no XML, or has a document type or more nodes than are read.
    #[error("the XML cannot be read")]
    Xml(#[source] roxmltree::Error),
    /// Elements stand in each other too deeply.
    #[error("elements are nested more than {limit} deep")]
    TooDeep {
        /// The most that is read.
        limit: usize,
    },
    /// An element is not known, or does not belong where it stands.
    #[error("<{0}> is not supported here")]
    Element(String),
    /// An element lacks an attribute that it must have.
    #[error("<{element}> needs the attribute {attribute}")]
    Missing {
        /// The element.
        element: String,
        /// The attribute.
        attribute: &'static str,
    },
    /// An attribute has a value that is not known or out of range.
    #[error("{attribute}=\"{value}\" is not supported")]
    Value {
        /// The attribute.
        attribute: &'static str,
        /// Its value.
        value: String,
    },
    /// An element whose text is replaced has none.
    #[error("<{0}> has no text")]
    Empty(String),
    /// A text is not what its `say-as` tells.
    #[error("{text:?} cannot be said as {kind}")]
    SayAs {
        /// The text.
        text: String,
        /// The kind asked for.
        kind: String,
    },
    /// The phones cannot be read.
    #[error("the phones {phones:?} cannot be read")]
    Phones {
        /// What was written.
        phones: String,
        /// What is wrong with it.
        #[source]
        source: PhonesError,
    },
}
