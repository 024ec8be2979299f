//! The output folder: everything is written beside, synced, and put in place by renames; the only code that makes files.
//!
//! Comes in: files, each as bytes or as something that writes itself. Goes out: the folder, whole, or as it was before;
//! what was written, with fingerprints that are taken on the way.

mod behind;
mod file;
mod folder;
mod growing;

pub use file::{OutputFile, Written};
pub use folder::{replace_files, write_folder};
pub use growing::{GrowingFile, write_file};
