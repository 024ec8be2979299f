//! All names of a document, resolved together.
//!
//! Comes in: a text and the spans of the names in it. Goes out: an [`Answer`] a span: a place with its confidence and the
//! candidates that lost, or why there is none.
//!
//! The steps: `surface` cleans a mention and reads the words beside it; `known` looks the name up; `scene` puts the
//! mentions of one meaning together; `belief` and `votes` let the names decide each other, by the `weights`; `stand_in` finds
//! what stands for an unknown one; `outcome` states the answer. A long document is read in sections, so that the work grows with its length only.

mod belief;
mod candidate;
#[cfg(test)]
mod features;
mod holds;
mod known;
mod outcome;
mod prior;
mod scene;
mod stand_in;
mod surface;
mod votes;
mod weights;

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use super::atlas::Atlas;
use crate::earth::LonLat;
use crate::gazetteer::Gazetteer;
use crate::incident::CountryCode;
use belief::Belief;
pub use known::GREAT_CITY;
use known::{Memory, Ways};
use outcome::Evidence;
pub use outcome::{Outcome, Placed, Rival};
use prior::Prior;
use scene::{Finder, Group};
use stand_in::Places;

/// Mentions that are resolved together; a longer document is read in sections of so many.
const SECTION: usize = 256;
/// A name may be none of its candidates with at least this probability before another place can stand for it.
const LEAST_NONE: f64 = 0.05;

/// Finds places for the names of documents.
#[derive(Debug)]
pub struct DocumentGeocoder<'g> {
    atlas: Atlas<'g>,
    options: DocumentOptions,
    prior: Prior,
    memories: Mutex<Vec<Memory<'g>>>,
}

/// How to resolve.
#[derive(Debug, Clone, Default)]
pub struct DocumentOptions {
    /// Answers less sure than this are withheld; 0 keeps all.
    pub min_confidence: f64,
    /// Where the documents' places are likelier to be.
    pub near: Option<LonLat>,
    /// Countries in which the documents' places are likelier to be.
    pub countries: Vec<CountryCode>,
    /// Leaves adjectives and peoples ("Syrian") unresolved.
    pub no_demonyms: bool,
    /// Takes names as they are written: no other transliterations, no typing errors. For names that were found in a text by being
    /// in the gazetteer, and for speed.
    pub as_written: bool,
    /// Gives places without the reasons and the candidates that lost.
    pub places_only: bool,
}

/// What a mention was resolved to.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The span of the mention in the text, in bytes.
    pub span: Range<usize>,
    /// Its place, or why there is none; shared by the mentions of one meaning.
    pub outcome: Arc<Outcome>,
}

impl<'g> DocumentGeocoder<'g> {
    /// A geocoder of documents over a gazetteer.
    pub fn new(gazetteer: &'g Gazetteer, options: DocumentOptions) -> Self {
        let prior = Prior::new(options.near, &options.countries);
        Self { atlas: Atlas::new(gazetteer), options, prior, memories: Mutex::default() }
    }

    /// Resolves the mentions of a document together: one answer each, in their order. Spans are in bytes; one that is out of
    /// range or cuts a character is answered by [`Outcome::place`] none. Safe to call from many threads; the answers do not depend on
    /// what was resolved before.
    ///
    /// # Example
    /// ```
    /// use incimap::gazetteer::Gazetteer;
    /// use incimap::geocode::document::{DocumentGeocoder, DocumentOptions};
    ///
    /// let gazetteer = Gazetteer::built_in()?;
    /// let geocoder = DocumentGeocoder::new(&gazetteer, DocumentOptions::default());
    /// let text = "A fire in Paris, Texas, is out. Paris has 24,000 people.";
    /// let answers = geocoder.resolve(text, &[10..15, 17..22, 32..37]);
    /// let place = answers[2].outcome.place.as_ref().unwrap();
    /// assert_eq!((place.name.as_str(), place.admin1.as_deref()), ("Paris", Some("Texas")));
    /// # Ok::<(), incimap::error::Error>(())
    /// ```
    pub fn resolve(&self, text: &str, spans: &[Range<usize>]) -> Vec<Answer> {
        let mut memory = self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut answers = Vec::with_capacity(spans.len());
        for section in spans.chunks(SECTION) {
            self.section(text, section, &mut memory, &mut answers);
        }
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        answers
    }

    fn section(&self, text: &str, spans: &[Range<usize>], memory: &mut Memory<'g>, answers: &mut Vec<Answer>) {
        let ways = Ways { demonyms: !self.options.no_demonyms, alike: !self.options.as_written };
        let mut finder = Finder { gazetteer: self.atlas.gazetteer(), memory, ways };
        let scene = scene::scene(text, spans, &mut finder);
        let beliefs = belief::settle(&scene, &self.prior);
        let is_doubtful = |belief: &Belief| belief.picks.is_empty() || belief.none > LEAST_NONE;
        let places = beliefs.iter().any(is_doubtful).then(|| Places::of(&scene, &beliefs));
        let outcome = |(at, (group, belief)): (usize, (&Group<'g>, &Belief))| {
            let places = places.as_ref().filter(|_| is_doubtful(belief));
            let stand_in = places.and_then(|places| places.stand_in(at, group));
            let answer = if self.options.places_only { outcome::place } else { outcome::outcome };
            Arc::new(answer(&self.atlas, &Evidence { group, belief, stand_in }, self.options.min_confidence))
        };
        let outcomes: Vec<Arc<Outcome>> = scene.groups.iter().zip(&beliefs).enumerate().map(outcome).collect();
        answers.extend(spans.iter().zip(&scene.of).filter_map(|(span, group)| {
            Some(Answer { span: span.clone(), outcome: Arc::clone(outcomes.get(*group)?) })
        }));
    }
}
