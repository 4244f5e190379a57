//! Lyssna reads Swedish web articles aloud.

pub mod player;
