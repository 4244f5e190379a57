use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::http::openapi::Problems;
use crate::http::service::Service;
use crate::http::voices::AboutVoice;

/// The voices, in the order of preference.
#[derive(Serialize, ToSchema)]
pub(in crate::http) struct VoiceList {
    voices: Vec<ListedVoice>,
}

/// A voice, and whether it reads where none is named.
#[derive(Serialize, ToSchema)]
struct ListedVoice {
    #[serde(flatten)]
    about: AboutVoice,
    default: bool,
}

/// Lists the voices.
#[utoipa::path(
    get, path = "/v1/audio/voices", operation_id = "voices", tag = "speech",
    responses((status = 200, description = "The voices", body = VoiceList), Problems)
)]
pub(in crate::http) async fn get(State(service): State<Service>) -> Json<VoiceList> {
    let default = &service.voices.default().about.id;
    let voices = service.voices.iter().map(|voice| ListedVoice {
        default: voice.about.id == *default,
        about: voice.about.clone(),
    });
    Json(VoiceList {
        voices: voices.collect(),
    })
}
