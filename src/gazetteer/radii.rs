//! Gives units without a stated radius one that holds their places.
//!
//! Comes in: the places on their way into an index. Goes out: radii of countries and first- and second-level units: the distance
//! from the unit's point within which nineteen in twenty of its settlements lie, rounded up to a twentieth of itself or so.
//! A unit with fewer than five settlements keeps the radius of its kind.

use std::collections::HashMap;

use super::feature::Feature;
use super::pack::Place;
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector, trig};

/// Fewer settlements say nothing about the size of a unit.
const LEAST_PLACES: u32 = 5;
/// Steps of the distances that are counted apart: each a twelfth larger than the one before, from 2 km on.
const STEPS: usize = 100;
/// The first step in km.
const FIRST_KM: f64 = 2.0;
/// The ratio of two steps.
const RATIO: f64 = 1.085;

/// A unit and how far its settlements are.
struct Unit {
    row: usize,
    middle: UnitVector,
    counts: [u32; STEPS],
}

/// What makes a place belong to a unit.
#[derive(PartialEq, Eq, Hash)]
enum Code {
    Country([u8; 2]),
    /// The number of the string with the code of a first- or second-level unit.
    String(u32),
}

/// Sets the radii.
pub fn set_radii(places: &mut [Place]) {
    let mut units: Vec<Unit> = Vec::new();
    let mut by_code: HashMap<Code, usize> = HashMap::new();
    for (row, place) in places.iter().enumerate().filter(|(_, place)| place.radius_m == u32::MAX) {
        if let Some(code) = own_code(place) {
            by_code.insert(code, units.len());
            units.push(Unit { row, middle: unit_vector(place), counts: [0; STEPS] });
        }
    }
    if units.is_empty() {
        return;
    }
    let edges = edges();
    for place in places.iter().filter(|place| place.feature.is_settlement()) {
        let here = unit_vector(place);
        let [_, admin1, admin2, _] = place.strings;
        let codes = [Code::Country(place.country), Code::String(admin1), Code::String(admin2)];
        for code in codes.iter().filter(|code| !matches!(code, Code::String(0))) {
            let Some(unit) = by_code.get(code).and_then(|at| units.get_mut(*at)) else { continue };
            let nearness = unit.middle.dot(here);
            // The edges are cosines: they fall.
            let step = edges.partition_point(|edge| *edge > nearness).min(STEPS - 1);
            if let Some(count) = unit.counts.get_mut(step) {
                *count += 1;
            }
        }
    }
    for unit in &units {
        if let Some(place) = places.get_mut(unit.row) {
            place.radius_m = radius_m(&unit.counts).unwrap_or(u32::MAX);
        }
    }
}

/// The code of a unit; none for any other place.
fn own_code(place: &Place) -> Option<Code> {
    let [_, admin1, admin2, _] = place.strings;
    match place.feature {
        Feature::Country | Feature::Dependency if place.country != [0; 2] => Some(Code::Country(place.country)),
        Feature::Admin1 if admin1 != 0 => Some(Code::String(admin1)),
        Feature::Admin2 if admin2 != 0 => Some(Code::String(admin2)),
        _ => None,
    }
}

fn unit_vector(place: &Place) -> UnitVector {
    LonLat::wrapped(f64::from(place.lon) / 1e6, f64::from(place.lat) / 1e6).unit()
}

/// The distance of a step in km.
fn step_km(step: usize) -> f64 {
    FIRST_KM * trig::pow(RATIO, step as f64)
}

/// The cosines of the steps' angles.
fn edges() -> [f64; STEPS] {
    std::array::from_fn(|step| trig::cos((step_km(step) / EARTH_RADIUS_KM).min(std::f64::consts::PI)))
}

/// The radius that holds nineteen in twenty, in m.
fn radius_m(counts: &[u32; STEPS]) -> Option<u32> {
    let all: u32 = counts.iter().sum();
    if all < LEAST_PLACES {
        return None;
    }
    let mut within = 0;
    let step = counts.iter().position(|count| {
        within += count;
        u64::from(within) * 20 >= u64::from(all) * 19
    })?;
    Some((step_km(step) * 1000.0).round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(feature: Feature, lon: f64, lat: f64) -> Place {
        let strings = [1, 2, 0, 0];
        let (lon, lat) = ((lon * 1e6) as i32, (lat * 1e6) as i32);
        Place { lon, lat, population: 0, radius_m: u32::MAX, id: 0, strings, country: *b"XX", feature, borrowed: false }
    }

    #[test]
    fn a_unit_holds_its_settlements_and_one_without_them_keeps_its_kinds_radius() {
        let mut places = vec![place(Feature::Admin1, 10.0, 0.0), place(Feature::Country, 10.0, 0.0)];
        set_radii(&mut places);
        assert_eq!(places[0].radius_m, u32::MAX);
        places.extend((0..40).map(|n| place(Feature::Settlement, 10.0 + f64::from(n) / 100.0, 0.0)));
        set_radii(&mut places);
        let km = f64::from(places[0].radius_m) / 1000.0;
        assert!((42.0..47.0).contains(&km), "{km}");
        assert_eq!(places[0].radius_m, places[1].radius_m);
        assert_eq!(places[2].radius_m, u32::MAX);
    }
}
