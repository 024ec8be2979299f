//! `incimap geocode`: places one name, or every row of a table.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::{Status, print};
use crate::error::Error;
use crate::gazetteer::Gazetteer;
use crate::geocode::{GeocodeOptions, Geocoder, table};
use crate::incident::{Location, Place};
use crate::read::{self, Encoding, Input};
use crate::write;

/// Places one name, or every row of a table.
///
/// A table keeps every row and column in order and gains ten: `incimap_lon`, `incimap_lat`, `incimap_radius_km`,
/// `incimap_precision`, `incimap_confidence`, `incimap_gazetteer_id`, `incimap_name`, `incimap_country`, `incimap_why`, `incimap_runners_up`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A name such as "Paris, Texas", or a CSV file.
    #[arg(value_name = "NAME|TABLE")]
    what: String,
    /// For one name: the country it lies in. For a table: the column with the country.
    #[arg(long)]
    country: Option<String>,
    /// For one name: the state or province. For a table: the column with it.
    #[arg(long)]
    admin1: Option<String>,
    /// For one name: the district. For a table: the column with it.
    #[arg(long)]
    admin2: Option<String>,
    /// The column with the place; `place` if not given.
    #[arg(long, value_name = "COLUMN")]
    place: Option<String>,
    /// The table to write; standard output if not given.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// For one name: prints JSON.
    #[arg(long)]
    json: bool,
    /// Answers less sure than this are left out, 0 to 1.
    #[arg(long, value_name = "0..1", default_value_t = 0.0)]
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
    let (gazetteer, _) = Gazetteer::with_files(&args.gazetteer)?;
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions { min_confidence: args.min_confidence });
    let path = Path::new(&args.what);
    let is_table =
        path.extension().is_some_and(|e| ["csv", "tsv", "txt"].iter().any(|known| e.eq_ignore_ascii_case(known)));
    if is_table || path.is_file() || args.what == "-" {
        return geocode_table(args, &geocoder);
    }
    let place = Place {
        country: args.country.clone(),
        admin1: args.admin1.clone(),
        admin2: args.admin2.clone(),
        ..Place::worded(&args.what)
    };
    let location = geocoder.place(&place);
    print(&if args.json { as_json(&location) } else { as_text(&location) })?;
    Ok(if matches!(location, Location::Site(_)) { Status::Done } else { Status::RowsRejected })
}

fn geocode_table(args: &Args, geocoder: &Geocoder<'_>) -> anyhow::Result<Status> {
    let columns = table::Columns {
        place: args.place.clone(),
        country: args.country.clone(),
        admin1: args.admin1.clone(),
        admin2: args.admin2.clone(),
    };
    let input = if args.what == "-" { Input::Stdin } else { Input::File(PathBuf::from(&args.what)) };
    let answer = table::geocode(&read::plain_table(&input, args.encoding)?, &columns, geocoder)?;
    match &args.output {
        Some(path) => {
            write::write_file(path, &answer.csv)?;
            print(&format!("Placed {} of {} rows in {}", answer.placed, answer.rows, path.display()))?;
        }
        None => print(&String::from_utf8(answer.csv).map_err(|e| Error::invalid(e.to_string()))?)?,
    }
    Ok(Status::Done)
}

fn as_text(location: &Location) -> String {
    match location {
        Location::Site(site) => {
            let mut text = format!(
                "{}  {:.5},{:.5} ± {:.1} km  {}  confidence {:.2}\n{}\n",
                site.name,
                site.point.lon(),
                site.point.lat(),
                site.radius_km,
                site.precision.name().replace('_', " "),
                site.confidence,
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
            "confidence": site.confidence,
            "country": site.country,
            "admin1": site.admin1.as_deref(),
            "gazetteer_id": site.gazetteer_id,
            "why": site.why,
            "runners_up": site.runners_up,
        }),
        Location::Unlocated(reason) => json!({ "name": null, "reason": reason.key(), "why": reason.why() }),
    };
    format!("{value:#}")
}
