use serde::Deserialize;
use utoipa::ToSchema;

use crate::encode::Format;
use crate::http::error::{Problem, SpeechProblem};
use crate::http::routes::query;
use crate::phonemes::transcribe;
use crate::text::Speech;

/// What is to be said.
pub(in crate::http) enum Input {
    Plain(String),
    Marked(Speech),
}

/// The form of the answer's sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    Encoded(Format),
    /// The samples of [`Format::Wav`] without its header.
    Pcm,
}

impl Sound {
    /// The format that is spoken for it.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Encoded(format) => format,
            Self::Pcm => Format::Wav,
        }
    }
}

/// A request that can be answered, as far as it can be told without the service.
pub(super) struct Request {
    pub(super) input: Input,
    pub(super) voice: String,
    pub(super) sound: Sound,
    pub(super) speed: f32,
    /// The answer is a stream of server-sent events.
    pub(super) events: bool,
}

/// The body as it is written; what is not named here, such as `instructions`, is ignored.
#[derive(Deserialize, ToSchema)]
#[schema(as = SpeechRequest)]
pub(super) struct Body {
    /// Any name; the voice alone decides.
    #[schema(min_length = 1, example = "tts-1")]
    model: String,
    /// Text, or SSML 1.1.
    #[schema(min_length = 1, max_length = 4096, example = "Tåget går klockan tolv.")]
    input: String,
    #[schema(inline)]
    voice: VoiceName,
    /// `mp3` (the default), `opus`, `wav` or `pcm`.
    #[schema(pattern = "^(mp3|opus|wav|pcm)$")]
    response_format: Option<String>,
    /// Times the natural speed, rounded to steps of 0.05.
    #[schema(minimum = 0.6, maximum = 2.0)]
    speed: Option<f32>,
    /// `audio` (the default) or `sse`.
    #[schema(pattern = "^(audio|sse)$")]
    stream_format: Option<String>,
}

/// A voice's id, by itself or in an object.
#[derive(Deserialize, ToSchema)]
#[serde(untagged)]
#[schema(example = "alva")]
enum VoiceName {
    Id(String),
    Object { id: String },
}

impl Request {
    /// Reads a body whose text has at most so many characters.
    pub(super) fn parse(body: &[u8], characters: usize) -> Result<Self, SpeechProblem> {
        let body: Body = serde_json::from_slice(body)
            .map_err(|error| SpeechProblem::from(Problem::BadRequest).because(error))?;
        if body.model.is_empty() {
            return Err(SpeechProblem::of(Problem::BadRequest, "model"));
        }
        let speed = body.speed.map_or(Ok(query::NATURAL), query::offered);
        let events = match body.stream_format.as_deref() {
            None | Some("audio") => false,
            Some("sse") => true,
            Some(_) => return Err(SpeechProblem::of(Problem::BadRequest, "stream_format")),
        };
        Ok(Self {
            input: input(body.input, characters)?,
            voice: match body.voice {
                VoiceName::Id(id) | VoiceName::Object { id } => id,
            },
            sound: sound(body.response_format.as_deref())?,
            speed: speed.map_err(|problem| SpeechProblem::of(problem, "speed"))?,
            events,
        })
    }
}

fn sound(name: Option<&str>) -> Result<Sound, SpeechProblem> {
    match name {
        None => Ok(Sound::Encoded(Format::Mp3)),
        Some("pcm") => Ok(Sound::Pcm),
        Some(name) => Format::from_extension(name)
            .map(Sound::Encoded)
            .ok_or_else(|| SpeechProblem::of(Problem::UnknownFormat, "response_format")),
    }
}

#[derive(Debug, thiserror::Error)]
#[error("the text has more than {0} characters")]
struct TooLong(usize);

/// Reads the input; what begins with `<speak` is markup.
fn input(text: String, characters: usize) -> Result<Input, SpeechProblem> {
    if text.chars().nth(characters).is_some() {
        let problem = SpeechProblem::of(Problem::TextTooLong, "input");
        return Err(problem.because(TooLong(characters)));
    }
    if !Speech::is_markup(&text) {
        return Ok(Input::Plain(text));
    }
    let bad = |error| SpeechProblem::of(Problem::BadMarkup, "input").because(error);
    Speech::parse(&text, &transcribe)
        .map(Input::Marked)
        .map_err(bad)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_and_what_is_wrong_with_them() {
        let with =
            |more: &str| format!(r#"{{"model":"tts-1","voice":"alva","input":"Hej"{more}}}"#);
        let cases = [
            (with(""), Ok(())),
            (with(r#","instructions":"glad","x":1"#), Ok(())),
            (
                with(r#","response_format":"pcm","speed":2.0,"stream_format":"sse""#),
                Ok(()),
            ),
            (
                r#"{"model":"a","voice":{"id":"alva"},"input":"a"}"#.to_owned(),
                Ok(()),
            ),
            (
                with(r#","speed":0.25"#),
                Err(("unknown-speed", Some("speed"))),
            ),
            (
                with(r#","speed":4.0"#),
                Err(("unknown-speed", Some("speed"))),
            ),
            (
                with(r#","response_format":"aac""#),
                Err(("unknown-format", Some("response_format"))),
            ),
            (
                with(r#","stream_format":"ws""#),
                Err(("bad-request", Some("stream_format"))),
            ),
            (
                r#"{"model":"","voice":"a","input":"a"}"#.to_owned(),
                Err(("bad-request", Some("model"))),
            ),
            (
                r#"{"model":"a","voice":"a"}"#.to_owned(),
                Err(("bad-request", None)),
            ),
            ("[".to_owned(), Err(("bad-request", None))),
            (
                format!(
                    r#"{{"model":"a","voice":"a","input":"{}"}}"#,
                    "å".repeat(4097)
                ),
                Err(("text-too-long", Some("input"))),
            ),
            (
                r#"{"model":"a","voice":"a","input":"<speak><b/></speak>"}"#.to_owned(),
                Err(("bad-markup", Some("input"))),
            ),
        ];
        for (body, expected) in cases {
            let parsed = Request::parse(body.as_bytes(), 4096).map(|_| ());
            let told = parsed.map_err(|wrong| (wrong.problem.name(), wrong.param));
            assert_eq!(told, expected, "{body}");
        }
    }
}
