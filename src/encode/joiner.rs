use bytes::Bytes;

use super::{Format, ogg, opus};

/// Puts the segments of one clip behind each other.
///
/// MP3 and WAV are joined by their bytes. Ogg's pages tell where in the clip they stand, which
/// is written into them here.
#[derive(Debug)]
pub struct Joiner {
    format: Format,
    /// Segments that have not come yet.
    left: usize,
    pages: ogg::Stream,
}

impl Joiner {
    /// Begins behind the header of a clip that will have so many segments.
    pub fn new(format: Format, segments: usize) -> Self {
        Self {
            format,
            left: segments,
            pages: ogg::Stream::after(opus::HEADER_PAGES),
        }
    }

    /// Returns the bytes that stand in the clip for the next segment, as many as it has itself.
    pub fn next(&mut self, segment: &Bytes) -> Bytes {
        self.left = self.left.saturating_sub(1);
        match self.format {
            Format::Mp3 | Format::Wav => segment.clone(),
            Format::Opus => {
                let mut pages = segment.to_vec();
                self.pages.place(&mut pages, self.left == 0);
                pages.into()
            }
        }
    }
}
