//! `incimap charts`: the pictures alone.

use super::Status;
use super::making::{self, Making, PictureArgs};
use crate::settings::Product;

/// Draws the charts and maps alone.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    making: Making,
    #[command(flatten)]
    pictures: PictureArgs,
}

/// Reads, places, measures and draws.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    making::run(args.making, quiet, |flags| {
        flags.only = vec![Product::Maps, Product::Charts];
        args.pictures.set(flags);
    })
}
