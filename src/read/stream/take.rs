//! What is made of incidents where they are read.
//!
//! Comes in: incidents one by one, on many threads. Goes out: what becomes of those of a batch.

use rayon::prelude::*;

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

/// Takes incidents that are there already, some on each thread; what they become, in their order.
pub fn take_all<T: Take>(to: &T, incidents: Vec<Numbered>) -> Vec<T::Taken> {
    let some = incidents.into_par_iter().chunks(AT_ONCE).map(|some| {
        let mut taken = to.nothing(some.len());
        for one in some {
            to.take(&mut taken, one);
        }
        taken
    });
    some.collect()
}

/// How many are taken in one go.
const AT_ONCE: usize = 2048;

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
