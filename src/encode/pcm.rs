//! Raw samples at the rate that speech APIs agree on.

/// Samples a second of raw PCM: what OpenAI's speech API gives.
pub const PCM_RATE: u32 = 24_000;

/// The media type of the samples: 16 bits, little-endian, mono.
pub const PCM_TYPE: &str = "audio/pcm";

/// Input samples on either side of an output sample that it is made of.
const REACH: usize = 12;

/// Output samples fall on every half of a third of an input sample's time.
const PHASES: usize = 3;
const STEP: usize = 2;

/// Turns 16-bit samples at 16 kHz into such at 24 kHz, piece by piece.
///
/// A sinc of 24 samples under Hann's window; it lets pass what is below 8 kHz.
#[derive(Debug)]
pub struct Upsampler {
    kernels: [[f32; 2 * REACH]; PHASES],
    /// Samples that are still needed, the first of them before the next output's time.
    samples: Vec<f32>,
    /// Where the next output lies after the first sample's reach, in thirds of a sample.
    phase: usize,
    /// The first byte of a sample whose second has not come.
    half: Option<u8>,
    given: usize,
    taken: usize,
}

impl Default for Upsampler {
    fn default() -> Self {
        let kernel = |phase: usize| {
            let offset = phase as f32 / PHASES as f32;
            std::array::from_fn(|tap| weight(tap as f32 - (REACH - 1) as f32 - offset))
        };
        Self {
            kernels: std::array::from_fn(kernel),
            samples: vec![0.0; REACH - 1],
            phase: 0,
            half: None,
            given: 0,
            taken: 0,
        }
    }
}

/// The windowed sinc at a distance in samples.
fn weight(distance: f32) -> f32 {
    use std::f32::consts::PI;
    let sinc = match distance {
        0.0 => 1.0,
        _ => (PI * distance).sin() / (PI * distance),
    };
    let window = (PI * distance / (2 * REACH) as f32).cos();
    sinc * window * window
}

impl Upsampler {
    /// Takes more bytes and gives those that follow from them.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<u8> {
        let all = self.half.take().into_iter().chain(bytes.iter().copied());
        let mut low = None;
        for byte in all {
            match low.take() {
                None => low = Some(byte),
                Some(first) => {
                    let sample = i16::from_le_bytes([first, byte]);
                    self.samples.push(f32::from(sample));
                    self.taken += 1;
                }
            }
        }
        self.half = low;
        self.drain()
    }

    /// Gives the last bytes: three for every two that were taken, rounded up to a sample.
    pub fn finish(mut self) -> Vec<u8> {
        self.samples.extend([0.0; REACH + 1]);
        let mut bytes = self.drain();
        let due = (self.taken * PHASES).div_ceil(STEP);
        bytes.truncate(
            bytes
                .len()
                .saturating_sub(2 * self.given.saturating_sub(due)),
        );
        bytes
    }

    fn drain(&mut self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.samples.len() * 3);
        let mut first = 0;
        while let Some(near) = self.samples.get(first..first + 2 * REACH) {
            let kernel = &self.kernels[self.phase];
            let sum: f32 = near.iter().zip(kernel).map(|(x, h)| x * h).sum();
            let sample = sum.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX));
            bytes.extend((sample as i16).to_le_bytes());
            self.given += 1;
            self.phase += STEP;
            first += self.phase / PHASES;
            self.phase %= PHASES;
        }
        self.samples.drain(..first);
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encode::SAMPLE_RATE;

    fn tone(rate: u32, hertz: f32, samples: usize) -> Vec<i16> {
        let angle = std::f32::consts::TAU * hertz / rate as f32;
        (0..samples)
            .map(|n| (10_000.0 * (angle * n as f32).sin()) as i16)
            .collect()
    }

    fn upsampled(samples: &[i16], piece: usize) -> Vec<i16> {
        let bytes: Vec<u8> = samples.iter().flat_map(|s| s.to_le_bytes()).collect();
        let mut upsampler = Upsampler::default();
        let mut out = Vec::new();
        for piece in bytes.chunks(piece) {
            out.extend(upsampler.push(piece));
        }
        out.extend(upsampler.finish());
        out.chunks_exact(2)
            .map(|pair| i16::from_le_bytes([pair[0], pair[1]]))
            .collect()
    }

    #[test]
    fn tones_keep_their_pitch_and_level() {
        for hertz in [100.0, 1000.0, 5000.0] {
            let out = upsampled(&tone(SAMPLE_RATE, hertz, 1600), 4096);
            let expected = tone(PCM_RATE, hertz, 2400);
            assert_eq!(out.len(), expected.len());
            let inside = 50..2350;
            let worst = inside.map(|n| (f32::from(out[n]) - f32::from(expected[n])).abs());
            let worst = worst.fold(0.0, f32::max);
            assert!(worst < 200.0, "{hertz} Hz is off by {worst}");
        }
    }

    #[test]
    fn pieces_do_not_show() {
        let samples = tone(SAMPLE_RATE, 440.0, 501);
        let whole = upsampled(&samples, usize::MAX);
        assert_eq!(whole.len(), 752);
        for piece in [1, 3, 64, 999] {
            assert_eq!(upsampled(&samples, piece), whole, "{piece}");
        }
        assert!(upsampled(&[], 2).is_empty());
    }
}
