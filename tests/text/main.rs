//! Swedish text: its spoken form, class by class, and its sentences.

mod boundaries;
mod spoken;
mod tables;
