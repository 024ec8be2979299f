//! `incimap inspect`: what a table is understood to be, before anything is made of it.

use std::path::PathBuf;

use super::selection::{asked_format, meanings};
use super::{Status, print};
use crate::inspect::inspect;
use crate::read::{Encoding, Input, ReadOptions};

/// Shows what was recognised in a table and why, its first rows as understood, how precise it is, and what looks wrong.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Tables, folders or archives; `-` reads standard input.
    #[arg(value_name = "INPUT", required = true)]
    input: Vec<PathBuf>,
    /// Whose tables they are (ucdp-ged, gtd, acled, gdelt1, gdelt2, incimap); by the header if not given.
    #[arg(long, value_name = "FORMAT")]
    from: Vec<String>,
    /// What the columns of a table mean: place=Ort,date=Datum.
    #[arg(long, value_name = "MEANING=NAME,...", value_delimiter = ',')]
    columns: Vec<String>,
    /// How bytes become text.
    #[arg(long, value_enum)]
    encoding: Option<Encoding>,
    /// How many rows are shown as understood.
    #[arg(long, value_name = "N", default_value_t = 5)]
    rows: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Reads and tells.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let options = ReadOptions {
        encoding: args.encoding.unwrap_or_default(),
        format: asked_format(&args.from).unwrap_or_default(),
        columns: meanings(&args.columns)?.into_iter().collect(),
    };
    let inputs: Vec<Input> =
        args.input.iter().map(|p| if p.as_os_str() == "-" { Input::Stdin } else { Input::File(p.clone()) }).collect();
    let found = inspect(&inputs, &options, args.rows)?;
    print(&if args.json { format!("{:#}\n", found.json()) } else { found.text() })?;
    Ok(if found.has_rejects() { Status::RowsRejected } else { Status::Done })
}
