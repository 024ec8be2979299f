//! rejects.csv: the rows that could not be used, with the value and the way out.

use super::failed;
use crate::error::Result;
use crate::read::Rejects;

/// The table of rejected rows, in the order of the inputs and their lines.
///
/// # Errors
/// Where the file that holds many of them cannot be read.
pub fn rejects(rejects: &Rejects) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    rejects.write_csv(&mut bytes).map_err(|e| failed(&e))?;
    Ok(bytes)
}
