//! How far operations reached: lines of equal distance from the origin at the median, the 90th percentile and the maximum.

use super::curve::{circle, geodesic};
use super::shape::Shape;
use super::span::{self, Span, Spanned};
use super::table::{Column, Table};
use super::value::Value;
use super::{Draft, LayerInput};
use crate::earth::LonLat;
use crate::spread::{Estimate, Interval, Origin};

/// Azimuths at which the line of equal distance from a border is followed.
const AZIMUTHS: usize = 360;

struct Ring<'a> {
    span: Span,
    what: &'static str,
    origin: &'a str,
    reach: &'a Estimate,
    km: f64,
    shape: Shape,
}

impl Spanned for Ring<'_> {
    fn span(&self) -> &Span {
        &self.span
    }
}

/// The layer: each period with a measured incident, then the whole; in each the median, p90 and maximum.
pub(super) fn draft<'a>(input: &LayerInput<'a>, whole: &Span) -> Draft<'a> {
    let origin = &input.spread.options.origin;
    let mut rings = Vec::new();
    for (span, slice) in span::slices(input, whole) {
        let reach = &slice.reach;
        for (what, reach) in [("median", &reach.median), ("p90", &reach.p90), ("max", &reach.max)] {
            let Some(km) = reach.value else { continue };
            if let Some(shape) = ring(origin, km).and_then(closed_line) {
                rings.push(Ring {
                    span: span.clone(),
                    what,
                    origin: origin.name().unwrap_or_default(),
                    reach,
                    km,
                    shape,
                });
            }
        }
    }
    let shows = "Lines of equal distance from the origin, at the median, the 90th percentile and the maximum of the \
                 distances of a period and of the whole.";
    let columns = [vec![title()], span::columns(), columns()].concat();
    Draft::new("reach_rings", "Reach", shows, Table::new(rings, columns, |ring| ring.shape.clone())).of_measured()
}

/// The line at `km` from the origin: round a point a circle, round countries the line that far from their border.
fn ring(origin: &Origin, km: f64) -> Option<Vec<LonLat>> {
    if !(km > 0.0 && km.is_finite()) {
        return None;
    }
    match origin {
        Origin::Point { at, .. } => Some(circle(*at, km)),
        Origin::Home { centre, outline, .. } => {
            let corners = outline.ring_at_km(*centre, km, AZIMUTHS);
            let sides = corners.iter().zip(corners.iter().cycle().skip(1));
            Some(sides.flat_map(|(&a, &b)| geodesic(a, b)).collect())
        }
        Origin::None => None,
    }
}

fn closed_line(mut ring: Vec<LonLat>) -> Option<Shape> {
    ring.extend(ring.first().copied());
    Shape::line(&ring)
}

fn title<'a>() -> Column<Ring<'a>> {
    Column::new("title", |r| {
        let what = if r.what == "max" { "maximum" } else { r.what };
        format!("{}: {what} {:.0} km", r.span.label, r.km).into()
    })
}

fn columns<'a>() -> Vec<Column<Ring<'a>>> {
    vec![
        Column::new("what", |r: &Ring<'a>| r.what.into()),
        Column::new("origin", |r| r.origin.into()),
        Column::new("distance_km", |r| Value::km(r.km)),
        Column::new("distance_low_km", |r| Value::km(bounds(r.reach).map(|(low, _)| low))),
        Column::new("distance_high_km", |r| Value::km(bounds(r.reach).map(|(_, high)| high))),
        Column::new("n", |r| r.reach.n.into()),
        Column::new("left_out", |r| r.reach.left_out.values().sum::<u64>().into()),
    ]
}

fn bounds(of: &Estimate) -> Option<(f64, f64)> {
    match of.interval {
        Interval::Between(low, high) => Some((low, high)),
        Interval::None => None,
    }
}
