//! Leaving out vertices that cannot be seen: few near the frame of a map, more the farther from it.
//!
//! Comes in: a [`View`], polygons and lines on WGS84. Goes out: the same shapes with fewer vertices (Douglas and Peucker 1973,
//! with chords of the sphere in place of distances on the plane).

use geo::{Coord, LineString, Polygon};

use super::view::View;
use crate::earth::{EARTH_RADIUS_KM, LonLat, UnitVector};

/// How much more it may move for each km beyond the frame, in km.
const SLOPE: f64 = 0.012;

/// The most that it may move, in km.
const MOST_KM: f64 = 80.0;

/// Islands and lakes less wide than so many times this are left out.
const LEAST_SIZE: f64 = 3.0;

/// How far a line may move at each place.
#[derive(Debug, Clone)]
pub struct Thinning {
    middle: Option<UnitVector>,
    frame_km: f64,
    inner_km: f64,
}

impl Thinning {
    /// The thinning for the frame of a view, in which a line may move by so many units of the page.
    pub fn round(view: &View, units: f64) -> Self {
        let middle = view.middle().map(LonLat::unit);
        let edge = view.frame_edge();
        let farthest = |from: UnitVector| edge.iter().map(|p| from.chord(p.unit())).fold(0.0, f64::max);
        Self {
            frame_km: middle.map_or(0.0, farthest) * EARTH_RADIUS_KM,
            middle,
            inner_km: (units / view.mm_per_km).min(MOST_KM),
        }
    }

    fn tolerance_km(&self, at: UnitVector) -> f64 {
        let beyond = self.middle.map_or(0.0, |middle| (middle.chord(at) * EARTH_RADIUS_KM - self.frame_km).max(0.0));
        (self.inner_km + SLOPE * beyond).min(MOST_KM)
    }

    /// A line with fewer vertices; its ends stay.
    pub fn line(&self, line: &[LonLat]) -> Vec<LonLat> {
        let vertices: Vec<UnitVector> = line.iter().map(|p| p.unit()).collect();
        let kept = self.kept(&vertices, |_| false);
        line.iter().zip(kept).filter(|(_, kept)| *kept).map(|(p, _)| *p).collect()
    }

    /// A polygon with fewer vertices; none where it is too small to be seen.
    pub fn polygon(&self, polygon: &Polygon<f64>) -> Option<Polygon<f64>> {
        let outer = self.ring(polygon.exterior())?;
        Some(Polygon::new(outer, polygon.interiors().iter().filter_map(|ring| self.ring(ring)).collect()))
    }

    fn ring(&self, ring: &LineString<f64>) -> Option<LineString<f64>> {
        let vertices: Vec<UnitVector> = ring.0.iter().map(|c| UnitVector::from_degrees(c.x, c.y)).collect();
        let first = *vertices.first()?;
        let apart = |v: &UnitVector| first.chord(*v);
        let farthest = (0..vertices.len()).max_by(|a, b| apart(&vertices[*a]).total_cmp(&apart(&vertices[*b])))?;
        if apart(&vertices[farthest]) * EARTH_RADIUS_KM < LEAST_SIZE * self.tolerance_km(first) {
            return None;
        }
        // The edges that the cut at 180° and at the pole made stay as they are.
        let fixed = |i: usize| i == farthest || ring.0.get(i).is_some_and(|c| c.x.abs() > 179.9 || c.y < -89.0);
        let kept = self.kept(&vertices, fixed);
        let corners: Vec<Coord<f64>> =
            ring.0.iter().zip(kept).filter(|(_, kept)| *kept).map(|(corner, _)| *corner).collect();
        (corners.len() > 3).then_some(LineString(corners))
    }

    /// Which vertices stay: both ends, the fixed ones, and those that a line without them would miss by too much.
    fn kept(&self, vertices: &[UnitVector], fixed: impl Fn(usize) -> bool) -> Vec<bool> {
        let last = vertices.len().saturating_sub(1);
        let mut kept: Vec<bool> = (0..vertices.len()).map(|i| i == 0 || i == last || fixed(i)).collect();
        let stops: Vec<usize> = (0..vertices.len()).filter(|i| kept[*i]).collect();
        let mut open: Vec<(usize, usize)> = stops.iter().zip(stops.iter().skip(1)).map(|(a, b)| (*a, *b)).collect();
        while let Some((from, to)) = open.pop() {
            let farthest = (from + 1..to)
                .map(|i| (self.excess(vertices[i], vertices[from], vertices[to]), i))
                .max_by(|a, b| a.0.total_cmp(&b.0));
            if let Some((excess, i)) = farthest
                && excess > 0.0
            {
                kept[i] = true;
                open.extend([(from, i), (i, to)]);
            }
        }
        kept
    }

    /// By how many km a vertex lies farther from the chord between two others than it may.
    fn excess(&self, at: UnitVector, from: UnitVector, to: UnitVector) -> f64 {
        let (along, out) = (to.plus(from.times(-1.0)), at.plus(from.times(-1.0)));
        let square = along.dot(along);
        let t = if square > 0.0 { (out.dot(along) / square).clamp(0.0, 1.0) } else { 0.0 };
        out.plus(along.times(-t)).length() * EARTH_RADIUS_KM - self.tolerance_km(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(frame_km: f64) -> Thinning {
        Thinning { middle: Some(UnitVector::from_degrees(0.0, 0.0)), frame_km, inner_km: 5.0 }
    }

    fn zigzag(lon: f64) -> Vec<LonLat> {
        (0..40).map(|i| LonLat::wrapped(lon + if i % 2 == 0 { 0.0 } else { 0.1 }, f64::from(i) * 0.2)).collect()
    }

    #[test]
    fn what_can_be_seen_stays_and_far_from_the_frame_less_does() {
        let thinning = within(1000.0);
        assert_eq!(thinning.line(&zigzag(0.0)).len(), 40);
        assert_eq!(thinning.line(&zigzag(120.0)).len(), 2);
    }

    #[test]
    fn no_vertex_is_farther_from_the_thinned_line_than_it_may_be() {
        let wave: Vec<LonLat> = (0..400)
            .map(|i| LonLat::wrapped(f64::from(i) * 0.02, crate::earth::trig::sin(f64::from(i) * 0.1)))
            .collect();
        let thin = within(3000.0).line(&wave);
        assert!(thin.len() < 120, "{}", thin.len());
        for p in &wave {
            let excess = thin.windows(2).map(|ab| within(3000.0).excess(p.unit(), ab[0].unit(), ab[1].unit()));
            assert!(excess.fold(f64::INFINITY, f64::min) <= 0.0, "{p:?}");
        }
    }

    #[test]
    fn an_island_too_small_to_be_seen_goes_and_the_edges_at_180_stay() {
        let ring = |of: &[(f64, f64)]| Polygon::new(of.to_vec().into(), Vec::new());
        let speck = ring(&[(0.0, 0.0), (0.01, 0.0), (0.01, 0.01), (0.0, 0.0)]);
        assert!(within(1000.0).polygon(&speck).is_none());
        let cut = ring(&[(170.0, 60.0), (180.0, 60.0), (180.0, 60.05), (180.0, 62.0), (170.0, 62.0), (170.0, 60.0)]);
        assert_eq!(within(1000.0).polygon(&cut).unwrap().exterior().0.len(), 6);
    }
}
