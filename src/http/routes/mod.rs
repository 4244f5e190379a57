//! One file for each kind of address.

pub(super) mod article;
pub(super) mod audio;
pub(super) mod clips;
mod delivery;
pub(super) mod events;
pub(super) mod feeds;
pub(super) mod oembed;
pub(super) mod operations;
pub(super) mod pages;
mod query;
pub(super) mod speech;
pub(super) mod voices;
