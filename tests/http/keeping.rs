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

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::support::{AUDIO, EVENTS, Hum, Service, config, events, header};

#[tokio::test(flavor = "multi_thread")]
async fn a_restarted_service_has_its_clips() {
    for format in ["mp3", "opus", "wav"] {
        let audio = format!("{AUDIO}&format={format}");
        let telling = format!("{EVENTS}&format={format}");
        let folder = tempfile::tempdir().unwrap();
        let open = || Arc::new(LocalFileSystem::new_with_prefix(folder.path()).unwrap());
        let first = Service::with(config(), &Hum::new(), open()).await;
        let whole = first.body(&audio).await;
        first.stop().await;

        let hum = Hum::held_after(0);
        let second = Service::with(config(), &hum, open()).await;
        let response = second.get(&audio).await;
        assert!(response.bytes().await.unwrap() == whole, "{format}");
        let told = events(&second.text(&telling).await);
        let clip = told.last().unwrap().1["audio"].as_str().unwrap().to_owned();
        let response = second.get(&clip).await;
        let caching = header(&response, "cache-control").unwrap();
        assert_eq!(caching, "public, max-age=31536000, immutable");
        assert!(response.bytes().await.unwrap() == whole, "{format}");
        assert_eq!(hum.spoken(), 0);
    }
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
    let srt = service.text(&format!("{base}srt")).await;
    assert!(vtt.starts_with("WEBVTT\n\n1\n00:00:00.000 --> "));
    assert!(srt.starts_with("1\n00:00:00,000 --> "));
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
async fn chapters_begin_at_the_headings_of_the_article() {
    let service = Service::start(&Hum::new()).await;
    let told = events(&service.text(EVENTS).await);
    let clip = told.last().unwrap().1["audio"].as_str().unwrap();
    let response = service.get(&clip.replace(".mp3", ".chapters.json")).await;
    let kind = header(&response, "content-type").unwrap().to_owned();
    assert_eq!(kind, "application/json+chapters");
    let chapters = response.bytes().await.unwrap();
    let chapters: serde_json::Value = serde_json::from_slice(&chapters).unwrap();
    let article = service.text("/v1/article?url=/demo/norrsken").await;
    let article: serde_json::Value = serde_json::from_str(&article).unwrap();
    let blocks = article["article"]["blocks"].as_array().unwrap();
    let headings = blocks.iter().filter(|block| block["kind"] == "heading");
    let headings: Vec<_> = headings.map(|block| &block["text"]).collect();
    let chapters = chapters["chapters"].as_array().unwrap();
    let titles: Vec<_> = chapters.iter().map(|chapter| &chapter["title"]).collect();
    assert_eq!(titles, headings);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_is_the_clip_behind_a_tag() {
    let hum = Hum::held_after(1);
    let service = Service::start(&hum).await;
    let download = format!("{AUDIO}&download=1");
    // While it grows, the chapters are not known.
    let growing = service.get(&download).await;
    let length: usize = header(&growing, "content-length").unwrap().parse().unwrap();
    hum.let_go();
    let growing = growing.bytes().await.unwrap();
    assert_eq!(growing.len(), length);
    let clip = service.body(AUDIO).await;
    let whole = service.get(&download).await;
    let etag = header(&whole, "etag").unwrap().to_owned();
    assert_eq!(header(&whole, "content-location"), None);
    let whole = whole.bytes().await.unwrap();
    for (file, chapters) in [(&growing, 0), (&whole, 3)] {
        assert!(file.ends_with(&clip));
        let tag = id3::Tag::read_from2(io::Cursor::new(&file[..])).unwrap();
        assert_eq!(id3::TagLike::title(&tag), Some("Så blir norrskenet till"));
        assert_eq!(tag.chapters().count(), chapters);
    }
    let tag = whole.len() - clip.len();
    for (from, to) in [
        (0, 9),
        (tag - 5, tag + 5),
        (tag, tag + 9),
        (tag + 9, tag + 99),
    ] {
        let range = format!("bytes={from}-{to}");
        let request = service.request(&download).header("range", range);
        let response = request.header("if-range", &etag).send().await.unwrap();
        assert_eq!(response.status(), 206);
        assert_eq!(response.bytes().await.unwrap(), whole[from..=to], "{from}");
    }
    let clip_tag = header(&service.get(AUDIO).await, "etag")
        .unwrap()
        .to_owned();
    assert_ne!(etag, clip_tag);
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

/// A disk that can be read but not written.
#[derive(Debug)]
struct FullDisk {
    objects: InMemory,
    failure: io::ErrorKind,
}

impl FullDisk {
    fn refuse<T>(&self) -> Result<T> {
        Err(object_store::Error::Generic {
            store: "disk",
            source: io::Error::from(self.failure).into(),
        })
    }
}

impl Display for FullDisk {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("disk")
    }
}

#[async_trait]
impl ObjectStore for FullDisk {
    async fn put_opts(&self, _: &Path, _: PutPayload, _: PutOptions) -> Result<PutResult> {
        self.refuse()
    }

    async fn put_multipart_opts(
        &self,
        _: &Path,
        _: PutMultipartOptions,
    ) -> Result<Box<dyn MultipartUpload>> {
        self.refuse()
    }

    async fn get_opts(&self, path: &Path, options: GetOptions) -> Result<GetResult> {
        self.objects.get_opts(path, options).await
    }

    fn delete_stream(
        &self,
        paths: BoxStream<'static, Result<Path>>,
    ) -> BoxStream<'static, Result<Path>> {
        self.objects.delete_stream(paths)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.objects.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.objects.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, from: &Path, to: &Path, options: CopyOptions) -> Result<()> {
        self.objects.copy_opts(from, to, options).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_heard_though_the_disk_cannot_be_written() {
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    for failure in [
        io::ErrorKind::StorageFull,
        io::ErrorKind::ReadOnlyFilesystem,
    ] {
        let disk = FullDisk {
            objects: InMemory::new(),
            failure,
        };
        let service = Service::with(config(), &Hum::new(), Arc::new(disk)).await;
        assert!(service.body(AUDIO).await == expected, "{failure}");
        let errors = "lyssna_store_errors_total{operation=\"write\"}";
        service.reaches(errors, 1.0).await;
        assert!(service.body(AUDIO).await == expected, "from memory");
        assert_eq!(service.text("/readyz").await, "ready\n");
    }
}

/// Answers every request with a status, or never; returns its address.
async fn ill_bucket(status: Option<&'static str>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        loop {
            let (mut client, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut request = vec![0; 1 << 16];
                while client.read(&mut request).await.is_ok_and(|read| read > 0) {
                    let Some(status) = status else { continue };
                    let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
                    client.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    format!("http://{address}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_is_heard_though_its_bucket_is_ill() {
    let expected = Service::start(&Hum::new()).await.body(AUDIO).await;
    let ills = [
        Some("500 Internal Server Error"),
        Some("503 Slow Down"),
        None,
    ];
    for status in ills {
        let endpoint = ill_bucket(status).await;
        let mut config = config();
        config.store.url = Some("s3://clips".to_owned());
        config.store.read_seconds = std::num::NonZeroU64::MIN;
        config.store.write_seconds = std::num::NonZeroU64::MIN;
        let variables = [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ACCESS_KEY_ID", "key"),
            ("AWS_SECRET_ACCESS_KEY", "secret"),
        ];
        let service = Service::storing(config, &Hum::new(), &variables).await;
        assert!(service.body(AUDIO).await == expected, "{status:?}");
        for operation in ["read", "write"] {
            let errors = format!("lyssna_store_errors_total{{operation=\"{operation}\"}}");
            service.reaches(&errors, 1.0).await;
        }
        assert!(service.body(AUDIO).await == expected, "from memory");
        assert_eq!(service.text("/readyz").await, "store\n", "{status:?}");
        let other = "/v1/clips/00000000000000000000000000000000.mp3";
        assert_eq!(service.get(other).await.status(), 503, "not lost, but away");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn damaged_sentences_are_spoken_again_and_no_others() {
    let folder = tempfile::tempdir().unwrap();
    let mut config = config();
    config.store.dir = folder.path().to_owned();
    let first = Service::storing(config.clone(), &Hum::new(), &[]).await;
    let whole = first.body(AUDIO).await;
    first.stop().await;
    let segments = files(&folder.path().join("segments"));
    let cut = std::fs::OpenOptions::new().write(true).open(&segments[0]);
    cut.unwrap().set_len(100).unwrap();
    std::fs::write(&segments[1], "").unwrap();
    std::fs::remove_file(&segments[2]).unwrap();
    for clip in files(&folder.path().join("clips")) {
        std::fs::write(clip, "half a manif").unwrap();
    }

    let hum = Hum::new();
    let second = Service::storing(config.clone(), &hum, &[]).await;
    assert!(second.body(AUDIO).await == whole);
    assert_eq!(hum.spoken(), 3);
    second.stop().await;
    let hum = Hum::held_after(0);
    let third = Service::storing(config, &hum, &[]).await;
    assert!(third.body(AUDIO).await == whole);
    assert_eq!(hum.spoken(), 0);
}

/// All files below a folder, at any depth.
fn files(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files
}
