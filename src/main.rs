//! The command line of incimap.

fn main() {}
