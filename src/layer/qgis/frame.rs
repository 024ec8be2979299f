//! Which part of the Earth the map shows, and how it is laid flat.
//!
//! Comes in: located incidents and the origin. Goes out: a [`Frame`] in metres. With an origin the map is azimuthal equidistant on
//! it; without one on the middle of the incidents, or, where they lie all over the world, in Equal Earth.

use rayon::prelude::*;

use super::crs::Crs;
use crate::earth::trig::{atan2, cos, degrees, radians, sin};
use crate::earth::{Distances, LonLat, UnitVector};
use crate::incident::Role;
use crate::layer::LayerInput;
use crate::located::{LocatedRef, LocatedStore};

/// A rectangle of a map, in metres of its projection.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Frame {
    pub(super) crs: Crs,
    pub(super) west: f64,
    pub(super) south: f64,
    pub(super) east: f64,
    pub(super) north: f64,
}

/// Without an origin, incidents farther than this from their middle are shown on a map of the world.
const REGIONAL_KM: f64 = 5500.0;

/// The least half width of the frame: a map of one street says nothing about spread.
const LEAST_HALF_WIDTH_KM: f64 = 150.0;

/// From pole to pole and round the Earth in Equal Earth, in metres.
const EQUAL_EARTH: (f64, f64) = (17_243_960.0, 8_392_930.0);

/// As far as an azimuthal map goes, in metres: half round the Earth.
const FARTHEST: f64 = 20_003_931.0;

/// The share of the width and height that stays free on each side.
const MARGIN: f64 = 0.07;

/// The point in the middle of the projection; none for a map of the world.
pub(super) fn middle(input: &LayerInput<'_>) -> Option<LonLat> {
    input.spread.options.origin.centre().or_else(|| regional_middle(&wanted(input.located)))
}

impl Frame {
    /// The frame that holds the operations and the origin, this many times as wide as high.
    pub(super) fn of(input: &LayerInput<'_>, ratio: f64) -> Self {
        let origin = input.spread.options.origin.centre();
        let mut points = wanted(input.located);
        let Some(middle) = origin.or_else(|| regional_middle(&points)) else {
            return Self::centred(Crs::EqualEarth, EQUAL_EARTH, ratio);
        };
        let crs = Crs::Equidistant(middle);
        let from = Distances::from(middle);
        points.extend(origin);
        let [(west, east), (south, north)] = ranges(&from, &points);
        let half = |low: f64, high: f64| ((high - low) / 2.0 / (1.0 - 2.0 * MARGIN)).max(1000.0 * LEAST_HALF_WIDTH_KM);
        let frame = Self::centred(crs, (half(west, east), half(south, north)), ratio);
        frame.moved(f64::midpoint(west, east), f64::midpoint(south, north))
    }

    /// A frame round the middle of the projection with at least these half sizes, and the ratio.
    fn centred(crs: Crs, (half_width, half_height): (f64, f64), ratio: f64) -> Self {
        let half_width = half_width.max(half_height * ratio).round();
        let half_height = (half_width / ratio).round();
        Self { crs, west: -half_width, south: -half_height, east: half_width, north: half_height }
    }

    fn moved(self, east: f64, north: f64) -> Self {
        let (east, north) = (east.round(), north.round());
        Self {
            west: self.west + east,
            east: self.east + east,
            south: self.south + north,
            north: self.north + north,
            ..self
        }
    }

    /// The same middle, as large that the frame is kept, in another ratio.
    pub(super) fn in_ratio(self, ratio: f64) -> Self {
        let halves = (self.width() / 2.0, self.height() / 2.0);
        let middle = (f64::midpoint(self.west, self.east), f64::midpoint(self.south, self.north));
        Self::centred(self.crs, halves, ratio).moved(middle.0, middle.1)
    }

    /// The surroundings, for a small map that tells where the large one lies; none for a map of the world. As large as a
    /// hemisphere, or all of the Earth where the frame is nearly as large.
    pub(super) fn surroundings(&self, ratio: f64) -> Option<Self> {
        let reach = [self.west, self.east, self.south, self.north].into_iter().map(f64::abs).fold(0.0, f64::max);
        let half = (1.15 * reach).clamp(FARTHEST / 2.0, FARTHEST);
        matches!(self.crs, Crs::Equidistant(_)).then(|| Self::centred(self.crs, (half, half), ratio))
    }

    /// The width in metres.
    pub(super) fn width(&self) -> f64 {
        self.east - self.west
    }

    fn height(&self) -> f64 {
        self.north - self.south
    }

    /// How far north turns away from the top of the map in its corners, in degrees: where it is much, an arrow would lie.
    pub(super) fn turn_deg(&self) -> Option<f64> {
        let Crs::Equidistant(middle) = self.crs else { return None };
        let corners =
            [(self.west, self.south), (self.west, self.north), (self.east, self.south), (self.east, self.north)];
        let turn = |(x, y): (f64, f64)| {
            let km = (x * x + y * y).sqrt() / 1000.0;
            let corner = middle.destination(degrees(atan2(x, y)), km.min(FARTHEST / 1000.0));
            let (nx, ny) = flat(&Distances::from(middle), corner.destination(0.0, 10.0));
            degrees(atan2(nx - x, ny - y)).abs()
        };
        Some(corners.into_iter().map(turn).fold(0.0, f64::max))
    }
}

/// How far points reach east and north of the middle, in metres; none of a million is kept.
fn ranges(from: &Distances, points: &[LonLat]) -> [(f64, f64); 2] {
    let none = || [(f64::MAX, f64::MIN); 2];
    let joined = |a: [(f64, f64); 2], b: [(f64, f64); 2]| [0, 1].map(|i| (a[i].0.min(b[i].0), a[i].1.max(b[i].1)));
    let all = points.par_iter().map(|point| {
        let (x, y) = flat(from, *point);
        [(x, x), (y, y)]
    });
    all.reduce(none, joined).map(|(low, high)| if low <= high { (low, high) } else { (0.0, 0.0) })
}

/// East and north of the middle in metres.
fn flat(from: &Distances, point: LonLat) -> (f64, f64) {
    let (km, azimuth_deg) = from.km_and_azimuth(point, point.unit());
    let azimuth = radians(azimuth_deg);
    (1000.0 * km * sin(azimuth), 1000.0 * km * cos(azimuth))
}

/// What the frame must hold: all operations, and responses whose place is finely known; where there are none, all fine
/// places; where there are none either, all.
fn wanted(located: &LocatedStore) -> Vec<LonLat> {
    let points = |keep: &dyn Fn(&LocatedRef<'_>, bool) -> bool| -> Vec<LonLat> {
        let sites = located.iter().filter_map(|one| Some((one, one.site()?)));
        sites.filter(|(one, site)| keep(one, site.precision.is_fine())).map(|(_, site)| site.point).collect()
    };
    let done = points(&|one, fine| one.role() == Role::Operation || (one.role() == Role::Response && fine));
    let choices = std::iter::once(done).chain([false, true].into_iter().map(|all| points(&|_, fine| fine || all)));
    choices.into_iter().find(|points| !points.is_empty()).unwrap_or_default()
}

/// The middle of points that lie round it.
fn regional_middle(points: &[LonLat]) -> Option<LonLat> {
    let sum = points.iter().fold(UnitVector::default(), |sum, point| sum.plus(point.unit()));
    let middle = sum.normalised()?.lon_lat();
    points.iter().all(|point| point.distance_km(middle) < REGIONAL_KM).then_some(middle)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kabul() -> LonLat {
        LonLat::wrapped(69.17, 34.53)
    }

    #[test]
    fn a_frame_keeps_its_ratio_and_holds_its_middle() {
        let frame = Frame::centred(Crs::Equidistant(kabul()), (3.0e6, 5.0e5), 1.25).moved(1.0e5, -2.0e5);
        assert!((frame.width() / frame.height() - 1.25).abs() < 1e-5);
        assert!((f64::midpoint(frame.west, frame.east) - 1.0e5).abs() < 1.0);
        let wide = frame.in_ratio(2.0);
        assert!(wide.west <= frame.west && wide.north >= frame.north);
    }

    #[test]
    fn north_is_up_on_a_map_of_a_district_and_not_on_one_of_a_continent() {
        let of = |half| Frame::centred(Crs::Equidistant(kabul()), (half, half), 1.0).turn_deg().unwrap();
        assert!(of(1.5e5) < 2.0 && of(4.0e6) > 20.0, "{} {}", of(1.5e5), of(4.0e6));
        assert_eq!(Frame::centred(Crs::EqualEarth, (1.0, 1.0), 1.0).turn_deg(), None);
    }
}
