//! Builds the built-in gazetteer index.

fn main() {}
