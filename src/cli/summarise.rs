//! `incimap summarise`: a part of the incidents, to be merged with others.

use std::path::PathBuf;

use super::selection::Selection;
use super::{Status, print};
use crate::error::Error;
use crate::progress::Progress;
use crate::state::State;
use crate::write;

/// Summarises a part of the incidents into a file that `merge` takes.
///
/// All rows with one id have to be in one part. Every part needs the same settings.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    selection: Selection,
    /// Puts the incidents themselves into the summary too, so that merge writes all that map does.
    #[arg(long)]
    with_incidents: bool,
    /// The summary to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Reads, places and counts a part, and writes the summary.
pub fn run(args: Args, quiet: bool) -> anyhow::Result<Status> {
    let Args { selection, with_incidents, output } = args;
    let flags = selection.flags(|_| ())?;
    let progress = Progress::new(quiet);
    let (bytes, status) = selection.on_threads(|| {
        let state = if with_incidents { State::with_incidents(flags, progress) } else { State::of(flags, progress) }?;
        Ok::<_, Error>((state.to_bytes()?, if state.has_rejects() { Status::RowsRejected } else { Status::Done }))
    })??;
    write::write_file(&output, &bytes)?;
    if !quiet {
        print(&format!("Wrote {}", output.display()))?;
    }
    Ok(status)
}
