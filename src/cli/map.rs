//! `incimap map`: the main job.

use std::path::PathBuf;

use super::selection::Selection;
use super::{Status, print};
use crate::progress::Progress;
use crate::{output, pipeline, summary, write};

/// Maps incidents: layers for QGIS, pictures for reports, tables and a record of the run in one folder.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// The folder to write [default: output].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Width and height of the pictures.
    #[arg(long, value_name = "180x120mm")]
    size: Option<String>,
    /// Dots an inch of the PNG pictures.
    #[arg(long)]
    dpi: Option<f64>,
    /// The headline of the map.
    #[arg(long)]
    title: Option<String>,
    /// The source line of the pictures; the names of the inputs if not given.
    #[arg(long)]
    credit: Option<String>,
}

/// Reads, places, measures, draws and writes.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let Args { selection, output, size, dpi, title, credit } = args;
    let settings = selection.settings(|flags| {
        flags.output = output;
        flags.size = size;
        flags.dpi = dpi;
        flags.title = title;
        flags.credit = credit;
    })?;
    let progress = Progress::new(quiet);
    let (outcome, written) = selection.on_threads(|| {
        let outcome = pipeline::run(&settings, progress)?;
        let output = output::files(&settings, &outcome, progress)?;
        Ok::<_, crate::error::Error>((outcome, output))
    })??;
    write::write_folder(&settings.output, &written.files)?;
    if !quiet {
        let last = summary::written(&settings.output, written.files.len(), &written.empty);
        print(&format!("{}\n{last}\n", summary::summary(&outcome)))?;
    }
    Ok(if outcome.rejects.is_empty() { Status::Done } else { Status::RowsRejected })
}
