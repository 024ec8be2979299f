//! The second pass: rows to incidents, a few thousand at a time, cut on one thread and understood on all, while those before are taken.
//!
//! Comes in: [`Input`]s. Goes out: incidents in batches, and a [`Report`]. Rows that share their id with others are held back until
//! all are read; all else goes out in the order of the rows.

mod names;
mod reading;
mod take;

pub use take::{AsTheyAre, Take, take_all};

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use self::names::Names;
use self::reading::{Converted, Reading, made};
use super::batch::Batch;
use super::merge::Gathering;
use super::notices::Notices;
use super::parts::Parts;
use super::sheet::Sheet;
use super::source::Part;
use super::survey::{Surveyed, survey};
use super::wording::clip;
use super::{Entry, Input, Numbered, ReadOptions, Report, Source};
use crate::error::{Error, Reject, Result};

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
    let passed_over = parts.notices();
    let mut ids = Vec::new();
    let mut tables = Vec::with_capacity(parts.tables.len());
    for part in parts.tables {
        let name = part.name.clone();
        tables.push(survey(part, options, &mut ids).map_err(|error| in_part(error, &name))?);
    }
    let names = Names::new(ids, tables.len() > 1);
    let reading = Reading::new(names, options.encoding);
    let mut run = Run::default();
    run.report.notices.extend(passed_over);
    for table in tables {
        run.table(table, &reading, options, to, then)?;
    }
    run.finish(to, then)
}

/// The error with the name of the part, where it has none.
pub(super) fn in_part(error: Error, name: &str) -> Error {
    if error.path.is_some() { error } else { error.in_file(name) }
}

/// A reading under way.
#[derive(Default)]
struct Run {
    gathering: Gathering,
    /// The ids that were made for rows that hang on others.
    made: HashSet<String>,
    /// What is told of the making of incidents, whatever their input.
    making: Notices,
    /// How many rows were given to be understood.
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

impl Run {
    /// Reads the rows of a table.
    fn table<T: Take>(
        &mut self,
        table: Surveyed,
        reading: &Reading,
        options: &ReadOptions,
        to: &T,
        then: &mut dyn FnMut(T::Taken) -> Result<()>,
    ) -> Result<()> {
        let Surveyed { part, layout, source, notices } = table;
        let mut sheet = Sheet::open(&part, options).map_err(|error| in_part(error, &part.name))?;
        let mut told = Told { source, notices, kinds: BTreeSet::new() };
        let (mut ahead, mut ready) = (some(&mut sheet), Vec::new());
        while !(ahead.is_empty() && ready.is_empty()) {
            let (start, mut next) = (self.rows, (Vec::new(), Vec::new()));
            self.rows += ahead.iter().map(|batch| batch.len() as u64).sum::<u64>();
            rayon::in_place_scope(|scope| {
                scope.spawn(|_| {
                    next = rayon::join(|| some(&mut sheet), || reading.convert(ahead, start, &layout, to));
                });
                ready.into_iter().try_for_each(|one| then(self.accept(one, reading, &mut told, to)?))
            })?;
            (ahead, ready) = next;
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
    fn accept<T: Take>(
        &mut self,
        converted: Converted<T::Taken>,
        reading: &Reading,
        told: &mut Told,
        to: &T,
    ) -> Result<T::Taken> {
        let Converted { mut taken, held, rejects, notices, making, kinds, rows } = converted;
        let source = &mut told.source;
        source.rows += rows;
        source.rejected += rejects.len() as u64;
        source.used += rows - rejects.len() as u64 - held.len() as u64;
        for (row, entry) in held {
            let is_new = self.hold(row, entry, &reading.names, &mut |one| to.take(&mut taken, one));
            source.used += u64::from(is_new);
            source.repeated += u64::from(!is_new);
        }
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

    /// Takes an entry whose incident hangs on other rows; false where it repeats one.
    fn hold(&mut self, row: u64, mut entry: Entry, names: &Names, ready: &mut dyn FnMut(Numbered)) -> bool {
        if let Some(id) = entry.id.take() {
            return self.gathering.add(id, row, entry);
        }
        let id = names.make(entry.claim.line, &mut self.made);
        made(id.into(), row, entry, &mut self.making, ready);
        true
    }

    fn finish<T: Take>(mut self, to: &T, then: &mut dyn FnMut(T::Taken) -> Result<()>) -> Result<Report> {
        take_all(to, self.gathering.finish(&mut self.making)).into_iter().try_for_each(then)?;
        self.report.notices.extend(self.making.lines());
        Ok(self.report)
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
