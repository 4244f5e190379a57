//! The service over real sockets, with a voice that hums.

mod articles;
mod feeds;
mod keeping;
mod limits;
mod operations;
mod pages;
mod ranges;
mod readspeaker;
mod refusals;
mod reports;
mod slow_bucket;
mod speech;
mod streaming;
mod support;
mod upstream;
