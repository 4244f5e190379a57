//! Where objects are: in a folder or in a bucket.

use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::local::LocalFileSystem;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, RetryConfig};

use super::StoreError;
use super::config::bucket;
use super::transport::Transport;

/// Opens a folder, and makes it when it is missing.
pub(super) fn folder(path: &FilePath) -> Result<LocalFileSystem, StoreError> {
    let failed = |source: Box<dyn std::error::Error + Send + Sync>| StoreError::Folder {
        path: path.to_owned(),
        source,
    };
    std::fs::create_dir_all(path).map_err(|error| failed(error.into()))?;
    LocalFileSystem::new_with_prefix(path).map_err(|error| failed(error.into()))
}

/// Makes a client of a bucket, with the `AWS_` variables of the environment.
pub(super) fn in_bucket(
    url: &str,
    environment: impl IntoIterator<Item = (String, String)>,
    patience: Duration,
) -> Result<Arc<dyn ObjectStore>, StoreError> {
    let failed = |source| StoreError::Bucket {
        url: url.to_owned(),
        source,
    };
    let Some((name, prefix)) = bucket(url) else {
        return Err(failed(object_store::Error::Generic {
            store: "S3",
            source: "not an address such as s3://bucket/prefix".into(),
        }));
    };
    let mut builder = AmazonS3Builder::new();
    for (variable, value) in environment {
        if variable.starts_with("AWS_")
            && let Ok(key) = variable.to_ascii_lowercase().parse::<AmazonS3ConfigKey>()
        {
            builder = builder.with_config(key, value);
        }
    }
    let retry = RetryConfig {
        max_retries: 2,
        retry_timeout: patience,
        ..RetryConfig::default()
    };
    let bucket = builder
        .with_bucket_name(name)
        .with_retry(retry)
        .with_http_connector(Transport)
        .build()
        .map_err(failed)?;
    Ok(Arc::new(PrefixStore::new(bucket, prefix)))
}
