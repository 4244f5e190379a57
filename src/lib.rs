//! Lyssna reads Swedish web articles aloud.
