//! Any bytes are an error, or a vocoder or an extender that makes sound; never a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use lyssna::waveform::Vocoder;
use lyssna::waveform::extension::Extender;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(vocoder) = Vocoder::new(bytes) {
        vocoder.synthesise(&[[0.0; 20]; 2]);
    }
    if let Ok(extender) = Extender::new(bytes) {
        extender.extend(&[0.5; 320]);
    }
});
