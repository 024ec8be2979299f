//! Everything that a run leaves behind, as values: layers, pictures, tables, the manifest.
//!
//! Comes in: settings and an [`Outcome`]. Goes out: an [`Output`], ready to be written.

use rayon::prelude::*;

use crate::chart::{self, ChartInput, Picture, render};
use crate::error::Result;
use crate::layer::{self, LayerInput};
use crate::manifest::manifest;
use crate::pipeline::Outcome;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::spread::headline;
use crate::table;
use crate::write::OutputFile;

/// The files of a run, and what there was nothing to make of.
#[derive(Debug)]
pub struct Output {
    /// All files, the manifest last.
    pub files: Vec<OutputFile>,
    /// Layers and pictures that would be empty and are not made.
    pub empty: Vec<&'static str>,
}

/// Makes all files of a run.
///
/// # Errors
/// Where a picture cannot be rendered.
pub fn files(settings: &Settings, outcome: &Outcome, progress: Progress) -> Result<Output> {
    let mut files = Vec::new();
    let mut empty = Vec::new();
    layers(outcome, &mut files, &mut empty);
    pictures(settings, outcome, progress, &mut files, &mut empty)?;
    tables(outcome, &mut files)?;
    let record = manifest(settings, outcome, &files);
    files.push(record);
    Ok(Output { files, empty })
}

fn layers(outcome: &Outcome, files: &mut Vec<OutputFile>, empty: &mut Vec<&'static str>) {
    let credit = crate::CREDITS.join(". ");
    let input =
        LayerInput { located: &outcome.located, spread: &outcome.spread, regions: &outcome.regions, credit: &credit };
    let (layers, without) = layer::layers(&input);
    let written: Vec<OutputFile> = layers
        .par_iter()
        .map(|layer| OutputFile::new(format!("layers/{}.geojson", layer.name), layer.to_geojson()))
        .collect();
    files.extend(written);
    empty.extend(without);
}

fn pictures(
    settings: &Settings,
    outcome: &Outcome,
    progress: Progress,
    files: &mut Vec<OutputFile>,
    empty: &mut Vec<&'static str>,
) -> Result<()> {
    let source = source_line(settings, outcome);
    let input = ChartInput {
        located: &outcome.located,
        spread: &outcome.spread,
        regions: &outcome.regions,
        title: settings.pictures.title.as_deref(),
        source: &source,
        size_mm: settings.pictures.size_mm,
    };
    let (pictures, without) = chart::pictures(&input);
    let bar = progress.bar("drawing", pictures.len());
    let rendered: Vec<Result<[OutputFile; 2]>> = pictures
        .par_iter()
        .map(|picture| {
            let both = both_formats(picture, settings.pictures.dpi);
            bar.inc(1);
            both
        })
        .collect();
    bar.finish_and_clear();
    for both in rendered {
        files.extend(both?);
    }
    empty.extend(without);
    Ok(())
}

fn both_formats(picture: &Picture, dpi: f64) -> Result<[OutputFile; 2]> {
    let png = render::png(picture, dpi)?;
    Ok([
        OutputFile::new(format!("pictures/{}.png", picture.name), png),
        OutputFile::new(format!("pictures/{}.svg", picture.name), picture.svg.as_bytes()),
    ])
}

/// What the pictures name as the source of the incidents: the credit as given, else the inputs' file names.
fn source_line(settings: &Settings, outcome: &Outcome) -> String {
    settings.pictures.credit.clone().unwrap_or_else(|| {
        let name = |input: &str| input.rsplit(['/', '\\']).next().unwrap_or(input).to_owned();
        let names: Vec<String> = outcome.sources.iter().map(|s| name(&s.input)).collect();
        match names.as_slice() {
            [one] if one == "-" => "standard input".to_owned(),
            [first, second, third, rest @ ..] if !rest.is_empty() => {
                format!("{first}, {second}, {third} and {} more files", rest.len())
            }
            few => few.join(", "),
        }
    })
}

fn tables(outcome: &Outcome, files: &mut Vec<OutputFile>) -> Result<()> {
    let spread = &outcome.spread;
    files.push(OutputFile::new("incidents.csv", table::incidents(&outcome.located, &spread.options.origin)?));
    files.push(OutputFile::new("claims.csv", table::claims(&outcome.located)?));
    files.push(OutputFile::new("rejects.csv", table::rejects(&outcome.rejects)?));
    files.push(OutputFile::new("summary.txt", headline::brief(spread).into_bytes()));
    files.push(OutputFile::new("spread.csv", table::spread_csv(spread)?));
    files.push(OutputFile::new("arrivals.csv", table::arrivals(spread)?));
    files.push(OutputFile::new("frontier.csv", table::frontier(spread)?));
    files.push(OutputFile::new("spread.json", table::spread_json(spread)));
    Ok(())
}
