//! `incimap convert`: any format into the documented table.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Status;
use super::tables::Tables;
use crate::error::{Error, Result};
use crate::filter::{Condition, Sample};
use crate::incident::{Area, Incident};
use crate::layer::{Reported, package_incidents, write_incidents};
use crate::read::{self, Rejects};
use crate::region::Regions;
use crate::settings::{Filter, LayerFormat};
use crate::write::GrowingFile;

/// Converts tables of any known format into the table that docs/csv-format.md describes.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    tables: Tables,
    /// The file to write: .csv, .geojson, .gpkg, .fgb (points only) or .parquet.
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
    let (report, written) = write(&filter, args)?;
    keep_rejects(args, &report.rejects)?;
    if !quiet {
        tell(&report, written, &args.output);
    }
    Ok(if report.rejects.is_empty() { Status::Done } else { Status::RowsRejected })
}

/// The format for the ending of a name.
fn format(path: &Path) -> Result<LayerFormat> {
    let format = match path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase).as_deref() {
        Some("csv") => LayerFormat::Csv,
        Some("geojson" | "json") => LayerFormat::Geojson,
        Some("gpkg") => LayerFormat::Gpkg,
        Some("fgb") => LayerFormat::Fgb,
        Some("parquet" | "geoparquet") => LayerFormat::Parquet,
        _ => {
            return Err(Error::invalid("the name should end in .csv, .geojson, .gpkg, .fgb or .parquet").in_file(path));
        }
    };
    format.built_in().map_err(|e| e.in_file(path))
}

fn write(filter: &Filter, args: &Args) -> Result<(read::Report, u64)> {
    let path = &args.output;
    let failed = |e: io::Error| Error::io(path, "write the file", e);
    let format = format(path)?;
    if format != LayerFormat::Gpkg {
        let mut out = GrowingFile::new(path)?;
        let written = write_incidents(format, &mut out, |out| write_all(filter, args, out)).map_err(failed)??;
        out.finish()?;
        return Ok(written);
    }
    // A database is no stream: it is made beside its place and then put there.
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let beside = tempfile::tempdir_in(folder).map_err(|e| Error::io(path, "make the file", e))?;
    let package = beside.path().join("incidents.gpkg");
    let written = package_incidents(&package, |out| write_all(filter, args, out)).map_err(failed)??;
    std::fs::rename(&package, path).map_err(|e| Error::io(path, "put the file in place", e))?;
    Ok(written)
}

fn write_all(filter: &Filter, args: &Args, out: &mut Reported<'_>) -> Result<(read::Report, u64)> {
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
                out.write(&one.incident).map_err(failed)?;
            }
        }
        Ok(())
    })?;
    for (_, incident) in sample.map(Sample::finish).unwrap_or_default() {
        written += 1;
        out.write(&incident).map_err(failed)?;
    }
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
