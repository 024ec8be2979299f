//! `incimap layers`: the layers alone, with their styles.

use super::Status;
use super::making::{self, LayerArgs, Making};
use crate::settings::Product;

/// Writes the layers alone, with their styles and the QGIS project.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    making: Making,
    #[command(flatten)]
    layers: LayerArgs,
}

/// Reads, places, measures and writes the layers.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    making::run(args.making, quiet, |flags| {
        flags.only = vec![Product::Layers, Product::Qgis];
        args.layers.set(flags);
    })
}
