//! How the names of a section decide each other: votes for countries and units, nearness, in a few rounds.
//!
//! Comes in: a [`Scene`]. Goes out: a [`Belief`] a group: its candidates with their probabilities.
//!
//! First each name is weighed by itself and by the words beside it; then each candidate gains by what the other names vote
//! for, each by its present probability; then by nearness to their likely places as well. Twice, so that the sure ones
//! carry the doubtful ones. After Leidner (2007), "Toponym Resolution in Text": one sense a discourse, spatial minimality.

use super::candidate::Candidate;
use super::holds::holds;
use super::prior::Prior;
use super::scene::{Group, Scene};
use super::votes::Votes;
use super::weights::{CONTEXT, NONE, dot};
use crate::earth::trig;
use crate::gazetteer::Feature;

/// Candidates of a name that are weighed against the places of other names.
const MOST_WEIGHED: usize = 8;

/// The candidates of a group with their probabilities.
#[derive(Debug, Default)]
pub struct Belief {
    /// Candidates by their number in [`Known`](super::known::Known), the likeliest first once settled.
    pub picks: Vec<Pick>,
    /// The probability that it is none of them.
    pub none: f64,
}

/// A candidate on its way to an answer.
#[derive(Debug)]
pub struct Pick {
    /// The number of the candidate.
    pub candidate: usize,
    /// What speaks for it in the document, in the order of [`CONTEXT`].
    pub features: [f64; CONTEXT.len()],
    /// Its score.
    pub score: f64,
    /// Its probability.
    pub p: f64,
}

impl Belief {
    /// The picks with their candidates.
    pub fn of<'a, 'g>(&'a self, group: &'a Group<'g>) -> impl Iterator<Item = (&'a Pick, &'a Candidate<'g>)> {
        self.picks.iter().filter_map(|pick| Some((pick, group.known.candidates.get(pick.candidate)?)))
    }
}

/// Weighs all names of a section against each other.
pub fn settle(scene: &Scene<'_>, prior: &Prior) -> Vec<Belief> {
    let mut beliefs: Vec<Belief> = scene.groups.iter().map(|group| alone(group, prior)).collect();
    for round in 0..3 {
        let votes = Votes::of(scene, &beliefs);
        for (at, (group, belief)) in scene.groups.iter().zip(&mut beliefs).enumerate() {
            for pick in &mut belief.picks {
                let Some(c) = group.known.candidates.get(pick.candidate) else { continue };
                votes.features(at, group, c, round > 0, &mut pick.features);
                pick.score = c.score + dot(&CONTEXT, &pick.features);
            }
            share(group, belief);
            if round == 0 {
                belief.picks.truncate(MOST_WEIGHED);
            }
        }
    }
    beliefs
}

/// A name by itself and the words beside it.
fn alone(group: &Group<'_>, prior: &Prior) -> Belief {
    let picks = group.known.candidates.iter().enumerate().map(|(candidate, c)| {
        let features = direct(group, c, prior);
        Pick { candidate, features, score: c.score + dot(&CONTEXT, &features), p: 0.0 }
    });
    let mut belief = Belief { picks: picks.collect(), none: 0.0 };
    share(group, &mut belief);
    belief
}

/// What the words beside a name and the user say of a candidate.
fn direct(group: &Group<'_>, c: &Candidate<'_>, prior: &Prior) -> [f64; CONTEXT.len()] {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let mut features = [0.0; CONTEXT.len()];
    let child = group.child.as_ref().is_some_and(|child| child.candidates.iter().any(|inner| holds(c, inner)));
    let held = |area: &Option<std::sync::Arc<super::known::Known<'_>>>| {
        let shares = area.iter().flat_map(|a| a.likely()).filter(|outer| holds(outer, c)).map(|outer| outer.share);
        shares.fold(0.0, f64::max)
    };
    let values = [
        is(group.hint.is_some_and(|h| h.fits(c.feature))),
        is(group.hint.is_some_and(|h| !h.fits(c.feature))),
        held(&group.area),
        held(&group.within),
        is(child),
    ];
    for (slot, value) in features.iter_mut().zip(values) {
        *slot = value;
    }
    let [.., home, near, country] = &mut features;
    (*home, *near, *country) = (held(&group.home), prior.nearness(c), prior.country(c));
    features
}

/// Turns scores into probabilities, the likeliest first.
fn share(group: &Group<'_>, belief: &mut Belief) {
    belief.picks.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.candidate.cmp(&b.candidate)));
    let none = dot(&NONE, &none_features(group, belief));
    let best = belief.picks.first().map_or(none, |p| p.score.max(none));
    let mut total = trig::exp(none - best);
    belief.none = total;
    for pick in &mut belief.picks {
        pick.p = if best - pick.score > 30.0 { 0.0 } else { trig::exp(pick.score - best) };
        total += pick.p;
    }
    belief.none /= total;
    for pick in &mut belief.picks {
        pick.p /= total;
    }
}

/// What speaks for none of the candidates, in the order of [`NONE`].
pub fn none_features(group: &Group<'_>, belief: &Belief) -> [f64; NONE.len()] {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    let best = belief.picks.first().and_then(|p| group.known.candidates.get(p.candidate));
    [
        1.0,
        is(best.is_some_and(|b| b.link != super::candidate::Link::Main)),
        is(best.is_some_and(|b| b.feature == Feature::Section || b.entry.population() < 5000)),
        is(group.hint.is_some()),
    ]
}
