//! pictures/: maps and charts in the formats asked for, each with its description as text.

use std::io;
use std::sync::Arc;

use super::job::{Job, Made};
use crate::chart::{Picture, pdf, render};
use crate::error::Result;
use crate::progress::Steps;
use crate::settings::{PictureFormat, PictureSettings};
use crate::write::OutputFile;

/// The maps.
pub(super) fn maps<'a>(job: &Job<'a>) -> Made<'a> {
    let (pictures, empty) = job.maps();
    Made { files: files(job, pictures), empty: empty.clone() }
}

/// The charts.
pub(super) fn charts<'a>(job: &Job<'a>) -> Made<'a> {
    let (pictures, empty) = job.charts();
    Made { files: files(job, pictures), empty: empty.clone() }
}

/// Each picture in each format, and what it shows in words. They are rendered while the files are written, beside the layers,
/// of which one may take longer than all of them.
fn files<'a>(job: &Job<'a>, pictures: &[Picture]) -> Vec<OutputFile<'a>> {
    let settings = &job.settings.pictures;
    let steps = Arc::new(job.progress.bar("drawing", pictures.len() * settings.formats.len()));
    let of_one = |picture: &Picture| {
        let path = |ending: &str| format!("pictures/{}.{ending}", picture.stem());
        let words = OutputFile::new(path("txt"), format!("{}\n\n{}\n", picture.title, picture.alt));
        let picture = Arc::new(picture.clone());
        let formats = settings.formats.iter();
        let drawn: Vec<_> = formats
            .map(|format| {
                let (picture, steps) = (Arc::clone(&picture), Arc::clone(&steps));
                OutputFile::streamed(path(format.name()), move |out| {
                    out.write_all(&rendered(&picture, *format, settings, &steps).map_err(io::Error::other)?)
                })
            })
            .collect();
        drawn.into_iter().chain([words])
    };
    pictures.iter().flat_map(of_one).collect()
}

fn rendered(picture: &Picture, format: PictureFormat, settings: &PictureSettings, steps: &Steps) -> Result<Vec<u8>> {
    let bytes = match format {
        PictureFormat::Png => render::png(picture, settings.dpi)?,
        PictureFormat::Svg => picture.svg_with_fonts().into_bytes(),
        PictureFormat::Pdf => pdf::pdf(picture)?,
    };
    steps.inc(1)?;
    Ok(bytes)
}
