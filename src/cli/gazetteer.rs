//! `incimap gazetteer`: a look into the gazetteer.

use std::fmt::Write;
use std::path::PathBuf;

use super::{Status, print};
use crate::gazetteer::Gazetteer;
use crate::geocode::{Candidate, GeocodeOptions, Geocoder};
use crate::incident::Place;

/// Looks into the gazetteer.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Shows the candidates for a name, best first, with their scores and reasons.
    Find {
        /// The name: "Kerman", "Paris, Texas".
        name: String,
        /// The country it lies in, by name or code.
        #[arg(long)]
        country: Option<String>,
        /// The state or province it lies in.
        #[arg(long)]
        admin1: Option<String>,
        /// How many candidates at most.
        #[arg(long, default_value_t = 10)]
        most: usize,
        /// GeoNames files or tables of places on top of the built-in gazetteer.
        #[arg(long, value_name = "FILE", num_args = 1..)]
        gazetteer: Vec<PathBuf>,
    },
}

/// Prints the candidates.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let Command::Find { name, country, admin1, most, gazetteer } = &args.command;
    let (gazetteer, _) = Gazetteer::with_files(gazetteer)?;
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let place = Place { country: country.clone(), admin1: admin1.clone(), ..Place::worded(name) };
    let candidates = geocoder.find(&place, *most);
    if candidates.is_empty() {
        print(&format!("No place is called \"{name}\" in the gazetteer"))?;
        return Ok(Status::RowsRejected);
    }
    let lines: String = candidates.iter().fold(String::new(), |mut text, candidate| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{}", line(candidate));
        text
    });
    print(&lines)?;
    Ok(Status::Done)
}

fn line(candidate: &Candidate) -> String {
    let site = &candidate.site;
    let people = candidate.population.map_or(String::new(), |p| format!(", {p} inhabitants"));
    format!(
        "{:.3}  {} ({}{people})  {:.4},{:.4} ± {:.1} km  {}\n       {}",
        site.confidence,
        candidate.label,
        candidate.what,
        site.point.lon(),
        site.point.lat(),
        site.radius_km,
        site.gazetteer_id.as_deref().unwrap_or("no id"),
        site.why,
    )
}
