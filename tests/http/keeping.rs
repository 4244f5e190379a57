//! What is kept over a restart, and what happens when nothing can be kept.

use std::fmt::{self, Display, Formatter};
use std::io;
use std::sync::Arc;

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use lyssna::clip::Manifest;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path;
use object_store::{
    CopyOptions, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

use crate::support::{AUDIO, EVENTS, Hum, Service, config, events, header};

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_service_has_its_clips() {
    let folder = tempfile::tempdir().unwrap();
    let open = || Arc::new(LocalFileSystem::new_with_prefix(folder.path()).unwrap());
    let first = Service::with(config(), &Hum::new(), open()).await;
    let whole = first.body(AUDIO).await;
    first.stop().await;

    let hum = Hum::held_after(0);
    let second = Service::with(config(), &hum, open()).await;
    let response = second.get(AUDIO).await;
    assert!(response.bytes().await.unwrap() == whole);
    let told = events(&second.text(EVENTS).await);
    let clip = told.last().unwrap().1["audio"].as_str().unwrap().to_owned();
    let response = second.get(&clip).await;
    let caching = header(&response, "cache-control").unwrap();
    assert_eq!(caching, "public, max-age=31536000, immutable");
    assert!(response.bytes().await.unwrap() == whole);
    assert_eq!(hum.spoken(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_texts_of_a_clip_hold_every_word_in_order() {
    let service = Service::start(&Hum::new()).await;
    let told = events(&service.text(EVENTS).await);
    let clip = told.last().unwrap().1["audio"].as_str().unwrap();
    let base = clip.strip_suffix("mp3").unwrap();

    let manifest = service.text(&format!("{base}json")).await;
    let manifest: Manifest = serde_json::from_str(&manifest).unwrap();
    let words = || manifest.segments.iter().flat_map(|segment| &segment.words);
    let text = service.text(&format!("{base}txt")).await;
    let vtt = service.text(&format!("{base}vtt")).await;
    assert!(vtt.starts_with("WEBVTT\n\n1\n00:00:00.000 --> "));
    let (mut in_text, mut in_vtt) = (text.as_str(), vtt.as_str());
    for word in words() {
        in_text = in_text.split_once(&word.text).unwrap().1;
        in_vtt = in_vtt.split_once(&word.text).unwrap().1;
    }
    let mut last = 0.0;
    for word in words() {
        assert!(last <= word.start && word.start < word.end, "{word:?}");
        last = word.end;
    }
    assert!(last < manifest.duration);
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_clips_and_endings_are_not_found() {
    let service = Service::start(&Hum::new()).await;
    let told = events(&service.text(EVENTS).await);
    let clip = told.last().unwrap().1["audio"].as_str().unwrap();
    let other = "/v1/clips/00000000000000000000000000000000.mp3".to_owned();
    let cases = [
        other,
        clip.replace(".mp3", ".wav"),
        clip.replace(".mp3", ".exe"),
        clip.replace(".mp3", ""),
        "/v1/clips/..%2F..%2Fetc.json".to_owned(),
    ];
    for path in cases {
        assert_eq!(service.get(&path).await.status(), 404, "{path}");
    }
}

/// A disk that can be read but has no room left.
#[derive(Debug)]
struct FullDisk(InMemory);

impl Display for FullDisk {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("full disk")
    }
}

fn no_room() -> object_store::Error {
    object_store::Error::Generic {
        store: "full disk",
        source: io::Error::from(io::ErrorKind::StorageFull).into(),
    }
}

#[async_trait]
impl ObjectStore for FullDisk {
    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        Err(no_room())
    }

    async fn put_multipart_opts(
        &self,
        _: &Path,
        _: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        Err(no_room())
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        self.0.get_opts(path, options).await
    }

    fn delete_stream(
        &self,
        paths: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.0.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.0.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.0.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.0.copy_opts(from, to, options).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_heard_though_the_disk_is_full() {
    let disk = Arc::new(FullDisk(InMemory::new()));
    let service = Service::with(config(), &Hum::new(), disk).await;
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    assert!(service.body(AUDIO).await == expected);
    service
        .reaches("lyssna_store_errors_total{operation=\"write\"}", 1.0)
        .await;
    assert!(service.body(AUDIO).await == expected, "from memory");
    assert_eq!(service.text("/readyz").await, "ready\n");
}
