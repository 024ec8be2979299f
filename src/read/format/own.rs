//! Any other table: its columns are matched by their names, which may be written in many ways (see `columns.rs`).

use super::Format;
use crate::read::FormatChoice;

pub(in crate::read) const FORMAT: Format = Format {
    choice: FormatChoice::Incimap,
    key: "csv",
    title: "a table of incidents",
    signature: &[],
    columns: &[],
    codes: &[],
    refine: |_, _, _| (),
    caution: None,
};
