//! Folding: one way of writing each character, with its place in the source.

use std::ops::Range;
use unicode_normalization::char::{compose, decompose_compatible, is_combining_mark};

/// A folded character and the bytes of the source it stands for.
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) source: Range<usize>,
}

/// The zeros of the decimal digits that Unicode has besides ASCII's, most used first.
const ZEROS: &[u32] = &[
    0xFF10, 0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66,
    0x0E50, 0x0ED0, 0x0F20, 0x1040, 0x17E0, 0x1810,
];

/// Composes accents, drops invisible characters and maps look-alikes to one form.
///
/// A character may fold to several glyphs (`ﬁ`), which then share its source; they are
/// always all letters or all digits, so no lexeme boundary falls between them.
pub(super) fn fold(text: &str) -> Vec<Glyph> {
    let mut glyphs: Vec<Glyph> = Vec::with_capacity(text.len());
    for (start, c) in text.char_indices() {
        let end = start + c.len_utf8();
        if c.is_ascii() {
            glyphs.push(Glyph {
                c,
                source: start..end,
            });
        } else if is_invisible(c) {
            if let Some(last) = glyphs.last_mut().filter(|last| last.c.is_alphanumeric()) {
                last.source.end = end;
            }
        } else if !is_combining_mark(c) || !absorb(&mut glyphs, c, end) {
            push(&mut glyphs, c, start..end);
        }
    }
    glyphs
}

/// Merges a combining mark into the glyph before it; false where it must stand alone.
fn absorb(glyphs: &mut [Glyph], mark: char, end: usize) -> bool {
    let Some(last) = glyphs.last_mut() else {
        return !mark.is_alphabetic();
    };
    if let Some(composed) = compose(last.c, mark) {
        last.c = composed;
        last.source.end = end;
        return true;
    }
    if last.c.is_alphabetic() && (last.c as u32) < 0x250 {
        last.source.end = end;
        return true;
    }
    !mark.is_alphabetic()
}

fn push(glyphs: &mut Vec<Glyph>, c: char, source: Range<usize>) {
    let plain = match c {
        '\u{2010}' | '\u{2011}' => Some('-'),
        '\u{2012}' => Some('–'),
        '\u{2015}' => Some('—'),
        '\u{3BC}' => Some('µ'),
        '\u{BA}' | '\u{2DA}' => Some('°'),
        '\u{FF5E}' => Some('~'),
        _ => digit(c).or_else(|| (!has_plain_form(c)).then_some(c)),
    };
    if let Some(c) = plain {
        glyphs.push(Glyph { c, source });
        return;
    }
    let mut forms = Vec::with_capacity(4);
    decompose_compatible(c, |form| forms.push(form));
    let alike = forms.iter().all(|f| f.is_alphabetic()) || forms.iter().all(char::is_ascii_digit);
    if !alike && forms.len() > 1 {
        forms = vec![c];
    }
    for c in forms {
        glyphs.push(Glyph {
            c,
            source: source.clone(),
        });
    }
}

/// Marks that change how a line is laid out, never how it is said.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// Blocks of presentation forms whose compatibility decomposition is what they say.
fn has_plain_form(c: char) -> bool {
    matches!(c, '\u{2100}'..='\u{2115}' | '\u{2117}'..='\u{211F}' | '\u{2123}'..='\u{214F}'
        | '\u{2160}'..='\u{2188}' | '\u{2460}'..='\u{24FF}' | '\u{3300}'..='\u{33FF}'
        | '\u{FB00}'..='\u{FB06}' | '\u{FF01}'..='\u{FF5D}' | '\u{1D400}'..='\u{1D7FF}')
}

fn digit(c: char) -> Option<char> {
    let code = c as u32;
    if matches!(c, '₀'..='₉') {
        return char::from_digit(code - 0x2080, 10);
    }
    let zero = ZEROS
        .iter()
        .find(|&&zero| (zero..zero + 10).contains(&code))?;
    char::from_digit(code - zero, 10)
}

/// The digit written as a superscript, as in `m²` or a footnote mark.
pub(super) fn superscript(c: char) -> Option<char> {
    Some(match c {
        '⁰' => '0',
        '¹' => '1',
        '²' => '2',
        '³' => '3',
        '⁴' => '4',
        '⁵' => '5',
        '⁶' => '6',
        '⁷' => '7',
        '⁸' => '8',
        '⁹' => '9',
        _ => return None,
    })
}

/// Numerator and denominator of a one-character fraction such as `½`.
pub(super) fn vulgar_fraction(c: char) -> Option<(u32, u32)> {
    if !matches!(c, '¼' | '½' | '¾' | '\u{2150}'..='\u{215E}') {
        return None;
    }
    let mut form = String::new();
    decompose_compatible(c, |part| form.push(part));
    let (over, under) = form.split_once('\u{2044}')?;
    Some((over.parse().ok()?, under.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_to_one_form_and_keeps_the_place() {
        const CASES: &[(&str, &str)] = &[
            ("a\u{30A}r", "år"),
            ("O\u{308}rebro", "Örebro"),
            ("infor\u{AD}mation", "information"),
            ("\u{FEFF}hej", "hej"),
            ("oﬃciell", "officiell"),
            ("１２３", "123"),
            ("a\u{301}\u{323}b", "áb"),
            ("x\u{2011}y", "x-y"),
            ("㎏", "kg"),
            ("5 \u{BA}C", "5 °C"),
            ("m²", "m²"),
        ];
        for (text, expected) in CASES {
            let glyphs = fold(text);
            let folded: String = glyphs.iter().map(|g| g.c).collect();
            assert_eq!(folded, *expected);
            for glyph in &glyphs {
                assert!(text.get(glyph.source.clone()).is_some(), "{text}");
            }
        }
    }

    #[test]
    fn fractions_of_one_character() {
        assert_eq!(vulgar_fraction('½'), Some((1, 2)));
        assert_eq!(vulgar_fraction('⅞'), Some((7, 8)));
        assert_eq!(vulgar_fraction('⅒'), Some((1, 10)));
        assert_eq!(vulgar_fraction('x'), None);
    }
}
