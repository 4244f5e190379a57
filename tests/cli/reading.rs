use std::fs;

use ebur128::{Channel, EbuR128, Mode};
use lyssna::clip::Manifest;
use lyssna::phonemes::Phonemes;
use lyssna::text::{self, Style};
use tempfile::tempdir;

use crate::support::{decoded, lyssna, project};

const ARTICLE: &str = "examples/articles/norrsken.html";

/// The words of a WebVTT file's cues, in order, without marks and timestamps.
fn words_of_cues(vtt: &str) -> Vec<String> {
    let mut words = Vec::new();
    for cue in vtt.split("\n\n").skip(1) {
        let text: String = cue.lines().skip(2).collect::<Vec<_>>().join(" ");
        let plain: String = text
            .split('<')
            .map(|part| part.split_once('>').map_or(part, |(_, after)| after))
            .collect();
        words.extend(plain.split_whitespace().map(str::to_owned));
    }
    words
}

#[test]
fn an_article_becomes_an_mp3_with_every_word_in_its_times() {
    let folder = tempdir().unwrap();
    let page = project(ARTICLE);
    let page = page.to_str().unwrap();
    let texts = ["--vtt", "--json", "--srt", "--txt", "--chapters", "--epub"];
    let arguments = [&["read", page, "-o", "a.mp3"], &texts[..]].concat();
    let output = lyssna(folder.path(), &arguments, "");
    let log = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{log}");
    assert!(log.contains("times as fast"), "{log}");

    let manifest = fs::read(folder.path().join("a.json")).unwrap();
    let manifest: Manifest = serde_json::from_slice(&manifest).unwrap();
    let (samples, rate) = decoded(&folder.path().join("a.mp3"));
    let decoded_seconds = samples.len() as f64 / f64::from(rate);
    assert_eq!(rate, 24_000);
    // The last frame's overlap is the only thing that decoders end differently.
    assert!(
        (decoded_seconds - manifest.duration).abs() < 0.1,
        "{decoded_seconds}"
    );

    let vtt = fs::read_to_string(folder.path().join("a.vtt")).unwrap();
    let article: Vec<String> = manifest
        .article
        .text()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert_eq!(words_of_cues(&vtt), article);
    let srt = fs::read_to_string(folder.path().join("a.srt")).unwrap();
    assert_eq!(words_of_captions(&srt), article);
    let txt = fs::read_to_string(folder.path().join("a.txt")).unwrap();
    assert_eq!(txt, manifest.article.text());
    let chapters = fs::read(folder.path().join("a.chapters.json")).unwrap();
    let chapters: serde_json::Value = serde_json::from_slice(&chapters).unwrap();
    let tag = id3::Tag::read_from_path(folder.path().join("a.mp3")).unwrap();
    let listed = chapters["chapters"].as_array().unwrap();
    assert_eq!(tag.chapters().count(), listed.len());
    assert_eq!(listed[0]["title"], manifest.article.title);
    let book = fs::read(folder.path().join("a.epub")).unwrap();
    assert_eq!(book[30..58], *b"mimetypeapplication/epub+zip");
}

/// The words of an SRT file's captions, in order.
fn words_of_captions(srt: &str) -> Vec<String> {
    let texts = srt
        .split("\n\n")
        .flat_map(|caption| caption.lines().skip(2));
    let words = texts.flat_map(str::split_whitespace);
    words.map(str::to_owned).collect()
}

#[test]
fn every_word_sounds_where_its_times_say() {
    let folder = tempdir().unwrap();
    let page = project(ARTICLE);
    let arguments = ["read", page.to_str().unwrap(), "-o", "a.mp3", "--json"];
    assert!(lyssna(folder.path(), &arguments, "").status.success());
    let manifest = fs::read(folder.path().join("a.json")).unwrap();
    let manifest: Manifest = serde_json::from_slice(&manifest).unwrap();
    let (samples, rate) = decoded(&folder.path().join("a.mp3"));
    let level = |from: f64, to: f64| {
        let at = |seconds: f64| (seconds * f64::from(rate)) as usize;
        let part = &samples[at(from)..at(to).min(samples.len())];
        (part.iter().map(|s| s * s).sum::<f32>() / part.len() as f32).sqrt()
    };
    let mut last = 0.0;
    for segment in &manifest.segments {
        for word in &segment.words {
            assert!(word.start >= last && word.end > word.start, "{word:?}");
            last = word.start;
            assert!(level(word.start, word.end) > 0.01, "{word:?} is silent");
        }
        let end = segment.words.last().unwrap().end;
        let rest = level(end + 0.1, segment.start + segment.duration);
        assert!(
            rest < 0.01,
            "sentence {} goes on after its words",
            segment.index
        );
    }
}

/// Podcasts are at -16 LUFS; a mono file sounds from two loudspeakers, which is 3 dB louder than
/// its one channel (ITU-R BS.1770-5).
#[test]
fn episodes_are_as_loud_as_podcasts() {
    const TEXT: &str = "Kommunen bygger en ny bro över älven, och den ska stå klar till sommaren. \
        Det är tredje gången som en bro byggs på platsen! Var låg den första? Ingen vet det längre.";
    let folder = tempdir().unwrap();
    for voice in ["alva", "nils"] {
        let arguments = ["say", TEXT, "-o", "a.mp3", "--voice", voice];
        assert!(lyssna(folder.path(), &arguments, "").status.success());
        let (samples, rate) = decoded(&folder.path().join("a.mp3"));
        let mut meter = EbuR128::new(1, rate, Mode::I | Mode::TRUE_PEAK).unwrap();
        meter.set_channel(0, Channel::DualMono).unwrap();
        meter.add_frames_f32(&samples).unwrap();
        let loudness = meter.loudness_global().unwrap();
        assert!(
            (-17.0..=-15.0).contains(&loudness),
            "{voice}: {loudness:.2} LUFS"
        );
        let peak = 20.0 * meter.true_peak(0).unwrap().log10();
        assert!(peak < 0.0, "{voice}: {peak:.2} dBTP");
    }
}

#[test]
fn speech_is_as_fast_as_a_reader_s() {
    let folder = tempdir().unwrap();
    let page = project(ARTICLE);
    for voice in ["alva", "nils"] {
        let arguments = [
            "read",
            page.to_str().unwrap(),
            "-o",
            "a.wav",
            "--json",
            "--voice",
            voice,
        ];
        assert!(lyssna(folder.path(), &arguments, "").status.success());
        let manifest = fs::read(folder.path().join("a.json")).unwrap();
        let manifest: Manifest = serde_json::from_slice(&manifest).unwrap();
        let seconds: f64 = manifest
            .segments
            .iter()
            .flat_map(|segment| &segment.words)
            .map(|word| word.end - word.start)
            .sum();
        let rate = phones(&manifest) as f64 / seconds;
        assert!(
            (12.0..16.0).contains(&rate),
            "{voice}: {rate:.1} phones a second"
        );
    }
}

fn phones(manifest: &Manifest) -> usize {
    let phonemes = Phonemes::embedded().unwrap();
    manifest
        .article
        .blocks
        .iter()
        .flat_map(|block| text::sentences(&block.text))
        .map(|sentence| {
            let words: Vec<_> = sentence.tokens.into_iter().flat_map(|t| t.words).collect();
            let spoken = phonemes.phrase(&words, Style::Neutral);
            spoken.iter().map(|word| word.phones.len()).sum::<usize>()
        })
        .sum()
}

#[test]
fn speed_changes_the_length() {
    let folder = tempdir().unwrap();
    let length = |speed: &str| {
        let arguments = [
            "say",
            "Norrskenet lyser över fjället.",
            "-o",
            "a.wav",
            "--speed",
            speed,
        ];
        assert!(lyssna(folder.path(), &arguments, "").status.success());
        decoded(&folder.path().join("a.wav")).0.len() as f64
    };
    let (slow, natural, fast) = (length("0.7"), length("1"), length("1.5"));
    assert!(slow > 1.15 * natural, "{slow} {natural}");
    assert!(fast < 0.87 * natural, "{fast} {natural}");
}

#[test]
fn markup_pauses_and_slows_down() {
    let folder = tempdir().unwrap();
    let seconds = |text: &str| {
        let output = lyssna(folder.path(), &["say", text, "-o", "a.wav"], "");
        assert!(output.status.success(), "{output:?}");
        let (samples, rate) = decoded(&folder.path().join("a.wav"));
        samples.len() as f64 / f64::from(rate)
    };
    let plain = seconds("<speak>Nu kommer regnet hit.</speak>");
    let parted = seconds("<speak>Nu kommer <break time='3s'/> regnet hit.</speak>");
    assert!((2.5..4.0).contains(&(parted - plain)), "{plain} {parted}");
    let slow = seconds("<speak><prosody rate='50%'>Nu kommer regnet hit.</prosody></speak>");
    assert!((1.5..2.5).contains(&(slow / plain)), "{plain} {slow}");
}

#[test]
fn say_writes_wav_to_a_pipe() {
    let folder = tempdir().unwrap();
    let output = lyssna(folder.path(), &["say"], "Hej på dig!\n");
    assert!(output.status.success());
    let mut wav = hound::WavReader::new(output.stdout.as_slice()).unwrap();
    let loud = wav
        .samples::<i16>()
        .map(Result::unwrap)
        .filter(|s| s.abs() > 1000);
    assert!(loud.count() > 1600);
}
