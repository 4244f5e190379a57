//! No bytes may panic the reader of letter-to-sound models, and no words its user.

#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::phonemes::Phonemes;
use lyssna::text::{Style, Word};
use std::sync::LazyLock;

static SHIPPED: LazyLock<Phonemes> = LazyLock::new(|| {
    Phonemes::new(include_bytes!("../../voices/models/g2p.bin")).expect("the shipped model")
});

/// The header's length, and where its checksum lies.
const HEADER: usize = 14;

/// Gives the bytes a right checksum, so that what comes after it is reached.
fn sealed(bytes: &[u8]) -> Vec<u8> {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mut file = Vec::with_capacity(HEADER + bytes.len());
    file.extend_from_slice(b"LG2P\x02\x00");
    file.extend_from_slice(&hash.to_le_bytes());
    file.extend_from_slice(bytes);
    file
}

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let words: Vec<Word> = text
        .split(' ')
        .enumerate()
        .map(|(at, text)| match at % 3 {
            0 => Word::letter(text),
            _ => Word::new(text),
        })
        .collect();
    assert_eq!(SHIPPED.phrase(&words, Style::default()).len(), words.len());
    for file in [data.to_vec(), sealed(data)] {
        if let Ok(model) = Phonemes::new(&file) {
            assert_eq!(model.phrase(&words, Style::default()).len(), words.len());
        }
    }
});
