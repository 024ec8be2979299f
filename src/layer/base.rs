//! What the incidents are drawn on in a GIS without a network: land, lakes, boundaries, names of countries.
//!
//! Comes in: the regions. Goes out: layers of Natural Earth's outlines, 1:50 million, in `layers/base`.

use geo::{Contains, LineString, MultiPolygon, Polygon};

use super::curve::circle;
use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, Layer};
use crate::earth::{LonLat, ring_area_km2};
use crate::region::{Border, Country, Regions};

const CREDIT: &str = "Natural Earth, 1:50 million, public domain";
const FOLDER: &str = "layers/base";

/// The radius of the hole in the land opposite to the middle of the map, in km.
const HOLE_KM: f64 = 2.0;

/// The base map, from what is drawn last to what is drawn first: `country_names`, `borders`, `lakes`, `land`.
///
/// An azimuthal map tears the point opposite to its `middle` into its rim: land that holds the point would be drawn inside out.
/// So the land has a pinhole there.
pub fn base_map(regions: &Regions, middle: Option<LonLat>) -> Vec<Layer<'_>> {
    let base = regions.base_map();
    let drafts = [
        names(regions.countries()),
        borders(&base.borders),
        areas("lakes", "Lakes", "Lakes.", &base.lakes, None),
        areas("land", "Land", "Land.", &base.land, middle.map(|at| at.unit().times(-1.0).lon_lat())),
    ];
    let full = drafts.into_iter().filter(|draft| draft.features.count() > 0);
    full.map(|draft| Layer { folder: FOLDER, ..draft.finish(None, CREDIT) }).collect()
}

struct Area {
    what: &'static str,
    shape: Shape,
}

fn areas<'a>(
    name: &'static str,
    title: &'static str,
    shows: &'static str,
    of: &MultiPolygon<f64>,
    hole: Option<LonLat>,
) -> Draft<'a> {
    let rows = of.iter().filter_map(|area| {
        let pierced = hole.filter(|at| area.contains(&at.point())).map(|at| with_hole(area, at));
        let shape = Shape::areas(&MultiPolygon(vec![pierced.unwrap_or_else(|| area.clone())]))?;
        Some(Area { what: name, shape })
    });
    let columns = vec![Column::new("what", |area: &Area| area.what.into())];
    Draft::new(name, title, shows, Table::new(rows.collect(), columns, |area| area.shape.clone()))
}

fn with_hole(area: &Polygon<f64>, at: LonLat) -> Polygon<f64> {
    let ring: Vec<_> = circle(at, HOLE_KM).into_iter().map(|p| geo::Coord { x: p.lon(), y: p.lat() }).collect();
    let holes = area.interiors().iter().cloned().chain([LineString(ring)]);
    Polygon::new(area.exterior().clone(), holes.collect())
}

struct Line {
    disputed: bool,
    shape: Shape,
}

fn borders<'a>(of: &[Border]) -> Draft<'a> {
    let rows =
        of.iter().filter_map(|border| Some(Line { disputed: border.disputed, shape: Shape::line(&border.line)? }));
    let columns = vec![Column::new(
        "what",
        |line: &Line| {
            if line.disputed { "disputed boundary".into() } else { "boundary".into() }
        },
    )];
    let shows = "Boundaries between countries; lines that are disputed or claimed are marked as such. They are not a \
                 judgement on the status of any territory.";
    Draft::new("borders", "Boundaries", shows, Table::new(rows.collect(), columns, |line| line.shape.clone()))
}

struct Named<'a> {
    country: &'a Country,
    at: LonLat,
    area_km2: f64,
}

fn names(countries: &[Country]) -> Draft<'_> {
    let rows = countries.iter().filter_map(|country| {
        let rings = country.outline.iter().map(|area| {
            let ring: Vec<LonLat> = area.exterior().coords().map(|c| LonLat::wrapped(c.x, c.y)).collect();
            ring_area_km2(&ring)
        });
        Some(Named { country, at: country.label_point?, area_km2: rings.sum() })
    });
    let columns = vec![
        Column::new("name", |named: &Named<'_>| (&*named.country.name).into()),
        Column::new("iso_a3", |named| named.country.iso_a3.as_deref().into()),
        Column::new("area_km2", |named| Value::km(named.area_km2.round())),
    ];
    let shows = "Names of countries and areas, each at a point well inside.";
    Draft::new(
        "country_names",
        "Names of countries",
        shows,
        Table::new(rows.collect(), columns, |named| Shape::point(named.at)),
    )
}
