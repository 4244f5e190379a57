//! An S3 server on a port of its own, over a folder.

use std::net::SocketAddr;
use std::sync::Arc;

use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use object_store::ObjectStore;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;

use crate::store::{Config, Store, StoreError, place};

/// A server with one empty bucket; it ends with the runtime of the test.
pub(super) struct Server {
    pub(super) folder: TempDir,
    address: SocketAddr,
}

const BUCKET: &str = "clips";
const KEY: &str = "AKIAEXAMPLE";
const SECRET: &str = "an-example-of-a-secret";

impl Server {
    pub(super) async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let connection =
                    http1::Builder::new().serve_connection(TokioIo::new(stream), service.clone());
                tokio::spawn(connection);
            }
        });
        Self { folder, address }
    }

    fn environment(&self, secret: &str) -> Vec<(String, String)> {
        environment(self.address, secret)
    }

    pub(super) fn bucket(&self) -> Arc<dyn ObjectStore> {
        let patience = Config::default().write_within();
        place::in_bucket("s3://clips/some/prefix", self.environment(SECRET), patience).unwrap()
    }
}

/// The variables that lead to a server.
pub(super) fn environment(address: SocketAddr, secret: &str) -> Vec<(String, String)> {
    [
        ("AWS_ENDPOINT_URL", format!("http://{address}").as_str()),
        ("AWS_ACCESS_KEY_ID", KEY),
        ("AWS_SECRET_ACCESS_KEY", secret),
        ("PATH", "/bin"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec()
}

#[tokio::test]
async fn a_wrong_secret_is_an_error_that_names_the_object() {
    let server = Server::start().await;
    let config = Config {
        url: Some(format!("s3://{BUCKET}")),
        ..Config::default()
    };
    let right = Store::open(&config, server.environment(SECRET)).unwrap();
    right.check().await.unwrap();
    let wrong = Store::open(&config, server.environment("wrong")).unwrap();
    let error = wrong.check().await.unwrap_err();
    assert!(matches!(error, StoreError::Read { .. }), "{error:?}");
}

#[test]
fn variables_that_do_not_fit_are_refused_at_the_start() {
    let config = Config {
        url: Some("s3://clips".to_owned()),
        ..Config::default()
    };
    let variables = [("AWS_UNSIGNED_PAYLOAD".to_owned(), "perhaps".to_owned())];
    let error = Store::open(&config, variables).unwrap_err().to_string();
    assert_eq!(error, "store.url: s3://clips cannot be used");
}
