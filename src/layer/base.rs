//! What the incidents are drawn on in a GIS without a network: land, lakes, boundaries, names of countries.
//!
//! Comes in: the regions. Goes out: layers of Natural Earth's outlines, 1:50 million, in `layers/base`.

use geo::MultiPolygon;

use super::opposite::Opposite;
use super::shape::Shape;
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, Layer};
use crate::earth::{LonLat, ring_area_km2};
use crate::region::{Border, Country, Regions};

const CREDIT: &str = "Natural Earth, 1:50 million, public domain";
const FOLDER: &str = "layers/base";

/// The base map, from what is drawn last to what is drawn first: `country_names`, `borders`, `lakes`, `land`.
///
/// An azimuthal map tears the point opposite to its `middle` into its rim: land that holds the point would be drawn inside out, a
/// line through it across the whole map. So there is nothing near it.
pub fn base_map(regions: &Regions, middle: Option<LonLat>) -> Vec<Layer<'_>> {
    let base = regions.base_map();
    let torn = Opposite::of(middle);
    let drafts = [
        names(regions.countries()),
        borders(&base.borders, &torn),
        areas("lakes", "Lakes", "Lakes.", &base.lakes, &torn),
        areas("land", "Land", "Land.", &base.land, &torn),
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
    torn: &Opposite,
) -> Draft<'a> {
    let rows = of.iter().flat_map(|area| {
        let kept = torn.cut(&MultiPolygon(vec![area.clone()])).into_owned();
        kept.0.into_iter().filter_map(|area| Shape::areas(&MultiPolygon(vec![area])))
    });
    let rows = rows.map(|shape| Area { what: name, shape }).collect();
    let columns = vec![Column::new("what", |area: &Area| area.what.into())];
    Draft::new(name, title, shows, Table::new(rows, columns, |area| area.shape.clone()))
}

struct Line {
    disputed: bool,
    shape: Shape,
}

fn borders<'a>(of: &[Border], torn: &Opposite) -> Draft<'a> {
    let is_torn = |at: &LonLat| torn.leaves_out(*at);
    let rows = of.iter().flat_map(|border| {
        let kept = border.line.split(is_torn).filter_map(Shape::line);
        kept.map(|shape| Line { disputed: border.disputed, shape }).collect::<Vec<_>>()
    });
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
