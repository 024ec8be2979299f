//! `incimap map`: the main job.

use super::Status;
use super::making::{self, LayerArgs, Making, PictureArgs};
use crate::error::Result;
use crate::settings::{Flags, Product};

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

impl Args {
    /// What was asked for, before it is checked.
    pub(super) fn flags(self) -> Result<Flags> {
        let (making, more) = self.parts();
        making.flags(more)
    }

    /// What is read and where to write, and what sets the flags of this command.
    fn parts(self) -> (Making, impl FnOnce(&mut Flags)) {
        let Self { making, only, skip, layers, pictures } = self;
        let more = |flags: &mut Flags| {
            flags.only = only;
            flags.skip = skip;
            layers.set(flags);
            pictures.set(flags);
        };
        (making, more)
    }
}

/// Reads, places, measures, draws and writes.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let (making, more) = args.parts();
    making::run(making, quiet, more)
}
