use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::http::service::Service;

pub(in crate::http) async fn get(State(service): State<Service>) -> Json<Value> {
    let default = &service.voices.default().about.id;
    let voices: Vec<Value> = service
        .voices
        .iter()
        .map(|voice| {
            let about = &voice.about;
            json!({
                "id": about.id,
                "name": about.name,
                "language": about.language,
                "gender": about.gender,
                "licence": about.licence,
                "default": about.id == *default,
            })
        })
        .collect();
    Json(json!({ "voices": voices }))
}
