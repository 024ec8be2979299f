//! Which of several places of one name is meant.
//!
//! Comes in: the matches of a name. Goes out: [`Candidate`](Ranked)s in order, each with its share of the belief.
//!
//! The weight of a place is a product: how the name belongs to it (main name 1, other name 0.35, code of a unit 0.3, code of
//! a town 0.02), what it is (country 8, region or venue 4, admin-1 unit 3, capital 2, seat of an admin-1 unit 1.5, other town
//! 0.8, ...), and (inhabitants + 300)^0.7; a place that is what a word beside the name announces ("province") counts 30
//! times. Places of one name that lie in each other (a city and its province) do not compete: they share their belief, and
//! the town stands for both where it is the seat, or holds a quarter of the people, and no word says otherwise.

use std::cmp::Ordering;

use super::words::Hint;
use crate::earth::trig;
use crate::gazetteer::{Entry, Feature, Match, NameClass};
use crate::incident::Matched;

/// Inhabitants that a venue or a region of the hand-made table counts for: it is there because the news names it.
const LANDMARK_PEOPLE: f64 = 2e6;

/// A candidate on its way to an answer.
#[derive(Debug, Clone, Copy)]
pub struct Ranked<'g> {
    /// The place.
    pub entry: Entry<'g>,
    /// How the name belongs to it.
    pub class: NameClass,
    /// The same for a reader, with what was done to the name before it was found.
    pub matched: Matched,
    /// How far the name is from the one that was found, 0 to 1; 0 where it is the same.
    pub cost: f64,
    /// Its weight among the places of the name.
    pub weight: f64,
    /// Its share of the weight of all, its family's included for the first.
    pub share: f64,
}

/// Weighs the matches of a name; unordered, all shares 0. The only one of its name has nothing to be weighed against: 1.
pub fn weigh<'g>(found: impl Iterator<Item = Match<'g>>, hint: Option<Hint>) -> Vec<Ranked<'g>> {
    weigh_all(found.map(Ranked::of).collect(), hint)
}

/// Weighs the candidates of one name against each other.
pub fn weigh_all(mut out: Vec<Ranked<'_>>, hint: Option<Hint>) -> Vec<Ranked<'_>> {
    if out.len() < 2 {
        return out;
    }
    for one in &mut out {
        one.weight = one.own_weight(hint);
    }
    // A place found by its code and by its name counts once, by the better of the two.
    out.sort_by(|a, b| a.entry.id().cmp(&b.entry.id()).then_with(|| descending(a.weight, b.weight)));
    out.dedup_by_key(|c| c.entry.id());
    out
}

impl<'g> Ranked<'g> {
    /// A match that is not weighed yet.
    pub fn of(m: Match<'g>) -> Self {
        Self { entry: m.entry, class: m.class, matched: matched(m.class), cost: 0.0, weight: 1.0, share: 0.0 }
    }

    /// The weight of the place by itself, where a word announces a kind.
    pub fn own_weight(&self, hint: Option<Hint>) -> f64 {
        let announced = hint.is_some_and(|h| h.fits(self.entry.feature()));
        weight(&self.entry, self.class) * if announced { 30.0 } else { 1.0 }
    }
}

/// The class of a name for a reader.
fn matched(class: NameClass) -> Matched {
    match class {
        NameClass::Preferred | NameClass::Ascii => Matched::Name,
        NameClass::Alternate | NameClass::Demonym => Matched::OtherName,
        NameClass::Former => Matched::FormerName,
        NameClass::Code | NameClass::Key => Matched::Code,
    }
}

/// The weight of a place by itself.
fn weight(entry: &Entry<'_>, class: NameClass) -> f64 {
    let feature = entry.feature();
    let kind = match feature {
        Feature::Continent => 100.0,
        Feature::Country => 8.0,
        Feature::Dependency | Feature::Region | Feature::Venue => 4.0,
        Feature::Admin1 => 3.0,
        Feature::Capital => 2.0,
        Feature::Seat1 => 1.5,
        Feature::Seat2 => 1.0,
        Feature::SeatFine | Feature::Settlement => 0.8,
        Feature::Admin2 | Feature::AdminFine => 0.4,
        Feature::Section => 0.3,
        Feature::Former | Feature::Other => 0.2,
    };
    let name = match (class, feature) {
        (NameClass::Preferred | NameClass::Ascii, _) => 1.0,
        (NameClass::Alternate | NameClass::Former, _) => 0.35,
        (_, feature) if feature.is_country() => 1.0,
        (_, feature) if feature.is_admin() => 0.3,
        _ => 0.02,
    };
    let people = match feature {
        Feature::Venue | Feature::Region | Feature::Continent => LANDMARK_PEOPLE,
        _ => f64::from(entry.population()),
    };
    kind * name * trig::pow(people + 300.0, 0.7)
}

/// Orders candidates, best first, and shares the belief out. Equal weights are ordered by id, so that the order never depends
/// on the order of the rows.
pub fn order(candidates: &mut [Ranked<'_>], hint: Option<Hint>) {
    if let [only] = candidates {
        only.share = 1.0;
        return;
    }
    candidates.sort_by(|a, b| descending(a.weight, b.weight).then_with(|| a.entry.id().cmp(&b.entry.id())));
    if hint.is_none_or(|h| h == Hint::Settlement) {
        prefer_town(candidates);
    }
    let total: f64 = candidates.iter().map(|c| c.weight).sum();
    for candidate in candidates.iter_mut() {
        candidate.share = candidate.weight / total.max(f64::MIN_POSITIVE);
    }
    let Some((best, others)) = candidates.split_first_mut() else { return };
    best.share += others.iter().filter(|o| is_family(&best.entry, &o.entry)).map(|o| o.share).sum::<f64>();
}

/// Puts a town before the unit of the same name that it lies in.
fn prefer_town(candidates: &mut [Ranked<'_>]) {
    let Some(first) = candidates.first().copied() else { return };
    // "Tunis" is another name of Tunisia, and the name of its capital.
    let is_area =
        first.entry.feature().is_admin() || first.entry.feature().is_country() && first.class > NameClass::Ascii;
    if !is_area {
        return;
    }
    let town = candidates.iter().position(|c| {
        let feature = c.entry.feature();
        // "Oklahoma" is the state, though it is another name of its capital Oklahoma City.
        let by_main_name = c.class <= NameClass::Ascii || first.class > NameClass::Ascii;
        let seat = match first.entry.feature() {
            Feature::Country | Feature::Dependency => c.class <= NameClass::Ascii && feature == Feature::Capital,
            Feature::Admin1 => by_main_name && matches!(feature, Feature::Capital | Feature::Seat1),
            _ => feature.is_settlement() && feature != Feature::Section,
        };
        let large = first.entry.feature().is_admin()
            && feature.is_settlement()
            && c.entry.population() > first.entry.population() / 4;
        (seat || large) && is_family(&first.entry, &c.entry)
    });
    if let Some(range) = town.and_then(|at| candidates.get_mut(..=at)) {
        range.rotate_right(1);
    }
}

/// Whether two places of one name lie in each other.
pub fn is_family(a: &Entry<'_>, b: &Entry<'_>) -> bool {
    if a.country_bytes() != b.country_bytes() {
        return false;
    }
    let reach = reach(a, b);
    // A degree of latitude is 110.5 km or more: most places of one name are told apart without trigonometry.
    let apart = (a.point().lat() - b.point().lat()).abs() * 110.0;
    apart <= reach && a.point().unit().dot(b.point().unit()) >= trig::cos(reach / 6371.0)
}

/// The larger of two radii in km.
fn reach(a: &Entry<'_>, b: &Entry<'_>) -> f64 {
    a.radius_km().max(b.radius_km()).min(20_000.0)
}

/// The larger number first.
pub fn descending(a: f64, b: f64) -> Ordering {
    b.total_cmp(&a)
}
