//! Where a name lies that the gazetteer does not have: in the place that it contains, or that the text speaks of around it.
//!
//! Comes in: a [`Scene`] and its beliefs. Goes out: a [`StandIn`] for a name: the known place that most of the likely places
//! around it lie near, and how likely the unknown one lies within 161 km of it. "Bank of Mexico", "Royal Street".

use super::belief::Belief;
use super::candidate::{Candidate, Link};
use super::holds::squared_km;
use super::scene::{Group, Scene};
use super::weights::{STAND_IN, dot};
use crate::earth::trig;
use crate::gazetteer::Feature;
use crate::geocode::words::is_building;

/// Places less likely than this speak for nothing.
const LEAST: f64 = 0.1;
/// The distance at which nearness has fallen to a half, in km.
const NEAR_KM: f64 = 80.0;
/// Nearness below this is elsewhere: more than 160 km.
const ELSEWHERE: f64 = 0.2;
/// Likely places of a section that are compared, at most.
const MOST_PLACES: usize = 128;
/// A town within a name speaks for itself from so many inhabitants.
const LEAST_PEOPLE: u32 = 15_000;

/// A place that stands for an unknown one.
#[derive(Debug, Clone, Copy)]
pub struct StandIn<'g> {
    /// The place.
    pub candidate: Candidate<'g>,
    /// Why it is this one.
    pub ground: Ground,
    /// How likely the unknown place lies within 161 km of it.
    pub p: f64,
}

/// Why a place stands for another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Its name is a part of the other's.
    Within,
    /// The text names it right beside the other.
    Beside,
    /// The text speaks of it.
    Around,
}

/// The likely places of a section, and how much the others speak for each.
#[derive(Debug, Default)]
pub struct Places<'g> {
    places: Vec<Place<'g>>,
    total: f64,
}

#[derive(Debug)]
struct Place<'g> {
    candidate: Candidate<'g>,
    group: usize,
    /// How likely it is the place meant.
    own: f64,
    /// How much it speaks for others.
    p: f64,
    support: f64,
}

impl<'g> Places<'g> {
    /// Collects the likely places that are points.
    pub fn of(scene: &Scene<'g>, beliefs: &[Belief]) -> Self {
        let mut places = Vec::new();
        for (at, (group, belief)) in scene.groups.iter().zip(beliefs).enumerate() {
            for (pick, c) in belief.of(group).filter(|(pick, c)| pick.p > LEAST && is_point(c)) {
                places.push(Place { candidate: *c, group: at, own: pick.p, p: pick.p * weight(c), support: 0.0 });
            }
        }
        places.truncate(MOST_PLACES);
        let supports: Vec<f64> = places.iter().map(|a| sum_of_kernels(&a.candidate, places.iter())).collect();
        places.iter_mut().zip(supports).for_each(|(place, support)| place.support = support);
        let total = places.iter().map(|place| place.p).sum();
        Self { places, total }
    }

    /// The place that stands for a name; none where the text names no point.
    pub fn stand_in(&self, at: usize, group: &Group<'g>) -> Option<StandIn<'g>> {
        let mut best: Option<StandIn<'g>> = None;
        for (stand_in, _) in self.candidates(at, group) {
            if best.is_none_or(|b| stand_in.p > b.p) {
                best = Some(stand_in);
            }
        }
        best
    }

    /// All places that may stand for a name, with what that rests on in the order of [`STAND_IN`].
    pub fn candidates<'a>(
        &'a self,
        at: usize,
        group: &'a Group<'g>,
    ) -> impl Iterator<Item = (StandIn<'g>, [f64; STAND_IN.len()])> + use<'a, 'g> {
        let own: Vec<&Place<'g>> = self.places.iter().filter(|place| place.group == at).collect();
        let beside: Vec<&Place<'g>> = self.places.iter().filter(|place| group.beside.contains(&place.group)).collect();
        let total = self.total - own.iter().map(|place| place.p).sum::<f64>();
        let parts = group.known.parts.iter().filter(|c| can_stand(c));
        let parts = parts.map(|c| (c, Ground::Within, 1.0, sum_of_kernels(c, self.places.iter())));
        let others = self.places.iter().filter(move |place| place.group != at && can_stand(&place.candidate));
        let others = others.map(|place| {
            let ground = if group.beside.contains(&place.group) { Ground::Beside } else { Ground::Around };
            (&place.candidate, ground, place.own, place.support)
        });
        parts.chain(others).map(move |(candidate, ground, own_p, support)| {
            let around = (support - sum_of_kernels(candidate, own.iter().copied())).max(0.0);
            let beside = sum_of_kernels(candidate, beside.iter().copied());
            let features = features(group, candidate, ground, &Support { around, beside, total });
            // Where the place itself is doubtful, what it stands for is no surer.
            let p = own_p.min(1.0 / (1.0 + trig::exp(-dot(&STAND_IN, &features))));
            (StandIn { candidate: *candidate, ground, p }, features)
        })
    }
}

/// What the other places of a section say of one of them.
struct Support {
    around: f64,
    beside: f64,
    total: f64,
}

/// What speaks for a place to stand for a name, in the order of [`STAND_IN`].
fn features(group: &Group<'_>, c: &Candidate<'_>, ground: Ground, support: &Support) -> [f64; STAND_IN.len()] {
    let is = |yes: bool| if yes { 1.0 } else { 0.0 };
    // "Bank of England" is not in Aberdeen, "Georgetown University" not in Kabul.
    let is_elsewhere =
        |p: &Candidate<'_>| p.country != c.country || !p.feature.is_country() && kernel(c, p) < ELSEWHERE;
    let own = group.known.parts.iter().filter(|p| is_point(p) && p.entry.id() != c.entry.id());
    let own = own.map(|p| weight(p) * kernel(c, p)).fold(0.0, f64::max);
    [
        1.0,
        support.around / (support.total + 0.5),
        support.around / (support.around + 1.0),
        support.beside / (support.beside + 0.5),
        is(ground == Ground::Within) * trig::ln(f64::from(c.entry.population()) + 1.0) / 10.0,
        is(ground == Ground::Within),
        own,
        is(c.feature == Feature::Admin1),
        is(group.known.building),
        is(!group.known.parts.is_empty() && group.known.parts.iter().all(is_elsewhere)),
    ]
}

fn sum_of_kernels<'a, 'g: 'a>(c: &Candidate<'_>, places: impl Iterator<Item = &'a Place<'g>>) -> f64 {
    places.map(|place| place.p * kernel(c, &place.candidate)).sum()
}

/// Whether a place can stand for another: a town or a unit, never a building.
fn can_stand(c: &Candidate<'_>) -> bool {
    is_point(c) && (c.feature.is_settlement() || c.feature.is_admin())
}

/// Whether a place is a point on the map of a document.
fn is_point(c: &Candidate<'_>) -> bool {
    !c.feature.is_country() && !matches!(c.feature, Feature::Region | Feature::Continent) && c.link != Link::Demonym
}

/// A state is a weaker point than a town.
fn weight(c: &Candidate<'_>) -> f64 {
    if c.feature == Feature::Admin1 { 0.5 } else { 1.0 }
}

fn kernel(a: &Candidate<'_>, b: &Candidate<'_>) -> f64 {
    1.0 / (1.0 + squared_km(a.unit, b.unit) / (NEAR_KM * NEAR_KM))
}

/// Whether a place within a longer name speaks for itself.
pub fn speaks(c: &Candidate<'_>) -> bool {
    let town = c.feature.is_settlement() && c.entry.population() >= LEAST_PEOPLE;
    let area = c.feature == Feature::Admin1 || c.feature == Feature::Country;
    c.link == Link::Main && (town || area) || c.feature == Feature::Venue
}

/// Whether a name is that of a building, a street or the like by its last or first word.
pub fn names_building(name: &str) -> bool {
    let street = |word: &str| {
        ["street", "avenue", "road", "boulevard", "drive", "lane", "highway", "centre", "center", "court", "estate"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(word))
    };
    let mut words = name.split(' ');
    let (first, last) = (words.next().unwrap_or_default(), words.next_back().unwrap_or_default());
    [first, last].iter().any(|word| is_building(word) || street(word))
}
