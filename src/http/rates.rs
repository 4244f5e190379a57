//! How often a client may ask, and how often a site is asked for.

use std::net::IpAddr;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};

use super::Config;
use super::articles::{Place, Source};
use super::clients::{Client, subscriber};
use super::error::Problem;
use super::rules::Rules;

/// The rates of one service, each by the generic cell rate algorithm.
pub(super) struct Rates {
    clock: DefaultClock,
    clients: DefaultKeyedRateLimiter<IpAddr>,
    /// By the host's name, for all sites that are not configured.
    hosts: DefaultKeyedRateLimiter<String>,
}

impl Rates {
    pub(super) fn new(config: &Config) -> Self {
        Self {
            clock: DefaultClock::default(),
            clients: RateLimiter::keyed(Quota::per_minute(config.requests_per_minute)),
            hosts: RateLimiter::keyed(Quota::per_minute(config.site_requests_per_minute)),
        }
    }

    /// Counts a request of a client; the machine itself may ask as often as it likes.
    pub(super) fn check_client(&self, client: &Client) -> Result<(), Problem> {
        if client.is_local() {
            return Ok(());
        }
        let checked = self.clients.check_key(&subscriber(client.address));
        checked.map_err(|until| Problem::TooManyRequests {
            retry_after: self.wait(&until),
        })
    }

    /// Counts a request for an article.
    pub(super) fn check_site(&self, rules: &Rules, source: &Source) -> Result<(), Problem> {
        let Source::Web(Place { url, site, .. }) = source else {
            return Ok(());
        };
        let limiter = site.as_ref().and_then(|site| rules.rates.get(site.name()));
        let checked = match (limiter, url.host_str()) {
            (Some(limiter), _) => limiter.check(),
            (None, Some(host)) => self.hosts.check_key(&host.to_owned()),
            (None, None) => Ok(()),
        };
        checked.map_err(|until| Problem::SiteBusy {
            retry_after: self.wait(&until),
        })
    }

    /// Forgets clients and hosts that have been quiet for a while.
    pub(super) fn upkeep(&self) {
        self.clients.retain_recent();
        self.clients.shrink_to_fit();
        self.hosts.retain_recent();
        self.hosts.shrink_to_fit();
    }

    fn wait(&self, until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Duration {
        until.wait_time_from(self.clock.now())
    }
}
