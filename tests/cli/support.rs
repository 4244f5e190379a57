//! Runs the command and decodes what it wrote.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use symphonia::core::codecs::audio::AudioDecoderOptions;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, TrackType};
use symphonia::core::io::MediaSourceStream;
use symphonia::core::meta::MetadataOptions;

pub(crate) const BINARY: &str = env!("CARGO_BIN_EXE_lyssna");

/// A file of the project, by its path from the root.
pub(crate) fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Runs `lyssna` with these arguments and this text on standard input.
pub(crate) fn lyssna(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(BINARY)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut stdin = child.stdin.take().expect("standard input is a pipe");
    // A command that fails early does not read its input.
    match stdin.write_all(input.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => panic!("{error}"),
        _ => drop(stdin),
    }
    child.wait_with_output().expect("the command ends")
}

/// A service as a process of its own.
pub(crate) struct Served {
    pub(crate) child: Child,
    pub(crate) address: String,
    log: BufReader<ChildStderr>,
    /// What it has logged so far.
    pub(crate) told: String,
}

impl Served {
    /// Starts `lyssna serve` on a free port, and waits until it listens.
    pub(crate) fn start(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> Self {
        let mut child = Command::new(BINARY)
            .args(["serve", "--listen", "127.0.0.1:0"])
            .args(arguments)
            .envs(variables.iter().copied())
            .current_dir(folder)
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let log = BufReader::new(child.stderr.take().unwrap());
        let mut served = Self {
            child,
            address: String::new(),
            log,
            told: String::new(),
        };
        served.await_log("listening on http://");
        let address = served.told.rsplit("http://").next().unwrap();
        let end = address.find(|c: char| !"0123456789.:".contains(c));
        served.address = address[..end.unwrap()].to_owned();
        served
    }

    /// Reads the log until it says something.
    pub(crate) fn await_log(&mut self, expected: &str) {
        let read = self.told.len();
        while !self.told[read..].contains(expected) {
            let length = self.log.read_line(&mut self.told).unwrap();
            assert_ne!(length, 0, "{expected}: {}", self.told);
        }
    }

    /// Asks for a path, and returns all of the answer.
    pub(crate) fn get(&self, path: &str) -> std::io::Result<Vec<u8>> {
        self.ask("GET", path, "")
    }

    /// Sends a text to a path, and returns all of the answer.
    pub(crate) fn post(&self, path: &str, body: &str) -> std::io::Result<Vec<u8>> {
        self.ask("POST", path, body)
    }

    fn ask(&self, method: &str, path: &str, body: &str) -> std::io::Result<Vec<u8>> {
        let length = body.len();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\
             Content-Length: {length}\r\n\r\n{body}"
        );
        let mut client = TcpStream::connect(&self.address)?;
        client.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        client.read_to_end(&mut answer)?;
        Ok(answer)
    }

    /// Sends a signal by its name.
    pub(crate) fn signal(&self, name: &str) {
        let process = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &process]).status();
        assert!(sent.unwrap().success());
    }

    /// Stops the service and returns all that it has logged.
    pub(crate) fn stop(mut self) -> String {
        self.signal("-TERM");
        self.log.read_to_string(&mut self.told).unwrap();
        assert!(self.child.wait().unwrap().success(), "{}", self.told);
        self.told
    }
}

/// Standard output of a run that must succeed.
pub(crate) fn said(folder: &Path, arguments: &[&str], input: &str) -> String {
    let output = lyssna(folder, arguments, input);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8 output")
}

/// The samples of an audio file, and how many there are a second.
pub(crate) fn decoded(path: &Path) -> (Vec<f32>, u32) {
    let file = File::open(path).expect("the audio file is there");
    let stream = MediaSourceStream::new(Box::new(file), Default::default());
    let mut hint = Hint::new();
    hint.with_extension(
        path.extension()
            .and_then(|e| e.to_str())
            .expect("an extension"),
    );
    let mut format = symphonia::default::get_probe()
        .probe(
            &hint,
            stream,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .expect("a known format");
    let track = format.default_track(TrackType::Audio).expect("a track");
    let parameters = track.codec_params.as_ref().and_then(|codec| codec.audio());
    let mut decoder = symphonia::default::get_codecs()
        .make_audio_decoder(parameters.expect("audio"), &AudioDecoderOptions::default())
        .expect("a decoder");
    let (mut samples, mut rate) = (Vec::new(), 0);
    while let Some(packet) = format.next_packet().expect("a whole stream") {
        let mut part = Vec::new();
        let audio = decoder.decode(&packet).expect("a valid packet");
        rate = audio.spec().rate();
        audio.copy_to_vec_interleaved::<f32>(&mut part);
        samples.append(&mut part);
    }
    (samples, rate)
}
