//! Distinct points of incidents with their distances from the origin.
//!
//! Comes in: records, the origin. Goes out: [`Spots`], nearest to the origin first, and which record lies at which.

use rayon::prelude::*;

use super::gathered::NONE;
use super::record::{Record, gathered};
use super::sample::Spot;
use super::{Origin, Ruler};
use crate::earth::LonLat;
use crate::statistic::random::mix;

/// Distinct fine points, nearest first, and the number of each record's point, [`NONE`] without one.
pub(super) struct Spots {
    pub spots: Vec<Spot>,
    pub spot_of: Vec<u32>,
}

/// Finds the distinct points, measures them and puts them in order: by distance, longitude, latitude.
pub(super) fn spots(records: &[Record], origin: &Origin) -> Spots {
    let (points, mut spot_of) = distinct(records);
    let ruler = Ruler::new(origin);
    let distances: Vec<Option<f64>> = points.par_iter().map(|at| ruler.km_by_unit(*at, at.unit())).collect();
    let mut order: Vec<(u64, u32)> =
        (0_u32..).zip(&distances).map(|(i, km)| (km.unwrap_or(0.0).max(0.0).to_bits(), i)).collect();
    let at = |i: u32| points.get(i as usize).map(|point| ordered(*point));
    order.par_sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| at(a.1).cmp(&at(b.1))));
    let mut new = vec![NONE; order.len()];
    for (number, (_, old)) in (0_u32..).zip(&order) {
        new.get_mut(*old as usize).into_iter().for_each(|slot| *slot = number);
    }
    spot_of.par_iter_mut().for_each(|spot| *spot = new.get(*spot as usize).copied().unwrap_or(NONE));
    drop(new);
    let from: Vec<u32> = order.into_iter().map(|(_, old)| old).collect();
    let (points, distances) = (gathered(&points, &from), gathered(&distances, &from));
    let spot = |(at, km): (&LonLat, &Option<f64>)| Spot::new(*at, *km);
    Spots { spots: points.par_iter().zip(&distances).map(spot).collect(), spot_of }
}

/// The distinct points in the order in which they are met, and the number of each record's.
fn distinct(records: &[Record]) -> (Vec<LonLat>, Vec<u32>) {
    let fine = |r: &Record| r.point().filter(|_| r.is_fine());
    let slots = (records.len() * 2).next_power_of_two().max(16);
    let mut table = vec![NONE; slots];
    let mut points: Vec<LonLat> = Vec::new();
    let mut number = |point: LonLat| {
        let (x, y) = (point.lon().to_bits(), point.lat().to_bits());
        let mut at = mix(mix(0, x), y) as usize & (slots - 1);
        // At most half of the slots are taken, so that a free one comes.
        while let Some(slot) = table.get_mut(at) {
            if *slot == NONE {
                *slot = points.len() as u32;
                points.push(point);
                return *slot;
            }
            if points.get(*slot as usize).is_some_and(|p| (p.lon().to_bits(), p.lat().to_bits()) == (x, y)) {
                return *slot;
            }
            at = (at + 1) & (slots - 1);
        }
        NONE
    };
    let numbers = records.iter().map(|record| fine(record).map_or(NONE, &mut number)).collect();
    (points, numbers)
}

/// Numbers in the order of longitude, then latitude; they tell all points apart.
fn ordered(point: LonLat) -> (u64, u64) {
    let number = |degrees: f64| {
        let bits = (degrees + 0.0).to_bits();
        if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
    };
    (number(point.lon()), number(point.lat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_ordered_by_longitude_then_latitude_on_both_sides_of_zero() {
        let mut points =
            [(1.0, -2.0), (-1.0, 5.0), (-170.0, 0.0), (1.0, -3.0), (0.0, 0.0)].map(|(x, y)| LonLat::wrapped(x, y));
        points.sort_by_key(|point| ordered(*point));
        let lon_lat: Vec<(f64, f64)> = points.iter().map(|p| (p.lon(), p.lat())).collect();
        assert_eq!(lon_lat, [(-170.0, 0.0), (-1.0, 5.0), (0.0, 0.0), (1.0, -3.0), (1.0, -2.0)]);
    }
}
