//! Swedish text and its spoken form, class by class.

mod spoken;
