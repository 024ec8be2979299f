//! The figures of a part of the incidents, on their way to those of the whole: one part a machine, or one a file.
//!
//! Comes in: settings and the incidents of a part. Goes out: a [`State`], as bytes and back (docs/scale.md has the layout);
//! several of the same settings merge to what one run over all rows gives.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::earth::LonLat;
use crate::error::{Error, Reject, Result};
use crate::fingerprint::sha256_hex;
use crate::located::LocatedStore;
use crate::pipeline::{self, Intake, Outcome, Tally};
use crate::progress::Progress;
use crate::read::{Input, Rejects, Source};
use crate::region::Regions;
use crate::settings::{Flags, OriginChoice, Settings};
use crate::spread::{Accumulator, Origin};

/// What a file begins with.
pub const MAGIC: [u8; 8] = *b"incistat";
/// The version of the layout.
pub const VERSION: u32 = 3;
/// Magic, version, SHA-256 of what follows.
const FRONT: usize = 8 + 4 + 32;

/// A part of the incidents: what is needed of them to measure, and, if that was asked for, themselves.
#[derive(Debug)]
pub struct State {
    head: Head,
    accumulator: Accumulator,
    located: Option<LocatedStore>,
}

/// All but the records.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    /// The program that made it.
    program: String,
    /// What was asked for.
    flags: Flags,
    /// The SHA-256 of files that decide what is found: gazetteers, regions.
    files: BTreeMap<String, String>,
    /// A named origin as it was found.
    origin: Option<Place>,
    tally: Counts,
    sources: Vec<Source>,
    /// The rejected rows as CSV.
    rejects: String,
    notices: Vec<String>,
}

/// A named origin. The degrees are texts, which come back to the last bit.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    name: String,
    lon: String,
    lat: String,
    how: String,
}

/// A [`Tally`].
#[derive(Debug, Serialize, Deserialize)]
struct Counts {
    incidents: u64,
    located: u64,
    not_located: BTreeMap<String, u64>,
    by_role: BTreeMap<String, u64>,
}

/// The keys that a tally counts by.
const KEYS: [&str; 9] = [
    "no_place",
    "not_found",
    "too_vague",
    "several_places",
    "doubtful",
    "operation",
    "response",
    "statement",
    "context",
];

impl State {
    /// Reads, places and counts the incidents of a part.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn of(flags: Flags, progress: Progress) -> Result<Self> {
        let settings = flags.clone().settle()?;
        Self::taken_in(flags, &settings, false, progress)
    }

    /// The same with the incidents themselves, so that all that is made of incidents can be made of the merged parts.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn with_incidents(flags: Flags, progress: Progress) -> Result<Self> {
        let settings = flags.clone().settle()?;
        if settings.audit_coordinates {
            return Err(Error::invalid("incidents are kept without their audit: leave --audit-coordinates out"));
        }
        Self::taken_in(flags, &settings, true, progress)
    }

    /// The same of inputs that no flag can name: tables in memory, with or without the incidents themselves. The flags name
    /// something as their input, so that they are not those of the built-in incidents.
    ///
    /// # Errors
    /// As [`pipeline::run`].
    pub fn of_inputs(flags: Flags, inputs: Vec<Input>, incidents: bool, progress: Progress) -> Result<Self> {
        let settings = Settings { inputs, ..flags.clone().settle()? };
        Self::taken_in(flags, &settings, incidents, progress)
    }

    fn taken_in(flags: Flags, settings: &Settings, keep: bool, progress: Progress) -> Result<Self> {
        if settings.sample.is_some() || settings.merge_duplicates {
            let sentence =
                "samples and duplicates hang on all parts together: leave --sample and --merge-duplicates out";
            return Err(Error::invalid(sentence));
        }
        let Intake { accumulator, origin, located, rejects, notices, sources, gazetteer_files, tally, .. } =
            pipeline::take_in(settings, keep, progress)?;
        let mut files = gazetteer_files;
        if let Some(path) = &settings.regions {
            files.insert(path.display().to_string(), fingerprint(path)?);
        }
        let named = matches!(settings.origin, OriginChoice::Named(_));
        let origin = origin.filter(|_| named).and_then(Place::of);
        let program = concat!("incimap ", env!("CARGO_PKG_VERSION")).to_owned();
        let tally = Counts::of(&tally);
        let rejects = written(&rejects)?;
        let head = Head { program, flags, files, origin, tally, sources, rejects, notices };
        Ok(Self { head, accumulator, located: keep.then_some(located) })
    }

    /// Whether rows of the part were rejected.
    pub fn has_rejects(&self) -> bool {
        self.head.rejects.lines().count() > 1
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// Where a path among the settings is no Unicode.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let head =
            serde_json::to_vec(&self.head).map_err(|e| Error::invalid(format!("cannot keep the settings: {e}")))?;
        let mut body = (head.len() as u64).to_le_bytes().to_vec();
        body.extend(head);
        let records = self.accumulator.to_bytes();
        body.extend((records.len() as u64).to_le_bytes());
        body.extend(records);
        body.push(u8::from(self.located.is_some()));
        body.extend(self.located.iter().flat_map(LocatedStore::to_bytes));
        let mut out = MAGIC.to_vec();
        out.extend(VERSION.to_le_bytes());
        out.extend(Sha256::digest(&body));
        out.extend(body);
        Ok(out)
    }

    /// What a file holds.
    ///
    /// # Errors
    /// Where it is no state, is of another version, or was damaged: one sentence with the way out.
    pub fn of_bytes(bytes: &[u8]) -> Result<Self> {
        let again = "summarise the part again";
        let (head, rest) = section(checked(bytes)?, "settings")?;
        let (records, rest) = section(rest, "records")?;
        let located = match rest.split_first() {
            Some((0, [])) => None,
            Some((1, incidents)) => Some(LocatedStore::of_bytes(incidents)?),
            _ => return Err(Error::invalid(format!("it is not told whether there are incidents: {again}"))),
        };
        let head: Head = serde_json::from_slice(head)
            .map_err(|e| Error::invalid(format!("the settings cannot be read ({e}): {again}")))?;
        let options = head.flags.clone().settle()?.spread;
        Ok(Self { head, accumulator: Accumulator::of_bytes(records, options)?, located })
    }

    /// What was asked for, without what may differ from part to part: the inputs and where to write.
    fn settings(&self) -> Result<serde_json::Map<String, serde_json::Value>> {
        let bare = Flags { input: Vec::new(), output: None, strict: None, ..self.head.flags.clone() };
        let value =
            serde_json::to_value(bare).map_err(|e| Error::invalid(format!("cannot compare the settings: {e}")))?;
        let mut map = value.as_object().cloned().unwrap_or_default();
        map.insert("program".to_owned(), self.head.program.as_str().into());
        map.insert("files".to_owned(), serde_json::json!(self.head.files));
        map.insert("built-in incidents".to_owned(), self.head.flags.input.is_empty().into());
        Ok(map)
    }
}

/// A part of the file with its length before it, and what follows.
fn section<'a>(bytes: &'a [u8], what: &str) -> Result<(&'a [u8], &'a [u8])> {
    let again = "summarise the part again";
    let (length, rest) =
        bytes.split_first_chunk::<8>().ok_or_else(|| Error::invalid(format!("the file is cut short: {again}")))?;
    let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
    rest.split_at_checked(length)
        .ok_or_else(|| Error::invalid(format!("the {what} reach beyond the end of the file: {again}")))
}

/// The bytes after the checksum, if it is right.
fn checked(bytes: &[u8]) -> Result<&[u8]> {
    let rest = bytes
        .strip_prefix(&MAGIC)
        .ok_or_else(|| Error::invalid("this is no summary of incimap: make one with incimap summarise"))?;
    let (version, rest) = rest.split_first_chunk::<4>().ok_or_else(cut_short)?;
    let version = u32::from_le_bytes(*version);
    if version != VERSION {
        let sentence =
            format!("the summary has layout {version}, this program reads {VERSION}: make both with one version");
        return Err(Error::invalid(sentence));
    }
    let (sum, body) = rest.split_first_chunk::<32>().ok_or_else(cut_short)?;
    if Sha256::digest(body)[..] != sum[..] {
        let way_out = "copy it again, or summarise the part again";
        return Err(Error::invalid(format!("the file was damaged or cut short since it was written: {way_out}")));
    }
    Ok(body)
}

fn cut_short() -> Error {
    Error::invalid(format!("the file is shorter than the {FRONT} bytes that a summary begins with: copy it again"))
}

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

/// The rejected rows as CSV.
fn written(rejects: &Rejects) -> Result<String> {
    let mut csv = Vec::new();
    rejects.write_csv(&mut csv).map_err(|e| Error::io("rejects.csv", "keep the rejected rows", e))?;
    String::from_utf8(csv).map_err(|e| Error::invalid(format!("cannot keep the rejected rows: {e}")))
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

fn fingerprint(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|e| Error::io(path, "read the regions", e))?;
    Ok(sha256_hex(&bytes))
}

impl Place {
    fn of(origin: Origin) -> Option<Self> {
        let Origin::Point { name, at, how } = origin else { return None };
        Some(Self { name, lon: at.lon().to_string(), lat: at.lat().to_string(), how })
    }

    fn origin(self) -> Option<Origin> {
        let at = LonLat::new(self.lon.parse().ok()?, self.lat.parse().ok()?).ok()?;
        Some(Origin::Point { name: self.name, at, how: self.how })
    }
}

impl Counts {
    fn of(tally: &Tally) -> Self {
        let named = |counts: &BTreeMap<&'static str, u64>| counts.iter().map(|(k, n)| ((*k).to_owned(), *n)).collect();
        Self {
            incidents: tally.incidents,
            located: tally.located,
            not_located: named(&tally.not_located),
            by_role: named(&tally.by_role),
        }
    }

    fn add(&mut self, other: &Self) {
        self.incidents = self.incidents.saturating_add(other.incidents);
        self.located = self.located.saturating_add(other.located);
        let both = [(&mut self.not_located, &other.not_located), (&mut self.by_role, &other.by_role)];
        for (mine, theirs) in both {
            for (key, count) in theirs {
                let sum = mine.entry(key.clone()).or_default();
                *sum = sum.saturating_add(*count);
            }
        }
    }

    fn tally(&self, rows: u64, rows_rejected: u64) -> Tally {
        let known = |counts: &BTreeMap<String, u64>| -> BTreeMap<&'static str, u64> {
            KEYS.iter().filter_map(|key| Some((*key, *counts.get(*key)?))).collect()
        };
        let (not_located, by_role) = (known(&self.not_located), known(&self.by_role));
        let mut tally = Tally {
            rows,
            rows_rejected,
            incidents: self.incidents,
            located: self.located,
            not_located,
            by_role,
            ..Tally::default()
        };
        tally.filtered_out = tally.incidents.saturating_sub(tally.kept());
        tally
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::{Role, Unlocated};

    #[test]
    fn every_key_of_a_tally_comes_back() {
        let why = String::new;
        let reasons = [
            Unlocated::NoPlace,
            Unlocated::NotFound(why()),
            Unlocated::TooVague(why()),
            Unlocated::Several(why()),
            Unlocated::Doubtful(why()),
        ];
        for key in reasons.iter().map(Unlocated::key).chain(Role::ALL.map(Role::name)) {
            assert!(KEYS.contains(&key), "{key}");
        }
    }

    #[test]
    fn what_is_no_state_is_refused_in_a_sentence() {
        for (bytes, words) in [
            (&b"id,date\n"[..], "no summary of incimap"),
            (b"incistat", "copy it again"),
            (b"incistat\x02\0\0\0", "layout 2"),
            (&[&b"incistat\x03\0\0\0"[..], &[7; 40]].concat(), "damaged or cut short"),
        ] {
            let told = State::of_bytes(bytes).unwrap_err().to_string();
            assert!(told.contains(words), "{told}");
        }
    }
}
