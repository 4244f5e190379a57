//! Opus segments in Ogg pages.
//!
//! Opus (RFC 6716) at a constant 32 kbit/s, mono, in packets of 20 ms, and Ogg as RFC 7845 maps it.
//! Each segment is encoded by itself, to whole pages that do not know yet where in the clip they
//! stand; [`Joiner`](super::Joiner) tells them.

use opus_pure::{Application, Error, OpusEncoder, RateControl, Signal};

use super::{EncodeError, SAMPLE_RATE, ogg, sanitised};

/// Samples in one packet: 20 ms.
pub const SAMPLES_PER_PACKET: usize = SAMPLE_RATE as usize / PACKETS_PER_SECOND;

/// Bytes in one packet.
pub const PACKET_BYTES: u8 = (BITS_PER_SECOND / 8 / PACKETS_PER_SECOND) as u8;

/// Samples by which a decoded segment is late: the 6.5 ms that the encoder looks ahead.
///
/// The header tells players to skip them at the beginning of a clip.
pub const DELAY_SAMPLES: usize = SAMPLE_RATE as usize * 13 / 2000;

/// Pages of the clip's header: who speaks Opus, and the comments.
pub(super) const HEADER_PAGES: u32 = 2;

const PACKETS_PER_SECOND: usize = 50;

/// Speech is hard to tell from the original here, at half of the MP3's size.
const BITS_PER_SECOND: usize = 32_000;

/// Opus counts positions at this rate, whatever it is given (RFC 7845, section 4).
const GRANULES_PER_SECOND: u32 = 48_000;

const GRANULES_PER_SAMPLE: u32 = GRANULES_PER_SECOND / SAMPLE_RATE;

/// 0.4 dB below the best, which takes half as long again.
const COMPLEXITY: i32 = 5;

/// Returns the exact number of packets that [`segment`] gives for `samples`.
pub fn packets(samples: usize) -> usize {
    match samples {
        0 => 0,
        _ => (samples + DELAY_SAMPLES).div_ceil(SAMPLES_PER_PACKET),
    }
}

/// Returns the exact bytes that [`segment`] gives for `samples`.
pub fn segment_bytes(samples: usize) -> usize {
    ogg::bytes(packets(samples), PACKET_BYTES)
}

/// Returns the pages that precede the first segment of a clip.
pub fn header() -> Vec<u8> {
    let mut pages = ogg::header_page(&identification());
    pages.extend(ogg::header_page(&comments()));
    ogg::Stream::default().place(&mut pages, false);
    pages
}

/// The identification header (RFC 7845, section 5.1).
fn identification() -> Vec<u8> {
    let (version, channels) = (1, 1);
    let mut packet = b"OpusHead".to_vec();
    packet.extend([version, channels]);
    let skipped = DELAY_SAMPLES as u16 * GRANULES_PER_SAMPLE as u16;
    packet.extend(skipped.to_le_bytes());
    packet.extend(SAMPLE_RATE.to_le_bytes());
    let (gain, mapping) = ([0, 0], 0);
    packet.extend(gain);
    packet.push(mapping);
    packet
}

/// The comment header (section 5.2), with no comments.
fn comments() -> Vec<u8> {
    let vendor = b"Lyssna";
    let mut packet = b"OpusTags".to_vec();
    packet.extend((vendor.len() as u32).to_le_bytes());
    packet.extend(vendor);
    packet.extend(0u32.to_le_bytes());
    packet
}

/// Encodes mono samples in [-1, 1] at [`SAMPLE_RATE`] to whole pages without a place.
///
/// The same samples give the same bytes. Samples that begin and end in silence leave no trace in
/// the segments beside it.
///
/// # Errors
/// The encoder's failures, and [`EncodeError::Length`] when a packet has another size than
/// promised.
pub fn segment(pcm: &[f32]) -> Result<Vec<u8>, EncodeError> {
    let size = usize::from(PACKET_BYTES);
    let mut joined = vec![0; packets(pcm.len()) * size];
    let mut encoder = encoder().map_err(EncodeError::Opus)?;
    let mut samples = pcm.iter().copied().map(sanitised);
    for packet in joined.chunks_exact_mut(size) {
        let frame: [f32; SAMPLES_PER_PACKET] =
            std::array::from_fn(|_| samples.next().unwrap_or(0.0));
        let actual = encoder
            .encode(&frame, SAMPLES_PER_PACKET, packet)
            .map_err(EncodeError::Opus)?;
        if actual != size {
            let expected = size;
            return Err(EncodeError::Length { expected, actual });
        }
    }
    let granules = GRANULES_PER_SAMPLE * SAMPLES_PER_PACKET as u32;
    Ok(ogg::pages(&joined, PACKET_BYTES, granules.into()))
}

fn encoder() -> Result<OpusEncoder, Error> {
    // For audio: the settings for calls change the timbre.
    let mut encoder = OpusEncoder::new(SAMPLE_RATE as i32, 1, Application::Audio)?;
    encoder.bitrate_bps = BITS_PER_SECOND as i32;
    encoder.rate_control = RateControl::Cbr;
    encoder.signal_type = Some(Signal::Voice);
    encoder.complexity = COMPLEXITY;
    Ok(encoder)
}

#[cfg(test)]
mod tests;
