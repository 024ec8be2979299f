//! Tables for spreadsheets: what was found and why, who said what, what could not be used.
//!
//! Comes in: located incidents and rejected rows. Goes out: CSV as bytes (UTF-8, commas, one header line). Unknown is blank.

mod cells;
mod checks;
mod claims;
mod incidents;
mod json;
mod rejects;
mod spread;

pub use checks::{coordinates_audit, duplicates};
pub use claims::claims;
pub use incidents::incidents;
pub(crate) use incidents::runners_up;
pub use rejects::rejects;
pub use spread::{arrivals, frontier, spread_csv, spread_json};

use serde::Serialize;

use crate::layer::format::digits;

use crate::error::{Error, Result};

/// Rows as CSV under the names of their fields; nothing where there is no row.
///
/// # Errors
/// See [`csv()`].
fn csv_of<R: Serialize>(rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>> {
    written(csv::Writer::from_writer(Vec::new()), rows)
}

/// Rows as CSV; `header` is written even where there is no row.
///
/// # Errors
/// Never for rows of texts and numbers; the signature is that of the csv library.
pub fn csv<R: Serialize>(header: &[&str], rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(header).map_err(|e| failed(&e))?;
    written(writer, rows)
}

fn written<R: Serialize>(mut writer: csv::Writer<Vec<u8>>, rows: impl IntoIterator<Item = R>) -> Result<Vec<u8>> {
    for row in rows {
        writer.serialize(row).map_err(|e| failed(&e))?;
    }
    writer.into_inner().map_err(|e| failed(&e))
}

fn failed(error: &dyn std::fmt::Display) -> Error {
    Error::invalid(format!("cannot write a table: {error}"))
}

/// A number with at most `decimals` decimals, as text without trailing zeros; blank where there is none.
pub(crate) fn number(value: Option<f64>, decimals: usize) -> String {
    let mut text = Vec::new();
    add_number(&mut text, value, decimals);
    String::from_utf8(text).unwrap_or_default()
}

/// Ten to the power of the number of decimals.
const POWERS: [f64; 7] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6];

/// The same at the end of a buffer.
fn add_number(out: &mut Vec<u8>, value: Option<f64>, decimals: usize) {
    let Some(value) = value.filter(|v| v.is_finite()) else { return };
    let scaled = value * POWERS.get(decimals).copied().unwrap_or(f64::NAN);
    let whole = scaled.round();
    // Away from the middle between two, the product rounds as the number itself does.
    if whole.abs() < 1e12 && ((scaled - whole).abs() - 0.5).abs() > 1e-3 {
        digits::fixed(out, whole as i64, decimals);
        return;
    }
    let text = format!("{value:.decimals$}");
    let trimmed = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    out.extend_from_slice(if trimmed == "-0" { b"0" } else { trimmed.as_bytes() });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_no_trailing_zeros_and_no_minus_zero() {
        assert_eq!(number(Some(12.5), 3), "12.5");
        assert_eq!(number(Some(-0.000_000_1), 6), "0");
        assert_eq!(number(Some(1200.0), 0), "1200");
        assert_eq!(number(None, 3), "");
    }
}
