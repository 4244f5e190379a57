//! MP3 segments that join by their bytes.
//!
//! MPEG-2 Layer III (ISO/IEC 13818-3) at a constant 64 kbit/s, mono, 24 kHz, by LAME. The bit
//! reservoir is off, so no frame needs the bytes of another; there is no Xing, Info or ID3 header.

use std::num::NonZeroU32;

use mp3lame_encoder::{
    Bitrate, BuildError, Builder, Encoder, FlushGap, Mode, MonoPcm, Quality, VbrMode, ffi,
    max_required_buffer_size,
};

use super::{EncodeError, SAMPLE_RATE, sanitised};

/// Samples in one frame: a single granule in MPEG-2 (ISO/IEC 13818-3, 2.4.2.3).
pub const SAMPLES_PER_FRAME: usize = 576;

/// Bytes in one frame: 24 ms at 64 kbit/s.
///
/// The division leaves no rest, so there are no padding slots.
pub const FRAME_BYTES: usize = 192;

/// Samples by which a decoded segment is late.
///
/// LAME's own 576 and the 529 of a decoder's filter bank. The stream has no Info header that
/// would tell a player to skip them.
pub const DELAY_SAMPLES: usize = 1105;

/// Frames after the last that is begun, which carry the delay out of the encoder.
const FLUSH_FRAMES: usize = 2;

/// Samples handed to LAME at a time, which bounds the copy made of them.
const CHUNK: usize = 16 * SAMPLES_PER_FRAME;

/// Returns the exact number of frames that [`segment`] gives for `samples`.
pub fn frames(samples: usize) -> usize {
    if samples == 0 {
        return 0;
    }
    samples.div_ceil(SAMPLES_PER_FRAME) + FLUSH_FRAMES
}

/// Encodes mono samples in [-1, 1] at 24 kHz to whole frames.
///
/// The same samples give the same bytes. Segments joined by their bytes are one valid stream.
/// Samples that end in 43 ms of silence or more leave no trace in the segment that follows;
/// without it, quantisation noise of the last frame sounds on into the next.
///
/// LAME lowers the level by 0.4 dB, its margin against clipping in the decoder, and cuts
/// what is above 7.2 kHz.
///
/// # Errors
/// LAME's failures, and [`EncodeError::Length`] when the frames are not those promised.
pub fn segment(pcm: &[f32]) -> Result<Vec<u8>, EncodeError> {
    let expected = frames(pcm.len()) * FRAME_BYTES;
    if pcm.is_empty() {
        return Ok(Vec::new());
    }
    let mut encoder = encoder()?;
    let mut bytes = Vec::with_capacity(expected + max_required_buffer_size(CHUNK));
    let mut chunk = Vec::with_capacity(CHUNK);
    for part in pcm.chunks(CHUNK) {
        chunk.clear();
        chunk.extend(part.iter().copied().map(sanitised));
        // LAME takes a buffer of length 0 for one without bounds.
        bytes.reserve(max_required_buffer_size(chunk.len()));
        encoder
            .encode_to_vec(MonoPcm(&chunk), &mut bytes)
            .map_err(EncodeError::Mp3)?;
    }
    bytes.reserve(max_required_buffer_size(0));
    encoder
        .flush_to_vec::<FlushGap>(&mut bytes)
        .map_err(EncodeError::Mp3)?;
    if bytes.len() != expected {
        let actual = bytes.len();
        return Err(EncodeError::Length { expected, actual });
    }
    bytes.shrink_to_fit();
    Ok(bytes)
}

fn encoder() -> Result<Encoder, EncodeError> {
    let builder = Builder::new().ok_or(EncodeError::Start(BuildError::NoMem))?;
    configured(builder).map_err(EncodeError::Start)
}

fn configured(builder: Builder) -> Result<Encoder, BuildError> {
    let mut builder = builder
        .with_num_channels(1)?
        .with_mode(Mode::Mono)?
        .with_sample_rate(SAMPLE_RATE)?
        .with_output_sample_rate(NonZeroU32::new(SAMPLE_RATE))?
        .with_brate(Bitrate::Kbps64)?
        .with_vbr_mode(VbrMode::Off)?
        // Three times as fast as the next better, at 600 times real time.
        .with_quality(Quality::VeryNice)?
        .with_to_write_vbr_tag(false)?;
    disable_reservoir(&mut builder)?;
    builder.build()
}

#[expect(
    unsafe_code,
    reason = "mp3lame-encoder has no safe setter for the bit reservoir"
)]
fn disable_reservoir(builder: &mut Builder) -> Result<(), BuildError> {
    // SAFETY: the pointer is live as long as `builder`, which is borrowed for the whole call, and
    // LAME neither keeps nor frees it here.
    let status = unsafe { ffi::lame_set_disable_reservoir(builder.as_ptr(), 1) };
    if status < 0 {
        return Err(BuildError::Other(status));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
