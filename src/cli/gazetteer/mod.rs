//! `incimap gazetteer`: a look into the gazetteer, and gazetteers of one's own.

mod build;
mod find;
mod info;

use super::{Status, print};

/// Looks into the gazetteer, or makes one of your own files.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Makes one index of gazetteer files of any size, to be given to --gazetteer.
    Build(build::Args),
    /// Tells what is inside a gazetteer: rows, names, countries, kinds of places, rows left out and why.
    Info(info::Args),
    /// Shows the candidates for a name, best first, with their scores and reasons.
    Find(find::Args),
}

/// Runs the command.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    match &args.command {
        Command::Build(args) => build::run(args),
        Command::Info(args) => info::run(args),
        Command::Find(args) => find::run(args),
    }
}
