//! Parts of finished and of growing clips (RFC 9110, sections 13 and 14).

use reqwest::{Client, StatusCode};

use crate::support::{AUDIO, Hum, Service, header};

/// The same article as Opus.
const OPUS: &str = "/v1/audio?url=/demo/norrsken&format=opus";

/// A Range header, the status, and the bytes of the answer, of `whole`.
type Case = (&'static str, u16, fn(&[u8]) -> &[u8]);

const CASES: [Case; 12] = [
    ("bytes=0-", 206, |whole| whole),
    ("bytes=0-1", 206, |whole| &whole[..2]),
    ("bytes=1000-1999", 206, |whole| &whole[1000..2000]),
    ("bytes=-500", 206, |whole| &whole[whole.len() - 500..]),
    ("bytes=20000-", 206, |whole| &whole[20_000..]),
    ("bytes=-99999999999", 206, |whole| whole),
    ("bytes=0-1,4-5", 206, |whole| &whole[..6]),
    ("bytes=0-999,500-1999", 206, |whole| &whole[..2000]),
    ("bytes=0-1,99999999999-", 206, |whole| &whole[..2]),
    ("bytes=0-1,5-2", 200, |whole| whole),
    ("bytes=", 200, |whole| whole),
    ("lines=0-1", 200, |whole| whole),
];

async fn check(service: &Service, path: &str, whole: &[u8], (range, status, part): Case) {
    let request = service.request(path).header("range", range);
    let response = request.send().await.unwrap();
    assert_eq!(response.status().as_u16(), status, "{path} {range}");
    let shown = header(&response, "content-range").map(str::to_owned);
    let length = response.content_length();
    let body = response.bytes().await.unwrap();
    assert!(body == part(whole), "{path} {range}");
    assert_eq!(length, Some(body.len() as u64), "{path} {range}");
    let expected = (status == 206).then(|| {
        let start = part(whole).as_ptr() as usize - whole.as_ptr() as usize;
        let last = start + body.len() - 1;
        format!("bytes {start}-{last}/{}", whole.len())
    });
    assert_eq!(shown, expected, "{path} {range}");
}

#[tokio::test(flavor = "multi_thread")]
async fn finished_clips_give_exact_ranges() {
    let service = Service::start(&Hum::new()).await;
    for (path, clips) in [(AUDIO, 1.0), (OPUS, 2.0)] {
        let whole = service.body(path).await;
        service.reaches("lyssna_clip_seconds_count", clips).await;
        let location = service.get(path).await;
        let location = header(&location, "content-location").unwrap().to_owned();
        for case in CASES {
            check(&service, path, &whole, case).await;
            check(&service, &location, &whole, case).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn growing_clips_give_the_same_ranges() {
    for path in [AUDIO, OPUS] {
        let whole = Service::start(&Hum::new()).await.body(path).await;
        let hum = Hum::held_after(1);
        let service = Service::start(&hum).await;
        let checks = CASES.map(|case| check(&service, path, &whole, case));
        let held = async {
            crate::support::eventually(async || hum.spoken() > 1).await;
            hum.let_go();
        };
        tokio::join!(futures_util::future::join_all(checks), held);
    }
}

/// Range headers that get several parts, and where those begin and end.
const SEVERAL: [(&str, &[(usize, usize)]); 4] = [
    ("bytes=0-1,1000-1999", &[(0, 2), (1000, 2000)]),
    ("bytes=1000-1999, 0-1", &[(1000, 2000), (0, 2)]),
    ("bytes=1000-1999,10-19,1500-2499", &[(10, 20), (1000, 2500)]),
    (
        "bytes=0-9,,99999999999-,100-109,20000-20000",
        &[(0, 10), (100, 110), (20_000, 20_001)],
    ),
];

async fn check_several(
    service: &Service,
    path: &str,
    whole: &[u8],
    (range, parts): (&str, &[(usize, usize)]),
) {
    let request = service.request(path).header("range", range);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 206, "{path} {range}");
    assert_eq!(header(&response, "content-range"), None, "{path} {range}");
    let kind = header(&response, "content-type").unwrap();
    let boundary = kind
        .strip_prefix("multipart/byteranges; boundary=")
        .unwrap();
    let mut expected = Vec::new();
    for (start, end) in parts {
        let (last, size) = (end - 1, whole.len());
        expected.extend_from_slice(
            format!(
                "\r\n--{boundary}\r\nContent-Type: audio/mpeg\r\n\
                 Content-Range: bytes {start}-{last}/{size}\r\n\r\n"
            )
            .as_bytes(),
        );
        expected.extend_from_slice(&whole[*start..*end]);
    }
    expected.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let length = response.content_length();
    assert_eq!(length, Some(expected.len() as u64), "{path} {range}");
    assert!(
        response.bytes().await.unwrap() == expected,
        "{path} {range}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn several_ranges_come_as_parts() {
    let service = Service::start(&Hum::new()).await;
    let whole = service.body(AUDIO).await;
    service.reaches("lyssna_clip_seconds_count", 1.0).await;
    let location = service.get(AUDIO).await;
    let location = header(&location, "content-location").unwrap().to_owned();
    let hum = Hum::held_after(1);
    let growing = Service::start(&hum).await;
    for case in SEVERAL {
        check_several(&service, AUDIO, &whole, case).await;
        check_several(&service, &location, &whole, case).await;
    }
    let checks = SEVERAL.map(|case| check_several(&growing, AUDIO, &whole, case));
    let held = async {
        crate::support::eventually(async || hum.spoken() > 1).await;
        hum.let_go();
    };
    tokio::join!(futures_util::future::join_all(checks), held);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_request_has_no_ranges() {
    let service = Service::start(&Hum::new()).await;
    let size = service.body(AUDIO).await.len().to_string();
    for range in ["bytes=0-1", "bytes=0-1,1000-1999", "bytes=99999999999-"] {
        let request = Client::new()
            .head(service.url(AUDIO))
            .header("range", range);
        let head = request.send().await.unwrap();
        assert_eq!(head.status(), 200, "{range}");
        assert_eq!(
            header(&head, "content-length"),
            Some(size.as_str()),
            "{range}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_range_outside_the_clip_is_refused_with_its_size() {
    let service = Service::start(&Hum::new()).await;
    let size = service.body(AUDIO).await.len();
    let request = service
        .request(AUDIO)
        .header("range", format!("bytes={size}-"));
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::RANGE_NOT_SATISFIABLE);
    let expected = format!("bytes */{size}");
    assert_eq!(header(&response, "content-range"), Some(expected.as_str()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_head_request_tells_the_length_before_the_clip_is_spoken() {
    for (path, kind) in [(AUDIO, "audio/mpeg"), (OPUS, "audio/ogg; codecs=opus")] {
        let hum = Hum::held_after(0);
        let service = Service::start(&hum).await;
        let head = Client::new().head(service.url(path)).send().await.unwrap();
        assert_eq!(head.status(), 200);
        assert_eq!(header(&head, "content-type"), Some(kind));
        assert_eq!(header(&head, "accept-ranges"), Some("bytes"));
        let length: u64 = header(&head, "content-length").unwrap().parse().unwrap();
        hum.let_go();
        assert_eq!(service.body(path).await.len() as u64, length);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn conditions_compare_the_entity_tag() {
    let service = Service::start(&Hum::new()).await;
    let first = service.get(AUDIO).await;
    let tag = header(&first, "etag").unwrap().to_owned();
    let whole = first.bytes().await.unwrap();
    let weak = format!("W/{tag}");
    let cases = [
        ("if-none-match", tag.as_str(), 304, 0),
        ("if-none-match", "\"other\", *", 304, 0),
        ("if-none-match", "\"other\"", 206, 2),
        ("if-range", tag.as_str(), 206, 2),
        ("if-range", "\"other\"", 200, whole.len()),
        ("if-range", weak.as_str(), 200, whole.len()),
        ("if-none-match", weak.as_str(), 304, 0),
        (
            "if-range",
            "Wed, 21 Oct 2015 07:28:00 GMT",
            200,
            whole.len(),
        ),
    ];
    for (name, value, status, length) in cases {
        let request = service.request(AUDIO).header("range", "bytes=0-1");
        let response = request.header(name, value).send().await.unwrap();
        assert_eq!(response.status().as_u16(), status, "{name}: {value}");
        assert_eq!(
            response.bytes().await.unwrap().len(),
            length,
            "{name}: {value}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wav_tells_its_length_in_its_header_from_the_start() {
    let hum = Hum::held_after(1);
    let service = Service::start(&hum).await;
    let path = format!("{AUDIO}&format=wav");
    let mut response = service.get(&path).await;
    let length = response.content_length().unwrap();
    let mut start = response.chunk().await.unwrap().unwrap().to_vec();
    while start.len() < 44 {
        start.extend(response.chunk().await.unwrap().unwrap());
    }
    let data = u32::from_le_bytes(start[40..44].try_into().unwrap());
    assert_eq!(u64::from(data) + 44, length);
    hum.let_go();
    let rest = response.bytes().await.unwrap();
    assert_eq!((start.len() + rest.len()) as u64, length);
}
