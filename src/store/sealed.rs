//! Objects that tell whether they are whole: a checksum before the content.

use bytes::Bytes;
use object_store::PutPayload;

/// Bytes of a BLAKE3 checksum.
pub(super) const CHECKSUM: usize = blake3::OUT_LEN;

/// Changes with the form of what is kept, so that objects of another form count as damaged.
const CONTEXT: &str = "lyssna 2026-11-23 stored object v1";

/// Puts a checksum before the parts of an object.
pub(super) fn seal<const N: usize>(parts: [Bytes; N]) -> PutPayload {
    let mut hash = blake3::Hasher::new_derive_key(CONTEXT);
    for part in &parts {
        hash.update(part);
    }
    let checksum = Bytes::copy_from_slice(hash.finalize().as_bytes());
    std::iter::once(checksum).chain(parts).collect()
}

/// Returns what was sealed, or `None` when not all of it is there unchanged.
pub(super) fn open(object: &Bytes) -> Option<Bytes> {
    let checksum = object.first_chunk::<CHECKSUM>()?;
    let content = object.slice(CHECKSUM..);
    let mut hash = blake3::Hasher::new_derive_key(CONTEXT);
    hash.update(&content);
    (hash.finalize() == *checksum).then_some(content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_cut_and_every_flipped_bit_is_found() {
        let sealed = Bytes::from(seal([Bytes::from("ab"), Bytes::from("c")]));
        assert_eq!(open(&sealed).unwrap(), "abc");
        for length in 0..sealed.len() {
            assert!(open(&sealed.slice(..length)).is_none(), "{length}");
        }
        for bit in 0..sealed.len() * 8 {
            let mut flipped = sealed.to_vec();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(open(&flipped.into()).is_none(), "{bit}");
        }
    }
}
