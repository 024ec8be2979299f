//! The marks of the chart of distances: one for each measured incident with a date and a fine point.
//!
//! Comes in: located incidents, the spread. Goes out: [`Dots`], sorted, with their kinds and what was left out.

use std::collections::{BTreeMap, HashMap};

use super::calendar::day_number;
use crate::earth::LonLat;
use crate::incident::{Role, When};
use crate::located::{LocatedRef, LocatedStore};
use crate::spread::{Origin, Ruler, Spread};

/// One incident on the chart. There may be a million of them: 32 bytes each.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dot {
    /// The place of the incident in the store.
    pub index: u32,
    /// Its date.
    pub when: When,
    /// The distance from the origin.
    pub km: f64,
    /// The uncertainty of the place.
    radius_km: f32,
    /// People killed; [`UNKNOWN`] if that is not known.
    killed: u32,
    /// Its place in [`Dots::kinds`].
    pub kind: u16,
}

/// Stands for a number of killed that is not known.
const UNKNOWN: u32 = u32::MAX;

impl Dot {
    /// From the first possible day up to the end of the last, in days since 1970.
    pub fn days(&self) -> (f64, f64) {
        self.when.span().map_or((0.0, 0.0), |(first, last)| (day_number(first), day_number(last) + 1.0))
    }

    /// People killed, if known.
    pub fn killed(&self) -> Option<u32> {
        (self.killed != UNKNOWN).then_some(self.killed)
    }

    /// The least and the largest distance that the uncertainty of the place allows.
    pub fn km_range(&self) -> (f64, f64) {
        let radius_km = f64::from(self.radius_km);
        ((self.km - radius_km).max(0.0), self.km + radius_km)
    }

    /// The middle of its date.
    pub fn day(&self) -> f64 {
        let (first, end) = self.days();
        f64::midpoint(first, end)
    }
}

/// All marks.
#[derive(Debug, PartialEq, Default)]
pub struct Dots {
    /// By date, then by distance.
    pub all: Vec<Dot>,
    /// The keys of the kinds with the counts of their marks, in the order of the map's colours.
    pub kinds: Vec<(String, u64)>,
    /// Measured incidents without a date.
    pub no_date: u64,
    /// Measured incidents with a date, without a point or with one too coarse to measure from.
    pub no_point: u64,
}

impl Dots {
    /// The marks of all measured incidents.
    pub fn of(located: &LocatedStore, spread: &Spread) -> Self {
        let mut dots = Self::default();
        let mut kinds: BTreeMap<&str, u64> = BTreeMap::new();
        let ruler = Ruler::new(&spread.options.origin);
        // A distance to a border costs much more than a look-up, and many incidents share a point.
        let mut to_border: HashMap<(u64, u64), Option<f64>> = HashMap::new();
        let mut km_to = |point: LonLat| match &spread.options.origin {
            Origin::Home { .. } => {
                *to_border.entry((point.lon().to_bits(), point.lat().to_bits())).or_insert_with(|| ruler.km(point))
            }
            _ => ruler.km(point),
        };
        let mut numbers: BTreeMap<&str, u16> = BTreeMap::new();
        for (index, one) in (0..).zip(located.iter()).filter(|(_, one)| is_measured(one, spread)) {
            if one.when.span().is_none() {
                dots.no_date += 1;
                continue;
            }
            let site = one.site().filter(|site| site.precision.is_fine());
            let km = site.and_then(|site| km_to(site.point));
            let (Some(site), Some(km)) = (site, km.filter(|km| km.is_finite())) else {
                dots.no_point += 1;
                continue;
            };
            *kinds.entry(one.kind.key()).or_default() += 1;
            let radius_km = if site.radius_km.is_finite() { site.radius_km.max(0.0) } else { 0.0 };
            let new = u16::try_from(numbers.len()).unwrap_or(u16::MAX);
            let kind = *numbers.entry(one.kind.key()).or_insert(new);
            let killed = one.killed.count().unwrap_or(UNKNOWN);
            dots.all.push(Dot { index, when: one.when, km, radius_km: radius_km as f32, killed, kind });
        }
        let ranked = ranked(located, spread, &kinds);
        let rank: BTreeMap<&str, u16> = ranked.iter().zip(0..).map(|(key, i)| (*key, i)).collect();
        let mut ranks: Vec<(u16, u16)> =
            numbers.iter().map(|(key, number)| (*number, rank.get(key).copied().unwrap_or(u16::MAX))).collect();
        ranks.sort_unstable();
        for dot in &mut dots.all {
            dot.kind = ranks.get(usize::from(dot.kind)).map_or(u16::MAX, |(_, rank)| *rank);
        }
        // The place in the store comes last, so that a stable sort, which takes half as much memory again, is not needed.
        dots.all.sort_unstable_by(|a, b| {
            let first = a.when.first().cmp(&b.when.first());
            first.then(a.km.total_cmp(&b.km)).then(a.kind.cmp(&b.kind)).then(a.index.cmp(&b.index))
        });
        dots.kinds = ranked.into_iter().map(|key| (key.to_owned(), kinds.get(key).copied().unwrap_or(0))).collect();
        dots
    }

    /// The distance that a share of the marks stays within (the nearest rank); none without marks.
    pub fn quantile_km(&self, share: f64) -> Option<f64> {
        let mut km: Vec<f64> = self.all.iter().map(|dot| dot.km).collect();
        let rank = ((km.len().saturating_sub(1)) as f64 * share).round() as usize;
        (rank < km.len()).then(|| *km.select_nth_unstable_by(rank, f64::total_cmp).1)
    }
}

/// The kinds in the order of the map, so that a kind has one colour in all pictures; then those that the map does not rank,
/// the most first.
fn ranked<'a>(located: &'a LocatedStore, spread: &Spread, kinds: &BTreeMap<&'a str, u64>) -> Vec<&'a str> {
    let mut ranked: Vec<&str> = Vec::new();
    if spread.options.roles.contains(&Role::Operation) {
        ranked.extend(located.ranked_kinds().into_iter().map(|(key, _)| key));
    }
    let mut others: Vec<(&str, u64)> = kinds.iter().map(|(key, n)| (*key, *n)).collect();
    others.retain(|(key, _)| !ranked.contains(key));
    others.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    ranked.extend(others.into_iter().map(|(key, _)| key));
    ranked
}

/// The incidents that the spread was measured over.
pub fn measured<'a>(located: &'a LocatedStore, spread: &Spread) -> impl Iterator<Item = LocatedRef<'a>> {
    located.iter().filter(|one| is_measured(one, spread))
}

fn is_measured(one: &LocatedRef<'_>, spread: &Spread) -> bool {
    spread.options.roles.contains(&one.role())
}

/// What the measured incidents are called: "operation" where only operations are measured, else "incident".
pub fn noun(spread: &Spread) -> &'static str {
    match spread.options.roles.as_slice() {
        [Role::Operation] => "operation",
        _ => "incident",
    }
}

#[cfg(test)]
impl Dot {
    /// A mark of an exact place.
    pub fn exact(index: u32, when: When, km: f64) -> Self {
        Self { index, when, km, radius_km: 0.0, killed: UNKNOWN, kind: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::fixture::{dozen, kabul, spread, stored};
    use crate::spread::PeriodLength;

    fn place<'a>(located: &'a LocatedStore, dot: &Dot) -> &'a str {
        located.get(dot.index as usize).unwrap().site().unwrap().name()
    }

    #[test]
    fn operations_with_a_date_and_a_fine_point_are_drawn_and_the_others_counted() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let dots = Dots::of(&located, &spread);
        assert_eq!((dots.all.len(), dots.no_date, dots.no_point), (11, 1, 0));
        assert!(dots.all.iter().all(|dot| place(&located, dot) != "Vienna"), "an arrest is no operation");
        assert!(dots.all.windows(2).all(|pair| pair[0].when.first() <= pair[1].when.first()));
    }

    #[test]
    fn a_kind_has_the_colour_it_has_on_the_map() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let dots = Dots::of(&located, &spread);
        let map: Vec<&str> = located.ranked_kinds().into_iter().map(|(key, _)| key).collect();
        assert_eq!(dots.kinds.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), map);
        let paris = dots.all.iter().find(|dot| place(&located, dot) == "Paris").unwrap();
        assert_eq!(map.get(usize::from(paris.kind)), Some(&"attack"));
    }

    #[test]
    fn a_mark_takes_32_bytes() {
        assert_eq!(size_of::<Dot>(), 32);
    }

    #[test]
    fn a_date_known_to_the_month_stands_in_its_middle() {
        let mut located = dozen();
        let spread = spread(&mut located, kabul(), PeriodLength::Year, &[]);
        let located = stored(&located);
        let dots = Dots::of(&located, &spread);
        let paris = dots.all.iter().find(|dot| place(&located, dot) == "Paris").unwrap();
        let (first, end) = paris.days();
        assert!((end - first - 30.0).abs() < 1e-9 && (paris.day() - first - 15.0).abs() < 1e-9);
    }
}
