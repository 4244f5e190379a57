//! One file for each kind of address.

pub(super) mod admin;
pub(super) mod article;
pub(super) mod audio;
pub(super) mod clips;
mod delivery;
mod embedded;
pub(super) mod events;
pub(super) mod feeds;
mod file_name;
pub(super) mod oembed;
pub(super) mod operations;
pub(super) mod pages;
mod query;
pub(super) mod readspeaker;
pub(super) mod reports;
pub(super) mod speech;
pub(super) mod voices;
