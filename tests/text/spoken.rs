//! The tables in `cases/`: one a class, a text and its spoken form a line.
//!
//! The forms were written down first, as a reader of the news would say them.

use crate::tables::{check, rows};
use lyssna::text::normalise;

#[test]
fn every_text_has_its_spoken_form() {
    check(&rows("cases"), normalise);
}
