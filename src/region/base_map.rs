//! What a map is drawn on: land, lakes, borders.
//!
//! Comes in: data/regions, compiled in, and the outlines of countries. Goes out: [`BaseMap`].

use geo::{Coord, LineString, MultiPolygon};

use super::Country;
use super::disputed::Disputed;
use super::packed::Packed;
use super::shape::rings;
use crate::earth::LonLat;

const PACKED: &[u8] = include_bytes!("../../data/regions/basemap.bin.gz");

/// What a map is drawn on.
#[derive(Debug)]
pub struct BaseMap {
    /// Land, WGS84 degrees, cut at 180°.
    pub land: MultiPolygon<f64>,
    /// Lakes.
    pub lakes: MultiPolygon<f64>,
    /// Borders between countries, each shared line once; then lines that are claimed as borders within a country.
    pub borders: Vec<Border>,
}

/// A border line between two countries.
#[derive(Debug, Clone)]
pub struct Border {
    /// The vertices, WGS84 degrees.
    pub line: Vec<LonLat>,
    /// Whether it is disputed (then it is drawn dotted).
    pub disputed: bool,
}

impl Border {
    fn new(line: impl IntoIterator<Item = Coord>, disputed: bool) -> Self {
        Self { line: line.into_iter().map(|c| LonLat::wrapped(c.x, c.y)).collect(), disputed }
    }
}

/// The built-in land, lakes and claims with the borders between the countries. Damaged data, which a test rules out, shows
/// no land.
pub(super) fn built_in(countries: &[Country]) -> BaseMap {
    let nothing = || BaseMap { land: MultiPolygon(Vec::new()), lakes: MultiPolygon(Vec::new()), borders: Vec::new() };
    let mut base_map = read().unwrap_or_else(nothing);
    base_map.borders.splice(0..0, borders(countries));
    base_map
}

/// What data/regions holds; its only borders are the claims.
fn read() -> Option<BaseMap> {
    let mut packed = Packed::unzip(PACKED)?;
    let (land, lakes, claims) = (packed.shapes()?, packed.shapes()?, packed.lines()?);
    Some(BaseMap { land, lakes, borders: claims.into_iter().map(|line| Border::new(line, true)).collect() })
}

/// The edges that two countries share, joined to lines.
fn borders(countries: &[Country]) -> Vec<Border> {
    let mut edges: Vec<(EdgeKey, usize)> = Vec::new();
    for (index, country) in countries.iter().enumerate() {
        edges.extend(rings_of(country).flat_map(LineString::lines).map(|e| (EdgeKey::of(e.start, e.end), index)));
    }
    edges.sort_unstable();
    edges.dedup();
    let disputed = Disputed::new(countries);
    let mut found = Vec::new();
    for (index, country) in countries.iter().enumerate() {
        // An edge is drawn with the first of the countries that share it, so only later ones are looked for.
        let kind = |a: Coord, b: Coord| {
            let key = EdgeKey::of(a, b);
            let at = edges.partition_point(|&edge| edge <= (key, index));
            let &(_, neighbour) = edges.get(at).filter(|(other, _)| *other == key)?;
            Some((neighbour, disputed.holds(index, neighbour, a, b)))
        };
        for ring in rings_of(country) {
            join(ring, kind, &mut found);
        }
    }
    found
}

fn rings_of(country: &Country) -> impl Iterator<Item = &LineString<f64>> {
    country.outline.iter().flat_map(rings)
}

/// Joins edges that follow each other in a ring and are of one kind: the neighbour, and whether it is disputed.
fn join(ring: &LineString<f64>, kind: impl Fn(Coord, Coord) -> Option<(usize, bool)>, found: &mut Vec<Border>) {
    let mut current: Option<((usize, bool), Vec<Coord>)> = None;
    for edge in ring.lines() {
        let of_edge = kind(edge.start, edge.end);
        match &mut current {
            Some((of_line, line)) if Some(*of_line) == of_edge => line.push(edge.end),
            _ => {
                found.extend(current.take().map(|((_, disputed), line)| Border::new(line, disputed)));
                current = of_edge.map(|of_edge| (of_edge, vec![edge.start, edge.end]));
            }
        }
    }
    found.extend(current.map(|((_, disputed), line)| Border::new(line, disputed)));
}

/// An edge without its direction, in ten-millionths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct EdgeKey([i32; 4]);

impl EdgeKey {
    fn of(a: Coord, b: Coord) -> Self {
        let key = |c: Coord| ((c.x * 1e7).round() as i32, (c.y * 1e7).round() as i32);
        let (a, b) = (key(a), key(b));
        let (a, b) = (a.min(b), a.max(b));
        Self([a.0, a.1, b.0, b.1])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(west: f64) -> LineString<f64> {
        let at = |x: f64, y: f64| Coord { x: west + x, y };
        LineString(vec![at(0.0, 0.0), at(1.0, 0.0), at(1.0, 1.0), at(1.0, 2.0), at(0.0, 2.0), at(0.0, 0.0)])
    }

    #[test]
    fn edges_of_one_kind_are_joined_to_one_line() {
        let mut found = Vec::new();
        join(&square(0.0), |a, b| (a.x + b.x >= 2.0).then_some((7, false)), &mut found);
        assert_eq!(found.len(), 1);
        assert_eq!(found.first().map(|border| border.line.len()), Some(3));
    }

    #[test]
    fn an_edge_is_the_same_in_both_directions() {
        let (a, b) = (Coord { x: 1.0, y: 2.0 }, Coord { x: -3.5, y: 0.25 });
        assert_eq!(EdgeKey::of(a, b), EdgeKey::of(b, a));
    }
}
