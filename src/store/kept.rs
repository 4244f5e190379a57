//! The forms in which segments and clips are kept.

use bytes::Bytes;

use crate::clip::{Manifest, SegmentKey};
use crate::render::{Spoken, Timing};

/// Bytes of a length or a count before what it counts, little-endian.
const COUNT: usize = size_of::<u32>();

/// Writes a segment: the length of its timing, the timing as JSON, the audio.
pub(super) fn of_segment(spoken: &Spoken) -> Result<[Bytes; 3], serde_json::Error> {
    let timing = serde_json::to_vec(&spoken.timing)?;
    Ok([count(timing.len()), timing.into(), spoken.audio.clone()])
}

/// Reads a segment.
pub(super) fn segment(content: &Bytes) -> Option<Spoken> {
    let (timing, audio) = counted(content, 1)?;
    let timing: Timing = serde_json::from_slice(&timing).ok()?;
    Some(Spoken { audio, timing })
}

/// Writes a clip: the number of its segments, their keys, the manifest as JSON.
pub(super) fn of_clip(
    keys: &[SegmentKey],
    manifest: &Manifest,
) -> Result<[Bytes; 3], serde_json::Error> {
    let manifest = serde_json::to_vec(manifest)?;
    let joined: Vec<u8> = keys
        .iter()
        .flat_map(SegmentKey::as_bytes)
        .copied()
        .collect();
    Ok([count(keys.len()), joined.into(), manifest.into()])
}

/// Reads a clip.
pub(super) fn clip(content: &Bytes) -> Option<(Vec<SegmentKey>, Manifest)> {
    let (joined, manifest) = counted(content, SegmentKey::BYTES)?;
    Some((keys(&joined), serde_json::from_slice(&manifest).ok()?))
}

/// Reads as many of a clip's keys as its first bytes hold.
pub(super) fn first_keys(content: &Bytes) -> Vec<SegmentKey> {
    let Some(counted) = content.first_chunk::<COUNT>() else {
        return Vec::new();
    };
    let bytes = (u32::from_le_bytes(*counted) as usize).saturating_mul(SegmentKey::BYTES);
    keys(&content[COUNT..content.len().min(COUNT.saturating_add(bytes))])
}

fn keys(joined: &[u8]) -> Vec<SegmentKey> {
    let (keys, _) = joined.as_chunks();
    keys.iter().copied().map(SegmentKey::from_bytes).collect()
}

fn count(length: usize) -> Bytes {
    let length = u32::try_from(length).expect("a clip has less than 4 GiB of everything");
    Bytes::copy_from_slice(&length.to_le_bytes())
}

/// Splits content into so many things of a size and the rest.
fn counted(content: &Bytes, size: usize) -> Option<(Bytes, Bytes)> {
    let count = u32::from_le_bytes(*content.first_chunk::<COUNT>()?) as usize;
    let end = count.checked_mul(size)?.checked_add(COUNT)?;
    (end <= content.len()).then(|| (content.slice(COUNT..end), content.slice(end..)))
}
