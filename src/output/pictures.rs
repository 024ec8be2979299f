//! pictures/: maps and charts in the formats asked for, each with its description as text.

use rayon::prelude::*;

use super::job::{Job, Made};
use crate::chart::{Picture, pdf, render};
use crate::error::Result;
use crate::settings::{PictureFormat, PictureSettings};
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
    let rendered: Result<Vec<Vec<OutputFile<'a>>>> = pictures
        .par_iter()
        .map(|picture| {
            let files = files(picture, &job.settings.pictures);
            bar.inc(1)?;
            files
        })
        .collect();
    bar.end();
    Ok(rendered?.into_iter().flatten().collect())
}

/// A picture in each format, and what it shows in words.
fn files<'a>(picture: &Picture, settings: &PictureSettings) -> Result<Vec<OutputFile<'a>>> {
    let path = |ending: &str| format!("pictures/{}.{ending}", picture.stem());
    let mut files = Vec::new();
    for format in &settings.formats {
        let bytes = match format {
            PictureFormat::Png => render::png(picture, settings.dpi)?,
            PictureFormat::Svg => picture.svg_with_fonts().into_bytes(),
            PictureFormat::Pdf => pdf::pdf(picture)?,
        };
        files.push(OutputFile::new(path(format.name()), bytes));
    }
    files.push(OutputFile::new(path("txt"), format!("{}\n\n{}\n", picture.title, picture.alt)));
    Ok(files)
}
