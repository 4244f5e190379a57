//! The description of the addresses (OpenAPI 3.1), made from the code of their routes.

use std::collections::BTreeMap;

use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{IntoResponses, Modify, OpenApi};

use super::error::{Document, Extended};

/// What is not said by any route.
#[derive(OpenApi)]
#[openapi(
    info(description = "Reads Swedish web articles aloud."),
    components(schemas(Document, Extended)),
    modifiers(&SpeechKey)
)]
struct Frame;

struct SpeechKey;

impl Modify for SpeechKey {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("speech key", SecurityScheme::Http(bearer));
    }
}

/// Returns the description, without any route yet.
pub(super) fn document() -> utoipa::openapi::OpenApi {
    Frame::openapi()
}

/// What is answered in place of what was asked for: a problem document (RFC 9457).
pub(super) struct Problems;

impl IntoResponses for Problems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems("Problem")
    }
}

/// What clients of OpenAI's speech API are answered in place of speech.
pub(super) struct SpeechProblems;

impl IntoResponses for SpeechProblems {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems("SpeechProblem")
    }
}

fn problems(schema: &str) -> BTreeMap<String, RefOr<Response>> {
    let content = || {
        ContentBuilder::new()
            .schema(Some(Ref::from_schema_name(schema)))
            .build()
    };
    let problem = |description: &str| {
        ResponseBuilder::new()
            .description(description)
            .content("application/problem+json", content())
    };
    let wait = HeaderBuilder::new()
        .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
        .description(Some("Seconds until the next try"))
        .build();
    let busy = problem("Too many requests, or too much work at once").header("Retry-After", wait);
    let any = problem("Why there is no other answer; the problem's type tells");
    BTreeMap::from([
        ("429".to_owned(), busy.build().into()),
        ("default".to_owned(), any.build().into()),
    ])
}
