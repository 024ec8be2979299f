//! The marks of the chart of distances: one for each measured incident with a date and a fine point.
//!
//! Comes in: located incidents, the spread. Goes out: [`Dots`], sorted, with their kinds and what was left out.

use std::collections::BTreeMap;

use super::calendar::day_number;
use crate::incident::{Kind, Located, Role, When};
use crate::spread::Spread;

/// One incident on the chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Dot<'a> {
    /// The incident's key.
    pub id: &'a str,
    /// The name of its place.
    pub place: &'a str,
    /// Its date.
    pub when: When,
    /// From the first possible day up to the end of the last, in days since 1970.
    pub days: (f64, f64),
    /// The distance from the origin.
    pub km: f64,
    /// The uncertainty of the place.
    pub radius_km: f64,
    /// Its place in [`Dots::kinds`].
    pub kind: usize,
    /// People killed, if known.
    pub killed: Option<u32>,
}

impl Dot<'_> {
    /// The middle of its date.
    pub fn day(&self) -> f64 {
        f64::midpoint(self.days.0, self.days.1)
    }
}

/// All marks.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dots<'a> {
    /// By date, then by distance.
    pub all: Vec<Dot<'a>>,
    /// The kinds with their counts, the most first, then by name.
    pub kinds: Vec<(Kind, u64)>,
    /// Measured incidents without a date.
    pub no_date: u64,
    /// Measured incidents with a date, without a point or with one too coarse to measure from.
    pub no_point: u64,
}

impl<'a> Dots<'a> {
    /// The marks of all measured incidents.
    pub fn of(located: &'a [Located], spread: &Spread) -> Self {
        let mut dots = Self::default();
        let mut kinds: BTreeMap<&Kind, u64> = BTreeMap::new();
        // Many incidents share a point; a distance to a border costs much more than a look-up.
        let mut distances: BTreeMap<(u64, u64), Option<f64>> = BTreeMap::new();
        let mut found = Vec::new();
        for one in measured(located, spread) {
            let Some((first, last)) = one.incident.when.span() else {
                dots.no_date += 1;
                continue;
            };
            let site = one.site().filter(|site| site.precision.is_fine());
            let km = site.and_then(|site| {
                let key = (site.point.lon().to_bits(), site.point.lat().to_bits());
                *distances.entry(key).or_insert_with(|| spread.origin.distance_km(site.point))
            });
            let (Some(site), Some(km)) = (site, km.filter(|km| km.is_finite())) else {
                dots.no_point += 1;
                continue;
            };
            *kinds.entry(&one.incident.kind).or_default() += 1;
            let days = (day_number(first), day_number(last) + 1.0);
            let radius_km = if site.radius_km.is_finite() { site.radius_km.max(0.0) } else { 0.0 };
            let (id, place, when) = (one.incident.id.as_str(), site.name.as_str(), one.incident.when);
            let dot = Dot { id, place, when, days, km, radius_km, kind: 0, killed: one.incident.killed.count() };
            found.push((&one.incident.kind, dot));
        }
        let mut ranked: Vec<(&Kind, u64)> = kinds.into_iter().collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let rank: BTreeMap<&Kind, usize> = ranked.iter().enumerate().map(|(i, (kind, _))| (*kind, i)).collect();
        dots.all = found
            .into_iter()
            .map(|(kind, dot)| Dot { kind: rank.get(kind).copied().unwrap_or(usize::MAX), ..dot })
            .collect();
        dots.all.sort_by(|a, b| a.days.0.total_cmp(&b.days.0).then(a.km.total_cmp(&b.km)).then(a.kind.cmp(&b.kind)));
        dots.kinds = ranked.into_iter().map(|(kind, n)| (kind.clone(), n)).collect();
        dots
    }

    /// The distance that a share of the marks stays within (the nearest rank); none without marks.
    pub fn quantile_km(&self, share: f64) -> Option<f64> {
        let mut km: Vec<f64> = self.all.iter().map(|dot| dot.km).collect();
        km.sort_by(f64::total_cmp);
        km.get(((km.len().saturating_sub(1)) as f64 * share).round() as usize).copied()
    }
}

/// The incidents that the spread was measured over.
pub fn measured<'a>(located: &'a [Located], spread: &Spread) -> impl Iterator<Item = &'a Located> {
    located.iter().filter(|one| spread.roles.contains(&one.role()))
}

/// What the measured incidents are called: "operation" where only operations are measured, else "incident".
pub fn noun(spread: &Spread) -> &'static str {
    match spread.roles.as_slice() {
        [Role::Operation] => "operation",
        _ => "incident",
    }
}
