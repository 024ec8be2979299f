//! `incimap gazetteer find`: the candidates for a name.

use std::path::PathBuf;

use serde_json::json;

use super::{Status, print};
use crate::cli::gazetteer_with;
use crate::gazetteer::alike::Alike;
use crate::geocode::{Candidate, GeocodeOptions, Geocoder};
use crate::incident::Place;

/// Shows the candidates for a name, best first, with their scores and reasons; and places whose name is almost the same.
#[derive(Debug, clap::Args)]
pub struct Args {
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
    /// Prints JSON.
    #[arg(long)]
    json: bool,
    /// Gazetteer files on top of the built-in gazetteer: indexes made by `incimap gazetteer build`, or whatever it reads.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    gazetteer: Vec<PathBuf>,
}

/// Prints the candidates.
pub fn run(args: &Args) -> anyhow::Result<Status> {
    let gazetteer = gazetteer_with(&args.gazetteer)?;
    let geocoder = Geocoder::new(&gazetteer, GeocodeOptions::default());
    let place = Place { country: args.country.clone(), admin1: args.admin1.clone(), ..Place::worded(&args.name) };
    let candidates = geocoder.find(&place, args.most);
    let mut alike = gazetteer.alike(&args.name);
    alike.truncate(args.most);
    if args.json {
        print(&as_json(&candidates, &alike))?;
    } else if candidates.is_empty() && alike.is_empty() {
        print(&format!("No place is called \"{}\" in the gazetteer, nor anything like it", args.name))?;
    } else {
        let lines: String = candidates.iter().map(line).chain(alike.iter().map(alike_line)).collect();
        print(&lines)?;
    }
    Ok(if candidates.is_empty() { Status::RowsRejected } else { Status::Done })
}

fn line(candidate: &Candidate) -> String {
    let site = &candidate.site;
    let people = candidate.population.map_or(String::new(), |p| format!(", {p} inhabitants"));
    format!(
        "{:.3}  {} ({}{people})  {:.4},{:.4} ± {:.1} km  {}\n       {}\n",
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

fn alike_line(alike: &Alike<'_>) -> String {
    let entry = &alike.entry;
    format!(
        "alike  {}, {} ({})  {:.4},{:.4}  {}\n       \"{}\" ({}): {}, difference {:.2} of 1\n",
        entry.name(),
        entry.country_letters(),
        entry.feature().label(),
        entry.point().lon(),
        entry.point().lat(),
        entry.key(),
        alike.written,
        alike.class.label(),
        alike.likeness.label(),
        alike.cost,
    )
}

fn as_json(candidates: &[Candidate], alike: &[Alike<'_>]) -> String {
    let found: Vec<_> = candidates
        .iter()
        .map(|candidate| {
            let site = &candidate.site;
            json!({
                "name": candidate.label,
                "what": candidate.what,
                "population": candidate.population,
                "score": site.confidence,
                "lon": site.point.lon(),
                "lat": site.point.lat(),
                "radius_km": site.radius_km,
                "precision": site.precision,
                "country": site.country,
                "gazetteer_id": site.gazetteer_id,
                "why": site.why,
            })
        })
        .collect();
    let others: Vec<_> = alike
        .iter()
        .map(|alike| {
            json!({
                "name": alike.entry.name(),
                "written": alike.written,
                "class": alike.class.label(),
                "likeness": alike.likeness.label(),
                "difference": alike.cost,
                "country": alike.entry.country_letters(),
                "lon": alike.entry.point().lon(),
                "lat": alike.entry.point().lat(),
                "gazetteer_id": alike.entry.key(),
            })
        })
        .collect();
    format!("{:#}", json!({ "candidates": found, "alike": others }))
}
