//! The `lyssna` command as a user meets it: its files, its output, its errors.

mod errors;
mod killing;
mod reading;
mod reloading;
mod serving;
mod support;
mod texts;
mod traces;
