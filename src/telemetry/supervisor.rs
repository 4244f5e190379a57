use std::error::Error;

use sd_notify::NotifyState;

/// Where in its life a service is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Phase {
    /// It answers.
    Ready,
    /// It reads its configuration again; [`Phase::Ready`] follows.
    Reloading,
    /// It ends when the last listener has been served.
    Stopping,
}

/// Tells systemd the phase, where that has asked for it by `NOTIFY_SOCKET` (sd_notify(3)).
pub(crate) fn tell_supervisor(phase: Phase) {
    let told = match phase {
        Phase::Ready => sd_notify::notify(&[NotifyState::Ready]),
        Phase::Reloading => NotifyState::monotonic_usec_now()
            .and_then(|now| sd_notify::notify(&[NotifyState::Reloading, now])),
        Phase::Stopping => sd_notify::notify(&[NotifyState::Stopping]),
    };
    if let Err(error) = told {
        tracing::warn!(error = &error as &dyn Error, "systemd was not told");
    }
}
