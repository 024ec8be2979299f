//! pictures/: maps and charts, each as PNG and SVG.

use rayon::prelude::*;

use super::job::{Job, Made};
use crate::chart::{Picture, render};
use crate::error::Result;
use crate::write::OutputFile;

/// The maps.
pub(super) fn maps<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let (pictures, empty) = job.maps();
    Ok(Made { files: rendered(job, pictures)?, empty: empty.clone() })
}

/// The charts.
pub(super) fn charts<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let (pictures, empty) = job.charts();
    Ok(Made { files: rendered(job, pictures)?, empty: empty.clone() })
}

fn rendered<'a>(job: &Job<'a>, pictures: &[Picture]) -> Result<Vec<OutputFile<'a>>> {
    let bar = job.progress.bar("drawing", pictures.len());
    let rendered: Result<Vec<[OutputFile<'a>; 2]>> = pictures
        .par_iter()
        .map(|picture| {
            let both = both_formats(picture, job.settings.pictures.dpi);
            bar.inc(1);
            both
        })
        .collect();
    bar.finish_and_clear();
    Ok(rendered?.into_iter().flatten().collect())
}

fn both_formats<'a>(picture: &Picture, dpi: f64) -> Result<[OutputFile<'a>; 2]> {
    let png = render::png(picture, dpi)?;
    Ok([
        OutputFile::new(format!("pictures/{}.png", picture.name), png),
        OutputFile::new(format!("pictures/{}.svg", picture.name), picture.svg.as_bytes()),
    ])
}
