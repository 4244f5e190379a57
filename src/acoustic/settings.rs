//! The model's normalisation and speakers, from `acoustic.json`.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::AcousticError;
use crate::waveform::Frame;

/// Bark cepstra in a vocoder frame; pitch and pitch correlation follow them.
const CEPSTRA: usize = 18;
/// The vocoder's period is 256 / 2^(pitch + 1.5) samples at 16 kHz, so pitch 0 is this many Hz.
const PITCH_ZERO_HZ: f32 = 16_000.0 / 256.0 * 2.0 * std::f32::consts::SQRT_2;
const SEMITONES_PER_OCTAVE: f32 = 12.0;

#[derive(Deserialize)]
struct File {
    speakers: BTreeMap<String, u32>,
    cepstrum_mean: Vec<f32>,
    cepstrum_scale: Vec<f32>,
    pitch_median: BTreeMap<String, f32>,
    pitch_unit: f32,
    correlation_scale: f32,
}

/// One of the voices that the model was trained on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Speaker {
    /// Its row in the model's table.
    pub(crate) row: i32,
    /// Its median F0 in Hz.
    pub(crate) median_hz: f32,
}

/// What turns the model's numbers into vocoder frames.
#[derive(Debug)]
pub(super) struct Settings {
    speakers: BTreeMap<String, Speaker>,
    mean: [f32; CEPSTRA],
    scale: [f32; CEPSTRA],
    pitch_unit: f32,
    correlation_scale: f32,
}

impl Settings {
    pub(super) fn parse(json: &[u8]) -> Result<Self, AcousticError> {
        let file: File = serde_json::from_slice(json).map_err(AcousticError::Settings)?;
        let medians = &file.pitch_median;
        let speakers = file
            .speakers
            .iter()
            .filter_map(|(name, &row)| {
                let median_hz = PITCH_ZERO_HZ * medians.get(name)?.exp2();
                let row = i32::try_from(row).ok()?;
                Some((name.clone(), Speaker { row, median_hz }))
            })
            .collect();
        Ok(Self {
            speakers,
            mean: cepstra(&file.cepstrum_mean)?,
            scale: cepstra(&file.cepstrum_scale)?,
            pitch_unit: file.pitch_unit,
            correlation_scale: file.correlation_scale,
        })
    }

    pub(super) fn speaker(&self, name: &str) -> Option<Speaker> {
        self.speakers.get(name).copied()
    }

    /// The model's unit of pitch in semitones.
    pub(super) fn pitch_unit(&self) -> f32 {
        self.pitch_unit * SEMITONES_PER_OCTAVE
    }

    /// One frame of the decoder's output as the vocoder wants it, with its F0 replaced.
    ///
    /// The decoder's own pitch is what its speaker would have said in another language.
    pub(super) fn frame(&self, output: &[f32], hz: f32) -> Frame {
        let mut frame = [0.0; 20];
        for (index, value) in frame.iter_mut().take(CEPSTRA).enumerate() {
            *value = output[index] * self.scale[index] + self.mean[index];
        }
        frame[CEPSTRA] = (hz / PITCH_ZERO_HZ).log2();
        frame[CEPSTRA + 1] = (output[CEPSTRA + 1] / self.correlation_scale).clamp(-0.5, 0.5);
        frame
    }
}

fn cepstra(values: &[f32]) -> Result<[f32; CEPSTRA], AcousticError> {
    let found = values.len();
    values
        .try_into()
        .map_err(|_| AcousticError::Cepstra { found })
}
