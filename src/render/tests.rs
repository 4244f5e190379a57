use super::*;
use crate::encode::{Format, SAMPLE_RATE, mp3, opus};
use crate::extract::{Article, Block, BlockKind};
use crate::phonemes::Phonemes;
use crate::prosody::Utterance;
use crate::voice::Voices;

/// Hums 80 ms a word after 100 ms, and rests as long as it is told.
#[derive(Clone, Debug)]
pub(crate) struct Hum {
    pub(crate) id: &'static str,
    pub(crate) version: &'static str,
}

const HUM: Hum = Hum {
    id: "hum",
    version: "1",
};
const LEAD: usize = 1600;
const WORD: usize = 1280;

impl Speaker for Hum {
    fn id(&self) -> &str {
        self.id
    }

    fn version(&self) -> &str {
        self.version
    }

    fn samples(&self, utterance: &Utterance, _speed: f32) -> Result<usize, SpeakerError> {
        let rest = utterance.rest * SAMPLE_RATE as f32;
        Ok(LEAD + utterance.words.len() * WORD + rest as usize)
    }

    fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError> {
        let end = LEAD + utterance.words.len() * WORD;
        let hum = |n: usize| 0.3 * (n as f32 * 0.07).sin();
        let sound = |n| {
            if (LEAD..end).contains(&n) {
                hum(n)
            } else {
                0.0
            }
        };
        Ok(Performance {
            pcm: (0..self.samples(utterance, speed)?).map(sound).collect(),
            words: (LEAD..end).step_by(WORD).map(|at| at..at + WORD).collect(),
        })
    }
}

/// Letters to sounds, as good as tests need.
pub(crate) fn phonemes() -> Phonemes {
    Phonemes::embedded().unwrap()
}

fn article(blocks: &[(BlockKind, &str)]) -> Article {
    Article {
        url: "https://example.se/".to_owned(),
        canonical: None,
        title: "Titel".to_owned(),
        byline: None,
        published: None,
        modified: None,
        lang: None,
        declared_lang: None,
        is_accessible_for_free: None,
        site: None,
        image: None,
        blocks: blocks
            .iter()
            .map(|(kind, text)| Block {
                kind: *kind,
                text: (*text).to_owned(),
                path: "p".to_owned(),
                spans: Vec::new(),
            })
            .collect(),
    }
}

const HEADING: BlockKind = BlockKind::Heading { level: 1 };

#[test]
fn lines_name_their_blocks_and_places_in_utf16() {
    let article = article(&[
        (HEADING, "Vår 🎉 fest"),
        (BlockKind::Paragraph, "***"),
        (BlockKind::Paragraph, "Å 🎉 ett. Två ord!"),
    ]);
    let script = Script::new(&article, &phonemes()).unwrap();
    let found: Vec<_> = script
        .lines
        .iter()
        .map(|line| {
            let words: Vec<_> = line
                .words
                .iter()
                .map(|word| (word.text.as_str(), word.source.start))
                .filter(|(text, _)| text.chars().any(char::is_alphanumeric))
                .collect();
            (line.block, line.source.start, words)
        })
        .collect();
    let expected = [
        (0, 0, vec![("Vår", 0), ("fest", 7)]),
        (2, 0, vec![("Å", 0), ("ett", 5)]),
        (2, 10, vec![("Två", 10), ("ord", 14)]),
    ];
    assert_eq!(found, expected);
}

#[test]
fn rests_grow_with_the_break_on_the_page() {
    let article = article(&[
        (HEADING, "Rubrik"),
        (BlockKind::Paragraph, "Ett. Två."),
        (BlockKind::ListItem { number: None }, "Tre"),
    ]);
    let script = Script::new(&article, &phonemes()).unwrap();
    let rests: Vec<f32> = script
        .lines
        .iter()
        .map(|line| line.utterance.rest)
        .collect();
    let [heading, within, paragraph, item] = rests[..] else {
        panic!("{rests:?}");
    };
    assert!(heading > paragraph && paragraph > item && item > within);
}

#[test]
fn an_article_without_words_is_refused() {
    for blocks in [
        &[][..],
        &[(BlockKind::Paragraph, "* * *"), (HEADING, "– …")][..],
    ] {
        let refused = Script::new(&article(blocks), &phonemes());
        assert!(matches!(refused, Err(RenderError::NoWords)), "{blocks:?}");
    }
}

#[test]
fn measure_promises_what_speak_gives() {
    let article = article(&[
        (HEADING, "Ett två tre"),
        (BlockKind::Paragraph, "Fyra. Fem sex."),
    ]);
    let script = Script::new(&article, &phonemes()).unwrap();
    for format in Format::ALL {
        for (index, line) in script.lines.iter().enumerate() {
            let promised = measure(&HUM, 1.0, format, index, line).unwrap();
            let spoken = speak(&HUM, 1.0, format, index, line).unwrap();
            assert_eq!(promised, spoken.extent(), "{format:?} {index}");
            assert_eq!(
                promised.bytes,
                spoken.audio.len() as u64,
                "{format:?} {index}"
            );
        }
    }
}

#[test]
fn words_are_timed_where_a_decoder_puts_them() {
    let article = article(&[(HEADING, "Ett två"), (BlockKind::Paragraph, "Tre.")]);
    let script = Script::new(&article, &phonemes()).unwrap();
    for format in Format::ALL {
        let reading = read(&script, &HUM, 1.0, format, |_| {}).unwrap();
        let samples = |seconds: f64| (seconds * f64::from(SAMPLE_RATE)).round() as usize;
        let second = samples(reading.segments[1].start);
        let delay = match format {
            Format::Mp3 => {
                assert_eq!(second % mp3::SAMPLES_PER_FRAME, 0);
                mp3::DELAY_SAMPLES
            }
            Format::Opus => {
                assert_eq!(second % opus::SAMPLES_PER_PACKET, 0);
                0
            }
            Format::Wav => 0,
        };
        let starts: Vec<usize> = reading
            .segments
            .iter()
            .flat_map(|segment| &segment.words)
            .map(|word| samples(word.start))
            .collect();
        let first = delay + LEAD;
        assert_eq!(starts, [first, first + WORD, second + first], "{format:?}");
        let end = &reading.segments[1];
        let decoded = samples(end.start + end.duration) as u64;
        let heard = format.heard_samples(decoded) as usize;
        assert_eq!(heard, samples(reading.duration), "{format:?}");
    }
}

#[test]
fn progress_is_told_after_each_sentence() {
    let article = article(&[(BlockKind::Paragraph, "Ett. Två. Tre.")]);
    let script = Script::new(&article, &phonemes()).unwrap();
    let mut told = Vec::new();
    let reading = read(&script, &HUM, 1.0, Format::Wav, |at| told.push(at)).unwrap();
    let steps: Vec<_> = told.iter().map(|at| (at.done, at.lines)).collect();
    assert_eq!(steps, [(1, 3), (2, 3), (3, 3)]);
    assert_eq!(told[2].seconds, reading.duration);
}

#[test]
fn a_voice_that_loses_words_is_an_error() {
    struct Forgetful;
    impl Speaker for Forgetful {
        fn id(&self) -> &str {
            "forgetful"
        }
        fn version(&self) -> &str {
            "1"
        }
        fn samples(&self, utterance: &Utterance, speed: f32) -> Result<usize, SpeakerError> {
            HUM.samples(utterance, speed)
        }
        fn speak(&self, utterance: &Utterance, speed: f32) -> Result<Performance, SpeakerError> {
            let mut performance = HUM.speak(utterance, speed)?;
            performance.words.pop();
            Ok(performance)
        }
    }
    let article = article(&[(BlockKind::Paragraph, "Ett två.")]);
    let script = Script::new(&article, &phonemes()).unwrap();
    let error = read(&script, &Forgetful, 1.0, Format::Wav, |_| {}).unwrap_err();
    let text = "voice forgetful timed 1 words of 2 in sentence 0";
    assert_eq!(error.to_string(), text);
}

#[test]
fn the_bundled_voices_keep_their_promises() {
    let article = article(&[
        (HEADING, "Hej 🎉 du!"),
        (BlockKind::Paragraph, "Kl. 19.30, i B-salen."),
    ]);
    let script = Script::new(&article, &phonemes()).unwrap();
    for voice in Voices::embedded().unwrap().iter() {
        let mut length = Extent::default();
        for (index, line) in script.lines.iter().enumerate() {
            length += measure(&**voice, 1.0, Format::Mp3, index, line).unwrap();
        }
        let reading = read(&script, &**voice, 1.0, Format::Mp3, |_| {}).unwrap();
        assert_eq!(reading.audio.len() as u64, length.bytes, "{}", voice.id());
        assert_eq!(reading.duration, length.seconds(), "{}", voice.id());
        let words: Vec<_> = reading
            .segments
            .iter()
            .flat_map(|segment| &segment.words)
            .collect();
        let in_order = words.windows(2).all(|pair| pair[0].end <= pair[1].start);
        assert!(in_order, "{words:?}");
        assert!(words[words.len() - 1].end < reading.duration, "{words:?}");
    }
}
