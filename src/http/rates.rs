//! How often a client may ask, and how often a site is asked for.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, NotUntil, Quota, RateLimiter};

use super::Config;
use super::clients::Client;
use super::error::Problem;
use crate::sites::{Site, Sites};

/// The rates of one service, each by the generic cell rate algorithm.
pub(super) struct Rates {
    clock: DefaultClock,
    clients: DefaultKeyedRateLimiter<IpAddr>,
    sites: HashMap<String, DefaultDirectRateLimiter>,
}

impl Rates {
    pub(super) fn new(config: &Config, sites: &Sites) -> Self {
        let of_site = |site: &std::sync::Arc<Site>| {
            let rate = site.requests_per_minute()?;
            let limiter = RateLimiter::direct(Quota::per_minute(rate));
            Some((site.name().to_owned(), limiter))
        };
        Self {
            clock: DefaultClock::default(),
            clients: RateLimiter::keyed(Quota::per_minute(config.requests_per_minute)),
            sites: sites.iter().filter_map(of_site).collect(),
        }
    }

    /// Counts a request of a client; the machine itself may ask as often as it likes.
    pub(super) fn check_client(&self, client: &Client) -> Result<(), Problem> {
        if client.address.is_loopback() {
            return Ok(());
        }
        let checked = self.clients.check_key(&subscriber(client.address));
        checked.map_err(|until| Problem::TooManyRequests {
            retry_after: self.wait(&until),
        })
    }

    /// Counts a request for an article of a site.
    pub(super) fn check_site(&self, site: &Site) -> Result<(), Problem> {
        let Some(limiter) = self.sites.get(site.name()) else {
            return Ok(());
        };
        limiter.check().map_err(|until| Problem::SiteBusy {
            retry_after: self.wait(&until),
        })
    }

    /// Forgets clients that have not asked for a while.
    pub(super) fn upkeep(&self) {
        self.clients.retain_recent();
        self.clients.shrink_to_fit();
    }

    fn wait(&self, until: &NotUntil<<DefaultClock as Clock>::Instant>) -> Duration {
        until.wait_time_from(self.clock.now())
    }
}

/// The first 64 bits of an IPv6 address name a subscriber, who has all the others to choose from.
fn subscriber(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_in_an_ipv6_network_are_one_subscriber() {
        let cases = [
            ("192.0.2.7", "192.0.2.7"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
            ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ];
        for (address, expected) in cases {
            let found = subscriber(address.parse().unwrap());
            assert_eq!(found, expected.parse::<IpAddr>().unwrap());
        }
    }
}
