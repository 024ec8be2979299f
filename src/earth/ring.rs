//! The ground within a ring of points.

use geo::{GeodesicArea, LineString, Polygon};

use super::LonLat;

/// The area of WGS84 in km².
pub const EARTH_KM2: f64 = 510_065_621.724;

/// The area in km² of the geodesic polygon with these corners (Karney 2013), the ring not closed, in either sense. Of the two
/// sides of the ring it is the smaller one: a ring round a pole may come out as its complement.
pub fn ring_area_km2(corners: &[LonLat]) -> f64 {
    let ring: LineString<f64> = corners.iter().map(|p| (p.lon(), p.lat())).collect();
    let area = Polygon::new(ring, Vec::new()).geodesic_area_unsigned() / 1e6;
    area.min((EARTH_KM2 - area).abs())
}
