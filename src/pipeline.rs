//! The whole job up to the figures: read, filter, geocode, region, measure.
//!
//! Comes in: [`Settings`]. Goes out: an [`Outcome`], from which layers, pictures and tables are made. Writes nothing.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::error::{Error, ErrorKind, Reject, Result};
use crate::fingerprint::sha256_hex;
use crate::gazetteer::Gazetteer;
use crate::geocode::{GeocodeOptions, Geocoder, wish};
use crate::incident::{Area, CountryCode, Incident, Located, Location, Place, Role};
use crate::progress::Progress;
use crate::read::{self, ReadOptions, Reading, Source};
use crate::region::Regions;
use crate::settings::{OriginChoice, Settings};
use crate::spread::{self, Origin, PeriodLength, Spread, SpreadOptions};

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// All incidents that passed the filter, located or not, in the order of their input.
    pub located: Vec<Located>,
    /// The figures.
    pub spread: Spread,
    /// The regions that were used.
    pub regions: Regions,
    /// Rows that could not be used.
    pub rejects: Vec<Reject>,
    /// What a reader should know.
    pub notices: Vec<String>,
    /// A fingerprint of each input.
    pub sources: Vec<Source>,
    /// The gazetteer files on top of the built-in one, with their fingerprints.
    pub gazetteer_files: BTreeMap<String, String>,
    /// How many went in and came out.
    pub tally: Tally,
}

/// How many went in and came out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows read.
    pub rows: u64,
    /// Rows rejected.
    pub rows_rejected: u64,
    /// Incidents after merging, before the filter.
    pub incidents: u64,
    /// Incidents that the filter left out.
    pub filtered_out: u64,
    /// Incidents with a point.
    pub located: u64,
    /// Incidents without a point, by reason.
    pub not_located: BTreeMap<&'static str, u64>,
    /// Incidents by role.
    pub by_role: BTreeMap<&'static str, u64>,
}

/// Runs every stage up to the figures.
///
/// # Errors
/// Where an input, the gazetteer, the regions or the origin cannot be used, and with `strict` at the first bad row.
pub fn run(settings: &Settings, progress: Progress) -> Result<Outcome> {
    let reading = read::read(&settings.inputs, &ReadOptions { encoding: settings.encoding })?;
    tracing::info!(incidents = reading.incidents.len(), rejects = reading.rejects.len(), "read");
    refuse_if_strict(settings, &reading.rejects)?;
    refuse_if_all_bad(&reading)?;
    let incidents_read = reading.incidents.len() as u64;
    let incidents: Vec<Incident> = reading.incidents.into_iter().filter(|i| settings.filter.keeps(i)).collect();
    if incidents.is_empty() {
        let sentence = format!(
            "none of the {incidents_read} incidents passes the filter: widen --from, --until, --kind or --actor"
        );
        return Err(Error::new(ErrorKind::Empty(sentence)));
    }
    let (gazetteer, left_out) = Gazetteer::with_files(&settings.gazetteer)?;
    let regions = settings.regions.as_deref().map_or_else(Regions::built_in, Regions::from_file)?;
    let geocoder = Geocoder::new(&gazetteer, geocode_options(settings, &gazetteer)?);
    let home = home_countries(settings, &regions)?;
    let located = locate(incidents, &geocoder, &regions, &home, progress);
    tracing::info!(located = located.iter().filter(|l| l.site().is_some()).count(), "geocoded");
    let origin = find_origin(settings, &geocoder, &regions, &located)?;
    let by = settings.by.unwrap_or_else(|| fitting_length(&located, &settings.spread.roles));
    let options = SpreadOptions { origin, by, ..settings.spread.clone() };
    let spread = spread::measure(&located, options, &regions)?;
    tracing::info!(periods = spread.periods.len(), "measured");
    let mut rejects = reading.rejects;
    rejects.extend(left_out);
    let mut tally = tally(&located);
    tally.rows = reading.sources.iter().map(|s| s.rows).sum();
    tally.rows_rejected = rejects.len() as u64;
    tally.incidents = incidents_read;
    tally.filtered_out = incidents_read - located.len() as u64;
    let gazetteer_files = fingerprints(settings)?;
    Ok(Outcome {
        located,
        spread,
        regions,
        rejects,
        notices: reading.notices,
        sources: reading.sources,
        gazetteer_files,
        tally,
    })
}

fn geocode_options(settings: &Settings, gazetteer: &Gazetteer) -> Result<GeocodeOptions> {
    Ok(GeocodeOptions {
        min_confidence: settings.min_confidence,
        near: settings.near.as_deref().map(|words| wish::near(gazetteer, words)).transpose()?,
        countries: wish::countries(gazetteer, settings.countries.iter().map(String::as_str))?,
    })
}

fn refuse_if_strict(settings: &Settings, rejects: &[Reject]) -> Result<()> {
    match rejects.first() {
        Some(first) if settings.strict => {
            Err(first_fault(first, &format!("{} bad rows in all, and --strict allows none", rejects.len())))
        }
        _ => Ok(()),
    }
}

/// A file of bad rows is an error, not an empty map.
fn refuse_if_all_bad(reading: &Reading) -> Result<()> {
    match reading.rejects.first() {
        Some(first) if reading.incidents.is_empty() => {
            Err(first_fault(first, &format!("none of the {} rows can be used", reading.rejects.len())))
        }
        _ => Ok(()),
    }
}

fn first_fault(first: &Reject, consequence: &str) -> Error {
    let column = first.column.as_deref().map_or(String::new(), |c| format!("column {c}, "));
    Error::invalid(format!("{column}\"{}\": {}; {consequence}", first.value, first.why))
        .in_file(&first.input)
        .at_line(first.line)
}

/// Geocodes on all threads; the order of the result is that of the input.
fn locate(
    incidents: Vec<Incident>,
    geocoder: &Geocoder<'_>,
    regions: &Regions,
    home: &[CountryCode],
    progress: Progress,
) -> Vec<Located> {
    let bar = progress.bar("placing incidents", incidents.len());
    let located = incidents
        .into_par_iter()
        .map(|incident| {
            let location = geocoder.locate(&incident);
            let area: Area = regions.area(&incident, &location, home);
            bar.inc(1);
            Located { incident, location, area }
        })
        .collect();
    bar.finish_and_clear();
    located
}

fn home_countries(settings: &Settings, regions: &Regions) -> Result<Vec<CountryCode>> {
    let OriginChoice::Home(codes) = &settings.origin else { return Ok(Vec::new()) };
    for code in codes {
        if regions.country(*code).is_none_or(|c| c.outline.0.is_empty()) {
            let way_out = "no outline is known for this country: use another ISO code, or --origin with a place";
            return Err(Error::unknown("home", code.to_string(), way_out));
        }
    }
    Ok(codes.clone())
}

fn find_origin(settings: &Settings, geocoder: &Geocoder<'_>, regions: &Regions, located: &[Located]) -> Result<Origin> {
    match &settings.origin {
        OriginChoice::None => Ok(Origin::None),
        OriginChoice::Point(at) => Ok(Origin::Point { name: at.to_string(), at: *at, how: "coordinates".to_owned() }),
        OriginChoice::Named(words) => named_origin(words, geocoder),
        OriginChoice::Home(codes) => home_origin(codes, regions),
        OriginChoice::First => Origin::first_incident(located, &settings.spread.roles).ok_or_else(|| {
            Error::unknown("origin", "first", "no incident has both a date and a place: name an origin")
        }),
    }
}

fn named_origin(words: &str, geocoder: &Geocoder<'_>) -> Result<Origin> {
    match geocoder.place(&Place::worded(words)) {
        Location::Site(site) => {
            let how = format!("named place ({}, confidence {:.2})", site.precision.name(), site.confidence);
            Ok(Origin::Point { name: site.name, at: site.point, how })
        }
        Location::Unlocated(reason) => {
            let way_out = format!("{}; use another name, LON,LAT or first", reason.why());
            Err(Error::unknown("origin", words, way_out))
        }
    }
}

fn home_origin(codes: &[CountryCode], regions: &Regions) -> Result<Origin> {
    let countries: Vec<_> = codes.iter().filter_map(|code| regions.country(*code)).collect();
    let centre = countries.iter().find_map(|c| c.label_point);
    let centre =
        centre.ok_or_else(|| Error::invalid("the home countries have no outline: use --origin with a place"))?;
    let name = countries.iter().map(|c| c.name.to_string()).collect::<Vec<_>>().join(", ");
    Ok(Origin::Home { codes: codes.to_vec(), name, centre, outline: regions.outline(codes) })
}

/// The length of period that gives a readable number of them: days up to a month, weeks up to half a year, months up to
/// three years, quarters up to eight, else years.
fn fitting_length(located: &[Located], roles: &[Role]) -> PeriodLength {
    let measured = || located.iter().filter(|l| roles.contains(&l.role()));
    let first: Option<Date> = measured().filter_map(|l| l.incident.when.first()).min();
    let last: Option<Date> = measured().filter_map(|l| l.incident.when.last()).max();
    let days = match (first, last) {
        (Some(first), Some(last)) => first.until(last).map_or(i32::MAX, |span| span.get_days()),
        _ => return PeriodLength::Year,
    };
    match days {
        ..=31 => PeriodLength::Day,
        32..=183 => PeriodLength::Week,
        184..=1096 => PeriodLength::Month,
        1097..=2922 => PeriodLength::Quarter,
        _ => PeriodLength::Year,
    }
}

fn tally(located: &[Located]) -> Tally {
    let mut tally = Tally::default();
    for one in located {
        *tally.by_role.entry(one.role().name()).or_default() += 1;
        match &one.location {
            Location::Site(_) => tally.located += 1,
            Location::Unlocated(reason) => *tally.not_located.entry(reason.key()).or_default() += 1,
        }
    }
    tally
}

fn fingerprints(settings: &Settings) -> Result<BTreeMap<String, String>> {
    let fingerprint = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the gazetteer", e))?;
        Ok((path.display().to_string(), sha256_hex(&bytes)))
    };
    settings.gazetteer.iter().map(fingerprint).collect()
}
