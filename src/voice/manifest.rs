//! `voice.toml`: what a voice is and which files it is made of.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::VoiceError;
use crate::waveform::extension;

/// Whether a voice sounds like a woman's or a man's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gender {
    /// A woman's voice.
    Female,
    /// A man's voice.
    Male,
}

/// A voice's description, as its `voice.toml` gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// Short name in addresses and configuration, that of its folder.
    pub id: String,
    /// The name shown to listeners.
    pub name: String,
    /// Woman's or man's voice.
    pub gender: Gender,
    /// BCP 47 tag of the language spoken, such as `sv-SE`.
    pub language: String,
    /// SPDX expression for the files.
    pub licence: String,
    /// Where the speech and the weights come from, one line each.
    pub sources: Vec<String>,
    /// Samples a second.
    pub sample_rate: u32,
    /// Version of the sound: clips made by another version are not reused.
    ///
    /// The manifest's number and the start of the manifest's SHA-256, so that another model
    /// or another delivery is another version, as in `1+0a1b2c3d`.
    pub version: String,
    /// Whether it speaks where no voice is asked for.
    #[serde(default)]
    pub default: bool,
    /// How the speaker is made to read.
    pub(super) delivery: Delivery,
    /// The parts, with paths from the folder of voices.
    pub(super) files: Files,
}

/// A speaker of the acoustic model and how she or he reads.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Delivery {
    /// The speaker's name in the acoustic settings.
    pub(super) speaker: String,
    /// Speech rate as a multiple of the model's own.
    pub(super) rate: f32,
    /// Length of stressed long vowels as a multiple of the model's own.
    pub(super) quantity: f32,
    /// Median F0 in Hz; the model speaker's own if absent.
    pub(super) median_hz: Option<f32>,
    /// Size of the F0 excursions as a multiple of the rules' own.
    pub(super) range: f32,
}

/// The files of a voice.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Files {
    pub(super) encoder: File,
    pub(super) decoder: File,
    pub(super) acoustic: File,
    pub(super) vocoder: File,
    pub(super) extension: File,
}

/// One file with its checksum.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// Path from the folder of voices, with forward slashes.
    pub(super) path: String,
    /// SHA-256 in lower-case hexadecimal.
    pub(super) sha256: String,
}

impl Manifest {
    /// Reads the manifest of the voice in the folder `voice`.
    pub(super) fn parse(voice: &str, toml: &[u8]) -> Result<Self, VoiceError> {
        let text = String::from_utf8_lossy(toml);
        let mut manifest: Self = toml::from_str(&text).map_err(|source| VoiceError::Manifest {
            voice: voice.to_owned(),
            file: path(voice),
            source: Box::new(source),
        })?;
        let checks = [
            (manifest.id == voice, "id", "is not the name of its folder"),
            (
                manifest.sample_rate == extension::SAMPLE_RATE,
                "sample_rate",
                "is not 24000, the extension's",
            ),
            (
                (0.5..=2.0).contains(&manifest.delivery.rate),
                "delivery.rate",
                "is not between 0.5 and 2",
            ),
            (
                (0.5..=2.0).contains(&manifest.delivery.quantity),
                "delivery.quantity",
                "is not between 0.5 and 2",
            ),
            (
                manifest
                    .delivery
                    .median_hz
                    .is_none_or(|hz| (62.5..=400.0).contains(&hz)),
                "delivery.median_hz",
                "is not between 62.5 and 400",
            ),
            (
                (0.0..=2.0).contains(&manifest.delivery.range),
                "delivery.range",
                "is not between 0 and 2",
            ),
        ];
        match checks.into_iter().find(|(holds, ..)| !holds) {
            Some((_, key, problem)) => Err(VoiceError::Value {
                voice: voice.to_owned(),
                key,
                problem,
            }),
            None => {
                manifest.version = format!("{}+{}", manifest.version, &sha256(toml)[..8]);
                Ok(manifest)
            }
        }
    }
}

/// Where a voice's manifest lies in the folder of voices.
pub(super) fn path(voice: &str) -> String {
    format!("{voice}/voice.toml")
}

impl File {
    /// Checks that bytes are those that the manifest was written for.
    pub(super) fn verify(&self, voice: &str, bytes: &[u8]) -> Result<(), VoiceError> {
        let found = sha256(bytes);
        if found == self.sha256 {
            Ok(())
        } else {
            Err(VoiceError::Checksum {
                voice: voice.to_owned(),
                file: self.path.clone(),
                expected: self.sha256.clone(),
                found,
            })
        }
    }
}

fn sha256(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}
