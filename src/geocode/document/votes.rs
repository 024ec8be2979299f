//! What the other names of a section say of a candidate.
//!
//! Comes in: the present beliefs. Goes out: features of a candidate: how many of the other names lie in its country and its
//! units, whether these are named themselves, how near the others' likely places are.

use super::belief::Belief;
use super::candidate::Candidate;
use super::holds::squared_km;
use super::scene::{Group, Scene};
use super::weights::CONTEXT;
use crate::earth::UnitVector;
use crate::gazetteer::Feature;

/// Candidates less likely than this have no vote.
const LEAST: f64 = 0.03;
/// The distance at which nearness has fallen to a half, in km: the same town or district; the same part of the world.
const NEAR_KM: f64 = 80.0;
const FAR_KM: f64 = 400.0;

/// The votes of all groups.
#[derive(Debug, Default)]
pub struct Votes {
    voices: Vec<Voice>,
    /// Those of them that are points.
    points: Vec<Points>,
    by_group: Vec<(usize, usize)>,
    countries: Vec<(u16, f64)>,
    admin1: Vec<(u64, f64)>,
    /// Countries and units that are named themselves.
    areas: Vec<Voice>,
    total: f64,
}

/// A likely place of a name.
#[derive(Debug, Clone, Copy)]
struct Voice {
    name: usize,
    country: u16,
    admin1: u64,
    kind: Kind,
    unit: UnitVector,
    p: f64,
}

/// How many points are reckoned at once.
const LANES: usize = 8;

/// Some likely places that are points, a column a quantity, so that the compiler reckons several at once.
#[derive(Debug, Clone, Copy, Default)]
struct Points {
    names: [usize; LANES],
    x: [f64; LANES],
    y: [f64; LANES],
    z: [f64; LANES],
    /// 0 where the columns are not full.
    p: [f64; LANES],
}

impl Points {
    /// Collects the points of the voices.
    fn of(voices: &[Voice]) -> Vec<Self> {
        let points: Vec<&Voice> = voices.iter().filter(|v| is_point(v.kind)).collect();
        points.chunks(LANES).map(Self::lanes).collect()
    }

    fn lanes(voices: &[&Voice]) -> Self {
        let mut out = Self::default();
        let columns = out.names.iter_mut().zip(&mut out.x).zip(&mut out.y).zip(&mut out.z).zip(&mut out.p);
        for (((((name, x), y), z), p), voice) in columns.zip(voices) {
            (*name, *x, *y, *z, *p) = (voice.name, voice.unit.x, voice.unit.y, voice.unit.z, voice.p);
        }
        out
    }

    /// What each point adds to nearness, within a district and within a part of the world; nothing where it has the name itself.
    fn kernels(&self, name: usize, unit: UnitVector) -> ([f64; LANES], [f64; LANES]) {
        let (mut near, mut far) = ([0.0; LANES], [0.0; LANES]);
        let columns = self.names.iter().zip(&self.x).zip(&self.y).zip(&self.z).zip(&self.p);
        for (((((known, x), y), z), p), (near, far)) in columns.zip(near.iter_mut().zip(&mut far)) {
            let squared = squared_km(unit, UnitVector { x: *x, y: *y, z: *z });
            let p = if *known == name { 0.0 } else { *p };
            *near = p * kernel(squared, NEAR_KM);
            *far = p * kernel(squared, FAR_KM);
        }
        (near, far)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Country,
    Admin1,
    Finer,
    Vague,
}

impl Votes {
    /// Collects the votes.
    pub fn of(scene: &Scene<'_>, beliefs: &[Belief]) -> Self {
        let mut votes = Self::default();
        votes.voices.reserve(beliefs.iter().map(|belief| belief.picks.len()).sum());
        votes.by_group.reserve(beliefs.len());
        for (group, belief) in scene.groups.iter().zip(beliefs) {
            let start = votes.voices.len();
            for (pick, c) in belief.of(group).filter(|(pick, _)| pick.p > LEAST) {
                votes.add(Voice {
                    name: group.name,
                    country: c.country,
                    admin1: c.admin1,
                    kind: kind(c),
                    unit: c.unit,
                    p: pick.p,
                });
            }
            votes.by_group.push((start, votes.voices.len()));
        }
        votes.points = Points::of(&votes.voices);
        votes
    }

    fn add(&mut self, voice: Voice) {
        self.total += voice.p;
        count(&mut self.countries, voice.country, voice.p);
        count(&mut self.admin1, voice.admin1, voice.p);
        if matches!(voice.kind, Kind::Country | Kind::Admin1) {
            self.areas.push(voice);
        }
        self.voices.push(voice);
    }

    fn of_group(&self, group: usize) -> &[Voice] {
        let (start, end) = self.by_group.get(group).copied().unwrap_or_default();
        self.voices.get(start..end).unwrap_or_default()
    }

    /// Sets the features that depend on the other names: those from the sixth to the seventeenth of [`CONTEXT`].
    pub fn features(
        &self,
        at: usize,
        group: &Group<'_>,
        c: &Candidate<'_>,
        nearness: bool,
        features: &mut [f64; CONTEXT.len()],
    ) {
        let own = self.of_group(at);
        let others = (self.total - sum_of(own, |_| true)).max(0.0);
        let country = vote(&self.countries, c.country) - sum_of(own, |v| v.country == c.country);
        let admin1 = vote(&self.admin1, c.admin1) - sum_of(own, |v| v.admin1 == c.admin1);
        let named = self.named(group, c);
        let near = if nearness { self.near(group, c) } else { (0.0, 0.0) };
        let beside = if nearness { self.beside(group, c) } else { 0.0 };
        let is = |yes: bool| if yes { 1.0 } else { 0.0 };
        let kind = kind(c);
        let values = [
            saturated(country),
            country.max(0.0) / (others + 1.0),
            named.country,
            saturated(admin1),
            admin1.max(0.0) / (others + 1.0),
            named.admin1,
            saturated(near.0),
            saturated(near.1),
            beside,
            is(kind == Kind::Country) * saturated(country),
            is(kind == Kind::Admin1) * saturated(admin1),
            is(c.feature == Feature::Capital) * named.country,
        ];
        for (slot, value) in features.iter_mut().skip(5).zip(values) {
            *slot = value;
        }
    }

    /// How surely the country and the unit of a candidate are named themselves.
    fn named(&self, group: &Group<'_>, c: &Candidate<'_>) -> Named {
        let mut named = Named::default();
        if c.country == 0 {
            return named;
        }
        for voice in self.areas.iter().filter(|v| v.country == c.country && v.name != group.name) {
            match voice.kind {
                Kind::Country => named.country = named.country.max(voice.p),
                Kind::Admin1 if voice.admin1 == c.admin1 => named.admin1 = named.admin1.max(voice.p),
                _ => {}
            }
        }
        named
    }

    /// How near the likely places of other names are, within a district and within a part of the world.
    fn near(&self, group: &Group<'_>, c: &Candidate<'_>) -> (f64, f64) {
        if kind(c) == Kind::Country || kind(c) == Kind::Vague {
            return (0.0, 0.0);
        }
        let mut sums = (0.0, 0.0);
        for points in &self.points {
            let (near, far) = points.kernels(group.name, c.unit);
            sums = near.into_iter().zip(far).fold(sums, |sums, (near, far)| (sums.0 + near, sums.1 + far));
        }
        sums
    }

    /// How near the likely place of a name right beside it is.
    fn beside(&self, group: &Group<'_>, c: &Candidate<'_>) -> f64 {
        if kind(c) == Kind::Country || kind(c) == Kind::Vague {
            return 0.0;
        }
        let voices = group.beside.iter().flat_map(|other| self.of_group(*other)).filter(|v| v.name != group.name);
        voices
            .filter(|v| is_point(v.kind))
            .fold(0.0, |best, v| best.max(v.p * kernel(squared_km(c.unit, v.unit), NEAR_KM)))
    }
}

/// How surely the areas of a candidate are named.
#[derive(Default)]
struct Named {
    country: f64,
    admin1: f64,
}

fn kind(c: &Candidate<'_>) -> Kind {
    match c.feature {
        Feature::Country | Feature::Dependency => Kind::Country,
        Feature::Admin1 => Kind::Admin1,
        Feature::Region | Feature::Continent => Kind::Vague,
        _ => Kind::Finer,
    }
}

fn is_point(kind: Kind) -> bool {
    matches!(kind, Kind::Admin1 | Kind::Finer)
}

/// What some of the voices have together.
fn sum_of(voices: &[Voice], counts: impl Fn(&Voice) -> bool) -> f64 {
    voices.iter().filter(|voice| counts(voice)).map(|voice| voice.p).sum()
}

/// Adds to the votes of a number; 0 has none.
fn count<K: Copy + PartialEq + Default>(votes: &mut Vec<(K, f64)>, key: K, p: f64) {
    if key == K::default() {
        return;
    }
    match votes.iter_mut().find(|(known, _)| *known == key) {
        Some((_, sum)) => *sum += p,
        None => votes.push((key, p)),
    }
}

fn vote<K: Copy + PartialEq>(votes: &[(K, f64)], key: K) -> f64 {
    votes.iter().find(|(known, _)| *known == key).map_or(0.0, |(_, sum)| *sum)
}

/// From 0 to 1 for none to many.
fn saturated(count: f64) -> f64 {
    let count = count.max(0.0);
    count / (count + 1.0)
}

/// 1 at the place, a half at `scale_km`, falling with the square of the distance: no exponential in the inner loop.
fn kernel(squared_km: f64, scale_km: f64) -> f64 {
    1.0 / (1.0 + squared_km / (scale_km * scale_km))
}
