//! What a map is drawn on: land, lakes, borders.
//!
//! Comes in: data/regions, compiled in, and the outlines of countries. Goes out: [`BaseMap`].

use geo::{Coord, LineString, MultiPolygon};

use super::Country;
use super::packed::Packed;
use crate::earth::LonLat;

const PACKED: &[u8] = include_bytes!("../../data/regions/basemap.bin.gz");

/// What a map is drawn on.
#[derive(Debug)]
pub struct BaseMap {
    /// Land, WGS84 degrees, cut at 180°.
    pub land: MultiPolygon<f64>,
    /// Lakes.
    pub lakes: MultiPolygon<f64>,
    /// Borders between countries, each shared line once.
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

/// The built-in land and lakes with the borders between the countries. Damaged data, which a test rules out, shows no land.
pub(super) fn built_in(countries: &[Country]) -> BaseMap {
    let (land, lakes) = Packed::unzip(PACKED)
        .and_then(|mut packed| Some((packed.shapes()?, packed.shapes()?)))
        .unwrap_or_else(|| (MultiPolygon(Vec::new()), MultiPolygon(Vec::new())));
    BaseMap { land, lakes, borders: borders(countries) }
}

/// The edges that two countries share, joined to lines.
fn borders(countries: &[Country]) -> Vec<Border> {
    let mut edges: Vec<(EdgeKey, usize)> = Vec::new();
    for (index, country) in countries.iter().enumerate() {
        edges.extend(
            rings(country).flat_map(|ring| ring.lines()).map(|edge| (EdgeKey::of(edge.start, edge.end), index)),
        );
    }
    edges.sort_unstable();
    edges.dedup();
    let mut found = Vec::new();
    for (index, country) in countries.iter().enumerate() {
        for ring in rings(country) {
            // An edge is drawn with the first of the countries that share it.
            let neighbour = |a: Coord, b: Coord| {
                let key = EdgeKey::of(a, b);
                let at = edges.partition_point(|&(other, owner)| (other, owner) <= (key, index));
                edges.get(at).filter(|(other, _)| *other == key).map(|&(_, owner)| owner)
            };
            join(ring, neighbour, &mut found);
        }
    }
    found
}

fn rings(country: &Country) -> impl Iterator<Item = &LineString<f64>> {
    country.outline.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
}

/// Joins neighbouring edges of a ring that have the same neighbour.
fn join(ring: &LineString<f64>, neighbour: impl Fn(Coord, Coord) -> Option<usize>, found: &mut Vec<Border>) {
    let mut current: Option<(usize, Vec<LonLat>)> = None;
    for edge in ring.lines() {
        let with = neighbour(edge.start, edge.end);
        let end = LonLat::wrapped(edge.end.x, edge.end.y);
        match (&mut current, with) {
            (Some((owner, line)), Some(with)) if *owner == with => line.push(end),
            _ => {
                found.extend(current.take().map(|(_, line)| Border { line, disputed: false }));
                current = with.map(|with| (with, vec![LonLat::wrapped(edge.start.x, edge.start.y), end]));
            }
        }
    }
    found.extend(current.map(|(_, line)| Border { line, disputed: false }));
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
