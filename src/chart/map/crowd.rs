//! Which points a frame should hold: all of few; of many, those without the few that lie far off.
//!
//! Comes in: points with the number of incidents there. Goes out: the points to be held.
//!
//! One incident at the antipodes must not shrink ten thousand others to a blot. What lies beyond the frame is told in words.

use crate::earth::{Distances, LonLat, UnitVector};

/// Fewer incidents than this are all held.
const FEWEST: u64 = 100;

/// The share of incidents that a frame holds at least.
const SHARE: f64 = 0.97;

/// Points up to so many times as far as that share are held too.
const SLACK: f64 = 1.2;

/// Only where the farthest point lies so many times as far off is any left out.
const FAR: f64 = 1.6;

/// The points to be held; distances count from `origin`, or, without one, from the middle of all.
pub fn held(points: &[(LonLat, u64)], origin: Option<LonLat>) -> Vec<LonLat> {
    let all = || points.iter().map(|(at, _)| *at).collect();
    let total: u64 = points.iter().map(|(_, n)| n).sum();
    let sum = points.iter().fold(UnitVector::default(), |sum, (at, n)| sum.plus(at.unit().times(*n as f64)));
    let Some(middle) = origin.or_else(|| sum.normalised().map(UnitVector::lon_lat)) else { return all() };
    let from = Distances::from(middle);
    let measured: Vec<f64> = points.iter().map(|(at, _)| from.km_to(*at, at.unit())).collect();
    let mut far: Vec<(f64, u64)> = measured.iter().zip(points).map(|(km, (_, n))| (*km, *n)).collect();
    far.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut counted = 0;
    let reach = far.iter().find(|(_, n)| {
        counted += n;
        counted as f64 >= SHARE * total as f64
    });
    match (reach, far.last()) {
        (Some((reach, _)), Some((farthest, _))) if total >= FEWEST && *farthest > FAR * reach.max(500.0) => {
            let limit = SLACK * reach.max(500.0);
            points.iter().zip(measured).filter(|(_, km)| *km <= limit).map(|((at, _), _)| *at).collect()
        }
        _ => all(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_far_incident_of_many_is_left_out_and_one_of_few_is_not() {
        let mosul = LonLat::wrapped(43.13, 36.34);
        let melbourne = LonLat::wrapped(144.96, -37.81);
        let near = mosul.destination(90.0, 700.0);
        assert_eq!(held(&[(mosul, 900), (near, 300), (melbourne, 1)], None), [mosul, near]);
        assert_eq!(held(&[(mosul, 9), (near, 3), (melbourne, 1)], None).len(), 3);
        assert_eq!(held(&[(mosul, 900), (near, 300), (melbourne, 200)], None).len(), 3, "a seventh is not few");
    }
}
