//! `incimap merge`: the figures of parts that were summarised one by one.

use std::path::PathBuf;

use super::{Status, print};
use crate::error::Error;
use crate::progress::Progress;
use crate::settings::Product;
use crate::state::{self, State};
use crate::{output, summary};

/// Tables of incidents, which summaries need not hold.
const OF_INCIDENTS: [&str; 2] = ["incidents.csv", "claims.csv"];

/// Merges the summaries of parts: the figures of all of them, as of one run over all rows.
///
/// Of summaries made --with-incidents it writes all that map does; of others the tables, layers and charts that rest on
/// figures.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Summaries made by `incimap summarise`, in any order.
    #[arg(value_name = "SUMMARY", required = true)]
    input: Vec<PathBuf>,
    /// The folder to write [default: output].
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Reads the summaries, merges, measures and writes.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let Args { input, output } = args;
    let mut states = Vec::new();
    for path in input {
        let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, "read the summary", e))?;
        let state = State::of_bytes(&bytes).map_err(|error| error.in_file(&path))?;
        states.push((path.display().to_string(), state));
    }
    let (mut settings, outcome) = state::merge(states)?;
    if let Some(folder) = output {
        settings.output = folder;
    }
    let has_incidents = !outcome.located.is_empty();
    if !has_incidents {
        settings.products = vec![Product::Layers, Product::Charts, Product::Tables];
    }
    let mut output = output::files(&settings, &outcome, Progress::new(quiet))?;
    output.files.retain(|file| has_incidents || !OF_INCIDENTS.contains(&file.path.as_str()));
    let files = output.write(&settings, &outcome)?;
    if !quiet {
        let last = summary::written(&settings.output, files, &output);
        print(&format!("{}\n{last}\n", summary::summary(&outcome)))?;
    }
    Ok(if outcome.rejects.is_empty() { Status::Done } else { Status::RowsRejected })
}
