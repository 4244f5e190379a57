use std::path::PathBuf;

/// Why a clip could not be read or kept.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder of clips cannot be made or opened.
    #[error("store.dir: {} cannot be used", path.display())]
    Folder {
        /// The configured folder.
        path: PathBuf,
        /// What the file system said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// An object cannot be read.
    #[error("{path} cannot be read")]
    Read {
        /// The object's path in the store.
        path: String,
        /// What the store said.
        #[source]
        source: object_store::Error,
    },
    /// An object cannot be written or removed.
    #[error("{path} cannot be written")]
    Write {
        /// The object's path in the store.
        path: String,
        /// What the store said.
        #[source]
        source: object_store::Error,
    },
    /// A manifest cannot be written as JSON.
    #[error("the manifest of {path} cannot be written as JSON")]
    Manifest {
        /// The object's path in the store.
        path: String,
        /// What the serialiser said.
        #[source]
        source: serde_json::Error,
    },
}
