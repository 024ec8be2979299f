//! One incident told by several articles.
//!
//! Comes in: [`Report`]s and how far two may lie apart. Goes out: a [`Link`] for each report that tells of the incident of an earlier one, with the
//! reason. Disagreements stay: each report keeps what it says.
//!
//! Two reports are one where their kinds can be, their days and places are near enough, and enough speaks for it: the same day, the same
//! town, the same actor, names in common, tolls that allow each other. A country alone is no place: there more must agree.

use std::collections::{BTreeMap, HashSet};
use std::str::FromStr;

use jiff::civil::Date;

use super::events::go_together;
use super::places::Spot;
use super::report::Report;
use crate::error::Error;
use crate::incident::{Casualties, Precision};

/// Reports that a report is compared with, at most.
const LOOK_BACK: usize = 400;
/// What must speak for two reports being one.
const ENOUGH: f64 = 2.0;
/// Two buildings no farther apart are one.
const SAME_SITE_KM: f64 = 1.0;
/// Days up to which a date counts as a day or so, and as about a month.
const DAYS: i32 = 7;
const MONTH: i32 = 31;

/// How far two reports of one incident may lie apart.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MergeWithin {
    /// Days between the dates.
    pub days: i32,
    /// Km between the places.
    pub km: f64,
}

impl Default for MergeWithin {
    fn default() -> Self {
        Self { days: 2, km: 50.0 }
    }
}

impl FromStr for MergeWithin {
    type Err = Error;

    fn from_str(words: &str) -> Result<Self, Error> {
        let mut out = Self::default();
        for part in words.split(',').map(str::trim) {
            let days =
                part.strip_suffix('d').and_then(|n| n.trim().parse::<i32>().ok()).filter(|n| (0..=3660).contains(n));
            let km = part
                .strip_suffix("km")
                .and_then(|n| n.trim().parse::<f64>().ok())
                .filter(|n| (0.0..=20_000.0).contains(n));
            match (days, km) {
                (Some(days), _) => out.days = days,
                (_, Some(km)) => out.km = km,
                _ => return Err(Error::unknown("merge-within", words, "write days and kilometres such as 2d,50km")),
            }
        }
        Ok(out)
    }
}

/// A report that tells of the incident of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The earlier report: the first of its incident.
    pub to: usize,
    /// What speaks for it.
    pub why: String,
}

/// For each report the earlier one whose incident it tells, if any.
pub fn links(reports: &[Report], within: MergeWithin) -> Vec<Option<Link>> {
    let mut out: Vec<Option<Link>> = vec![None; reports.len()];
    let mut buckets: BTreeMap<Option<[u8; 2]>, Vec<usize>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate() {
        let country = report.spot.as_ref().and_then(|s| s.country);
        let key = country.and_then(|c| c.as_str().as_bytes().try_into().ok());
        let known = buckets.entry(key).or_default();
        let recent = known.iter().rev().take(LOOK_BACK);
        let scored =
            recent.filter_map(|n| reports.get(*n).and_then(|other| Some((agreement(other, report, within)?, *n))));
        let best = scored.max_by(|a, b| a.0.score.total_cmp(&b.0.score).then(b.1.cmp(&a.1)));
        if let Some((agreement, n)) = best.filter(|(a, _)| a.score >= ENOUGH) {
            let first = out.get(n).and_then(Option::as_ref).map_or(n, |link| link.to);
            if let Some(slot) = out.get_mut(at) {
                *slot = Some(Link { to: first, why: agreement.why.join("; ") });
            }
        }
        known.push(at);
    }
    out
}

struct Agreement {
    score: f64,
    why: Vec<String>,
}

impl Agreement {
    fn add(&mut self, score: f64, why: impl Into<String>) {
        self.score += score;
        self.why.push(why.into());
    }
}

/// What speaks for two reports being one; nothing where they cannot be.
fn agreement(a: &Report, b: &Report, within: MergeWithin) -> Option<Agreement> {
    if !go_together(&a.kind, &b.kind) {
        return None;
    }
    let mut out = Agreement { score: 0.0, why: Vec::new() };
    dates(a, b, within, &mut out)?;
    places(a.spot.as_ref(), b.spot.as_ref(), within, &mut out)?;
    if a.kind == b.kind {
        out.add(0.2, format!("both {}", a.kind.label()));
    }
    if let (Some(x), Some(y)) = (&a.actor, &b.actor)
        && x == y
    {
        out.add(0.4, format!("both by {x}"));
    }
    let names: HashSet<&str> = a.names.iter().map(String::as_str).collect();
    let shared: Vec<&str> = b.names.iter().map(String::as_str).filter(|name| names.contains(name)).take(3).collect();
    if !shared.is_empty() {
        out.add(0.5 * shared.len().min(2) as f64, format!("both name {}", shared.join(", ")));
    }
    tolls(&a.killed, &b.killed, &mut out);
    Some(out)
}

fn dates(a: &Report, b: &Report, within: MergeWithin, out: &mut Agreement) -> Option<()> {
    let (Some(x), Some(y)) = (a.when.span(), b.when.span()) else { return Some(()) };
    let gap = gap_days(x, y);
    if gap > within.days {
        return None;
    }
    let longest = a.when.length_days().max(b.when.length_days());
    let score = if longest <= DAYS {
        1.0
    } else if longest <= MONTH {
        0.7
    } else {
        0.2
    };
    let score = if gap > 0 { score - 0.3 } else { score };
    let words = if gap == 0 {
        format!("dates {} and {} allow each other", a.when, b.when)
    } else {
        format!("dates {} and {} are {gap} days apart", a.when, b.when)
    };
    out.add(score, words);
    Some(())
}

/// Days between two spans; 0 where they overlap.
fn gap_days(a: (Date, Date), b: (Date, Date)) -> i32 {
    let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
    if a.1 < b.0 {
        days(a.1, b.0)
    } else if b.1 < a.0 {
        days(b.1, a.0)
    } else {
        0
    }
}

fn places(a: Option<&Spot>, b: Option<&Spot>, within: MergeWithin, out: &mut Agreement) -> Option<()> {
    let (Some(a), Some(b)) = (a, b) else { return Some(()) };
    let (Some(p), Some(q)) = (a.point, b.point) else { return Some(()) };
    let km = p.distance_km(q);
    let wide = |spot: &Spot| spot.precision >= Precision::Admin1;
    let is_site = |spot: &Spot| spot.precision <= Precision::Venue;
    match (wide(a), wide(b)) {
        (false, false) if km <= SAME_SITE_KM && is_site(a) && is_site(b) => {
            out.add(1.6, format!("both at {}", a.worded));
        }
        (false, false) if km <= within.km => out.add(1.0, format!("places {km:.0} km apart")),
        (true, true) if a.chain == b.chain => out.add(0.4, format!("both in {}", a.worded)),
        (false, false) => return None,
        _ if km > a.radius_km.max(b.radius_km) + within.km => return None,
        _ => out.add(0.3, format!("{} and {} allow each other", a.worded, b.worded)),
    }
    Some(())
}

/// Tolls that allow each other speak for one incident, tolls far apart against.
fn tolls(a: &Casualties, b: &Casualties, out: &mut Agreement) {
    if a.is_unknown() || b.is_unknown() {
        return;
    }
    let bounds = |c: &Casualties| (c.low.or(c.best).unwrap_or(0), c.high.unwrap_or(u32::MAX));
    let ((a1, a2), (b1, b2)) = (bounds(a), bounds(b));
    if a1 <= b2 && b1 <= a2 {
        out.add(if a1.min(b1) >= 10 { 0.4 } else { 0.2 }, "tolls allow each other");
    } else if a1.max(b1) > 3 * a2.min(b2).max(1) {
        out.score -= 0.8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_kilometres_are_read_in_any_order_and_a_typo_is_told() {
        assert_eq!("2d,50km".parse::<MergeWithin>().unwrap(), MergeWithin { days: 2, km: 50.0 });
        assert_eq!("5km, 1d".parse::<MergeWithin>().unwrap(), MergeWithin { days: 1, km: 5.0 });
        assert!("two days".parse::<MergeWithin>().unwrap_err().to_string().contains("2d,50km"));
    }
}
