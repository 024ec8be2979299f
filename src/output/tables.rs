//! Tables for spreadsheets, the spread as JSON, the summary as text.

use super::job::{Job, Made};
use crate::error::Result;
use crate::pipeline::Outcome;
use crate::spread::headline;
use crate::table;
use crate::write::OutputFile;

/// The tables.
pub(super) fn files<'a>(job: &Job<'a>) -> Result<Made<'a>> {
    let Outcome { located, spread, rejects, duplicates, audit, .. } = job.outcome;
    let mut files = vec![
        OutputFile::streamed("incidents.csv", move |out| {
            table::incidents(located, &spread.options.origin, duplicates.as_deref(), out)
        }),
        OutputFile::streamed("claims.csv", move |out| table::claims(located, out)),
        OutputFile::new("rejects.csv", table::rejects(rejects)?),
        OutputFile::new("summary.txt", headline::brief(spread).into_bytes()),
        OutputFile::new("spread.csv", table::spread_csv(spread)?),
        OutputFile::new("arrivals.csv", table::arrivals(spread)?),
        OutputFile::new("frontier.csv", table::frontier(spread)?),
        OutputFile::new("spread.json", table::spread_json(spread)),
    ];
    if let Some(pairs) = duplicates {
        files.push(OutputFile::new("duplicates.csv", table::duplicates(located, pairs)?));
    }
    if let Some(audited) = audit {
        files.push(OutputFile::new("coordinates_audit.csv", table::coordinates_audit(located, audited)?));
    }
    Ok(Made { files, empty: Vec::new() })
}
