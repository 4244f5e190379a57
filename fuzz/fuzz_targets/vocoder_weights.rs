//! Any bytes are an error, or a vocoder that speaks; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::waveform::Vocoder;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(vocoder) = Vocoder::new(bytes) {
        vocoder.synthesise(&[[0.0; 20]; 2]);
    }
});
