//! The encoder and decoder graphs and how they are run.

use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;

use super::AcousticError;
use super::features::{FRAME_WIDTH, PHONE_WIDTH, frame_features, phone_features};
use super::lanes::Lanes;
use super::settings::{Settings, Speaker};
use crate::prosody::{Layout, Timing};
use crate::waveform::Frame;

/// Numbers a frame of the decoder's output: those of a vocoder frame, normalised.
const OUTPUT_WIDTH: usize = 20;
/// Frames that the decoder makes at a time.
const FRAMES_PER_STEP: usize = 2;
/// Noise inputs a step; zeros give the most likely speech.
const NOISE_WIDTH: usize = 8;

/// A trained model, which any number of jobs may run at the same time.
pub(crate) struct AcousticModel {
    encoder: Graph<2, 4>,
    decoder: Graph<5, 1>,
    settings: Settings,
    lanes: Lanes,
}

/// What the encoder found out about an utterance.
pub(crate) struct Encoding {
    state: Value,
    condition: Value,
    /// Natural length of each slot, in frames.
    pub(crate) durations: Vec<f32>,
    /// The model's own pitch, two values a slot, in semitones from the speaker's median.
    pub(crate) pitch: Vec<[f32; 2]>,
}

impl AcousticModel {
    /// Loads a model from its two ONNX files and its JSON settings.
    pub(crate) fn new(
        encoder: Vec<u8>,
        decoder: Vec<u8>,
        settings: &[u8],
    ) -> Result<Self, AcousticError> {
        Ok(Self {
            encoder: Graph::new("encoder", encoder, ["x", "spk"], ["h", "c", "dur", "pitch"])?,
            decoder: Graph::new("decoder", decoder, ["h", "c", "idx", "fp", "z"], ["y"])?,
            settings: Settings::parse(settings)?,
            lanes: Lanes::default(),
        })
    }

    /// The speaker of a name in the settings.
    pub(crate) fn speaker(&self, name: &str) -> Option<Speaker> {
        self.settings.speaker(name)
    }

    /// Reads an utterance in a speaker's voice.
    pub(crate) fn encode(
        &self,
        layout: &Layout,
        speaker: Speaker,
    ) -> Result<Encoding, AcousticError> {
        let slots = layout.slots.len();
        let phones = NdTensor::from_data([1, slots, PHONE_WIDTH], phone_features(layout));
        let row = NdTensor::from_data([1], vec![speaker.row]);
        let inputs = [phones.into(), row.into()];
        let [state, condition, durations, pitch] =
            self.lanes.run(|lane| self.encoder.run(lane, inputs))?;

        let durations = self.encoder.numbers::<2>(durations, [1, slots])?;
        let pitch = self.encoder.numbers::<3>(pitch, [1, slots, 2])?;
        let unit = self.settings.pitch_unit();
        Ok(Encoding {
            state,
            condition,
            durations: durations.into_iter().map(f32::exp).collect(),
            pitch: pitch
                .chunks_exact(2)
                .map(|pair| [unit * pair[0], unit * pair[1]])
                .collect(),
        })
    }

    /// Makes the vocoder frames of an encoded utterance laid out in time.
    ///
    /// `semitones` is the F0 of each frame from `median_hz`.
    pub(crate) fn decode(
        &self,
        encoding: &Encoding,
        timing: &Timing,
        semitones: &[f32],
        median_hz: f32,
    ) -> Result<Vec<Frame>, AcousticError> {
        let pitch = halves(timing, semitones, self.settings.pitch_unit());
        let output = self.run_decoder(encoding, timing, &pitch)?;
        Ok(output
            .chunks_exact(OUTPUT_WIDTH)
            .zip(semitones)
            .map(|(values, &semitones)| {
                let hz = median_hz * (semitones / 12.0).exp2();
                self.settings.frame(values, hz)
            })
            .collect())
    }

    /// The decoder's output for two pitch values a slot, [`OUTPUT_WIDTH`] numbers a frame.
    pub(super) fn run_decoder(
        &self,
        encoding: &Encoding,
        timing: &Timing,
        pitch: &[[f32; 2]],
    ) -> Result<Vec<f32>, AcousticError> {
        let frames = timing.frames();
        let steps = frames / FRAMES_PER_STEP;
        let (slots, features) = frame_features(timing, pitch);
        let slots = NdTensor::from_data([1, frames], slots);
        let features = NdTensor::from_data([1, frames, FRAME_WIDTH], features);
        let noise = NdTensor::<f32, 3>::zeros([1, steps, NOISE_WIDTH]);
        let inputs = [
            (&encoding.state).into(),
            (&encoding.condition).into(),
            slots.into(),
            features.into(),
            noise.into(),
        ];
        let [output] = self.lanes.run(|lane| self.decoder.run(lane, inputs))?;
        self.decoder.numbers::<3>(output, [1, frames, OUTPUT_WIDTH])
    }
}

/// Mean F0 of each slot's first and second half, in the model's units, as it was trained on.
fn halves(timing: &Timing, semitones: &[f32], unit: f32) -> Vec<[f32; 2]> {
    let mean = |values: &[f32]| values.iter().sum::<f32>() / (unit * values.len() as f32);
    let mut start = 0;
    timing
        .durations()
        .map(|length| {
            let slot = &semitones[start..start + length];
            start += length;
            let (first, second) = slot.split_at(length / 2);
            [mean(first), mean(second)]
        })
        .collect()
}

/// An ONNX graph with its inputs and outputs looked up by name.
struct Graph<const INPUTS: usize, const OUTPUTS: usize> {
    part: &'static str,
    model: Model,
    inputs: [NodeId; INPUTS],
    outputs: [NodeId; OUTPUTS],
}

impl<const INPUTS: usize, const OUTPUTS: usize> Graph<INPUTS, OUTPUTS> {
    fn new(
        part: &'static str,
        onnx: Vec<u8>,
        inputs: [&'static str; INPUTS],
        outputs: [&'static str; OUTPUTS],
    ) -> Result<Self, AcousticError> {
        let model = Model::load(onnx).map_err(|source| AcousticError::Load { part, source })?;
        let node = |name: &'static str| {
            model
                .find_node(name)
                .ok_or(AcousticError::Node { part, name })
        };
        let inputs = all(inputs, node)?;
        let outputs = all(outputs, node)?;
        Ok(Self {
            part,
            model,
            inputs,
            outputs,
        })
    }

    fn run(
        &self,
        lane: Arc<ThreadPool>,
        inputs: [ValueOrView<'_>; INPUTS],
    ) -> Result<[Value; OUTPUTS], AcousticError> {
        let part = self.part;
        let options = RunOptions::default().with_thread_pool(Some(lane));
        let inputs = self.inputs.into_iter().zip(inputs).collect();
        self.model
            .run_n(inputs, self.outputs, Some(options))
            .map_err(|source| AcousticError::Run { part, source })
    }

    fn numbers<const N: usize>(
        &self,
        output: Value,
        expected: [usize; N],
    ) -> Result<Vec<f32>, AcousticError> {
        match output.into_shape_vec::<f32, N>() {
            Ok((shape, numbers)) if shape == expected => Ok(numbers),
            _ => Err(AcousticError::Shape {
                part: self.part,
                expected: expected.to_vec(),
            }),
        }
    }
}

fn all<const N: usize>(
    names: [&'static str; N],
    node: impl Fn(&'static str) -> Result<NodeId, AcousticError>,
) -> Result<[NodeId; N], AcousticError> {
    let mut nodes = Vec::with_capacity(N);
    for name in names {
        nodes.push(node(name)?);
    }
    Ok(std::array::from_fn(|index| nodes[index]))
}
