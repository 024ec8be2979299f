//! `incimap report`: the page alone.

use super::Status;
use super::making::{self, Making, PictureArgs};
use crate::settings::Product;

/// Writes the report alone: one page to send.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    making: Making,
    #[command(flatten)]
    pictures: PictureArgs,
}

/// Reads, places, measures and writes the page.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    making::run(args.making, quiet, |flags| {
        flags.only = vec![Product::Report];
        args.pictures.set(flags);
    })
}
