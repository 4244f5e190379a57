//! What a service reads, and how: the part of its configuration that may change as it runs.

use std::collections::HashMap;
use std::sync::Arc;

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use tokio::sync::watch;

use super::readers::Readers;
use crate::config::{Config, Faults};
use crate::sites::Sites;

/// The sites of a service, with their lexica and rates.
pub(super) struct Rules {
    /// How often the rules have been replaced.
    pub(super) edition: u64,
    /// What the rules were made of.
    pub(super) config: Config,
    pub(super) sites: Sites,
    pub(super) readers: Readers,
    /// By the name of the site.
    pub(super) rates: HashMap<String, DefaultDirectRateLimiter>,
}

impl Rules {
    /// Makes the rules of a configuration.
    ///
    /// # Errors
    /// All faults of its sites and lexica.
    pub(super) fn load(config: &Config) -> Result<Self, Faults> {
        let readers = Readers::load(config);
        let sites = match Sites::new(&config.sites, config.allow_any_site, config.extract) {
            Ok(sites) => sites,
            Err(mut faults) => {
                if let Err(others) = readers {
                    faults.extend(others);
                }
                return Err(faults);
            }
        };
        let rate = config.http.site_requests_per_minute;
        let rates = sites.iter().map(|site| {
            let rate = site.requests_per_minute().unwrap_or(rate);
            let limiter = RateLimiter::direct(Quota::per_minute(rate));
            (site.name().to_owned(), limiter)
        });
        Ok(Self {
            edition: 0,
            config: config.clone(),
            rates: rates.collect(),
            sites,
            readers: readers?,
        })
    }
}

/// The rules that are in force, shared by all clones.
#[derive(Clone)]
pub(super) struct CurrentRules(watch::Sender<Arc<Rules>>);

impl CurrentRules {
    pub(super) fn new(rules: Rules) -> Self {
        Self(watch::Sender::new(Arc::new(rules)))
    }

    /// Returns the rules as they are; who works on a request keeps them to its end.
    pub(super) fn get(&self) -> Arc<Rules> {
        Arc::clone(&self.0.borrow())
    }

    /// Puts other rules in force.
    pub(super) fn replace(&self, mut rules: Rules) {
        rules.edition = self.get().edition + 1;
        self.0.send_replace(Arc::new(rules));
    }
}
