//! How many incidents each country or each first-level administrative unit has.
//!
//! Comes in: the [`Kit`]. Goes out: [`Areas`]: units with their counts, what could not be put into one.

use std::collections::{BTreeMap, BTreeSet};

use geo::MultiPolygon;

use crate::chart::map::crowd;
use crate::chart::map::kit::Kit;
use crate::earth::LonLat;
use crate::incident::CountryCode;
use crate::region::Country;

/// A country larger than this, in km², need not be on the map as a whole.
const LARGEST_KM2: f64 = 3e6;

/// A unit with incidents.
pub struct Unit<'a> {
    pub name: &'a str,
    pub n: u64,
    /// Where its name stands.
    pub at: LonLat,
    pub outline: &'a MultiPolygon<f64>,
    pub km2: f64,
}

/// Units with their counts.
pub struct Areas<'a> {
    pub units: Vec<Unit<'a>>,
    /// Outlines in which incidents are known, but not where.
    pub hatched: Vec<&'a MultiPolygon<f64>>,
    /// What the frame must hold.
    pub points: Vec<LonLat>,
    pub left_out: u64,
    /// The key of the words that say why.
    pub why_left_out: &'static str,
    /// The noun for a unit, as the table of words has it.
    pub what: &'static str,
    /// The key of the title.
    pub title: &'static str,
    /// Whether countries are named besides the units.
    pub names_neighbours: bool,
}

/// Countries with the counts of first arrivals, which are by the country that the data states.
pub fn countries<'a>(kit: &Kit<'a>) -> Areas<'a> {
    let unit = |arrival: &crate::spread::Arrival| {
        let country = of_arrival(kit, arrival)?;
        let km2 = km2(&country.outline);
        let at = country.label_point?;
        Some(Unit { name: &country.name, n: arrival.n, at, outline: &country.outline, km2 })
    };
    let arrivals = &kit.input.spread.countries;
    let units: Vec<Unit<'_>> = arrivals.iter().filter_map(unit).collect();
    let inside: u64 = units.iter().map(|unit| unit.n).sum();
    let near = units.iter().filter(|unit| unit.km2 < LARGEST_KM2);
    let mut weighed: Vec<(LonLat, u64)> = near.map(|unit| (unit.at, unit.n)).collect();
    weighed.extend(measured_points(kit));
    let mut points = crowd::held(&weighed, None);
    if points.is_empty() {
        points.extend(units.iter().map(|unit| unit.at));
    }
    Areas {
        left_out: kit.input.spread.whole.incidents.saturating_sub(inside),
        units,
        hatched: Vec::new(),
        points,
        why_left_out: "areas.left_out_country",
        what: "country",
        title: "areas.title_country",
        names_neighbours: true,
    }
}

fn of_arrival<'a>(kit: &Kit<'a>, arrival: &crate::spread::Arrival) -> Option<&'a Country> {
    let regions = kit.regions();
    let country = match arrival.country {
        Some(code) => regions.country(code),
        None => regions.country_named(&arrival.name),
    }?;
    (!country.outline.0.is_empty()).then_some(country)
}

/// The fine points of measured incidents, with their numbers; of a crowd those of its symbols.
fn measured_points<'a>(kit: &Kit<'a>) -> impl Iterator<Item = (LonLat, u64)> + 'a {
    let roles = &kit.input.spread.options.roles;
    let measured = kit.input.symbols().symbols.iter().filter(|dot| roles.contains(&dot.role) && !dot.coarse);
    measured.map(|dot| (dot.at, dot.incidents.len() as u64))
}

/// Units by the polygon that holds an incident's point; incidents known to the country alone hatch it.
pub fn provinces<'a>(kit: &Kit<'a>) -> Areas<'a> {
    let regions = kit.regions();
    let mut counts: BTreeMap<usize, u64> = BTreeMap::new();
    let (mut coarse, mut fine): (BTreeSet<CountryCode>, BTreeSet<CountryCode>) = (BTreeSet::new(), BTreeSet::new());
    let mut left_out = 0;
    let roles = &kit.input.spread.options.roles;
    for one in kit.input.located.iter().filter(|one| roles.contains(&one.role())) {
        let site = one.site().filter(|site| site.precision.is_fine());
        if let Some(number) = site.and_then(|site| regions.admin1_at(site.point)) {
            *counts.entry(number).or_default() += 1;
            fine.extend(one.area.country);
        } else {
            left_out += 1;
            coarse.extend(one.area.country);
        }
    }
    let unit = |(number, n): (&usize, &u64)| {
        let unit = regions.admin1().get(*number)?;
        let at = middle(&unit.outline)?;
        Some(Unit { name: &unit.name, n: *n, at, outline: &unit.outline, km2: km2(&unit.outline) })
    };
    let inside = measured_points(kit).filter(|(at, _)| regions.admin1_at(*at).is_some());
    let hatched = coarse.difference(&fine).filter_map(|code| regions.country(*code)).map(|country| &country.outline);
    Areas {
        units: counts.iter().filter_map(unit).collect(),
        hatched: hatched.collect(),
        points: crowd::held(&inside.collect::<Vec<_>>(), None),
        left_out,
        why_left_out: "areas.left_out_province",
        what: "province",
        title: "areas.title_province",
        names_neighbours: false,
    }
}

fn km2(outline: &MultiPolygon<f64>) -> f64 {
    geo::GeodesicArea::geodesic_area_unsigned(outline) / 1e6
}

/// A point well inside the largest polygon.
fn middle(outline: &MultiPolygon<f64>) -> Option<LonLat> {
    use geo::{Area, InteriorPoint};
    let largest = outline.0.iter().max_by(|a, b| a.unsigned_area().total_cmp(&b.unsigned_area()))?;
    largest.interior_point().map(|p| LonLat::wrapped(p.x(), p.y()))
}
