//! All that a name may mean, as `incimap gazetteer find` shows it.
//!
//! Comes in: a name with its area. Goes out: [`Candidate`]s, best first.

use super::context::Context;
use super::names::Names;
use super::resolve::{Answer, Ground, resolve};
use super::{Geocoder, columns, rank, site};
use crate::incident::{Place, Site};

/// A candidate for a name, best first, as `incimap gazetteer find` shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// The place, with the score as its confidence.
    pub site: Site,
    /// Its name with its area: "Kerman, Kerman, Iran".
    pub label: String,
    /// What it is: "city", "country", "admin-1 unit", "venue".
    pub what: String,
    /// Inhabitants, where known.
    pub population: Option<u64>,
}

impl<'g> Geocoder<'g> {
    /// The candidates for a name, best first.
    pub fn find(&self, place: &Place, most: usize) -> Vec<Candidate> {
        let context = Context::of(self.atlas.gazetteer(), columns(place));
        let names = Names::new(self.atlas.gazetteer());
        let ground = Ground { names: &names, context: &context, prior: &self.prior };
        let Ok(answer) = resolve(&place.words, ground) else { return Vec::new() };
        let whole = site::site(&self.atlas, &self.prior, &place.words, &answer);
        let Some((best, first)) = answer.ranked.first().zip(whole) else { return Vec::new() };
        let others = answer.ranked.iter().skip(1).map(|other| {
            let one = Answer {
                ranked: vec![*other],
                notes: Vec::new(),
                term: answer.term.clone(),
                stated: answer.stated,
                to: None,
            };
            let site = site::site(&self.atlas, &self.prior, &place.words, &one)?;
            let why = format!("{}; {}", site.why, site::why_lost(best, other));
            Some((other, Site { why, runners_up: Vec::new(), ..site }))
        });
        std::iter::once(Some((best, first)))
            .chain(others)
            .flatten()
            .take(most)
            .map(|(c, site)| self.candidate(c, site))
            .collect()
    }

    fn candidate(&self, ranked: &rank::Ranked<'g>, site: Site) -> Candidate {
        let people = ranked.entry.population();
        Candidate {
            site: Site { confidence: ranked.share.clamp(0.0, 1.0), ..site },
            label: self.atlas.label(&ranked.entry),
            what: ranked.entry.feature().label().to_owned(),
            population: (people > 0).then_some(u64::from(people)),
        }
    }
}
