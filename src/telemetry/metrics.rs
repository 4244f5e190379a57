use std::sync::Arc;
use std::time::Duration;

use metrics::{Counter, Histogram, Key, Label, Level, Metadata, Recorder};
use metrics_exporter_prometheus::{
    BuildError, Matcher, PrometheusBuilder, PrometheusHandle, PrometheusRecorder,
};

use super::TelemetryError;
use crate::workers::Load;

/// Answers to requests, by route and status.
const REQUESTS: &str = "lyssna_requests_total";
/// Problems told to clients, by the last part of their type.
const PROBLEMS: &str = "lyssna_problems_total";
/// Lengths of the clips that were spoken; the count is the number of clips.
const CLIP_SECONDS: &str = "lyssna_clip_seconds";
/// Clips that failed.
const CLIPS_FAILED: &str = "lyssna_clips_failed_total";
/// Clips found, by tier: `memory`, `growing` or `store`.
const CLIPS_FOUND: &str = "lyssna_clips_found_total";
/// Pages asked of sites, by result: `page`, `unchanged` or the last part of the problem's type.
const PAGES_FETCHED: &str = "lyssna_pages_fetched_total";
/// Seconds of work for each second of speech, waiting included, for each clip.
const REAL_TIME_FACTOR: &str = "lyssna_real_time_factor";
/// Bytes sent to clients, headers included.
const BYTES_SENT: &str = "lyssna_bytes_sent_total";
/// Failures of the store, by operation: `read`, `write` or `sweep`.
const STORE_ERRORS: &str = "lyssna_store_errors_total";
/// Objects that left a folder which was full, or in which they were too old.
const STORE_REMOVED: &str = "lyssna_store_removed_total";
/// Bytes in the folder of clips when it was looked through last.
const STORE_BYTES: &str = "lyssna_store_bytes";
/// Seconds from a request for audio to its first byte.
const FIRST_SOUND: &str = "lyssna_first_sound_seconds";
/// Places in the workers' queues, and those that are taken, by work: `clip` or `page`.
const PLACES: &str = "lyssna_places";
const PLACES_TAKEN: &str = "lyssna_places_taken";
/// Cores that jobs may use, and those that are busy.
const CORES: &str = "lyssna_cores";
const CORES_BUSY: &str = "lyssna_cores_busy";
/// Jobs that wait for a core.
const JOBS_WAITING: &str = "lyssna_jobs_waiting";

/// Seconds, around the bar of 0.15 s.
const FIRST_SOUND_BUCKETS: [f64; 9] = [0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1.0, 2.5, 10.0];

/// Seconds, from a notice to a long report.
const CLIP_BUCKETS: [f64; 7] = [15.0, 60.0, 180.0, 300.0, 600.0, 1800.0, 7200.0];

/// Around the bar of 1/50 on one core.
const FACTOR_BUCKETS: [f64; 8] = [0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0];

const METADATA: Metadata<'static> =
    Metadata::new(module_path!(), Level::INFO, Some(module_path!()));

/// The metrics of one service, shared by all clones.
///
/// They belong to the service and not to the process, so that two services
/// in one process count for themselves.
#[derive(Clone)]
pub struct Metrics {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
    clip_seconds: Histogram,
    real_time_factor: Histogram,
    clips_failed: Counter,
    bytes_sent: Counter,
    first_sound: Histogram,
}

impl Metrics {
    /// Makes a set of metrics, all at zero.
    ///
    /// # Errors
    /// [`TelemetryError::Metrics`] when the exporter refuses a bucket.
    pub fn new() -> Result<Self, TelemetryError> {
        let recorder = recorder().map_err(TelemetryError::Metrics)?;
        Ok(Self {
            handle: recorder.handle(),
            clip_seconds: recorder.register_histogram(&CLIP_SECONDS.into(), &METADATA),
            clips_failed: recorder.register_counter(&CLIPS_FAILED.into(), &METADATA),
            real_time_factor: recorder.register_histogram(&REAL_TIME_FACTOR.into(), &METADATA),
            bytes_sent: recorder.register_counter(&BYTES_SENT.into(), &METADATA),
            first_sound: recorder.register_histogram(&FIRST_SOUND.into(), &METADATA),
            recorder: Arc::new(recorder),
        })
    }

    /// Writes all metrics in Prometheus' text format, with the workers' load of clips and pages now.
    pub fn render(&self, clips: Load, pages: Load) -> String {
        for (work, load) in [("clip", clips), ("page", pages)] {
            let labels = vec![Label::new("work", work)];
            self.gauge(PLACES, labels.clone(), load.places);
            self.gauge(PLACES_TAKEN, labels, load.places_taken);
        }
        // Both are before the same cores.
        self.gauge(CORES, Vec::new(), clips.cores);
        self.gauge(CORES_BUSY, Vec::new(), clips.cores_busy);
        self.gauge(JOBS_WAITING, Vec::new(), clips.jobs_waiting);
        self.handle.render()
    }

    fn gauge(&self, name: &'static str, labels: Vec<Label>, value: usize) {
        let key = Key::from_parts(name, labels);
        let gauge = self.recorder.register_gauge(&key, &METADATA);
        gauge.set(value as f64);
    }

    /// Sums up what the histograms have gathered; to be called now and then.
    pub fn upkeep(&self) {
        self.handle.run_upkeep();
    }

    pub(crate) fn request(&self, route: &str, status: u16) {
        let labels = vec![
            Label::new("route", route.to_owned()),
            Label::new("status", status.to_string()),
        ];
        self.count(REQUESTS, labels);
    }

    pub(crate) fn problem(&self, name: &'static str) {
        self.count(PROBLEMS, vec![Label::new("type", name)]);
    }

    pub(crate) fn clip_found(&self, tier: &'static str) {
        self.count(CLIPS_FOUND, vec![Label::new("tier", tier)]);
    }

    pub(crate) fn store_error(&self, operation: &'static str) {
        self.count(STORE_ERRORS, vec![Label::new("operation", operation)]);
    }

    pub(crate) fn store_swept(&self, removed: usize, bytes: u64) {
        self.recorder
            .register_counter(&STORE_REMOVED.into(), &METADATA)
            .increment(removed as u64);
        self.recorder
            .register_gauge(&STORE_BYTES.into(), &METADATA)
            .set(bytes as f64);
    }

    /// Counts a clip of so many seconds that was spoken within `work`.
    pub(crate) fn clip_spoken(&self, seconds: f64, work: Duration) {
        self.clip_seconds.record(seconds);
        if seconds > 0.0 {
            self.real_time_factor.record(work.as_secs_f64() / seconds);
        }
    }

    pub(crate) fn clip_failed(&self) {
        self.clips_failed.increment(1);
    }

    pub(crate) fn page_fetched(&self, result: &'static str) {
        self.count(PAGES_FETCHED, vec![Label::new("result", result)]);
    }

    /// The counter of the bytes sent, for those who send.
    pub(crate) fn bytes_sent(&self) -> Counter {
        self.bytes_sent.clone()
    }

    pub(crate) fn first_sound(&self, after: Duration) {
        self.first_sound.record(after.as_secs_f64());
    }

    fn count(&self, name: &'static str, labels: Vec<Label>) {
        self.recorder
            .register_counter(&Key::from_parts(name, labels), &METADATA)
            .increment(1);
    }
}

fn recorder() -> Result<PrometheusRecorder, BuildError> {
    let full = |name: &str| Matcher::Full(name.to_owned());
    let recorder = PrometheusBuilder::new()
        .set_buckets_for_metric(full(CLIP_SECONDS), &CLIP_BUCKETS)?
        .set_buckets_for_metric(full(FIRST_SOUND), &FIRST_SOUND_BUCKETS)?
        .set_buckets_for_metric(full(REAL_TIME_FACTOR), &FACTOR_BUCKETS)?
        .build_recorder();
    for (name, help) in HELP {
        recorder.describe_counter(name.into(), None, help.into());
    }
    Ok(recorder)
}

/// What an operator reads beside each counter.
const HELP: [(&str, &str); 8] = [
    (REQUESTS, "Answers to requests, by route and status."),
    (PROBLEMS, "Problems told to clients, by type."),
    (CLIPS_FAILED, "Clips that failed."),
    (CLIPS_FOUND, "Clips found, by tier."),
    (PAGES_FETCHED, "Pages asked of sites, by result."),
    (STORE_ERRORS, "Failures of the store, by operation."),
    (STORE_REMOVED, "Objects that left the folder of clips."),
    (BYTES_SENT, "Bytes sent to clients, headers included."),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_services_count_for_themselves() {
        let (one, other) = (Metrics::new().unwrap(), Metrics::new().unwrap());
        one.request("/v1/audio", 206);
        one.request("/v1/audio", 206);
        other.request("/v1/audio", 404);
        one.page_fetched("unchanged");
        one.bytes_sent().increment(7);
        let clips = Load {
            places: 64,
            places_taken: 3,
            cores: 2,
            cores_busy: 1,
            jobs_waiting: 4,
        };
        let pages = Load {
            places: 32,
            places_taken: 1,
            ..clips
        };
        let text = one.render(clips, pages);
        assert!(text.contains("lyssna_requests_total{route=\"/v1/audio\",status=\"206\"} 2"));
        for line in [
            "lyssna_pages_fetched_total{result=\"unchanged\"} 1",
            "lyssna_bytes_sent_total 7",
            "lyssna_places{work=\"clip\"} 64",
            "lyssna_places_taken{work=\"clip\"} 3",
            "lyssna_places{work=\"page\"} 32",
            "lyssna_places_taken{work=\"page\"} 1",
            "lyssna_cores_busy 1",
            "lyssna_jobs_waiting 4",
        ] {
            assert!(text.contains(line), "{line}");
        }
        assert!(!text.contains("404"));
    }
}
