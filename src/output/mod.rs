//! Everything that a run leaves behind: one file a product, each a function from the job to files.
//!
//! Comes in: settings and an [`Outcome`]. Goes out: an [`Output`], whose files are made while they are written. Only products
//! that are wanted are made.

mod job;
mod layers;
mod pictures;
mod qgis;
mod report;
mod tables;

use std::path::Path;

use crate::chart::Picture;
use crate::error::Result;
use crate::manifest::{self, MANIFEST};
use crate::pipeline::Outcome;
use crate::progress::Progress;
use crate::settings::{Product, Settings};
use crate::write::{self, OutputFile, Written};

use job::{Job, Made};

/// The files of a run, and what there was nothing to make of.
#[derive(Debug)]
pub struct Output<'a> {
    /// All files but the manifest, which is made of what was written.
    pub files: Vec<OutputFile<'a>>,
    /// Layers and pictures that would be empty and are not made.
    pub empty: Vec<&'static str>,
    /// Which file to open, where one is much quicker than another.
    pub advice: Option<String>,
}

/// Makes all files of a run that are wanted.
///
/// # Errors
/// Where the project of QGIS cannot be packed. Pictures are rendered when they are written.
pub fn files<'a>(settings: &'a Settings, outcome: &'a Outcome, progress: Progress) -> Result<Output<'a>> {
    let job = Job::new(settings, outcome, progress);
    job.make_side_by_side();
    let mut output = Output { files: Vec::new(), empty: Vec::new(), advice: None };
    for product in &settings.products {
        let Made { mut files, empty } = match product {
            Product::Layers => layers::files(&job)?,
            Product::Qgis => qgis::files(&job)?,
            Product::Maps => pictures::maps(&job),
            Product::Charts => pictures::charts(&job),
            Product::Tables => tables::files(&job)?,
            Product::Report => report::files(&job),
        };
        for file in &mut files {
            file.kind = product.key();
        }
        output.files.extend(files);
        output.empty.extend(empty);
    }
    output.advice = layers::advice(&job);
    Ok(output)
}

/// The maps and charts of a run as values, and the names of those that there was nothing to make of.
pub fn pictures(settings: &Settings, outcome: &Outcome) -> (Vec<Picture>, Vec<&'static str>) {
    let job = Job::new(settings, outcome, Progress::hidden());
    let both = [job.maps(), job.charts()];
    let drawn = both.iter().flat_map(|(drawn, _)| drawn.iter().cloned()).collect();
    (drawn, both.iter().flat_map(|(_, empty)| empty.iter().copied()).collect())
}

impl Output<'_> {
    /// Writes all files and the manifest into the folder of the settings, or nothing; tells how many. Files that an earlier
    /// run made of the same products go; those of other products stay and are listed on.
    ///
    /// # Errors
    /// See [`write::write_folder`].
    pub fn write(&self, settings: &Settings, outcome: &Outcome) -> Result<usize> {
        let folder = &settings.output;
        let (stale, kept) = former(folder, &settings.products);
        write::replace_files(folder, &self.files, &stale, |written| {
            let is_kept = |file: &&Written| written.iter().all(|new| new.path != file.path);
            let kept: Vec<Written> = kept.iter().filter(is_kept).cloned().collect();
            manifest::manifest(settings, outcome, written, &kept)
        })?;
        Ok(self.files.len() + 1)
    }
}

/// What the manifest of an earlier run lists: the paths that this run replaces, and the files that it leaves alone.
fn former(folder: &Path, products: &[Product]) -> (Vec<String>, Vec<Written>) {
    let is_replaced = |file: &Written| file.kind.is_empty() || products.iter().any(|p| p.key() == file.kind);
    let listed = manifest::listed_files(&folder.join(MANIFEST));
    let (stale, kept): (Vec<_>, Vec<_>) = listed.into_iter().partition(is_replaced);
    (stale.into_iter().map(|file| file.path).collect(), kept)
}
