//! Rows to incidents, on any thread: what they are understood with never changes.
//!
//! Comes in: batches of rows. Goes out: what they became, with what is to be told of them.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use super::Take;
use super::names::Names;
use crate::error::Reject;
use crate::incident::Text;
use crate::read::batch::Batch;
use crate::read::memory::Memory;
use crate::read::merge::incidents;
use crate::read::notices::Notices;
use crate::read::row::{Layout, RowReader};
use crate::read::{Encoding, Entry, Numbered};

/// What rows are understood with, on any thread.
pub(super) struct Reading {
    pub names: Names,
    encoding: Encoding,
    memories: Mutex<Vec<Memory>>,
}

/// What some rows became.
pub(super) struct Converted<T> {
    pub taken: T,
    /// Entries whose incident hangs on other rows.
    pub held: Vec<(u64, Entry)>,
    pub rejects: Vec<Reject>,
    pub notices: Notices,
    pub making: Notices,
    pub kinds: BTreeSet<Arc<str>>,
    pub rows: u64,
}

impl Reading {
    pub fn new(names: Names, encoding: Encoding) -> Self {
        Self { names, encoding, memories: Mutex::default() }
    }

    /// Understands some batches, on all threads; `start` is the number of the first row among all.
    pub fn convert<T: Take>(
        &self,
        batches: Vec<Batch>,
        start: u64,
        layout: &Layout,
        to: &T,
    ) -> Vec<Converted<T::Taken>> {
        let starts = batches.iter().scan(start, |next, batch| {
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
}

/// The incidents of one entry.
pub(super) fn made(id: Text, row: u64, entry: Entry, making: &mut Notices, ready: &mut dyn FnMut(Numbered)) {
    let fingerprint = entry.fingerprint;
    let made = incidents(id, vec![entry], making);
    for incident in made {
        ready(Numbered { row, fingerprint, incident });
    }
}
