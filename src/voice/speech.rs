//! Speaking: utterance -> plan -> samples.

use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use super::level::{hush, level};
use super::{Manifest, VoiceError};
use crate::acoustic::{AcousticError, AcousticModel, Encoding, Speaker};
use crate::prosody::{Layout, Pace, Timing, Utterance, contour, timing};
use crate::waveform::extension::{Extender, FRAME_SAMPLES};
use crate::waveform::{Frame, Vocoder};

/// Most phones in an utterance, some 7 minutes: the model's memory grows with its length.
///
/// Sentences of articles have 70 on average and seldom more than 500.
const MOST_PHONES: usize = 6_000;

/// One of the voices, ready to speak.
///
/// Any number of threads may use it at the same time; each call runs on one core.
pub struct Voice {
    pub(super) manifest: Manifest,
    pub(super) speaker: Speaker,
    pub(super) acoustic: Arc<AcousticModel>,
    pub(super) vocoder: Arc<Vocoder>,
    pub(super) extender: Arc<Extender>,
}

/// An utterance whose timing and melody are fixed, but not yet its sound.
pub struct Plan {
    encoding: Encoding,
    timing: Timing,
    /// F0 in semitones from the voice's median, one value a frame.
    semitones: Vec<f32>,
    words: Vec<Range<usize>>,
    /// The samples of each silence.
    pauses: Vec<Range<usize>>,
}

impl Plan {
    /// Length of the speech in samples at 24 kHz, silences at its ends included.
    pub fn samples(&self) -> usize {
        self.timing.frames() * FRAME_SAMPLES
    }

    /// The samples of each of the utterance's words, in order.
    ///
    /// A word without phones has an empty range, where the word before it ends.
    pub fn words(&self) -> Vec<Range<usize>> {
        self.words.clone()
    }
}

/// How many times as fast as is natural a voice can speak.
pub const SPEEDS: RangeInclusive<f32> = 0.5..=2.0;

impl Voice {
    /// What the voice is: its name, language, licence and sources.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Fixes timing and melody of an utterance; cheap beside [`Voice::speak`].
    ///
    /// `speed` is 0.5 to 2 times the voice's own; pauses follow it.
    ///
    /// # Errors
    /// If `speed` is out of range, the utterance has more than 6000 phones, or the model fails.
    pub fn plan(&self, utterance: &Utterance, speed: f32) -> Result<Plan, VoiceError> {
        if !SPEEDS.contains(&speed) {
            return Err(VoiceError::Speed(speed));
        }
        let layout = Layout::new(utterance);
        if layout.slots.len() > MOST_PHONES {
            return Err(VoiceError::TooLong {
                phones: layout.slots.len(),
                limit: MOST_PHONES,
            });
        }
        let encoding = self
            .acoustic
            .encode(&layout, self.speaker)
            .map_err(|source| self.failed(source))?;
        let delivery = &self.manifest.delivery;
        let pace = Pace {
            rate: delivery.rate,
            speed,
            quantity: delivery.quantity,
        };
        let timing = timing(&layout, &encoding.durations, pace);
        let semitones = contour(utterance, &layout, &timing, &encoding.pitch, delivery.range);
        let words = word_samples(utterance.words.len(), &layout, &timing);
        let pauses = pause_samples(&layout, &timing);
        Ok(Plan {
            encoding,
            timing,
            semitones,
            words,
            pauses,
        })
    }

    /// Speaks a plan: 24 kHz samples in [-1, 1], exactly [`Plan::samples`] of them.
    ///
    /// Its speech lies near -19 LUFS; what would come over -2 dB is bent below it.
    ///
    /// # Errors
    /// If the model fails.
    pub fn speak(&self, plan: &Plan) -> Result<Vec<f32>, VoiceError> {
        let narrow = self.vocoder.synthesise(&self.frames(plan)?);
        let mut samples = self.extender.extend(&narrow);
        hush(&mut samples, &plan.pauses);
        level(&mut samples);
        Ok(samples)
    }

    /// The vocoder frames of a plan.
    pub(super) fn frames(&self, plan: &Plan) -> Result<Vec<Frame>, VoiceError> {
        let own = self.speaker.median_hz;
        let median_hz = self.manifest.delivery.median_hz.unwrap_or(own);
        self.acoustic
            .decode(&plan.encoding, &plan.timing, &plan.semitones, median_hz)
            .map_err(|source| self.failed(source))
    }

    fn failed(&self, source: AcousticError) -> VoiceError {
        VoiceError::Speak {
            voice: self.manifest.id.clone(),
            source: Box::new(source),
        }
    }
}

fn word_samples(count: usize, layout: &Layout, timing: &Timing) -> Vec<Range<usize>> {
    let mut words: Vec<Option<Range<usize>>> = vec![None; count];
    for (index, slot) in layout.slots.iter().enumerate() {
        if let Some(word) = slot.word {
            let (start, end) = timing.span(index);
            let start = words[word].as_ref().map_or(start, |range| range.start);
            words[word] = Some(start..end);
        }
    }
    let mut end = 0;
    words
        .into_iter()
        .map(|range| {
            let range = range.unwrap_or(end..end);
            end = range.end;
            range.start * FRAME_SAMPLES..range.end * FRAME_SAMPLES
        })
        .collect()
}

fn pause_samples(layout: &Layout, timing: &Timing) -> Vec<Range<usize>> {
    let silent = |&slot: &usize| layout.slots[slot].phone.is_none();
    (0..layout.slots.len())
        .filter(silent)
        .map(|slot| {
            let (start, end) = timing.span(slot);
            start * FRAME_SAMPLES..end * FRAME_SAMPLES
        })
        .collect()
}
