//! The whole job up to the figures: read, filter, geocode, region, measure.
//!
//! Comes in: [`Settings`]. Goes out: an [`Outcome`], from which layers, pictures and tables are made. Writes nothing.

mod counting;
mod keeping;
mod locating;
mod origin;
mod places;

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::article::intake::{self, IntakeOptions};
use crate::duplicate::{self, Pair};
use crate::error::{Error, ErrorKind, Reject, Result};
use crate::fingerprint::sha256_hex;
use crate::gazetteer::Gazetteer;
use crate::geocode::audit::{self, Audited};
use crate::geocode::{GeocodeOptions, Geocoder, wish};
use crate::incident::{Located, Location, Role};
use crate::located::LocatedStore;
use crate::progress::Progress;
use crate::read::{self, Input, Rejects, Source, Take};
use crate::region::Regions;
use crate::settings::Settings;
use crate::spread::{Accumulator, Origin, PeriodLength, Spread};
use counting::Counting;
use keeping::Kept;
use locating::Locating;
pub(crate) use origin::unnamed_origin;
use origin::{find_origin, home_countries};
use places::Places;

/// What a run found.
#[derive(Debug)]
pub struct Outcome {
    /// All incidents that passed the filter, located or not, in the order of their input; none where only the figures are
    /// wanted.
    pub located: LocatedStore,
    /// The figures.
    pub spread: Spread,
    /// The regions that were used.
    pub regions: Regions,
    /// Rows that could not be used.
    pub rejects: Rejects,
    /// What a reader should know.
    pub notices: Vec<String>,
    /// A fingerprint of each input.
    pub sources: Vec<Source>,
    /// Incidents of different inputs that may be one; none where there is one input, or they were merged.
    pub duplicates: Option<Vec<Pair>>,
    /// Coordinates against words, where that was asked for.
    pub audit: Option<Vec<Audited>>,
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
    take_in(settings, true, progress)?.measure(settings)
}

/// The same for the figures alone: the incidents are let go as soon as they are counted.
///
/// # Errors
/// As [`run`].
pub fn figures(settings: &Settings, progress: Progress) -> Result<Outcome> {
    take_in(settings, false, progress)?.measure(settings)
}

/// All incidents of the inputs, located and counted, before anything is measured.
#[derive(Debug)]
pub struct Intake {
    /// What is needed of them to measure.
    pub accumulator: Accumulator,
    /// What distances are measured from; none yet where it is the first incident.
    pub origin: Option<Origin>,
    /// See [`Outcome`].
    pub located: LocatedStore,
    /// See [`Outcome`].
    pub regions: Regions,
    /// See [`Outcome`].
    pub rejects: Rejects,
    /// See [`Outcome`].
    pub notices: Vec<String>,
    /// See [`Outcome`].
    pub sources: Vec<Source>,
    /// See [`Outcome`].
    pub audit: Option<Vec<Audited>>,
    /// See [`Outcome`].
    pub gazetteer_files: BTreeMap<String, String>,
    /// See [`Outcome`].
    pub tally: Tally,
}

/// Reads, filters, geocodes and counts; `keep` says whether the incidents themselves are kept too.
///
/// # Errors
/// As [`run`].
#[expect(clippy::needless_pass_by_value, reason = "a run has its progress to itself")]
pub fn take_in(settings: &Settings, keep: bool, progress: Progress) -> Result<Intake> {
    let (gazetteer, left_out) = Gazetteer::with_files(&settings.gazetteer)?;
    let regions = settings.regions.as_deref().map_or_else(Regions::built_in, Regions::from_file)?;
    let geocoder = Geocoder::new(&gazetteer, geocode_options(settings, &gazetteer)?);
    let home = home_countries(settings, &regions)?;
    let mut kept = Kept::new(settings, keep);
    let (places, bar) = (Places::new(&geocoder, &regions, &home), progress.count("reading and placing incidents"));
    let report = if keep || settings.sample.is_some() || settings.merge_duplicates {
        read_all(
            settings,
            &gazetteer,
            &Locating { places: &places, settings, bare: settings.sample.is_none() && !settings.merge_duplicates },
            &mut |found| {
                bar.inc(found.incidents)?;
                kept.receive(found);
                Ok(())
            },
        )?
    } else {
        read_all(settings, &gazetteer, &Counting { places: &places, settings }, &mut |counted| {
            bar.inc(counted.tally.incidents)?;
            kept.absorb(counted);
            Ok(())
        })?
    };
    bar.end();
    let read::Report { mut rejects, mut notices, sources } = report;
    kept.end(&mut notices);
    tracing::info!(incidents = kept.tally.incidents, rejects = rejects.len(), "read");
    refuse_if_strict(settings, &rejects)?;
    let Kept { located, mut tally, accumulator, merged, .. } = kept;
    let located = located.finish();
    let audit = (settings.audit_coordinates && keep).then(|| audit::audit(&geocoder, &located));
    notices.extend(audit.as_deref().map(audit::summary));
    tracing::info!(located = tally.located, "geocoded");
    rejects.extend(left_out)?;
    tally.rows = sources.iter().map(|s| s.rows).sum();
    tally.rows_rejected = rejects.len() as u64;
    tally.filtered_out = tally.incidents - tally.kept() - merged;
    let origin = find_origin(settings, &geocoder, &regions)?;
    let gazetteer_files = fingerprints(settings)?;
    Ok(Intake { accumulator, origin, located, regions, rejects, notices, sources, audit, gazetteer_files, tally })
}

impl Intake {
    /// Measures what was taken in.
    ///
    /// # Errors
    /// Where no row can be used or none passes the filter (of a part of the incidents that is no fault), where the origin is
    /// the first incident and there is none, and where the dates span too many periods.
    pub fn measure(self, settings: &Settings) -> Result<Outcome> {
        refuse_if_all_bad(&self.rejects, &self.tally)?;
        refuse_if_none_left(&self.tally)?;
        let Self { accumulator, origin, located, regions, rejects, mut notices, sources, audit, .. } = self;
        let (gazetteer_files, tally) = (self.gazetteer_files, self.tally);
        let origin = origin.or_else(|| accumulator.first_incident()).ok_or_else(|| {
            Error::unknown("origin", "first", "no incident has both a date and a place: name an origin")
        })?;
        let by = settings.by.unwrap_or_else(|| fitting_length(accumulator.days()));
        let spread = accumulator.measured_from(origin, by).finish(&regions)?;
        tracing::info!(periods = spread.periods.len(), "measured");
        let duplicates = duplicates(settings, &located, &sources, &mut notices);
        Ok(Outcome { located, spread, regions, rejects, notices, sources, duplicates, audit, gazetteer_files, tally })
    }
}

/// Tables and articles; articles are told by their names and contents.
fn read_all<T: Take>(
    settings: &Settings,
    gazetteer: &Gazetteer,
    to: &T,
    then: &mut dyn FnMut(T::Taken) -> Result<()>,
) -> Result<read::Report> {
    let (articles, tables): (Vec<Input>, Vec<Input>) = settings.inputs.iter().cloned().partition(intake::is_article);
    let mut report = match tables.as_slice() {
        [] => read::Report::default(),
        tables => read::stream_to(tables, &settings.read, to, then)?,
    };
    if !articles.is_empty() {
        let options = IntakeOptions {
            encoding: settings.read.encoding,
            published: settings.published,
            within: settings.merge_within,
        };
        let told = intake::read(&articles, &options, gazetteer, &mut report)?;
        read::take_all(to, told).into_iter().try_for_each(then)?;
    }
    Ok(report)
}

/// The pairs of several inputs, and how many there are.
fn duplicates(
    settings: &Settings,
    located: &LocatedStore,
    sources: &[Source],
    notices: &mut Vec<String>,
) -> Option<Vec<Pair>> {
    if sources.len() < 2 || settings.merge_duplicates || located.is_empty() {
        return None;
    }
    let pairs = duplicate::pairs(located);
    if !pairs.is_empty() {
        notices.push(format!(
            "{} pairs of incidents of different inputs may be one (duplicates.csv): --merge-duplicates makes them one",
            pairs.len()
        ));
    }
    Some(pairs)
}

impl Tally {
    /// Counts an incident that passed the filter.
    fn take(&mut self, one: &Located) {
        *self.by_role.entry(one.role().name()).or_default() += 1;
        match &one.location {
            Location::Site(_) => self.located += 1,
            Location::Unlocated(reason) => *self.not_located.entry(reason.key()).or_default() += 1,
        }
    }

    /// Counts an incident that has a point.
    fn take_located(&mut self, role: Role) {
        *self.by_role.entry(role.name()).or_default() += 1;
        self.located += 1;
    }

    /// Adds all that another one counted.
    fn add(&mut self, other: Self) {
        self.incidents += other.incidents;
        self.located += other.located;
        other.not_located.into_iter().for_each(|(reason, n)| *self.not_located.entry(reason).or_default() += n);
        other.by_role.into_iter().for_each(|(role, n)| *self.by_role.entry(role).or_default() += n);
    }

    /// Incidents that passed the filter.
    pub fn kept(&self) -> u64 {
        self.located + self.not_located.values().sum::<u64>()
    }
}

fn refuse_if_none_left(tally: &Tally) -> Result<()> {
    if tally.kept() > 0 {
        return Ok(());
    }
    let sentence = format!(
        "none of the {} incidents passes the filter: widen --since, --until, --kind, --actor or --filter",
        tally.incidents
    );
    Err(Error::new(ErrorKind::Empty(sentence)))
}

fn geocode_options(settings: &Settings, gazetteer: &Gazetteer) -> Result<GeocodeOptions> {
    Ok(GeocodeOptions {
        min_confidence: settings.min_confidence,
        near: settings.near.as_deref().map(|words| wish::near(gazetteer, words)).transpose()?,
        countries: wish::countries(gazetteer, settings.countries.iter().map(String::as_str))?,
    })
}

fn refuse_if_strict(settings: &Settings, rejects: &Rejects) -> Result<()> {
    match rejects.first() {
        Some(first) if settings.strict => {
            Err(first_fault(first, &format!("{} bad rows in all, and --strict allows none", rejects.len())))
        }
        _ => Ok(()),
    }
}

/// A file of bad rows is an error, not an empty map.
fn refuse_if_all_bad(rejects: &Rejects, tally: &Tally) -> Result<()> {
    match rejects.first() {
        Some(first) if tally.incidents == 0 => {
            Err(first_fault(first, &format!("none of the {} rows can be used", rejects.len())))
        }
        _ => Ok(()),
    }
}

fn first_fault(first: &Reject, consequence: &str) -> Error {
    let told = format!("\"{}\": {}; {consequence}", first.value, first.why);
    let kind = match first.column.clone() {
        Some(column) => ErrorKind::Cell { sentence: format!("column {column}, {told}"), column },
        None => ErrorKind::Invalid(told),
    };
    Error::new(kind).in_file(&first.input).at_line(first.line)
}

/// The length of period that gives a readable number of them: days up to a month, weeks up to half a year, months up to
/// three years, quarters up to eight, else years.
fn fitting_length(days: Option<(Date, Date)>) -> PeriodLength {
    let Some((first, last)) = days else { return PeriodLength::Year };
    let days = first.until(last).map_or(i32::MAX, |span| span.get_days());
    match days {
        ..=31 => PeriodLength::Day,
        32..=183 => PeriodLength::Week,
        184..=1096 => PeriodLength::Month,
        1097..=2922 => PeriodLength::Quarter,
        _ => PeriodLength::Year,
    }
}

fn fingerprints(settings: &Settings) -> Result<BTreeMap<String, String>> {
    let fingerprint = |path: &std::path::PathBuf| {
        let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the gazetteer", e))?;
        Ok((path.display().to_string(), sha256_hex(&bytes)))
    };
    settings.gazetteer.iter().map(fingerprint).collect()
}
