//! Lyssna reads Swedish web articles aloud.
//!
//! In the order in which an article passes through:
//!
//! - [`fetch`] brings a page home, past the address guard.
//! - [`extract`] finds the article in it, as typed blocks.
//! - [`text`] turns a block into sentences of words as they are spoken.
//! - [`phonemes`] gives each word its phones, stress and accent.
//! - [`prosody`] lays out pauses, durations and melody.
//! - [`acoustic`] gives frames for them, and [`waveform`] samples for the frames;
//!   [`voice`] holds what they need and knows their names.
//! - [`render`] walks an article through all this, and [`encode`] makes MP3 and WAV of it.
//! - [`clip`] lets many listeners share one clip while it grows, and [`store`] keeps it.
//! - [`feed`] makes a podcast of the articles that a site lists.
//! - [`http`] and [`cli`] are the two ways in, [`player`] what listeners see.
//!
//! [`sites`] says which pages are read, by whom and how. [`workers`] is the door
//! from async code to the processor, [`config`] what an operator sets, [`lexica`] how
//! he wants words said, [`reports`] what listeners say of them, [`telemetry`] what he sees.

pub mod acoustic;
pub mod cli;
pub mod clip;
pub mod config;
pub mod encode;
pub mod extract;
pub mod feed;
pub mod fetch;
pub mod http;
pub mod lexica;
mod outbound;
pub mod phonemes;
pub mod player;
pub mod prosody;
pub mod render;
pub mod reports;
pub mod sites;
pub mod store;
pub mod telemetry;
pub mod text;
pub mod voice;
pub mod waveform;
pub mod workers;
mod xml;
