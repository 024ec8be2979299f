//! `incimap map`: the main job.

use super::Status;
use super::making::{self, LayerArgs, Making, PictureArgs};
use crate::settings::Product;

/// Maps incidents: layers for QGIS, pictures for reports, tables and a record of the run in one folder.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    making: Making,
    /// Makes these products only.
    #[arg(long, value_name = "PRODUCT,...", value_enum, value_delimiter = ',')]
    only: Vec<Product>,
    /// Makes all but these products.
    #[arg(long, value_name = "PRODUCT,...", value_enum, value_delimiter = ',')]
    skip: Vec<Product>,
    #[command(flatten)]
    layers: LayerArgs,
    #[command(flatten)]
    pictures: PictureArgs,
}

/// Reads, places, measures, draws and writes.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let Args { making, only, skip, layers, pictures } = args;
    making::run(making, quiet, |flags| {
        flags.only = only;
        flags.skip = skip;
        layers.set(flags);
        pictures.set(flags);
    })
}
