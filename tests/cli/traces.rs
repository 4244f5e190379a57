//! Traces, at a collector of OpenTelemetry.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::thread::{self, JoinHandle};

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::common::v1::any_value::Value;
use opentelemetry_proto::tonic::trace::v1::Span;
use prost::Message;
use tempfile::tempdir;

use crate::support::Served;

/// A collector that takes all that is sent to it over one connection.
struct Collector {
    address: SocketAddr,
    taken: JoinHandle<Vec<ExportTraceServiceRequest>>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let taken = thread::spawn(move || {
            let (mut answers, _) = listener.accept().unwrap();
            let mut requests = BufReader::new(answers.try_clone().unwrap());
            let mut taken = Vec::new();
            while let Some(body) = body(&mut requests) {
                taken.push(ExportTraceServiceRequest::decode(&*body).unwrap());
                let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
                answers.write_all(answer.as_bytes()).unwrap();
            }
            taken
        });
        Self { address, taken }
    }

    /// All that it has been sent, once the service has ended.
    fn taken(self) -> Vec<ExportTraceServiceRequest> {
        self.taken.join().unwrap()
    }
}

/// Reads a request, which must be one of OTLP; returns its body, or nothing at the end.
fn body(requests: &mut impl BufRead) -> Option<Vec<u8>> {
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if requests.read_line(&mut head).unwrap() == 0 {
            return None;
        }
    }
    let head = head.to_lowercase();
    assert!(head.starts_with("post /v1/traces http/1.1\r\n"), "{head}");
    assert!(head.contains("content-type: application/x-protobuf\r\n"));
    let (_, length) = head.split_once("content-length: ").unwrap();
    let length = length.lines().next().unwrap().parse().unwrap();
    let mut body = vec![0; length];
    requests.read_exact(&mut body).unwrap();
    Some(body)
}

fn text<'a>(attributes: &'a [KeyValue], key: &str) -> &'a str {
    let attribute = attributes.iter().find(|attribute| attribute.key == key);
    let value = attribute.and_then(|attribute| attribute.value.as_ref());
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => text,
        other => panic!("{key}: {other:?}"),
    }
}

/// Serves a clip and returns all that the service has logged.
fn serve(endpoint: &str) -> String {
    let folder = tempdir().unwrap();
    let variables = [("LYSSNA_TRACES_ENDPOINT", endpoint)];
    let served = Served::start(folder.path(), &[], &variables);
    let answer = served.get("/v1/audio?url=/demo/norrsken").unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 200"), "{answer:?}");
    served.stop()
}

#[test]
fn a_collector_gets_the_spans_of_requests_and_clips() {
    let collector = Collector::start();
    serve(&format!("http://{}/v1/traces", collector.address));
    let taken = collector.taken();
    let resources = || taken.iter().flat_map(|request| &request.resource_spans);
    for spans in resources() {
        let resource = spans.resource.as_ref().unwrap();
        assert_eq!(text(&resource.attributes, "service.name"), "lyssna");
    }
    let spans: Vec<&Span> = resources()
        .flat_map(|spans| &spans.scope_spans)
        .flat_map(|spans| &spans.spans)
        .collect();
    let named = |name: &str| {
        let span = spans.iter().find(|span| span.name == name);
        *span.unwrap_or_else(|| panic!("no {name} in {spans:?}"))
    };
    let (request, clip) = (named("request"), named("clip"));
    assert_eq!(text(&request.attributes, "method"), "GET");
    assert_eq!(text(&request.attributes, "path"), "/v1/audio");
    assert_eq!(text(&clip.attributes, "voice"), "alva");
    assert_eq!(clip.links[0].span_id, request.span_id);
    assert!(clip.end_time_unix_nano > clip.start_time_unix_nano);
    assert!(!format!("{spans:?}").contains("norrsken"), "what is heard");
}

#[test]
fn a_collector_that_is_away_keeps_nobody_from_listening() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = free.local_addr().unwrap();
    drop(free);
    serve(&format!("http://{address}/v1/traces"));
}
