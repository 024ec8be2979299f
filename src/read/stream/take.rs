//! What is made of incidents where they are read.
//!
//! Comes in: incidents one by one, on many threads. Goes out: what becomes of those of a batch.

use crate::read::Numbered;

/// What is made of incidents on the threads that read them, before anything goes on in the order of the rows.
pub trait Take: Sync {
    /// What some incidents become.
    type Taken: Send;

    /// Nothing taken yet of about so many incidents.
    fn nothing(&self, incidents: usize) -> Self::Taken;

    /// Takes one incident; those of one batch come in the order of their rows.
    fn take(&self, into: &mut Self::Taken, one: Numbered);
}

/// Incidents as they are.
#[derive(Debug, Clone, Copy)]
pub struct AsTheyAre;

impl Take for AsTheyAre {
    type Taken = Vec<Numbered>;

    fn nothing(&self, incidents: usize) -> Vec<Numbered> {
        Vec::with_capacity(incidents)
    }

    fn take(&self, into: &mut Vec<Numbered>, one: Numbered) {
        into.push(one);
    }
}
