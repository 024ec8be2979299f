//! Large sets of incidents: their centres, and the points with weights that stand for them.
//!
//! Comes in: a [`Growth`], or a large sample. Goes out: [`Mass`]es. Far from where a sum changes fast, patches of points are
//! replaced by nodes (see [`patch`](crate::statistic::patch)). Errors of what is computed from these, relative to the value:
//! below 1e-7 for the squares of distances to the mean centre, below 1e-5 of the extent for the median and 1e-6 for its mean distance
//! (tested against the sums over all points).

use std::collections::BTreeMap;

use super::growth::{Growth, Stand, WIDE};
use super::mass::{Centred, Mass};
use super::median::median;
use super::sample::Sample;
use super::tree::{fine_radius, wide_level};
use crate::earth::UnitVector;
use crate::statistic::patch::{Nodes, Patch, Place, code, codes};

/// More distinct points than this are not summed one by one.
pub(super) const LARGE: u64 = 2048;
/// A patch stands for its points where it is so many times its radius away from the centre and from the point opposite.
const FAR: f64 = 3.0;
/// The same for a first look, and for resampled figures.
const ROUGH: f64 = 1.5;
/// The search for the median goes on until it moves by less than this share of the extent: far less than the patches near
/// it measure.
const STILL: f64 = 1e-3;
/// It goes on no more often than this.
const ROUNDS: u32 = 6;
/// Coarse nodes stand for patches whose middle has this cosine or more to the mean centre.
const FACING: f64 = -0.3;

/// Large sets of incidents are measured by this: centres, points near the median, points with ellipsoidal coordinates.
pub(super) struct Large {
    pub centred: Centred,
    pub near: Mass,
    pub wide: Mass,
}

impl Large {
    pub fn new(growth: &mut Growth<'_>) -> Self {
        let n = growth.n;
        let vector = growth.sum.times(1.0 / n.max(1) as f64);
        let start = vector.normalised().unwrap_or(UnitVector { x: 1.0, y: 0.0, z: 0.0 });
        let extent = extent(vector);
        let (at, points) = centre(growth, start, STILL * extent);
        let centred = Centred::new(vector, &points, at, n);
        let fingerprint = growth.fingerprint;
        let mass = |points| Mass { points, plane: Vec::new(), exact: false, n, fingerprint };
        let near = mass(about(growth, at.unwrap_or(start), ROUGH)).on_sphere(&centred);
        let wide = mass(coarse(growth, centred.mean.unwrap_or(start), extent));
        Self { centred, near, wide: on_ellipsoid(wide, &centred) }
    }
}

/// The median centre and the points it was found with.
fn centre(growth: &mut Growth<'_>, start: UnitVector, still: f64) -> (Option<UnitVector>, Vec<(UnitVector, f64)>) {
    let rough = about(growth, start, ROUGH);
    let Some(mut at) = median(&rough, None) else { return (None, rough) };
    for _ in 0..ROUNDS {
        let points = about(growth, at, FAR);
        let Some(next) = median(&points, Some(at)) else { return (Some(at), points) };
        let moved = next.chord(at);
        at = next;
        if moved <= still {
            return (Some(at), points);
        }
    }
    (Some(at), about(growth, at, FAR))
}

/// Points that stand for the incidents in sums of what changes fast at a centre and at the point opposite.
fn about(growth: &mut Growth<'_>, at: UnitVector, times: f64) -> Vec<(UnitVector, f64)> {
    let opposite = at.times(-1.0);
    growth.condensed(|node| {
        let far = at.chord(node.middle).min(opposite.chord(node.middle)) >= times * node.radius;
        if far { Stand::Fine } else { Stand::None }
    })
}

/// Points that stand for the incidents in sums of what is smooth but at the point opposite the centre.
fn coarse(growth: &mut Growth<'_>, at: UnitVector, extent: f64) -> Vec<(UnitVector, f64)> {
    let (opposite, smooth, radius) =
        (at.times(-1.0), wide_level(extent) <= growth.tree.wide_level, fine_radius(extent));
    growth.condensed(|node| {
        let faces = node.middle.dot(at) >= FACING;
        if node.wide && faces && smooth {
            Stand::Wide
        } else if node.radius <= radius && opposite.chord(node.middle) >= FAR * node.radius {
            Stand::Fine
        } else {
            Stand::None
        }
    })
}

/// The root of the mean squared chord to the mean vector's point.
fn extent(vector: UnitVector) -> f64 {
    (2.0 * (1.0 - vector.length())).max(0.0).sqrt()
}

fn on_ellipsoid(mass: Mass, centred: &Centred) -> Mass {
    let at: Vec<_> = mass.points.iter().map(|(p, _)| p.lon_lat()).collect();
    mass.on_ellipsoid(centred, at.into_iter())
}

/// Few points with ellipsoidal coordinates that stand for those of a sample of many.
pub(super) fn wide(sample: &Sample, centred: &Centred) -> Mass {
    let nodes = Nodes::<WIDE>::new();
    let mut patches: BTreeMap<u64, Vec<(UnitVector, f64)>> = BTreeMap::new();
    let level = wide_level(extent(centred.vector));
    for (unit, (_, count)) in sample.units.iter().zip(&sample.spots) {
        patches.entry(code(*unit) / codes(level)).or_default().push((*unit, *count as f64));
    }
    let mut points = Vec::new();
    for (number, within) in patches {
        let patch = Patch::of(number * codes(level), level);
        let (middle, _) = patch.cap();
        if within.len() <= WIDE * WIDE || centred.mean.is_some_and(|mean| middle.dot(mean) < FACING) {
            points.extend(within);
            continue;
        }
        let mut weights = [0.0; WIDE * WIDE];
        for (p, weight) in &within {
            nodes.share(&patch, Place::of(*p), *weight, &mut weights);
        }
        points.extend(nodes.points(&patch).zip(weights));
    }
    let mass = Mass { points, plane: Vec::new(), exact: false, n: sample.n, fingerprint: sample.fingerprint() };
    on_ellipsoid(mass, centred)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::earth::LonLat;
    use crate::spread::sample::Spot;
    use crate::spread::tree::Tree;
    use crate::statistic::random::Random;

    fn spots(place: impl Fn(&mut Random) -> (f64, f64)) -> Vec<Spot> {
        let mut random = Random::new(1, "spots", 0);
        let one = |_| {
            let (lon, lat) = place(&mut random);
            let at = LonLat::wrapped(lon, lat);
            Spot::new(at, None)
        };
        (0..6000).map(one).collect()
    }

    fn squares(mass: &Mass) -> [f64; 3] {
        let terms = || mass.plane.iter().zip(&mass.points).map(|([x, y], (_, weight))| (*x, *y, *weight));
        [
            terms().map(|(x, _, w)| w * x * x).sum(),
            terms().map(|(x, y, w)| w * x * y).sum(),
            terms().map(|(_, y, w)| w * y * y).sum(),
        ]
    }

    /// Holds what stands for the points against the points.
    fn stands(spots: &[Spot]) {
        let indices: Vec<u32> = (0..spots.len() as u32).collect();
        let sample = Sample::new(spots, indices.clone());
        let (exact, centred) = Mass::of(&sample);
        let exact = exact.on_ellipsoid(&centred, spots.iter().map(|s| s.at));
        let tree = Tree::new(spots);
        let mut growth = Growth::new(&tree, 0, spots.len() as u64);
        growth.take(&indices);
        let large = Large::new(&mut growth);
        let want = squares(&exact);
        for mass in [&large.wide, &wide(&sample, &centred)] {
            assert!(mass.points.len() < spots.len() / 2, "{}", mass.points.len());
            for (got, want_one) in squares(mass).into_iter().zip(want) {
                assert!((got - want_one).abs() < 1e-7 * (want[0] + want[2]), "{got} {want_one}");
            }
        }
        let extent = extent(centred.vector);
        let apart = large.centred.median.unwrap().chord(centred.median.unwrap());
        assert!(apart < 1e-5 * extent, "{apart}");
        assert!((large.centred.mean_angle / centred.mean_angle - 1.0).abs() < 1e-6);
        assert_eq!((growth.fingerprint, growth.n), (sample.fingerprint(), sample.n));
    }

    #[test]
    fn a_region_is_stood_for_to_within_the_stated_errors() {
        stands(&spots(|r| (43.0 + 12.0 * r.normal(), 36.0 + 6.0 * r.normal())));
    }

    #[test]
    fn a_town_across_180_is_stood_for_to_within_the_stated_errors() {
        stands(&spots(|r| (180.0 + 0.05 * r.normal(), -17.0 + 0.03 * r.normal())));
    }

    #[test]
    fn a_cloud_about_a_pole_is_stood_for_to_within_the_stated_errors() {
        stands(&spots(|r| (360.0 * r.uniform(), -90.0 + 4.0 * r.uniform())));
    }
}
