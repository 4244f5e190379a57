use axum::http::HeaderValue;
use url::form_urlencoded::byte_serialize;

use crate::encode::Format;

/// The name of a file that was asked for without one.
const DEFAULT: &str = "lyssna";

/// Characters of a name; file systems take some more.
const LONGEST: usize = 100;

/// The Content-Disposition of a file to keep (RFC 6266).
///
/// A name without any letter is none.
pub(super) fn attachment(asked: &str, format: Format) -> HeaderValue {
    let extension = format.extension();
    let asked = asked.trim();
    let stem = asked
        .strip_suffix(extension)
        .and_then(|stem| stem.strip_suffix('.'))
        .unwrap_or(asked);
    let is_kept = |c: &char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_' | '.');
    let kept: String = stem.chars().filter(is_kept).take(LONGEST).collect();
    let named = kept.trim_matches(['.', ' ']);
    let stem = match named.contains(char::is_alphabetic) {
        true => named,
        false => DEFAULT,
    };
    let plain = stem.replace(|c: char| !c.is_ascii(), "_");
    let mut field = format!("attachment; filename=\"{plain}.{extension}\"");
    if plain != stem {
        // What is kept has no character that form encoding treats in a way of its own but the
        // space (RFC 8187, section 3.2.1).
        let encoded: String = byte_serialize(stem.as_bytes()).collect();
        let encoded = encoded.replace('+', "%20");
        field += &format!("; filename*=UTF-8''{encoded}.{extension}");
    }
    HeaderValue::from_str(&field).expect("names are made ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        let none = "attachment; filename=\"lyssna.mp3\"";
        let long = "a".repeat(200);
        let cut = format!("attachment; filename=\"{}.mp3\"", "a".repeat(100));
        let cases = [
            ("", none),
            ("1", none),
            ("..", none),
            ("\"\r\n;/", none),
            ("norrsken", "attachment; filename=\"norrsken.mp3\""),
            ("norrsken.mp3", "attachment; filename=\"norrsken.mp3\""),
            ("../etc/passwd", "attachment; filename=\"etcpasswd.mp3\""),
            ("Ny bro\"; x=\"1", "attachment; filename=\"Ny bro x1.mp3\""),
            (
                "På väg",
                "attachment; filename=\"P_ v_g.mp3\"; filename*=UTF-8''P%C3%A5%20v%C3%A4g.mp3",
            ),
            (&long, &cut),
        ];
        for (asked, expected) in cases {
            assert_eq!(attachment(asked, Format::Mp3), expected, "{asked}");
        }
    }
}
