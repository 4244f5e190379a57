//! Where voices come from: the binary itself, or a folder.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::manifest::{self, File};
use super::{Manifest, Voice, VoiceError};
use crate::acoustic::AcousticModel;
use crate::waveform::Vocoder;
use crate::waveform::extension::Extender;

macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        [$(($path, include_bytes!(concat!("../../voices/", $path)) as &[u8])),*]
    };
}

/// The files in the binary, with their paths in `voices/`.
static EMBEDDED: [(&str, &[u8]); 7] = embedded![
    "alva/voice.toml",
    "nils/voice.toml",
    "models/encoder.onnx",
    "models/decoder.onnx",
    "models/acoustic.json",
    "models/fargan.bin",
    "models/bbwenet.bin",
];

/// The voices of one folder, or those in the binary, ready to speak.
pub struct Voices {
    voices: Vec<Arc<Voice>>,
}

/// The manifests of the voices in the binary, in order of id.
///
/// # Errors
/// If a manifest is not valid, which the tests rule out.
pub fn voices() -> Result<Vec<Manifest>, VoiceError> {
    let shelf = Shelf::Embedded;
    shelf.ids()?.iter().map(|id| shelf.manifest(id)).collect()
}

impl Voices {
    /// Loads the voices in the binary.
    ///
    /// # Errors
    /// If one of them is damaged, which the tests rule out.
    pub fn embedded() -> Result<Self, VoiceError> {
        Self::load(&Shelf::Embedded)
    }

    /// Loads the voices of a folder laid out as the project's `voices/`.
    ///
    /// Each voice is a folder in it that holds a `voice.toml`, whose paths start at `folder`.
    ///
    /// # Errors
    /// Names the first voice and file that is missing, damaged or not usable.
    pub fn from_folder(folder: &Path) -> Result<Self, VoiceError> {
        Self::load(&Shelf::Folder(folder.to_owned()))
    }

    /// The voice of an id.
    pub fn get(&self, id: &str) -> Option<&Arc<Voice>> {
        self.voices.iter().find(|voice| voice.manifest.id == id)
    }

    /// The voice that speaks where none is asked for: that marked `default`, else the first.
    pub fn default_voice(&self) -> &Arc<Voice> {
        let marked = self.voices.iter().find(|voice| voice.manifest.default);
        marked.unwrap_or(&self.voices[0])
    }

    /// All voices, in order of id.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Voice>> {
        self.voices.iter()
    }

    fn load(shelf: &Shelf) -> Result<Self, VoiceError> {
        let mut parts = Parts::default();
        let ids = shelf.ids()?;
        let voices = ids
            .iter()
            .map(|id| parts.voice(shelf, shelf.manifest(id)?).map(Arc::new))
            .collect::<Result<Vec<_>, VoiceError>>()?;
        Ok(Self { voices })
    }
}

enum Shelf {
    Embedded,
    Folder(PathBuf),
}

impl Shelf {
    /// The ids of the voices in order; at least one.
    fn ids(&self) -> Result<Vec<String>, VoiceError> {
        let mut ids: Vec<String> = match self {
            Self::Embedded => EMBEDDED
                .iter()
                .filter_map(|(path, _)| path.strip_suffix("/voice.toml"))
                .map(str::to_owned)
                .collect(),
            Self::Folder(folder) => folder_ids(folder).map_err(|source| VoiceError::Folder {
                folder: self.name(),
                source,
            })?,
        };
        if ids.is_empty() {
            return Err(VoiceError::NoVoices {
                folder: self.name(),
            });
        }
        ids.sort();
        Ok(ids)
    }

    fn name(&self) -> String {
        match self {
            Self::Embedded => "the binary".to_owned(),
            Self::Folder(folder) => folder.display().to_string(),
        }
    }

    fn manifest(&self, id: &str) -> Result<Manifest, VoiceError> {
        Manifest::parse(id, &self.read(id, &manifest::path(id))?)
    }

    fn verified(&self, voice: &str, file: &File) -> Result<Cow<'static, [u8]>, VoiceError> {
        let bytes = self.read(voice, &file.path)?;
        file.verify(voice, &bytes)?;
        Ok(bytes)
    }

    fn read(&self, voice: &str, path: &str) -> Result<Cow<'static, [u8]>, VoiceError> {
        let bytes = match self {
            Self::Embedded => EMBEDDED
                .iter()
                .find(|(name, _)| *name == path)
                .map(|&(_, bytes)| Cow::Borrowed(bytes))
                .ok_or_else(|| io::ErrorKind::NotFound.into()),
            Self::Folder(folder) => fs::read(folder.join(path)).map(Cow::Owned),
        };
        bytes.map_err(|source| VoiceError::Missing {
            voice: voice.to_owned(),
            file: path.to_owned(),
            source,
        })
    }
}

fn folder_ids(folder: &Path) -> io::Result<Vec<String>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.path().join("voice.toml").is_file()
            && let Ok(id) = entry.file_name().into_string()
        {
            ids.push(id);
        }
    }
    Ok(ids)
}

/// Parts loaded so far, by checksum: voices of the same files share them.
#[derive(Default)]
struct Parts {
    acoustic: HashMap<[String; 3], Arc<AcousticModel>>,
    vocoders: HashMap<String, Arc<Vocoder>>,
    extenders: HashMap<String, Arc<Extender>>,
}

impl Parts {
    fn voice(&mut self, shelf: &Shelf, manifest: Manifest) -> Result<Voice, VoiceError> {
        let acoustic = self.acoustic(shelf, &manifest)?;
        let vocoder = self.vocoder(shelf, &manifest)?;
        let extender = self.extender(shelf, &manifest)?;
        let name = &manifest.delivery.speaker;
        let speaker = acoustic.speaker(name).ok_or_else(|| VoiceError::Speaker {
            voice: manifest.id.clone(),
            speaker: name.clone(),
        })?;
        Ok(Voice {
            manifest,
            speaker,
            acoustic,
            vocoder,
            extender,
        })
    }

    fn acoustic(
        &mut self,
        shelf: &Shelf,
        manifest: &Manifest,
    ) -> Result<Arc<AcousticModel>, VoiceError> {
        let (id, files) = (&manifest.id, &manifest.files);
        let parts = [&files.encoder, &files.decoder, &files.acoustic];
        let key = parts.map(|file| file.sha256.clone());
        if let Some(model) = self.acoustic.get(&key) {
            return Ok(Arc::clone(model));
        }
        let encoder = shelf.verified(id, &files.encoder)?.into_owned();
        let decoder = shelf.verified(id, &files.decoder)?.into_owned();
        let settings = shelf.verified(id, &files.acoustic)?;
        let model = AcousticModel::new(encoder, decoder, &settings).map_err(|source| {
            VoiceError::Model {
                voice: id.clone(),
                file: files.encoder.path.clone(),
                source: Box::new(source),
            }
        })?;
        let model = Arc::new(model);
        self.acoustic.insert(key, Arc::clone(&model));
        Ok(model)
    }

    fn vocoder(&mut self, shelf: &Shelf, manifest: &Manifest) -> Result<Arc<Vocoder>, VoiceError> {
        let (id, file) = (&manifest.id, &manifest.files.vocoder);
        if let Some(vocoder) = self.vocoders.get(&file.sha256) {
            return Ok(Arc::clone(vocoder));
        }
        let weights = shelf.verified(id, file)?;
        let vocoder = Vocoder::new(&weights).map_err(|source| VoiceError::Vocoder {
            voice: id.clone(),
            file: file.path.clone(),
            source,
        })?;
        let vocoder = Arc::new(vocoder);
        self.vocoders
            .insert(file.sha256.clone(), Arc::clone(&vocoder));
        Ok(vocoder)
    }

    fn extender(
        &mut self,
        shelf: &Shelf,
        manifest: &Manifest,
    ) -> Result<Arc<Extender>, VoiceError> {
        let (id, file) = (&manifest.id, &manifest.files.extension);
        if let Some(extender) = self.extenders.get(&file.sha256) {
            return Ok(Arc::clone(extender));
        }
        let weights = shelf.verified(id, file)?;
        let extender = Extender::new(&weights).map_err(|source| VoiceError::Extension {
            voice: id.clone(),
            file: file.path.clone(),
            source,
        })?;
        let extender = Arc::new(extender);
        self.extenders
            .insert(file.sha256.clone(), Arc::clone(&extender));
        Ok(extender)
    }
}
