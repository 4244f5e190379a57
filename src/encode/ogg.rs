//! Ogg pages (RFC 3533) of whole packets.
//!
//! The pages of a segment do not know yet where in a clip they stand: they count from zero and
//! have no checksum. A [`Stream`] writes that into them when the clip is put together, which
//! changes no length.

use std::ops::Range;

/// Bytes of a page's head before its lacing values, one for each packet.
const HEAD: usize = 27;

/// Most packets of a page.
///
/// Players seek to pages; RFC 7845, section 6, wants them to hold a second at most.
const PACKETS: usize = 50;

/// Names the stream in each of its pages; a clip has only one.
const SERIAL: [u8; 4] = *b"lyss";

/// Flags of the pages at a stream's ends.
const FIRST: u8 = 0x02;
const LAST: u8 = 0x04;

const FLAGS: usize = 5;
const GRANULE: Range<usize> = 6..14;
const SEQUENCE: Range<usize> = 18..22;
const CHECKSUM: Range<usize> = 22..26;
const PACKET_COUNT: usize = 26;

/// Returns the bytes of the pages that so many packets of a size fill.
pub(super) fn bytes(packets: usize, packet_bytes: u8) -> usize {
    packets.div_ceil(PACKETS) * HEAD + packets * (1 + usize::from(packet_bytes))
}

/// Puts packets of one size into pages without a place.
///
/// Each packet adds `granules` to the positions of the pages.
pub(super) fn pages(packets: &[u8], packet_bytes: u8, granules: u64) -> Vec<u8> {
    let size = usize::from(packet_bytes);
    let mut pages = Vec::with_capacity(bytes(packets.len() / size, packet_bytes));
    let mut granule = 0;
    for body in packets.chunks(PACKETS * size) {
        let lacings = vec![packet_bytes; body.len() / size];
        granule += lacings.len() as u64 * granules;
        pages.extend(page(granule, &lacings, body));
    }
    pages
}

/// Makes a page of one packet that adds nothing to the position; it has less than 255 bytes.
pub(super) fn header_page(packet: &[u8]) -> Vec<u8> {
    let lacing = u8::try_from(packet.len()).expect("a short packet");
    page(0, &[lacing], packet)
}

/// A lacing value below 255 is the size of a whole packet (section 5).
fn page(granule: u64, lacings: &[u8], body: &[u8]) -> Vec<u8> {
    let mut page = vec![0; HEAD];
    page[..4].copy_from_slice(b"OggS");
    page[GRANULE].copy_from_slice(&granule.to_le_bytes());
    page[GRANULE.end..SEQUENCE.start].copy_from_slice(&SERIAL);
    page[PACKET_COUNT] = lacings.len() as u8;
    page.extend_from_slice(lacings);
    page.extend_from_slice(body);
    page
}

/// How far a stream of pages has come.
#[derive(Debug, Default)]
pub(super) struct Stream {
    sequence: u32,
    granule: u64,
}

impl Stream {
    /// Goes on behind so many pages of headers.
    pub(super) fn after(headers: u32) -> Self {
        Self {
            sequence: headers,
            granule: 0,
        }
    }

    /// Writes into the next pages where they stand.
    pub(super) fn place(&mut self, pages: &mut [u8], is_last: bool) {
        let start = self.granule;
        let mut rest = pages;
        while !rest.is_empty() {
            let (page, others) = rest.split_at_mut(length(rest));
            self.granule = start + u64::from_le_bytes(field(page, GRANULE));
            page[GRANULE].copy_from_slice(&self.granule.to_le_bytes());
            page[SEQUENCE].copy_from_slice(&self.sequence.to_le_bytes());
            if self.sequence == 0 {
                page[FLAGS] |= FIRST;
            }
            if is_last && others.is_empty() {
                page[FLAGS] |= LAST;
            }
            let checksum = checksum(page);
            page[CHECKSUM].copy_from_slice(&checksum.to_le_bytes());
            self.sequence += 1;
            rest = others;
        }
    }
}

/// Returns the bytes of the first page of several.
fn length(pages: &[u8]) -> usize {
    let lacings = HEAD..HEAD + usize::from(pages[PACKET_COUNT]);
    let body: usize = pages[lacings.clone()]
        .iter()
        .copied()
        .map(usize::from)
        .sum();
    lacings.end + body
}

fn field<const N: usize>(page: &[u8], place: Range<usize>) -> [u8; N] {
    page[place].try_into().expect("a field of this size")
}

/// The remainder by 0x04c11db7, most significant bit first (section 6, field 7).
fn checksum(page: &[u8]) -> u32 {
    page.iter().fold(0, |sum, &byte| {
        sum << 8 ^ REMAINDERS[(sum >> 24) as usize ^ usize::from(byte)]
    })
}

/// The checksums of each byte.
const REMAINDERS: [u32; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let mut sum = (byte as u32) << 24;
        let mut bit = 0;
        while bit < 8 {
            let carry = sum >> 31;
            sum = (sum << 1) ^ (carry * 0x04c1_1db7);
            bit += 1;
        }
        table[byte] = sum;
        byte += 1;
    }
    table
};
