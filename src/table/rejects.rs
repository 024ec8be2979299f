//! rejects.csv: the rows that could not be used, with the value and the way out.

use super::csv;
use crate::error::{Reject, Result};

const HEADER: [&str; 5] = ["input", "line", "column", "value", "why"];

/// The table of rejected rows, sorted by input and line.
///
/// # Errors
/// See [`csv()`].
pub fn rejects(rejects: &[Reject]) -> Result<Vec<u8>> {
    let mut sorted: Vec<&Reject> = rejects.iter().collect();
    sorted.sort();
    csv(&HEADER, sorted)
}
