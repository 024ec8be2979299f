//! `incimap convert`: any format into the documented table.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Status;
use super::tables::Tables;
use crate::error::{Error, Result};
use crate::exchange::{CsvWriter, GeoJsonWriter, IncidentWriter};
use crate::filter::{Condition, Sample};
use crate::incident::{Area, Incident};
use crate::read::{self, Rejects};
use crate::region::Regions;
use crate::settings::Filter;
use crate::write::GrowingFile;

/// Converts tables of any known format into the table that docs/csv-format.md describes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    tables: Tables,
    /// The file to write, .csv or .geojson.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// Keeps incidents for which a condition holds: killed>=5, country=IQ,SY, kind!=protest, date<2016.
    #[arg(long, value_name = "CONDITION")]
    filter: Vec<String>,
    /// Keeps a random sample of so many.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// The seed of the sample.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A file for the rows that cannot be used; without it the first are told.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// Reads, filters and writes, row by row.
pub fn run(args: &Args, quiet: bool) -> anyhow::Result<Status> {
    let filter = Filter {
        conditions: args.filter.iter().map(|text| Condition::parse_all(text)).collect::<Result<Vec<_>>>()?.concat(),
        ..Filter::default()
    };
    let mut out = GrowingFile::new(&args.output)?;
    let (report, written) = write_all(&filter, args, writer(&args.output, &mut out)?)?;
    out.finish()?;
    keep_rejects(args, &report.rejects)?;
    if !quiet {
        tell(&report, written, &args.output);
    }
    Ok(if report.rejects.is_empty() { Status::Done } else { Status::RowsRejected })
}

/// The writer for the ending of a name.
fn writer<'a>(path: &Path, out: &'a mut GrowingFile) -> Result<Box<dyn IncidentWriter + 'a>> {
    let failed = |e| Error::io(path, "write the file", e);
    match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => Ok(Box::new(CsvWriter::new(out).map_err(failed)?)),
        Some("geojson" | "json") => Ok(Box::new(GeoJsonWriter::new(out).map_err(failed)?)),
        _ => Err(Error::invalid("the name should end in .csv or .geojson").in_file(path)),
    }
}

fn write_all(filter: &Filter, args: &Args, mut writer: Box<dyn IncidentWriter + '_>) -> Result<(read::Report, u64)> {
    let failed = |e: io::Error| Error::io(&args.output, "write the file", e);
    let regions = Regions::built_in()?;
    let mut sample = args.sample.map(|size| Sample::new(size, args.seed));
    let mut written = 0;
    let report = read::stream(&args.tables.inputs(), &args.tables.options()?, &mut |batch| {
        for one in batch {
            if !filter.keeps(&one.incident) || !filter.keeps_area(&area(filter, &one.incident, &regions)) {
                continue;
            }
            if let Some(sample) = &mut sample {
                sample.offer(one.row, one.fingerprint, one.incident);
            } else {
                written += 1;
                writer.write(&one.incident).map_err(failed)?;
            }
        }
        Ok(())
    })?;
    for (_, incident) in sample.map(Sample::finish).unwrap_or_default() {
        written += 1;
        writer.write(&incident).map_err(failed)?;
    }
    writer.finish().map_err(failed)?;
    Ok((report, written))
}

/// The country as far as it is known without looking names up: as stated, else that of the point; nothing where no condition
/// asks for it.
fn area(filter: &Filter, incident: &Incident, regions: &Regions) -> Area {
    if filter.conditions.is_empty() {
        return Area::default();
    }
    regions.area_as_given(incident)
}

fn keep_rejects(args: &Args, rejects: &Rejects) -> Result<()> {
    let Some(path) = &args.rejects else { return Ok(()) };
    let mut out = GrowingFile::new(path)?;
    rejects.write_csv(&mut out).map_err(|e| Error::io(path, "write the rejects", e))?;
    out.finish()
}

/// Tells on standard error what was read and what was not.
fn tell(report: &read::Report, written: u64, output: &Path) {
    // There is nobody left to tell if standard error is closed.
    let mut err = io::stderr().lock();
    let rows: u64 = report.sources.iter().map(|source| source.rows).sum();
    for source in &report.sources {
        let _ = writeln!(err, "{}: {} rows, read as {}", source.input, source.rows, source.format);
    }
    for notice in &report.notices {
        let _ = writeln!(err, "note: {notice}");
    }
    for reject in report.rejects.iter().take(5) {
        let column = reject.column.as_deref().map_or_else(String::new, |column| format!(", column {column}"));
        let _ = writeln!(
            err,
            "rejected {}, line {}{column}: \"{}\": {}",
            reject.input, reject.line, reject.value, reject.why
        );
    }
    let rejected = report.rejects.len();
    let _ = writeln!(err, "{rows} rows: {written} incidents written to {}, {rejected} rows rejected", output.display());
}
