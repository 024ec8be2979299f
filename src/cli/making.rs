//! What `map`, `layers`, `charts` and `report` share: a run that writes a folder.
//!
//! Comes in: arguments. Goes out: the folder, and the summary on standard output.

use std::path::PathBuf;

use super::selection::Selection;
use super::{Status, print};
use crate::error::{Error, Result};
use crate::progress::Progress;
use crate::settings::{Flags, LayerFormat, PictureFormat, Themes};
use crate::words::Lang;
use crate::{output, pipeline, summary};

/// What is read and where to write.
#[derive(Debug, clap::Args)]
pub(super) struct Making {
    #[command(flatten)]
    selection: Selection,
    /// The folder to write [default: output].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// What layers are written in.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Layers")]
pub(super) struct LayerArgs {
    /// What layers are written in [default: geojson].
    #[arg(
        long = "layer-format",
        visible_alias = "format",
        value_name = "FORMAT,...",
        value_enum,
        value_delimiter = ','
    )]
    formats: Vec<LayerFormat>,
    /// Writes incidents.gpkg as well: all layers, their styles and the QGIS project in one file.
    #[arg(long)]
    gpkg: bool,
    /// Writes `FlatGeobuf` of each layer as well.
    #[arg(long)]
    fgb: bool,
}

impl LayerArgs {
    pub(super) fn set(self, flags: &mut Flags) {
        flags.layer_format = self.formats;
        flags.gpkg = self.gpkg.then_some(true);
        flags.fgb = self.fgb.then_some(true);
    }
}

/// How pictures are made.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Pictures")]
pub(super) struct PictureArgs {
    /// Width and height of the pictures.
    #[arg(long, value_name = "180x120mm")]
    size: Option<String>,
    /// Dots an inch of the PNG pictures.
    #[arg(long)]
    dpi: Option<f64>,
    /// The formats of each picture [default: png,svg].
    #[arg(long, value_name = "png,svg,pdf", value_enum, value_delimiter = ',')]
    picture_formats: Vec<PictureFormat>,
    /// The ground they are drawn on [default: light].
    #[arg(long, value_enum)]
    theme: Option<Themes>,
    /// The colours of kinds and regions: okabe-ito, vivid, viridis, grey, or a list of colours that all can tell apart.
    #[arg(long, value_name = "NAME|#D55E00,...")]
    palette: Option<String>,
    /// A TrueType or OpenType font of your own.
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
    /// The language of months, numbers and legends [default: en].
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// The headline of the map.
    #[arg(long)]
    title: Option<String>,
    /// The source line of the pictures; the names of the inputs if not given.
    #[arg(long)]
    credit: Option<String>,
}

impl PictureArgs {
    pub(super) fn set(self, flags: &mut Flags) {
        flags.size = self.size;
        flags.dpi = self.dpi;
        flags.picture_formats = self.picture_formats;
        flags.theme = self.theme;
        flags.palette = self.palette;
        flags.font = self.font;
        flags.lang = self.lang;
        flags.title = self.title;
        flags.credit = self.credit;
    }
}

impl Making {
    /// What was asked for, before it is checked; `more` sets the flags of a command.
    pub(super) fn flags(&self, more: impl FnOnce(&mut Flags)) -> Result<Flags> {
        self.selection.flags(|flags| {
            flags.output.clone_from(&self.output);
            more(flags);
        })
    }
}

/// Reads, places, measures, makes what is wanted and writes it; `more` sets the flags of a command.
pub(super) fn run(making: Making, quiet: bool, more: impl FnOnce(&mut Flags)) -> anyhow::Result<Status> {
    let settings = making.flags(more)?.settle()?;
    let selection = making.selection;
    let progress = Progress::new(quiet);
    let (text, status) = selection.on_threads(|| {
        let outcome = pipeline::run(&settings, progress.clone())?;
        let output = output::files(&settings, &outcome, progress)?;
        let files = output.write(&settings, &outcome)?;
        let last = summary::written(&settings.output, files, &output);
        let status = if outcome.rejects.is_empty() { Status::Done } else { Status::RowsRejected };
        Ok::<_, Error>((format!("{}\n{last}\n", summary::summary(&outcome)), status))
    })??;
    if !quiet {
        print(&text)?;
    }
    Ok(status)
}
