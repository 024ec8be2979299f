//! The numbers as one long tidy table.
//!
//! Comes in: a [`Spread`]. Goes out: rows that `csv` and `serde_json` write as they are, the numbers rounded
//! as [`Rounded`] says.

use serde::Serialize;

pub use super::Rounded;
pub use super::lists::{ArrivalRow, FrontierRow, TrackRow, arrival_rows, frontier_rows, track_rows};
use super::{CentrePoint, Estimate, Family, Imputed, Interval, LeftOut, Number, Period, Slice, Spread, Unit};
use crate::statistic::concentration::location_quotient;

/// One number of one slice or family.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// The group it is about: `kind=bombing`; empty for all incidents.
    pub group: String,
    /// `period`, `cumulative` (everything up to the end of the period) or `whole`.
    pub scope: &'static str,
    /// The label of the period; empty for the whole.
    pub period: String,
    /// Its first day.
    pub start: String,
    /// Its last day.
    pub end: String,
    /// The country, cluster, cell or band it is about; else empty.
    pub region: String,
    /// `count` or the name of a family: `reach`.
    pub family: &'static str,
    /// The name of the number: `median`.
    pub statistic: &'static str,
    /// The number; empty where it is undefined, and then `note` says why.
    pub value: Option<Rounded>,
    /// Its unit.
    pub unit: &'static str,
    /// The lower end of the 95 % interval.
    pub low95: Option<Rounded>,
    /// The upper end.
    pub high95: Option<Rounded>,
    /// The kind of the interval: `order-statistic`, `student-t`, `bootstrap`, `wilson` or `none`.
    pub interval: &'static str,
    /// The median over the imputations of imprecise dates and places; empty where nothing was imputed.
    pub imputed_median: Option<Rounded>,
    /// The lower end of the 95 % range over the imputations.
    pub imputed_low95: Option<Rounded>,
    /// The upper end.
    pub imputed_high95: Option<Rounded>,
    /// The lower end of the 95 % interval of imprecision and sampling together.
    pub total_low95: Option<Rounded>,
    /// The upper end.
    pub total_high95: Option<Rounded>,
    /// How many imputations there were.
    pub imputations: u32,
    /// How many incidents it rests on.
    pub n: u64,
    /// What was left out: `no_point 3; too_coarse 2`.
    pub left_out: String,
    /// The id of the method in docs/methods.md.
    pub method: &'static str,
    /// What a reader must know.
    pub note: String,
}

/// The kind of an estimate's interval.
pub(super) fn interval_kind(estimate: &Estimate) -> &'static str {
    match (estimate.interval, estimate.method) {
        (Interval::None, _) => "none",
        (_, "A3") => "order-statistic",
        (_, "B1" | "B2" | "C1" | "C2") => "student-t",
        (_, "E3") => "wilson",
        _ => "bootstrap",
    }
}

/// What was left out in one line.
pub(super) fn left_out_text(left_out: &LeftOut) -> String {
    left_out.iter().map(|(why, count)| format!("{why} {count}")).collect::<Vec<_>>().join("; ")
}

/// A number of a slice with its names.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub family: &'static str,
    pub statistic: &'static str,
    pub estimate: Estimate,
    /// What imputation says of it.
    pub imputed: Option<Imputed>,
}

/// All numbers of a slice, in the order of the tables.
pub(super) fn estimates(slice: &Slice) -> Vec<Named> {
    let mut list = counts(slice);
    let mut add = |family, numbers: Vec<(&'static str, Estimate)>| {
        let named = |(statistic, estimate)| Named { family, statistic, estimate, imputed: None };
        list.extend(numbers.into_iter().map(named));
    };
    let r = &slice.reach;
    let with = |words: &[&'static str], numbers: &[&Estimate]| {
        words.iter().copied().zip(numbers.iter().map(|e| (*e).clone())).collect::<Vec<_>>()
    };
    add("reach", with(&["min", "median", "p90", "max"], &[&r.min, &r.median, &r.p90, &r.max]));
    add("centre", centres(slice));
    let d = &slice.dispersion;
    let names = ["standard_distance", "ellipse_semi_major", "ellipse_semi_minor", "ellipse_azimuth"];
    add("centre", with(&names, &[&d.standard_distance, &d.semi_major, &d.semi_minor, &d.azimuth]));
    add("area", with(&["hull_area", "hull_area_nearest_90"], &[&slice.hull.area, &slice.hull.area90]));
    let m = &slice.regions;
    let names = ["countries", "subregions", "shannon", "effective_countries", "simpson", "gini", "share_abroad"];
    let numbers = [&m.countries, &m.subregions, &m.shannon, &m.effective, &m.simpson, &m.gini, &m.abroad];
    add("regions", with(&names, &numbers));
    for one in &mut list {
        one.imputed = slice.imputed.get(&(one.family, one.statistic)).copied();
    }
    list
}

fn counts(slice: &Slice) -> Vec<Named> {
    let dates: LeftOut = slice
        .left_out
        .iter()
        .filter(|(why, _)| why.ends_with("date") || why.starts_with("date"))
        .map(|(why, count)| (*why, *count))
        .collect();
    let number = |statistic, value: Option<u64>, n, note: Option<&str>| Named {
        family: "count",
        statistic,
        estimate: Estimate {
            value: value.map(|v| v as f64),
            unit: Unit::Count,
            n,
            left_out: dates.clone(),
            interval: Interval::None,
            method: "N",
            note: note.map(str::to_owned),
        },
        imputed: None,
    };
    let known = slice.incidents - slice.killed_unknown;
    let note = slice.killed.is_none().then_some("no incident has a known count");
    vec![
        number("incidents", Some(slice.incidents), slice.incidents, None),
        number("measured", Some(slice.n), slice.incidents, Some("incidents with a point fine enough for distances")),
        number("killed", slice.killed, known, note),
        number("killed_unknown", Some(slice.killed_unknown), slice.incidents, None),
    ]
}

fn centres(slice: &Slice) -> Vec<(&'static str, Estimate)> {
    let c = &slice.centre;
    let mean =
        ["mean_lon", "mean_lat", "mean_ellipse95_semi_major", "mean_ellipse95_semi_minor", "mean_ellipse95_azimuth"];
    let median = [
        "median_lon",
        "median_lat",
        "median_ellipse95_semi_major",
        "median_ellipse95_semi_minor",
        "median_ellipse95_azimuth",
    ];
    let mut list = centre(mean, c.mean.as_ref(), &c.resultant);
    list.push(("resultant_length", c.resultant.clone()));
    list.push(("mean_distance_from_origin", c.mean_distance.clone()));
    list.extend(centre(median, c.median.as_ref(), &c.median_objective));
    list.push(("median_distance_from_origin", c.median_distance.clone()));
    list.push(("mean_distance_to_median", c.median_objective.clone()));
    list
}

/// Position and ellipse of a centre; n, left-out and method are those of `like`.
fn centre(names: [&'static str; 5], point: Option<&CentrePoint>, like: &Estimate) -> Vec<(&'static str, Estimate)> {
    let ellipse = point.and_then(|p| p.ellipse95);
    let values = [
        (point.map(|p| p.at.lon()), Unit::Degrees),
        (point.map(|p| p.at.lat()), Unit::Degrees),
        (ellipse.map(|e| e.semi_major_km), Unit::Km),
        (ellipse.map(|e| e.semi_minor_km), Unit::Km),
        (ellipse.map(|e| e.azimuth_deg), Unit::Degrees),
    ];
    let note = |index: usize| match (like.n, point, index) {
        (0, ..) => Some("no incidents"),
        (_, None, _) => Some("the points cancel out: there is no centre"),
        (_, Some(p), 0 | 1) if !p.reliable => Some("resultant length below 0.5: unreliable"),
        (_, _, 0 | 1) => Some("the interval is the 95 % ellipse"),
        _ if ellipse.is_none() => {
            Some("no ellipse: fewer than five incidents, eight weeks of bursty ones, one point, or no resamples")
        }
        _ => None,
    };
    let make = |(index, (value, unit)): (usize, (Option<f64>, Unit))| Estimate {
        value,
        unit,
        interval: Interval::None,
        note: note(index).map(str::to_owned),
        ..like.clone()
    };
    names.into_iter().zip(values.into_iter().enumerate().map(make)).collect()
}

/// The long table: each period, everything up to its end, the whole; the location quotients of each period; the other
/// families; then the same for each group.
pub fn rows(spread: &Spread) -> Vec<Row> {
    let mut rows = rows_of(spread, "");
    let by = spread.options.group_by.map_or("group", |by| by.name());
    for group in &spread.groups {
        rows.extend(rows_of(&group.spread, &format!("{by}={}", group.name)));
    }
    rows
}

fn rows_of(spread: &Spread, group: &str) -> Vec<Row> {
    let (mut rows, imputations) = (Vec::new(), spread.imputations);
    let wanted = |one: &Named| is_wanted(one.family, &spread.options.families);
    let scopes = [("period", &spread.periods), ("cumulative", &spread.cumulative)];
    for (scope, slices) in scopes {
        for slice in slices {
            let place = About { group, imputations, scope, period: slice.period, region: "" };
            rows.extend(estimates(slice).iter().filter(|one| wanted(one)).map(|one| row(&place, one)));
        }
    }
    let whole = About { group, imputations, scope: "whole", period: None, region: "" };
    rows.extend(estimates(&spread.whole).iter().filter(|one| wanted(one)).map(|one| row(&whole, one)));
    for slice in spread.periods.iter().filter(|_| spread.options.families.contains(&Family::Regions)) {
        let quotients = quotients(slice, &spread.whole);
        let place = |region| About { group, imputations, scope: "period", period: slice.period, region };
        rows.extend(quotients.iter().map(|(region, one)| row(&place(region), one)));
    }
    for family in spread.findings.all() {
        let name = family.family().name();
        rows.extend(family.numbers().into_iter().map(|number| finding(group, name, number)));
    }
    if let Some(comparison) = &spread.comparison {
        rows.extend(comparison.numbers().into_iter().map(|number| finding(group, "compare", number)));
    }
    rows
}

/// Whether a family of the slices was asked for; the counts always are.
pub(super) fn is_wanted(family: &str, chosen: &[Family]) -> bool {
    family == "count" || chosen.iter().any(|one| one.name() == family)
}

fn finding(group: &str, family: &'static str, number: Number) -> Row {
    let Number { statistic, period, region, estimate } = number;
    let scope = if period.is_some() { "period" } else { "whole" };
    let named = Named { family, statistic, estimate, imputed: None };
    row(&About { group, imputations: 0, scope, period, region: &region }, &named)
}

/// The location quotient of each country active in a slice (E2).
pub(super) fn quotients(slice: &Slice, whole: &Slice) -> Vec<(String, Named)> {
    let total = |s: &Slice| s.regions.by_country.iter().map(|(_, count)| count).sum::<u64>();
    let (here_n, whole_n) = (total(slice), total(whole));
    let in_whole = |name: &str| whole.regions.by_country.iter().find(|(n, _)| &**n == name).map_or(0, |(_, c)| *c);
    let one = |(name, count): &(std::sync::Arc<str>, u64)| {
        let value = location_quotient(*count, here_n, in_whole(name), whole_n)?;
        let like = slice.regions.countries.clone();
        let note = Some("share of the period over share of the whole".to_owned());
        let estimate = Estimate { value: Some(value), unit: Unit::Ratio, method: "E2", note, ..like };
        Some((name.to_string(), Named { family: "regions", statistic: "location_quotient", estimate, imputed: None }))
    };
    slice.regions.by_country.iter().filter_map(one).collect()
}

/// What a number is about.
struct About<'a> {
    group: &'a str,
    imputations: u32,
    scope: &'static str,
    period: Option<Period>,
    region: &'a str,
}

fn row(about: &About<'_>, named: &Named) -> Row {
    let estimate = &named.estimate;
    let rounded = |value: f64| Rounded::new(value, estimate.unit);
    let ends =
        |interval: Option<Interval>| interval.and_then(Interval::ends).map(|(a, b)| (rounded(a), rounded(b))).unzip();
    let (low95, high95) = ends(Some(estimate.interval));
    let (imputed_low95, imputed_high95) = ends(named.imputed.map(|i| i.range));
    let (total_low95, total_high95) = ends(named.imputed.map(|i| i.total));
    Row {
        group: about.group.to_owned(),
        scope: about.scope,
        period: about.period.map(|p| p.label()).unwrap_or_default(),
        start: about.period.map(|p| p.start.to_string()).unwrap_or_default(),
        end: about.period.map(|p| p.last_day().to_string()).unwrap_or_default(),
        region: about.region.to_owned(),
        family: named.family,
        statistic: named.statistic,
        value: estimate.value.map(rounded),
        unit: estimate.unit.name(),
        low95,
        high95,
        interval: interval_kind(estimate),
        imputed_median: named.imputed.map(|i| rounded(i.median)),
        imputed_low95,
        imputed_high95,
        total_low95,
        total_high95,
        imputations: if named.imputed.is_some() { about.imputations } else { 0 },
        n: estimate.n,
        left_out: left_out_text(&estimate.left_out),
        method: estimate.method,
        note: estimate.note.clone().unwrap_or_default(),
    }
}
