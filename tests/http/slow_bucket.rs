//! A bucket that answers, but long after listeners have asked.

use std::net::SocketAddr;
use std::num::NonZeroU64;
use std::sync::Arc;
use std::time::Duration;

use hyper::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as Answering, service_fn};
use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::time;

use crate::support::{AUDIO, Hum, Service, config, header};

const KEY: &str = "AKIAEXAMPLE";
const SECRET: &str = "an-example-of-a-secret";

/// A real S3 server that answers nothing before it is let.
struct Bucket {
    address: SocketAddr,
    open: watch::Sender<bool>,
    _folder: TempDir,
}

impl Bucket {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("clips")).unwrap();
        let mut service = S3ServiceBuilder::new(FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY, SECRET));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (open, is_open) = watch::channel(false);
        tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let (service, is_open) = (service.clone(), is_open.clone());
                let slow = service_fn(move |request: Request<Incoming>| {
                    let (service, mut is_open) = (service.clone(), is_open.clone());
                    async move {
                        is_open.wait_for(|open| *open).await.unwrap();
                        Answering::call(&service, request).await
                    }
                });
                tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), slow));
            }
        });
        Self {
            address,
            open,
            _folder: folder,
        }
    }

    async fn service(&self, hum: &Arc<Hum>) -> Service {
        let mut config = config();
        config.store.url = Some("s3://clips".to_owned());
        // Without a time of their own, listeners would wait for the store that long.
        config.store.read_seconds = NonZeroU64::new(3600).unwrap();
        config.store.write_seconds = NonZeroU64::new(3600).unwrap();
        let endpoint = format!("http://{}", self.address);
        let variables = [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", KEY),
            ("AWS_SECRET_ACCESS_KEY", SECRET),
        ];
        Service::storing(config, hum, &variables).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_article_is_heard_before_its_bucket_answers() {
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    let bucket = Bucket::start().await;
    let service = bucket.service(&Hum::new()).await;
    let heard = async {
        let mut answer = service.get(AUDIO).await;
        let first = answer.chunk().await.unwrap().unwrap();
        (answer, first)
    };
    let (mut answer, first) = time::timeout(Duration::from_secs(60), heard).await.unwrap();
    let mut clip = first.to_vec();
    bucket.open.send_replace(true);
    while let Some(more) = answer.chunk().await.unwrap() {
        clip.extend_from_slice(&more);
    }
    assert!(clip == expected);
    for operation in ["read", "write"] {
        let errors = format!("lyssna_store_errors_total{{operation=\"{operation}\"}}");
        assert_eq!(service.metric(&errors).await, 0.0, "{operation}");
    }
    service.stop().await;

    let hum = Hum::held_after(0);
    let again = bucket.service(&hum).await;
    let kept = again.get(AUDIO).await;
    assert_eq!(header(&kept, "content-type"), Some("audio/mpeg"));
    assert!(kept.bytes().await.unwrap() == expected);
    assert_eq!(hum.spoken(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_that_failed_is_tried_again_before_its_bucket_answers() {
    let bucket = Bucket::start().await;
    let service = bucket.service(&Hum::panicking_at(3)).await;
    assert!(service.get(AUDIO).await.bytes().await.is_err(), "cut short");
    let again = time::timeout(Duration::from_secs(60), service.get(AUDIO)).await;
    let again = again.unwrap();
    assert_eq!(again.status(), 200);
    bucket.open.send_replace(true);
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    assert!(again.bytes().await.unwrap() == expected);
}
