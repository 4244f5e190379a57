//! Vocoder output -> the loudness of the service, without clipping.

/// Samples up to here are only scaled; above, the curve bends towards [`CEILING`].
const KNEE: f32 = 0.7;
/// The largest sample, -1 dB: MP3 decoders overshoot a little.
const CEILING: f32 = 0.89;

/// Scales samples by a gain in dB and bends what would come near full scale.
///
/// The curve has no memory, so that any part of an utterance sounds the same whatever
/// stands around it.
pub(super) fn level(samples: &mut [f32], gain_db: f32) {
    let gain = 10f32.powf(gain_db / 20.0);
    for sample in samples {
        *sample = bend(gain * *sample);
    }
}

fn bend(sample: f32) -> f32 {
    let size = sample.abs();
    if size <= KNEE {
        return sample;
    }
    let room = CEILING - KNEE;
    sample.signum() * (KNEE + room * ((size - KNEE) / room).tanh())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_samples_are_scaled_and_loud_ones_bent() {
        let cases = [
            (0.0, 0.0, 0.0..=0.0),
            (0.1, 0.0, 0.1..=0.1),
            (0.1, 6.0206, 0.199..=0.201),
            (-0.1, 6.0206, -0.201..=-0.199),
            (0.7, 0.0, 0.7..=0.7),
            (0.8, 0.0, 0.75..=0.8),
            (1.0, 20.0, 0.88..=CEILING),
            (-1.0, 20.0, -CEILING..=-0.88),
        ];
        for (sample, gain, expected) in cases {
            let mut samples = [sample];
            level(&mut samples, gain);
            assert!(
                expected.contains(&samples[0]),
                "{sample} at {gain} dB gave {}",
                samples[0]
            );
        }
    }

    #[test]
    fn the_curve_has_no_corner_at_the_knee() {
        let slope = |at: f32| (bend(at + 1e-3) - bend(at)) / 1e-3;
        assert!((slope(KNEE - 2e-3) - slope(KNEE + 1e-3)).abs() < 0.02);
    }
}
