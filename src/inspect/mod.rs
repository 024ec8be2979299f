//! What a table is understood to be: format, columns, ranges, precision, and what looks wrong in it.
//!
//! Comes in: inputs. Goes out: a [`Finding`], as text or JSON. Nothing is geocoded; memory follows the number of distinct points,
//! kinds and actors, not the rows.

mod suspicion;
mod tally;
mod text;

use serde_json::{Value, json};

use crate::error::Result;
use crate::gazetteer::Gazetteer;
use crate::incident::Incident;
use crate::read::{self, Input, ReadOptions, Report, TableFacts};
use tally::Tally;

/// What was found.
#[derive(Debug)]
pub struct Finding {
    tables: Vec<TableFacts>,
    report: Report,
    tally: Tally,
    first: Vec<Incident>,
    suspicions: Vec<String>,
}

/// Looks through inputs and keeps the first incidents as they are understood.
///
/// # Errors
/// Where an input cannot be read as a table.
///
/// # Example
/// ```
/// use incimap::read::{Input, ReadOptions};
/// let found = incimap::inspect::inspect(&[Input::BuiltIn], &ReadOptions::default(), 2)?;
/// assert!(found.text().contains("built-in"));
/// # Ok::<(), incimap::error::Error>(())
/// ```
pub fn inspect(inputs: &[Input], options: &ReadOptions, rows: usize) -> Result<Finding> {
    let tables = read::table_facts(inputs, options)?;
    let mut tally = Tally::default();
    let mut first: Vec<(u64, Incident)> = Vec::new();
    let report = read::stream(inputs, options, &mut |batch| {
        for one in batch {
            tally.add(&one.incident);
            if first.len() < rows || first.last().is_some_and(|(row, _)| one.row < *row) {
                first.push((one.row, one.incident));
                first.sort_by_key(|(row, _)| *row);
                first.truncate(rows);
            }
        }
        Ok(())
    })?;
    let suspicions = suspicion::suspicions(&tally, &report, &Gazetteer::built_in()?);
    let first = first.into_iter().map(|(_, incident)| incident).collect();
    Ok(Finding { tables, report, tally, first, suspicions })
}

impl Finding {
    /// Whether rows could not be used.
    pub fn has_rejects(&self) -> bool {
        !self.report.rejects.is_empty()
    }

    /// Everything as JSON.
    pub fn json(&self) -> Value {
        let first: Vec<Value> = self.first.iter().map(text::row_json).collect();
        json!({
            "tables": self.tables,
            "inputs": self.report.sources,
            "incidents": self.tally.json(),
            "first": first,
            "suspicious": self.suspicions,
            "notices": self.report.notices,
            "rejects": { "count": self.report.rejects.len(), "first": self.report.rejects.iter().take(20).collect::<Vec<_>>() },
        })
    }

    /// Everything for a reader.
    pub fn text(&self) -> String {
        text::text(self)
    }
}
