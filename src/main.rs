//! The command line of incimap: parse, log, run, report.

use std::process::ExitCode;

use clap::Parser;
use incimap::cli::{self, Cli};

fn main() -> ExitCode {
    let cli = Cli::parse();
    cli.start_log();
    let outcome = incimap::interrupt::install().map_err(anyhow::Error::from).and_then(|()| cli::run(cli));
    match outcome {
        Ok(status) => status.into(),
        Err(error) if cli::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            cli::report(&error);
            ExitCode::from(2)
        }
    }
}
