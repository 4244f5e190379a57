use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;

use crate::config::{Config, Faults};
use crate::render::Speaker;
use crate::voice::{Gender, Voice};

/// A voice as the service offers it.
#[derive(Clone)]
pub struct OfferedVoice {
    /// What clients are told of it.
    pub about: AboutVoice,
    /// Who speaks.
    pub speaker: Arc<dyn Speaker>,
}

impl OfferedVoice {
    /// Offers all voices that were loaded, the default first.
    pub(super) fn all(voices: &crate::voice::Voices) -> Vec<Self> {
        let default = voices.default_voice();
        let others = voices.iter().filter(|voice| !Arc::ptr_eq(voice, default));
        std::iter::once(default)
            .chain(others)
            .map(Self::of)
            .collect()
    }

    fn of(voice: &Arc<Voice>) -> Self {
        let manifest = voice.manifest();
        Self {
            about: AboutVoice {
                id: manifest.id.clone(),
                name: manifest.name.clone(),
                language: manifest.language.clone(),
                gender: match manifest.gender {
                    Gender::Female => "female",
                    Gender::Male => "male",
                },
                licence: manifest.licence.clone(),
            },
            speaker: Arc::<Voice>::clone(voice),
        }
    }
}

/// A voice as clients see it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct AboutVoice {
    /// The name that requests use.
    pub id: String,
    /// The name that listeners see.
    pub name: String,
    /// BCP 47 tag of the language, as in `sv-SE`.
    pub language: String,
    /// `female` or `male`.
    pub gender: &'static str,
    /// SPDX identifier of the voice data's licence.
    pub licence: String,
}

/// The voices of one service, the default first.
pub(super) struct Voices(Vec<OfferedVoice>);

impl Voices {
    /// Takes voices in the order of preference; none at all is refused.
    pub(super) fn new(voices: Vec<OfferedVoice>) -> Option<Self> {
        (!voices.is_empty()).then_some(Self(voices))
    }

    pub(super) fn default(&self) -> &OfferedVoice {
        &self.0[0]
    }

    pub(super) fn find(&self, id: &str) -> Option<&OfferedVoice> {
        self.0.iter().find(|voice| voice.about.id == id)
    }

    /// Checks that the voices which sites and feeds have chosen are among these.
    pub(super) fn check(&self, config: &Config, faults: &mut Faults) {
        let sites = config.sites.iter().map(|site| &site.voice).enumerate();
        let feeds = config.feeds.iter().map(|feed| &feed.voice).enumerate();
        let keyed = sites.map(|chosen| ("sites", chosen));
        for (list, (index, voice)) in keyed.chain(feeds.map(|chosen| ("feeds", chosen))) {
            if let Some(voice) = voice
                && self.find(voice).is_none()
            {
                let problem = format_args!("there is no voice {voice:?}");
                faults.add(format!("{list}[{index}].voice"), problem);
            }
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &OfferedVoice> {
        self.0.iter()
    }
}
