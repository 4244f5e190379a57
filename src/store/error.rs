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
    /// The bucket cannot be used with what the environment says of it.
    #[error("store.url: {url} cannot be used")]
    Bucket {
        /// The configured address.
        url: String,
        /// What the client of the bucket said.
        #[source]
        source: object_store::Error,
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
    /// The store did not answer in time.
    #[error("{path} took more than {seconds} s")]
    Slow {
        /// The object's path in the store.
        path: String,
        /// The configured patience, in seconds.
        seconds: u64,
    },
    /// The store failed a moment ago and is left alone for a while.
    #[error("the store is left alone after it failed")]
    Away,
    /// A manifest cannot be written as JSON.
    #[error("the manifest of {path} cannot be written as JSON")]
    Manifest {
        /// The object's path in the store.
        path: String,
        /// What the serialiser said.
        #[source]
        source: serde_json::Error,
    },
    /// The objects that are kept cannot be listed.
    #[error("the store cannot be listed")]
    List(#[source] object_store::Error),
}
