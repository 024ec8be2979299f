//! What the gazetteer says of the names in one row, asked once.
//!
//! Comes in: a name as written. Goes out: the places that bear it. The words of a row are looked at from several sides (is this
//! a name as a whole, is it one without its last word), and the same look-up would otherwise be made again and again.

use std::cell::RefCell;
use std::rc::Rc;

use super::owner::Known;
use crate::gazetteer::postings::Countries;
use crate::gazetteer::{Entry, Gazetteer, Match, fold};
use crate::toponym::is_common;

/// Longer words, in bytes, are no name and are not looked up.
pub const LONGEST: usize = 400;

/// The names of one row.
#[derive(Debug)]
pub struct Names<'g> {
    gazetteer: &'g Gazetteer,
    thorough: bool,
    met: RefCell<Vec<(String, Rc<[Match<'g>]>)>>,
}

impl<'g> Names<'g> {
    /// Nothing looked up yet.
    pub fn new(gazetteer: &'g Gazetteer) -> Self {
        Self { gazetteer, thorough: true, met: RefCell::default() }
    }

    /// The names of one row of many, for which nothing is looked for that takes as long as a thousand rows.
    pub fn of_many(gazetteer: &'g Gazetteer) -> Self {
        Self { thorough: false, ..Self::new(gazetteer) }
    }

    /// Whether time may be taken.
    pub fn is_thorough(&self) -> bool {
        self.thorough
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> &'g Gazetteer {
        self.gazetteer
    }

    /// The places of a name.
    pub fn matches(&self, name: &str) -> Rc<[Match<'g>]> {
        if name.len() > LONGEST {
            return Rc::default();
        }
        if let Some((_, found)) = self.met.borrow().iter().find(|(met, _)| met == name) {
            return Rc::clone(found);
        }
        let found: Rc<[Match<'g>]> = self.gazetteer.lookup(name).into();
        self.met.borrow_mut().push((name.to_owned(), Rc::clone(&found)));
        found
    }

    /// The places of a name that may lie in some countries and pass a test, not remembered.
    pub fn each_of(
        &self,
        name: &str,
        countries: &Countries,
        passes: impl Fn(&Entry<'g>) -> bool,
        each: impl FnMut(Match<'g>),
    ) {
        if name.len() <= LONGEST {
            self.gazetteer.each_of(name, countries, passes, each);
        }
    }

    /// Whether a name is that of any place.
    pub fn knows(&self, name: &str) -> bool {
        !self.matches(name).is_empty()
    }
}

impl Known for Names<'_> {
    fn is_name(&self, words: &str) -> bool {
        self.knows(words)
    }

    fn is_said(&self, word: &str) -> bool {
        // "Tigray" is a people and a region: what some place is called is its name.
        !self.gazetteer.demonym(word).is_empty() || is_common(&fold::fold(word)) && !self.knows(word)
    }
}
