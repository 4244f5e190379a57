use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Stdio;

use lyssna::config::Config;
use lyssna::fetch::{Client, Network};
use lyssna::http::{Parts, Server};
use lyssna::telemetry::LogFormat;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// Set for the process that serves: the address of the web server that it may read.
const UPSTREAM: &str = "LYSSNA_LOAD_UPSTREAM";

/// The service in a process of its own, with clips in an empty folder.
pub(crate) struct Service {
    pub(crate) address: SocketAddr,
    process: Child,
    folder: TempDir,
}

impl Service {
    /// Starts this very program again as a service that may read one server of this machine.
    pub(crate) async fn start(upstream: SocketAddr) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let log = std::fs::File::create(folder.path().join("log")).expect("a log");
        let program = std::env::current_exe().expect("this program");
        let mut process = Command::new(program)
            .env(UPSTREAM, upstream.to_string())
            .current_dir(folder.path())
            .stdout(Stdio::piped())
            .stderr(log)
            .kill_on_drop(true)
            .spawn()
            .expect("a service");
        let said = process.stdout.take().expect("its output");
        let line = BufReader::new(said).lines().next_line().await;
        let address = line.expect("its output").expect("an address");
        Self {
            address: address.parse().expect("an address"),
            process,
            folder,
        }
    }

    /// The folder that it keeps its clips in.
    pub(crate) fn clips(&self) -> PathBuf {
        self.folder.path().join("var")
    }

    /// How often its log tells of a panic.
    pub(crate) fn panics(&self) -> usize {
        let log = std::fs::read_to_string(self.folder.path().join("log")).expect("its log");
        log.matches("panicked").count()
    }

    /// MiB of memory in use now, and at most so far.
    pub(crate) fn memory(&self) -> (f64, f64) {
        let process = self.process.id().expect("a running service");
        let status = std::fs::read_to_string(format!("/proc/{process}/status"));
        let status = status.expect("its status");
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name));
            let kib = line.and_then(|line| line.split_whitespace().next());
            kib.and_then(|kib| kib.parse::<f64>().ok()).expect("KiB") / 1024.0
        };
        (field("VmRSS:"), field("VmHWM:"))
    }
}

/// Tells whether this process is to serve.
pub(crate) fn is_asked_for() -> bool {
    std::env::var_os(UPSTREAM).is_some()
}

/// Serves until it is killed, after it has said where.
pub(crate) async fn serve() {
    lyssna::telemetry::start_log(LogFormat::Text).expect("a log");
    let upstream = std::env::var(UPSTREAM).expect("an address");
    let mut config = Config::default();
    config.listen.set_port(0);
    let network = Network {
        allowed: vec![upstream.parse().expect("an address")],
        ..Network::default()
    };
    let mut parts = Parts::load(&config).expect("voices");
    parts.pages = Client::with_network(config.fetch.clone(), network).expect("a client");
    let server = Server::bind_with(&config, parts).await.expect("a service");
    println!("{}", server.local_addr().expect("an address"));
    server.run(std::future::pending()).await;
}
