//! How many connections each client has.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::clients::subscriber;

/// The connections of every client, so that none takes those of all others.
#[derive(Clone)]
pub(super) struct Crowd {
    most: usize,
    connections: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

/// One connection of a client, until it is dropped.
pub(super) struct Seat {
    crowd: Crowd,
    client: IpAddr,
}

impl Crowd {
    /// Nobody is here yet, and each client may have so many connections.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            connections: Arc::default(),
        }
    }

    /// Counts one more connection of a client; `None` when it has enough.
    pub(super) fn admit(&self, address: IpAddr) -> Option<Seat> {
        let client = subscriber(address);
        let mut connections = self.connections();
        let held = connections.entry(client).or_default();
        if *held == self.most {
            return None;
        }
        *held += 1;
        Some(Seat {
            crowd: self.clone(),
            client,
        })
    }

    fn connections(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        // Nothing panics while it is held.
        self.connections
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut connections = self.crowd.connections();
        if let Some(held) = connections.get_mut(&self.client) {
            *held -= 1;
            if *held == 0 {
                connections.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_client_has_so_many_and_leaves_nothing_behind() {
        let crowd = Crowd::new(2);
        let admit = |client: &str| crowd.admit(client.parse().unwrap());
        let first = admit("192.0.2.7");
        let second = admit("192.0.2.7");
        assert!(first.is_some() && second.is_some());
        assert!(admit("192.0.2.7").is_none());
        let others = [
            admit("192.0.2.8"),
            admit("2001:db8::1"),
            admit("2001:db8::2"),
        ];
        assert!(others.iter().all(Option::is_some));
        assert!(admit("2001:db8::3").is_none());
        drop(first);
        assert!(admit("192.0.2.7").is_some());
        drop((second, others));
        assert!(crowd.connections().is_empty());
    }
}
