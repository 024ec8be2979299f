//! `incimap gazetteer build`: one index of files of any size.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::{Status, info, print};
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::gazetteer::contents::{Contents, Told};
use crate::gazetteer::info::Info;

/// Makes one index of gazetteer files of any size, to be given to --gazetteer.
///
/// Read are, each plain or packed with gzip and known by its content: GeoNames' allCountries.txt, cities*.txt and the files of
/// one country (19 columns separated by tabs), alternateNamesV2.txt (names marked historic are former names),
/// admin1CodesASCII.txt, admin2Codes.txt and countryInfo.txt (they name units and countries whose points stand in
/// allCountries.txt); tables of your own with a header (`name`, `lon`, `lat`; and `names` separated by bars, `radius_km`,
/// `precision`, `country`, `admin1`, `population`, `key`) as TSV or CSV; GeoJSON points with properties of the same names; and
/// tables of further names for known places (header `name`, `key`, `class`: the key is a GeoNames id, a key of your own or the
/// code of a unit such as SY.07; the class alternate, preferred, former or abbreviation). Of rows with one id the last one
/// counts. Units without a radius are given one that holds nineteen in twenty of their settlements.
///
/// Every row left out is told with its line, column, value and reason, and counted by reason.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The files, later ones overriding earlier ones.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The index to write.
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
    /// A CSV of all rows left out; without it the first 20 are told.
    #[arg(long, value_name = "FILE")]
    rejects: Option<PathBuf>,
}

/// Builds the index and tells what went in.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let mut rejects = args.rejects.as_deref().map(Rejects::create).transpose()?;
    let mut failed = None;
    let gazetteer = Gazetteer::build(&args.files, &args.output, &mut |told| {
        if let Some(file) = &mut rejects
            && let Err(error) = file.write(&told)
        {
            failed.get_or_insert(error);
        }
    })?;
    if let Some(file) = &mut rejects {
        file.out.flush()?;
    }
    if let Some(error) = failed {
        return Err(error.into());
    }
    let Some(info) = gazetteer.indexes().next().map(Info::of) else { return Ok(Status::Done) };
    let shown = if args.rejects.is_some() { 0 } else { 20 };
    print(&format!("{}{}", told(&info.contents, shown), info::text(&info)))?;
    print(&format!("Wrote {}", args.output.display()))?;
    Ok(if info.contents.left_out.is_empty() { Status::Done } else { Status::RowsRejected })
}

/// The first rows left out, a line each.
fn told(contents: &Contents, most: usize) -> String {
    let lines = contents.told.iter().take(most).map(|row| {
        let column = row.column.as_deref().map_or(String::new(), |column| format!("{column} "));
        format!("left out: {}, line {}: {column}\"{}\" {}\n", row.file, row.line, row.value, row.why)
    });
    let more = contents.left_out_rows().saturating_sub(most as u64);
    let rest = (most > 0 && more > 0).then(|| format!("left out: {more} more; --rejects FILE writes all of them\n"));
    lines.chain(rest).collect()
}

/// The file of all rows left out.
struct Rejects {
    out: BufWriter<File>,
}

impl Rejects {
    fn create(path: &Path) -> anyhow::Result<Self> {
        let file = File::create(path).map_err(|source| Error::io(path, "write the rejects", source))?;
        let mut out = BufWriter::new(file);
        out.write_all(b"input,line,column,value,why\n")?;
        Ok(Self { out })
    }

    fn write(&mut self, row: &Told) -> io::Result<()> {
        let Told { file, line, column, value, why } = row;
        let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(&mut self.out);
        writer.write_record([file, &line.to_string(), column.as_deref().unwrap_or_default(), value, why])?;
        writer.flush()
    }
}
