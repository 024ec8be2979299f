//! `incimap completions`: a completion script for a shell.

use clap::CommandFactory;

use super::{Cli, Status, print};

/// Prints a completion script.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The shell.
    #[arg(value_enum)]
    shell: clap_complete::Shell,
}

/// Prints the script.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "incimap", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Status::Done)
}
