//! A cap of the sphere: all within an angle of a point. What leaves it is closed along its rim.

use super::{divided, holds};
use crate::earth::trig::{atan2, cos, degrees, radians, sin};
use crate::earth::{LonLat, UnitVector};

/// The step along the rim in radians.
const RIM_STEP: f64 = 0.035;

/// A cap of the sphere.
#[derive(Debug, Clone)]
pub struct Cap {
    centre: UnitVector,
    east: UnitVector,
    north: UnitVector,
    radius: f64,
    cos_radius: f64,
    thin: f64,
}

/// A vertex as a vector and in degrees.
type Vertex = (UnitVector, (f64, f64));

/// A part of a ring within the cap, with the bearings from the cap's centre where it enters and leaves.
struct Run {
    entry: f64,
    points: Vec<LonLat>,
    exit: f64,
}

impl Cap {
    /// The cap within `radius` radians of a point. Vertices closer than `thin` radians to the one before are left out.
    pub fn new(centre: LonLat, radius: f64, thin: f64) -> Self {
        let (lon, lat) = (radians(centre.lon()), radians(centre.lat()));
        let up = centre.unit();
        let east = UnitVector { x: -sin(lon), y: cos(lon), z: 0.0 };
        let north = UnitVector { x: -sin(lat) * cos(lon), y: -sin(lat) * sin(lon), z: cos(lat) };
        Self { centre: up, east, north, radius, cos_radius: cos(radius), thin }
    }

    /// The point in the middle.
    pub fn centre(&self) -> LonLat {
        self.centre.lon_lat()
    }

    /// Whether the point lies in the cap.
    pub fn holds(&self, point: LonLat) -> bool {
        self.depth(point.unit()) >= 0.0
    }

    /// The rim as a closed ring, counter-clockwise as seen from outside the globe.
    pub fn rim(&self) -> Vec<LonLat> {
        let steps = (std::f64::consts::TAU / RIM_STEP).ceil() as u32;
        (0..steps).map(|i| self.at(-f64::from(i) * RIM_STEP)).collect()
    }

    fn depth(&self, v: UnitVector) -> f64 {
        v.dot(self.centre) - self.cos_radius
    }

    fn bearing(&self, v: UnitVector) -> f64 {
        atan2(v.dot(self.east), v.dot(self.north))
    }

    fn at(&self, bearing: f64) -> LonLat {
        let out = self.east.times(sin(bearing)).plus(self.north.times(cos(bearing)));
        self.centre.times(self.cos_radius).plus(out.times(sin(self.radius))).lon_lat()
    }

    /// The bearing at which the edge from `a` to `b` passes the rim; edges are short.
    fn crossing(&self, a: UnitVector, b: UnitVector) -> f64 {
        let (da, db) = (self.depth(a), self.depth(b));
        let t = if (da - db).abs() > 0.0 { da / (da - db) } else { 0.5 };
        self.bearing(a.times(1.0 - t).plus(b.times(t)))
    }

    /// The parts of a ring within the cap, closed along the rim. The corners run counter-clockwise, in degrees.
    pub(super) fn ring(&self, corners: &[(f64, f64)]) -> Vec<Vec<LonLat>> {
        let points: Vec<(f64, f64)> = divided(corners, true);
        let vectors: Vec<UnitVector> = points.iter().map(|(lon, lat)| UnitVector::from_degrees(*lon, *lat)).collect();
        let inside: Vec<bool> = vectors.iter().map(|v| self.depth(*v) >= 0.0).collect();
        let Some(outside) = inside.iter().position(|inside| !inside) else {
            return vec![self.thinned(vectors.iter().zip(&points).map(|(v, p)| (*v, *p)))];
        };
        if !inside.contains(&true) {
            let centre = self.centre();
            let filled = holds(corners, (centre.lon(), centre.lat()));
            return if filled { vec![self.rim()] } else { Vec::new() };
        }
        self.joined(&self.runs(&vectors, &points, outside))
    }

    /// The runs of points within the cap, walking once round from a point outside.
    fn runs(&self, vectors: &[UnitVector], points: &[(f64, f64)], outside: usize) -> Vec<Run> {
        let round = vectors.iter().zip(points).cycle().skip(outside).take(vectors.len() + 1);
        let mut runs = Vec::new();
        let mut open: Option<(f64, Vec<Vertex>)> = None;
        let mut before: Option<UnitVector> = None;
        for (v, p) in round {
            let within = self.depth(*v) >= 0.0;
            match (&mut open, before) {
                (Some((_, points)), _) if within => points.push((*v, *p)),
                (None, Some(last)) if within => open = Some((self.crossing(*v, last), vec![(*v, *p)])),
                (Some(_), Some(last)) => {
                    if let Some((entry, points)) = open.take() {
                        runs.push(Run { entry, points: self.thinned(points), exit: self.crossing(last, *v) });
                    }
                }
                _ => {}
            }
            before = Some(*v);
        }
        runs
    }

    /// Joins the runs to rings: from an exit along the rim, counter-clockwise, to the next entry.
    fn joined(&self, runs: &[Run]) -> Vec<Vec<LonLat>> {
        let mut used = vec![false; runs.len()];
        let mut rings = Vec::new();
        for start in 0..runs.len() {
            let mut ring = Vec::new();
            let mut at = start;
            while let (Some(run), Some(used)) = (runs.get(at), used.get_mut(at)) {
                if *used {
                    break;
                }
                *used = true;
                ring.push(self.at(run.entry));
                ring.extend(run.points.iter().copied());
                ring.push(self.at(run.exit));
                let ahead = |other: &Run| {
                    libm::fmod(run.exit - other.entry + 2.0 * std::f64::consts::TAU, std::f64::consts::TAU)
                };
                let Some((next, other)) =
                    runs.iter().enumerate().min_by(|(_, a), (_, b)| ahead(a).total_cmp(&ahead(b)))
                else {
                    break;
                };
                let steps = (ahead(other) / RIM_STEP).ceil() as u32;
                ring.extend((1..steps).map(|i| self.at(run.exit - ahead(other) * f64::from(i) / f64::from(steps))));
                at = next;
            }
            if ring.len() > 2 {
                rings.push(ring);
            }
        }
        rings
    }

    /// The parts of a line within the cap. Edges are short.
    pub(super) fn line(&self, points: &[(f64, f64)]) -> Vec<Vec<LonLat>> {
        let mut parts = Vec::new();
        let mut part: Vec<Vertex> = Vec::new();
        for (lon, lat) in points {
            let v = UnitVector::from_degrees(*lon, *lat);
            if self.depth(v) >= 0.0 {
                part.push((v, (*lon, *lat)));
            } else if !part.is_empty() {
                parts.push(self.thinned(std::mem::take(&mut part)));
            }
        }
        parts.push(self.thinned(part));
        parts.retain(|part| part.len() > 1);
        parts
    }

    /// The points without those too close to the one before; the last one stays.
    fn thinned(&self, points: impl IntoIterator<Item = Vertex>) -> Vec<LonLat> {
        let mut kept: Vec<LonLat> = Vec::new();
        let mut last: Option<UnitVector> = None;
        let mut end = None;
        for (v, (lon, lat)) in points {
            let near = last.is_some_and(|last| v.plus(last.times(-1.0)).length() < self.thin);
            end = near.then_some((lon, lat));
            if !near {
                kept.push(LonLat::wrapped(lon, lat));
                last = Some(v);
            }
        }
        kept.extend(end.map(|(lon, lat)| LonLat::wrapped(lon, lat)));
        kept
    }

    /// The place of a point in an orthographic picture of the cap, in radii of the globe: right and up.
    pub fn orthographic(&self, point: LonLat) -> (f64, f64) {
        let v = point.unit();
        (v.dot(self.east), v.dot(self.north))
    }

    /// The angle of the cap in degrees.
    pub fn radius_deg(&self) -> f64 {
        degrees(self.radius)
    }
}
