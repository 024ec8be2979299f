//! Styles and the project for QGIS.

use super::job::{Job, Made};

/// The styles beside the layers and the project over them.
pub(super) fn files<'a>(_job: &Job<'a>) -> Made<'a> {
    Made::default()
}
