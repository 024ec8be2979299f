//! The states of parts, put together to that of the whole.
//!
//! Comes in: states with the names of their files. Goes out: settings and the outcome of one run over all rows.

use super::State;
use super::head::{Head, Place};
use crate::error::{Error, Reject, Result};
use crate::located::LocatedStore;
use crate::pipeline::{self, Intake, Outcome};
use crate::read::{Rejects, Source};
use crate::region::Regions;
use crate::settings::{OriginChoice, Settings};
use crate::spread::Origin;

/// Merges states, each with the name of its file: the settings they were made with and what one run over all rows would have
/// found; the incidents themselves where the states have them.
///
/// With incidents the order of the states tells nothing: they are taken in the order of the names of their inputs, and the
/// incidents stand by input and line.
///
/// # Errors
/// Where they were made with different settings, where some have incidents and some have none, and as [`Intake::measure`].
pub fn merge(mut states: Vec<(String, State)>) -> Result<(Settings, Outcome)> {
    let stores = incidents(&mut states)?;
    let mut states = states.into_iter();
    let Some((first_name, first)) = states.next() else {
        return Err(Error::invalid("there is nothing to merge: name the summaries of the parts"));
    };
    let asked = first.settings()?;
    let State { mut head, mut accumulator, .. } = first;
    let mut rejects = Rejects::default();
    take_rejects(&mut rejects, &head.rejects)?;
    for (name, state) in states {
        refuse_unless_same((&first_name, &asked), (&name, &state.settings()?))?;
        let State { head: other, accumulator: more, .. } = state;
        accumulator.merge(more);
        head.tally.add(&other.tally);
        take_sources(&mut head.sources, other.sources);
        take_rejects(&mut rejects, &other.rejects)?;
        let told: Vec<String> = other.notices.into_iter().filter(|one| !head.notices.contains(one)).collect();
        head.notices.extend(told);
    }
    let settings = head.flags.clone().settle()?;
    let regions = settings.regions.as_deref().map_or_else(Regions::built_in, Regions::from_file)?;
    let origin = origin(&settings, head.origin, &regions)?;
    let Head { files: gazetteer_files, tally, sources, notices, .. } = head;
    let (rows, rejected) = (sources.iter().fold(0, |sum: u64, s| sum.saturating_add(s.rows)), rejects.len() as u64);
    let tally = tally.tally(rows, rejected);
    let intake = Intake {
        accumulator,
        origin,
        located: LocatedStore::merged(stores),
        regions,
        rejects,
        notices,
        sources,
        audit: None,
        gazetteer_files,
        tally,
    };
    let outcome = intake.measure(&settings)?;
    Ok((settings, outcome))
}

/// Takes the incidents out of states that have them and sorts the states by the names of their inputs, those of one name by all
/// else that is told of them.
fn incidents(states: &mut [(String, State)]) -> Result<Vec<LocatedStore>> {
    let has = |state: &State| state.located.is_some();
    let Some((name, first)) = states.first() else { return Ok(Vec::new()) };
    if let Some((other, _)) = states.iter().find(|(_, state)| has(state) != has(first)) {
        let (with, without) = if has(first) { (name, other) } else { (other, name) };
        let sentence =
            format!("it has no incidents and {with} has: summarise all parts with --with-incidents, or none");
        return Err(Error::invalid(sentence).in_file(without));
    }
    if has(first) {
        states.sort_by_cached_key(|(_, State { head, .. })| {
            let inputs: Vec<String> = head.sources.iter().map(|source| source.input.clone()).collect();
            (inputs, head.rejects.clone(), head.notices.clone(), serde_json::to_string(head).unwrap_or_default())
        });
    }
    Ok(states.iter_mut().filter_map(|(_, state)| state.located.take()).collect())
}

/// Adds the sources of a part; parts of one table in memory are one source.
fn take_sources(sources: &mut Vec<Source>, more: Vec<Source>) {
    for source in more {
        let same = sources.iter_mut().find(|one| one.in_memory && source.in_memory && one.input == source.input);
        match same {
            Some(one) => one.absorb(&source),
            None => sources.push(source),
        }
    }
}

fn take_rejects(rejects: &mut Rejects, csv: &str) -> Result<()> {
    let damaged =
        |e: csv::Error| Error::invalid(format!("the rejected rows cannot be read ({e}): summarise the part again"));
    csv::Reader::from_reader(csv.as_bytes())
        .deserialize::<Reject>()
        .try_for_each(|row| rejects.push(row.map_err(damaged)?))
}

type Asked<'a> = (&'a str, &'a serde_json::Map<String, serde_json::Value>);

fn refuse_unless_same((first, asked): Asked<'_>, (name, other): Asked<'_>) -> Result<()> {
    let differs = asked.iter().find(|(key, value)| other.get(*key) != Some(value));
    let Some((key, value)) = differs else { return Ok(()) };
    let theirs = other.get(key).unwrap_or(&serde_json::Value::Null);
    let sentence = format!(
        "it was made with {key} = {theirs}, {first} with {key} = {value}: summarise all parts with the same settings"
    );
    Err(Error::invalid(sentence).in_file(name))
}

fn origin(settings: &Settings, named: Option<Place>, regions: &Regions) -> Result<Option<Origin>> {
    match &settings.origin {
        OriginChoice::Named(words) => {
            let found = named.and_then(Place::origin);
            let missing =
                || Error::unknown("origin", words.clone(), "the summary does not say where it is: make it again");
            found.map(Some).ok_or_else(missing)
        }
        choice => pipeline::unnamed_origin(choice, regions),
    }
}
