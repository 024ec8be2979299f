//! `incimap spread`: the table of spread alone.

use super::selection::Selection;
use super::{Status, print};
use crate::error::Error;
use crate::pipeline;
use crate::progress::Progress;
use crate::spread::headline;
use crate::table;

/// Prints the table of spread alone.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// How to print it.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// Aligned columns and the headlines.
    Text,
    /// One row a figure.
    Csv,
    /// Everything, with parameters.
    Json,
}

/// Reads, places, measures and prints.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let Args { selection, format } = args;
    let settings = selection.settings(|_| ())?;
    let progress = Progress::new(quiet);
    let outcome = selection.on_threads(|| pipeline::figures(&settings, progress))??;
    let text = match format {
        Format::Text => headline::brief(&outcome.spread),
        Format::Csv => {
            String::from_utf8(table::spread_csv(&outcome.spread)?).map_err(|e| Error::invalid(e.to_string()))?
        }
        Format::Json => table::spread_json(&outcome.spread),
    };
    print(&text)?;
    Ok(if outcome.rejects.is_empty() { Status::Done } else { Status::RowsRejected })
}
