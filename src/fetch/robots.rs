//! What a site asks of robots (RFC 9309), and its keeping.

mod rules;

use std::sync::Arc;
use std::time::Duration;

use moka::future::Cache;
use url::{Position, Url};

use super::{Client, FetchError};

pub use rules::Rules;

/// How long rules are kept; a day at most (RFC 9309, 2.4).
const KEPT: Duration = Duration::from_secs(60 * 60);

/// Sites whose rules are kept.
const SITES: u64 = 1_000;

/// The rules of all sites, each fetched once for all who ask.
pub struct Robots {
    client: Arc<Client>,
    rules: Cache<String, Arc<Rules>>,
}

impl Robots {
    /// Makes an empty memory that fetches through this client.
    pub fn new(client: Arc<Client>) -> Self {
        let rules = Cache::builder().max_capacity(SITES).time_to_live(KEPT);
        Self {
            client,
            rules: rules.build(),
        }
    }

    /// Tells whether the page's site lets this client read it.
    ///
    /// A site without the file lets all be read; one that cannot tell lets nothing
    /// (RFC 9309, 2.3.1).
    ///
    /// # Errors
    /// Why the rules could not be fetched.
    pub async fn allow(&self, page: &Url) -> Result<bool, Arc<FetchError>> {
        let origin = page[..Position::BeforePath].to_owned();
        let rules = self.rules.try_get_with(origin, self.fetched(page)).await?;
        Ok(rules.allow(&page[Position::BeforePath..Position::AfterQuery]))
    }

    async fn fetched(&self, page: &Url) -> Result<Arc<Rules>, FetchError> {
        let mut url = page.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        url.set_fragment(None);
        let text = match self.client.text(&url).await {
            Ok(text) => text,
            Err(FetchError::Status {
                status: 400..=499, ..
            }) => String::new(),
            Err(error) => return Err(error),
        };
        let token = self.client.product_token();
        Ok(Arc::new(Rules::of(&text, token)))
    }
}
