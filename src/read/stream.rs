//! The second pass: rows to incidents, a few thousand at a time, cut on one thread and understood on all.
//!
//! Comes in: [`Input`]s. Goes out: incidents in batches, and a [`Report`]. Rows that share their id with others are held back until
//! all are read; all else goes out in the order of the rows.

mod names;
mod take;

pub use take::{AsTheyAre, Take};

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use self::names::Names;
use super::batch::Batch;
use super::memory::Memory;
use super::merge::{Gathering, incidents};
use super::notices::Notices;
use super::row::{Layout, RowReader};
use super::sheet::Sheet;
use super::source::{Part, Parts};
use super::survey::{Surveyed, survey};
use super::wording::clip;
use super::{Encoding, Entry, Input, Numbered, ReadOptions, Report, Source};
use crate::error::{Error, Reject, Result};
use crate::incident::Text;

/// How many words that are no kind are kept for the remark about them.
const MOST_KINDS: usize = 1000;

/// Reads every input and gives its incidents, a few thousand at a time; memory does not follow the size of the inputs.
///
/// Incidents come in the order of their rows, but for those of several rows, which come last; sort by [`Numbered::row`] where
/// the order matters. Inputs that change while they are read are told.
///
/// # Errors
/// Where an input cannot be opened, is empty, has neither a place nor coordinates among its columns, got shorter while it was
/// read, or `take` says so. A bad row is no error: it is in [`Report::rejects`].
///
/// # Example
/// ```
/// use incimap::read::{Input, ReadOptions, stream};
///
/// let mut count = 0;
/// let report = stream(&[Input::BuiltIn], &ReadOptions::default(), &mut |batch| {
///     count += batch.len();
///     Ok(())
/// })?;
/// assert!(count > 30 && report.rejects.is_empty());
/// # Ok::<(), incimap::error::Error>(())
/// ```
pub fn stream(
    inputs: &[Input],
    options: &ReadOptions,
    take: &mut dyn FnMut(Vec<Numbered>) -> Result<()>,
) -> Result<Report> {
    stream_to(inputs, options, &AsTheyAre, take)
}

/// The same with something made of each incident where it is read, on all threads; `then` gets what was made, batch by batch, in
/// the order of the rows.
///
/// # Errors
/// As [`stream`].
pub fn stream_to<T: Take>(
    inputs: &[Input],
    options: &ReadOptions,
    to: &T,
    then: &mut dyn FnMut(T::Taken) -> Result<()>,
) -> Result<Report> {
    let parts = Parts::of(inputs)?;
    let mut ids = Vec::new();
    let mut tables = Vec::with_capacity(parts.parts.len());
    for part in parts.parts {
        let name = part.name.clone();
        tables.push(survey(part, options, &mut ids).map_err(|error| in_part(error, &name))?);
    }
    let mut run = Run::new(ids, tables.len() > 1, options.encoding);
    for (folder, count) in parts.passed_over {
        run.report.notices.push(format!("{folder}: {count} files that are no tables are passed over"));
    }
    for table in tables {
        run.table(table, options, to, then)?;
    }
    run.finish(to, then)
}

/// The error with the name of the part, where it has none.
pub(super) fn in_part(error: Error, name: &str) -> Error {
    if error.path.is_some() { error } else { error.in_file(name) }
}

/// A reading under way.
struct Run {
    names: Names,
    encoding: Encoding,
    memories: Mutex<Vec<Memory>>,
    gathering: Gathering,
    /// What is told of the making of incidents, whatever their input.
    making: Notices,
    rows: u64,
    report: Report,
}

/// What is said of a table while it is read.
struct Told {
    source: Source,
    notices: Notices,
    /// Words that are no kind of the list.
    kinds: BTreeSet<Arc<str>>,
}

/// What some rows became.
struct Converted<T> {
    taken: T,
    /// Entries whose incident hangs on other rows.
    held: Vec<(u64, Entry)>,
    rejects: Vec<Reject>,
    notices: Notices,
    making: Notices,
    kinds: BTreeSet<Arc<str>>,
    rows: u64,
}

impl Run {
    fn new(ids: Vec<u64>, several_tables: bool, encoding: Encoding) -> Self {
        Self {
            names: Names::new(ids, several_tables),
            encoding,
            memories: Mutex::default(),
            gathering: Gathering::default(),
            making: Notices::default(),
            rows: 0,
            report: Report::default(),
        }
    }

    /// Reads the rows of a table.
    fn table<T: Take>(
        &mut self,
        table: Surveyed,
        options: &ReadOptions,
        to: &T,
        then: &mut dyn FnMut(T::Taken) -> Result<()>,
    ) -> Result<()> {
        let Surveyed { part, layout, source, notices } = table;
        let mut sheet = Sheet::open(&part, options).map_err(|error| in_part(error, &part.name))?;
        let mut told = Told { source, notices, kinds: BTreeSet::new() };
        let mut ahead = some(&mut sheet);
        while !ahead.is_empty() {
            let (next, done) = rayon::join(|| some(&mut sheet), || self.convert(ahead, &layout, to));
            ahead = next;
            for converted in done {
                then(self.accept(converted, &mut told, to)?)?;
            }
        }
        self.cut_off(&sheet, &mut told)?;
        tell_growth(&part, &mut told.notices)?;
        tell_kinds(&told.kinds, &mut told.notices);
        let Told { source, mut notices, .. } = told;
        if source.repeated > 0 {
            notices.tell(format!("{} rows repeat an earlier row with the same id: counted once", source.repeated));
        }
        self.report.notices.extend(notices.sentences(&part.name));
        self.report.sources.push(source);
        Ok(())
    }

    /// Counts what some rows became; gives what was made of the incidents that are ready.
    fn accept<T: Take>(&mut self, converted: Converted<T::Taken>, told: &mut Told, to: &T) -> Result<T::Taken> {
        let Converted { mut taken, held, rejects, notices, making, kinds, rows } = converted;
        let source = &mut told.source;
        source.rows += rows;
        source.rejected += rejects.len() as u64;
        source.used += rows - rejects.len() as u64 - held.len() as u64;
        for (row, entry) in held {
            let is_new = self.hold(row, entry, &mut |one| to.take(&mut taken, one));
            source.used += u64::from(is_new);
            source.repeated += u64::from(!is_new);
        }
        self.rows += rows;
        self.report.rejects.extend(rejects)?;
        told.notices.absorb(notices);
        self.making.absorb(making);
        if told.kinds.len() < MOST_KINDS {
            told.kinds.extend(kinds);
        }
        Ok(taken)
    }

    /// One more reject where the bytes ended too early.
    fn cut_off(&mut self, sheet: &Sheet, told: &mut Told) -> Result<()> {
        let Some(failure) = sheet.failure() else { return Ok(()) };
        told.source.rows += 1;
        told.source.rejected += 1;
        self.report.rejects.push(Reject {
            input: told.source.input.clone(),
            line: sheet.line(),
            column: None,
            value: String::new(),
            why: format!("{failure}: the rows before were used; copy or download the file again"),
        })
    }

    /// Understands some batches, on all threads.
    fn convert<T: Take>(&self, batches: Vec<Batch>, layout: &Layout, to: &T) -> Vec<Converted<T::Taken>> {
        let starts = batches.iter().scan(self.rows, |next, batch| {
            let start = *next;
            *next += batch.len() as u64;
            Some(start)
        });
        let starts: Vec<u64> = starts.collect();
        let batches = batches.into_par_iter().zip(starts);
        batches.map(|(batch, start)| self.convert_one(batch, start, layout, to)).collect()
    }

    /// Understands a batch; `start` is the number of its first row among all.
    fn convert_one<T: Take>(&self, batch: Batch, start: u64, layout: &Layout, to: &T) -> Converted<T::Taken> {
        let mut notices = Notices::default();
        let rows = batch.decode(self.encoding, &mut notices);
        let mut memory = self.memories().pop().unwrap_or_default();
        let mut reader = RowReader::new(layout, &mut memory);
        let mut out = Converted {
            taken: to.nothing(rows.len()),
            held: Vec::new(),
            rejects: Vec::new(),
            notices: Notices::default(),
            making: Notices::default(),
            kinds: BTreeSet::new(),
            rows: rows.len() as u64,
        };
        for (number, row) in (start..).zip(rows.iter()) {
            match reader.read(row) {
                Ok(entry) if self.names.hangs(&entry) => out.held.push((number, entry)),
                Ok(mut entry) => {
                    let id = entry.id.take().unwrap_or_else(|| self.names.free(entry.claim.line, |_| false).into());
                    made(id, number, entry, &mut out.making, &mut |one| to.take(&mut out.taken, one));
                }
                Err(reject) => out.rejects.push(reject),
            }
        }
        out.kinds = reader.strange_kinds;
        notices.absorb(reader.notices);
        out.notices = notices;
        self.memories().push(memory);
        out
    }

    fn memories(&self) -> std::sync::MutexGuard<'_, Vec<Memory>> {
        self.memories.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes an entry whose incident hangs on other rows; false where it repeats one.
    fn hold(&mut self, row: u64, mut entry: Entry, ready: &mut dyn FnMut(Numbered)) -> bool {
        if let Some(id) = entry.id.take() {
            return self.gathering.add(id, row, entry);
        }
        let id = self.names.make(entry.claim.line);
        made(id.into(), row, entry, &mut self.making, ready);
        true
    }

    fn finish<T: Take>(mut self, to: &T, then: &mut dyn FnMut(T::Taken) -> Result<()>) -> Result<Report> {
        let last = self.gathering.finish(&mut self.making);
        let mut taken = to.nothing(last.len());
        for one in last {
            to.take(&mut taken, one);
        }
        then(taken)?;
        self.report.notices.extend(self.making.lines());
        Ok(self.report)
    }
}

/// The incidents of one entry.
fn made(id: Text, row: u64, entry: Entry, making: &mut Notices, ready: &mut dyn FnMut(Numbered)) {
    let fingerprint = entry.fingerprint;
    let made = incidents(id, vec![entry], making);
    for incident in made {
        ready(Numbered { row, fingerprint, incident });
    }
}

/// Tells that a file grew while it was read.
///
/// # Errors
/// Where it got shorter: then the two passes saw different bytes.
fn tell_growth(part: &Part, notices: &mut Notices) -> Result<()> {
    match part.growth() {
        0 => {}
        ..0 => {
            let sentence = "the file got shorter while it was read: run again once it is complete";
            return Err(Error::invalid(sentence).in_file(part.name.clone()));
        }
        more => notices.tell(format!(
            "the file grew by {more} bytes while it was read: the first {} were used, of which the last row may be incomplete; run \
             again for the rest",
            part.bytes
        )),
    }
    Ok(())
}

/// Some batches for each thread; none at the end.
fn some(sheet: &mut Sheet) -> Vec<Batch> {
    (0..2 * rayon::current_num_threads().max(1)).map_while(|_| sheet.batch()).collect()
}

/// Tells of words that are no kind of the list.
fn tell_kinds(kinds: &BTreeSet<Arc<str>>, notices: &mut Notices) {
    let shown: Vec<String> = kinds.iter().take(20).map(|kind| format!("\"{}\"", clip(kind, 60))).collect();
    match (shown.as_slice(), kinds.len().saturating_sub(shown.len())) {
        ([], _) => {}
        ([kind], _) => notices.tell(format!("kind {kind} is not in the list: counted as an operation")),
        (_, more) => {
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let kinds = shown.join(", ");
            notices.tell(format!("kinds {kinds}{more} are not in the list: counted as operations"));
        }
    }
}
