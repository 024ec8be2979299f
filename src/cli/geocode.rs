//! `incimap geocode`: places one name, or every row of a table.

use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Status, gazetteer_with, print, probability};
use crate::error::{Error, Result};
use crate::gazetteer::Gazetteer;
use crate::geocode::table::{self, Columns, Tally};
use crate::geocode::{GeocodeOptions, Geocoder, wish};
use crate::incident::{Location, Place};
use crate::read::{self, Encoding, Input, PlainTable};
use crate::write::GrowingFile;

/// Places one name, or every row of a table.
///
/// A table keeps every row and column in order and gains twelve: `incimap_lat`, `incimap_lon`, `incimap_radius_km`,
/// `incimap_precision`, `incimap_confidence`, `incimap_geonameid`, `incimap_gazetteer_id`, `incimap_name`, `incimap_country`, `incimap_match`,
/// `incimap_why`, `incimap_runners_up`. The confidence is the probability that the true point lies within 161 km; the radius is
/// meant to hold it nine times in ten. A table may come from standard input, written `-`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name such as "Paris, Texas", or a CSV file.
    #[arg(value_name = "NAME|TABLE")]
    what: String,
    /// For a table: the column with the country. Else a country by name or code: one name lies in it, the rows of a table
    /// are likelier to. Several, with commas between, are likelier in both cases.
    #[arg(long, value_name = "COLUMN|COUNTRY")]
    country: Option<String>,
    /// For one name: the state or province. For a table: the column with it.
    #[arg(long, value_name = "COLUMN|NAME")]
    admin1: Option<String>,
    /// For one name: the district. For a table: the column with it.
    #[arg(long, value_name = "COLUMN|NAME")]
    admin2: Option<String>,
    /// The column with the place; `place` if not given.
    #[arg(long, value_name = "COLUMN")]
    place: Option<String>,
    /// The column with a longitude in degrees; where a row has coordinates, they are kept and not looked up.
    #[arg(long, value_name = "COLUMN", requires = "lat")]
    lon: Option<String>,
    /// The column with a latitude in degrees.
    #[arg(long, value_name = "COLUMN", requires = "lon")]
    lat: Option<String>,
    /// Of several places of one name, those near this point are likelier: `LON,LAT` or a name.
    #[arg(long, value_name = "LON,LAT|NAME", allow_hyphen_values = true)]
    near: Option<String>,
    /// The table to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// For one name: prints JSON.
    #[arg(long)]
    json: bool,
    /// Answers less sure than this are left out, 0 to 1.
    #[arg(long, value_name = "0..1", default_value_t = 0.0, value_parser = probability)]
    min_confidence: f64,
    /// How the bytes of a table become text.
    #[arg(long, value_enum, default_value = "utf8")]
    encoding: Encoding,
    /// GeoNames files or tables of places on top of the built-in gazetteer.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    gazetteer: Vec<PathBuf>,
}

/// Prints one answer, or writes a table.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let gazetteer = gazetteer_with(&args.gazetteer)?;
    let near = args.near.as_deref().map(|words| wish::near(&gazetteer, words)).transpose()?;
    let options = GeocodeOptions { min_confidence: args.min_confidence, near, countries: Vec::new() };
    let path = Path::new(&args.what);
    let is_table = path
        .extension()
        .is_some_and(|e| ["csv", "tsv", "txt", "xlsx"].iter().any(|known| e.eq_ignore_ascii_case(known)));
    if is_table || read::is_there(path) || args.what == "-" {
        return geocode_table(args, &gazetteer, options);
    }
    geocode_name(args, &gazetteer, options)
}

fn geocode_name(args: &Args, gazetteer: &Gazetteer, mut options: GeocodeOptions) -> anyhow::Result<Status> {
    let several = args.country.as_deref().filter(|words| words.contains(','));
    if let Some(words) = several {
        options.countries = wish::countries(gazetteer, words.split(','))?;
    }
    let place = Place {
        country: args.country.clone().filter(|_| several.is_none()),
        admin1: args.admin1.clone(),
        admin2: args.admin2.clone(),
        ..Place::worded(&args.what)
    };
    let location = Geocoder::new(gazetteer, options).place(&place);
    print(&if args.json { as_json(&location) } else { as_text(&location) })?;
    Ok(if matches!(location, Location::Site(_)) { Status::Done } else { Status::RowsRejected })
}

fn geocode_table(args: &Args, gazetteer: &Gazetteer, mut options: GeocodeOptions) -> anyhow::Result<Status> {
    let input = if args.what == "-" { Input::Stdin } else { Input::File(PathBuf::from(&args.what)) };
    let table = read::plain_table(&input, args.encoding)?;
    let mut columns = Columns {
        place: args.place.clone(),
        country: args.country.clone(),
        admin1: args.admin1.clone(),
        admin2: args.admin2.clone(),
        lon: args.lon.clone(),
        lat: args.lat.clone(),
    };
    if let Some(words) = columns.country.clone().filter(|name| table::position(table.header(), name).is_none()) {
        options.countries = wish::countries(gazetteer, words.split(',')).map_err(|_| no_column(&words, &table))?;
        columns.country = None;
    }
    let geocoder = Geocoder::new(gazetteer, options);
    let tally = match &args.output {
        Some(path) => {
            let mut file = GrowingFile::new(path)?;
            let tally = geocode_into(&table, &columns, &geocoder, &mut file)?;
            file.finish()?;
            print(&format!("Placed {} of {} rows in {}", tally.placed, tally.rows, path.display()))?;
            tally
        }
        None => geocode_into(&table, &columns, &geocoder, &mut io::stdout().lock())?,
    };
    Ok(if tally.faulty == 0 { Status::Done } else { Status::RowsRejected })
}

fn geocode_into(
    table: &PlainTable,
    columns: &Columns,
    geocoder: &Geocoder<'_>,
    out: &mut dyn io::Write,
) -> Result<Tally> {
    let mut out = BufWriter::with_capacity(1 << 16, out);
    let tally = table::geocode(table, columns, geocoder, &mut out)?;
    out.flush().map_err(|e| Error::io("-", "write the table", e))?;
    Ok(tally)
}

fn no_column(words: &str, table: &PlainTable) -> Error {
    let way_out = format!("the table has {}; a country by name or code will do as well", table.header().join(", "));
    Error::unknown("column or country", words, way_out)
}

fn as_text(location: &Location) -> String {
    match location {
        Location::Site(site) => {
            let mut text = format!(
                "{}  {:.5},{:.5} ± {:.1} km  {}  confidence {:.2}  match: {}\n{}\n",
                site.name,
                site.point.lon(),
                site.point.lat(),
                site.radius_km,
                site.precision.name().replace('_', " "),
                site.confidence,
                site.matched.name().replace('_', " "),
                site.why
            );
            for other in &site.runners_up {
                // Writing to a String cannot fail.
                let _ = writeln!(text, "  not {} ({:.2}): {}", other.name, other.confidence, other.why);
            }
            text
        }
        Location::Unlocated(reason) => format!("not placed: {}", reason.why()),
    }
}

fn as_json(location: &Location) -> String {
    let value = match location {
        Location::Site(site) => json!({
            "name": site.name,
            "lon": site.point.lon(),
            "lat": site.point.lat(),
            "radius_km": site.radius_km,
            "precision": site.precision,
            "match": site.matched,
            "confidence": site.confidence,
            "country": site.country,
            "admin1": site.admin1.as_deref(),
            "geonameid": site.gazetteer_id.as_deref().and_then(|id| id.strip_prefix("geonames:")?.parse::<u32>().ok()),
            "gazetteer_id": site.gazetteer_id,
            "why": site.why,
            "runners_up": site.runners_up,
        }),
        Location::Unlocated(reason) => json!({ "name": null, "reason": reason.key(), "why": reason.why() }),
    };
    format!("{value:#}")
}
