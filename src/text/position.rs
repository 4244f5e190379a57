use std::fmt;

/// A place in a file that was written by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character of the line, from 1.
    pub column: usize,
}

impl Position {
    /// Finds the place of a byte in a text; the end where the byte lies behind it.
    pub(super) fn of(text: &str, byte: usize) -> Self {
        let before = &text[..text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}", self.line, self.column)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_characters_from_one() {
        let text = "åäö\n\nab";
        let cases = [
            (0, 1, 1),
            (4, 1, 3),
            (6, 1, 4),
            (7, 2, 1),
            (9, 3, 2),
            (99, 3, 3),
        ];
        for (byte, line, column) in cases {
            assert_eq!(
                Position::of(text, byte),
                Position { line, column },
                "{byte}"
            );
        }
    }
}
