//! `incimap inspect`: what a table is understood to be, before anything is made of it.

use super::tables::Tables;
use super::{Status, print};
use crate::inspect::inspect;

/// Shows what was recognised in a table and why, its first rows as understood, how precise it is, and what looks wrong.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    tables: Tables,
    /// How many rows are shown as understood.
    #[arg(long, value_name = "N", default_value_t = 5)]
    rows: usize,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

/// Reads and tells.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let found = inspect(&args.tables.inputs(), &args.tables.options()?, args.rows)?;
    print(&if args.json { format!("{:#}\n", found.json()) } else { found.text() })?;
    Ok(if found.has_rejects() { Status::RowsRejected } else { Status::Done })
}
