//! `incimap man`: the manual pages, one a subcommand.

use std::path::PathBuf;

use clap::CommandFactory;

use super::{Cli, Status};
use crate::write::{OutputFile, write_folder};

/// Writes the manual pages.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder to write them to, such as ~/.local/share/man/man1.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

/// Writes `incimap.1` and one page a subcommand.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut command = Cli::command();
    command.build();
    let mut pages = vec![page(&command, "incimap")?];
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        pages.push(page(sub, &format!("incimap-{}", sub.get_name()))?);
    }
    write_folder(&args.folder, &pages)?;
    Ok(Status::Done)
}

fn page(command: &clap::Command, name: &str) -> anyhow::Result<OutputFile<'static>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).title(name.to_uppercase()).render(&mut page)?;
    Ok(OutputFile::new(format!("{name}.1"), page))
}
