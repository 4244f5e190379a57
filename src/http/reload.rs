use tokio::signal::unix::Signal;
use tokio::task;

use super::rules::Rules;
use super::service::Service;
use crate::config::{Config, ConfigError, Faults};
use crate::telemetry::{Phase, tell_supervisor};

/// Reads sites and lexica again whenever a signal asks for it.
pub(super) async fn whenever(
    mut asked: Signal,
    service: Service,
    examine: impl Fn() -> Result<(Config, Faults), ConfigError>,
) {
    while asked.recv().await.is_some() {
        tell_supervisor(Phase::Reloading);
        // Files are read, which must not hold up the listeners.
        task::block_in_place(|| match examine() {
            Ok((config, faults)) => reload(&service, &config, faults),
            Err(error) => {
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "the old sites and lexicons stay"
                );
            }
        });
        tell_supervisor(Phase::Ready);
    }
}

/// Puts new rules in force, unless anything at all is wrong with the configuration.
fn reload(service: &Service, config: &Config, mut faults: Faults) {
    service.voices.check(config, &mut faults);
    let rules = match Rules::load(config) {
        Ok(rules) => Some(rules),
        Err(others) => {
            faults.extend_by_new(others);
            None
        }
    };
    match (rules, faults.into_result()) {
        (Some(rules), Ok(())) => {
            service.rules.replace(rules);
            tracing::info!("sites and lexicons are read again");
        }
        (_, outcome) => {
            for fault in outcome.err().iter().flat_map(Faults::iter) {
                tracing::error!("{}: {}", fault.key, fault.problem);
            }
            tracing::error!("the old sites and lexicons stay");
        }
    }
}
